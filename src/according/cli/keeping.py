"""`according copy`, `backup`, `restore`, `verify`: a ledger moved, kept and looked after."""

from pathlib import Path

import typer

from according.errors import SettingError
from according.ledger import Ledger, Place
from according.ledger.backups import backup as write_backup
from according.ledger.backups import beside
from according.ledger.backups import restore as read_backup

from .people import note_export

BROKEN = 8
"""Exit code when a ledger is not whole."""


def copy(source: str, target: str) -> None:
    """One ledger into a new one, of whatever store."""
    if Place.of(source).same_as(Place.of(target)):
        raise SettingError("A ledger cannot be copied into itself. Name two ledgers.")
    with Ledger.open(source) as one, Ledger.open(target, create=True) as other:
        note_export(one, "copy")
        counts = one.copy_into(other)
        typer.echo(f"{one.name} is copied into {other.name}: {_told(counts)}; each was compared.")


def backup(ledger: str, out: Path) -> None:
    """One file and its checksum."""
    with Ledger.open(ledger) as opened:
        note_export(opened, "backup")
        digest = write_backup(opened, out)
        typer.echo(f"{opened.name} is kept in {out.name}, checked. Its SHA-256 is in {beside(out).name}: {digest}")


def restore(kept: Path, ledger: str) -> None:
    """A ledger from a backup."""
    unchecked = "" if beside(kept).exists() else f" No checksum stood beside {kept.name}; its rows are whole."
    counts = read_backup(kept, ledger)
    typer.echo(f"{Place.of(ledger).name} is made of {kept.name}: {_told(counts)}.{unchecked}")


def verify(ledger: str) -> None:
    """What is wrong; exit code 8 if anything is."""
    with Ledger.open(ledger) as opened:
        found, counts = opened.verify(), opened.counts()
    for line in found:
        typer.echo(f"  - {line}")
    if found:
        typer.echo(f"{len(found)} findings: {opened.name} is not whole. Restore a backup: according restore")
        raise typer.Exit(BROKEN)
    typer.echo(f"{opened.name} is whole: {_told(counts)}.")


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ("documents", "versions", "claims", "decisions"))
