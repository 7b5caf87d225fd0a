"""Works the queue of a ledger: adds what was given, links what was asked for; in a thread of the desk, or alone.

A job may be worked on twice, after a kill or by two who think that they hold it. Each document and what is told of it
are one transaction that only the holder can end, and documents that are finished are passed over: so a job that was
interrupted goes on where it stopped, and nothing is done twice.
"""

import logging
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from according.errors import JobLost, LedgerBusy, LedgerError, LedgerUnreachable
from according.intake import IntakeOptions, Source, is_address, sources
from according.ledger import DEFAULT_COLLECTION, Held, Item, Job, Ledger, LedgerPart
from according.linking import link_entities, link_new
from according.model import Document
from according.pipeline import Pipeline, Summary, keep

log = logging.getLogger("according")

POLL_S = 5.0
"""Seconds between two looks at a queue that others fill, too."""
RENEW_S = 15.0
"""Seconds between two renewals of a lease (`jobs.LEASE_S`): three may fail before it ends."""
PUT_OFF_S = 10
"""Seconds before a job goes on whose ledger was busy or away."""


class Stopped(Exception):
    """The worker was told to stop; the document at hand is finished."""


class Worker:
    """Works the queue of one ledger; one job at a time, since the ledger has one writer.

    `outcomes` counts what became of the documents that this worker read.
    """

    def __init__(self, ledger: Ledger, pipeline: Pipeline) -> None:
        self._ledger, self._pipeline, self._jobs = ledger, pipeline, ledger.jobs
        self._lock, self._woken, self._stopping = threading.Lock(), threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._left: tuple[Held, str] | None = None
        self.outcomes: Counter[str] = Counter()

    # --- in the background ------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Begin in the background with what waits; the thread ends when nothing does, unless the worker stays."""
        self._start(staying=False)

    def stay(self) -> None:
        """Work in the background until `close`, also what others ask for or leave unfinished."""
        self._start(staying=True)

    def stop(self) -> None:
        """Finish the document at hand, and begin with no other; the rest waits for the next worker."""
        self._stopping.set()
        self._woken.set()

    def close(self) -> None:
        """Stop, and wait until the document at hand is finished."""
        self.stop()
        if (thread := self._thread) is not None:
            thread.join()

    def _start(self, *, staying: bool) -> None:
        with self._lock:
            self._woken.set()
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._run, args=(staying,), name="queue", daemon=True)
                self._thread.start()

    def watch(self, told: Callable[[Job], None] | None = None) -> None:
        """Work until `stop`, also what others ask for or leave unfinished. `told` as in `work`."""
        while not self._stopping.is_set():
            self._woken.clear()
            self._try(told)
            self._woken.wait(POLL_S)

    def _try(self, told: Callable[[Job], None] | None = None) -> None:
        try:
            self.work(told)
        except LedgerError as error:  # it is away, or may only be read: whoever opens a page is told
            log.debug("the queue is not worked on: %s", error)

    def _run(self, staying: bool) -> None:
        if staying:
            self.watch()
            return
        while True:
            self._woken.clear()
            self._try()
            with self._lock:
                if self._stopping.is_set() or not self._woken.is_set():
                    self._thread = None
                    return

    # --- one after another ------------------------------------------------------------------------------------------

    def work(self, told: Callable[[Job], None] | None = None) -> None:
        """Work until nothing waits that can be begun.

        Args:
            told: called with each job as it stands when it was left.

        Raises:
            LedgerError: if the queue cannot be reached or written to.
        """
        self._give_back()
        while not self._stopping.is_set() and (held := self._jobs.take()) is not None:
            self._end(held)
            if told is not None:
                told(self._jobs.job(held.job.id))

    def _end(self, held: Held) -> None:
        """Do a job, and say how it ended; what is wrong with it is told on its page."""
        with suppress(JobLost):
            try:
                with self._renewed(held):
                    self._do(held)
            except JobLost:
                raise
            except Stopped:
                self._jobs.let_go(held)
            except (LedgerBusy, LedgerUnreachable) as error:
                self._left = held, str(error)
                self._give_back()
            except Exception as error:
                log.error("job %s failed", held.job.id, exc_info=error)
                self._jobs.fail(held, str(error) or type(error).__name__)

    def _give_back(self) -> None:
        """Put off the job that was left when the ledger was away; its lease need not be waited for then."""
        if self._left is not None:
            with suppress(JobLost):
                self._jobs.put_off(*self._left, PUT_OFF_S)
            self._left = None

    def _do(self, held: Held) -> None:
        if held.job.kind == "link":
            if held.job.wish.new:
                link_new(self._ledger)
            else:
                link_entities(self._ledger)
            self._jobs.done(held)
            return
        options = self._options(held.job)
        given = (source for item in self._jobs.items(held) for source in _sources(item, options))
        for number, source in enumerate(given):
            if number not in held.done:
                self._add(held, number, source, options)
        self._jobs.done(held, link=self._ledger.was_linked())

    def _options(self, job: Job) -> IntakeOptions:
        settings, wish = self._pipeline.settings, job.wish
        return IntakeOptions(
            published=wish.published, publisher=wish.publisher, handling=wish.handling,
            max_bytes=settings.max_mb * 1_000_000, timeout_s=settings.timeout_s,
        )  # fmt: skip

    def _add(self, held: Held, number: int, source: Source, options: IntakeOptions) -> None:
        if self._stopping.is_set():
            raise Stopped
        job, pipeline = held.job, self._pipeline
        found = pipeline.attempt(
            source, options, known=lambda document: pipeline.is_in(self._ledger, document), identify=self._identify(job)
        )
        summary = Summary()
        with self._ledger.batch():
            into = job.collection or DEFAULT_COLLECTION
            outcome = "unchanged" if found is None else keep(found, self._ledger, summary, collection=into)
            self._jobs.tell(held, number, source.name, outcome, summary.claims)
        self.outcomes[outcome] += 1

    def _identify(self, job: Job) -> Callable[[Document], Document] | None:
        """How a document is called: as it is where its collection has it, else after the collection."""
        if not job.apart or job.collection is None:
            return None
        collection, home = job.collection, LedgerPart(self._ledger, (job.collection,))

        def called(document: Document) -> Document:
            return document if home.holds(document.id) else replace(document, id=f"{collection}/{document.id}")

        return called

    @contextmanager
    def _renewed(self, held: Held) -> Iterator[None]:
        """Hold the job on while the block runs, however long a document takes."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(RENEW_S):
                try:
                    self._jobs.renew(held)
                except JobLost:
                    return
                except LedgerError:  # the next time, perhaps
                    continue

        thread = threading.Thread(target=renew, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _sources(item: Item, options: IntakeOptions) -> Iterator[Source]:
    """The documents in what was given, whose bytes lie in a file for no longer than they are read."""
    if item.content is None and is_address(item.name):
        yield from sources([item.name], options)
        return
    with tempfile.TemporaryDirectory(prefix="according-") as folder:
        # the ledger may be from somebody else: a name is never a path of this machine
        place = Path(folder) / base_name(item.name)
        if item.content is not None:
            place.write_bytes(item.content)
        yield from sources([str(place)], options)


def base_name(given: str) -> str:
    """The last part of a path of any system, safe as a file name; `document` if nothing is left."""
    name = PurePosixPath(PureWindowsPath(given).as_posix()).name
    kept = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return kept[-150:] or "document"
