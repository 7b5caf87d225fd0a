"""What came into a ledger since somebody last looked: documents, what they bring, and what others decided."""

from dataclasses import dataclass

from .desk import Desk
from .harm import accuses_named
from .lines import Line
from .review import Decided, decided_words

SHOWN = 8
"""Documents, lines and decisions told one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class News:
    """Since the visit of `since`: new or changed documents as (id, title, publisher, day), accusations of named people
    and ways out that they tell, and decisions. The counts are of all, the tuples hold the first of them.
    """

    since: str
    documents: tuple[tuple[str, str, str, str], ...]
    document_count: int
    lines: tuple[Line, ...]
    claim_count: int
    decisions: tuple[Decided, ...]
    decision_count: int

    @property
    def empty(self) -> bool:
        """Whether nothing came."""
        return not (self.document_count or self.decision_count)


def news(desk: Desk, *, versions: int, decisions: int, since: str) -> News:
    """What was recorded after a version and a decision of these numbers (see `Ledger.revision`).

    Args:
        since: the day and hour of the visit, as it is shown.
    """
    documents = [desk.documents[id] for id in desk.ledger.documents_after(versions) if id in desk.documents]
    claims = [c for d in documents for c in desk.by_document.get(d.id, ())]
    decided = [d for d in desk.decisions if d.id > decisions]
    telling = [c for c in claims if accuses_named(c)]
    return News(
        since,
        tuple((d.id, desk.title(d.id), d.publisher or "", d.published or "") for d in documents[:SHOWN]),
        len(documents),
        tuple(desk.lines(telling[: SHOWN // 2])),
        len(claims),
        tuple(decided_words(desk, d) for d in reversed(decided[-SHOWN:])),
        len(decided),
    )
