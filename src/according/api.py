"""According in a notebook or a script: `import according as acc; ledger = acc.open("case.ledger")`.

Everything it returns is worded, masked and selected as an export is: what may not be handed on is not shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self, overload

from according.check import DraftCheck
from according.drafts import Held, check_document, pasted, take_draft
from according.errors import MissingExtra, NotInLedger
from according.export import HandedDesk, LeftOut, Row, Selection, export, record, rows
from according.intake import IntakeOptions, sources, text_source
from according.ledger import DEFAULT_COLLECTION, Hit, Ledger
from according.linking import Party
from according.pipeline import Pipeline, Summary
from according.settings import read_settings
from according.views import masked, profiles_named

SHOWN = 25
"""Claims that a notebook shows of a longer list."""


class Claims(Sequence[Row]):
    """Claims in order of document and place, each a `Row`; tables and a notebook's view of them."""

    def __init__(self, found: Sequence[Row], left_out: LeftOut) -> None:
        self._rows = tuple(found)
        self.left_out = left_out

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> "Claims": ...
    def __getitem__(self, index: int | slice) -> "Row | Claims":
        return Claims(self._rows[index], self.left_out) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def records(self) -> list[dict[str, Any]]:
        """The claims as flat dictionaries, the columns of the CSV export."""
        return [record(row) for row in self._rows]

    def to_arrow(self) -> Any:
        """A pyarrow Table.

        Raises:
            MissingExtra: if pyarrow is not installed.
        """
        try:
            import pyarrow
        except ImportError as error:
            raise MissingExtra("tables", "to_arrow") from error
        return pyarrow.Table.from_pylist(self.records())

    def to_pandas(self) -> Any:
        """A pandas DataFrame.

        Raises:
            MissingExtra: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise MissingExtra("tables", "to_pandas") from error
        return pandas.DataFrame(self.records())

    def to_polars(self) -> Any:
        """A polars DataFrame.

        Raises:
            MissingExtra: if polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise MissingExtra("polars", "to_polars") from error
        return polars.DataFrame(self.records())

    def __repr__(self) -> str:
        lines = [f"{row.text}\n    “{row.quote}”" for row in self._rows[:SHOWN]]
        return "\n".join([*lines, f"{len(self)} claims; {self.left_out}."])

    def _repr_html_(self) -> str:
        """The claims for a notebook, sentences marked in their surroundings."""
        items = "".join(_item(row) for row in self._rows[:SHOWN])
        more = f" The first {SHOWN} are shown." if len(self) > SHOWN else ""
        told = f"{len(self)} claims; {escape(str(self.left_out))}.{more} Accusations are not findings."
        return f"<p>{told}</p><ul>{items}</ul>"


def _item(row: Row) -> str:
    where = ", ".join(filter(None, (row.source.title, row.source.publisher, row.source.published)))
    quote = f"…{escape(row.prefix)}<mark>{escape(row.quote)}</mark>{escape(row.suffix)}…"
    counted = f"{row.reports} report{'s' if row.reports != 1 else ''}, at most {row.origins}"
    return f"<li>{escape(row.text)}<br><small>{quote} ({escape(where)}; {counted}; {escape(row.review)})</small></li>"


