"""What one more document costs to link: `python -m benchmarks.linking LEDGER DOCS.jsonl [--limit N] [--json OUT]`.

Links a copy of the ledger from scratch, then adds documents that it does not hold, one by one, and links each. Tells
the seconds of both and their ratio, which can be compared between machines, and whether linking everything from
scratch with the same frequencies gives the same parties for the same reasons.
"""

import argparse
import json
import platform
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.linking import link_entities, link_new
from according.pipeline import Pipeline
from according.settings import read_settings


def measure(given: Path, documents: Path, limit: int) -> dict[str, object]:
    """Seconds of linking all, and of linking one more document: median, 95th percentile, most."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.ledger"
        shutil.copy(given, path)
        with Ledger.open(path) as ledger:
            start = time.perf_counter()
            link_entities(ledger)
            whole = time.perf_counter() - start
            before = len(ledger.documents())
            seconds, touched = _one_by_one(ledger, documents, limit)
            found = ledger.linked()
            scratch = link_entities(ledger, count=False, dry_run=True).links
            same = all(found[row] == link for row, link in scratch.items())
    return {
        "documents": before,
        "added": len(seconds),
        "from_scratch_s": round(whole, 1),
        "one_more_s": {
            "p50": round(statistics.median(seconds), 3),
            "p95": round(sorted(seconds)[int(len(seconds) * 0.95)], 3),
            "max": round(max(seconds), 3),
        },
        "ratio": round(statistics.median(seconds) / whole, 4),
        "people_looked_at": {"p50": statistics.median(touched), "max": max(touched)},
        "as_from_scratch": same,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }


def _one_by_one(ledger: Ledger, documents: Path, limit: int) -> tuple[list[float], list[int]]:
    """Add up to `limit` documents; of each the seconds of its linking, and how many people were looked at."""
    options, pipeline = IntakeOptions(), Pipeline(read_settings())
    seconds, touched = [], []
    for source in sources([str(documents)], options):
        if len(seconds) == limit:
            break
        if pipeline.add([source], ledger, options, link=False).outcomes.get("added"):
            start = time.perf_counter()
            touched.append(link_new(ledger).touched)
            seconds.append(time.perf_counter() - start)
    return seconds, touched


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("documents", type=Path, help="documents that the ledger does not hold")
    parser.add_argument("--limit", type=int, default=50)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    result = measure(asked.ledger, asked.documents, asked.limit)
    print(json.dumps(result, indent=1))  # noqa: T201
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
