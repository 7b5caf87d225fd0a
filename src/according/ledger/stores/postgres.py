"""PostgreSQL, from 14 on: one database, one writer at a time by an advisory lock, full text by tsvector."""

from collections.abc import Generator, Sequence
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Select,
    Text,
    cast,
    column,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.exc import DBAPIError

from according.errors import LedgerError, LedgerNotFound, MissingExtra
from according.ledger import schema as t
from according.ledger import stores
from according.ledger.place import Place

from .lexemes import cut, quoted, tsvector, words
from .postgres_errors import explained

OLDEST = 14
"""Least major version of the server: older ones get no security fixes any more."""
WRITER = 0x6163636F
"""Key of the advisory lock that a writer holds; the letters "acco". It counts within one database."""
CONNECT_S = 10
"""Seconds to wait for a server that does not answer."""
TABLES = [*t.metadata.tables, "search"]
_OURS = "c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname = ANY(:tables)"
_search = table(
    "search", column("version", Integer), column("start", Integer), column("text", Text), column("words", TSVECTOR)
)
_BESIDE = "SET LOCAL lock_timeout = '{busy}ms'; SET LOCAL synchronous_commit = on; SET LOCAL tcp_keepalives_idle = 60"
"""A write to the queue alone, whose rows are locked one by one: it waits for no document that is being stored."""
_WRITES = f"{_BESIDE}; SELECT pg_advisory_xact_lock({WRITER})"
_READS = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Postgres:
    """The `Store` of a server's database."""

    driver = "psycopg"

    def open(self, place: Place, *, create: bool) -> Engine:
        """See `Store.open`."""
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise MissingExtra("postgres", "A ledger on a PostgreSQL server") from error
        assert place.url is not None
        given = {"connect_timeout": CONNECT_S, "application_name": "according", "client_encoding": "utf8"}
        engine = create_engine(
            place.url,
            connect_args={key: value for key, value in given.items() if key not in place.url.query},
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=30,
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin)
        try:
            with engine.connect().execution_options(reads=True) as connection:
                _look(connection, place, create=create)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def settle(self, connection: Connection) -> None:
        """Let text be compared by its bytes, as SQLite does, and references wait for the end of a transaction."""
        references = text(
            "SELECT format('ALTER TABLE %I ALTER CONSTRAINT %I DEFERRABLE', c.relname, f.conname) FROM pg_constraint f "
            f"JOIN pg_class c ON c.oid = f.conrelid WHERE f.contype = 'f' AND NOT f.condeferrable AND {_OURS}"
        )
        changes = _texts_as_bytes(connection, "l.collname <> 'C'")
        for change in [*changes, *connection.scalars(references, {"tables": TABLES})]:
            connection.exec_driver_sql(change)

    def defer_foreign_keys(self, connection: Connection) -> None:
        """See `Store.defer_foreign_keys`."""
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")

    def add_passages(self, connection: Connection, version: int, passages: Sequence[tuple[int, str]]) -> None:
        """See `Store.add_passages`."""
        rows = [{"version": version, "start": s, "text": w, "words": tsvector(w)} for s, w in passages]
        if rows:
            connection.execute(insert(_search), rows)

    def all_passages(self, connection: Connection) -> Generator[tuple[int, int, str], None, None]:
        """See `Store.all_passages`."""
        rows = select(_search.c.version, _search.c.start, _search.c.text).order_by(column("id"))
        with connection.execute(rows.execution_options(yield_per=500)) as found:
            yield from ((r.version, r.start, r.text) for r in found)

    def forget_passages(self, connection: Connection, version: int) -> None:
        """See `Store.forget_passages`."""
        connection.execute(delete(_search).where(_search.c.version == version))

    def find_passages(
        self, connection: Connection, terms: Sequence[str], visible: Select[tuple[int]], limit: int
    ) -> list[stores.Passage]:
        """See `Store.find_passages`."""
        asked = [[word for word, _, _ in words(term)] for term in terms]
        query = " & ".join(f"({' <-> '.join(map(quoted, phrase))})" for phrase in asked if phrase)
        if not query:
            return []
        asked_for = cast(query, TSQUERY)
        rows = select(_search).where(_search.c.words.op("@@")(asked_for), _search.c.version.in_(visible))
        best = func.ts_rank(_search.c.words, asked_for, 1).desc()
        found = connection.execute(rows.order_by(best, _search.c.version, _search.c.start).limit(limit))
        told = {word for phrase in asked for word in phrase}
        return [stores.Passage(r.version, r.start, r.text, cut(r.text, told)) for r in found]

    def go_on_numbering(self, connection: Connection) -> None:
        """See `Store.go_on_numbering`."""
        for numbered in t.metadata.sorted_tables:
            key = next(iter(numbered.primary_key))
            if isinstance(key.type, Integer):
                newest = f'(SELECT max("{key.name}") FROM "{numbered.name}")'
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{numbered.name}', '{key.name}'), coalesce({newest}, 1), "
                    f"{newest} IS NOT NULL)"
                )

    def snapshot(self, _engine: Engine, _out: Path) -> bool:
        """A server has none that a file could hold: the ledger is copied row by row."""
        return False

    def refuse_to_scrub(self, connection: Connection, place: Place) -> None:
        """See `Store.refuse_to_scrub`."""
        owner = "SELECT relowner::regrole::text FROM pg_class WHERE oid = 'versions'::regclass AND NOT "
        other = connection.exec_driver_sql(f"{owner}pg_has_role(relowner, 'USAGE')").scalar()
        if other is not None:
            raise LedgerError(
                f"only the owner of the tables of {place.name}, {other}, can erase: they are written anew. Nothing was "
                "erased."
            )

    def scrub(self, engine: Engine) -> None:
        """Write the tables anew, with the statistics that the server keeps of their values, without what was deleted.

        The server's write-ahead log, its archive and its standbys are out of reach: docs/explanation/security.md.
        """
        with engine.begin() as connection:
            for change in _texts_as_bytes(connection, "true"):  # takes away the statistics, also of an empty table
                connection.exec_driver_sql(change)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT", plain=True) as connection:
            for name in TABLES:
                connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{name}"')
            # who does not own the database may not do this, and the server passes over it
            connection.exec_driver_sql("VACUUM (FULL) pg_statistic")

    def explain(self, error: DBAPIError, place: Place) -> LedgerError:
        """See `Store.explain`."""
        return explained(error, place)

    def ailments(self, connection: Connection) -> list[str]:
        """References without their row. The server checks its own pages: see `pg_amcheck`."""
        found = []
        for referring in t.metadata.sorted_tables:
            for key in referring.foreign_keys:
                mine, theirs = key.parent, key.column.table.alias("referred")
                there = theirs.c[key.column.name]
                joined = referring.outerjoin(theirs, there == mine)
                lost = select(mine).select_from(joined).where(mine.is_not(None), there.is_(None)).limit(1)
                if connection.execute(lost).first() is not None:
                    found.append(f"{referring.name}: rows refer to rows of {key.column.table.name} that are not there")
        broken = text("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid AND indrelid::regclass "
                      "::text = ANY(:tables)")  # fmt: skip
        invalid = connection.scalars(broken, {"tables": TABLES})
        return [*found, *(f"the index {name} is not valid: REINDEX INDEX {name}" for name in invalid)]


