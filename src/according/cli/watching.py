"""`according watch`: rounds over feeds and folders, and the digest of each."""

import time
from datetime import UTC, datetime
from pathlib import Path

import typer

from according.intake import IntakeOptions
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import read_settings
from according.watch import Watch, atom, digest, markdown, one_round, read_watch

from .printing import wrapped


def watch(
    feeds: Path, ledger: str, *, every: int | None, out: Path | None, feed: Path | None, allow_private: bool
) -> None:
    """One round, or one every so many minutes until interrupted."""
    watched, settings = read_watch(feeds), read_settings()
    options = IntakeOptions(
        max_bytes=settings.max_mb * 1_000_000, timeout_s=settings.timeout_s, allow_private=allow_private
    )
    pipeline = Pipeline(settings)
    while True:
        _round(watched, feeds, ledger, pipeline, options, out=out, feed=feed)
        if every is None:
            return
        time.sleep(max(1, every) * 60)


def _round(
    watched: Watch,
    feeds: Path,
    ledger: str,
    pipeline: Pipeline,
    options: IntakeOptions,
    *,
    out: Path | None,
    feed: Path | None,
) -> None:
    with Ledger.open(ledger, create=True) as opened:
        before = opened.claims()
        done = one_round(watched, opened, pipeline, feeds.with_suffix(".state.json"), options)
        replaced = {c.id for c in before if c.superseded_by}
        made = digest(opened, {c.id for c in before}, replaced, today=datetime.now(UTC).date().isoformat())
    told = ", ".join(f"{number} {outcome.replace('_', ' ')}" for outcome, number in sorted(done.outcomes.items()))
    typer.echo(
        f"{told or 'nothing new'}; {done.unchanged_feeds} feeds unchanged, {done.waiting_feeds} waiting.", err=True
    )
    for failure in done.failed:
        typer.echo(wrapped(failure, "    ", first="  - "), err=True)
    if out is not None:
        out.write_text(markdown(made), encoding="utf-8")
    else:
        typer.echo(markdown(made))
    if feed is not None:
        feed.write_text(atom(made, title=opened.place.title), encoding="utf-8")
