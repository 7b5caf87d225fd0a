"""`according merge` and `match`: what others have."""

import json as json_text
from dataclasses import asdict
from pathlib import Path

import typer

from according.errors import SettingError
from according.exchange import match, merge, read_known
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import read_settings
from according.views import Desk

from .printing import wrapped


def merge_ledgers(other: Path, ledger: Path) -> None:
    """Another ledger into this one; exit code 3 if anything is left to a person."""
    if other.exists() and ledger.exists() and other.resolve() == ledger.resolve():
        raise SettingError("A ledger cannot be merged into itself. Name two files.")
    with Ledger.open(other) as theirs, Ledger.open(ledger, create=True) as mine:
        done = merge(mine, theirs, Pipeline(read_settings()))
    typer.echo(
        f"{done.documents} documents added, {done.known} known, {done.erased} erased here before; "
        f"{done.decisions} decisions and {done.entered} entered claims taken over."
    )
    if done.without_claim:
        typer.echo(f"{done.without_claim} decisions are about claims that are not made here; they were left out.")
    for conflict in done.conflicts:
        told = f"{conflict.what} {conflict.target}: here {conflict.here}, there {conflict.there}; nothing was changed"
        typer.echo(wrapped(told, "    ", first="  - "))
    if done.conflicts:
        raise typer.Exit(3)


def match_names(names: Path, ledger: Path, *, json: bool) -> None:
    """Who of a list is named in these documents."""
    with Ledger.open(ledger) as opened:
        found = match(Desk(opened), read_known(names))
    if json:
        typer.echo(json_text.dumps([asdict(m) for m in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        note = f" [{one.known.note}]" if one.known.note else ""
        told = f"{one.known.id}, {one.known.name}{note} ~ {one.party} ({one.type}): {one.speaks}"
        typer.echo(wrapped(told, "    ", first="  - "))
        typer.echo(wrapped(f"in {', '.join(one.documents)}", "    "))
    typer.echo(f"{len(found)} names of the list stand in these documents. A name is not a person.")
