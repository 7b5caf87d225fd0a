"""Labels of documents across documents, as kept and as scored: incidents, origins, ladders.

The files in `annotations/linking` hold no name and no word of a document: a document is the first 16 hexadecimal digits
of the sha256 of its id, a person is where the name stands in its text. This command puts names and ids back, in the
form in which links are scored, into a folder that is not kept:

    python -m training.matters --releases releases.jsonl --out KEYS
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "annotations" / "linking"


def mark(document: str) -> str:
    """What stands for a document's id in the labels."""
    return hashlib.sha256(document.encode("utf-8")).hexdigest()[:16]


def pairs(labels: Mapping[str, list[dict[str, str]]], ids: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """`same` and `different` with the ids of documents; pairs of documents that are not there are left out."""
    return {
        side: [
            {**pair, "a": ids[pair["a"]], "b": ids[pair["b"]], "why": ""}
            for pair in labels[side]
            if pair["a"] in ids and pair["b"] in ids
        ]
        for side in ("same", "different")
    }


def ladders(
    labels: list[dict[str, Any]], ids: Mapping[str, str], texts: Mapping[str, str], days: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    """Ladders with names cut from the texts."""
    found = []
    for label in labels:
        steps, mentions = [], {}
        for step in label["steps"]:
            document = ids.get(step["doc"])
            if document is None:
                continue
            start, end = step["name"]
            mentions[document] = " ".join(texts[document][start:end].split())
            day = days.get(document)
            steps.append({"doc": document, "date": day, "stage": step["stage"], "accept": step["accept"]})
        if len(steps) > 1:
            last = steps[-1]
            name = next(iter(mentions.values()))
            found.append({"name": name, "steps": steps, "last": last["stage"], "last_accept": last["accept"],
                          "mentions": mentions})  # fmt: skip
    return found


def rebuild(releases: Path, out: Path) -> dict[str, int]:
    """Write the keys; returns how many of each.

    Args:
        releases: JSON lines with `id`, `text` and perhaps `published`.
        out: folder for `persons.json` (empty), `incidents.json`, `origins.json` and `ladders.json`.
    """
    records = [json.loads(line) for line in releases.read_text(encoding="utf-8").splitlines()]
    texts = {r["id"]: r["text"] for r in records}
    ids = {mark(id): id for id in texts}
    days = {r["id"]: r.get("published") for r in records}

    def kept(name: str) -> Any:
        return json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))

    keys: dict[str, Any] = {
        "persons": {"true": [], "hard_negatives": []},
        "incidents": pairs(kept("incidents"), ids),
        "origins": pairs(kept("origins"), ids),
        "ladders": ladders(kept("ladders"), ids, texts, days),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, key in keys.items():
        (out / f"{name}.json").write_text(json.dumps(key, ensure_ascii=False, indent=1), encoding="utf-8")
    return {name: len(key) if isinstance(key, list) else sum(map(len, key.values())) for name, key in keys.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--releases", type=Path, required=True, help="JSON lines with id, text and published")
    parser.add_argument("--out", type=Path, required=True, help="folder for the keys; not to be kept")
    given = parser.parse_args()
    sys.stdout.write(json.dumps(rebuild(given.releases, given.out)) + "\n")


if __name__ == "__main__":
    main()
