"""A frozen data package for research: reviewed claims alone, people left out, the same bytes when written again.

Tables count claims and origins; they count what was written and reviewed, never what happened.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from according.errors import SettingError
from according.ledger import Ledger
from according.ontology import ontology

from .rows import Row, Side, rows
from .selection import HandedDesk, LeftOut, Selection
from .tables import record

GROUPS = ("Group", "Organization")
DYADS = ("rival_of", "allied_with", "part_of", "split_from")
PRESENCE = ("operates_in", "moved_to", "originated_in")
_ABOUT_PEOPLE = ("Person", "People")
_WORDS = ("words", "quote", "speaker", "outcome", "title", "role", "by")
"""Columns whose words may name people; left out with them."""

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]


def release(ledger: Ledger, folder: Path, *, as_of: str, known_on: str | None = None, people: bool = False) -> LeftOut:
    """Write the package into a folder that is empty or not there yet.

    Args:
        as_of: ISO day; only documents published, and no longer under embargo, by then.
        known_on: ISO day; only what the ledger had recorded by then, decisions included: what comes later then leaves
            the bytes as they are.
        people: whether claims about people, and words that may name them, are in it; protected ones stay masked.

    Returns:
        What was left out.

    Raises:
        SettingError: if the folder holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SettingError(f"{folder.name!r} is not empty. Name a new folder: a release is never written over.")
    wanted = Selection(as_of=as_of, known_on=known_on, reviewed=True)
    found, left = rows(HandedDesk(ledger, wanted, today=as_of))
    if not people:
        kept = [row for row in found if not _is_about_people(row)]
        left.claims["about people"] = len(found) - len(kept)
        found = kept
    tables: dict[str, Callable[[Sequence[Row]], Table]] = {
        "groups": _groups, "dyads": _dyads, "presence": _presence, "incidents": _incidents, "sources": _sources,
    }  # fmt: skip
    files = {f"{name}.csv": _csv(*make(found)) for name, make in tables.items()}
    files["claims.csv"] = _csv(*_claims(found, people=people))
    files["codebook.md"] = codebook()
    files["datapackage.json"] = _package(files, wanted, left)
    sums = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(files.items())]
    files["SHA256SUMS"] = "".join(sums)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return left


def _is_about_people(row: Row) -> bool:
    return any(side is not None and side.type in _ABOUT_PEOPLE for side in (row.subject, row.object))


def _csv(columns: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if value is None else value for value in line] for line in lines])
    return out.getvalue()


def _year(row: Row) -> tuple[str, str]:
    """The year that the claim gives, else that of its document, and which of the two it is."""
    told = row.detail.get("date", "")
    if told[:4].isdigit():
        return told[:4], "claim"
    return (row.source.published[:4], "document") if row.source.published[:4].isdigit() else ("", "unknown")


def _counted(found: Sequence[Row]) -> tuple[object, ...]:
    """Claims that affirm, claims that deny, documents, and the most origins that any of them can have."""
    affirmed = [r for r in found if r.polarity == "affirmed" and not r.superseded]
    denied = [r for r in found if r.polarity == "negated"]
    documents = {r.source.sha256 for r in found}
    return len(affirmed), len(denied), len(documents), max((r.origins for r in affirmed), default=0)


_COUNTS = ("affirmed", "denied", "documents", "most_origins")


def _gathered(found: Iterable[tuple[tuple[object, ...], Row]]) -> list[tuple[object, ...]]:
    piles: dict[tuple[object, ...], list[Row]] = {}
    for key, row in found:
        piles.setdefault(key, []).append(row)
    return [(*key, *_counted(pile)) for key, pile in sorted(piles.items(), key=lambda pair: tuple(map(str, pair[0])))]


def _groups(found: Sequence[Row]) -> Table:
    pairs = [
        ((side.id, side.name, side.type), row)
        for row in found
        for side in (row.subject, row.object)
        if side is not None and side.type in GROUPS
    ]
    return ("group", "name", "type", *_COUNTS), _gathered(pairs)


def _dyads(found: Sequence[Row]) -> Table:
    pairs: list[tuple[tuple[object, ...], Row]] = []
    for row in found:
        if row.predicate in DYADS and row.subject is not None and row.object is not None:
            ends = [row.subject, row.object]
            if ontology().predicates[row.predicate].symmetric:
                ends.sort(key=lambda side: side.id)
            key = (ends[0].id, ends[0].name, row.predicate, ends[1].id, ends[1].name, *_year(row))
            pairs.append((key, row))
    columns = ("a", "a_name", "relation", "b", "b_name", "year", "year_from", *_COUNTS)
    return columns, _gathered(pairs)