class PartyClaims:
    """One person, group, organisation or place, and what is said about it."""

    def __init__(self, owner: "OpenLedger", party: Party) -> None:
        self._owner = owner
        self._party = party

    @property
    def name(self) -> str:
        """The name as it may be shown."""
        return self._owner.desk().shown(self._party.name)

    @property
    def type(self) -> str:
        """`person`, `group`, `organization` or `place`."""
        return self._party.type

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that name it."""
        return tuple(self._party.documents)

    def claims(self, **filters: Any) -> Claims:
        """Claims in which it is subject or object; filters as in `OpenLedger.claims`."""
        ids = {claim.id for claim in self._owner.desk().about(self._party)}
        found = self._owner.claims(**filters)
        return Claims([row for row in found if row.id in ids], found.left_out)

    def __repr__(self) -> str:
        return f"{self.name} ({self.type}, in {len(self.documents)} documents)"

    def _repr_html_(self) -> str:
        return f"<h3>{escape(self.name)} <small>{escape(self.type)}</small></h3>{self.claims()._repr_html_()}"


class OpenLedger:
    """A ledger, opened for questions and additions. Use as a context manager, or call `close`."""

    def __init__(self, where: Path | str, *, create: bool = True, selection: Selection | None = None) -> None:
        self.ledger = Ledger.open(where, create=create)
        self.selection = selection or Selection()
        self._pipeline: Pipeline | None = None
        self._desk: HandedDesk | None = None

    def desk(self) -> HandedDesk:
        """The ledger as it may be shown; read once, and again after an addition."""
        if self._desk is None:
            self._desk = HandedDesk(self.ledger, self.selection, today=datetime.now(UTC).date().isoformat())
        return self._desk

    def _reader(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = Pipeline(read_settings())
        return self._pipeline

    def add(self, *paths: Path | str, **options: Any) -> Summary:
        """Read documents into the ledger: files, folders, archives, addresses; options as of `IntakeOptions`."""
        given = IntakeOptions(**options)
        self.renew()
        return self._reader().add(sources([str(p) for p in paths], given), self.ledger, given)

    def add_text(self, text: str, *, id: str, **told: str) -> Summary:
        """Read one text into the ledger; `told` are fields of a record: title, published, publisher, url ..."""
        given = IntakeOptions()
        self.renew()
        return self._reader().add([text_source(text, id=id, options=given, **told)], self.ledger, given)

    def renew(self) -> None:
        """Read the ledger anew at the next question: something was written to it."""
        self._desk = None

    def claims(self, **filters: Any) -> Claims:
        """Claims that the filters let through; filters are the fields of `Selection`, such as `stages=("charged",)`."""
        if not filters:
            return Claims(*rows(self.desk()))
        desk = HandedDesk(self.ledger, replace(self.selection, **filters), today=datetime.now(UTC).date().isoformat())
        return Claims(*rows(desk))

    def parties(self, name: str, type: str | None = None) -> list[PartyClaims]:
        """Everybody and everything that bears the name, kept apart; empty if there is none."""
        try:
            found = profiles_named(self.desk(), name)
        except NotInLedger:
            return []
        return [PartyClaims(self, party) for party in found if type is None or party.type == type]

    def person(self, name: str) -> PartyClaims:
        """The one person of that name.

        Raises:
            NotInLedger: if there is none, or if several bear it: `parties` lists them, and none is chosen for you.
        """
        return self._one(name, "person")

    def group(self, name: str) -> PartyClaims:
        """The one group of that name; raises as `person` does."""
        return self._one(name, "group")

    def _one(self, name: str, type: str) -> PartyClaims:
        found = self.parties(name, type)
        if len(found) != 1:
            told = "nobody" if not found else f"{len(found)} parties"
            raise NotInLedger(
                f"{told} of type {type} called {name!r} in this ledger. List them with: parties({name!r})"
            )
        return found[0]

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Paragraphs that hold all the words, best first, protected names masked."""
        desk = self.desk()
        hits = self.ledger.search(words, desk.given, limit=limit)
        return [masked(desk, hit, words) for hit in hits if hit.document in desk.documents]

    def check(self, draft: Path | str, *, day: date | None = None, keep: bool = False) -> DraftCheck:
        """Hold a draft against the ledger; a `Path` is read as a file, a string is the draft itself.

        Args:
            keep: store it, too, as a confidential document that supports nothing.

        Raises:
            NeedsReader: for a language that is not read.
        """
        return self.hold(draft, day=day, keep=keep).check

    def hold(self, draft: Path | str, *, day: date | None = None, keep: bool = False) -> Held:
        """The check of a draft as `check` makes it, with the id under which the draft is kept."""
        when = day or datetime.now(UTC).date()
        source = pasted(draft) if isinstance(draft, str) else next(iter(sources([str(draft)], IntakeOptions())))
        document = take_draft(source, published=when.isoformat())
        keep_in = DEFAULT_COLLECTION if keep else None
        held = check_document(document, source, self.desk(), self._reader(), day=when, keep_in=keep_in)
        if held.kept:
            self.renew()
        return held

    def export(
        self, format: str, path: Path | str, *, about: str | Sequence[str] | None = None, **filters: Any
    ) -> LeftOut:
        """Write one format to a file, `about` one or several names if given; returns what was left out."""
        made = export(self.ledger, format, replace(self.selection, **filters), about=about)
        Path(path).write_bytes(made.content)
        return made.left_out

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        told = self.ledger.status()
        return f"{self.ledger.name}: {told.documents} documents, {told.claims} claims"

    def _repr_html_(self) -> str:
        return f"<p><b>{escape(repr(self))}</b>. Accusations are not findings.</p>"


def open_ledger(where: Path | str, *, create: bool = True, selection: Selection | None = None) -> OpenLedger:
    """Open a ledger, or make one.

    Args:
        where: path of a file, or address of a database as a string: `postgresql://USER@HOST/DATABASE`.
        selection: filters that hold for everything asked (a day, reviewed claims alone ...); none if not given.

    Raises:
        LedgerNotFound, LedgerError, SchemaMismatch, LedgerBusy: see `according.ledger`.
    """
    return OpenLedger(where, create=create, selection=selection)
