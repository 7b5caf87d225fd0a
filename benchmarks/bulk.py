"""What Spark costs: `python -m benchmarks.bulk DOCS.jsonl[.xz] [--limit 40]`, or `--short 250 2500 [--unread]`.

The same documents by the plain pipeline (take, read, find claims; one thread) and by bulk runs with one and with two
local executors. With `--short`, runs of these numbers of short documents made of the examples, to see whether a
document costs the same among many; `--unread` calls them by a language that is not read, which leaves what Spark and
intake do. Processor time of this process and all below it (Linux), since a machine may be busy. Each side has read
some documents before it is measured: what starting costs is told apart, and paid once a run.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from according.bulk.run import Asked, read_all_parts
from according.bulk.session import session
from according.intake import IntakeOptions, original, sources
from according.pipeline import Pipeline
from according.settings import read_settings

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "documents"
OPTIONS = IntakeOptions()
WARM = 8
"""Documents that are read before anything is measured."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, and on the clock."""

    processor_s: float
    clock_s: float


class Meter:
    """What has been used since it was made."""

    def __init__(self) -> None:
        self._used, self._began = _used(), time.perf_counter()

    def read(self) -> Cost:
        """Until now."""
        return Cost(_used() - self._used, time.perf_counter() - self._began)


def _used() -> float:
    """Processor seconds of this process and all below it, those included that ended."""
    fields = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(") ")[2].split()
        except OSError:  # it has just ended, and is counted with the one above it
            continue
        fields[int(stat.parent.name)] = (int(told[1]), sum(map(int, told[11:15])))
    return sum(used for pid, (_, used) in fields.items() if _is_ours(pid, fields)) / TICKS


def _is_ours(pid: int, fields: dict[int, tuple[int, int]]) -> bool:
    while pid in fields:
        if pid == os.getpid():
            return True
        pid = fields[pid][0]
    return False


def plain(path: Path) -> Cost:
    """The pipeline alone, one document after the other."""
    pipeline = Pipeline(replace(read_settings(), threads=1))
    found = list(sources([path], OPTIONS))
    for source in found[:WARM]:
        pipeline.attempt(source, OPTIONS)
    meter = Meter()
    for source in found[WARM:]:
        pipeline.attempt(source, OPTIONS)
    return meter.read()


class Spark:
    """A session that has read some documents."""

    def __init__(self, master: str, folder: Path, warm: Path) -> None:
        meter = Meter()
        self._spark: Any = session(master)
        self._folder, self._runs = folder, 0
        self.read(warm)
        self.started = meter.read()

    def read(self, path: Path) -> Cost:
        """A bulk run of a file."""
        self._runs += 1
        meter = Meter()
        out = tempfile.mkdtemp(prefix=f"run-{self._runs}-", dir=self._folder)
        read_all_parts(self._spark, Asked(sources=[str(path)], options=OPTIONS, settings=read_settings()), out)
        return meter.read()

    def stop(self) -> None:
        """End it."""
        self._spark.stop()


def short_lines(number: int, language: str) -> Iterator[bytes]:
    """Records of one paragraph of an example each, with its number, so that no two are the same."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    paragraphs = [part.strip() for text in texts for part in text.split("\n\n") if 150 < len(part) < 600]
    for n in range(number):
        text = f"{paragraphs[n % len(paragraphs)]} It is number {n}."
        yield json.dumps({"id": f"s{n}", "text": text, "language": language}).encode()


def grow(numbers: Sequence[int], language: str, folder: Path) -> None:
    """Print what a short document costs among so many."""
    files = {number: folder / f"{number}.jsonl" for number in (2 * WARM, *numbers)}
    for number, path in files.items():
        path.write_bytes(b"".join(line + b"\n" for line in short_lines(number, language)))
    alone = plain(files[numbers[0]])
    tell(f"plain pipeline: {1000 * alone.processor_s / (numbers[0] - WARM):.2f} processor ms a document")
    spark, first = Spark("local[2]", folder, files[2 * WARM]), 0.0
    for number in numbers:
        cost = spark.read(files[number])
        each = cost.processor_s / number
        first = first or each
        tell(
            f"{number:,} short documents: {1000 * each:.2f} processor ms each, {each / first:.2f} of that among "
            f"{numbers[0]:,}; {number / cost.clock_s:.1f} documents/s"
        )
    spark.stop()


def compare(path: Path, limit: int, folder: Path) -> None:
    """Print what a document costs with Spark and without."""
    lines = [original(source) for source in islice(sources([path], OPTIONS), WARM + limit)]
    files = {}
    for name, some in (("warm", lines[:WARM]), ("all", lines), ("measured", lines[WARM:])):
        files[name] = folder / f"{name}.jsonl"
        files[name].write_bytes(b"".join(line + b"\n" for line in some))
    read = len(lines) - WARM
    before = plain(files["all"])
    tell(told("plain pipeline", before, read))
    for master in ("local[1]", "local[2]"):
        spark = Spark(master, folder, files["warm"])
        cost = spark.read(files["measured"])
        spark.stop()
        after = plain(files["all"])
        alone = (before.processor_s + after.processor_s) / 2
        tell(
            f"{told(master, cost, read)}, {cost.processor_s / alone:.2f} of the plain pipeline before and after it; "
            f"{spark.started.processor_s:.0f} s to start and read the first {WARM}"
        )
        tell(told("plain pipeline", after, read))
        before = after


def told(name: str, cost: Cost, read: int) -> str:
    """A measurement in words, with how busy the machine was: on a busy one the same work is dearer."""
    load = os.getloadavg()[0]
    each = f"{cost.processor_s / read:.3f} processor s a document, {read / cost.clock_s:.2f} a second"
    return f"{name}: {each} (load {load:.0f})"


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print one line a measurement, and the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="documents, JSON lines, plain or .xz")
    parser.add_argument("--limit", type=int, default=40, help="documents to read")
    parser.add_argument("--short", type=int, nargs="+", default=(), metavar="N", help="numbers of short documents")
    parser.add_argument("--unread", action="store_true", help="short documents that are taken and not read")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.short:
            grow(given.short, "de" if given.unread else "en", Path(folder))
        if given.path is not None:
            compare(given.path, given.limit, Path(folder))


if __name__ == "__main__":
    main()
