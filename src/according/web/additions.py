"""Documents added in the background, one batch after another, with what happened to each."""

import itertools
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from according.errors import REASONS
from according.intake import IntakeOptions, sources
from according.ledger import DEFAULT_COLLECTION, Ledger, LedgerPart
from according.model import Document
from according.pipeline import Pipeline

DONE = {
    "added": "read and added",
    "unchanged": "was here already, nothing changed",
    "new_version": "a new version; the older one is kept",
    "reread": "read again",
}


@dataclass(slots=True)
class Batch:
    """Documents given together, into one collection.

    `told` has (name, outcome, words) of each that is finished, in order.
    """

    number: int
    given: tuple[str, ...]
    told: list[tuple[str, str, str]] = field(default_factory=list)
    collection: str = DEFAULT_COLLECTION
    claims: int = 0
    failed: str = ""
    apart: bool = False
    finished: bool = False


class Additions:
    """The batches of one running server; one is read at a time, since the ledger has one writer."""

    def __init__(self, ledger: Ledger, pipeline: Pipeline) -> None:
        self._ledger, self._pipeline = ledger, pipeline
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")
        self._numbers = itertools.count(1)
        self.batches: dict[int, Batch] = {}

    def files(self, given: list[tuple[str, bytes]], options: IntakeOptions, collection: str | None = None) -> Batch:
        """Add uploaded files; only their base names are kept.

        Args:
            collection: of somebody with an account; their documents never become versions of those of another one.
        """
        named = [(base_name(name), data) for name, data in given]
        batch = self._batch(tuple(name for name, _ in named), collection)
        self._worker.submit(self._read_files, batch, named, options)
        return batch

    def address(self, url: str, options: IntakeOptions, collection: str | None = None) -> Batch:
        """Fetch one address and add it, as `files` does."""
        batch = self._batch((url,), collection)
        self._worker.submit(self._read, batch, [url], options)
        return batch

    def close(self) -> None:
        """Finish what is being read."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _batch(self, given: tuple[str, ...], collection: str | None) -> Batch:
        batch = Batch(
            next(self._numbers), given, collection=collection or DEFAULT_COLLECTION, apart=collection is not None
        )
        self.batches[batch.number] = batch
        return batch

    def _read_files(self, batch: Batch, given: list[tuple[str, bytes]], options: IntakeOptions) -> None:
        with tempfile.TemporaryDirectory(prefix="according-") as folder:
            paths = []
            for number, (name, data) in enumerate(given):
                place = Path(folder) / str(number) / name
                place.parent.mkdir()
                place.write_bytes(data)
                paths.append(str(place))
            self._read(batch, paths, options)

    def _read(self, batch: Batch, paths: list[str], options: IntakeOptions) -> None:
        def note(name: str, outcome: str) -> None:
            batch.told.append((name, outcome, DONE.get(outcome) or REASONS.get(outcome, outcome)))

        try:
            summary = self._pipeline.add(
                sources(paths, options),
                self._ledger,
                options,
                collection=batch.collection,
                progress=note,
                identify=self._identify(batch),
            )
            batch.claims = summary.claims
        except Exception as error:  # the outermost edge of a background thread: told on the batch's page
            batch.failed = str(error) or type(error).__name__
        finally:
            batch.finished = True

    def _identify(self, batch: Batch) -> Callable[[Document], Document] | None:
        """How a document is called: as it is where its collection has it, else after the collection."""
        if not batch.apart:
            return None
        home = LedgerPart(self._ledger, (batch.collection,))

        def called(document: Document) -> Document:
            known = home.holds(document.id)
            return document if known else replace(document, id=f"{batch.collection}/{document.id}")

        return called


def base_name(given: str) -> str:
    """The last part of a path of any system, safe as a file name; `document` if nothing is left."""
    name = PurePosixPath(PureWindowsPath(given).as_posix()).name
    kept = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return kept[-150:] or "document"
