"""Parquet tables: each row is the record that a line of JSON would be."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from according.errors import RejectedDocument
from according.intake import IntakeOptions, original, sources, take

STORY = "Marten Oyelaran was charged with robbery on Monday, prosecutors said."


def test_row_is_a_record_without_what_is_empty_or_unknown(tmp_path: Path) -> None:
    """A day stays a day, a null is not there, a column that tells nothing of a document is not kept."""
    table = pa.table({"id": [7], "text": [STORY], "published": [date(2024, 5, 15)], "title": [None], "shares": [12]})
    pq.write_table(table, tmp_path / "t.parquet")
    (source,) = sources([tmp_path / "t.parquet"], IntakeOptions())
    document = take(source, IntakeOptions())
    assert (document.id, document.published, document.source_name) == ("7", "2024-05-15", "t.parquet:1")
    assert original(source) == f'{{"id": 7, "text": "{STORY}", "published": "2024-05-15"}}'.encode()


def test_damaged_table_is_refused(tmp_path: Path) -> None:
    """A file that is no table is named, and nothing else fails."""
    (tmp_path / "t.parquet").write_bytes(b"PAR1 and no more")
    (source,) = sources([tmp_path / "t.parquet"], IntakeOptions())
    with pytest.raises(RejectedDocument, match=r"t\.parquet: damaged"):
        take(source, IntakeOptions())
