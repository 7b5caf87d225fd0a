"""What linking keeps between two runs, so that one more document is linked by looking at what it can touch alone.

The pages that were linked with their telling clues, the people whom they name with the party of each, the pairs that
may be one, the bodies by name. All of it follows from documents, decisions and linking model and is replaced, not
added to: no history. Only the frequencies that a full run counted are kept for good; see decision record 15.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, delete, exists, func, insert, or_, select, update

from . import schema as t
from .links import Link, note

STATE = "link_memory"
_MOST = 500
"""Values that one question lists at most."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A document that was linked: by which reading, who published it, a hash of its story, its clues packed."""

    document: str
    reading: int
    office: str
    mark: str
    fingerprint: bytes
    clues: bytes


@dataclass(frozen=True, slots=True)
class LinkPerson:
    """Somebody whom one document names. `head` is who stands for them (themselves, but for holders of a post).

    `post` is 1 for whoever holds a post, plus 2 for whoever may be told by it. `record` is for linking alone to read.
    """

    id: int
    document: str
    name: str
    last: str
    office: str
    head: int
    post: int
    party: str
    why: str
    record: str

    @property
    def key(self) -> tuple[str, str]:
        """Document and name, by which a person is known in whatever reading."""
        return self.document, self.name


@dataclass(frozen=True, slots=True)
class LinkPair:
    """Two people who may be one, by their ids, smaller key first; with what speaks for it and against it."""

    one: int
    other: int
    probability: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkBody:
    """A group, organisation or place of one document: entity's row and id, its name's key, other names' keys."""

    entity: int
    document: str
    id: str
    own: str
    others: tuple[str, ...]
    party: str = ""


