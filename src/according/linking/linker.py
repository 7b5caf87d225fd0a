"""People of documents to parties, by row of the ledger: reading the pages, judging the pairs, heeding the decisions."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from according.ledger import Candidate, Decision, Link, name_key

from .clues import clue_hashes, telling
from .model import LinkingModel, bundled_model
from .people import Person, people
from .person_names import link_name
from .persons import Judged, Key, Pair, Persons, link_persons
from .sheets import Sheet

COPY = 0.8
"""Share of equal MinHash places from which two documents carry one text."""
SAME, APART = ("merge",), ("split", "never_same")
"""Kinds of decisions about two people being one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision about identities that could not be followed, and why."""

    decision: int
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a doubtful pair: a document, the name that it gives, ages and towns told there."""

    document: str
    name: str
    ages: tuple[int, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two who may be one and are kept apart until a person decides, with what speaks for and against."""

    one: Side
    other: Side
    probability: float
    evidence: tuple[str, ...]


@dataclass(slots=True)
class LinkedPeople:
    """The party of each entity by row, the pairs for review, and decisions that could not be followed."""

    links: dict[int, Link] = field(default_factory=dict)
    review: list[Doubt] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def link_people(
    candidates: Sequence[Candidate],
    pages: Mapping[str, Sheet],
    holders: frozenset[str],
    decisions: Collection[Decision] = (),
    *,
    model: LinkingModel | None = None,
    progress: Callable[[int], None] | None = None,
) -> LinkedPeople:
    """Link the people among candidates; whoever has no linkable name is a party of their own.

    Args:
        candidates: rows differ. pages: sheets of their documents. holders: entity ids with a post.
        decisions: in force; those about identities are followed, the others are passed over.
    """
    known = model or bundled_model()
    found = people(candidates, dict(pages), holders)
    hashes = {id: clue_hashes(page) for id, page in pages.items()}
    clues = telling(hashes, {id: page.office for id, page in pages.items()}, known.frequencies)

    def copies(one: str, other: str) -> bool:
        a, b = pages[one], pages[other]
        return a.story == b.story or _alike(a.fingerprint, b.fingerprint) >= COPY

    same, apart, conflicts = _decided(decisions, found)
    persons = link_persons(found, clues, known, same=same, apart=apart, copies=copies, progress=progress)
    by_key = {p.key: p for p in found}
    done = LinkedPeople(conflicts=conflicts)
    why = _reasons(persons, by_key)
    for person in found:
        party = party_id(persons.party[person.key])
        done.links |= {row: Link(party, why.get(person.key, "")) for row in person.entities}
    for c in candidates:
        if c.row not in done.links:
            done.links[c.row] = Link(party_id((c.document, c.id)), "")
    shown = {c.row: c.name for c in candidates}
    done.review = [_doubt(j, by_key, shown) for j in persons.review]
    return done


def _doubt(pair: Judged, by_key: Mapping[Key, Person], shown: Mapping[int, str]) -> Doubt:
    one, other = (
        Side(p.document, shown[p.entities[0]], tuple(sorted(p.ages)), tuple(sorted(p.towns)))
        for p in (by_key[pair.one], by_key[pair.other])
    )
    return Doubt(
        one, other, pair.probability, (*pair.evidence.reasons(), *(f"but {doubt}" for doubt in pair.evidence.doubts()))
    )


def _alike(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Share of equal places of two MinHash signatures."""
    return sum(x == y for x, y in zip(a, b, strict=False)) / max(len(a), 1)


def party_id(key: Key) -> str:
    """An id that depends on the party's smallest member alone, and tells nothing."""
    return hashlib.sha256("\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _reasons(persons: Persons, by_key: Mapping[Key, Person]) -> dict[Key, str]:
    """For each person of a party of several, the surest pair that ties them to it, in words that name nobody."""
    best: dict[Key, Judged] = {}
    for pair in persons.judged:
        if persons.party[pair.one] == persons.party[pair.other]:
            for key in (pair.one, pair.other):
                if key not in best or pair.probability > best[key].probability:
                    best[key] = pair
    told = {key: ", ".join(pair.evidence.reasons()) for key, pair in best.items()}
    sizes: dict[Key, int] = {}
    for party in persons.party.values():
        sizes[party] = sizes.get(party, 0) + 1
    for key in by_key:
        if key not in told and sizes[persons.party[key]] > 1:
            told[key] = "same full name with a post, or on every page, at one office"
    return told


def _decided(decisions: Collection[Decision], found: Iterable[Person]) -> tuple[list[Pair], list[Pair], list[Conflict]]:
    """Decided pairs, and decisions that contradict others or whose people no document names any more."""
    known = {p.key for p in found}
    same: list[Pair] = []
    apart: list[Pair] = []
    conflicts: list[Conflict] = []
    numbers: list[tuple[int, Pair]] = []
    for decision in decisions:
        if decision.kind not in (*SAME, *APART):
            continue
        pair = decided_pair(decision)
        if pair is None or not set(pair) <= known:
            conflicts.append(Conflict(decision.id, "no document names both people any more"))
        elif decision.kind in SAME:
            same.append(pair)
            numbers.append((decision.id, pair))
        else:
            apart.append(pair)
    root: dict[Key, Key] = {}

    def top(key: Key) -> Key:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    for a, b in same:
        root[max(top(a), top(b))] = min(top(a), top(b))
    for a, b in apart:
        if top(a) == top(b):
            told = ", ".join(str(n) for n, pair in numbers if top(pair[0]) == top(a))
            conflicts += [
                Conflict(d.id, f"it keeps two apart whom decisions {told} make one; they stay apart")
                for d in decisions
                if d.kind in APART and decided_pair(d) == (a, b)
            ]
    return same, apart, conflicts


def decided_pair(decision: Decision) -> Pair | None:
    """The two people of a decision, by document and name, which survive a new reading; None if it names none."""
    try:
        (one, first), (other, second) = json.loads(decision.value)
    except (ValueError, TypeError):
        return None
    return person_key(one, first), person_key(other, second)


def person_key(document: str, name: str) -> Key:
    """The key of a person whom a document names."""
    found = link_name(name)
    return document, " ".join((*found.parts, found.suffix or "")).strip() if found is not None else name_key(name)
