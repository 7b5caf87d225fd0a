"""A ledger as somebody sees it who may see some of its collections: the same questions, answered from those alone.

Whatever a view gathers, it gathers by these questions, so a document of another collection is not left out of an
answer: it was never in it. What belongs to no collection (refused documents, erasures) is not told, and what works on
the whole ledger (linking, adding, erasing, verifying) is done by `whole`. A test holds every public method of `Ledger`
to be narrowed here or named there as telling nothing.

Three things are shared and told in docs/explanation/security.md: numbers of rows grow over all collections, who is one
person is found over all documents, and a document that was erased is refused in every collection.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, NoReturn

from sqlalchemy import Connection

from according.errors import NotAllowed, NotInLedger
from according.model import Claim, Document

from . import known, questions
from . import schema as t
from .decisions import IDENTITY, Decision
from .filters import EVERYTHING, ClaimFilter
from .jobs import Jobs
from .store import Ledger


class LedgerPart(Ledger):
    """Some collections of a ledger.

    Args:
        whole: the ledger, whose connections are used. collections: by name; none of them need be there yet.
    """

    def __init__(self, whole: Ledger, collections: Collection[str]) -> None:
        self.__dict__.update(whole.__dict__)
        self._whole, self.collections = whole, tuple(sorted(set(collections)))

    @property
    def whole(self) -> Ledger:
        """The ledger that this is a part of."""
        return self._whole

    @property
    def jobs(self) -> Jobs:
        """See `Ledger.jobs`: what was given to these collections."""
        return Jobs(self._whole, self.collections)

    @property
    def seen(self) -> frozenset[str]:
        """Ids of the documents of these collections."""
        with self._asking() as connection:
            return frozenset(connection.scalars(questions.in_collections(self.collections)))

    def holds(self, document: str) -> bool:
        """Whether a document is in these collections."""
        mine = questions.in_collections(self.collections).where(t.documents.c.id == document)
        with self._asking() as connection:
            return connection.scalar(mine) is not None

    # --- writing ----------------------------------------------------------------------------------------------------

    def decide(self, kind: str, claim: Claim | None = None, *, target: str = "", value: str = "", **told: Any) -> int:
        """See `Ledger.decide`.

        Raises:
            NotInLedger: if it is about a document that is not seen here.
        """
        if claim is not None:
            self._look_for(claim.document.id)
        elif kind == "unmask" and "#" not in target:
            raise NotAllowed(
                "this name has no place in its document by which it could be shown in your collections alone. Somebody "
                "who sees all collections can show it."
            )
        elif kind not in IDENTITY:  # whose two sides `decide_identity` has looked for
            self._look_for(target.rpartition("#")[0] or target)
        return super().decide(kind, claim, target=target, value=value, **told)

    def enter(self, claim: Claim, **told: Any) -> None:
        """See `Ledger.enter`; raises as `decide` does."""
        self._look_for(claim.document.id)
        super().enter(claim, **told)

    def undo(self, decision: int, **told: Any) -> int:
        """See `Ledger.undo`; raises as `decide` does."""
        if not self.decisions_by_number([decision]):
            raise NotInLedger(f"decision {decision} is not in this ledger. Load the page anew.")
        return super().undo(decision, **told)

    # --- questions --------------------------------------------------------------------------------------------------

    def claims(self, given: ClaimFilter = EVERYTHING, *, inside: Iterable[Document] = ()) -> list[Claim]:
        """See `Ledger.claims`."""
        return super().claims(self._narrowed(given), inside=inside)

    def documents(self, given: ClaimFilter = EVERYTHING) -> list[Document]:
        """See `Ledger.documents`."""
        return super().documents(self._narrowed(given))

    def candidates(self, name: str | None = None, given: ClaimFilter = EVERYTHING) -> list[questions.Candidate]:
        """See `Ledger.candidates`."""
        return super().candidates(name, self._narrowed(given))

    def search(self, words: str, given: ClaimFilter = EVERYTHING, *, limit: int = 50) -> list[questions.Hit]:
        """See `Ledger.search`."""
        return super().search(words, self._narrowed(given), limit=limit)

    def original(self, document: str, version: str) -> bytes:
        """See `Ledger.original`."""
        self._look_for(document)
        return super().original(document, version)

    def documents_after(self, version: int) -> list[str]:
        """See `Ledger.documents_after`."""
        seen = self.seen
        return [id for id in super().documents_after(version) if id in seen]

    def documents_of(self, claims: Collection[str]) -> set[str]:
        """See `Ledger.documents_of`."""
        return super().documents_of(claims) & self.seen

    def changed_documents(self) -> set[str]:
        """See `Ledger.changed_documents`."""
        return super().changed_documents() & self.seen

    def known_links(self, *, known_on: str | None = None) -> list[known.KnownLink]:
        """See `Ledger.known_links`."""
        until = None if known_on is None else questions.end_of(known_on)
        with self._asking() as connection:
            return known.kept(connection, until=until, documents=questions.in_collections(self.collections))

    def post_holders(self, document: str | None = None) -> frozenset[str]:
        """See `Ledger.post_holders`."""
        seen = self.seen
        return frozenset(id for id in super().post_holders(document) if id.rpartition("#")[0] in seen)

    def span(self) -> tuple[str | None, str | None]:
        """See `Ledger.span`."""
        with self._asking() as connection:
            return questions.span(connection, self.collections)

    def decisions(self, *, known_on: str | None = None) -> list[Decision]:
        """See `Ledger.decisions`."""
        with self._asking() as connection:
            return questions.decisions(connection, known_on=known_on, collections=self.collections)

    def decisions_by_number(self, numbers: Collection[int]) -> list[Decision]:
        """See `Ledger.decisions_by_number`."""
        with self._asking() as connection:
            return questions.decisions_by_number(connection, numbers, collections=self.collections)

    def lost_decisions(self) -> list[Decision]:
        """See `Ledger.lost_decisions`."""
        mine = {d.id for d in self.decisions()}
        return [d for d in super().lost_decisions() if d.id in mine]

    def rejected(self, *, known_on: str | None = None) -> list[questions.Rejected]:  # noqa: ARG002
        """None: what was not taken belongs to no collection."""
        return []

    def tombstones(self) -> list[questions.Tombstone]:
        """None: what was erased belongs to no collection."""
        return []

    def collection_sizes(self) -> dict[str, int]:
        """See `Ledger.collection_sizes`."""
        with self._asking() as connection:
            return questions.collection_sizes(connection, self.collections)

    def status(self, *, known_on: str | None = None) -> questions.Status:
        """See `Ledger.status`."""
        with self._asking() as connection:
            schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            return questions.status(connection, str(schema), known_on=known_on, collections=self.collections)

    def last_recorded(self, *, known_on: str | None = None) -> str | None:  # noqa: ARG002 as the ledger is asked
        """See `Ledger.last_recorded`: what others record is not for this part to know."""
        return None

    # --- what only the whole ledger can do --------------------------------------------------------------------------

    def _refuse(self, *_given: object, **_named: object) -> NoReturn:
        raise NotAllowed("this is done with the whole ledger, not with some of its collections.")

    put = reject = erase_document = erase_person = link = dump = verify = copy_into = snapshot = counts = _refuse
    waiting = keep_known = taken_back = _refuse

    # ----------------------------------------------------------------------------------------------------------------

    def _latest_decision(self, connection: Connection, claim: Claim) -> int:
        return questions.latest_decision(connection, claim, self.collections)

    def _narrowed(self, given: ClaimFilter) -> ClaimFilter:
        if given.collections is None:
            return replace(given, collections=self.collections)
        return replace(given, collections=tuple(c for c in given.collections if c in self.collections))

    def _look_for(self, document: str) -> None:
        if not self.holds(document):
            raise NotInLedger("this document is not in the ledger. Start from the overview.")
