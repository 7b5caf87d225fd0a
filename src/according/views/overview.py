"""The picture of a ledger: who, what, where, what changed, what needs a person's eye, and what is not in it."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from according.errors import REASONS, NotInLedger
from according.ledger import Rejected, Status
from according.ontology import name_forms
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
ENDS = ("dismissed", "acquitted", "overturned", "released")
"""Stages at which an accusation falls, or somebody is let go."""
LISTED = 200
"""Names or documents on one page of a list."""


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

    `more` counts the lines left out of `relations`, `presence`, `sizes` and `changed`, by name.
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
        most: lines under each heading; all if None.
    """
    return desk.once(f"overview {most}", lambda: _overview(desk, most))


def changes(desk: Desk, most: int | None = None) -> tuple[list[Line], int]:
    """The first corrections and ways out told in the documents (all if None), with what they replace, and how many."""
    exits = [c for c in desk.claims if c.superseded_by or c.stage in ENDS]
    replacing = {later for c in exits for later in c.superseded_by}
    return desk.first_lines([*exits, *(c for c in desk.claims if c.id in replacing)], most)


def listing(desk: Desk, kind: str, page: int = 1) -> Listing:
    """A page of all names of a kind (`group`, `person`, `place`), or of all documents (`document`).

    Raises:
        NotInLedger: for another kind.
    """
    if kind not in ("group", "person", "place", "document"):
        raise NotInLedger(
            f"there is no list of {kind[:40]!r}. There are lists of groups, people, places and documents."
        )
    entries = () if kind == "document" else desk.once(f"names of {kind}", lambda: _entries(desk, kind))
    documents = _documents(desk) if kind == "document" else ()
    total = len(entries) + len(documents)
    pages = max(1, -(-total // LISTED))
    page = min(max(page, 1), pages)
    cut = slice((page - 1) * LISTED, page * LISTED)
    return Listing(kind, entries[cut], documents[cut], total, page, pages)


def _documents(desk: Desk) -> tuple[tuple[str, str, str, str], ...]:
    ordered = sorted(desk.documents.values(), key=lambda d: (d.published or "9999", d.id))
    return tuple((d.id, desk.title(d.id), d.publisher or d.authority or "", d.published or "") for d in ordered)


def _overview(desk: Desk, most: int | None) -> Overview:
    status = desk.ledger.status(known_on=desk.given.known_on)

    def chosen(*names: str) -> tuple[list[Line], int]:
        return desk.first_lines((c for c in desk.claims if c.predicate in names), most)

    told = {
        "relations": chosen("rival_of", "allied_with", "part_of", "split_from"),
        "presence": chosen("operates_in", "moved_to", "originated_in"),
        "sizes": chosen("estimated_size"),
        "changed": changes(desk, most),
    }
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
        groups=_entries(desk, "group"),
        people=_entries(desk, "person"),
        places=_entries(desk, "place"),
        **{name: tuple(lines) for name, (lines, _) in told.items()},
        review=tuple(desk.line(c) for c in desk.waiting[: min(accusing, REVIEW_FIRST)]),
        documents=_documents(desk),
        waiting=len(desk.waiting),
        accusing=accusing,
        lost=len(desk.lost_decisions),
        more={name: total - len(lines) for name, (lines, total) in told.items()},
    )


def _entries(desk: Desk, type: str) -> tuple[Entry, ...]:
    found = []
    for party in desk.parties:
        if party.type == type:
            claims = len(desk.about(party))
            if claims and (type != "person" or (not party.protected and _is_full_name(party.name))):
                found.append(
                    Entry(
                        desk.shown(party.name, *party.documents), type, party_key(party), claims, len(party.documents)
                    )
                )
    return tuple(sorted(found, key=lambda e: e.name.casefold()))


def _is_full_name(name: str) -> bool:
    """Whether this is a name and not a description ("a woman"); single names lead nowhere in a list."""
    return any(" " in form for form in name_forms(name))


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
