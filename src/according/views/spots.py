"""Claims by the place on the map where what they tell is: kept with a desk, and renewed with it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from according.model import Claim, PlaceValue

from .days import Days, days_of
from .kept import replaced
from .sayings import Sayings
from .whereabouts import date_of, place_of

PRESENCE = ("operates_in", "moved_to", "originated_in")
EVENTS = ("perpetrator_of", "victim_of", "dated", "located_at")
KINDS = {"presence": PRESENCE, "events": EVENTS}
"""Predicates of what the map draws, by kind."""

Spot = tuple[float, float]
"""Latitude and longitude to a hundredth of a degree."""
CONFIRMED = ("court_record", "prosecutor", "police", "official")
"""Kinds of speaker that are drawn as law enforcement or courts; all others are drawn as other sources."""


@dataclass(frozen=True, slots=True)
class AtSpot:
    """What the claims of one spot come to: what most call it and in which documents, whether law enforcement or a court
    is among who affirms it, whether anybody is certain, its first day, and what is said."""

    place: PlaceValue
    called: str
    homes: tuple[str, ...]
    law: bool
    certain: bool
    first: str
    said: Sayings


class Spots:
    """Some claims by where they are: `at` has those of each spot, `unplaced` those of none, in order of documents.

    `spans` counts them by the first and last year of what they tell, `unreviewed` those that nobody decided about.
    What a spot comes to is worked out when first asked for, and kept while nothing changes there.
    """

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self.at: dict[Spot, list[Claim]] = {}
        self.unplaced: list[Claim] = []
        self.spans: Counter[tuple[int, int]] = Counter()
        self.unreviewed = 0
        self._known: dict[Spot, AtSpot] = {}
        for claim in claims:
            self._count(claim, 1)
            spot = spot_at(claim)
            (self.unplaced if spot is None else self.at.setdefault(spot, [])).append(claim)

    def renewed(self, before: Mapping[str, Sequence[Claim]], after: Mapping[str, Sequence[Claim]]) -> "Spots":
        """The same after the claims of some documents changed.

        Args:
            before, after: their claims by document, those of this kind alone.
        """
        new = Spots()
        new.spans, new.unreviewed = Counter(self.spans), self.unreviewed
        for told, sign in ((before, -1), (after, 1)):
            for claim in (c for claims in told.values() for c in claims):
                new._count(claim, sign)
        placed: dict[Spot | None, dict[str, list[Claim]]] = {}
        for told in (before, after):
            for document, claims in told.items():
                for claim in claims:
                    there = placed.setdefault(spot_at(claim), {}).setdefault(document, [])
                    if told is after:
                        there.append(claim)
        new.unplaced = replaced(self.unplaced, placed.pop(None, {}))
        touched = {spot: replaced(self.at.get(spot, ()), fresh) for spot, fresh in placed.items() if spot is not None}
        new.at = {spot: claims for spot, claims in {**self.at, **touched}.items() if claims}
        new._known = {spot: known for spot, known in self._known.items() if spot not in touched}
        return new

    def known(self, spot: Spot, said: Callable[[Sequence[Claim]], Sayings]) -> AtSpot:
        """What the claims of a spot come to; `said` gathers those that say the same."""
        if spot not in self._known:
            self._known[spot] = _at_spot(self.at[spot], said)
        return self._known[spot]

    def _count(self, claim: Claim, sign: int) -> None:
        self.unreviewed += sign * (claim.review == "unreviewed")
        if (days := days_told(claim)) is not None:
            self.spans[days.first.year, days.last.year] += sign


def _at_spot(claims: Sequence[Claim], said: Callable[[Sequence[Claim]], Sayings]) -> AtSpot:
    places = [p for c in claims if (p := place_of(c)) is not None]
    affirmed = [c for c in claims if c.polarity == "affirmed"]
    called = Counter(p.name for p in places).most_common(1)[0][0]
    homes = dict.fromkeys(c.document.id for c, p in zip(claims, places, strict=True) if p.name == called)
    return AtSpot(
        places[0], called, tuple(homes), any(c.innermost.kind in CONFIRMED for c in affirmed),
        any(c.certainty == "certain" for c in affirmed),
        min((d for c in claims if (d := date_of(c) or c.document.published)), default=""), said(claims),
    )  # fmt: skip


def days_told(claim: Claim) -> Days | None:
    """When it happened; what tells no day counts on the day on which its document was published."""
    return days_of(date_of(claim) or claim.document.published or "")


def spot_at(claim: Claim) -> Spot | None:
    """Where on the map a claim is; None if its place is not known there."""
    place = place_of(claim)
    if place is None or place.lat is None or place.lon is None:
        return None
    return round(place.lat, 2), round(place.lon, 2)
