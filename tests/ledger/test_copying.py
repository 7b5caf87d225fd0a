"""A ledger moves between stores whole, and only into an empty one."""

from pathlib import Path

import pytest

from according.errors import LedgerError, RejectedDocument
from according.ledger import Ledger
from tests.factory import STORY, claim, document, reading
from tests.servers import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path, server: Server) -> str:
    """Where a new ledger of each kind goes."""
    return str(tmp_path / "copy.ledger") if request.param == "sqlite" else server.address(server.database())


def test_copy_answers_every_question_alike_and_goes_on(full: str, target: str) -> None:
    """Documents, originals, claims, decisions, search, links; new rows are numbered on; what was erased stays out."""
    with Ledger.open(full) as source, Ledger.open(target, create=True) as copy:
        counts = source.copy_into(copy)
        assert counts["versions"] == 5
        assert counts["search"] > 0
        assert copy.counts() == source.counts()
        assert copy.dump() == source.dump()
        assert copy.decisions() == source.decisions()
        assert copy.linked() == source.linked()
        assert copy.revision() == source.revision()
        assert copy.verify() == []
        found = [ledger.search('"from Peñaquieta"') for ledger in (source, copy)]
        assert {(h.document, h.start) for h in found[0]} == {(h.document, h.start) for h in found[1]} != set()
        gone = document(f"{STORY}\nThe man from Peñaquieta met Odalys Finch 4 times.", id="story-4 ñ")
        with pytest.raises(RejectedDocument, match="erased"):
            copy.put(gone, gone.text.encode())
        page = document(id="later")
        assert copy.put(page, b"later", (claim(page),), reading=reading(page, "Marten Oyelaran")) == "added"
        assert copy.decide("accept", claim(page), author="Ana", reason="") > source.decisions()[-1].id


def test_ledger_that_is_not_empty_is_not_copied_into(full: str, target: str) -> None:
    """It stays as it was, and the message says what brings ledgers together."""
    with Ledger.open(full) as source, Ledger.open(target, create=True) as other:
        other.reject("x", "empty")
        with pytest.raises(LedgerError, match="according merge"):
            source.copy_into(other)
        assert [r.source for r in other.rejected()] == ["x"]


def test_copy_that_is_interrupted_leaves_nothing(full: str, target: str) -> None:
    """And can be made again into the same place."""

    def stop(table: str, _rows: int) -> None:
        if table == "claims":
            raise KeyboardInterrupt

    with Ledger.open(full) as source, Ledger.open(target, create=True) as other:
        with pytest.raises(KeyboardInterrupt):
            source.copy_into(other, progress=stop)
        assert other.status().documents == 0
        source.copy_into(other)
        assert other.dump() == source.dump()


def test_row_that_arrives_changed_is_noticed(full: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept of the copy."""
    from according.ledger import copying, schema

    honest = copying.rows

    with Ledger.open(full) as source, Ledger.open(target, create=True) as other:

        def bent(connection, table):
            changed = table is schema.decisions and connection.dialect.name == other._engine.dialect.name
            return ((*tuple(row)[:-1], "later") if changed else row for row in honest(connection, table))

        if source._engine.dialect.name == other._engine.dialect.name:
            pytest.skip("both sides are read through the same function")
        monkeypatch.setattr(copying, "rows", bent)
        with pytest.raises(LedgerError, match="row 1 of decisions did not arrive"):
            source.copy_into(other)
        assert other.status().decisions == 0


def test_copy_is_of_one_instant(full: str, target: str) -> None:
    """What is written meanwhile is in the first ledger alone."""
    with Ledger.open(full) as source, Ledger.open(full) as writer, Ledger.open(target, create=True) as copy:
        source.copy_into(copy, progress=lambda table, _: table == "facts" and writer.reject("meanwhile", "empty"))
        assert [r.source for r in copy.rejected()] == ["scan.pdf"]
        assert [r.source for r in writer.rejected()] == ["scan.pdf", "meanwhile"]
