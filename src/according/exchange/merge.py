"""Two ledgers into one: documents without duplicates, decisions without overruling anybody.

The other ledger's documents keep their stored text, so that its quotes hold, and are read again by this version, so
that both halves are read alike. What people decided there is decided here, too, unless somebody here decided
otherwise: such conflicts are listed and left to a person.
"""

from dataclasses import dataclass, field

from according.errors import RejectedDocument
from according.export import decision_records
from according.ledger import Ledger
from according.linking import link_new
from according.model import BY_QUOTES, Claim, Document, Reading
from according.pipeline import Pipeline
from according.reading import READ_LANGUAGES

from . import quotes, table_rows
from .decisions import Conflict, take_decisions
from .quotes import read_quotes
from .table_rows import ROW_TYPE, read_row

_OWN = {
    ROW_TYPE: f"{table_rows.NAME} {table_rows.VERSION}",
    BY_QUOTES: f"{quotes.NAME} {quotes.VERSION}",
}
"""What makes the claims of documents that no engine reads, by media type."""


@dataclass(slots=True)
class Merged:
    """What a merge did."""

    documents: int = 0
    known: int = 0
    erased: int = 0
    decisions: int = 0
    entered: int = 0
    lacking: list[tuple[int, str]] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(ledger: Ledger, other: Ledger, pipeline: Pipeline) -> Merged:
    """Bring the other ledger's documents and decisions into this one; running it again changes nothing.

    Erased documents do not come back. Of a document that both have in different versions, this ledger's stays.
    """
    done = Merged()
    mine = ledger.documents()
    here = {d.id: d.version for d in mine}
    quoted = {d.id for d in mine if d.media_type == BY_QUOTES}
    engine = f"{pipeline.engine.name} {pipeline.engine.version}"
    for document in other.documents():
        whole = document.id in quoted and document.media_type != BY_QUOTES  # takes the place of its quotes
        if document.id in here and not whole:
            if here[document.id] == document.version:
                done.known += 1
            else:
                versions = [f"version {v[:12]}" for v in (here[document.id], document.version)]
                done.conflicts.append(Conflict("document", document.id, *versions))
            continue
        original = other.original(document.id, document.version)
        reading, claims = _read(document, original, pipeline)
        extractor = _OWN.get(document.media_type, engine)
        try:
            ledger.put(document, original, claims, reading=reading, extractor=extractor)
            done.documents += 1
        except RejectedDocument:
            done.erased += 1
    if ledger.was_linked():
        link_new(ledger)
    taken = take_decisions(ledger, enumerate(decision_records(other), 1))
    done.decisions, done.entered, done.lacking, done.left = taken.decisions, taken.entered, taken.lacking, taken.left
    done.conflicts += taken.conflicts
    return done


def _read(document: Document, original: bytes, pipeline: Pipeline) -> tuple[Reading | None, list[Claim]]:
    """What this version reads in a document of the other ledger."""
    if document.media_type == ROW_TYPE:
        return read_row(document, original)
    if document.media_type == BY_QUOTES:
        return read_quotes(document, original)
    if document.language not in READ_LANGUAGES:
        return None, []
    reading = pipeline.reader.read(document)
    return reading, pipeline.claims_of(reading)[0]
