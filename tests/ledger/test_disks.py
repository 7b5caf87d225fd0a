"""A disk that is full or read-only is named; nothing is half-written, and with room again the ledger goes on."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from according.errors import LedgerError
from according.ledger import Ledger
from according.ledger.backups import backup
from tests.factory import claim, document, reading
from tests.servers import Server

NOBODY = 65534


def fill(ledger: Ledger) -> list[str]:
    """Add documents until there is no room; returns those that were acknowledged."""
    written: list[str] = []

    def add_on() -> None:
        for n in range(5000):
            page = document(f"Marten Oyelaran was charged {os.urandom(4000).hex()}.", id=f"story-{n}")
            ledger.put(page, page.text.encode(), (claim(page, object=None),), reading=reading(page, "Marten Oyelaran"))
            written.append(page.id)

    with pytest.raises(LedgerError, match="is full"):
        add_on()
    return written


def test_full_disk_is_named_and_nothing_is_half_written(disk: Callable[[int], Path]) -> None:
    """What was acknowledged is there; with room again, the ledger goes on."""
    small = disk(2)
    (ballast := small / "ballast").write_bytes(bytes(300_000))
    with Ledger.open(small / "a.ledger", create=True) as ledger:
        written = fill(ledger)
        assert len(written) > 5
        ballast.unlink()
        assert [d.id for d in ledger.documents()] == sorted(written)
        assert ledger.verify() == []
        assert ledger.put(document(id="later"), b"later") == "added"


def test_full_disk_of_a_server_is_named_and_nothing_is_half_written(
    server: Server, disk: Callable[[int], Path]
) -> None:
    """The same of a database whose tables are on a small disk."""
    small = disk(24)
    (tables := small / "tables").mkdir()
    if server.account:
        shutil.chown(tables, server.account)
    server.sql(f"CREATE TABLESPACE small LOCATION '{tables}'")
    server.sql("CREATE DATABASE cramped TABLESPACE small")
    try:
        with Ledger.open(server.address("cramped"), create=True) as ledger:
            ledger.put(document(id="first"), b"first")
            server.sql("CHECKPOINT")
            (ballast := small / "ballast").write_bytes(bytes(shutil.disk_usage(small).free - 1_500_000))
            written = [*fill(ledger), "first"]
            assert len(written) > 5
            ballast.unlink()
            assert [d.id for d in ledger.documents()] == sorted(written)
            assert ledger.verify() == []
            assert ledger.put(document(id="later"), b"later") == "added"
    finally:
        server.sql("DROP DATABASE cramped WITH (FORCE)")
        server.sql("DROP TABLESPACE small")


def test_backup_that_finds_no_room_leaves_nothing(disk: Callable[[int], Path], tmp_path: Path) -> None:
    """Neither a half file nor a checksum."""
    small = disk(1)
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        for n in range(100):
            page = document(os.urandom(8000).hex(), id=f"story-{n}")
            ledger.put(page, page.text.encode())
        with pytest.raises(LedgerError, match="is full"):
            backup(ledger, small / "kept")
    assert list(small.iterdir()) == []


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of the account that tests run under, where that is the machine's own."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="according-read-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("mode", [0o755, 0o555])
def test_ledger_that_may_only_be_read_answers_and_refuses_to_be_written(open_folder: Path, mode: int) -> None:
    """A read-only file, also in a folder where no log can stand beside it."""
    place = open_folder / "a.ledger"
    with Ledger.open(place, create=True) as ledger:
        ledger.put(document(), b"x", (claim(),), reading=reading(document(), "Marten Oyelaran"))
    place.chmod(0o444)
    open_folder.chmod(mode)
    with as_nobody(), Ledger.open(place) as ledger:
        assert len(ledger.claims()) == 1
        assert [h.document for h in ledger.search("robbery")] == ["story-1"]
        assert ledger.verify() == []
        with pytest.raises(LedgerError, match="cannot be written to"):
            ledger.reject("x", "empty")


def test_folder_in_which_nothing_may_be_made_is_named(open_folder: Path) -> None:
    """A new ledger cannot stand there."""
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(LedgerError, match="cannot be written to"):
        Ledger.open(open_folder / "new.ledger", create=True)
