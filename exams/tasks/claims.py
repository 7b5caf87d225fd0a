"""The claims exam: the whole path from supplied text to exported claims."""

from collections.abc import Iterable, Iterator
from typing import Any

from according.intake import take_text
from according.model import ClaimExtractor, Reader, claim_record

Row = dict[str, Any]


def predict_claims(rows: Iterable[Row], reader: Reader, extractor: ClaimExtractor) -> Iterator[Row]:
    """One claim a line (CLAIMS.md §2); `input_start` and `input_end` point into the row's text."""
    for row in rows:
        document = take_text(row["text"], id=row["doc"], published=row.get("published"))
        for claim in extractor.extract(reader.read(document)):
            yield claim_record(claim)
