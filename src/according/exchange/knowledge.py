"""A table brought into a ledger, row by row; what makes no claim is listed, with the reason."""

from dataclasses import dataclass, field
from pathlib import Path

from according.errors import RejectedDocument
from according.ledger import Ledger

from .table import Mapping, check_columns, plain_mapping, read_table
from .table_rows import NAME, VERSION, groups_of, read_row, row_document


@dataclass(slots=True)
class Brought:
    """What bringing a table in did. `problems` are rows without a claim, by number."""

    rows: int = 0
    claims: int = 0
    unchanged: int = 0
    erased: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def bring_table(
    ledger: Ledger, path: Path, mapping: Mapping | None = None, *, sheet: str | None = None, handling: str = "internal"
) -> tuple[Brought, Mapping]:
    """Store each row as a document with the claim of its cited source; running it again changes nothing.

    Args:
        mapping: what the columns are; by their own names if none.

    Returns:
        What was done, and the mapping that was used.

    Raises:
        SettingError, MissingExtra: see `read_table` and `check_columns`; nothing is stored then.
    """
    headers, rows = read_table(path, sheet=sheet)
    mapping = mapping or plain_mapping(headers)
    check_columns(mapping, headers, path.name)
    groups, done = groups_of(rows, mapping), Brought(rows=len(rows))
    with ledger.batch():
        for row in rows:
            made = row_document(row, mapping, table=path.name, handling=handling, groups=groups)
            reading, claims = read_row(made.document, made.original)
            try:
                engine = f"{NAME} {VERSION}"
                outcome = ledger.put(made.document, made.original, claims, reading=reading, extractor=engine)
            except RejectedDocument:
                done.erased += 1
                continue
            done.unchanged += outcome == "unchanged"
            done.claims += len(claims)
            if made.problem:
                done.problems.append((row.number, made.problem))
    return done, mapping
