"""Hold what is installed against the database of known weaknesses: `python -m tools.audit FOLDER` (of site-packages).

Fails when a weakness is known. Where the database cannot be reached nothing is known either way: that is said, and is
no failure, since a build without a network must be possible.
"""

import json
import subprocess
import sys
from typing import Any


def told(report: dict[str, Any]) -> tuple[int, str]:
    """The exit code and the words for a report of pip-audit."""
    parts = report["dependencies"]
    weak = [f"{p['name']} {p['version']}: {v['id']}" for p in parts for v in p.get("vulns", ())]
    unknown = [p["name"] for p in parts if "skip_reason" in p]
    if weak:
        return 1, "Known weaknesses:\n" + "\n".join(weak)
    if len(unknown) == len(parts):
        return 0, "NOT AUDITED: the database of known weaknesses could not be reached, or knows none of these packages."
    left = f" {len(unknown)} could not be looked up: {', '.join(unknown)}." if unknown else ""
    return 0, f"No weakness is known in {len(parts) - len(unknown)} packages.{left}"


def main(folder: str) -> int:
    """Run pip-audit over a folder and tell what it found."""
    command = [sys.executable, "-m", "pip_audit", "--path", folder, "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        code, words = told(json.loads(done.stdout))
    except (ValueError, KeyError):  # it gives no report where it cannot look anything up
        code, words = 0, f"NOT AUDITED: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no report'}"
    sys.stdout.write(f"{words}\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
