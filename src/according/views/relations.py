"""What is said between two, by pair: kept with a desk, and renewed with it where a decision touches it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from according.linking import Party
from according.model import Argument, Claim

RELATIONS = {
    "rival_of": "rivals",
    "allied_with": "allies",
    "part_of": "part of, under or over",
    "split_from": "split from",
    "leads": "leads",
    "member_of": "belongs to",
    "associate_of": "associated with",
    "founded": "founded",
    "owns": "owns",
    "paid": "paid",
}
"""Relations that the network draws, and their words in its legend."""

Pair = tuple[str, str, str, bool]
"""The keys of two parties, a predicate, and whether it is denied of them."""
PartyOf = Callable[[Argument, Claim], Party | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims nobody decided about, and the first and last day of publication; empty if all are undated."""

    unreviewed: int
    first: str
    last: str


class Relations:
    """The claims that say something of two whom anybody may see.

    `pairs` has them by pair, in the order of documents; `of` has the pairs of each party by its key; `parties` the
    parties by key.
    """

    def __init__(self, claims: Iterable[Claim], party_of: PartyOf) -> None:
        self.pairs: dict[Pair, list[Claim]] = {}
        self.of: dict[str, list[Pair]] = {}
        self.parties: dict[str, Party] = {}
        self._tallies: dict[Pair, Tally] = {}
        self._party_of = party_of
        self._add(claims)

    def renewed(self, before: Mapping[str, Sequence[Claim]], after: Mapping[str, Sequence[Claim]]) -> "Relations":
        """The same after the claims of some documents changed; who is a party has not.

        Args:
            before, after: their claims by document.
        """
        new = Relations((), self._party_of)
        new.pairs, new.of, new.parties = dict(self.pairs), dict(self.of), dict(self.parties)
        touched = {p for told in (before, after) for claims in told.values() for p, _, _ in new._told(claims)}
        for pair in touched & new.pairs.keys():
            new.pairs[pair] = [c for c in new.pairs[pair] if c.document.id not in before]
        for key in {key for pair in touched for key in pair[:2]} & new.of.keys():
            new.of[key] = list(new.of[key])
        new._add(c for claims in after.values() for c in claims)
        for pair in touched:
            new.pairs[pair].sort(key=lambda c: c.document.id)
            if not new.pairs[pair]:
                new._remove(pair)
        new._tallies = {pair: tally for pair, tally in self._tallies.items() if pair not in touched}
        return new

    def tally(self, pair: Pair) -> Tally:
        """What the claims of a pair come to; worked out when first asked for, and kept while nothing changes there."""
        if pair not in self._tallies:
            self._tallies[pair] = tally_of(self.pairs[pair])
        return self._tallies[pair]

    @cached_property
    def by_name(self) -> list[Party]:
        """Everybody of whom a relation is told, by name."""
        return sorted(self.parties.values(), key=lambda p: p.name.casefold())

    def among(self, keys: set[str]) -> list[Pair]:
        """The pairs whose ends are both among some parties."""
        return [pair for key in keys for pair in self.of.get(key, ()) if pair[0] == key and pair[1] in keys]

    def _told(self, claims: Iterable[Claim]) -> Iterator[tuple[Pair, Claim, tuple[Party, Party]]]:
        for claim in claims:
            if claim.predicate in RELATIONS and (sides := self._sides(claim)) is not None:
                ends = (sides[0].entities[0], sides[1].entities[0])
                yield (*ends, claim.predicate, claim.polarity == "negated"), claim, sides

    def _sides(self, claim: Claim) -> tuple[Party, Party] | None:
        """The two parties of a claim; None if it has not two, or one is protected."""
        sides = [p for a in (claim.subject, claim.object) if a is not None and (p := self._party_of(a, claim))]
        if len(sides) < 2 or sides[0] is sides[1] or sides[0].protected or sides[1].protected:
            return None
        return sides[0], sides[1]

    def _add(self, claims: Iterable[Claim]) -> None:
        for pair, claim, sides in self._told(claims):
            if pair not in self.pairs:
                self.pairs[pair] = []
                for key, party in zip(pair[:2], sides, strict=True):
                    self.of.setdefault(key, []).append(pair)
                    self.parties[key] = party
            self.pairs[pair].append(claim)

    def _remove(self, pair: Pair) -> None:
        del self.pairs[pair]
        for key in pair[:2]:
            self.of[key].remove(pair)
            if not self.of[key]:
                del self.of[key], self.parties[key]


def tally_of(claims: Sequence[Claim]) -> Tally:
    """How many of the claims nobody decided about, and from when to when they were published."""
    days = [day for c in claims if (day := c.document.published)]
    unreviewed = sum(1 for c in claims if c.review == "unreviewed")
    return Tally(unreviewed, min(days, default=""), max(days, default=""))
