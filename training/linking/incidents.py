"""Labelled pairs of documents that tell one event or two, against what linking makes of a ledger that holds them."""

import json
from pathlib import Path

from according.ledger import Ledger
from according.views import Desk

from ..corpora import mark
from .scores import Pairwise, pairwise

LABELS = Path(__file__).parents[1] / "annotations" / "linking" / "incidents.json"


def measure_incidents(ledger: Ledger, kept: Path = LABELS) -> dict[str, Pairwise]:
    """Scores by round of labelling, and of all together; pairs of documents that the ledger lacks are left out."""
    told = json.loads(kept.read_text(encoding="utf-8"))
    incident = {mark(document): name for document, name in Desk(ledger).incident_of.items()}
    pairs: dict[str, list[tuple[bool, bool]]] = {}
    for side in ("same", "different"):
        for pair in told[side]:
            if pair["a"] in incident and pair["b"] in incident:
                made = side == "same", incident[pair["a"]] == incident[pair["b"]]
                for name in (f"round {pair.get('round', 1)}", "all"):
                    pairs.setdefault(name, []).append(made)
    return {name: pairwise(pairs[name]) for name in sorted(pairs, reverse=True)}
