"""The gazetteer: what a place name can stand for. Derived from GeoNames (CC BY 4.0) by `tools/gazetteer.py`."""

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from .place_names import looser_keys, place_key


@dataclass(frozen=True, slots=True)
class Place:
    """One meaning of a name. `kind` is country, state, county, city or region; `population` counts thousands.

    `country` is an ISO 3166-1 alpha-2 code, `admin1` the name of a US state, degrees are WGS 84; each None if unknown.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None
    population: int
    lat: float | None
    lon: float | None
    geonames: int | None
    rank: int


class Gazetteer:
    """Names and their meanings, looked up by key; loaded once, never written."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines

    def meanings(self, key: str) -> tuple[Place, ...]:
        """All places filed under a key of `place_key`."""
        prefix = key.encode() + b"|"
        at = bisect_left(self._lines, prefix)
        found = []
        while at < len(self._lines) and self._lines[at].startswith(prefix):
            found.append(_read(self._lines[at].decode()))
            at += 1
        return tuple(found)

    def look_up(self, name: str) -> tuple[Place, ...]:
        """All places that a name as written can stand for, under the strictest reading of it that is known."""
        for key in looser_keys(name):
            found = self.meanings(key)
            if found and not (
                key in ("us", "in", "or", "me", "ok", "hi", "oh", "la", "pa", "ma", "id") and not name.isupper()
            ):
                return found
        return ()


def _read(line: str) -> Place:
    key, kind, country, admin1, people, lat, lon, geonames, name, rank = line.split("|")
    return Place(
        name or key.title(),
        kind,
        country or None,
        admin1 or None,
        int(people),
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(geonames) if geonames else None,
        int(rank),
    )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with According."""
    packed = files(__package__).joinpath("data", "gazetteer.txt.gz").read_bytes()
    return Gazetteer(gzip.decompress(packed).splitlines())


@lru_cache(maxsize=4096)
def meanings_of(name: str) -> tuple[Place, ...]:
    """All places of the shipped gazetteer that a name as written can stand for."""
    return gazetteer().look_up(name)


@cache
def country_code(name: str) -> str | None:
    """ISO code of a country by any of its names, None if it is none."""
    return next((p.country for p in gazetteer().meanings(place_key(name)) if p.kind == "country"), None)
