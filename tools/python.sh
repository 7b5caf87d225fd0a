#!/usr/bin/env bash
# Make a virtual environment at $1 with the first Python that can run According (3.11 or newer), or say what to install.
set -euo pipefail

target=$1
for name in ${PYTHON:-} python3.12 python3.13 python3.11 python3.14 python3 python; do
    if ! command -v "$name" >/dev/null 2>&1; then continue; fi
    if ! "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then continue; fi
    if ! "$name" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        without_venv=$name
        continue
    fi
    echo "Making $target with $("$name" --version) ..."
    exec "$name" -m venv "$target"
done

if [ -n "${without_venv:-}" ]; then
    echo "error: $without_venv cannot make virtual environments." >&2
    echo "       On Debian and Ubuntu: sudo apt-get install python3-venv, then run the command again." >&2
else
    echo "error: According needs Python 3.11 or newer, and none was found." >&2
    echo "       Install one (python.org, your system's packages, or uv python install), or name it:" >&2
    echo "       make ... PYTHON=/path/to/python3" >&2
fi
exit 1
