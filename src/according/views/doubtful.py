"""Pairs of people who may be one, both sides beside each other, for a person to merge, keep apart or leave."""

from dataclasses import dataclass

from according.ledger import IDENTITY
from according.linking import Open, find_doubts, name_of
from according.linking.doubts import Side

from .desk import Desk, resting_collector
from .review import Decided, decided_words

PAIRS = 10
"""Pairs on one page."""
IDENTITY_SHOWN = 10
"""Decisions about identities listed for undoing."""


@dataclass(frozen=True, slots=True)
class DoubtfulSide:
    """What one document tells of who the person is: names as printed, ages, towns; as it may be shown."""

    document: str
    title: str
    published: str
    publisher: str
    printed: tuple[str, ...]
    ages: tuple[int, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two who may be one: how probable that is, what speaks for it, what against it."""

    id: str
    one: DoubtfulSide
    other: DoubtfulSide
    probability: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One page of doubtful pairs, likeliest first; decisions that contradict one another or lost their people.

    `linked` is false if the ledger was not linked yet: then nothing is known to wait.
    """

    linked: bool
    pairs: tuple[DoubtfulPair, ...]
    total: int
    page: int
    pages: int
    conflicts: tuple[tuple[int, str], ...]
    recent: tuple[Decided, ...]


def doubtful(desk: Desk, *, page: int = 1, most: int = PAIRS) -> Doubtful:
    """Pairs that linking found doubtful and nobody decided, both of whose documents the desk sees.

    Args:
        page: from 1; beyond the end gives the last. most: pairs on a page.
    """
    with resting_collector():
        return _page(desk, page, most)


def _page(desk: Desk, page: int, most: int) -> Doubtful:
    found = find_doubts(desk.ledger)
    pairs = [p for p in found.pairs if {p.one.document, p.other.document} <= desk.documents.keys()]
    pages = max(1, -(-len(pairs) // most))
    page = min(max(page, 1), pages)
    shown = pairs[(page - 1) * most : page * most]
    made = [d for d in desk.decisions if d.kind in IDENTITY][-IDENTITY_SHOWN:]
    return Doubtful(
        found.linked, tuple(_pair(desk, p) for p in shown), len(pairs), page, pages,
        tuple((c.decision, c.why) for c in found.conflicts), tuple(decided_words(desk, d) for d in reversed(made)),
    )  # fmt: skip


def _pair(desk: Desk, pair: Open) -> DoubtfulPair:
    one, other = (_side(desk, side, pair) for side in (pair.one, pair.other))
    return DoubtfulPair(pair.id, one, other, pair.probability, pair.reasons, pair.doubts)


def _side(desk: Desk, side: Side, pair: Open) -> DoubtfulSide:
    both = (pair.one.document, pair.other.document)
    document = desk.documents.get(side.document)
    mine = [c for c in desk.candidates_in(side.document) if c.type == "person" and name_of([c], side.key)]
    printed = dict.fromkeys(desk.shown(form, *both) for c in mine for form in (c.name, *c.forms))
    return DoubtfulSide(
        side.document,
        desk.title(side.document),
        (document.published or "") if document is not None else "",
        (document.publisher or "") if document is not None else "",
        tuple(printed),
        side.ages,
        tuple(desk.shown(town, side.document) for town in side.towns),
    )
