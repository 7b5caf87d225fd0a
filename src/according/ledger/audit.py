"""The audit log: who did what and when, in rows that are only ever added.

Triggers of the database refuse to change or remove a row. Who owns the database, or may write its file, can take the
triggers away: `chain` is the hash of a row together with the row before it, so a row that was changed, removed from the
middle or slipped in shows, unless all that follow were made anew. Whoever keeps the newest chain elsewhere sees that,
and rows cut from the end, too. No row holds a name or a word of a document: what was decided about stands in
`decisions`, where an erasure reaches it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from . import schema as t
from .questions import end_of

FIRST = "0" * 64
"""What the first row is chained to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `who` did `what` (a word or two), `detail` says to what."""

    id: int
    recorded_at: str
    who: str
    what: str
    detail: str
    chain: str


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which rows are asked for; what is empty narrows nothing.

    Attributes:
        who: as it stands in the row. what: likewise. since: first day, `2026-11-30`. until: last day.
        before: rows older than the one of this number, by which a reader pages while rows are being added.
    """

    who: str = ""
    what: str = ""
    since: str = ""
    until: str = ""
    before: int = 0


WHOLE = LogFilter()


def note(connection: Connection, who: str, what: str, detail: str, now: str) -> None:
    """Add a row, chained to the newest; the caller writes, so nobody else does."""
    newest = connection.execute(select(t.audit.c.id, t.audit.c.chain).order_by(t.audit.c.id.desc()).limit(1)).first()
    number, before = (newest.id + 1, newest.chain) if newest is not None else (1, FIRST)
    told = {"id": number, "recorded_at": now, "who": who, "what": what, "detail": detail}
    connection.execute(insert(t.audit).values(**told, chain=_chained(before, *told.values())))


def entries(connection: Connection, asked: LogFilter = WHOLE, *, limit: int | None = None) -> list[Entry]:
    """Rows, newest first."""
    rows = _narrowed(select(t.audit), asked).order_by(t.audit.c.id.desc()).limit(limit)
    return [Entry(**row) for row in connection.execute(rows).mappings()]


def kinds(connection: Connection) -> tuple[list[str], list[str]]:
    """Everybody who stands in the log, and everything that they did."""
    who, what = (connection.scalars(select(column).distinct()) for column in (t.audit.c.who, t.audit.c.what))
    return sorted(who, key=str.casefold), sorted(what)


def _narrowed(rows: Select[Any], asked: LogFilter) -> Select[Any]:
    wanted = (
        (asked.who, t.audit.c.who == asked.who),
        (asked.what, t.audit.c.what == asked.what),
        (asked.since, t.audit.c.recorded_at >= asked.since),
        (asked.until, t.audit.c.recorded_at <= end_of(asked.until)),
        (asked.before, t.audit.c.id < asked.before),
    )
    return rows.where(*(condition for given, condition in wanted if given))


def verify(connection: Connection) -> Iterator[str]:
    """Where the chain is broken, one sentence each; after a break it is followed on from the row as it is."""
    number, before = 0, FIRST
    for row in connection.execute(select(t.audit).order_by(t.audit.c.id)):
        if row.id != number + 1:
            yield f"the audit log lacks what stood between its rows {number} and {row.id}"
        elif row.chain != _chained(before, row.id, row.recorded_at, row.who, row.what, row.detail):
            yield f"row {row.id} of the audit log, or the row before it, is not what was written"
        number, before = row.id, row.chain


def _chained(before: str, *told: object) -> str:
    return hashlib.sha256(json.dumps([before, *told], ensure_ascii=True).encode()).hexdigest()
