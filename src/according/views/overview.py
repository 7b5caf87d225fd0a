"""The picture of a ledger: who, what, where, what changed, what needs a person's eye, and what is not in it."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from according.errors import REASONS, NotInLedger
from according.ledger import Rejected, Status
from according.linking import Party
from according.reading import READ_LANGUAGES

from .desk import Desk
from .harm import accuses_named
from .keys import party_key
from .lines import Line

REVIEW_FIRST = 12
"""Lines of the review list on the overview, most harmful first."""
RECALL_PERCENT = 51
"""Of 100 claims that a careful person finds in documents like these, how many the bundled reader finds
(docs/accuracy.md); a test holds it to the pinned floor of the exam."""
LISTED = 200
"""Names or documents on one page of a list."""
NAMES = 60
"""Names of a kind, and documents, on an overview of first lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A party with how much is said about it; no rank, no score."""

    name: str
    type: str
    key: str
    claims: int
    documents: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the ledger and what is not; `lost` counts decisions whose claim no current reading makes any more.

    `more` counts the lines left out of `relations`, `presence`, `sizes` and `changed`, by name; `names` the groups,
    people, places and documents that there are, by kind: where lines are left out, only the first are listed.
    """

    coverage: str
    reader: str
    unread: tuple[tuple[str, int, str], ...]
    status: Status
    rejected: tuple[Rejected, ...]
    groups: tuple[Entry, ...]
    people: tuple[Entry, ...]
    places: tuple[Entry, ...]
    relations: tuple[Line, ...]
    presence: tuple[Line, ...]
    sizes: tuple[Line, ...]
    changed: tuple[Line, ...]
    review: tuple[Line, ...]
    documents: tuple[tuple[str, str, str, str], ...]
    waiting: int
    accusing: int
    lost: int
    more: Mapping[str, int]
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of names of a kind, or of documents; `entries` is in the order of names or of days."""

    kind: str
    entries: tuple[Entry, ...]
    documents: tuple[tuple[str, str, str, str], ...]
    total: int
    page: int
    pages: int


def overview(desk: Desk, most: int | None = None) -> Overview:
    """The picture of the ledger. People are listed by name, never by how much they are accused of.

    Args:
        most: lines under each heading; all, and all names, if None.
    """
    return desk.once(f"overview {most}", lambda: _overview(desk, most))


def changes(desk: Desk, most: int | None = None) -> tuple[list[Line], int]:
    """The first corrections and ways out told in the documents (all if None), with what they replace, and how many."""
    return [desk.line(*one) for one in desk.changes.first(most)], len(desk.changes)


def listing(desk: Desk, kind: str, page: int = 1) -> Listing:
    """A page of all names of a kind (`group`, `person`, `place`), or of all documents (`document`).

    Raises:
        NotInLedger: for another kind.
    """
    if kind not in ("group", "person", "place", "document"):
        raise NotInLedger(
            f"there is no list of {kind[:40]!r}. There are lists of groups, people, places and documents."
        )
    told = [] if kind == "document" else _told(desk, kind)
    total = len(desk.documents) if kind == "document" else len(told)
    pages = max(1, -(-total // LISTED))
    page = min(max(page, 1), pages)
    cut = slice((page - 1) * LISTED, page * LISTED)
    documents = _documents(desk, cut) if kind == "document" else ()
    return Listing(kind, tuple(_entry(desk, p) for p in told[cut]), documents, total, page, pages)


def _documents(desk: Desk, cut: slice) -> tuple[tuple[str, str, str, str], ...]:
    shown = desk.by_day[cut]
    return tuple((d.id, desk.title(d.id), d.publisher or d.authority or "", d.published or "") for d in shown)


def _overview(desk: Desk, most: int | None) -> Overview:
    status, names = desk.status, {type: _told(desk, type) for type in ("group", "person", "place")}
    lines = {heading: tuple(desk.line(*one) for one in said.first(most)) for heading, said in desk.sayings.items()}
    total = {heading: len(said) for heading, said in desk.sayings.items()} | {"changed": len(desk.changes)}
    changed = tuple(changes(desk, most)[0])
    listed = None if most is None else NAMES
    accusing = bisect_left(desk.waiting, True, key=lambda c: not accuses_named(c))
    return Overview(
        coverage=_coverage(desk, status),
        reader=(
            f"Measured on documents nobody here wrote, the reader finds about {RECALL_PERCENT} of 100 claims that a "
            "careful person finds, and fewer in news of politics and in wire reports. A page that shows nothing means: "
            "nothing that it found in these documents."
        ),
        unread=tuple((reason, number, REASONS.get(reason, reason)) for reason, number in status.rejected.items()),
        status=status,
        rejected=tuple(desk.ledger.rejected(known_on=desk.given.known_on)),
        groups=tuple(_entry(desk, p) for p in names["group"][:listed]),
        people=tuple(_entry(desk, p) for p in names["person"][:listed]),
        places=tuple(_entry(desk, p) for p in names["place"][:listed]),
        **lines,
        changed=changed,
        review=tuple(desk.line(c) for c in desk.waiting[: min(accusing, REVIEW_FIRST)]),
        documents=_documents(desk, slice(listed)),
        waiting=len(desk.waiting),
        accusing=accusing,
        lost=len(desk.lost_decisions),
        more={name: number - len(lines.get(name, changed)) for name, number in total.items()},
        names={type: len(parties) for type, parties in names.items()} | {"document": len(desk.documents)},
    )


def _told(desk: Desk, type: str) -> list[Party]:
    """The parties of a type of whom something is said, by name."""
    return [p for p in desk.by_name.get(type, ()) if desk.is_told_of(p)]


def _entry(desk: Desk, party: Party) -> Entry:
    return Entry(desk.name(party), party.type, party_key(party), len(desk.about(party)), len(party.documents))


def _coverage(desk: Desk, status: Status) -> str:
    years = f"{status.first_published} to {status.last_published}" if status.first_published else "no dates told"
    refused = sum(status.rejected.values())
    unread = sum(1 for d in desk.documents.values() if d.language not in ("", *READ_LANGUAGES))
    by_rules = sum(1 for d in desk.documents.values() if d.language == "es")
    parts = [
        _many(status.documents, "document"),
        _many(status.publishers, "named publisher"),
        years,
        f"{status.undated} undated",
        _many(status.claims, "claim"),
        f"{_many(refused, 'document')} could not be read",
    ]
    if by_rules:
        parts.insert(4, f"{by_rules} in Spanish, read by rules that find less than in English")
    if unread:
        parts.insert(4, f"{unread} in other languages, searched and not read for claims")
    return "; ".join(parts) + ". What is not here was not in these documents, or was missed by the reader."


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"
