"""A spreadsheet of existing knowledge: its rows, and the saved mapping that says what its columns are.

CSV or XLSX; the first row names the columns. The mapping is a TOML file, so that a table that grows is brought in the
same way again.
"""

import csv
import datetime
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from according.errors import MissingExtra, SettingError

FIELDS = (
    "subject", "relation", "object", "from", "to", "place", "source", "note", "id", "source_kind", "stage", "certainty",
    "subject_type", "object_type", "protected", "published",
)  # fmt: skip
"""What a column can be; subject, relation and source must be there."""
NEEDED = ("subject", "relation", "source")
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by field, and relations by the words of the table: a predicate, or a predicate and a stage."""

    columns: dict[str, str]
    relations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with something in it. `number` counts as a spreadsheet does; `cells` are by column."""

    number: int
    cells: dict[str, str]

    def told(self, mapping: Mapping) -> dict[str, str]:
        """The cells by field; empty where there is no such column."""
        return {name: self.cells.get(mapping.columns.get(name, ""), "") for name in FIELDS}


def read_mapping(path: Path) -> Mapping:
    """A saved mapping: `[columns]` (field = "column") and, if needed, `[relations]` ("words" = "predicate stage").

    Raises:
        SettingError: if it is no such file, or names a field that is none.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        columns = {str(k): str(v) for k, v in told["columns"].items()}
        relations = {folded(str(k)): str(v) for k, v in told.get("relations", {}).items()}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise SettingError(
            f"{path.name} is no mapping: it needs a table [columns] as docs/how-to/bring-in.md shows."
        ) from (error)
    for name in columns:
        if name not in FIELDS:
            raise SettingError(f"{path.name}: {name!r} is not one of {', '.join(FIELDS)}")
    return Mapping(columns, relations)


def mapping_toml(mapping: Mapping) -> str:
    """The mapping as a file that `read_mapping` reads."""
    lines = ["[columns]", *(f"{k} = {_quoted(v)}" for k, v in mapping.columns.items()), "", "[relations]"]
    return "\n".join([*lines, *(f"{_quoted(k)} = {_quoted(v)}" for k, v in mapping.relations.items()), ""])


def plain_mapping(headers: tuple[str, ...]) -> Mapping:
    """The mapping of a table whose columns are called as the fields are."""
    return Mapping({folded(h): h for h in headers if folded(h) in FIELDS})


def read_table(path: Path, *, sheet: str | None = None) -> tuple[tuple[str, ...], list[TableRow]]:
    """The names of the columns, and every row that is not empty.

    Args:
        sheet: of an XLSX file; the first if none.

    Raises:
        SettingError: if the file cannot be read, has no such sheet, or names a column twice.
        MissingExtra: for XLSX, if openpyxl is not installed.
    """
    lines = list(_xlsx(path, sheet) if path.suffix.lower() == ".xlsx" else _csv(path))
    headers = tuple(lines[0]) if lines else ()
    named = [h for h in headers if h]
    if not named:
        raise SettingError(f"{path.name} is empty. Its first row must name the columns.")
    if len(set(named)) < len(named):
        raise SettingError(f"{path.name} names a column twice. Give each its own name, then try again.")
    found = []
    for number, line in enumerate(lines[1:], 2):
        cells = {h: value for h, value in zip(headers, line, strict=False) if h and value}
        if cells:
            found.append(TableRow(number, cells))
    return headers, found


def check_columns(mapping: Mapping, headers: tuple[str, ...], name: str) -> None:
    """Hold a mapping against a table.

    Raises:
        SettingError: names the field without a column, or the column that is not there, and those that are.
    """
    there = ", ".join(h for h in headers if h)
    for needed in NEEDED:
        if needed not in mapping.columns:
            raise SettingError(f"No column is mapped to `{needed}`. The columns of {name} are: {there}.")
    for column in mapping.columns.values():
        if column not in headers:
            raise SettingError(f"{name} has no column {column!r}. Its columns are: {there}.")


def folded(words: str) -> str:
    """Words as codes are written: lower case, underscores."""
    return "_".join(words.casefold().replace("-", " ").replace("_", " ").split())


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in escaped) + '"'


def _cell(value: Any) -> str:
    """A cell as one line of text; a day as ISO day."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = "" if value is None else str(value)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=first.count)
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [_cell(value) for value in line]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingError(
            f"{path.name} could not be read as a CSV in UTF-8. Check the file, then try again."
        ) from error


def _xlsx(path: Path, sheet: str | None) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtra("tables", "An XLSX table") from error
    try:
        yield from _lines(openpyxl.load_workbook(path, read_only=True, data_only=True), path.name, sheet)
    except SettingError:
        raise
    except Exception as error:
        # openpyxl lets errors of zipfile, of its XML parser and its own through, for one cause: this is no workbook
        raise SettingError(f"{path.name} could not be read as an XLSX workbook. Open and save it again.") from error


def _lines(book: Any, name: str, sheet: str | None) -> Iterator[list[str]]:
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise SettingError(f"{name} has no sheet {sheet!r}. Its sheets are: {', '.join(book.sheetnames)}.")
        for line in book[sheet or book.sheetnames[0]].iter_rows(values_only=True):
            yield [_cell(value) for value in line]
    finally:
        book.close()
