"""Opening a ledger: migrations, and the database's own errors turned into ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from according.errors import LedgerBusy, SchemaMismatch

from .place import Place
from .stores import store_of


def open_engine(place: Place, *, create: bool) -> Engine:
    """The database behind a ledger, with its schema up to date.

    Raises:
        LedgerNotFound: if there is no ledger and `create` is false.
        LedgerUnreachable: if the server does not answer or does not let us in.
        LedgerError: if the file or database is not a ledger.
        MissingExtra: if the part that speaks to a server is not installed.
        SchemaMismatch: if it was written by a newer version.
    """
    with storage_errors(place):
        engine = store_of(place).open(place, create=create)
        event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
        try:
            _migrate(engine, place.name)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _without_nul(_connection: object, _cursor: object, statement: str, given: Any, *_: object) -> tuple[str, Any]:
    """No text holds a NUL, from whatever form it came: PostgreSQL cannot store one, and a ledger can move there."""
    return statement, _mended(given)


def _mended(given: Any) -> Any:
    if isinstance(given, str):
        return given.replace("\0", "\ufffd")
    if isinstance(given, dict):
        return {key: _mended(value) for key, value in given.items()}
    return type(given)(map(_mended, given)) if type(given) in (list, tuple) else given


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
        store_of(connection).settle(connection)


@contextmanager
def storage_errors(place: Place) -> Iterator[None]:
    """Turn errors of the database into ours, with what to do next.

    Raises:
        LedgerBusy: if another process holds the write lock for longer than `stores.BUSY_S`.
        LedgerUnreachable: if the server is gone.
        LedgerError: if the ledger is damaged, read-only or the disk is full.
    """
    try:
        yield
    except DBAPIError as error:
        store = store_of(place)
        if not type(error.orig).__module__.startswith(store.driver):  # of the other ledger, while one is copied
            raise
        raise store.explain(error, place) from error
    except PoolTimeout as error:
        raise LedgerBusy(f"too many questions to {place.name} at once. Try again in a moment.") from error
