"""What Spark costs: `python -m benchmarks.bulk DOCS.jsonl[.xz] [--limit 40]`.

The same documents by the plain pipeline (take, read, find claims; one thread) and by a bulk run with one and with two
local executors, and by a run of twice as many documents. Processor time of this process and all it started, since a
machine may be busy; what Spark needs to start is told apart, by a run of one document.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from according.intake import IntakeOptions, original, sources

PLAIN = """
import sys
from dataclasses import replace
from according.intake import IntakeOptions, sources
from according.pipeline import Pipeline
from according.settings import read_settings
pipeline = Pipeline(replace(read_settings(), threads=1))
for source in sources([sys.argv[1]], IntakeOptions()):
    pipeline.attempt(source, IntakeOptions())
"""


def cost(command: Sequence[str]) -> tuple[float, float]:
    """Processor seconds of a command with all its children, and seconds on the clock."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, time.perf_counter() - start


def bulk(path: Path, out: Path, master: str) -> tuple[float, float]:
    """Cost of a bulk run."""
    run = "from according.cli import main; main()"
    return cost([sys.executable, "-c", run, "bulk", str(path), "--out", str(out), "--master", master])


def main() -> None:
    """Print one line a measurement, and the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("path", type=Path, help="documents, JSON lines, plain or .xz")
    parser.add_argument("--limit", type=int, default=40, help="documents in the smaller run")
    given = parser.parse_args()
    lines = [original(source) for source in islice(sources([given.path], IntakeOptions()), 2 * given.limit)]
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for name, some in (("one", lines[:1]), ("small", lines[: given.limit]), ("large", lines)):
            files[name] = Path(folder) / f"{name}.jsonl"
            files[name].write_bytes(b"".join(line + b"\n" for line in some))
        plain_one, plain = (cost([sys.executable, "-c", PLAIN, str(files[name])])[0] for name in ("one", "large"))
        read = len(lines) - 1
        per_plain = (plain - plain_one) / read
        sys.stdout.write(f"plain pipeline: {per_plain:.3f} processor seconds a document\n")
        for master in ("local[1]", "local[2]"):
            found = {name: bulk(file, Path(folder) / f"{master}-{name}", master) for name, file in files.items()}
            start, small, large = (found[name][0] for name in ("one", "small", "large"))
            per_small, per_large = (small - start) / (given.limit - 1), (large - start) / read
            clock = found["large"][1] - found["one"][1]
            sys.stdout.write(
                f"{master}: {start:.1f} to start; {per_large:.3f} a document, {per_large / per_plain:.2f} of the plain "
                f"pipeline; {per_large / per_small:.2f} of the cost at half as many; {read / clock:.2f} documents/s\n"
            )


if __name__ == "__main__":
    main()
