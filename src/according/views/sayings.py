"""What some claims say, in order of publication: kept with a desk, and renewed with it where a decision touches it."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

from according.model import Claim

Said = list[tuple[Claim, list[Claim]]]
"""Claims that say the same, with the first of them, in order of publication."""
Place = tuple[str, str, int]


class Sayings:
    """Some claims, those that say the same together; each group stands where its first claim does.

    Args:
        claims: in order of documents. sameness: equal for claims that say the same.
    """

    def __init__(self, claims: Iterable[Claim], sameness: Callable[[Claim], Hashable]) -> None:
        self._sameness = sameness
        self._groups: dict[Hashable, list[Claim]] = {}
        for claim in claims:
            self._groups.setdefault(sameness(claim), []).append(claim)
        self._order = sorted(((place_of(first_of(g)), key) for key, g in self._groups.items()), key=_place)

    def __len__(self) -> int:
        return len(self._groups)

    def first(self, most: int | None) -> Said:
        """The first of what is said; all if None."""
        return [(first_of(self._groups[key]), self._groups[key]) for _, key in self._order[:most]]

    def has_of(self, documents: Collection[str]) -> bool:
        """Whether any of the claims is from one of these documents."""
        return any(c.document.id in documents for group in self._groups.values() for c in group)

    def renewed(self, before: Mapping[str, Sequence[Claim]], after: Mapping[str, Sequence[Claim]]) -> "Sayings":
        """The same after the claims of some documents changed.

        Args:
            before, after: their claims by document, those alone that are of this kind.
        """
        new = Sayings((), self._sameness)
        new._groups, new._order = dict(self._groups), list(self._order)
        fresh: dict[Hashable, list[Claim]] = {}
        for told in (before, after):
            for claim in (c for claims in told.values() for c in claims):
                here = fresh.setdefault(self._sameness(claim), [])
                if told is after:
                    here.append(claim)
        for key, claims in fresh.items():
            old = new._groups.pop(key, [])
            if old:
                place = place_of(first_of(old))
                at = bisect_left(new._order, place, key=_place)
                while new._order[at][1] != key:
                    at += 1
                del new._order[at]
            group = sorted((*(c for c in old if c.document.id not in before), *claims), key=lambda c: c.document.id)
            if group:
                new._groups[key] = group
                insort(new._order, (place_of(first_of(group)), key), key=_place)
        return new


def first_of(same: Sequence[Claim]) -> Claim:
    """The first in order of publication."""
    return same[0] if len(same) == 1 else min(same, key=place_of)


def place_of(claim: Claim) -> Place:
    """Where a claim stands in the order of publication."""
    return (claim.document.published or "9999", claim.document.id, claim.evidence[0].start)


def _place(entry: tuple[Place, Hashable]) -> Place:
    return entry[0]
