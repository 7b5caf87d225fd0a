"""`according link`: who and what is the same across documents, what a person should decide, which decisions clash."""

import sys
from collections.abc import Iterable

import typer

from according.errors import SettingError
from according.ledger import Ledger
from according.linking import Conflict, Doubt, link_entities, link_new

from .printing import wrapped


def link(ledger: str, *, dry_run: bool, review: int, new: bool) -> None:
    """Link, and say how much was found."""
    if new:
        _link_new(ledger, refused=dry_run or review > 0)
        return
    with Ledger.open(ledger) as opened:
        done = link_entities(opened, dry_run=dry_run, progress=_progress if sys.stderr.isatty() else None)
    told = "nothing stored" if dry_run else f"{done.changed} new or changed"
    typer.echo(f"{opened.name}: {done.entities} entities of documents are {done.parties} parties; {told}.", err=True)
    typer.echo(f"{len(done.review)} pairs may be one and were kept apart; list them with --review NUMBER.", err=True)
    for doubt in done.review[:review]:
        typer.echo(wrapped(_line(doubt), "    ", first="  - "))
    tell_conflicts(done.conflicts)


def tell_conflicts(conflicts: Iterable[Conflict]) -> None:
    """Say which decisions were not followed, and why."""
    for conflict in conflicts:
        typer.echo(f"decision {conflict.decision} was not followed: {conflict.why}", err=True)


def _link_new(ledger: str, *, refused: bool) -> None:
    if refused:
        raise SettingError(
            "--new goes with neither --dry-run nor --review. See pairs with: according identity --doubtful"
        )
    with Ledger.open(ledger) as opened:
        done = link_new(opened)
    told = f"{done.fresh} documents came or changed, {done.gone} were linked before"
    typer.echo(f"{opened.name}: {told}; {len(done.links)} links are new or changed.", err=True)
    tell_conflicts(done.conflicts)


def _line(doubt: Doubt) -> str:
    sides = " | ".join(f"{side.name} in {side.document}" for side in (doubt.one, doubt.other))
    return f"{doubt.probability:.2f}: {sides} ({', '.join(doubt.evidence)})"


def _progress(pairs: int) -> None:
    typer.echo(f"\r{pairs} pairs judged", err=True, nl=False)
