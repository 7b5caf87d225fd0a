"""A document's person parted from a party, two parties made one: decisions that are kept only if they take effect."""

from collections.abc import Iterable, Sequence
from itertools import product

from according.errors import ContractError, NotInLedger
from according.ledger import Ledger, LinkPerson

from .doubts import name_of, people_of
from .evidence import veto
from .linker import APART, decided_pair, identities
from .parties import Party
from .persons import Key, Pair, ordered
from .remembered import person_of
from .run import link_new

MOST_PAIRS = 500
"""Decisions that one split or merge may need; whoever stands in more documents holds a post, and is told by that."""


class WithoutEffect(ContractError):
    """A decision that would change nothing, and what stands against it.

    Attributes:
        decisions: numbers of decisions that keep some of them apart.
        vetoes: pairs of documents whose people cannot be one, with the reason.
    """

    def __init__(self, message: str, decisions: Sequence[int] = (), vetoes: Sequence[tuple[str, str, str]] = ()):
        super().__init__(message)
        self.decisions, self.vetoes = tuple(decisions), tuple(vetoes)


def part(ledger: Ledger, party: Party, document: str, *, author: str, reason: str) -> list[int]:
    """Decide that the person of one document is none of those of the party's other documents, and link again.

    Returns:
        The numbers of the decisions, one for each other document's mention.

    Raises:
        NotInLedger: if the document names nobody of the party, or no other document does.
        ContractError: if it would take too many decisions. WithoutEffect: if they would still be one.
    """
    ledger = ledger.whole
    with ledger.batch():
        link_new(ledger)
        everybody = _mentions(ledger, party)
        mine = [p for p in everybody if p.document == document]
        others = [p for p in everybody if p.document != document]
        if not mine or not others:
            raise NotInLedger("there is nothing to part here. Load the profile anew: somebody may have decided.")
        numbers = _decide(ledger, "split", list(product(mine, others)), author, reason)
        link_new(ledger)
        party_of = _parties(ledger, everybody)
        if {party_of[p.key] for p in mine} & {party_of[p.key] for p in others}:
            raise WithoutEffect("they would still be one person. Nothing was recorded.")
    return numbers


def join(ledger: Ledger, one: Party, other: Party, *, author: str, reason: str, despite: bool = False) -> list[int]:
    """Decide that two parties are one person, and link again.

    Args:
        despite: also where ages or names of some of their documents do not fit; a decision for each document then.

    Returns:
        The numbers of the decisions.

    Raises:
        ContractError: if they are one already, or it would take too many decisions.
        WithoutEffect: if they, or some of their documents, would still be two.
    """
    ledger = ledger.whole
    with ledger.batch():
        link_new(ledger)
        left, right = _mentions(ledger, one), _mentions(ledger, other)
        if not left or not right:
            raise NotInLedger("one of the two is known by no full name; only people with one are merged.")
        if {p.party for p in left} & {p.party for p in right}:
            raise ContractError("these two are one person already. Load the profile anew.")
        best = min(product(left, right), key=lambda pair: (_veto(*pair) != "", pair[0].key, pair[1].key))
        pairs = [best]
        if despite:
            pairs += [(best[0], p) for p in (*left, *right) if p.key not in (best[0].key, best[1].key)]
        numbers = _decide(ledger, "merge", pairs, author, reason)
        link_new(ledger)
        party_of = _parties(ledger, (*left, *right))
        if len(set(party_of.values())) > 1:
            raise WithoutEffect(
                "they would still be two people. Nothing was recorded.",
                _against(ledger, left, right),
                [(a.document, b.document, why) for a, b in product(left, right) if (why := _veto(a, b))][:5],
            )
    return numbers


def _mentions(ledger: Ledger, party: Party) -> list[LinkPerson]:
    """The people of the party's documents, as linking keeps them."""
    mine = set(party.entities)
    with ledger.link_memory() as memory:
        found = memory.people_in(party.documents)
    rows = {c.row for d in party.documents for c in people_of(ledger, d) if c.id in mine}
    return [p for p in found if rows & set(person_of(p).entities)]


def _parties(ledger: Ledger, people: Iterable[LinkPerson]) -> dict[Key, str]:
    """The party of each of them now."""
    keys = {p.key for p in people}
    with ledger.link_memory() as memory:
        return {p.key: p.party for p in memory.people_in({key[0] for key in keys}) if p.key in keys}


def _decide(
    ledger: Ledger, kind: str, pairs: Sequence[tuple[LinkPerson, LinkPerson]], author: str, reason: str
) -> list[int]:
    if len(pairs) > MOST_PAIRS:
        raise ContractError(f"this would take {len(pairs)} decisions; {MOST_PAIRS} are the most. Nothing was recorded.")
    names = {p.key: name_of(people_of(ledger, p.document), p.key) or p.name for pair in pairs for p in pair}
    sides = [tuple((p.document, names[p.key]) for p in pair) for pair in pairs]
    return [ledger.decide_identity(kind, a, b, author=author, reason=reason) for a, b in sides]


def _veto(a: LinkPerson, b: LinkPerson) -> str:
    return veto(person_of(a), person_of(b)) or ""


def _against(ledger: Ledger, left: Sequence[LinkPerson], right: Sequence[LinkPerson]) -> list[int]:
    """Decisions that keep one of the left and one of the right apart."""
    kept: set[Pair] = {ordered((a.key, b.key)) for a, b in product(left, right)}
    apart = [d for d in identities(ledger.decisions()) if d.kind in APART]
    return [d.id for d in apart if (pair := decided_pair(d)) is not None and ordered(pair) in kept]
