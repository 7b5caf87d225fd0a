"""Incidents of a Spanish page: deeds gathered under one identity, and their claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from according.model import Argument, DateValue, MentionText, PlaceValue, Qualifiers

from ..draft import Draft
from .deeds import Deed
from .lists import table
from .view import View
from .voices import Voices

_PERSONAL = ("assault", "shooting", "homicide")
_WEAPON = re.compile(
    r"\b(?:con|usando|utilizando|sac(?:o|ar|aron|ando)|empunando) (?:un |una |su |sus |la |el |unas |"
    r"dos )?(?P<weapon>{})"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:en|en la ciudad de|de la ciudad de|sobre|cerca de|cerca del|en el|en la|a lado de|frente a|del)\s$"
)


_OF_PAPER = re.compile(r"\b(?:presentad|registrad|fechad|firmad|publicad)[oa]s? (?:el )?$")
"""Before the day of a paper, not of what it tells."""


_TODAY = ("hoy", "manana", "esta manana", "esta tarde", "esta noche")
"""The day of the release, not of the deed."""


@dataclass(slots=True)
class Incident:
    """One event with what its tellings have named so far."""

    type: str
    sentence: int
    people: set[str] = field(default_factory=set)
    harmed: set[str] = field(default_factory=set)
    named: bool = False
    dates: list[DateValue] = field(default_factory=list)
    places: list[PlaceValue] = field(default_factory=list)


def incidents(view: View, voices: Voices, deeds: Sequence[Deed]) -> Iterator[Draft]:
    """perpetrator_of, victim_of, dated, located_at and weapon_in for all deeds."""
    book: list[Incident] = []
    told = [(deed, _enter(view, voices, book, deed)) for deed in deeds]
    numbers = {id(incident): i for i, incident in enumerate(book)}
    seen: set[tuple[str, int, str]] = set()
    for deed, incident in told:
        argument = _argument(view, deed, incident, numbers[id(incident)])
        for draft in (*_parties(view, voices, deed, argument), *_circumstances(view, voices, deed, argument)):
            other = draft.subject if draft.object is argument else draft.object
            name = (other.entity or other.name) if other else ""
            where = f"{draft.sentence}" if draft.object is argument else ""
            key = (draft.predicate + where, numbers[id(incident)], name)
            if key not in seen:
                seen.add(key)
                yield draft


def _enter(view: View, voices: Voices, book: list[Incident], deed: Deed) -> Incident:
    harmed = {a.entity for i in deed.victims if (a := view.argument(i)) and a.entity}
    named = any(view.mention(v).level == "named" for v in deed.victims)
    date, place = _date(view, deed), _place(view, deed)
    people = {a.entity for i in (*deed.doers, *deed.victims) if (a := view.argument(i)) and a.entity}
    for incident in reversed(book):
        if _is_same(incident, deed, date, people, harmed, named=named, lone=voices.is_authority):
            break
    else:
        incident = Incident(deed.type, deed.sentence)
        book.append(incident)
    if deed.type in _PERSONAL and incident.type in _PERSONAL:
        incident.type = max(incident.type, deed.type, key=_PERSONAL.index)
    incident.people |= people
    incident.dates += [date] if date else []
    incident.places += [place] if place else []
    incident.sentence = deed.sentence
    incident.harmed |= harmed
    incident.named |= named
    return incident


def _is_same(
    incident: Incident,
    deed: Deed,
    date: DateValue | None,
    people: set[str],
    harmed: set[str],
    *,
    named: bool,
    lone: bool,
) -> bool:
    alike = incident.type == deed.type or (incident.type in _PERSONAL and deed.type in _PERSONAL)
    if not alike or (date and incident.dates and all(date.edtf != d.edtf for d in incident.dates)):
        return False
    shared, near = bool(people & incident.people), deed.sentence - incident.sentence <= 2
    if harmed and incident.harmed and not harmed & incident.harmed:
        # a release tells one matter: "un hombre" of its headline is whom the story names
        return deed.type in _PERSONAL and lone and not (incident.named and named)
    return shared or (near and incident.type == deed.type) or (deed.type in _PERSONAL and lone)


def _argument(view: View, deed: Deed, incident: Incident, number: int) -> Argument:
    return Argument(
        "Incident",
        incident.type.replace("_", " "),
        entity=f"{view.reading.document.id}#i{number}",
        mention=MentionText(deed.start, deed.end, view.text[deed.start : deed.end]),
        incident_type=incident.type,
        date=incident.dates[0] if incident.dates else None,
        place=incident.places[0] if incident.places else None,
    )


def _parties(view: View, voices: Voices, deed: Deed, incident: Argument) -> Iterator[Draft]:
    trigger = view.token(deed.start)
    at = deed.step.start if deed.step is not None else deed.start
    for doer in deed.doers if deed.stage is not None else ():
        subject = view.argument(doer)
        voice = voices.at(deed.sentence, at, stage=deed.stage)
        if (
            deed.step is not None
            and deed.step.rule == "es.act"
            and voice.speakers == (voices.own,)
            and not voices.is_authority
        ):
            accuser = voices.accuser(deed.sentence, at)
            voice = replace(voice, speakers=(accuser,)) if accuser else voice
        negated = voice.polarity == "negated" or (deed.step is not None and deed.step.negated)
        yield Draft(
            "perpetrator_of",
            subject,
            incident,
            deed.sentence,
            trigger,
            deed.rule,
            stage=deed.stage,
            certainty=voice.certainty if deed.stage != "suspected" else "probable",
            polarity="negated" if negated else "affirmed",
            attribution=voice.speakers,
            qualifiers=Qualifiers(count=subject.count if subject else None),
        )
    for victim in deed.victims:
        subject = view.argument(victim)
        voice = voices.at(deed.sentence, deed.start)
        role = deed.role
        if voice.polarity == "negated" or (deed.step is not None and deed.step.stage in ("acquitted", "dismissed")):
            continue
        hedged = deed.step is not None and deed.step.stage in ("accused", "suspected", "charged", "indicted")
        yield Draft(
            "victim_of",
            subject,
            incident,
            deed.sentence,
            trigger,
            f"{deed.rule}.victim",
            certainty=voice.certainty if not hedged else "certain",
            polarity="affirmed",
            attribution=voice.speakers,
            qualifiers=Qualifiers(role=role or None, count=subject.count if subject else None),
        )


def _circumstances(view: View, voices: Voices, deed: Deed, incident: Argument) -> Iterator[Draft]:
    trigger = view.token(deed.start)
    voice = voices.at(deed.sentence, deed.start)

    def draft(predicate: str, object_: Argument, qualifiers: Qualifiers) -> Draft:
        return Draft(
            predicate,
            incident,
            object_,
            deed.sentence,
            trigger,
            f"es.{predicate}",
            certainty="certain",
            polarity="affirmed",
            attribution=voice.speakers,
            qualifiers=qualifiers,
        )

    date = _date(view, deed)
    if date is not None:
        start = view.text.find(date.text, view.bounds(deed.sentence)[0])
        mention = MentionText(start, start + len(date.text), date.text)
        yield draft("dated", Argument("Value", date.edtf, mention=mention), Qualifiers(date=date))
    found = _place_mention(view, deed)
    place = view.argument(found) if found is not None else None
    if place is not None:
        yield draft("located_at", place, Qualifiers())
    weapon = re.compile(_WEAPON.pattern.replace("{}", table("deeds")["weapons"])).search(
        view.plain,
        max(view.bounds(deed.sentence)[0], deed.start - 60),
        min(view.bounds(deed.sentence)[1], deed.end + 90),
    )
    if weapon is not None and deed.type in (*_PERSONAL, "robbery", "threat"):
        words = view.text[weapon.start("weapon") : weapon.end("weapon")]
        mention = MentionText(weapon.start("weapon"), weapon.end("weapon"), words)
        yield draft("weapon_in", Argument("Value", words, mention=mention), Qualifiers())


def _date(view: View, deed: Deed) -> DateValue | None:
    """The day told in the deed's sentence, unless it is the day of the step that the deed is told with."""
    start, end = _stretch(view, deed)
    for time in view.reading.times:
        if _OF_PAPER.search(view.plain[max(start, time.start - 30) : time.start]):
            continue
        words = view.plain[time.start : time.end]
        near = start <= time.start < end and time.start - deed.end < 80
        if near and time.edtf and words not in _TODAY and len(time.edtf) > 6:
            return DateValue(time.edtf, view.text[time.start : time.end])
    return None


def _stretch(view: View, deed: Deed) -> tuple[int, int]:
    """Where day and place of a deed may stand: in its sentence; behind a step of law right behind the deed alone."""
    start, end = view.bounds(deed.sentence)
    if deed.step is None or deed.step.stage == "accused":
        return start, end
    comma = view.plain.find(",", deed.end, end)
    return deed.end, comma if comma >= 0 else end


def _place_mention(view: View, deed: Deed) -> int | None:
    start, end = _stretch(view, deed)
    for i, m in enumerate(view.reading.mentions):
        near = m.type == "place" and m.level == "named" and start <= m.start < end and abs(m.start - deed.start) < 160
        if near and _PLACE_BEFORE.search(view.plain[max(start, m.start - 25) : m.start]):
            return i
    return None


def _place(view: View, deed: Deed) -> PlaceValue | None:
    found = _place_mention(view, deed)
    return view.page.place_value(found) if found is not None else None
