"""Labelled people as kept: documents by mark and sha256, mentions by span; names are put back only in memory or ignored
folders.

A group holds people whose names are alike; the mentions of one person stand together, different people apart.
"""

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..annotation.documents import Source, sources
from ..corpora import read_excluded

KEPT = Path(__file__).parents[1] / "annotations" / "linking" / "people.json"
EXCLUDED = Path(__file__).parents[1] / "exclude.txt"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody's name in a document, as written there."""

    doc: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """People whose names are alike: for each the mentions, and how the group was found."""

    people: tuple[tuple[Mention, ...], ...]
    found: str

    def pairs(self) -> Iterator[tuple[Mention, Mention, bool]]:
        """Mentions of two documents, and whether they are one person's."""
        flat = [(m, i) for i, person in enumerate(self.people) for m in person]
        for (a, i), (b, j) in itertools.combinations(flat, 2):
            if a.doc != b.doc:
                yield a, b, i == j


def read_groups(data: Path, kept: Path = KEPT) -> list[Group]:
    """The labelled groups, with their names.

    Raises:
        ValueError: if a document is missing, is another text than was read, or is kept for measuring by exclude.txt.
    """
    told = json.loads(kept.read_text(encoding="utf-8"))
    marks = set(told["documents"])
    if barred := marks & read_excluded(EXCLUDED):
        raise ValueError(f"kept for measuring by exclude.txt: {', '.join(sorted(barred))}")
    found = {s.mark: s for s in sources(data, told["corpus"], marks)}
    for mark, digest in told["documents"].items():
        if mark not in found or not found[mark].sha256.startswith(digest):
            raise ValueError(f"document {mark} is missing, or is not the text that was read")
    return [Group(tuple(_person(p, found) for p in g["people"]), g["found"]) for g in told["groups"]]


def _person(spans: Iterable[list[Any]], found: dict[str, Source]) -> tuple[Mention, ...]:
    return tuple(Mention(found[mark].id, found[mark].text[start:end]) for mark, start, end in spans)


def gold(groups: Iterable[Group]) -> dict[str, list[dict[str, Any]]]:
    """The groups as the linking scorer takes them: clusters of two documents or more, pairs of different people."""
    clusters = _joined(person for group in groups for person in group.people)
    true = []
    for mentions in clusters:
        if len(mentions) > 1:
            true.append({"name": next(iter(mentions.values())), "docs": list(mentions), "mentions": mentions})
    hard = []
    for group in groups:
        for one, other in itertools.combinations(group.people, 2):
            a, b = one[0], next((m for m in other if m.doc != one[0].doc), None)
            if b is not None:
                sides = {side: {"doc": m.doc, "name": m.name} for side, m in (("a", a), ("b", b))}
                hard.append({**sides, "why": group.found})
    return {"true": true, "hard_negatives": hard}


def people_of(groups: Iterable[Group]) -> dict[Mention, int]:
    """The person of each labelled mention; whom two groups hold is one person."""
    home: dict[Mention, int] = {}
    for number, person in enumerate(person for group in groups for person in group.people):
        known = next((home[m] for m in person if m in home), number)
        home |= dict.fromkeys(person, known)
    return home


def _joined(people: Iterable[tuple[Mention, ...]]) -> list[dict[str, str]]:
    """Names by document of each person; one whom two groups hold is one."""
    home: dict[Mention, dict[str, str]] = {}
    found: list[dict[str, str]] = []
    for person in people:
        known = next((home[m] for m in person if m in home), None)
        if known is None:
            known = {}
            found.append(known)
        for m in person:
            known[m.doc] = m.name
            home[m] = known
    return found
