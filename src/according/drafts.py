"""A draft from its bytes to its check: taken, read, held against a ledger. Nothing of it is stored."""

from datetime import date

from according.check import DraftCheck, check_draft, informed
from according.errors import NeedsReader
from according.intake import IntakeOptions, Source, original, take
from according.intake.source import Content
from according.model import Document
from according.pipeline import Pipeline
from according.reading import READ_LANGUAGES
from according.views import Desk

LONGEST = 200_000
"""Characters of a draft that a desk or an assistant checks at once; on the command line there is no limit."""


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
    document = take(source, IntakeOptions(published=published))
    if document.language not in READ_LANGUAGES:
        raise NeedsReader("no_text", source.name, f"The draft is in {document.language}, which is not read yet.")
    return document


def check_document(
    document: Document, source: Source, desk: Desk, pipeline: Pipeline, *, day: date
) -> tuple[DraftCheck, str]:
    """A draft held against what a desk shows, and the reader that read it; `day` is that of the check."""
    reading = informed(pipeline.reader.read(document), desk)
    claims, _ = pipeline.claims_of(reading)
    found = check_draft(document, reading, claims, desk, day=day, original=original(source))
    return found, f"{reading.reader} {reading.reader_version}"
