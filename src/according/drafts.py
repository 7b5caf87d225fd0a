"""A draft from its bytes to its check: taken, read, held against a ledger. Nothing of it is stored unless asked.

A draft that is kept is a confidential document with its names, so that they are masked and can be erased, and without
a claim: what one's own draft says is nobody's report, and must not bear out the next draft.
"""

from dataclasses import dataclass, replace
from datetime import date

from according.check import DraftCheck, check_draft, informed
from according.errors import NeedsReader
from according.intake import IntakeOptions, Source, original, take
from according.intake.source import Content
from according.ledger import Ledger
from according.model import DRAFT, Document, Reading
from according.pipeline import Pipeline
from according.reading import READ_LANGUAGES
from according.views import Desk

LONGEST = 200_000
"""Characters of a draft that a desk or an assistant checks at once; on the command line there is no limit."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was found in a draft, the reader that read it, and the id under which it is kept; empty if it is not."""

    check: DraftCheck
    reader: str
    kept: str = ""


def pasted(words: str) -> Source:
    """A draft that came as text, not as a file."""
    return uploaded("draft.txt", words.encode("utf-8", "replace"))


def uploaded(name: str, data: bytes) -> Source:
    """A draft that came as the bytes of a file."""
    content = Content(data)
    return Source(name, name, lambda: content)


def take_draft(source: Source, *, published: str) -> Document:
    """The draft as a document; `published` is the day from which its "Monday" is counted.

    Raises:
        RejectedDocument: if it cannot be taken. NeedsReader: for a language that is not read.
    """
    document = take(source, IntakeOptions(published=published, handling="confidential"))
    if document.language not in READ_LANGUAGES:
        raise NeedsReader("no_text", source.name, f"The draft is in {document.language}, which is not read yet.")
    return document


def check_document(
    document: Document, source: Source, desk: Desk, pipeline: Pipeline, *, day: date, keep_in: str | None = None
) -> Held:
    """A draft held against what a desk shows; `day` is that of the check.

    Args:
        keep_in: the collection in which the draft is kept afterwards; None keeps nothing.

    Raises:
        RejectedDocument: if it was to be kept, and was erased before. LedgerError: if the ledger cannot be written.
    """
    read = pipeline.reader.read(document)
    reading = informed(read, desk)
    claims, _ = pipeline.claims_of(reading)
    found = check_draft(document, reading, claims, desk, day=day, original=original(source))
    kept = _keep(read, original(source), desk.ledger.whole, keep_in) if keep_in is not None else ""
    return Held(found, f"{reading.reader} {reading.reader_version}", kept)


def _keep(reading: Reading, data: bytes, ledger: Ledger, collection: str) -> str:
    document = reading.document
    title = f"Draft: {document.title or document.source_name}"
    kept = replace(document, id=f"{DRAFT}{document.version[:16]}", title=title)
    ledger.put(kept, data, reading=replace(reading, document=kept), collection=collection)
    return kept.id
