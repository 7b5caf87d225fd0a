"""`according compare`: what the bundled engine and a language model read in the same documents."""

import os
from pathlib import Path

import typer

from according.intake import IntakeOptions, sources, take
from according.model import Claim
from according.ontology import Matters, phrase
from according.pipeline import Pipeline
from according.remote import Client, Prices, RemoteExtractor
from according.settings import read_settings

from .printing import line_of

Key = tuple[str, str, str, str, str]


def compare(
    source: str,
    *,
    url: str,
    model: str,
    key_env: str,
    handling: str,
    cache: Path | None,
    yes: bool,
    sent: float | None = None,
    answered: float | None = None,
    currency: str | None = None,
) -> None:
    """Print what only one of the two reads; nothing is stored.

    Args:
        sent, answered, currency: prices of a million tokens; None takes the settings'.
    """
    settings = read_settings()
    prices = Prices(
        settings.price_sent if sent is None else sent,
        settings.price_answered if answered is None else answered,
        settings.currency if currency is None else currency,
    )
    options = IntakeOptions(handling=handling, max_bytes=settings.max_mb * 1_000_000)
    pipeline = Pipeline(settings)
    remote = RemoteExtractor(Client(url, model, key=os.environ.get(key_env, ""), cache=cache))
    for given in sources([source], options):
        document = take(given, options)
        remote.allowed(document)
        reading = pipeline.reader.read(document)
        requests, tokens = remote.estimate(reading)
        cost = f"; {told}" if (told := prices.before(tokens)) else ""
        typer.echo(
            f"{document.title or document.id}: {requests} requests, about {tokens} tokens to {url}{cost}", err=True
        )
        if not remote.client.local and not yes and not typer.confirm("Send it"):
            raise typer.Exit(1)
        ours = {_key(c): c for c in pipeline.engine.extract(reading)}
        theirs = {_key(c): c for c in remote.extract(reading)}
        for heading, mine, other in (("only built in", ours, theirs), (f"only {model}", theirs, ours)):
            apart = [claim for key, claim in mine.items() if key not in other]
            typer.echo(f"\n{heading}: {len(apart)}\n")
            matters = Matters(mine.values())
            for claim in apart:
                typer.echo(line_of(phrase(claim, matters.of(claim))))
        typer.echo(f"both: {len(ours.keys() & theirs.keys())}")
    report, usage = remote.report, remote.client.usage
    refused = ", ".join(f"{number} {reason}" for reason, number in sorted(report.refused.items())) or "none"
    cost = f" {told}." if (told := prices.after(usage)) else ""
    typer.echo(
        f"{model}: {report.proposed} proposed, {report.kept} kept, {report.lowered} lowered; refused: {refused};"
        f" {usage.prompt_tokens} + {usage.completion_tokens} tokens, {usage.cached} answers from the cache.{cost}"
    )


def _key(claim: Claim) -> Key:
    names = [a.name if a is not None else "" for a in (claim.subject, claim.object)]
    return (claim.predicate, names[0], names[1], claim.stage or "", claim.polarity)
