"""What is dated, in order: events, legal steps, groups coming and going. What has no date is listed beside it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from according.linking import Party
from according.model import Claim

from .days import Days, days_of
from .desk import Desk
from .lines import Line
from .whereabouts import date_of, place_of, spot_of
from .years import Year, years_of

KINDS = {
    "events": "Events",
    "law": "Steps in law",
    "groups": "Groups",
}
_EVENTS = ("perpetrator_of", "victim_of", "dated", "located_at", "weapon_in", "loss_in", "seized_in")
_GROUPS = ("founded", "dissolved", "split_from", "moved_to", "operates_in", "originated_in", "allied_with", "rival_of",
           "estimated_size", "designated_as", "sanctioned_by")  # fmt: skip
ON_PAGE = 100
"""Entries on one page of the timeline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated line; an event has the other lines about it in `more`. `edtf` is the date as told; `first` and `last`
    are the days it may mean, ISO 8601.

    `left` and `width` are shares (0..1) of the axis of its page.
    """

    edtf: str
    first: str
    last: str
    about: bool
    kind: str
    line: Line
    more: tuple[Line, ...] = ()
    left: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the dated lines and its axis; `ticks` are (share of the axis, label). `undated` have no date.

    `years` counts the lines of all years, also of those that the dates leave out. `place` is a spot in an address
    (`whereabouts.spot_of`), `place_name` what it is called.
    """

    entries: tuple[Entry, ...]
    ticks: tuple[tuple[float, str], ...]
    total: int
    page: int
    pages: int
    undated: tuple[Line, ...]
    undated_count: int
    unreviewed: int
    kind: str
    since: str
    until: str
    party: str
    party_key: str
    years: tuple[Year, ...]
    place: str
    place_name: str


@dataclass(frozen=True, slots=True)
class _Told:
    """Claims that stand in one entry: the date they tell as written, and as days, None where it is none."""

    edtf: str
    days: Days | None
    claims: list[Claim]
    unreviewed: int


def timeline(
    desk: Desk,
    party: Party | None = None,
    *,
    kind: str = "",
    since: str = "",
    until: str = "",
    place: str = "",
    page: int = 1,
) -> Timeline:
    """The dated claims, those whose range meets `since`..`until`, by their first day.

    Args:
        party: only what is said of it. kind: a key of `KINDS`; all if empty.
        since, until: EDTF dates; the range of each counts. page: from 1; beyond the end gives the last.
        place: only what is told of this spot.
    """
    bounds = (days_of(since), days_of(until))
    told = (
        desk.once(f"told of {kind}", lambda: _told(desk, desk.claims, kind))
        if party is None
        else _told(desk, desk.about(party), kind)
    )
    together = [one for one in told if not place or any(spot_of(c) == place for c in one.claims)]
    undated = [one.claims for one in together if one.days is None]
    dated = [(one.days, one) for one in together if one.days is not None]
    years = years_of(days for days, _ in dated)
    if any(bounds):
        dated = [(days, one) for days, one in dated if days.meets(*bounds)]
    pages = max(1, -(-len(dated) // ON_PAGE))
    page = min(max(page, 1), pages)
    shown = dated[(page - 1) * ON_PAGE : page * ON_PAGE]
    entries = [_entry(one.edtf, days, kind_of(one.claims[0]), desk.lines(one.claims)) for days, one in shown]
    placed, ticks = _placed(entries, [days for days, _ in shown])
    return Timeline(
        tuple(placed), ticks, len(dated), page, pages,
        tuple(line for same in undated[:ON_PAGE] for line in desk.lines(same)[:1]), len(undated),
        sum(one.unreviewed for _, one in dated), kind, since, until,
        desk.shown(party.name, *party.documents) if party is not None else "",
        party.entities[0] if party is not None else "",
        years, place, place_name(desk, (c for one in together for c in one.claims), place),
    )  # fmt: skip


def place_name(desk: Desk, claims: Iterable[Claim], spot: str) -> str:
    """What the claims call a spot most often, as it may be shown; empty if none is of it."""
    if not spot:
        return ""
    here = ((p, c) for c in claims if spot_of(c) == spot and (p := place_of(c)) is not None)
    named = Counter(desk.shown(p.name, c.document.id) for p, c in here)
    return named.most_common(1)[0][0] if named else ""


def _entry(told: str, days: Days, kind: str, lines: Sequence[Line]) -> Entry:
    return Entry(told, str(days.first), str(days.last), days.about, kind, lines[0], tuple(lines[1:]))


def _told(desk: Desk, claims: Sequence[Claim], kind: str) -> list[_Told]:
    """The entries of a kind by their first day, those without a date as they stand in the documents, first."""
    found = []
    for same in _together(desk, [c for c in claims if (known := kind_of(c)) and kind in ("", known)]):
        edtf = next((d for c in same if (d := date_of(c))), "")
        found.append(_Told(edtf, days_of(edtf), same, sum(c.review == "unreviewed" for c in same)))
    return sorted(found, key=_order)


def _order(told: _Told) -> tuple[date, date, str]:
    if told.days is None:
        return (date.min, date.min, "")
    return (told.days.first, told.days.last, told.claims[0].document.id)


def _together(desk: Desk, claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims about one event of a document together, and others that say the same of one date."""
    events: dict[str, list[Claim]] = {}
    others = []
    for claim in claims:
        event = next((a.entity for a in (claim.object, claim.subject) if a and a.type == "Incident" and a.entity), None)
        if event is None:
            others.append(claim)
        else:
            events.setdefault(event, []).append(claim)
    return [*events.values(), *(part for same in desk.gathered(others) for part in _by_date(same))]


def _by_date(same: Sequence[Claim]) -> list[list[Claim]]:
    """Claims that say the same, by the date they tell; those that tell none go with the first that do."""
    found: dict[str, list[Claim]] = {}
    for claim in same:
        found.setdefault(date_of(claim), []).append(claim)
    silent = found.pop("", [])
    if not found:
        return [silent]
    next(iter(found.values())).extend(silent)
    return list(found.values())


def kind_of(claim: Claim) -> str:
    """The kind of a claim on the timeline, empty if it has no place there."""
    if claim.predicate in _EVENTS:
        return "events"
    if claim.stage is not None:
        return "law"
    return "groups" if claim.predicate in _GROUPS else ""


def _placed(entries: Sequence[Entry], days: Sequence[Days]) -> tuple[list[Entry], tuple[tuple[float, str], ...]]:
    """The entries with their places on an axis of whole years, and its ticks."""
    if not entries:
        return [], ()
    first, last = min(d.first.year for d in days), max(d.last.year for d in days) + 1
    start = days[0].first.replace(year=first, month=1, day=1).toordinal()
    whole = days[0].first.replace(year=min(last, 9999), month=1, day=1).toordinal() - start
    placed = [
        replace(
            e, left=(d.first.toordinal() - start) / whole,
            width=(d.last.toordinal() + 1 - d.first.toordinal()) / whole,
        )
        for e, d in zip(entries, days, strict=True)
    ]  # fmt: skip
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= 10)
    years = [y for y in range(first, last + 1) if y % step == 0]
    return placed, tuple(
        ((days[0].first.replace(year=y, month=1, day=1).toordinal() - start) / whole, str(y)) for y in years
    )
