"""What is told when a server is not there, not right, or goes away; and what PostgreSQL alone does for a ledger."""

import sys
import threading
import time
from pathlib import Path

import pytest

from according.errors import LedgerError, LedgerNotFound, LedgerUnreachable, MissingExtra, SettingError
from according.ledger import Ledger, Place
from according.linking import link_entities
from tests.factory import claim, document, reading
from tests.servers import PASSWORD, Server


def told(address: str, kind: type[Exception] = LedgerUnreachable) -> str:
    """What is said when a ledger cannot be opened."""
    with pytest.raises(kind) as error:
        Ledger.open(address, create=True)
    return str(error.value)


def test_wrong_password_is_named_and_not_shown(server: Server) -> None:
    """Also where the password stands in the address."""
    said = told(server.guarded("postgres", password="hunter2 hunter2"))
    assert "wrong password" in said
    assert "hunter2" not in said


def test_right_password_opens(server: Server) -> None:
    """By the network, with the password in the address."""
    with Ledger.open(server.guarded(server.database()), create=True) as ledger:
        assert ledger.status().documents == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"database": "nowhere"}, "no database nowhere on the server of nowhere on 127.0.0.1. Make it: createdb"),
        ({"user": "nobody-here"}, "refuses nobody-here"),
        ({"port": "1"}, "no server answers"),
        ({"host": "no-such-host.invalid"}, "host of postgres on no-such-host.invalid is not known"),
    ],
)
def test_place_that_is_not_there_is_named(server: Server, change: dict[str, str], said: str) -> None:
    """Database, account, port and host each with what to do."""
    given = {"database": "postgres", "user": "according", "host": "127.0.0.1", "port": str(server.port), **change}
    address = "postgresql://{user}:{password}@{host}:{port}/{database}"
    shown = told(address.format(password=PASSWORD.replace(" ", "%20"), **given))
    assert said in shown
    assert PASSWORD not in shown


def test_server_too_old_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its version, and the one that is needed."""
    monkeypatch.setattr("according.ledger.stores.postgres.OLDEST", 99)
    assert "99 or newer" in told(server.address(server.database()), LedgerError)


def test_database_of_another_encoding_is_refused(server: Server) -> None:
    """The message makes one that is right."""
    server.sql("DROP DATABASE IF EXISTS latin")
    server.sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    assert "--encoding UTF8" in told(server.address("latin"), LedgerError)


def test_database_of_something_else_is_left_alone(server: Server) -> None:
    """Nothing is made in it."""
    name = server.database()
    server.sql("CREATE TABLE documents (x int)", name)
    assert "tables of something else" in told(server.address(name), LedgerError)
    assert server.sql("SELECT count(*) FROM information_schema.tables WHERE table_schema='public'", name) == "1\n"


def test_question_makes_no_ledger(server: Server) -> None:
    """An empty database is told from a ledger."""
    with pytest.raises(LedgerNotFound, match="according add"):
        Ledger.open(server.address(server.database()))


def test_account_without_rights_is_told_so(server: Server) -> None:
    """It may read the ledger, and not write to it."""
    name = server.database(server.template)
    server.sql("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'reader'")
    with Ledger.open(server.address(name)) as ledger:
        ledger.put(document(), b"x", (claim(),))
    server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", name)
    with Ledger.open(server.guarded(name, "reader", "reader")) as ledger:
        assert len(ledger.claims()) == 1
        with pytest.raises(LedgerError, match="may not do this"):
            ledger.reject("x", "empty")


def test_roles_of_the_how_to_let_readers_read_reviewers_decide_and_owners_erase(server: Server) -> None:
    """The statements of the page, as they stand there."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "server.md").read_text(encoding="utf-8")
    grants = page.partition("```sql\n")[2].partition("```")[0]
    name = server.database(server.template)
    with Ledger.open(server.address(name)) as ledger:
        ledger.put(document(), b"x", (claim(),), reading=reading(document(), "Marten Oyelaran"))
    server.sql(grants, name)
    for role, login in (("press_reader", "rita"), ("press_reviewer", "ana")):
        server.sql(f"CREATE ROLE {login} LOGIN PASSWORD 'x' IN ROLE {role}", name)
    try:
        with Ledger.open(server.guarded(name, "x", "rita")) as ledger:
            assert len(ledger.claims()) == 1
            with pytest.raises(LedgerError, match="may not do this"):
                ledger.decide("accept", claim(), author="Rita", reason="")
        with Ledger.open(server.guarded(name, "x", "ana")) as ledger:
            ledger.decide("accept", claim(), author="Ana", reason="")
            page = document(id="story-2")
            ledger.put(page, b"y", (claim(page),), reading=reading(page, "Marten Oyelaran"))
            link_entities(ledger)
            for erase in (ledger.erase_document, ledger.erase_person):
                with pytest.raises(LedgerError, match="only the owner"):
                    erase("story-1", reason="order", author="Ana")
            assert ledger.status().documents == 2
    finally:
        server.sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.sql("DROP ROLE rita; DROP ROLE ana; DROP ROLE press_reviewer; DROP ROLE press_reader")


