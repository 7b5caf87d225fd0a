"""People of documents to parties, by row of the ledger: reading the pages, judging the pairs, heeding the decisions."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from according.ledger import Candidate, Decision, Link, name_key

from .clues import Clues, LedgerFrequencies, clue_hashes, telling
from .clusters import clusters
from .model import LinkingModel, bundled_model
from .people import Person, people
from .person_names import link_name
from .persons import DECIDED, Judged, Key, Pair, Persons, link_persons
from .sheets import Sheet

COPY = 0.8
"""Share of equal MinHash places from which two documents carry one text."""
SAME, APART = ("merge",), ("split", "never_same")
"""Kinds of decisions about two people being one."""
BY_DECISION = "a person decided it"
AT_ONE_OFFICE = "same full name with a post, or on every page, at one office"


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
    """The party of each entity by row, the pairs for review, and decisions that could not be followed.

    `persons`, `found` and `clues` are what this rests on.
    """

    links: dict[int, Link] = field(default_factory=dict)
    review: list[Doubt] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    persons: Persons = field(default_factory=Persons)
    found: list[Person] = field(default_factory=list)
    clues: dict[str, Clues] = field(default_factory=dict)
    frequencies: LedgerFrequencies | None = None


def link_people(
    candidates: Sequence[Candidate],
    pages: Mapping[str, Sheet],
    holders: frozenset[str],
    decisions: Collection[Decision] = (),
    *,
    model: LinkingModel | None = None,
    frequencies: LedgerFrequencies | None = None,
    progress: Callable[[int], None] | None = None,
) -> LinkedPeople:
    """Link the people among candidates; whoever has no linkable name is a party of their own.

    Args:
        candidates: rows differ. pages: sheets of their documents. holders: entity ids with a post.
        decisions: in force; those about identities are followed, the others are passed over.
        frequencies: how common clues are in the ledger; counted in the pages if None.
    """
    known = model or bundled_model()
    found = people(candidates, dict(pages), holders)
    hashes = {id: clue_hashes(page) for id, page in pages.items()}
    offices = {id: page.office for id, page in pages.items()}
    counted = frequencies or LedgerFrequencies.count(hashes, offices)
    clues = telling(hashes, offices, known.frequencies, counted)

    def copies(one: str, other: str) -> bool:
        a, b = pages[one], pages[other]
        return a.story == b.story or alike(a.fingerprint, b.fingerprint)

    decided = heed(decisions, {p.key for p in found})
    persons = link_persons(
        found, clues, known, same=decided.same, apart=decided.apart, copies=copies, progress=progress
    )
    by_key = {p.key: p for p in found}
    done = LinkedPeople({}, [], decided.conflicts, persons, found, clues, counted)
    reasons = [(j.one, j.other, j.probability, j.evidence.reasons()) for j in persons.judged]
    why = why_linked(reasons, decided.same, persons.party)
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


def alike(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two documents carry one text, by their MinHash signatures."""
    return sum(x == y for x, y in zip(a, b, strict=False)) / max(len(a), 1) >= COPY


def party_id(key: Key) -> str:
    """An id that depends on the party's smallest member alone, and tells nothing."""
    return hashlib.sha256("\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def why_linked(
    judged: Iterable[tuple[Key, Key, float, Sequence[str]]], same: Iterable[Pair], party: Mapping[Key, Key]
) -> dict[Key, str]:
    """For each person of a party of several, the surest pair that ties them to it, in words that name nobody.

    Args:
        judged: pairs, probability and reasons, in order of keys. same: decided pairs. party: of all members.
    """
    best: dict[Key, tuple[float, Sequence[str]]] = {}
    decided = ((a, b, DECIDED, (BY_DECISION,)) for a, b in same)
    for one, other, probability, reasons in (*judged, *decided):
        if party[one] == party[other]:
            for key in (one, other):
                if key not in best or probability > best[key][0]:
                    best[key] = (probability, reasons)
    told = {key: ", ".join(reasons) for key, (_, reasons) in best.items()}
    sizes = Counter(party.values())
    return {key: told.get(key, AT_ONE_OFFICE) for key in party if sizes[party[key]] > 1}


@dataclass(slots=True)
class Heeded:
    """Decisions about identities as pairs of people, and those that cannot be followed."""

    same: list[Pair] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def identities(decisions: Iterable[Decision]) -> list[Decision]:
    """Those of the decisions that are about identities."""
    return [d for d in decisions if d.kind in (*SAME, *APART)]


def heed(decisions: Iterable[Decision], known: Container[Key]) -> Heeded:
    """Decided pairs of people, and decisions that contradict others or whose people no document names any more."""
    done = Heeded()
    numbers: list[tuple[int, Pair]] = []
    against: list[tuple[int, Pair]] = []
    for decision in identities(decisions):
        pair = decided_pair(decision)
        if pair is None or not all(key in known for key in pair):
            done.conflicts.append(Conflict(decision.id, "no document names both people any more"))
        elif decision.kind in SAME:
            numbers.append((decision.id, pair))
        else:
            against.append((decision.id, pair))
    done.same, done.apart = [p for _, p in numbers], [p for _, p in against]
    circle = clusters(done.same)

    def top(key: Key) -> Key:
        return circle.get(key, key)

    for number, (a, b) in against:
        if top(a) == top(b):
            told = ", ".join(str(n) for n, pair in numbers if top(pair[0]) == top(a))
            done.conflicts.append(
                Conflict(number, f"it keeps two apart whom decisions {told} make one; they stay apart")
            )
    return done


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
