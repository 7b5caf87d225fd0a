"""Labelled ladders, the stage of each matter as of each document, against what linking makes of a ledger.

Labels keep where a name stands, so names are put back from the corpora. The first round was drawn while the rules were
written; the others at random from all accused of two releases or more, and labelled before any answer was
looked at. `was` is a first label that a later reading of the release corrected.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from according.export.links import ladder_lines, person_lines
from according.ledger import Ledger
from according.linking.person_names import link_name
from according.ontology import ontology
from according.views import Desk

from ..annotation.documents import sources
from ..corpora import mark

LABELS = Path(__file__).parents[1] / "annotations" / "linking" / "ladders.json"


@dataclass(slots=True)
class Ladders:
    """How many ladders and steps there are and were right, strictly and by an accepted stage.

    `further` counts steps further in law than every accepted stage; `wrong` lists document mark, expected and found.
    """

    people: int = 0
    last: int = 0
    last_accepted: int = 0
    steps: int = 0
    right: int = 0
    accepted: int = 0
    further: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        steps = f"{self.steps} steps: {self.right} right ({self.accepted} accepted), {self.further} too far"
        return f"{self.people} people: last {self.last} right ({self.last_accepted} accepted); {steps}"


def measure_ladders(ledger: Ledger, data: Path, kept: Path = LABELS) -> dict[str, Ladders]:
    """Scores by round of labelling, without steps of documents that the ledger lacks and ladders of fewer than two."""
    told = json.loads(kept.read_text(encoding="utf-8"))
    texts = {s.mark: s.text for s in sources(data, "releases", {step["doc"] for one in told for step in one["steps"]})}
    desk = Desk(ledger)
    inside = {mark(id) for id in desk.documents}
    entities, stages = _named(desk), {(x["entity"], mark(x["doc"])): x["stage"] for x in ladder_lines(desk)}
    found: dict[str, Ladders] = {}
    for one in told:
        steps = [step for step in one["steps"] if step["doc"] in inside]
        if len(steps) < 2:
            continue
        score = found.setdefault(f"round {one.get('round', 1)}", Ladders())
        score.people += 1
        for number, step in enumerate(steps, 1):
            name = " ".join(texts[step["doc"]][slice(*step["name"])].split())
            bearers = _bearers(entities.get(step["doc"], {}), name)
            reached = {stages[e, step["doc"]] for e in bearers if (e, step["doc"]) in stages}
            _count(score, step, reached, last=number == len(steps))
    return found


def _named(desk: Desk) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for line in person_lines(desk):
        if line["type"] == "person":
            found.setdefault(mark(line["doc"]), {}).setdefault(line["mention"], set()).add(line["entity"])
    return found


def _bearers(named: Mapping[str, set[str]], name: str) -> set[str]:
    """The entities of one document that bear a name: by the same words, else by first and last, else by a part."""
    wanted = link_name(name)
    if wanted is None:
        return set().union(*(e for form, e in named.items() if form.casefold() == name.casefold()))
    told = [(link, e) for form, e in named.items() if (link := link_name(form)) is not None]
    for fits in (
        [e for link, e in told if link.parts == wanted.parts],
        [e for link, e in told if (link.first, link.last) == (wanted.first, wanted.last)],
        [e for link, e in told if set(link.parts) <= set(wanted.parts) or set(wanted.parts) <= set(link.parts)],
    ):
        if fits:
            return set().union(*fits)
    return set()


def _count(score: Ladders, step: Mapping[str, object], stages: set[str], *, last: bool) -> None:
    expected, accepted = str(step["stage"]), {str(step["stage"]), *map(str, step["accept"])}  # type: ignore[call-overload]
    stage = max(stages, key=_rank, default="none")
    score.steps += 1
    score.right += stage == expected
    score.accepted += stage in accepted
    score.further += stage != "none" and _rank(stage) > max(map(_rank, accepted))
    if last:
        score.last += stage == expected
        score.last_accepted += stage in accepted
    if stage not in accepted:
        score.wrong.append((str(step["doc"]), expected, stage))


def _rank(stage: str) -> int:
    known = ontology().stages[stage]
    return 99 if known.exit else known.rank or 0
