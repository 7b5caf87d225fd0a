"""The audit log: who did what and when, in rows that are only ever added.

Triggers of the database refuse to change or remove a row. Who owns the database, or may write its file, can take the
triggers away: `chain` is the hash of a row together with the row before it, so a row that was changed, removed from the
middle or slipped in shows, unless all that follow were made anew. Whoever keeps the newest chain elsewhere sees that,
and rows cut from the end, too. No row holds a name or a word of a document: what was decided about stands in
`decisions`, where an erasure reaches it.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, insert, or_, select, true

from . import schema as t
from .questions import end_of

ALL, NONE = "all collections", "none"
"""How a row tells what somebody may see: these, or `collections a, b`."""
GIVING = ("account made", "collections changed")
"""Rows that tell what somebody may see from then on."""
ON_ACCOUNTS = (
    *GIVING, "role changed", "account disabled", "account enabled", "password changed", "password reset",
    "sessions ended", "token made", "token revoked",
)  # fmt: skip
"""Rows on what was done to an account, whose name their detail begins with."""
ENDLESS = 2**31 - 1
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


def entries(
    connection: Connection,
    asked: LogFilter = WHOLE,
    *,
    limit: int | None = None,
    collections: Collection[str] | None = None,
) -> list[Entry]:
    """Rows, newest first; with `collections`, those that concern them alone (see `concerning`)."""
    rows = _narrowed(select(t.audit), asked).where(concerning(connection, collections))
    newest = rows.order_by(t.audit.c.id.desc()).limit(limit)
    return [Entry(**row) for row in connection.execute(newest).mappings()]


def kinds(connection: Connection, collections: Collection[str] | None = None) -> tuple[list[str], list[str]]:
    """Everybody who stands in the log, and everything that they did; with `collections`, as `entries`."""
    mine = concerning(connection, collections)
    columns = t.audit.c.who, t.audit.c.what
    who, what = (connection.scalars(select(column).where(mine).distinct()) for column in columns)
    return sorted(who, key=str.casefold), sorted(what)


def concerning(connection: Connection, collections: Collection[str] | None) -> ColumnElement[bool]:
    """Which rows concern some collections: what people did, and what was done to their accounts, while they saw no
    other one. What they saw at the time stands in the log itself. None for all rows.

    Where the name of one account could be the beginning of what is told of another, neither is told of.
    """
    if collections is None:
        return true()
    names = list(connection.scalars(select(t.users.c.name)))
    plain = [one for one in names if not any(_begins(one, other) or _begins(other, one) for other in names)]
    about = t.audit.c.what.in_(ON_ACCOUNTS)
    shown = []
    for name in plain:
        told = or_(t.audit.c.detail == name, func.substr(t.audit.c.detail, 1, len(name) + 2) == f"{name}: ")
        theirs = or_(and_(~about, t.audit.c.who == name), and_(about, told))
        spans = _spans(connection, name, frozenset(collections))
        shown += [and_(theirs, t.audit.c.id >= first, t.audit.c.id < until) for first, until in spans]
    return or_(false(), *shown)


def _spans(connection: Connection, name: str, collections: frozenset[str]) -> list[tuple[int, int]]:
    """From which row up to which other one somebody saw no further collection than these."""
    given = t.audit.c.what.in_(GIVING), func.substr(t.audit.c.detail, 1, len(name) + 2) == f"{name}: "
    found: list[tuple[int, int]] = []
    since = None
    for row in connection.execute(select(t.audit).where(*given).order_by(t.audit.c.id)):
        told = row.detail.removeprefix(f"{name}: ")
        inside = _told_collections(told.partition(", ")[2] if row.what == GIVING[0] else told) <= collections
        if since is not None and not inside:
            found.append((since, row.id))
        since = (row.id if since is None else since) if inside else None
    return [*found, (since, ENDLESS)] if since is not None else found


def _told_collections(told: str) -> frozenset[str]:
    """The collections that a row gives: `collections a, b`; what is not told so is seen by nobody who sees a part."""
    names = told.removeprefix("collections ")
    return frozenset(() if names == NONE else names.split(", ") if names != told else (ALL,))


def _begins(name: str, other: str) -> bool:
    return other.startswith(f"{name}: ")


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
