"""Pairs that may be one person and were kept apart: what a person should decide about, likeliest first.

Of two parties the likeliest pair stands for all; two whom somebody keeps apart are settled and wait no more.
"""

import hashlib
from dataclasses import dataclass, field

from according.errors import NotInLedger
from according.ledger import Candidate, ClaimFilter, Ledger, LinkMemory, LinkPair, LinkPerson, name_key

from .incremental import Known
from .linker import Conflict, heed, person_key
from .persons import Key
from .remembered import person_of


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: a document, the person's key there, ages and towns that it tells of them."""

    document: str
    key: Key
    ages: tuple[int, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Two who may be one, how probable that is, what speaks for it and against it. `id` tells the pair from others."""

    id: str
    one: Side
    other: Side
    probability: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(slots=True)
class Doubts:
    """Open pairs and decisions that could not be followed; `linked` is false if the ledger has to be linked first."""

    linked: bool
    pairs: list[Open] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def find_doubts(ledger: Ledger) -> Doubts:
    """What waits for a person's decision, as linking last found it."""
    with ledger.link_memory() as memory:
        if memory.state() is None:
            return Doubts(linked=False)
        heeded = heed(ledger.decisions(), Known(memory))
        pairs = memory.open_pairs()
        people = {p.id: p for p in memory.people({id for pair in pairs for id in (pair.one, pair.other)})}
        settled = _kept_apart(memory, heeded.apart)
    shown, found, seen = ledger.seen, [], set(settled)
    for pair in pairs:
        if shown is not None and not {people[pair.one].document, people[pair.other].document} <= shown:
            continue
        parties = frozenset((people[pair.one].party, people[pair.other].party))
        if parties not in seen:
            seen.add(parties)
            found.append(_open(pair, people[pair.one], people[pair.other]))
    return Doubts(True, found, heeded.conflicts)


def name_in(ledger: Ledger, document: str, name: str) -> str:
    """The fullest name of somebody whom a document names, by which decisions are kept.

    Raises:
        NotInLedger: if the document names nobody so.
    """
    bearers = [c for c in people_of(ledger, document) if name_key(name) in {name_key(f) for f in (c.name, *c.forms)}]
    if not bearers:
        raise NotInLedger(f"document {document!r} names nobody {name!r}. See who it names: according show NAME")
    with ledger.link_memory() as memory:
        rows = {row: p.key for p in memory.people_in([document]) for row in person_of(p).entities}
    key = rows.get(bearers[0].row)
    return name if key is None else name_of(bearers, key) or name


def name_of(named: list[Candidate], key: Key) -> str | None:
    """The name as printed by which a person of this key is known, among the entities of a document."""
    forms = [form for c in named for form in (c.name, *c.forms)]
    return next((form for form in forms if person_key(key[0], form) == key), None)


def people_of(ledger: Ledger, document: str) -> list[Candidate]:
    """The people whom a document names."""
    return [c for c in ledger.candidates(None, ClaimFilter(document=document)) if c.type == "person"]


def _kept_apart(memory: LinkMemory, apart: list[tuple[Key, Key]]) -> set[frozenset[str]]:
    """Parties whom a decision keeps apart, two by two."""
    named = {key for pair in apart for key in pair}
    party = {p.key: p.party for p in memory.people_in({key[0] for key in named}) if p.key in named}
    return {frozenset((party[a], party[b])) for a, b in apart}


def _open(pair: LinkPair, one: LinkPerson, other: LinkPerson) -> Open:
    told = "\n".join((*one.key, *other.key)).encode("utf-8", "surrogatepass")
    id = hashlib.sha256(told).hexdigest()[:16]
    return Open(id, _side(one), _side(other), pair.probability, pair.reasons, pair.doubts)


def _side(kept: LinkPerson) -> Side:
    person = person_of(kept)
    return Side(kept.document, kept.key, tuple(sorted(person.ages)), tuple(sorted(t.title() for t in person.towns)))