@pytest.mark.parametrize(
    "address", ["mysql://x/y", "postgresql://host", "postgresql://h:port/d", Path("postgresql:/x")]
)
def test_address_that_cannot_be_is_refused(address: str | Path) -> None:
    """The message gives one that can."""
    with pytest.raises(SettingError, match="postgresql://USER@HOST/DATABASE"):
        Place.of(address)


def test_place_is_called_without_account_and_password() -> None:
    """In every message and in its own representation."""
    place = Place.of("postgresql://ana:hunter2@db.example/press")
    assert (place.name, place.title) == ("press on db.example", "press")
    assert "hunter2" not in repr(place)


def test_missing_part_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base install speaks to files alone."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"according\[postgres\]"):
        Ledger.open("postgresql://h/d")


def test_text_is_compared_by_bytes_whatever_the_databases_language(server: Server) -> None:
    """Every text column that migrations made."""
    rows = server.sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN "
        "('text', 'character varying') AND collation_name IS DISTINCT FROM 'C' AND table_name <> 'alembic_version'",
        server.template,
    )
    assert rows == ""


def test_erased_name_is_in_no_statistic_of_the_server(server: Server) -> None:
    """The server keeps common values of every column; they go with the rows."""
    name = server.database(server.template)
    page = document("Odalys Finch was seen.")
    with Ledger.open(server.address(name)) as ledger:
        for n in range(30):
            again = document(f"Odalys Finch was seen {n} times.", id=f"story-{n}")
            ledger.put(again, again.text.encode(), (), reading=reading(again, "Odalys Finch"))
        ledger.put(page, b"x", (), reading=reading(page, "Odalys Finch"))
        server.sql("ANALYZE", name)
        statistics = "SELECT count(*) FROM pg_stats WHERE most_common_vals::text LIKE '%Odalys%'"
        assert server.sql(statistics, name) != "0\n"
        ledger.erase_person("Odalys Finch", reason="request", author="Ana")
    assert server.sql(statistics, name) == "0\n"


def test_server_restarted_under_load_loses_nothing_acknowledged(own_server: Server) -> None:
    """Writers are told that the connection is gone, go on when the server is up, and find what they wrote."""
    address, written, said, done = own_server.address(own_server.database()), [], set(), threading.Event()
    with Ledger.open(address, create=True) as ledger:

        def write(writer: int) -> None:
            for n in range(10_000):
                page = document(id=f"story-{writer}-{n}")
                try:
                    ledger.put(page, page.text.encode(), (claim(page),))
                    written.append(page.id)
                except LedgerUnreachable as error:
                    said.add(str(error))
                    time.sleep(0.05)
                if done.is_set():
                    return

        threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for how in ("fast", "immediate", "fast"):
            time.sleep(0.5)
            own_server.stop(how)
            own_server.start()
        time.sleep(0.5)
        done.set()
        for thread in threads:
            thread.join()
        assert set(written) <= {d.id for d in ledger.documents()}
        status = ledger.status()
        assert status.documents == status.claims
    assert said
    assert all("the server of" in line or "no server answers" in line for line in said), said
