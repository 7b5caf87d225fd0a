"""`according check`: a draft against the ledger, for a terminal, a pipeline or a sign-off."""

import json as json_text
from datetime import date
from pathlib import Path

import typer

from according.check import VERDICTS, CheckedSentence, DraftCheck, sarif, sheet
from according.drafts import Held, check_document, take_draft
from according.errors import SettingError
from according.intake import IntakeOptions, sources
from according.ledger import DEFAULT_COLLECTION, ClaimFilter, Ledger
from according.pipeline import Pipeline
from according.settings import read_settings
from according.version import __version__
from according.views import Desk

from .printing import wrapped

FORMATS = ("text", "json", "sarif", "html")
STOPPED = 6
"""Exit code when the draft says what it should not."""


def check(
    draft: str, ledger: str, given: ClaimFilter, *, format: str, out: Path | None, published: str | None, keep: bool
) -> None:
    """Check a draft, and keep it if asked; exit code 6 if anything is contradicted, overstated, outdated or without its
    speaker.
    """
    if format not in FORMATS:
        raise SettingError(f"--format {format!r} is not one of {', '.join(FORMATS)}")
    with Ledger.open(ledger) as opened:
        checked = held(draft, Desk(opened, given), published=published, keep=keep)
    found = checked.check
    text = _written(found, format)
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(counts(found), err=True)
    if checked.kept:
        typer.echo(f"Kept as a confidential document that supports nothing: {checked.kept}", err=True)
    if found.blocked:
        raise typer.Exit(STOPPED)


def held(draft: str, desk: Desk, *, published: str | None, keep: bool = False) -> Held:
    """A draft held against a ledger.

    Args:
        desk: the ledger; its as-of day, else today, is the day of the check.
        published: day of the draft; that of the check if None. keep: store it, too.

    Raises:
        NeedsReader: for a language that is not read.
    """
    as_of = desk.given.as_of
    day = date.fromisoformat(as_of) if as_of is not None else date.today()
    settings = read_settings()
    source = next(iter(sources([draft], IntakeOptions(max_bytes=settings.max_mb * 1_000_000))))
    document = take_draft(source, published=published or day.isoformat())
    keep_in = DEFAULT_COLLECTION if keep else None
    return check_document(document, source, desk, Pipeline(settings), day=day, keep_in=keep_in)


def _written(found: DraftCheck, format: str) -> str:
    if format == "json":
        return json_text.dumps(found.record(), ensure_ascii=False, indent=1)
    if format == "sarif":
        return json_text.dumps(sarif(found, __version__), ensure_ascii=False, indent=1)
    if format == "html":
        return sheet(found)
    return "\n".join([*(_sentence(s) for s in found.sentences), counts(found)])


def _sentence(sentence: CheckedSentence) -> str:
    lines = [wrapped(f"{sentence.line}: “{sentence.text}”", "   ", first="")]
    lines += [wrapped(note, "     ", first="   · ") for note in sentence.notes]
    for claim in sentence.claims:
        head = f"{claim.verdict.replace('_', ' ').upper()}{f' ({claim.counted})' if claim.counted else ''}"
        lines.append(wrapped(f"{head}: {claim.words}", "     ", first="   "))
        lines += [wrapped(reason, "       ", first="     - ") for reason in claim.reasons]
        for held in claim.on_record:
            lines.append(wrapped(f"on record: {held.words}", "       ", first="     "))
            lines.append(wrapped(held.cited, "       ", first="       > "))
        lines += [wrapped(f"denied: {words}", "       ", first="     ") for words in claim.denials]
        if claim.latest:
            age = f", {claim.age_days} days old" if claim.age_days is not None else ""
            lines.append(f"     latest document on the matter: {claim.latest}{age}")
    return "\n".join(lines) + "\n"


def counts(found: DraftCheck) -> str:
    """How many claims have which verdict, with what "supported" means."""
    told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in found.counts.items())
    return f"{told or 'No claim about anybody was read.'} · supported: {VERDICTS['supported']}."
