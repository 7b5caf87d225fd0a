"""A watch-list held against a ledger: which of its names these documents name, and what speaks against it.

A name is not a person. A match says that the names are the same and, where both sides give one, whether the year of
birth fits; it never says that they are one, and nothing is stored.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from according.errors import SettingError
from according.ledger import name_key
from according.linking import Party
from according.views import Desk

BIRTH_SLACK = 1.5
"""Years that two years of birth may differ and still fit: ages are told in whole years."""
_PERSON = ("Person",)
_BODIES = ("Organization", "Company", "LegalEntity", "PublicBody")
_CSV_TYPES = {"person": "person", "group": "group", "organization": "group", "company": "group", "": ""}


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of a watch-list. `type` is `person`, `group` or empty; `born` a year."""

    id: str
    name: str
    names: tuple[str, ...]
    type: str
    born: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and a party that bear one name. `speaks` says what else is known; it is never a proof."""

    known: Known
    party: str
    type: str
    documents: tuple[str, ...]
    speaks: str


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
        yield Known(id, main, (main, *aliases), _CSV_TYPES[kind], year, (row.get("note") or "").strip())


def _ftm(file: Iterator[str], name: str) -> Iterator[Known]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            schema, told = record["schema"], record["properties"]
            names = [n for p in ("name", "alias", "weakAlias", "previousName") for n in _values(told, p)]
            id = str(record["id"])
            born = next((d[:4] for d in _values(told, "birthDate")), "")
            topics = ", ".join(_values(told, "topics"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingError(f"{name}, line {number}, is not a FollowTheMoney entity. Fix or remove it.") from error
        if names and schema in (*_PERSON, *_BODIES):
            kind = "person" if schema in _PERSON else ""
            yield Known(id, names[0], tuple(names), kind, int(born) if born.isdecimal() else None, topics)


def _values(properties: dict[str, object], name: str) -> list[str]:
    """The values of a property, which FollowTheMoney keeps as a list of strings.

    Raises:
        TypeError: for anything else: "Ana" would be read as three names of one letter.
    """
    values = properties.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(name)
    return values


def match(desk: Desk, entries: Iterator[Known]) -> list[Match]:
    """Parties of the ledger that bear a name of the list, in the order of the list; single-word names of people do not
    count.
    """
    by_key: dict[str, list[Party]] = {}
    for party in desk.parties:
        for key in party.keys:
            if party.type in ("person", "group", "organization") and (party.type != "person" or " " in key):
                by_key.setdefault(key, []).append(party)
    found = []
    for known in entries:
        seen: set[int] = set()
        for name in known.names:
            for party in by_key.get(name_key(name), ()):
                fits = not known.type or (known.type == "person") == (party.type == "person")
                if fits and id(party) not in seen:
                    seen.add(id(party))
                    shown = Match(
                        known, desk.shown(party.name), party.type, tuple(party.documents), _speaks(known, party)
                    )
                    found.append(shown)
    return found


def _speaks(known: Known, party: Party) -> str:
    if party.type != "person" or known.born is None or not party.born:
        return "same name; nothing else is known that tells"
    fits = any(abs(known.born - year) <= BIRTH_SLACK for year in party.born)
    years = ", ".join(str(round(year)) for year in sorted(set(party.born)))
    return f"same name; born {known.born} there, about {years} here: {'fits' if fits else 'does not fit'}"
