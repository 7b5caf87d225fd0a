"""Which party each entity belongs to, as linking found it. Rows are only added; the newest of an entity counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from . import schema as t


@dataclass(frozen=True, slots=True)
class Link:
    """The party of an entity, and why it belongs there, in words that name nobody; empty for a party of one."""

    party: str
    why: str = ""


def linked(connection: Connection, *, until: str | None = None) -> dict[int, Link]:
    """The party of each entity, by the entity's row; entities that were never linked are left out.

    Args:
        until: an instant; only what linking had found by then.
    """
    newest = select(func.max(t.linked.c.id)).group_by(t.linked.c.entity)
    if until is not None:
        newest = newest.where(t.linked.c.recorded_at <= until)
    rows = select(t.linked.c.entity, t.linked.c.party, t.linked.c.why).where(t.linked.c.id.in_(newest))
    return {r.entity: Link(r.party, r.why) for r in connection.execute(rows)}


def link(connection: Connection, parties: Mapping[int, Link], model: str, now: str) -> int:
    """Note the party of entities, by row; only what is new or has changed is written. Returns how many rows."""
    known = linked(connection)
    return note(connection, {e: found for e, found in parties.items() if known.get(e) != found}, model, now)


def note(connection: Connection, parties: Mapping[int, Link], model: str, now: str) -> int:
    """Note the party of entities that are known to be new or changed. Returns how many rows."""
    rows = [
        {"entity": entity, "party": found.party, "why": found.why, "model": model, "recorded_at": now}
        for entity, found in sorted(parties.items())
    ]
    if rows:
        connection.execute(insert(t.linked), rows)
    return len(rows)


def post_holders(connection: Connection, document: str | None = None) -> frozenset[str]:
    """Ids of the entities that a claim of a current reading gives a post; those of one document, if one is named."""
    current = select(func.max(t.readings.c.id)).group_by(t.readings.c.document)
    rows = select(t.claims.c.subject).where(t.claims.c.predicate == "holds_post")
    if document is not None:
        current = current.where(t.readings.c.document == document)
        rows = rows.where(t.claims.c.document == document)
    rows = rows.where(t.claims.c.reading.in_(current))
    return frozenset(connection.scalars(rows.where(t.claims.c.subject.is_not(None))))
