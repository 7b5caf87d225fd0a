"""The incidents of one document: which tellings are of the same event, and what is known of each.

Two tellings are one event if their types can go together, no date, place or death speaks against it, and something
speaks for it: the same type, a person in both, the next sentence, or words that refer back ("the attack").
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians

from according.model import Argument, DateValue, PlaceValue

from .clauses import date_of
from .page import Page
from .scenes import places_of, when
from .tellings import VIOLENT, Telling, words_at

_NEAR_KM = 40.0
_KM_PER_DEGREE = 111.2


@dataclass(slots=True)
class Incident:
    """One event: its type, and who and what its tellings have named so far."""

    type: str
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
        page = self.page
        sentence = page.sentence_of(telling.token)
        date = date_of(page, telling.token) or when(page, telling.token)
        place = next(iter(places_of(page, telling.token)), None)
        parties = {s.party.entity for s in telling.sufferers if s.party is not None and s.party.entity}
        killed = {
            s.party.entity
            for s in telling.sufferers
            if s.role == "killed" and s.party is not None and s.party.type == "Person" and s.party.entity
        }
        found = None
        for number in reversed(range(len(self.incidents))):
            if self._is_same(self.incidents[number], telling, sentence, date, place, parties, killed):
                found = number
                break
        if found is None:
            self.incidents.append(Incident(telling.type))
            found = len(self.incidents) - 1
        incident = self.incidents[found]
        incident.type = _stronger(incident.type, telling.type)
        incident.dates += [date] if date is not None else []
        incident.places += [place] if place is not None else []
        incident.killed |= killed
        incident.parties |= parties
        incident.last_sentence = sentence
        return found

    def _is_same(
        self,
        incident: Incident,
        telling: Telling,
        sentence: int,
        date: DateValue | None,
        place: PlaceValue | None,
        parties: set[str],
        killed: set[str],
    ) -> bool:
        if telling.another or not _go_together(incident.type, telling.type):
            return False
        near = sentence - incident.last_sentence <= 1
        if date is not None and incident.dates and all(d.edtf != date.edtf for d in incident.dates):
            return False
        if place is not None and incident.places and all(_apart(p, place) for p in incident.places):
            return False
        if killed and incident.killed and not killed & incident.killed and sentence != incident.last_sentence:
            return False
        return incident.type == telling.type or near or telling.definite or bool(parties & incident.parties)

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


def _go_together(one: str, other: str) -> bool:
    return one == other or (one in VIOLENT and other in VIOLENT) or {one, other} <= {"clash", "assault", "shooting"}


def _stronger(one: str, other: str) -> str:
    if "clash" in (one, other):
        return "clash"
    if one in VIOLENT and other in VIOLENT:
        return max(one, other, key=VIOLENT.index)
    return one


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