def _texts_as_bytes(connection: Connection, which: str) -> list[str]:
    """Statements that give columns of text the collation of bytes."""
    columns = (
        "SELECT format('ALTER TABLE %I ALTER COLUMN %I TYPE %s COLLATE \"C\"', c.relname, a.attname, "
        "format_type(a.atttypid, a.atttypmod)) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "JOIN pg_collation l ON l.oid = a.attcollation "
        f"WHERE a.attnum > 0 AND NOT a.attisdropped AND {which} AND {_OURS}"
    )
    return list(connection.scalars(text(columns), {"tables": TABLES}))


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("plain"):
        busy = int((options.get("patience_s") or stores.BUSY_S) * 1000)
        writes = (_BESIDE if options.get("beside") else _WRITES).format(busy=busy)
        connection.exec_driver_sql(_READS if options.get("reads") else writes)


def _look(connection: Connection, place: Place, *, create: bool) -> None:
    """Whether the server and the database can hold a ledger.

    Raises:
        LedgerNotFound, LedgerError: what is wrong, and what to do.
    """
    version = connection.dialect.server_version_info or (0,)
    if int(version[0]) < OLDEST:
        raise LedgerError(
            f"the server of {place.name} is PostgreSQL {'.'.join(map(str, version))}. According needs {OLDEST} or "
            "newer: upgrade the server, or use another."
        )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise LedgerError(
            f"{place.name} stores text as {encoding}. Make a database that stores UTF-8: "
            f"createdb --template template0 --encoding UTF8 {place.title}"
        )
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and tables >= {"facts", "versions"}:
        return
    if not create:
        raise LedgerNotFound(f"there is no ledger in {place.name}. Make one with: according add PATH --ledger ADDRESS")
    if tables & {*t.metadata.tables, "search", "alembic_version"}:
        raise LedgerError(
            f"{place.name} holds tables of something else. Make an empty database for the ledger: createdb NAME"
        )
