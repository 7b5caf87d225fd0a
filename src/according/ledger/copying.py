"""One ledger into another, of whatever store: every row as it is, compared when it has arrived."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice, zip_longest
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from according.errors import LedgerError

from . import schema as t
from .stores import store_of

PART = 200
"""Rows that are written at once; an original may be as large as a document is allowed to be."""
T = TypeVar("T")


def copy(source: Connection, target: Connection, progress: Callable[[str, int], None] | None = None) -> dict[str, int]:
    """Copy every row, with its number, and compare both sides row by row.

    Args:
        source: reads one instant. target: writes one transaction; rolled back if this raises, it stays as it was.
        progress: called with the name of each table and how many rows it has.

    Returns:
        How many rows each table has.

    Raises:
        LedgerError: if the target is not empty, or a row did not arrive as it was.
    """
    _refuse_unless_empty(target)
    store = store_of(target)
    counts: dict[str, int] = {}
    target.execute(delete(t.facts))  # the source's own come: without the key of its tombstones they would mean nothing
    for table in t.metadata.sorted_tables:
        for part in _parts(rows(source, table)):
            target.execute(insert(table), [dict(row._mapping) for row in part])
        counts[table.name] = _compare(table, rows(source, table), rows(target, table))
        if progress is not None:
            progress(table.name, counts[table.name])
    for version, group in groupby(store_of(source).all_passages(source), lambda passage: passage[0]):
        for part in _parts((start, words) for _, start, words in group):
            store.add_passages(target, version, part)
    counts["search"] = _compare("search", store_of(source).all_passages(source), store.all_passages(target))
    store.go_on_numbering(target)
    return counts


def rows(connection: Connection, table: Table) -> Generator[Any, None, None]:
    """The rows of a table by their key, read a part at a time."""
    asked = select(table).order_by(*table.primary_key).execution_options(yield_per=PART)
    with connection.execute(asked) as found:
        yield from found


def _refuse_unless_empty(target: Connection) -> None:
    for table in t.metadata.sorted_tables:
        if table is not t.facts and target.execute(select(table).limit(1)).first() is not None:
            raise LedgerError(
                f"the ledger to copy into is not empty: it has rows of {table.name}. Name a new one; to bring "
                "documents and decisions into it, use: according merge"
            )


def _compare(table: Table | str, mine: Generator[Any, None, None], theirs: Generator[Any, None, None]) -> int:
    count = 0
    with closing(mine), closing(theirs):
        for one, other in zip_longest(mine, theirs):
            if one is None or other is None or tuple(one) != tuple(other):
                raise LedgerError(
                    f"row {count + 1} of {table} did not arrive as it was. Nothing was copied; verify the first ledger "
                    "with: according verify"
                )
            count += 1
    return count


def _parts(of: Iterable[T]) -> Iterator[list[T]]:
    left = iter(of)
    while part := list(islice(left, PART)):
        yield part
