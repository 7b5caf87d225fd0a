"""The incidents of one document: which tellings are of the same event, and what is known of each.

Two tellings are one event if their types can go together, no date, place or death speaks against it, and something
speaks for it: a person in both, the next sentence, the same day or place, or words that refer back ("the attack").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import TypeVar

from according.model import Argument, DateValue, PlaceValue

from .clauses import date_of
from .page import Page
from .scenes import places_of, when
from .tellings import DEADLY, DEATH, PERSONAL, Telling, words_at

_T = TypeVar("_T")
_NEAR_KM = 40.0
_KM_PER_DEGREE = 111.2


@dataclass(slots=True)
class Incident:
    """One event: its type, and who and what its tellings have named so far."""

    type: str
    tried: bool = False
    dates: list[DateValue] = field(default_factory=list)
    places: list[PlaceValue] = field(default_factory=list)
    killed: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    last_sentence: int = -1


class Book:
    """The incidents of one document, entered in the order of the text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.incidents: list[Incident] = []

    def settle(self, tellings: Sequence[Telling]) -> list[Argument]:
        """For each telling its incident as an argument, under one identity however often it is told."""
        told = [(t, self._enter(t)) for t in tellings]
        return [self._argument(telling, number) for telling, number in told]

    def _enter(self, telling: Telling) -> int:
        seen = self._seen(telling)
        found = next((n for n in reversed(range(len(self.incidents))) if _is_same(self.incidents[n], seen)), None)
        if found is None:
            self.incidents.append(Incident(telling.type, tried=telling.tried))
            found = len(self.incidents) - 1
        incident = self.incidents[found]
        incident.type = _graver(incident.type, telling)
        incident.dates += seen.dates
        incident.places += seen.places
        incident.killed |= seen.killed
        incident.parties |= seen.parties
        incident.last_sentence = seen.sentence
        return found

    def _seen(self, telling: Telling) -> "_Seen":
        page = self.page
        date = date_of(page, telling.scene) or when(page, telling.scene)
        people = [s for s in telling.sufferers if s.party is not None and s.party.entity]
        return _Seen(
            telling,
            page.sentence_of(telling.token),
            [date] if date is not None else [],
            places_of(page, telling.scene)[:1],
            {s.party.entity for s in people if s.party and s.party.entity},
            {s.party.entity for s in people if s.role == "killed" and s.party and s.party.entity}
            & {s.party.entity for s in people if s.party and s.party.type == "Person"},
        )

    def _argument(self, telling: Telling, number: int) -> Argument:
        incident = self.incidents[number]
        return Argument(
            "Incident",
            incident.type.replace("_", " "),
            entity=f"{self.page.reading.document.id}#i{number}",
            mention=words_at(self.page, telling.token),
            incident_type=incident.type,
            date=incident.dates[0] if incident.dates else None,
            place=incident.places[0] if incident.places else None,
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A telling with what it says of day, place and people."""

    telling: Telling
    sentence: int
    dates: list[DateValue]
    places: list[PlaceValue]
    parties: set[str]
    killed: set[str]


def _is_same(incident: Incident, seen: _Seen) -> bool:
    telling, behind = seen.telling, seen.sentence - incident.last_sentence
    shared = bool(seen.parties & incident.parties)
    if telling.another or not _go_together(incident.type, telling, shared=shared, behind=behind):
        return False
    if (telling.tried or incident.tried) and not (telling.tried and incident.tried) and not shared:
        return False
    same_day = _agree(seen.dates, incident.dates, lambda one, other: one.edtf == other.edtf)
    same_place = _agree(seen.places, incident.places, lambda one, other: not _apart(one, other))
    if same_day is False or same_place is False:
        return False
    if seen.killed and incident.killed and not seen.killed & incident.killed and behind > 0:
        return False
    return shared or telling.definite or behind <= 2 or bool(same_day or same_place)


def _agree(new: list[_T], known: list[_T], same: Callable[[_T, _T], bool]) -> bool | None:
    """Whether one of the new is among the known; None where either side is silent."""
    if not new or not known:
        return None
    return any(same(one, other) for one in new for other in known)


def _go_together(type: str, telling: Telling, *, shared: bool, behind: int) -> bool:
    if telling.rule == DEATH:
        return type in DEADLY and (shared or behind <= 3)
    if type == telling.type:
        return True
    return type in PERSONAL and telling.type in PERSONAL and (shared or (telling.definite and behind <= 3))


def _graver(type: str, telling: Telling) -> str:
    """An assault that was a shooting that was a killing; any other event keeps its type when somebody dies of it."""
    if type in PERSONAL and telling.type in PERSONAL:
        return max(type, telling.type, key=PERSONAL.index)
    return type


def _apart(one: PlaceValue, other: PlaceValue) -> bool:
    """Whether two places cannot be one: both resolved, and far from each other; a country or state holds its towns."""
    if one.name == other.name or {one.name, one.country, one.admin1} & {other.name}:
        return False
    if {other.country, other.admin1} & {one.name}:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.entity != other.entity and one.country is None and other.country is None
    km = _KM_PER_DEGREE * hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat)))
    return km > _NEAR_KM and one.admin1 is not None and other.admin1 is not None
