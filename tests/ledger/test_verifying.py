"""A ledger that was damaged from outside is told from a whole one, finding by finding."""

import pytest

from according.errors import LedgerError
from according.ledger import Ledger


@pytest.fixture
def ledger(full: str) -> Ledger:
    """A ledger with something of everything."""
    with Ledger.open(full) as opened:
        yield opened


def damaged(ledger: Ledger, *statements: str) -> list[str]:
    """What is found after somebody changed the database behind the ledger's back."""
    with ledger._engine.connect() as connection:
        if ledger.place.path is not None:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
    return ledger.verify()


def test_ledger_as_it_was_made_is_whole(ledger: Ledger) -> None:
    """After every kind of write, erasures included."""
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE blobs SET content = (SELECT content FROM blobs LIMIT 1)", "is not the file"),
        ("UPDATE blobs SET size = size + 1", "is not the file that was added"),
        ("UPDATE versions SET version = 'x' WHERE id = 2", "version 2 holds another document"),
        ("UPDATE claims SET record = replace(record, 'end\":59', 'end\":599')", "quotes words outside its document"),
        ("UPDATE claims SET record = '{}'", "cannot be read"),
        ("UPDATE claims SET predicate = 'killed'", "says otherwise than its row"),
        ("UPDATE claims SET record = replace(record, 'Marten', 'Barten')", "do not stand at their place"),
        ("DELETE FROM search WHERE version = 1", "version 1 is not in step with the search index"),
        ("UPDATE readings SET document = (SELECT max(id) FROM documents)", "is of another document"),
        ("DELETE FROM rejects", "belongs to no document"),
        ("UPDATE jobs SET options = '{\"handling\": 7}'", "what was said about job 1 in the queue cannot be read"),
        ("UPDATE job_items SET sha256 = 'x'", "of job 1 in the queue is not the file that was given"),
        ("UPDATE job_items SET content = (SELECT content FROM blobs LIMIT 1)", "in the queue is not the file"),
    ],
)
def test_damage_is_named(ledger: Ledger, statement: str, said: str) -> None:
    """By the row, never by what the row says."""
    found = damaged(ledger, statement)
    assert any(said in line for line in found), found
    assert not any("Oyelaran" in line for line in found)


def test_row_without_what_it_refers_to_is_named(full: str) -> None:
    """SQLite checks references only where it is asked to; a server checks always, so there is nothing to find there."""
    with Ledger.open(full) as ledger:
        if ledger.place.path is None:
            pytest.skip("a server does not let references go")
        raw = ledger._engine.raw_connection()
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
        raw.cursor().execute("DELETE FROM readings WHERE id = 2")
        raw.close()
        assert any("refers to a row of readings" in line for line in ledger.verify())


def test_damaged_original_is_told_with_what_to_do(ledger: Ledger) -> None:
    """No error of the library that unpacks it."""
    document = next(iter(ledger.documents()))
    assert ledger.original(document.id, document.version)
    byte = "X'00'" if ledger.place.path is not None else "decode('00', 'hex')"
    damaged(ledger, f"UPDATE blobs SET content = {byte}")
    with pytest.raises(LedgerError, match="backup"):
        ledger.original(document.id, document.version)
