"""SQLite: one file, write-ahead log, one writer at a time, full text by FTS5."""

import json
import os
import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, Select, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from according.errors import LedgerBusy, LedgerError, LedgerNotFound
from according.ledger import schema as t
from according.ledger import stores
from according.ledger.place import Place

_MAGIC = b"SQLite format 3\x00"
_STRETCH = 4000
"""Paragraphs put in order at once, the newest first: to weigh the tens of thousands that a common word has takes longer
than anybody waits, and tells no more."""
_LAST = 2**63 - 1
_WITHIN = "FROM search WHERE search MATCH :query AND rowid"
_OLDEST = text(f"SELECT rowid {_WITHIN} <= :newest ORDER BY rowid DESC LIMIT 1 OFFSET {_STRETCH - 1}")
_MATCHING = text(f"SELECT rowid {_WITHIN} BETWEEN :oldest AND :newest ORDER BY rank, rowid")
"""Paragraphs are numbered in the order of their documents; nothing else of one is read to put them in order."""
_HOMES = text("SELECT rowid, version FROM search WHERE rowid IN (SELECT value FROM json_each(:rows))")


class Sqlite:
    """The `Store` of a file."""

    driver = "sqlite3"

    def open(self, place: Place, *, create: bool) -> Engine:
        """See `Store.open`."""
        path = place.path
        assert path is not None
        if not path.exists():
            if not create:
                raise LedgerNotFound(
                    f"there is no ledger at {place.name!r}. Make one with: according add PATH --ledger FILE"
                )
            if not path.parent.is_dir():
                raise LedgerNotFound(f"the folder of {place.name!r} does not exist. Make it, then try again.")
        elif path.stat().st_size and _head(path) != _MAGIC:
            raise LedgerError(f"{place.name!r} is not a ledger. Name a ledger file, or a new name to make one.")
        address, by_uri = str(path), False
        if path.exists() and not (_writable(path) and _writable(path.parent)):
            # where no log can stand beside the file, only a file that nobody writes can be read
            log = path.with_name(f"{path.name}-wal")
            steady = "" if log.exists() and log.stat().st_size else "&immutable=1"
            address, by_uri = f"{path.absolute().as_uri()}?mode=ro{steady}", True
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            creator=lambda: sqlite3.connect(address, stores.BUSY_S, check_same_thread=False, uri=by_uri),
            hide_parameters=True,
        )

        def begin(connection: Connection) -> None:
            if connection.info.setdefault("file", _file(path)) != _file(path):
                raise LedgerError(
                    f"the file {place.name} was replaced or removed while it was open here; nothing was recorded. "
                    "Stop this program, see that the right file is there, then start it again."
                )
            _begin(connection)

        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", begin)
        return engine

    def settle(self, _connection: Connection) -> None:
        """Nothing is left to do."""

    def defer_foreign_keys(self, connection: Connection) -> None:
        """See `Store.defer_foreign_keys`."""
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    def add_passages(self, connection: Connection, version: int, passages: Sequence[tuple[int, str]]) -> None:
        """See `Store.add_passages`."""
        rows = [{"text": words, "version": version, "start": start} for start, words in passages]
        if rows:
            connection.execute(text("INSERT INTO search(text, version, start) VALUES (:text, :version, :start)"), rows)

    def all_passages(self, connection: Connection) -> Generator[tuple[int, int, str], None, None]:
        """See `Store.all_passages`."""
        rows = text("SELECT version, start, text FROM search ORDER BY rowid").execution_options(yield_per=500)
        with connection.execute(rows) as found:
            yield from ((r.version, r.start, r.text) for r in found)

    def forget_passages(self, connection: Connection, version: int) -> None:
        """See `Store.forget_passages`."""
        connection.execute(text("DELETE FROM search WHERE version = :version"), {"version": version})

    def find_passages(
        self, connection: Connection, terms: Sequence[str], visible: Select[tuple[int]], limit: int
    ) -> list[stores.Passage]:
        """See `Store.find_passages`."""
        # every term is quoted, so that no input is a malformed query
        asked = {"query": " ".join(f'"{term}"' for term in terms)}
        rows: list[Any] = []
        newest: int | None = None
        while len(rows) < limit:
            oldest = connection.scalar(_OLDEST, {**asked, "newest": newest or _LAST})
            rows += self._best(connection, {**asked, "oldest": oldest or 0, "newest": newest or _LAST}, visible, limit)
            if oldest is None:
                break
            newest = oldest - 1
        rows = rows[:limit]
        # words are cut out only of what is shown: cutting them out of every paragraph that matches takes longest
        cut = text(
            "SELECT rowid, start, text, snippet(search, 0, '', '', ' … ', 24) AS cut FROM search "
            "WHERE search MATCH :query AND rowid IN (SELECT value FROM json_each(:rows))"
        )
        shown = {r.rowid: r for r in connection.execute(cut, {**asked, "rows": json.dumps([r.rowid for r in rows])})}
        told = ((row.version, shown[row.rowid]) for row in rows)
        return [stores.Passage(version, r.start, r.text, r.cut) for version, r in told]

    @staticmethod
    def _best(connection: Connection, asked: Mapping[str, Any], visible: Select[tuple[int]], limit: int) -> list[Any]:
        """The first paragraphs of a stretch that match and may be seen, best first: their numbers and versions."""
        rows: list[Any] = []
        with connection.execute(_MATCHING, asked) as found:
            for numbers in found.scalars().partitions(2 * limit):
                home = {r.rowid: r for r in connection.execute(_HOMES, {"rows": json.dumps(list(numbers))})}
                seen = set(connection.scalars(visible.where(t.versions.c.id.in_({r.version for r in home.values()}))))
                rows += [home[number] for number in numbers if home[number].version in seen]
                if len(rows) >= limit:
                    break
        return rows

    def go_on_numbering(self, _connection: Connection) -> None:
        """SQLite goes on by itself."""

    def snapshot(self, engine: Engine, out: Path) -> bool:
        """By SQLite's own backup, while others read and write; the copy is one file, without a write-ahead log."""
        raw = engine.raw_connection()
        try:
            with closing(sqlite3.connect(out)) as copy:
                cast(sqlite3.Connection, raw.driver_connection).backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise _explained(str(error), out.name) from error
        finally:
            raw.close()
        return True

    def refuse_to_scrub(self, _connection: Connection, _place: Place) -> None:
        """Who may write a file may write it anew."""

    def scrub(self, engine: Engine) -> None:
        """Rewrite the index and the file, cut the write-ahead log."""
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("INSERT INTO search(search) VALUES ('rebuild')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            raw.close()

    def explain(self, error: DBAPIError, place: Place) -> LedgerError:
        """See `Store.explain`."""
        told = str(error.orig)
        if isinstance(error, OperationalError):
            return _explained(told, place.name)
        return LedgerError(f"{place.name} is damaged or is not a ledger: {told}. Restore a backup.")

    def ailments(self, connection: Connection) -> list[str]:
        """See `Store.ailments`."""
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        found = [line for line in found if line != "ok"]
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found += [f"{row[0]}: row {row[1]} refers to a row of {row[2]} that is not there" for row in orphans[:20]]
        try:
            connection.exec_driver_sql("INSERT INTO search(search) VALUES ('integrity-check')")
        except DBAPIError as error:
            if "readonly" not in str(error.orig):  # SQLite looks only where it could write
                found.append(f"the search index is damaged: {error.orig}")
        return found


def _explained(told: str, name: str) -> LedgerError:
    """What SQLite says when an operation fails, as ours."""
    if "locked" in told or "busy" in told:
        return LedgerBusy(f"another process is writing to {name}. Wait until it has finished, then try again.")
    if "readonly" in told or "read-only" in told or "unable to open" in told:
        return LedgerError(f"{name} cannot be written to. Make the file and its folder writable, or copy it.")
    if "full" in told:
        return LedgerError(f"the disk that holds {name} is full. Free some space; nothing was half-written.")
    return LedgerError(f"{name}: {told}. Restore a backup if this does not go away.")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _file(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path: what is open stays the old one when another takes its name."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def _prepare(raw: Any, _record: object) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY"):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError:  # a read-only file keeps its journal mode
            continue
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("reads"):
        connection.exec_driver_sql("BEGIN")
    else:
        waits_s = options.get("patience_s") or stores.BUSY_S
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(waits_s * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
