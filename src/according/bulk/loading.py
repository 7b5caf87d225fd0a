"""The result of a bulk run into a ledger, in the order of the input: it becomes the one that `add` makes."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from according.ledger import DEFAULT_COLLECTION, Ledger
from according.linking import link_new
from according.pipeline import Refused, Summary, Taken, keep

from .rows import found_of
from .run import parts_of
from .shelves import escaped

AT_ONCE = 200
"""Documents written in one transaction; other writers of a server wait so long."""

Place = tuple[int, int]


def load(
    spark: Any,
    out: str,
    ledger: Ledger,
    *,
    collection: str = DEFAULT_COLLECTION,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Store what a finished bulk run found; what the ledger holds already is left as it is, so it may be run again.

    Args:
        progress: called after each part with how many are loaded and how many there are.

    Raises:
        SettingError: if the run is not finished.
        LedgerError: if the ledger cannot be written.
    """
    summary = Summary()
    parts = parts_of(spark, out)
    for number, part in enumerate(parts, 1):
        found = _found_in(spark, part)
        while some := list(islice(found, AT_ONCE)):
            with ledger.batch():
                for one in some:
                    summary.count(keep(one, ledger, summary, collection=collection))
        if progress is not None:
            progress(number, len(parts))
    if ledger.was_linked():
        link_new(ledger)
    return summary


def _found_in(spark: Any, part: str) -> Iterator[Taken | Refused]:
    documents = {_place(row): row for row in _rows(spark, part, "documents")}
    rejects = {_place(row): row for row in _rows(spark, part, "rejects")}
    mentions, claims = _grouped(_rows(spark, part, "mentions")), _grouped(_rows(spark, part, "claims"))
    for place in sorted({*documents, *rejects}):
        yield found_of(documents.get(place), mentions[place], claims[place], rejects.get(place))


def _rows(spark: Any, part: str, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spark.read.parquet(escaped(f"{part}/{table}")).toArrow().to_pylist()
    return found


def _grouped(rows: list[dict[str, Any]]) -> dict[Place, list[dict[str, Any]]]:
    grouped: dict[Place, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[_place(row)].append(row)
    return grouped


def _place(row: dict[str, Any]) -> Place:
    return row["ordinal"], row["member"]
