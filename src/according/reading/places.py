"""What the place names of a document stand for: gazetteer and context.

A name with its state or country beside it is settled first ("Irving, Texas"); the places so found, the issuing office
and the publisher then decide between the meanings of the others. What nothing decides stays open rather than guessed:
a small town without a hint gets no point on a map.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from according.model import Document, Mention, PlaceReference, Reading

from .gazetteer import Place, meanings_of
from .layers import Draft
from .place_names import place_key

BOROUGHS = frozenset({"the bronx", "bronx", "brooklyn", "queens", "manhattan", "staten island"})
_AFTER = re.compile(r"\s?,\s?((?:[A-Z][\w.’'-]*\.?)(?: (?:[A-Z][\w.’'-]*))?)")
_LEAST_ALONE = 150
"""Population in thousands above which a town is taken without any hint of its country or state."""
_CLEAR_LEAD = 0.6
"""By how much (in powers of ten of population, plus hints) the best meaning must lead the second one elsewhere."""


@dataclass(slots=True)
class Setting:
    """Countries and states that the document is about, with weights."""

    countries: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)

    def note(self, place: Place, weight: float = 1.0) -> None:
        """Let a settled place speak for its country and state."""
        if place.country is not None:
            self.countries[place.country] += weight  # type: ignore[assignment]
        if place.admin1 is not None:
            self.states[place.admin1] += weight  # type: ignore[assignment]

    def support(self, place: Place) -> float:
        """How well a meaning fits, 0 (no hint) to 3."""
        if place.country is None:
            return 0.0
        country = 1.2 * _share(self.countries, place.country)
        return country + (1.8 * _share(self.states, place.admin1) if place.admin1 else 0.0)


def _share(counts: Counter[str], name: str) -> float:
    """1 for what is named most, falling to 0 for what is not named."""
    best = max(counts.values(), default=0)
    return math.sqrt(counts[name] / best) if best else 0.0


def read_places(document: Document, mentions: Iterable[tuple[int, Mention]]) -> tuple[PlaceReference, ...]:
    """References for the named place mentions that the gazetteer and the context settle, in order.

    Args:
        document: its publisher and issuing office count as context.
        mentions: index and mention, in document order; only named places are looked at.
    """
    text = document.text
    named = [(i, m) for i, m in mentions if m.type == "place" and m.level == "named"]
    setting = Setting()
    for words in (document.publisher, document.authority):
        for place in _named_in(words or ""):
            setting.note(place, 0.7)
    settled: dict[int, Place] = {}
    open_names: list[tuple[int, str, tuple[Place, ...]]] = []
    for i, mention in named:
        name, container = split_container(text, mention)
        found = meanings_of(name)
        inside = [p for p in found if container is not None and _lies_in(p, container)]
        best: Place | None
        if container is not None:
            units = [p for p in found if p.kind in ("country", "state", "region")]
            best = max(inside, key=lambda p: p.population, default=None)
            best = best or (_plain(found) if units else _unknown_in(name, container))
        else:
            best = _plain(found)
        if best is None:
            open_names.append((i, name, found))
        else:
            settled[i] = best
            setting.note(best)
    for i, _, found in open_names:
        chosen = choose(found, setting)
        if chosen is not None:
            settled[i] = chosen
    spread = {place_key(text[m.start : m.end]): settled[i] for i, m in named if i in settled and settled[i].geonames}
    for i, mention in named:
        if i not in settled and place_key(text[mention.start : mention.end]) in spread:
            settled[i] = spread[place_key(text[mention.start : mention.end])]
    return tuple(_reference(i, settled[i]) for i in sorted(settled))


def split_container(text: str, mention: Mention) -> tuple[str, Place | None]:
    """The name itself and the state or country that stands after a comma, inside the mention or right behind it."""
    words = text[mention.start : mention.end]
    name, comma, rest = words.partition(",")
    if comma and rest.strip():
        return name.strip(), _container(rest.strip())
    behind = _AFTER.match(text, mention.end)
    if behind is None:
        return words, None
    return words, _container(behind[1]) or _container(behind[1].split(" ")[0])


def _container(words: str) -> Place | None:
    for part in reversed(words.split(",")):
        for place in meanings_of(part.strip()):
            if place.kind in ("country", "state"):
                return place
    return None


def _lies_in(place: Place, container: Place) -> bool:
    if place.geonames is not None and place.geonames == container.geonames:
        return False
    return place.country == container.country and (container.kind == "country" or place.admin1 == container.admin1)


def _unknown_in(name: str, container: Place) -> Place:
    """A town too small for the gazetteer, in a state or country that the text names."""
    return Place(name, "city", container.country, container.admin1, 0, None, None, None, 0)


def _plain(found: tuple[Place, ...]) -> Place | None:
    """The meaning that needs no context: what news means by the bare name, else a country or state."""
    meant = [p for p in found if p.rank < 0]
    if meant:
        return meant[0]
    units = [p for p in found if p.kind in ("country", "state")]
    countries = [p for p in units if p.kind == "country"]
    if len(units) == 1:
        return units[0]
    if countries and all(p.country == countries[0].country for p in countries) and len(units) == len(countries):
        return countries[0]
    regions = [p for p in found if p.kind == "region"]
    return regions[0] if regions and not units else None


def choose(found: tuple[Place, ...], setting: Setting) -> Place | None:
    """The meaning that fits the document best, or None where none leads clearly."""
    scored = sorted(((_score(p, setting), p) for p in found), key=lambda pair: -pair[0])
    if not scored:
        return None
    score, best = scored[0]
    rival = next((s for s, p in scored[1:] if not _same_spot(p, best)), -1.0)
    if setting.support(best) < 0.5 and (best.kind == "county" or best.population < _LEAST_ALONE):
        return None
    return best if score - rival >= _CLEAR_LEAD else None


def _score(place: Place, setting: Setting) -> float:
    size = math.log10(max(place.population, 1)) + {"country": 2.0, "state": 0.5}.get(place.kind, 0.0)
    return size + 1.5 * setting.support(place) - 1.5 * (place.rank > 0)


def _same_spot(a: Place, b: Place) -> bool:
    return a.geonames is not None and a.geonames == b.geonames


def _named_in(words: str) -> list[Place]:
    """Places named inside the name of an office or a newspaper: "Orange County", "Brooklyn"."""
    parts = re.findall(r"[A-Z][\w'’.-]*", words)
    found = []
    at = 0
    while at < len(parts):
        for length in (3, 2, 1):
            name = " ".join(parts[at : at + length])
            places = [p for p in meanings_of(name) if p.population >= 50 or p.kind != "city"]
            if len(parts) >= at + length and places and len(name) > 3:
                found.append(max(places, key=lambda p: (p.country == "US", p.population)))
                at += length - 1
                break
        at += 1
    return found


def _reference(mention: int, place: Place) -> PlaceReference:
    return PlaceReference(mention, place.name, place.country, place.admin1, place.lat, place.lon, place.geonames)


def within(inner: PlaceReference, outer: PlaceReference) -> bool:
    """Whether one place is known to lie inside another: a town in its state or country, a borough in New York City."""
    if inner.geonames is not None and inner.geonames == outer.geonames:
        return False
    if outer.country is None or inner.country != outer.country:
        return False
    if place_key(outer.name) in ("new york city", "new york") and place_key(inner.name) in BOROUGHS:
        return inner.admin1 == outer.admin1
    kinds = {p.kind for p in meanings_of(outer.name) if p.geonames == outer.geonames and p.country == outer.country}
    if "country" in kinds:
        return True
    return "state" in kinds and inner.admin1 == outer.admin1 and place_key(inner.name) != place_key(outer.name)


def add_places(draft: Draft) -> Reading:
    """The reading with its places."""
    reading = draft.reading
    places = read_places(reading.document, enumerate(reading.mentions))
    return replace(reading, places=places, layers=reading.layers | {"places"})
