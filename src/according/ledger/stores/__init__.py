"""What SQLite and PostgreSQL do each in its own way. Everything else in the ledger is SQLAlchemy that both understand.

Each of the two is one module with the same functions, gathered in a `Store`; a function that is given a connection or a
place finds its store with `store_of`.
"""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, Engine, Select
from sqlalchemy.exc import DBAPIError

from according.errors import LedgerError
from according.ledger.place import Place

BUSY_S = 10.0
"""Seconds a writer waits for another; longer than the slowest document takes to store."""


class Passage(NamedTuple):
    """A paragraph that was found: its version's number, where it starts, its words, and those to be shown."""

    version: int
    start: int
    text: str
    cut: str


class Store(Protocol):
    """The ways of one kind of database; `driver` is the module whose errors are its own."""

    driver: str

    def open(self, place: Place, *, create: bool) -> Engine:
        """Connections to the place, each transaction begun as the ledger needs it: readers see one instant, one writer
        writes at a time.

        Raises:
            LedgerNotFound, LedgerError, MissingExtra: what is wrong with the place, and what to do.
        """

    def settle(self, _connection: Connection) -> None:
        """Give tables that migrations made what the migrations leave to the store."""

    def defer_foreign_keys(self, connection: Connection) -> None:
        """Look at references only when this transaction ends."""

    def add_passages(self, connection: Connection, version: int, passages: Sequence[tuple[int, str]]) -> None:
        """Make paragraphs of a version, each by where it starts, findable."""

    def all_passages(self, connection: Connection) -> Generator[tuple[int, int, str], None, None]:
        """Every paragraph of the index, in the order in which they were added: version, start, words."""

    def forget_passages(self, connection: Connection, version: int) -> None:
        """Take a version out of the index."""

    def find_passages(
        self, connection: Connection, terms: Sequence[str], visible: Select[tuple[int]], limit: int
    ) -> list[Passage]:
        """The paragraphs of visible versions that hold all terms (words or phrases), best first."""

    def go_on_numbering(self, connection: Connection) -> None:
        """Let new rows be numbered after those that are there, however they came."""

    def snapshot(self, engine: Engine, out: Path) -> bool:
        """Write the database as it is at one instant to a new SQLite file; false if this store has no such way."""

    def refuse_to_scrub(self, connection: Connection, place: Place) -> None:
        """Say so before anything is erased, if this account could not finish it.

        Raises:
            LedgerError: whose tables they are.
        """

    def scrub(self, engine: Engine) -> None:
        """Leave no byte of deleted rows in the database's own files."""

    def explain(self, error: DBAPIError, place: Place) -> LedgerError:
        """The database's own error as ours, with what to do next; never with a password or a document's words."""

    def ailments(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong with its tables and indexes."""


def store_of(of: Place | Connection | Engine) -> Store:
    """The store behind a place, a connection or an engine."""
    server = of.url is not None if isinstance(of, Place) else of.dialect.name == "postgresql"
    if server:
        from .postgres import Postgres

        return Postgres()
    from .sqlite import Sqlite

    return Sqlite()
