"""Where groups are said to be and where things happened; what has no place on the map is listed beside it.

A home is not plotted. A point has the precision that its source gave: somewhere in a country, in a state, or a town.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from according.linking import Party
from according.model import PlaceValue
from according.reading.gazetteer import country_code

from .days import days_of
from .desk import Desk
from .lines import Line
from .shapes import Window, outlines, window_of
from .spots import EVENTS, KINDS, PRESENCE, Spot, Spots, days_told
from .timeline import place_name
from .whereabouts import spot_of
from .years import Year, years_of, years_within

ON_PAGE = 200
"""Lines listed of the one place that a map is narrowed to; the rest is counted."""
UNPLACED = 60
"""Lines listed that have no place, or no day; the rest is counted."""
OF_POINT, OF_POINTS = 12, 240
"""Lines told of one place at most, and of all places of a map together, one of each at least; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the map with the first lines of what is said of it, and how many `more` there are.

    `x` and `y` are in the drawing; `shape` and `sure` say by whom and how surely at most: `law` or `other`, `certain`
    or `doubtful`. `precision` is country, state or town.
    """

    number: int
    name: str
    precision: str
    x: float
    y: float
    kind: str
    shape: str
    sure: str
    first: str
    spot: str
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """The map: its outlines as path data of SVG, its points, and the lines that have no place on it.

    `undated` are those that a map narrowed by days leaves out for want of any day. `years` counts the claims of all
    years; `place` and `place_name` are the spot that the map is narrowed to.
    """

    width: float
    height: float
    outlines: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
    unplaced: tuple[Line, ...]
    unplaced_count: int
    unreviewed: int
    kind: str
    since: str = ""
    until: str = ""
    party: str = ""
    party_key: str = ""
    undated: tuple[Line, ...] = ()
    undated_count: int = 0
    years: tuple[Year, ...] = ()
    place: str = ""
    place_name: str = ""


def atlas(
    desk: Desk,
    party: Party | None = None,
    *,
    kind: str = "",
    since: str = "",
    until: str = "",
    place: str = "",
) -> Atlas:
    """The map of the claims whose date meets `since`..`until`; a claim without any day is listed beside a narrowed map.

    Args:
        party: only what is said of it. kind: `presence` or `events`; both if empty. since, until: EDTF dates.
        place: only what is told of this spot (`whereabouts.spot_of`).
    """
    if party is None and not (since or until or place):
        kinds = [kind] if kind in KINDS else list(KINDS)
        return desk.once(f"map {kind}", lambda: _drawn(desk, {k: desk.spots[k] for k in kinds}, kind))
    wanted = KINDS.get(kind, PRESENCE + EVENTS)
    claims = [c for c in (desk.claims if party is None else desk.about(party)) if c.predicate in wanted]
    claims = [c for c in claims if spot_of(c) == place] if place else claims
    bounds = (days_of(since), days_of(until))
    days = [days_told(c) for c in claims]
    undated = [c for c, d in zip(claims, days, strict=True) if d is None] if any(bounds) else []
    inside = [c for c, d in zip(claims, days, strict=True) if d is not None and d.meets(*bounds)]
    spots = {k: Spots(c for c in (inside if any(bounds) else claims) if c.predicate in KINDS[k]) for k in KINDS}
    return replace(
        _drawn(desk, spots, kind, ON_PAGE if place else None),
        since=since, until=until,
        party=desk.shown(party.name, *party.documents) if party is not None else "",
        party_key=party.entities[0] if party is not None else "",
        undated=tuple(desk.lines(undated[:UNPLACED])), undated_count=len(undated),
        years=years_of(d for d in days if d is not None), place=place,
        place_name=place_name(desk, inside if any(bounds) else claims, place),
    )  # fmt: skip


def _drawn(desk: Desk, spots: Mapping[str, Spots], kind: str, most: int | None = None) -> Atlas:
    """The map of all that some spots hold; `most` lines of each, or as many as their number allows."""
    placed = sorted((k, spot) for k, told in spots.items() for spot in told.at)
    window = window_of(spot for _, spot in placed)
    most = most or min(OF_POINT, max(1, OF_POINTS // max(1, len(placed))))
    unplaced = sorted((c for told in spots.values() for c in told.unplaced[:UNPLACED]), key=lambda c: c.document.id)
    return Atlas(
        960.0, window.height, outlines(window),
        tuple(_point(desk, number, k, window, spots[k], spot, most) for number, (k, spot) in enumerate(placed, 1)),
        tuple(desk.lines(unplaced[:UNPLACED])), sum(len(told.unplaced) for told in spots.values()),
        sum(told.unreviewed for told in spots.values()), kind,
        years=years_within(sum((told.spans for told in spots.values()), Counter())),
    )  # fmt: skip


def precision_of(place: PlaceValue) -> str:
    """How precise a place is: a country or a state by its own name, else a town."""
    if place.admin1 is not None and place.admin1.casefold() == place.name.casefold():
        return "state"
    return "country" if place.admin1 is None and place.country is not None and _is_country(place) else "town"


def _is_country(place: PlaceValue) -> bool:
    return country_code(place.name) == place.country


def _point(desk: Desk, number: int, kind: str, window: Window, spots: Spots, spot: Spot, most: int) -> Point:
    known = spots.known(spot, desk.said)
    x, y = window.place(known.place.lat or 0.0, known.place.lon or 0.0)
    return Point(
        number, desk.shown(known.called, *known.homes), precision_of(known.place), x, y, kind,
        "law" if known.law else "other", "certain" if known.certain else "doubtful", known.first,
        spot_of(spots.at[spot][0]), tuple(desk.line(*one) for one in known.said.first(most)),
        max(0, len(known.said) - most),
    )  # fmt: skip
