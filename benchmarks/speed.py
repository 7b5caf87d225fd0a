"""How fast each room is, on one corpus file: `python -m benchmarks.speed DOCS.jsonl[.xz] [--limit N] [--json OUT]`.

Times intake, reading, claims and ledger one after the other on the same documents, and the bare encoder's forward pass
on the same texts, so that the ratio of the whole to the bare model can be compared between machines. Absolute rates
belong to the machine they were taken on.
"""

import argparse
import json
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from according.claims import ClaimEngine
from according.errors import RejectedDocument
from according.intake import IntakeOptions, original, sources, take
from according.ledger import Ledger
from according.model import Document
from according.reading import BundledReader
from according.reading.bundled import read_stretches
from according.reading.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Rate:
    """One room's time over the whole corpus file."""

    room: str
    seconds: float
    documents_per_s: float
    words_per_s: float


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall-clock seconds of one call, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measure(path: Path, limit: int) -> dict[str, Any]:
    """Rates of every room, the ratio of the whole to the bare encoder, and the peak memory in MB."""
    given = list(sources([path], IntakeOptions()))[:limit]
    intake_s, documents = timed(lambda: [d for d in map(_take, given) if d is not None])
    words = sum(len(d.text.split()) for _, d in documents)
    reader, engine = BundledReader(), ClaimEngine()
    reader.read(documents[0][1])
    reading_s, readings = timed(lambda: [reader.read(d) for _, d in documents])
    claims_s, found = timed(lambda: [engine.extract(r) for r in readings])
    with tempfile.TemporaryDirectory() as folder:
        ledger_s, _ = timed(lambda: _store(Path(folder) / "speed.ledger", documents, readings, found))
    encoder = Encoder()
    encoder.forward(documents[0][1].text, read_stretches(documents[0][1]))
    bare_s, pieces = timed(lambda: sum(encoder.forward(d.text, read_stretches(d)) for _, d in documents))
    seconds = {"intake": intake_s, "reading": reading_s, "claims": claims_s, "ledger": ledger_s, "bare encoder": bare_s}
    whole = intake_s + reading_s + claims_s + ledger_s
    return {
        "machine": f"{platform.machine()}, {platform.python_version()}",
        "documents": len(documents),
        "words": words,
        "pieces": pieces,
        "claims": sum(map(len, found)),
        "rooms": [asdict(Rate(room, s, len(documents) / s, words / s)) for room, s in seconds.items()],
        "whole_to_bare_encoder": whole / bare_s,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _take(source: Any) -> tuple[bytes, Document] | None:
    try:
        return original(source), take(source, IntakeOptions())
    except RejectedDocument:
        return None


def _store(path: Path, documents: list[tuple[bytes, Document]], readings: list[Any], found: list[Any]) -> None:
    with Ledger.open(path, create=True) as ledger:
        for (content, document), reading, claims in zip(documents, readings, found, strict=True):
            ledger.put(document, content, claims, reading=reading)


def main() -> None:
    """Print the table, and write the figures as JSON if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("path", type=Path, help="documents, JSON lines, plain or .xz")
    parser.add_argument("--limit", type=int, default=200, help="documents to take")
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args()
    figures = measure(given.path, given.limit)
    out = sys.stdout
    out.write(f"{figures['documents']} documents, {figures['words']} words, {figures['claims']} claims\n")
    for rate in figures["rooms"]:
        out.write(
            f"{rate['room']:14} {rate['seconds']:8.2f} s {rate['documents_per_s']:10.1f} documents/s "
            f"{rate['words_per_s']:10.0f} words/s\n"
        )
    out.write(f"whole pipeline / bare encoder: {figures['whole_to_bare_encoder']:.2f}\n")
    out.write(f"peak memory: {figures['peak_memory_mb']:.0f} MB\n")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
