"""The stages in order: bytes to Document, Document to Reading, Reading to claims, claims into the ledger.

Running them is a loop. A document is acknowledged when `Ledger.put` has returned; stopping at any moment and running
again gives the same ledger, since what the ledger knows is skipped before it is read.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from according.claims import ClaimEngine
from according.errors import LedgerError, MissingLayer, ModelError, NeedsReader, RejectedDocument, SettingError
from according.intake import IntakeOptions, Source, original, take
from according.ledger import DEFAULT_COLLECTION, Ledger
from according.linking import link_new
from according.model import Claim, ClaimExtractor, Document, Reader, Reading
from according.ontology import Masks, masks_of, people_of_claims, people_of_reading
from according.readers import BUILTIN, EXTRACTORS, READERS, borne_out, load
from according.reading import READ_LANGUAGES, BundledReader
from according.settings import Settings
from according.traces import span

log = logging.getLogger("according")


@dataclass(slots=True)
class Summary:
    """What an addition did."""

    outcomes: dict[str, int] = field(default_factory=dict)
    claims: int = 0
    rejected: list[RejectedDocument] = field(default_factory=list)
    refused: int = 0
    """Claims of another package's extractor that did not hold the contract."""

    def count(self, outcome: str) -> None:
        """One more document with this outcome."""
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was read, and all that a ledger keeps of it; `reading` is None for a language not read."""

    document: Document
    original: bytes
    extractor: str
    claims: Sequence[Claim] = ()
    reading: Reading | None = None
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that was not taken, and why; `original` is there if a later reader may want its bytes."""

    error: RejectedDocument
    original: bytes | None = None


class Pipeline:
    """Reader and engine, loaded when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def reader(self) -> Reader:
        """The bundled reader, or the one of the settings."""
        if self.settings.reader not in ("", BUILTIN):
            found: Reader = load(READERS, self.settings.reader, self.settings)
            return found
        return BundledReader(self.settings.model or None, threads=self.settings.threads)

    @cached_property
    def engine(self) -> ClaimExtractor:
        """The bundled claim engine, or the extractor of the settings."""
        if self.settings.extractor not in ("", BUILTIN):
            found: ClaimExtractor = load(EXTRACTORS, self.settings.extractor, self.settings)
            return found
        return ClaimEngine()

    def claims_of(self, reading: Reading) -> tuple[list[Claim], int]:
        """The claims of a reading, and how many of another package's were refused."""
        found = self.engine.extract(reading)
        return (found, 0) if isinstance(self.engine, ClaimEngine) else borne_out(found, reading.document)

    def read(self, document: Document) -> tuple[list[Claim], Masks]:
        """The claims of one document and the masks of whom it protects, nothing stored; none of a language not read."""
        if document.language not in READ_LANGUAGES:
            return [], Masks()
        reading = self.reader.read(document)
        claims, _ = self.claims_of(reading)
        return claims, masks_of((*people_of_reading(reading), *people_of_claims(claims)))

    def add(
        self,
        sources: Iterable[Source],
        ledger: Ledger,
        options: IntakeOptions,
        *,
        collection: str = DEFAULT_COLLECTION,
        progress: Callable[[str, str], None] | None = None,
        link: bool = True,
    ) -> Summary:
        """Take, read and store every source; one that fails is noted, and the rest goes on.

        Args:
            progress: called after each document with its name and outcome.
            link: link what was added, if the ledger was ever linked; what was known before is not counted anew.
        """
        summary = Summary()
        for source in sources:
            known = partial(self.is_in, ledger)
            found = self.attempt(source, options, known=known)
            outcome = "unchanged" if found is None else keep(found, ledger, summary, collection=collection)
            summary.count(outcome)
            if progress is not None:
                progress(source.name, outcome)
        if link and ledger.was_linked():
            with span("linking"):
                link_new(ledger)
        return summary

    def attempt(
        self,
        source: Source,
        options: IntakeOptions,
        *,
        known: Callable[[Document], bool] | None = None,
        identify: Callable[[Document], Document] | None = None,
    ) -> Taken | Refused | None:
        """What one source holds, read; or why it could not be taken. None if it is `known`, which is not read again.

        Args:
            identify: gives the document the id under which it is kept.

        Raises:
            LedgerError, MissingLayer, ModelError, SettingError: no other document would fare better.
        """
        try:
            with span("intake"):
                document = take(source, options)
            if identify is not None:
                document = identify(document)
            engine = f"{self.engine.name} {self.engine.version}"
            if document.language not in READ_LANGUAGES:
                return Taken(document, original(source), engine)
            if known is not None and known(document):
                return None
            with span("reading"):
                reading = self.reader.read(document)
            with span("claims"):
                claims, refused = self.claims_of(reading)
            return Taken(document, original(source), engine, claims, reading, refused)
        except RejectedDocument as error:
            return Refused(error, original(source) if isinstance(error, NeedsReader) else None)
        except (LedgerError, MissingLayer, ModelError, SettingError):
            raise
        except Exception as error:
            return Refused(_defect(error, source.name))

    def is_in(self, ledger: Ledger, document: Document) -> bool:
        """Whether a ledger has what this reader and this engine find in the document."""
        reader, engine = (f"{part.name} {part.version}" for part in (self.reader, self.engine))
        return ledger.knows(document.id, document.version, reader, engine)


def keep(found: Taken | Refused, ledger: Ledger, summary: Summary, *, collection: str = DEFAULT_COLLECTION) -> str:
    """Store what was read of one source, or note why it was not taken; returns the outcome, adds to the summary.

    Raises:
        LedgerError: if the ledger cannot be written.
    """
    if isinstance(found, Taken):
        try:
            with span("ledger"):
                outcome = ledger.put(
                    found.document, found.original, found.claims, reading=found.reading, extractor=found.extractor,
                    collection=collection,
                )  # fmt: skip
        except RejectedDocument as error:
            found = Refused(error)
        except LedgerError:
            raise
        except Exception as error:
            found = Refused(_defect(error, found.document.source_name))
        else:
            summary.claims += len(found.claims)
            summary.refused += found.refused
            return outcome
    why = found.error
    if why.reason != "erased":  # its name would come back with the note; the tombstone says enough
        ledger.reject(why.source, why.reason, why.detail, found.original)
    summary.rejected.append(why)
    return why.reason


def _defect(error: Exception, name: str) -> RejectedDocument:
    """The outermost edge of one document: the defect is reported with it, the other documents are read."""
    log.error("failed on %s", name, exc_info=error)
    return RejectedDocument("internal", name, f"{type(error).__name__}: {error}.")


def read_all(
    sources: Iterable[Source], options: IntakeOptions, pipeline: Pipeline
) -> Iterator[tuple[Document, list[Claim], Masks]]:
    """Documents with their claims and the masks of whom they protect, nothing stored.

    Raises:
        RejectedDocument: for the first source that cannot be taken.
    """
    for source in sources:
        document = take(source, options)
        yield document, *pipeline.read(document)