class LinkMemory:
    """The memory of one ledger within one transaction."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection = connection
        self._now = now

    # --- what the memory rests on -----------------------------------------------------------------------------------

    def state(self) -> dict[str, Any] | None:
        """Model and decisions by which everything here was linked; None if it has to be linked from scratch."""
        told = self._connection.scalar(select(t.facts.c.value).where(t.facts.c.key == STATE))
        return None if told is None else dict(json.loads(told))

    def set_state(self, model: str, decisions: Iterable[int]) -> None:
        """Note model and decisions in force."""
        value = json.dumps({"model": model, "decisions": list(decisions)})
        self._connection.execute(delete(t.facts).where(t.facts.c.key == STATE))
        self._connection.execute(insert(t.facts).values(key=STATE, value=value))

    def frequencies(self) -> tuple[int, bytes] | None:
        """Number and content of the frequencies that hold; None if nothing was ever linked."""
        rows = select(t.link_frequencies.c.id, t.link_frequencies.c.content)
        row = self._connection.execute(rows.order_by(t.link_frequencies.c.id.desc()).limit(1)).first()
        return None if row is None else (row.id, row.content)

    def keep_frequencies(self, content: bytes, documents: int, model: str) -> int:
        """Let newly counted frequencies hold from now on; the same content as before stays one row."""
        known = self.frequencies()
        if known is not None and known[1] == content:
            return known[0]
        values = {"content": content, "documents": documents, "model": model, "recorded_at": self._now}
        return _key(self._connection.execute(insert(t.link_frequencies).values(values)).inserted_primary_key)

    def clear(self) -> None:
        """Forget all but the frequencies."""
        clear(self._connection)

    # --- documents --------------------------------------------------------------------------------------------------

    def readings(self) -> dict[str, int]:
        """The current reading of every document."""
        newest = select(func.max(t.versions.c.id)).group_by(t.versions.c.document)
        current = select(t.readings.c.document, func.max(t.readings.c.id).label("reading"))
        current = current.where(t.readings.c.version.in_(newest)).group_by(t.readings.c.document)
        return {r.document: r.reading for r in self._connection.execute(current)}

    def changes(self) -> tuple[dict[str, int], list[str]]:
        """Documents to link with their current reading, and documents linked by a reading that is current no more."""
        here = self.readings()
        known = select(t.link_pages.c.document, t.link_pages.c.reading)
        linked = {r.document: r.reading for r in self._connection.execute(known)}
        fresh = {d: reading for d, reading in sorted(here.items()) if linked.get(d) != reading}
        return fresh, sorted(d for d in linked if d in fresh or d not in here)

    def pages(self, documents: Collection[str]) -> dict[str, LinkPage]:
        """Pages by document."""
        rows = self._where(select(t.link_pages), t.link_pages.c.document, documents)
        return {r.document: LinkPage(*r) for r in rows}

    def add_pages(self, pages: Iterable[LinkPage]) -> None:
        """Note pages."""
        self._insert(t.link_pages, (asdict(page) for page in pages))

    def drop(self, documents: Collection[str]) -> None:
        """Forget documents with the people and bodies whom they name."""
        people = [p.id for p in self.people_in(documents)]
        self.drop_pairs(people)
        entities = [b.entity for b in self.bodies_in(documents)]
        for table, column, values in (
            (t.link_blocks, t.link_blocks.c.person, people),
            (t.link_body_names, t.link_body_names.c.entity, entities),
            (t.link_people, t.link_people.c.document, documents),
            (t.link_bodies, t.link_bodies.c.document, documents),
            (t.link_pages, t.link_pages.c.document, documents),
        ):
            for part in _parts(values):
                self._connection.execute(delete(table).where(column.in_(part)))

    # --- people -----------------------------------------------------------------------------------------------------

    def next_person(self) -> int:
        """The first id that is free."""
        return (self._connection.scalar(select(func.max(t.link_people.c.id))) or 0) + 1

    def add_people(self, people: Iterable[LinkPerson], blocks: Mapping[int, Collection[str]]) -> None:
        """Note people, and under which blocks of names each is found."""
        self._insert(t.link_people, (asdict(p) for p in people))
        rows = ({"block": block, "person": id} for id, found in blocks.items() for block in sorted(found))
        self._insert(t.link_blocks, rows)

    def people_in(self, documents: Collection[str]) -> list[LinkPerson]:
        """Whom documents name."""
        return self._people(t.link_people.c.document, documents)

    def people(self, ids: Collection[int]) -> list[LinkPerson]:
        """People by id."""
        return self._people(t.link_people.c.id, ids)

    def headed(self, heads: Collection[int]) -> list[LinkPerson]:
        """All for whom these stand."""
        return self._people(t.link_people.c.head, heads)

    def surnamed(self, last: str, office: str) -> list[LinkPerson]:
        """All of one surname in one office's documents."""
        rows = select(t.link_people).where(t.link_people.c.last == last, t.link_people.c.office == office)
        return [LinkPerson(*r) for r in self._connection.execute(rows)]

    def in_blocks(self, blocks: Collection[str]) -> list[LinkPerson]:
        """People found under blocks of names who stand for themselves."""
        found = select(t.link_people).where(t.link_people.c.head == t.link_people.c.id)
        ids = select(t.link_blocks.c.person).where(t.link_blocks.c.block.in_(list(blocks)))
        return [LinkPerson(*r) for r in self._connection.execute(found.where(t.link_people.c.id.in_(ids)))]

    def set_heads(self, heads: Mapping[int, int]) -> None:
        """Note who stands for whom."""
        for id, head in heads.items():
            self._connection.execute(update(t.link_people).where(t.link_people.c.id == id).values(head=head))

    def set_parties(self, parties: Mapping[int, Link]) -> None:
        """Note the party of people, and why they belong there."""
        for id, link in parties.items():
            values = {"party": link.party, "why": link.why}
            self._connection.execute(update(t.link_people).where(t.link_people.c.id == id).values(values))

    # --- pairs ------------------------------------------------------------------------------------------------------

    def add_pairs(self, pairs: Iterable[LinkPair]) -> None:
        """Note pairs that may be one."""
        rows = (
            {"one": p.one, "other": p.other, "probability": p.probability, "record": json.dumps([p.reasons, p.doubts])}
            for p in pairs
        )
        self._insert(t.link_pairs, rows)

    def pairs_of(self, people: Collection[int]) -> list[LinkPair]:
        """Pairs of which one side is among these people, each once."""
        found: dict[int, Any] = {}
        for column in (t.link_pairs.c.one, t.link_pairs.c.other):
            found |= {r.id: r for r in self._where(select(t.link_pairs), column, people)}
        return [_pair(found[id]) for id in sorted(found)]

    def drop_pairs(self, people: Collection[int]) -> None:
        """Forget the pairs of these people."""
        for part in _parts(people):
            either = or_(t.link_pairs.c.one.in_(part), t.link_pairs.c.other.in_(part))
            self._connection.execute(delete(t.link_pairs).where(either))

    def open_pairs(self) -> list[LinkPair]:
        """Pairs of two parties, likeliest first."""
        one, other = t.link_people.alias("one"), t.link_people.alias("other")
        rows = select(t.link_pairs).join(one, one.c.id == t.link_pairs.c.one)
        rows = rows.join(other, other.c.id == t.link_pairs.c.other).where(one.c.party != other.c.party)
        ordered = rows.order_by(
            t.link_pairs.c.probability.desc(), one.c.document, one.c.name, other.c.document, other.c.name
        )
        return [_pair(r) for r in self._connection.execute(ordered)]

    # --- bodies -----------------------------------------------------------------------------------------------------

    def add_bodies(self, bodies: Iterable[LinkBody]) -> None:
        """Note groups, organisations and places."""
        listed = list(bodies)
        names = ("entity", "document", "id", "own", "party")
        self._insert(t.link_bodies, ({name: getattr(b, name) for name in names} for b in listed))
        rows = ({"entity": b.entity, "own": b.own, "other": other} for b in listed for other in b.others)
        self._insert(t.link_body_names, rows)

    def bodies_in(self, documents: Collection[str]) -> list[LinkBody]:
        """The bodies that documents name."""
        rows = list(self._where(select(t.link_bodies), t.link_bodies.c.document, documents))
        others: dict[int, list[str]] = {}
        named = select(t.link_body_names.c.entity, t.link_body_names.c.other)
        for r in self._where(named, t.link_body_names.c.entity, [r.entity for r in rows]):
            others.setdefault(r.entity, []).append(r.other)
        return [LinkBody(r.entity, r.document, r.id, r.own, tuple(others.get(r.entity, ())), r.party) for r in rows]

    def bearers(self, other: str) -> set[str]:
        """Keys of the bodies that bear a further name."""
        rows = select(t.link_body_names.c.own).where(t.link_body_names.c.other == other).distinct()
        return set(self._connection.scalars(rows))

    def other_names(self, own: str) -> set[str]:
        """Keys of further names that bodies of one name bear."""
        rows = select(t.link_body_names.c.other).where(t.link_body_names.c.own == own).distinct()
        return set(self._connection.scalars(rows))

    def first_body(self, own: str) -> str | None:
        """The smallest id of a body of this name; None if there is none."""
        found: str | None = self._connection.scalar(
            select(func.min(t.link_bodies.c.id)).where(t.link_bodies.c.own == own)
        )
        return found

    def join_bodies(self, owns: Collection[str], party: str) -> list[int]:
        """Let all bodies of these names be one party; returns the rows of those that were not."""
        changed: list[int] = []
        for part in _parts(owns):
            other = (t.link_bodies.c.own.in_(part), t.link_bodies.c.party != party)
            changed += self._connection.scalars(select(t.link_bodies.c.entity).where(*other))
            self._connection.execute(update(t.link_bodies).where(*other).values(party=party))
        return changed

    # --- links ------------------------------------------------------------------------------------------------------

    def note_links(self, parties: Mapping[int, Link], model: str) -> int:
        """Write the party of entities that are new or whose party has changed, by row."""
        return note(self._connection, parties, model, self._now)

    def _people(self, column: Any, values: Collection[Any]) -> list[LinkPerson]:
        return [LinkPerson(*r) for r in self._where(select(t.link_people), column, values)]

    def _where(self, rows: Select[Any], column: Any, values: Collection[Any]) -> Iterator[Any]:
        for part in _parts(values):
            yield from self._connection.execute(rows.where(column.in_(part))).all()

    def _insert(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        listed = list(rows)
        if listed:
            self._connection.execute(insert(table), listed)


def clear(connection: Connection) -> None:
    """Forget what was linked, so that the next run links from scratch; the frequencies stay."""
    for table in (
        t.link_pages, t.link_people, t.link_blocks, t.link_pairs, t.link_bodies, t.link_body_names
    ):  # fmt: skip
        connection.execute(delete(table))
    connection.execute(delete(t.facts).where(t.facts.c.key == STATE))


def was_linked(connection: Connection) -> bool:
    """Whether `according link` ever ran on this ledger."""
    return bool(connection.scalar(select(exists().where(t.link_frequencies.c.id.is_not(None)))))


def _pair(row: Any) -> LinkPair:
    reasons, doubts = json.loads(row.record)
    return LinkPair(row.one, row.other, row.probability, tuple(reasons), tuple(doubts))


def _parts(values: Collection[T]) -> Iterator[Sequence[T]]:
    listed = list(dict.fromkeys(values))
    return (listed[at : at + _MOST] for at in range(0, len(listed), _MOST))


def _key(primary: object) -> int:
    return int(primary[0])  # type: ignore[index]
