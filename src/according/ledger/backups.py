"""A ledger as one file to keep elsewhere, with its checksum beside it; and back."""

import hashlib
import os
import shutil
from pathlib import Path

from according.errors import LedgerError, LedgerNotFound

from .place import Place
from .store import Ledger


def backup(ledger: Ledger, out: Path) -> str:
    """Write the ledger as it is at this instant to a file, and `OUT.sha256` beside it; others may go on writing.

    Returns:
        The SHA-256 of the file.

    Raises:
        LedgerError: if the file is there, cannot be written, or is not whole when read again.
    """
    _refuse(out)
    part = _part(out)
    try:
        ledger.snapshot(part)
        _refuse_damaged(part)
        digest = _digest(part)
        _settle(part, out)
        beside(out).write_text(f"{digest}  {out.name}\n", encoding="utf-8")
    except OSError as error:
        raise LedgerError(f"{out.name} could not be written: {error.strerror}. Nothing was kept of it.") from error
    finally:
        _remove(part)
    return digest


def restore(kept: Path, where: str | Path) -> dict[str, int]:
    """Make a ledger of a backup, which stays as it is; the ledger is verified before it takes its name.

    Args:
        where: a new file, or an empty database.

    Returns:
        How many rows each table has.

    Raises:
        LedgerError: if the backup is not the file that was written, or the ledger is there already.
    """
    if not kept.is_file():
        raise LedgerNotFound(f"there is no backup at {kept.name!r}.")
    place = Place.of(where)
    if place.path is not None:
        _refuse(place.path)
    if beside(kept).exists() and beside(kept).read_text(encoding="utf-8").split()[:1] != [_digest(kept)]:
        raise LedgerError(f"{kept.name} is not the file that was written: its checksum differs. Use another backup.")
    part = _part(place.path if place.path is not None else kept)
    try:
        shutil.copyfile(kept, part)
        _refuse_damaged(part)
        with Ledger.open(part) as ledger:
            if place.path is None:
                with Ledger.open(place, create=True) as target:
                    return ledger.copy_into(target)
            counts = ledger.counts()
        _settle(part, place.path)
    except OSError as error:
        raise LedgerError(f"{place.name} could not be written: {error.strerror}. Nothing was kept of it.") from error
    finally:
        _remove(part)
    return counts


def beside(file: Path) -> Path:
    """Where the checksum of a backup stands, as `sha256sum -c` reads it."""
    return file.with_name(f"{file.name}.sha256")


def _part(of: Path) -> Path:
    return of.with_name(f"{of.name}.{os.getpid()}.part")


def _refuse(path: Path) -> None:
    if path.exists():
        raise LedgerError(f"{path.name} is there already and is not overwritten. Name a new file.")
    if not path.parent.is_dir():
        raise LedgerNotFound(f"the folder of {path.name!r} does not exist. Make it, then try again.")


def _refuse_damaged(part: Path) -> None:
    with Ledger.open(part) as ledger:
        found = ledger.verify()
    if found:
        raise LedgerError(f"the copy is not whole: {found[0]}. See all with: according verify")


def _settle(part: Path, out: Path) -> None:
    """Give the finished file its name, once its bytes are on the disk."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(out)


def _remove(part: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
