"""The picture of a ledger: who, what, where, what changed, what needs a person's eye, and what is not in it."""

from dataclasses import dataclass

from according.ledger import Rejected, Status
from according.ontology import name_forms, ontology

from .desk import Desk
from .lines import Line
from .profile import party_key

REVIEW_FIRST = 12
"""Lines of the review list on the overview, most harmful first."""


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
    """What is in the ledger and what is not."""

    coverage: str
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


def overview(desk: Desk) -> Overview:
    """The picture of the ledger. People are listed by name, never by how much they are accused of."""
    status = desk.ledger.status()

    def chosen(*names: str) -> tuple[Line, ...]:
        return tuple(desk.lines(c for c in desk.claims if c.predicate in names))

    exits = [
        c for c in desk.claims if c.superseded_by or c.stage in ("dismissed", "acquitted", "overturned", "released")
    ]
    replacing = {later for c in exits for later in c.superseded_by}
    changed = [*exits, *(c for c in desk.claims if c.id in replacing)]
    accused = [c for c in desk.claims if c.stage is not None and c.subject is not None and c.review == "unreviewed"]
    named = [c for c in accused if c.subject is not None and c.subject.type == "Person"]
    rank = _ranks()
    named.sort(key=lambda c: (-rank[c.stage or "suspected"], c.extractor.confidence))
    documents = sorted(desk.documents.values(), key=lambda d: (d.published or "9999", d.id))
    return Overview(
        coverage=_coverage(status),
        status=status,
        rejected=tuple(desk.ledger.rejected()),
        groups=_entries(desk, "group"),
        people=_entries(desk, "person"),
        places=_entries(desk, "place"),
        relations=chosen("rival_of", "allied_with", "part_of", "split_from"),
        presence=chosen("operates_in", "moved_to", "originated_in"),
        sizes=chosen("estimated_size"),
        changed=tuple(desk.lines(changed)),
        review=tuple(desk.line(c) for c in named[:REVIEW_FIRST]),
        documents=tuple(
            (d.id, desk.shown(d.title or d.id), d.publisher or d.authority or "", d.published or "") for d in documents
        ),
    )


def _ranks() -> dict[str, int]:
    return {name: stage.rank or 0 for name, stage in ontology().stages.items()}


def _entries(desk: Desk, type: str) -> tuple[Entry, ...]:
    found = []
    for party in desk.parties:
        if party.type == type:
            claims = len(desk.about(party))
            if claims and (type != "person" or (not party.protected and _is_full_name(party.name))):
                found.append(Entry(desk.shown(party.name), type, party_key(party), claims, len(party.documents)))
    return tuple(sorted(found, key=lambda e: e.name.casefold()))


def _is_full_name(name: str) -> bool:
    """Whether this is a name and not a description ("a woman"); single names lead nowhere in a list."""
    return any(" " in form for form in name_forms(name))


def _coverage(status: Status) -> str:
    years = f"{status.first_published} to {status.last_published}" if status.first_published else "no dates told"
    refused = sum(status.rejected.values())
    return (
        f"{status.documents} documents, {status.publishers} named publisher{'s' if status.publishers != 1 else ''}, "
        f"{years}, {status.undated} undated; "
        f"{status.claims} claims; {refused} documents could not be read. "
        "What is not here was not in these documents, or was missed by the reader."
    )
