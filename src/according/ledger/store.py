"""The ledger: the one object through which everybody reads and writes a ledger, in a file or on a server.

It only adds. Each write is one transaction, durable when the call returns; a crash at any instant loses nothing that
was acknowledged and leaves nothing half-written.
"""

import hashlib
import json
import secrets
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, insert, select

from according.errors import ContractError, DecidedMeanwhile, LedgerError, NotInLedger
from according.model import Claim, Document, Extractor, Reading, claim_record, is_draft

from . import copying, erased_people, erasure, known, leases, link_memory, links, questions, verifying, writing
from . import schema as t
from .accounts import Accounts
from .connection import open_engine, storage_errors
from .decisions import IDENTITY, KINDS, KNOWN, Decision, made_on
from .filters import EVERYTHING, ClaimFilter
from .jobs import Jobs
from .names import name_key
from .place import Place
from .stores import store_of

DEFAULT_COLLECTION = "main"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Ledger:
    """A ledger. Use as a context manager, or call `close`.

    Raises:
        LedgerNotFound, LedgerError, SchemaMismatch, LedgerBusy: see `connection.open_engine`.
    """

    def __init__(self, engine: Engine, place: Place, clock: Callable[[], str]) -> None:
        self._engine = engine
        self._clock = clock
        self._held = threading.local()
        self.place = place
        self._make_key()

    @classmethod
    def open(cls, where: Place | Path | str, *, create: bool = False, clock: Callable[[], str] = _now) -> Self:
        """Open a ledger, or make one.

        Args:
            where: path of a file, or address of a database (`postgresql://USER@HOST/DATABASE`, as a string).
            create: make it if it is missing.
            clock: gives the instant that is stored with every row, ISO 8601 in UTC.
        """
        place = Place.of(where)
        engine = open_engine(place, create=create)
        try:
            return cls(engine, place, clock)
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    @property
    def name(self) -> str:
        """The ledger as messages call it, without folder or password."""
        return self.place.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def whole(self) -> "Ledger":
        """The ledger with all its collections: itself, unless it is a part of one (`part.py`)."""
        return self

    @property
    def seen(self) -> frozenset[str] | None:
        """Ids of the documents that are seen here; None for all."""
        return None

    @property
    def accounts(self) -> Accounts:
        """Who may use it, where it stands on a server."""
        return Accounts(self)

    @property
    def jobs(self) -> Jobs:
        """The queue of what is to be added and linked."""
        return Jobs(self)

    # --- writing ----------------------------------------------------------------------------------------------------

    def put(
        self,
        document: Document,
        original: bytes,
        claims: Sequence[Claim] = (),
        *,
        reading: Reading | None = None,
        extractor: str = "",
        collection: str = DEFAULT_COLLECTION,
    ) -> str:
        """Store a document with its reading and claims; durable when it returns.

        Returns:
            `added`, `unchanged`, `new_version` or `reread`.

        Raises:
            RejectedDocument: with reason `erased`.
        """
        with self._writing() as connection:
            return writing.put(
                connection,
                document,
                original,
                claims,
                reading,
                collection=collection,
                extractor=extractor,
                now=self._clock(),
            )

    def reject(self, source: str, reason: str, detail: str = "", original: bytes | None = None) -> None:
        """Note a document that was not taken; with `original`, its bytes are kept for a later reader."""
        with self._writing() as connection:
            writing.reject(connection, source, reason, detail, original, self._clock())

    def decide(
        self,
        kind: str,
        claim: Claim | None = None,
        *,
        target: str = "",
        value: str = "",
        author: str,
        reason: str,
        seen: int | None = None,
    ) -> int:
        """Record a decision about a claim, or about `target` (an entity or document id); returns its number.

        Args:
            seen: number of the newest decision on the claim that the person saw; None does not ask.

        Raises:
            DecidedMeanwhile: if somebody has decided about the claim since `seen`; nothing is recorded then.
        """
        if kind not in KINDS:
            raise ValueError(f"decision {kind!r} is not one of {', '.join(KINDS)}")
        made = made_on(claim) if claim is not None else ()
        with self._writing() as connection:
            if claim is not None and seen is not None and self._latest_decision(connection, claim) != seen:
                raise DecidedMeanwhile(
                    "somebody decided about this claim since you opened it. Your decision was not recorded; "
                    "look at theirs, then decide again."
                )
            if claim is not None:
                leases.release(connection, claim.id)
            return writing.decide(
                connection, kind, claim.id if claim else target, made, value, author, reason, self._clock()
            )

    def decide_identity(
        self, kind: str, one: tuple[str, str], other: tuple[str, str], *, author: str, reason: str
    ) -> int:
        """Record that two people are one (`merge`) or two (`split`, `never_same`); returns the decision's number.

        Args:
            one, other: a document's id and the name that it gives the person: these survive a new reading.

        Raises:
            NotInLedger: if a document does not name that person.
            LedgerError: if both sides are the same.
        """
        if kind not in IDENTITY:
            raise ValueError(f"decision {kind!r} is not one of {', '.join(IDENTITY)}")
        for document, name in (one, other):
            if not self.candidates(name, ClaimFilter(document=document)):
                raise NotInLedger(f"document {document!r} names nobody {name!r}. See who it names: according show NAME")
        if (one[0], name_key(one[1])) == (other[0], name_key(other[1])):
            raise LedgerError(f"both sides are {one[1]!r} in {one[0]!r}. Name two people, or two documents.")
        value = json.dumps(sorted((list(one), list(other))), ensure_ascii=False)
        target = f"identity {hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
        return self.decide(kind, target=target, value=value, author=author, reason=reason)

    def decide_known(
        self, kind: str, link: known.KnownLink, *, author: str, reason: str, seen: int | None = None
    ) -> int:
        """Record that somebody is an entry of a list (`known_same`) or is not (`known_other`); returns the number.

        Args:
            link: by the document and the name that it gives the person, which survive a new reading.
            seen: number of the decision in force on the link that the person saw, 0 for none; None does not ask.

        Raises:
            NotInLedger: if the document does not name that person.
            DecidedMeanwhile: if somebody has decided about the link since `seen`; nothing is recorded then.
        """
        if kind not in KNOWN:
            raise ValueError(f"decision {kind!r} is not one of {', '.join(KNOWN)}")
        if not self.candidates(link.name, ClaimFilter(document=link.document)):
            raise NotInLedger(
                f"document {link.document!r} names nobody {link.name!r}. See who it names: according show NAME"
            )
        with self._writing() as connection:
            if seen is not None and questions.standing_about(connection, link.target) != seen:
                raise DecidedMeanwhile(
                    "somebody decided about this entry since you opened the page. Nothing was recorded; look at what "
                    "they decided, then decide again."
                )
            return writing.decide(connection, kind, link.target, (), link.value, author, reason, self._clock())

    def keep_known(self, links: Sequence[known.KnownLink], *, author: str) -> int:
        """Keep links to entries of lists; returns how many are new or rest on something else than before."""
        with self._writing() as connection:
            return known.keep(connection, links, author, self._clock())

    def edit(self, claim: Claim, edited: Claim, *, author: str, reason: str, seen: int | None = None) -> int:
        """Replace what a claim says by a decision; the machine's claim stays as history. Raises as `decide` does."""
        record = claim_record(edited)
        for item in record["evidence"]:
            item.pop("quote")
        value = json.dumps(record, ensure_ascii=False)
        return self.decide("edit", claim, value=value, author=author, reason=reason, seen=seen)

    def enter(self, claim: Claim, *, author: str, reason: str = "") -> None:
        """Add a claim that a person found in a stored document.

        Raises:
            ContractError: if the document is a draft. NotInLedger: if it is not here.
        """
        if is_draft(claim.document.id):
            raise ContractError("this is a draft, which is no source. Enter the claim where the draft has it from.")
        entered = replace(claim, extractor=Extractor("person", "", 1.0))
        with self._writing() as connection:
            version = connection.scalar(
                select(t.versions.c.id).where(
                    t.versions.c.document == claim.document.id, t.versions.c.version == claim.document.version
                )
            )
            if version is None:
                raise NotInLedger(
                    f"document {claim.document.id!r} is not in this ledger in that version. Add it first."
                )
            now = self._clock()
            writing.add_claims(connection, [entered], version=version, reading=None, now=now, entered_by=author)
            writing.decide(connection, "enter", claim.id, made_on(entered), "", author, reason, now)

    def undo(self, decision: int, *, author: str, reason: str = "") -> int:
        """Take a decision back, by another row."""
        with self._writing() as connection:
            known = connection.execute(select(t.decisions).where(t.decisions.c.id == decision)).first()
            if known is None:
                raise NotInLedger(f"decision {decision} is not in this ledger. List them with: according status")
            return writing.decide(
                connection, "undo", known.target, (), "", author, reason, self._clock(), undoes=decision
            )

    def lease(self, claims: Collection[str], holder: str) -> frozenset[str]:
        """Keep claims out of the queues of other reviewers for some minutes, or until they are decided.

        Args:
            claims: ids of those in view. holder: who looks at them.

        Returns:
            The ids of those that are this reviewer's now; others hold the rest.

        Raises:
            LedgerBusy: if another process is writing: a page need not wait for that.
        """
        with self._writing(patience_s=0.2) as connection:
            return leases.lease(connection, claims, holder, self._clock())

    def hand_over(self, holder: str, to: str) -> None:
        """Let the claims that one reviewer has in view be another's. Raises as `lease` does."""
        with self._writing(patience_s=0.2) as connection:
            leases.hand_over(connection, holder, to)

    def leased(self, *, other_than: str) -> frozenset[str]:
        """Ids of the claims that other reviewers have in view."""
        with self._asking() as connection:
            return leases.leased(connection, other_than, self._clock())

    def erase_document(self, document: str, *, reason: str, author: str) -> list[str]:
        """Destroy a document for good; returns the ids of near-copies that still hold the same.

        Raises:
            NotInLedger: if there is no such document.
        """
        with self._asking() as connection:
            store_of(connection).refuse_to_scrub(connection, self.place)
            if connection.scalar(select(t.documents.c.id).where(t.documents.c.id == document)) is None:
                raise NotInLedger(f"document {document!r} is not in this ledger. List them with: according status")
            copies = questions.near_copies(connection, document)
        with self._writing() as connection:
            erasure.erase_document(connection, document, reason, author, self._clock())
        self._scrub()
        return copies

    def erase_person(self, *names: str, reason: str, author: str) -> list[str]:
        """Destroy what the ledger holds about a person under these full names, and block the names in stored texts.

        Returns:
            The new ids of documents whose id held the name.
        """
        with self._writing() as connection:
            store_of(connection).refuse_to_scrub(connection, self.place)
            renamed = erased_people.erase_person(connection, names, reason, author, self._clock())
        self._scrub()
        return renamed

    def link(self, parties: Mapping[int, links.Link], model: str) -> int:
        """Note the party of entities, by the row of their candidate; returns how many were new or changed."""
        with self._writing() as connection:
            return links.link(connection, parties, model, self._clock())

    @contextmanager
    def link_memory(self) -> Iterator[link_memory.LinkMemory]:
        """What linking keeps between two runs, to read and write in one transaction."""
        if self._batch is None:
            with self.batch(), self.link_memory() as memory:
                yield memory
            return
        yield link_memory.LinkMemory(self._batch, self._clock())

    # --- questions --------------------------------------------------------------------------------------------------

    def knows(self, document: str, version: str, reader: str, extractor: str) -> bool:
        """Whether this version was read by this reader ("name version") and engine; nothing is to do then."""
        with self._asking() as connection:
            return writing.knows(connection, document, version, reader, extractor)

    def claims(self, given: ClaimFilter = EVERYTHING, *, inside: Iterable[Document] = ()) -> list[Claim]:
        """Claims of the current readings, by document and place in it.

        Args:
            inside: documents that were asked for before, whose texts need not be read again.
        """
        texts = {(d.id, d.version): d.text for d in inside}
        with self._asking() as connection:
            return list(questions.claims(connection, given, texts=texts))

    def documents(self, given: ClaimFilter = EVERYTHING) -> list[Document]:
        """The newest version of every document, by id."""
        with self._asking() as connection:
            return list(questions.documents(connection, given))

    def document(self, id: str) -> Document:
        """The newest version of one document.

        Raises:
            NotInLedger: if there is none.
        """
        found = self.documents(ClaimFilter(document=id))
        if not found:
            raise NotInLedger(f"document {id!r} is not in this ledger. Search for it with: according search WORDS")
        return found[0]

    def documents_after(self, version: int) -> list[str]:
        """Ids of documents of which a version was recorded after the one of this number, newest first."""
        with self._asking() as connection:
            return questions.documents_after(connection, version)

    def documents_of(self, claims: Collection[str]) -> set[str]:
        """The documents of claims, by the claims' ids."""
        with self._asking() as connection:
            return questions.documents_of(connection, claims)

    def changed_documents(self) -> set[str]:
        """Documents of which there is more than one version."""
        with self._asking() as connection:
            return questions.changed_documents(connection)

    def span(self) -> tuple[str | None, str | None]:
        """The earliest and the latest day of publication, None if no document tells one."""
        with self._asking() as connection:
            return questions.span(connection)

    def original(self, document: str, version: str) -> bytes:
        """The bytes as they were supplied.

        Raises:
            NotInLedger: if there is no such version.
            LedgerError: if what is stored cannot be unpacked.
        """
        with self._asking() as connection:
            row = connection.execute(
                select(t.blobs.c.content)
                .join(t.versions, t.versions.c.blob == t.blobs.c.sha256)
                .where(t.versions.c.document == document, t.versions.c.version == version)
            ).first()
        if row is None:
            raise NotInLedger(f"document {document!r} has no version {version!r} in this ledger.")
        try:
            return zlib.decompress(row.content)
        except (zlib.error, TypeError) as error:
            raise LedgerError(
                f"the stored original of document {document!r} is damaged. Take the ledger from a backup (according "
                "restore), and see what else is damaged, with: according verify"
            ) from error

    def candidates(self, name: str | None = None, given: ClaimFilter = EVERYTHING) -> list[questions.Candidate]:
        """Entities of single documents that bear a name (all if None)."""
        with self._asking() as connection:
            return questions.candidates(connection, name, given=given)

    def linked(self, *, known_on: str | None = None) -> dict[int, links.Link]:
        """The party of each entity that `link` noted (by the end of a day, if one is given), by its candidate's row."""
        with self._asking() as connection:
            return links.linked(connection, until=None if known_on is None else questions.end_of(known_on))

    def post_holders(self, document: str | None = None) -> frozenset[str]:
        """Ids of the entities that a claim gives a post, those of one document if it is named."""
        with self._asking() as connection:
            return links.post_holders(connection, document)

    def known_links(self, *, known_on: str | None = None) -> list[known.KnownLink]:
        """Links to entries of lists (as kept by the end of a day, if one is given), whatever was decided about them."""
        with self._asking() as connection:
            return known.kept(connection, until=None if known_on is None else questions.end_of(known_on))

    def was_linked(self) -> bool:
        """Whether `according link` ever ran; what is added later is then linked with it."""
        with self._asking() as connection:
            return link_memory.was_linked(connection)

    def search(self, words: str, given: ClaimFilter = EVERYTHING, *, limit: int = 50) -> list[questions.Hit]:
        """Paragraphs that hold all the words, best first."""
        with self._asking() as connection:
            return questions.search(connection, words, given, limit=limit)

    def decisions(self, *, known_on: str | None = None) -> list[Decision]:
        """Decisions in force, now or as of the end of a day, oldest first."""
        with self._asking() as connection:
            return questions.decisions(connection, known_on=known_on)

    def decisions_by_number(self, numbers: Collection[int]) -> list[Decision]:
        """Decisions by their numbers, in force or not."""
        with self._asking() as connection:
            return questions.decisions_by_number(connection, numbers)

    def taken_back(self) -> list[Decision]:
        """Decisions that were taken back, oldest first."""
        with self._asking() as connection:
            return questions.taken_back(connection)

    def latest_decision(self, claim: Claim) -> int:
        """Number of the newest decision about a claim, 0 if there is none; give it to `decide` as `seen`."""
        with self._asking() as connection:
            return self._latest_decision(connection, claim)

    def _latest_decision(self, connection: Connection, claim: Claim) -> int:
        return questions.latest_decision(connection, claim)

    def revision(self) -> tuple[int, ...]:
        """Changes whenever the ledger does; what was read at one revision holds until the next."""
        with self._asking() as connection:
            return questions.revision(connection)

    def waiting(self) -> int:
        """How many claims nobody has decided about, at a cost that suits being asked every few seconds."""
        with self._asking() as connection:
            return questions.waiting(connection)

    def lost_decisions(self) -> list[Decision]:
        """Decisions whose claim no current reading makes any more."""
        with self._asking() as connection:
            return questions.lost_decisions(connection)

    def rejected(self, *, known_on: str | None = None) -> list[questions.Rejected]:
        """Documents that were not taken (by the end of a day, if one is given), and why."""
        with self._asking() as connection:
            return questions.rejected(connection, known_on=known_on)

    def tombstones(self) -> list[questions.Tombstone]:
        """What was erased."""
        with self._asking() as connection:
            return questions.tombstones(connection)

    def unmasked(self, *, known_on: str | None = None) -> frozenset[str]:
        """Entity ids and names that a decision shows unmasked; one that was taken back never does, whatever the day."""
        shown = frozenset(d.target for d in self.decisions() if d.kind == "unmask")
        if known_on is None:
            return shown
        return shown & {d.target for d in self.decisions(known_on=known_on) if d.kind == "unmask"}

    def collection_sizes(self) -> dict[str, int]:
        """How many documents each collection holds, by its name."""
        with self._asking() as connection:
            return questions.collection_sizes(connection)

    def last_recorded(self, *, known_on: str | None = None) -> str | None:
        """When anything was last recorded, by the end of a day if one is given; None of a part of a ledger."""
        with self._asking() as connection:
            return questions.last_recorded(connection, known_on)

    def status(self, *, known_on: str | None = None) -> questions.Status:
        """Counts of what is in the ledger and what is not, by the end of a day if one is given."""
        with self._asking() as connection:
            schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            return questions.status(connection, str(schema), known_on=known_on)

    def dump(self) -> dict[str, Any]:
        """Everything that two ledgers of the same documents have in common; for comparing them."""
        with self._asking() as connection:
            return questions.dump(connection)

    # --- keeping ----------------------------------------------------------------------------------------------------

    def verify(self) -> list[str]:
        """What is wrong with the ledger, one sentence each; empty if it is whole."""
        with self._asking() as connection:
            return list(islice(verifying.verify(connection), verifying.MOST))

    def copy_into(self, other: "Ledger", *, progress: Callable[[str, int], None] | None = None) -> dict[str, int]:
        """Copy everything into an empty ledger and compare it row by row; all of it or nothing.

        Returns:
            How many rows each table has.

        Raises:
            LedgerError: if the other is not empty, or a row did not arrive as it was.
        """
        with self._asking() as source, other._writing() as target:
            return copying.copy(source, target, progress)

    def snapshot(self, out: Path) -> None:
        """Write the ledger as it is at this instant to a new file, while others go on reading and writing."""
        with storage_errors(self.place):
            if store_of(self.place).snapshot(self._engine, out):
                return
        with type(self).open(out, create=True) as copy:
            self.copy_into(copy)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self._asking() as connection:
            return questions.counts(connection)

    # --- connections ------------------------------------------------------------------------------------------------

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Hold many writes in one transaction; they are durable, all together, when the block ends."""
        with storage_errors(self.place), self._engine.begin() as connection:
            self._held.batch = connection
            try:
                yield
            finally:
                self._held.batch = None

    @property
    def _batch(self) -> Connection | None:
        """The transaction that this thread holds open, if it does; other threads neither see nor share it."""
        return getattr(self._held, "batch", None)

    @contextmanager
    def _writing(self, *, patience_s: float | None = None, beside: bool = False) -> Iterator[Connection]:
        """A transaction that writes; `beside` on a server waits for no other writer, for rows that each lock alone."""
        if self._batch is not None:
            with self._batch.begin_nested():
                yield self._batch
            return
        engine = self._engine.execution_options(patience_s=patience_s, beside=beside)
        with storage_errors(self.place), engine.begin() as connection:
            yield connection

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        if self._batch is not None:
            yield self._batch
            return
        with storage_errors(self.place), self._engine.connect().execution_options(reads=True) as connection:
            yield connection

    def _make_key(self) -> None:
        with self._asking() as connection:
            known = connection.scalar(select(t.facts.c.value).where(t.facts.c.key == erasure.KEY))
        if known is None:
            with self._writing() as connection:
                if connection.scalar(select(t.facts.c.value).where(t.facts.c.key == erasure.KEY)) is None:
                    connection.execute(insert(t.facts).values(key=erasure.KEY, value=secrets.token_hex(32)))

    def _scrub(self) -> None:
        """Leave no byte of what was deleted."""
        with storage_errors(self.place):
            store_of(self.place).scrub(self._engine)
