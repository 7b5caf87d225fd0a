"""One claim a row: CSV for spreadsheets, Parquet for pandas, polars, DuckDB and R."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from according.errors import MissingExtra

from .rows import Row, Side

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
DETAILS = (
    "date", "place", "amount", "count", "role", "former", "activity", "offence", "sentence", "direction", "status",
    "incident", "by",
)  # fmt: skip
"""Qualifiers, each a column."""


def record(row: Row) -> dict[str, Any]:
    """The row as flat values, the same columns for every claim; empty text where nothing is told."""
    return {
        "claim": row.id, **_side("subject", row.subject), "predicate": row.predicate, **_side("object", row.object),
        "stage": row.stage, "certainty": row.certainty, "polarity": row.polarity, "speaker": row.speaker,
        "speaker_kind": row.kind, "words": row.text, "outcome": row.outcome,
        **{name: row.detail.get(name, "") for name in DETAILS},
        "lat": row.place.lat if row.place else None, "lon": row.place.lon if row.place else None,
        "quote": row.quote, "quote_masked": row.redacted, "start": row.start, "end": row.end, "segment": row.segment,
        "page": row.page, "document": row.source.id, "title": row.source.title, "publisher": row.source.publisher,
        "published": row.source.published, "url": row.source.url, "document_sha256": row.source.sha256,
        "document_status": row.source.status, "review": row.review, "superseded": row.superseded,
        "reader": row.reader, "reader_confidence": row.confidence, "reports": row.reports, "most_origins": row.origins,
    }  # fmt: skip


def _side(label: str, side: Side | None) -> dict[str, str]:
    empty = Side("", "", "") if side is None else side
    known = "; ".join(f"{k.list}: {k.id}" for k in empty.known)
    return {f"{label}_id": empty.id, f"{label}_type": empty.type, label: empty.name, f"{label}_known": known}


def csv_text(rows: Sequence[Row]) -> str:
    """RFC 4180 with a header; a text that a spreadsheet would run as a formula is prefixed with an apostrophe."""
    out = io.StringIO()
    columns = list(record(rows[0])) if rows else ["claim"]
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(value) for name, value in record(row).items()})
    return out.getvalue()


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def parquet(rows: Sequence[Row]) -> bytes:
    """The same table as Parquet.

    Raises:
        MissingExtra: if pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("tables", "Parquet") from error
    sink = io.BytesIO()
    table = pyarrow.Table.from_pylist([record(row) for row in rows])
    pyarrow.parquet.write_table(table, sink)
    return sink.getvalue()
