"""The stages in order: bytes to Document, Document to Reading, Reading to claims, claims into the ledger.

Running them is a loop. A document is acknowledged when `Ledger.put` has returned; stopping at any moment and running
again gives the same ledger, since what the ledger knows is skipped before it is read.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from according.claims import ClaimEngine
from according.errors import LedgerError, MissingLayer, NeedsReader, RejectedDocument
from according.intake import IntakeOptions, Source, original, take
from according.ledger import DEFAULT_COLLECTION, Ledger
from according.linking import link_new
from according.model import Claim, ClaimExtractor, Document, Reader, Reading
from according.ontology import Masks, masks_of, people_of_claims, people_of_reading
from according.readers import BUILTIN, EXTRACTORS, READERS, borne_out, load
from according.reading import READ_LANGUAGES, BundledReader
from according.settings import Settings

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
        identify: Callable[[Document], Document] | None = None,
    ) -> Summary:
        """Take, read and store every source; one that fails is noted, and the rest goes on.

        Args:
            progress: called after each document with its name and outcome.
            identify: gives a document another id before it is read.
            link: link what was added, if the ledger was ever linked; what was known before is not counted anew.
        """
        summary = Summary()
        for source in sources:
            try:
                outcome, claims, refused = self._add_one(source, ledger, options, collection, identify)
            except RejectedDocument as error:
                self._note(ledger, source, error)
                summary.rejected.append(error)
                outcome, claims, refused = error.reason, 0, 0
            except (LedgerError, MissingLayer):  # no other document would fare better
                raise
            except Exception as error:
                # the outermost edge of one document: the defect is reported with it, the other documents are read
                log.exception("failed on %s", source.name)
                told = RejectedDocument("internal", source.name, f"{type(error).__name__}: {error}.")
                self._note(ledger, source, told)
                summary.rejected.append(told)
                outcome, claims, refused = told.reason, 0, 0
            summary.count(outcome)
            summary.claims += claims
            summary.refused += refused
            if progress is not None:
                progress(source.name, outcome)
        if link and ledger.was_linked():
            link_new(ledger)
        return summary

    def _add_one(
        self,
        source: Source,
        ledger: Ledger,
        options: IntakeOptions,
        collection: str,
        identify: Callable[[Document], Document] | None,
    ) -> tuple[str, int, int]:
        document = take(source, options)
        if identify is not None:
            document = identify(document)
        engine = f"{self.engine.name} {self.engine.version}"
        if document.language not in READ_LANGUAGES:
            return ledger.put(document, original(source), extractor=engine, collection=collection), 0, 0
        reader = f"{self.reader.name} {self.reader.version}"
        if ledger.knows(document.id, document.version, reader, engine):
            return "unchanged", 0, 0
        reading = self.reader.read(document)
        claims, refused = self.claims_of(reading)
        outcome = ledger.put(
            document, original(source), claims, reading=reading, extractor=engine, collection=collection
        )
        return outcome, len(claims), refused

    def _note(self, ledger: Ledger, source: Source, error: RejectedDocument) -> None:
        if error.reason == "erased":  # its name would come back with the note; the tombstone says enough
            return
        kept = original(source) if isinstance(error, NeedsReader) else None
        ledger.reject(error.source, error.reason, error.detail, kept)


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
