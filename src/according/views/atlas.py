"""Where groups are said to be and where things happened; what has no place on the map is listed beside it.

A home is not plotted. A point has the precision that its source gave: somewhere in a country, in a state, or a town.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from according.linking import Party
from according.model import Claim, PlaceValue
from according.reading.gazetteer import country_code

from .days import Days, days_of
from .desk import Desk
from .lines import Line
from .shapes import Window, outlines, window_of
from .timeline import place_name
from .whereabouts import date_of, place_of, spot_of
from .years import Year, years_of

PRESENCE = ("operates_in", "moved_to", "originated_in")
EVENTS = ("perpetrator_of", "victim_of", "dated", "located_at")
CONFIRMED = ("court_record", "prosecutor", "police", "official")
"""Kinds of speaker that are drawn as law enforcement or courts; all others are drawn as other sources."""
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
    since: str
    until: str
    party: str
    party_key: str
    undated: tuple[Line, ...]
    undated_count: int
    years: tuple[Year, ...]
    place: str
    place_name: str


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
        return desk.once(f"map {kind}", lambda: _atlas(desk, None, kind, "", "", ""))
    return _atlas(desk, party, kind, since, until, place)


def _atlas(desk: Desk, party: Party | None, kind: str, since: str, until: str, place: str) -> Atlas:
    wanted = {"presence": PRESENCE, "events": EVENTS}.get(kind, PRESENCE + EVENTS)
    claims = [c for c in (desk.claims if party is None else desk.about(party)) if c.predicate in wanted]
    claims = [c for c in claims if spot_of(c) == place] if place else claims
    bounds = (days_of(since), days_of(until))
    days = [_days(c) for c in claims]
    years = years_of(d for d in days if d is not None)
    undated = [c for c, d in zip(claims, days, strict=True) if d is None] if any(bounds) else []
    if any(bounds):
        claims = [c for c, d in zip(claims, days, strict=True) if d is not None and d.meets(*bounds)]
    placed: dict[tuple[str, float, float], list[tuple[PlaceValue, Claim]]] = {}
    unplaced = []
    for claim in claims:
        told = place_of(claim)
        if told is None or told.lat is None or told.lon is None:
            unplaced.append(claim)
        else:
            group = "presence" if claim.predicate in PRESENCE else "events"
            placed.setdefault((group, round(told.lat, 2), round(told.lon, 2)), []).append((told, claim))
    window = window_of((lat, lon) for _, lat, lon in placed)
    most = ON_PAGE if place else min(OF_POINT, max(1, OF_POINTS // max(1, len(placed))))
    points = [
        _point(desk, number, group, window, said, most)
        for number, ((group, _, _), said) in enumerate(sorted(placed.items(), key=lambda p: p[0]), 1)
    ]
    return Atlas(
        960.0, window.height, outlines(window), tuple(points),
        tuple(desk.lines(unplaced[:UNPLACED])), len(unplaced),
        sum(1 for c in claims if c.review == "unreviewed"), kind, since, until,
        desk.shown(party.name, *party.documents) if party is not None else "",
        party.entities[0] if party is not None else "",
        tuple(desk.lines(undated[:UNPLACED])), len(undated),
        years, place, place_name(desk, claims, place),
    )  # fmt: skip


def precision_of(place: PlaceValue) -> str:
    """How precise a place is: a country or a state by its own name, else a town."""
    if place.admin1 is not None and place.admin1.casefold() == place.name.casefold():
        return "state"
    return "country" if place.admin1 is None and place.country is not None and _is_country(place) else "town"


def _is_country(place: PlaceValue) -> bool:
    return country_code(place.name) == place.country


def _days(claim: Claim) -> Days | None:
    """When it happened; what tells no day counts on the day on which its document was published."""
    return days_of(date_of(claim) or claim.document.published or "")


def _point(
    desk: Desk, number: int, kind: str, window: Window, told: Sequence[tuple[PlaceValue, Claim]], most: int | None
) -> Point:
    place = told[0][0]
    claims = [c for _, c in told]
    affirmed = [c for c in claims if c.polarity == "affirmed"]
    law = any(c.innermost.kind in CONFIRMED for c in affirmed)
    x, y = window.place(place.lat or 0.0, place.lon or 0.0)
    names = Counter((p.name, c.document.id) for p, c in told)
    called: Counter[str] = Counter()
    for (name, document), number in names.items():
        called[desk.shown(name, document)] += number
    first = min((d for c in claims if (d := date_of(c) or c.document.published)), default="")
    lines, total = desk.first_lines(claims, most)
    return Point(
        number, called.most_common(1)[0][0], precision_of(place), x, y, kind, "law" if law else "other",
        "certain" if any(c.certainty == "certain" for c in affirmed) else "doubtful", first,
        spot_of(claims[0]), tuple(lines), total - len(lines),
    )  # fmt: skip
