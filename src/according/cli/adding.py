"""`according add`: documents into a ledger, with progress, and a list of what could not be taken."""

import sys

import typer

from according.intake import IntakeOptions, count, sources
from according.ledger import Ledger
from according.pipeline import Pipeline, Summary
from according.settings import read_settings

from .options import pair

SHOWN = 20
"""Rejected documents listed one by one; the rest are counted and stand in `according status`."""


def add(
    paths: list[str],
    ledger: str,
    *,
    published: str | None,
    publisher: str | None,
    handling: str,
    embargo_until: str | None,
    collection: str,
    fields: list[str],
    reader: str,
    extractor: str,
    max_mb: int | None,
    allow_private: bool,
    quiet: bool,
) -> None:
    """Add documents; exit code 3 if some were not taken."""
    settings = read_settings().chosen(reader=reader, extractor=extractor)
    options = IntakeOptions(
        published=published, publisher=publisher, handling=handling, embargo_until=embargo_until,
        fields=tuple(pair(f) for f in fields), max_bytes=(max_mb or settings.max_mb) * 1_000_000,
        allow_private=allow_private, timeout_s=settings.timeout_s,
    )  # fmt: skip
    with Ledger.open(ledger, create=True) as opened:
        if quiet or not sys.stderr.isatty():
            summary = Pipeline(settings).add(sources(paths, options), opened, options, collection=collection)
        else:
            summary = _with_progress(paths, options, Pipeline(settings), opened, collection)
    report(summary, opened.name, settings.extractor, quiet=quiet)
    if summary.rejected:
        raise typer.Exit(3)


def report(summary: Summary, ledger: str, extractor: str, *, quiet: bool) -> None:
    """Say on standard error what an addition did, and what it could not take."""
    if not quiet:
        told = ", ".join(
            f"{number} {outcome.replace('_', ' ')}" for outcome, number in sorted(summary.outcomes.items())
        )
        typer.echo(f"{ledger}: {told or 'nothing found'}; {summary.claims} claims read.", err=True)
        if summary.refused:
            typer.echo(f"{summary.refused} claims of {extractor} were refused: not in the text.", err=True)
    for error in summary.rejected[:SHOWN]:
        typer.echo(f"not taken: {error}", err=True)
    if len(summary.rejected) > SHOWN:
        typer.echo(f"... and {len(summary.rejected) - SHOWN} more: according status --ledger {ledger}", err=True)


def _with_progress(
    paths: list[str], options: IntakeOptions, pipeline: Pipeline, ledger: Ledger, collection: str
) -> Summary:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=count(paths, options), rate="")

        def step(name: str, _outcome: str) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, description=name[-40:], rate=f"{speed:.1f}/s" if speed else "")

        return pipeline.add(sources(paths, options), ledger, options, collection=collection, progress=step)
