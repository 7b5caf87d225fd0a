"""`according why`: what produced a claim, in words."""

import typer

from according.errors import NotInLedger
from according.ledger import Ledger
from according.views import Desk, why

from .printing import wrapped


def explain(claim: str, ledger: str) -> None:
    """Print the explanation of the one claim whose id begins so."""
    with Ledger.open(ledger) as opened:
        desk = Desk(opened)
        found = [c for c in desk.every_claim if c.id.startswith(claim)]
        if len(found) != 1:
            raise NotInLedger(f"{len(found)} claims begin with {claim!r}. Copy more of the id from `according show`.")
        told = why(desk, found[0])
    typer.echo(wrapped(told.text, "    ", first=""))
    typer.echo(wrapped(f"“{told.quote}”", "      ", first="    > "))
    for heading, listed in told.steps:
        typer.echo(f"\n{heading}")
        for words in listed:
            typer.echo(wrapped(words, "    ", first="  - "))
