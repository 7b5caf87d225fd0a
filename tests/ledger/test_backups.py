"""A backup is one file with its checksum; what is restored from it is the ledger of that instant."""

import hashlib
from pathlib import Path

import pytest

from according.errors import LedgerError
from according.ledger import Ledger
from according.ledger.backups import backup, beside, restore
from tests.factory import claim, document
from tests.servers import Server


def test_backup_is_a_ledger_of_its_instant_with_its_checksum(full: str, tmp_path: Path) -> None:
    """Made while the ledger is open; one file, no log beside it."""
    out = tmp_path / "kept.ledger"
    with Ledger.open(full) as ledger:
        digest = backup(ledger, out)
        ledger.reject("later", "empty")
        before = ledger.dump()
    assert hashlib.sha256(out.read_bytes()).hexdigest() == digest == beside(out).read_text().split()[0]
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("kept")) == [
        "kept.ledger",
        "kept.ledger.sha256",
    ]
    with Ledger.open(out) as kept:
        assert kept.dump()["claims"] == before["claims"]
        assert [r.source for r in kept.rejected()] == ["scan.pdf"]


def test_backup_is_restored_to_a_file_and_to_a_server(full: str, tmp_path: Path, server: Server) -> None:
    """Whatever store it came from; the backup stays as it is."""
    out = tmp_path / "kept.ledger"
    with Ledger.open(full) as ledger:
        digest, before = backup(ledger, out), ledger.dump()
    for place in (str(tmp_path / "new.ledger"), server.address(server.database())):
        assert restore(out, place)["documents"] == 4
        with Ledger.open(place) as made:
            assert made.dump() == before
            assert made.verify() == []
    assert hashlib.sha256(out.read_bytes()).hexdigest() == digest


def test_backup_that_was_changed_is_not_restored(full: str, tmp_path: Path) -> None:
    """Neither one that differs from its checksum, nor a damaged one whose checksum is lost; nothing is left behind."""
    out = tmp_path / "kept.ledger"
    with Ledger.open(full) as ledger:
        backup(ledger, out)
    content = bytearray(out.read_bytes())
    at = content.index(b"seen in court")
    content[at : at + 4] = b"lies"
    out.write_bytes(content)
    with pytest.raises(LedgerError, match="checksum differs"):
        restore(out, tmp_path / "new.ledger")
    beside(out).unlink()
    out.write_bytes(content[: len(content) // 2])
    with pytest.raises(LedgerError):
        restore(out, tmp_path / "new.ledger")
    assert not list(tmp_path.glob("new.ledger*"))


def test_nothing_is_overwritten(full: str, tmp_path: Path) -> None:
    """Neither a file by a backup, nor a ledger by a restored one."""
    out = tmp_path / "kept.ledger"
    with Ledger.open(full) as ledger:
        backup(ledger, out)
        with pytest.raises(LedgerError, match="not overwritten"):
            backup(ledger, out)
    with pytest.raises(LedgerError, match="not overwritten"):
        restore(out, out)
    if full.startswith("postgresql"):
        with pytest.raises(LedgerError, match="not empty"):
            restore(out, full)


def test_backup_while_others_write_is_whole(full: str, tmp_path: Path) -> None:
    """Ten backups between the writes of another connection."""
    with Ledger.open(full) as ledger, Ledger.open(full) as writer:
        for n in range(10):
            page = document(id=f"more-{n}")
            writer.put(page, page.text.encode(), (claim(page),))
            backup(ledger, tmp_path / f"{n}.kept")
            with Ledger.open(tmp_path / f"{n}.kept") as kept:
                assert kept.status().documents == 5 + n
