"""Labelled pairs of groups and organisations, against what linking makes of a ledger that holds their documents.

Labels are marks and spans. Subsets of one name are two ("Nine Bloods", "Bloods"), so are a body and its part, an office
and its head; one name of kind words ("Police Department") is one body only in one place.
"""

import json
from pathlib import Path
from typing import Any

from according.export.links import person_lines
from according.ledger import Ledger, name_key
from according.views import Desk

from ..annotation.documents import sources
from ..corpora import mark
from .scores import Pairwise, pairwise

LABELS = Path(__file__).parents[1] / "annotations" / "linking" / "bodies.json"


def measure_bodies(ledger: Ledger, data: Path, kept: Path = LABELS) -> dict[str, Pairwise]:
    """Scores of all pairs, and of those in which a group stands; pairs whose names the ledger lacks are left out."""
    told = json.loads(kept.read_text(encoding="utf-8"))
    marks = {side[0] for pair in (*told["same"], *told["different"]) for side in (pair["a"], pair["b"])}
    texts = {s.mark: s.text for s in sources(data, "releases", marks)}
    parties: dict[tuple[str, str], str] = {}
    for line in person_lines(Desk(ledger)):
        if line["type"] != "person":
            parties[mark(line["doc"]), name_key(line["mention"])] = line["entity"]

    def party(side: list[Any]) -> str | None:
        document, start, end = side
        return parties.get((document, name_key(texts[document][start:end])))

    pairs: dict[str, list[tuple[bool, bool]]] = {"groups": [], "all": []}
    for side in ("same", "different"):
        for pair in told[side]:
            a, b = party(pair["a"]), party(pair["b"])
            if a is not None and b is not None:
                for name in ("all", "groups") if pair.get("group") else ("all",):
                    pairs[name].append((side == "same", a == b))
    return {name: pairwise(scored) for name, scored in pairs.items()}
