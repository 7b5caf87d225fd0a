"""Opening the file: pragmas, migrations, and the database's own errors turned into ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from according.errors import LedgerBusy, LedgerError, LedgerNotFound, SchemaMismatch

BUSY_S = 10.0
"""Seconds a writer waits for another; longer than the slowest document takes to store."""

_MAGIC = b"SQLite format 3\x00"


def open_engine(path: Path, *, create: bool) -> Engine:
    """The database behind a ledger file, with its schema up to date.

    Raises:
        LedgerNotFound: if there is no such file and `create` is false.
        LedgerError: if the file is not a ledger.
        SchemaMismatch: if it was written by a newer version.
    """
    if not path.exists():
        if not create:
            raise LedgerNotFound(
                f"there is no ledger at {path.name!r}. Make one with: according add PATH --ledger FILE"
            )
        if not path.parent.is_dir():
            raise LedgerNotFound(f"the folder of {path.name!r} does not exist. Make it, then try again.")
    elif path.stat().st_size and _head(path) != _MAGIC:
        raise LedgerError(f"{path.name!r} is not a ledger. Name a ledger file, or a new name to make one.")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with storage_errors(path.name):
        _migrate(engine, path.name)
    return engine


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
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reads") else "BEGIN IMMEDIATE")


def _migrate(engine: Engine, name: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with engine.connect().execution_options(reads=True) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    head = script.get_current_head()
    if current == head:
        return
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise SchemaMismatch(
            f"{name} has schema {current}, this version knows {head}. Open it with a newer version of According."
        )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def storage_errors(name: str) -> Iterator[None]:
    """Turn errors of the database into ours, with what to do next.

    Raises:
        LedgerBusy: if another process holds the write lock for longer than `BUSY_S`.
        LedgerError: if the file is damaged, read-only or the disk is full.
    """
    try:
        yield
    except OperationalError as error:
        told = str(error.orig)
        if "locked" in told or "busy" in told:
            raise LedgerBusy(
                f"another process is writing to {name}. Wait until it has finished, then try again."
            ) from error
        if "readonly" in told or "read-only" in told:
            raise LedgerError(f"{name} cannot be written to. Make the file writable, or copy it.") from error
        if "full" in told:
            raise LedgerError(
                f"the disk that holds {name} is full. Free some space; nothing was half-written."
            ) from error
        raise LedgerError(f"{name}: {told}. Restore a backup if this does not go away.") from error
    except DatabaseError as error:
        raise LedgerError(f"{name} is damaged or is not a ledger: {error.orig}. Restore a backup.") from error
