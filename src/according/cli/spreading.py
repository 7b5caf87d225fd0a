"""`according bulk`: millions of documents on Apache Spark, and what was read into a ledger."""

import sys

import typer

from according.bulk.loading import load
from according.bulk.run import Asked, read_all_parts
from according.bulk.session import session
from according.errors import SettingError
from according.intake import IntakeOptions
from according.ledger import Ledger
from according.settings import read_settings

from .adding import report
from .options import pair


def bulk(
    paths: list[str],
    out: str,
    *,
    master: str,
    into: str,
    part_size: int,
    document_s: float,
    published: str | None,
    publisher: str | None,
    handling: str,
    embargo_until: str | None,
    collection: str,
    fields: list[str],
    reader: str,
    extractor: str,
    max_mb: int | None,
    quiet: bool,
) -> None:
    """Read in parts, then load if a ledger is named; exit code 3 if some documents were not taken into it."""
    if part_size < 1 or document_s <= 0:
        raise SettingError("--part-size and --document-s must be greater than 0")
    settings = read_settings().chosen(reader=reader, extractor=extractor)
    options = IntakeOptions(
        published=published, publisher=publisher, handling=handling, embargo_until=embargo_until,
        fields=tuple(pair(f) for f in fields), max_bytes=(max_mb or settings.max_mb) * 1_000_000,
    )  # fmt: skip
    asked = Asked(sources=paths, options=options, settings=settings, part_size=part_size, document_s=document_s)

    def told(words: str) -> None:
        if not quiet:
            sys.stderr.write(f"{words}\n")

    spark = session(master)
    try:
        done = read_all_parts(spark, asked, out, progress=lambda n, of: told(f"part {n} of {of} is read"))
        told(f"{out}: {done.parts} parts, {done.before} of them were finished before.")
        if not into:
            return
        with Ledger.open(into, create=True) as ledger:
            summary = load(
                spark, out, ledger, collection=collection, progress=lambda n, of: told(f"part {n} of {of} is loaded")
            )
    finally:
        spark.stop()
    report(summary, ledger.name, settings.extractor, quiet=quiet)
    if summary.rejected:
        raise typer.Exit(3)
