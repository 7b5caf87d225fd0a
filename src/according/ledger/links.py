"""Which party each entity belongs to, as linking found it. Rows are only added; the newest of an entity counts."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, insert, select

from . import schema as t


def linked(connection: Connection) -> dict[int, str]:
    """The party of each entity, by the entity's row; entities that were never linked are left out."""
    newest = select(func.max(t.linked.c.id)).group_by(t.linked.c.entity)
    rows = select(t.linked.c.entity, t.linked.c.party).where(t.linked.c.id.in_(newest))
    return {r.entity: r.party for r in connection.execute(rows)}


def link(connection: Connection, parties: Mapping[int, str], model: str, now: str) -> int:
    """Note the party of entities, by row; only what is new or has changed is written. Returns how many rows."""
    known = linked(connection)
    rows = [
        {"entity": entity, "party": party, "model": model, "recorded_at": now}
        for entity, party in sorted(parties.items())
        if known.get(entity) != party
    ]
    if rows:
        connection.execute(insert(t.linked), rows)
    return len(rows)