def _presence(found: Sequence[Row]) -> Table:
    pairs: list[tuple[tuple[object, ...], Row]] = []
    for row in found:
        if row.predicate in PRESENCE and row.subject is not None and row.object is not None:
            p = row.place
            where = (p.country, p.lat, p.lon) if p is not None else (None, None, None)
            key = (row.subject.id, row.subject.name, row.predicate, row.object.name, *where, *_year(row))
            pairs.append((key, row))
    columns = ("group", "name", "relation", "place", "country", "lat", "lon", "year", "year_from", *_COUNTS)
    return columns, _gathered(pairs)


def _incidents(found: Sequence[Row]) -> Table:
    def key(side: Side) -> tuple[object, ...]:
        return side.id, side.incident_type, side.date, side.place.name if side.place else None

    pairs = [
        (key(side), row)
        for row in found
        for side in (row.subject, row.object)
        if side is not None and side.type == "Incident"
    ]
    return ("incident", "type", "date", "place", *_COUNTS), _gathered(pairs)


def _sources(found: Sequence[Row]) -> Table:
    used = {r.source.sha256: replace(r.source, title="") for r in found}
    lines = [(s.sha256, s.id, s.publisher, s.published, s.url, s.language, s.status) for _, s in sorted(used.items())]
    return ("sha256", "document", "publisher", "published", "url", "language", "status"), list(lines)


def _claims(found: Sequence[Row], *, people: bool) -> Table:
    flat = [record(row) for row in found]
    columns = [name for name in (flat[0] if flat else {"claim": ""}) if people or name not in _WORDS]
    return tuple(columns), [tuple(line[name] for name in columns) for line in flat]


def codebook() -> str:
    """What every code of the package means, from the ontology."""
    known = ontology()
    parts = ["# Codebook", "", "Claims, not facts: each is what its speaker said. Accusations are not findings.", ""]
    parts += ["## Columns", "", "| column | meaning |", "|---|---|"]
    parts += [f"| `{name}` | {meaning} |" for name, meaning in _COLUMNS.items()]
    parts += ["", "## Predicates", "", "| code | words | FollowTheMoney |", "|---|---|---|"]
    parts += [
        f"| `{p.name}` | {p.words.replace('{s}', 'A').replace('{o}', 'B')} | {p.ftm} |"
        for p in known.predicates.values()
    ]
    parts += ["", "## Stages", "", "| code | rank | label |", "|---|---|---|"]
    parts += [f"| `{s.name}` | {s.rank if s.rank is not None else ''} | {s.label} |" for s in known.stages.values()]
    for title, table in (
        ("Certainty", known.certainty), ("Kinds of speaker", known.kinds), ("Incidents", known.incidents),
        ("Offences and activities", known.offences), ("Why a name is masked", known.protection),
    ):  # fmt: skip
        parts += ["", f"## {title}", "", "| code | words |", "|---|---|"]
        parts += [f"| `{code}` | {words} |" for code, words in table.items()]
    return "\n".join(parts) + "\n"


_COLUMNS = {
    "affirmed, denied": "reviewed claims that say so, and that deny it; superseded ones are not counted",
    "documents": "different documents that they stand in",
    "most_origins": "the most independent origins that one of the claims can have; the true number may be lower",
    "year, year_from": "year that the claim gives (`claim`), else of its document (`document`)",
    "start, end": "place of the sentence in the document's stored text, in Unicode code points, half-open",
    "reader_confidence": "how sure the machine was of its reading; never how true the claim is",
}


def _package(files: dict[str, str], wanted: Selection, left: LeftOut) -> str:
    """A Frictionless data package descriptor (specs.frictionlessdata.io)."""
    resources = [
        {"name": name.removesuffix(".csv"), "path": name, "format": "csv", "encoding": "utf-8",
         "bytes": len(text.encode()), "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"}
        for name, text in sorted(files.items())
        if name.endswith(".csv")
    ]  # fmt: skip
    record = {"name": "according-release", "version": wanted.as_of, "profile": "data-package", "left_out": str(left),
              "description": "Reviewed claims as of a day; see codebook.md.", "resources": resources}  # fmt: skip
    if wanted.known_on is not None:
        record["known_on"] = wanted.known_on
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
