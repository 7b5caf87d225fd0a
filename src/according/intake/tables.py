"""Parquet tables of documents: each row is a record, kept as the JSON line that it would be in a file of records."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import MissingExtra, RejectedDocument
from . import records
from .options import FIELDS, IntakeOptions
from .source import Source, in_words, refused


def is_table(name: str) -> bool:
    """Whether a file of this name is a Parquet table."""
    return name.lower().endswith(".parquet")


def rows(file: Path, place: str, options: IntakeOptions) -> Iterator[Source]:
    """The rows of a table, each a source named `place:row`; columns that tell nothing of a document are not read.

    Raises:
        MissingExtra: if pyarrow is not installed.
    """
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtra("tables", "reading Parquet") from error
    number = 0
    try:
        with ParquetFile(file) as table:
            for batch in table.iter_batches(batch_size=256, columns=columns(table.schema_arrow.names, options)):
                for line in lines(batch):
                    number += 1
                    found = records.of_line(line, f"{place}:{number}", options)
                    if found is not None:
                        yield found
    except (OSError, ValueError) as error:  # pyarrow's own errors are one or the other
        yield refused(RejectedDocument("damaged", place, f"After row {number}: {in_words(error)}"))


def columns(names: list[str], options: IntakeOptions) -> list[str]:
    """Those of a table's columns that tell something of a document."""
    return [options.field(ours) for ours in FIELDS if options.field(ours) in names]


def lines(batch: Any) -> Iterator[bytes]:
    """The rows of an Arrow batch as lines of JSON, without what is null; a date or instant is its day."""
    for row in batch.to_pylist():
        told = {name: value for name, value in row.items() if value is not None}
        yield json.dumps(told, ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
