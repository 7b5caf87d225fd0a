"""`according link`: who and what is the same across documents."""

from pathlib import Path

import typer

from according.ledger import Ledger
from according.linking import link_entities


def link(ledger: Path, *, dry_run: bool) -> None:
    """Link, and say how much was found."""
    with Ledger.open(ledger) as opened:
        done = link_entities(opened, dry_run=dry_run)
    told = "nothing stored" if dry_run else f"{done.changed} new or changed"
    typer.echo(f"{ledger.name}: {done.entities} entities of documents are {done.parties} parties; {told}.", err=True)
