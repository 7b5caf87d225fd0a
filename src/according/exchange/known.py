"""A watch-list held against a ledger: which of its names these documents name, and what speaks for and against it.

A name is not a person. A match says that the names are the same and, where both sides tell them, whether year of birth
and town fit; it never says that they are one. What is kept of it (`keep`) waits for a person's decision.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from according.errors import SettingError
from according.ledger import KnownEntry, KnownLink, name_key
from according.linking import Party
from according.views import Desk, known_party

BIRTH_SLACK = 1.5
"""Years that two years of birth may differ and still fit: ages are told in whole years."""
_PERSON = ("Person",)
_BODIES = ("Organization", "Company", "LegalEntity", "PublicBody")
_CSV_TYPES = {"person": "person", "group": "group", "organization": "group", "company": "group", "": ""}


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of a watch-list. `type` is `person`, `group` or empty; `born` a year.

    `weak` names are those that the list itself holds for loose. `places` are where it was born or lives, in words.
    """

    id: str
    name: str
    names: tuple[str, ...]
    type: str
    born: int | None = None
    note: str = ""
    url: str = ""
    weak: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and a party that bear one name. `speaks` and `against` say what else is known; neither is a proof.

    `score` (0..1) orders matches by what speaks for them. `entity` is the party's, by which links name it.
    """

    known: Known
    party: str
    type: str
    documents: tuple[str, ...]
    speaks: tuple[str, ...]
    against: tuple[str, ...]
    score: float
    entity: str


@dataclass(slots=True)
class Matched:
    """What holding a list against a ledger found; `masked` matches are of protected people and are not told."""

    matches: list[Match] = field(default_factory=list)
    masked: int = 0


def read_known(path: Path) -> Iterator[Known]:
    """Entries of a list, one after another.

    Args:
        path: CSV with a header (`name`, and optionally `id`, `aliases` separated by `;`, `type`, `born`, `note`), or
            FollowTheMoney entities as JSON lines.

    Raises:
        SettingError: names the line that is not an entry, or the column that is missing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if path.suffix.lower() == ".csv":
                yield from _csv(file, path.name)
            else:
                yield from _ftm(file, path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{path.name} could not be read as UTF-8 text. Check the file, then try again.") from error


def _csv(file: Iterator[str], name: str) -> Iterator[Known]:
    reader = csv.DictReader(file)
    if "name" not in (reader.fieldnames or ()):
        raise SettingError(f"{name} has no column called `name`. Its first line must name the columns.")
    for number, row in enumerate(reader, 2):
        main = (row.get("name") or "").strip()
        if not main:
            continue
        aliases = [a.strip() for a in (row.get("aliases") or "").split(";") if a.strip()]
        kind = (row.get("type") or "").strip().casefold()
        if kind not in _CSV_TYPES:
            raise SettingError(
                f"{name}, line {number}: type {kind!r} is not one of person, group, organization, company."
            )
        born = (row.get("born") or "").strip()[:4]
        id = (row.get("id") or "").strip() or f"line {number}"
        year = int(born) if born.isdecimal() else None
        told = {field: (row.get(field) or "").strip() for field in ("note", "url", "place")}
        yield Known(
            id, main, (main, *aliases), _CSV_TYPES[kind], year, told["note"], told["url"],
            places=(told["place"],) if told["place"] else (),
        )  # fmt: skip


def _ftm(file: Iterator[str], name: str) -> Iterator[Known]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            schema, told = record["schema"], record["properties"]
            names = [n for p in ("name", "alias", "previousName") for n in _values(told, p)]
            weak = _values(told, "weakAlias")
            places = [n for p in ("birthPlace", "address") for n in _values(told, p)]
            id = str(record["id"])
            born = next((d[:4] for d in _values(told, "birthDate")), "")
            topics = ", ".join(_values(told, "topics"))
            url = next((u for u in _values(told, "sourceUrl") if u.startswith(("http://", "https://"))), "")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingError(f"{name}, line {number}, is not a FollowTheMoney entity. Fix or remove it.") from error
        if (names or weak) and schema in (*_PERSON, *_BODIES):
            kind = "person" if schema in _PERSON else "" if schema == "LegalEntity" else "group"
            every, year = (*names, *weak), int(born) if born.isdecimal() else None
            yield Known(id, every[0], every, kind, year, topics, url, tuple(weak), tuple(places))


def _values(properties: dict[str, object], name: str) -> list[str]:
    """The values of a property, which FollowTheMoney keeps as a list of strings.

    Raises:
        TypeError: for anything else: "Ana" would be read as three names of one letter.
    """
    values = properties.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(name)
    return values


def match(desk: Desk, entries: Iterable[Known]) -> Matched:
    """Parties of the ledger that bear a name of the list, most told first; single-word names of people do not count.

    Matches of protected people are counted and not told: an entry's name or id would unmask them.
    """
    by_key = _named(desk)
    found: list[tuple[Known, Party, set[str]]] = []
    bearers: dict[str, int] = {}
    for known in entries:
        shared: dict[int, tuple[Party, set[str]]] = {}
        for key in (key for name in known.names for key in keys_of(name)):
            for party in by_key.get(key, ()):
                if not known.type or (known.type == "person") == (party.type == "person"):
                    shared.setdefault(id(party), (party, set()))[1].add(key)
        found += [(known, party, names) for party, names in shared.values()]
        for key in {key for _, names in shared.values() for key in names}:
            bearers[key] = bearers.get(key, 0) + 1
    done = Matched()
    for known, party, names in found:
        if desk.name(party) != party.name:
            done.masked += 1
            continue
        speaks, against, score = _weighed(desk, known, party, names, several=min(bearers[n] for n in names) > 1)
        done.matches.append(
            Match(known, party.name, party.type, tuple(party.documents), speaks, against, score, party.entities[0])
        )
    done.matches.sort(key=lambda m: -m.score)
    return done


def keys_of(name: str) -> list[str]:
    """A name as it is compared, also with the surname last where the list puts it before a comma."""
    surname, comma, given = name.partition(",")
    return [name_key(name), name_key(f"{given} {surname}")] if comma and given.strip() else [name_key(name)]


@dataclass(slots=True)
class Kept:
    """What keeping matches did: links that are new or rest on something else than before, and what was not kept."""

    new: int = 0
    born_otherwise: int = 0
    unread: int = 0


def keep(desk: Desk, found: Iterable[Match], *, list: str, author: str) -> Kept:
    """Keep matches as links that wait for a decision.

    Not kept are those that the year of birth speaks against, and those whose name no reading has as somebody's: there
    is nothing to which a link could be tied.
    """
    before = {(k.entry.list, k.entry.id, id(known_party(desk, k))): k for k in desk.ledger.known_links()}
    links, done = [], Kept()
    for one in found:
        party = desk.party_of[one.entity]
        known = before.get((list, one.known.id, id(party)))
        anchor = (known.document, known.name) if known is not None else _anchor(desk, party)
        if BORN_OTHERWISE in one.against:
            done.born_otherwise += 1
        elif anchor is None:
            done.unread += 1
        else:
            entry = KnownEntry(list, one.known.id, one.known.name, one.known.note, one.known.url)
            links.append(KnownLink(entry, *anchor, one.score, one.speaks, one.against))
    done.new = desk.ledger.keep_known(links, author=author)
    return done


def _anchor(desk: Desk, party: Party) -> tuple[str, str] | None:
    """The document and name by which a party is kept: the first one, which gives it its full name if any does."""
    mine = set(party.entities)
    bearers = [c for d in party.documents for c in desk.candidates_in(d) if c.id in mine]
    full = [c for c in bearers if name_key(c.name) == name_key(party.name)] or bearers
    return (full[0].document, full[0].name) if full else None


def _named(desk: Desk) -> dict[str, list[Party]]:
    found: dict[str, list[Party]] = {}
    for party in desk.parties:
        if party.type not in ("person", "group", "organization"):
            continue
        for key in party.keys:
            if party.type != "person" or " " in key:
                found.setdefault(key, []).append(party)
    return found


BORN_OTHERWISE = "year of birth does not fit"
_WEIGHTS = {
    "same name": 0.4,
    "same name, which the list holds for a loose one": 0.2,
    "another of its names, too": 0.1,
    "year of birth fits": 0.3,
    "a town fits": 0.2,
    "others in these documents bear the name": -0.1,
    "other entries of the list bear the name": -0.1,
    BORN_OTHERWISE: -0.4,
}
"""What speaks for a match and against it. The weights are set by hand, and order a list; they measure nothing."""


def _weighed(
    desk: Desk, known: Known, party: Party, names: set[str], *, several: bool
) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """What speaks for a match, what against it, and the score that these add up to."""
    firm = {key for name in known.names if name not in known.weak for key in keys_of(name)}
    told = ["same name" if names & firm else "same name, which the list holds for a loose one"]
    told += ["another of its names, too"] if len(names) > 1 else []
    if party.type == "person" and known.born is not None and party.born:
        fits = all(abs(known.born - year) <= BIRTH_SLACK for year in party.born)
        told.append("year of birth fits" if fits else BORN_OTHERWISE)
    told += ["a town fits"] if _towns(desk, party) & _words_in(known.places) else []
    told += ["others in these documents bear the name"] if desk.named_alike(party) else []
    told += ["other entries of the list bear the name"] if several else []
    score = round(min(0.95, max(0.05, sum(_WEIGHTS[words] for words in told))), 2)
    speaks = tuple(words for words in told if _WEIGHTS[words] > 0)
    return speaks, tuple(words for words in told if _WEIGHTS[words] < 0), score


def _towns(desk: Desk, party: Party) -> set[str]:
    """Where claims say that the party lives, as names are compared."""
    homes = [c.object.name for c in desk.about(party) if c.predicate == "residence" and c.object is not None]
    return {name_key(home) for home in homes} - {""}


def _words_in(places: Iterable[str]) -> set[str]:
    """The parts of addresses between commas, as names are compared."""
    return {name_key(part) for place in places for part in place.split(",")} - {""}
