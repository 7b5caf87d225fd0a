"""`python -m training.twins --data DIR`: how Spanish and English readings of one release agree.

Spanish releases are linked with their English originals by what no translator changes. Both are read; each claim that
does not rest on the wording of one language (person by name, offence by code, incident by type, figure) is looked for
in the other. English claims are no gold: they are themselves right some nine times in ten and miss more than half. What
the Spanish reading says *further in law* than the original is counted apart, and listed with `--list`.
"""

import argparse
import hashlib
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from according.claims import ClaimEngine
from according.intake import take_text
from according.linking.sheets import sheet
from according.linking.translations import find_translations
from according.model import Argument, Claim, Document
from according.ontology import ontology
from according.reading import BundledReader
from according.reading.names import fold

from .annotation.commands import EXCLUDED
from .corpora import read_excluded

RELEASES = "releases/releases.jsonl.xz"
UNREAD = "bcdef"
"""First digits of the marks of the documents that nobody read while the rules were written."""
_WAYS_OUT = ("released", "dismissed", "acquitted", "overturned")


@dataclass(slots=True)
class Tally:
    """What was counted over all pairs."""

    pairs: int = 0
    found: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    original: Counter[str] = field(default_factory=Counter)
    also: Counter[str] = field(default_factory=Counter)
    further: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Read all pairs and print the table."""
    parser = argparse.ArgumentParser(prog="python -m training.twins", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--part", choices=("all", "read", "unread"), default="all", help="which documents")
    parser.add_argument("--list", action="store_true", help="claims that the original lacks, and those further in law")
    given = parser.parse_args(arguments)
    tally = Tally()
    reader, engine = BundledReader(), ClaimEngine()
    for spanish, english in pairs(given.data / RELEASES, read_excluded(EXCLUDED)):
        if given.part != "all" and (_mark(spanish.id)[0] in UNREAD) != (given.part == "unread"):
            continue
        compare(engine.extract(reader.read(spanish)), engine.extract(reader.read(english)), tally, _mark(spanish.id))
    _print(tally, listed=given.list)
    return 0


def pairs(releases: Path, excluded: frozenset[str]) -> list[tuple[Document, Document]]:
    """Spanish releases with their English originals, without what is kept for measuring only."""
    documents = {}
    offices: set[str] = set()
    rows = []
    with lzma.open(releases, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    spanish = {r["id"] for r in rows if _looks_spanish(r["text"])}
    offices = {r["office"] for r in rows if r["id"] in spanish}
    for row in rows:
        if row["office"] in offices and _mark(row["id"]) not in excluded:
            documents[row["id"]] = take_text(row["text"], id=row["id"], published=row["published"])
    found = find_translations([sheet(d) for d in documents.values()])
    both = [(documents[c.one], documents[c.other]) for c in found]
    return [(a, b) if a.language == "es" else (b, a) for a, b in both if "es" in (a.language, b.language)]


def _looks_spanish(text: str) -> bool:
    return text.count(" de la ") + text.count(" los ") + text.count(" por ") > 8


def _mark(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8")).hexdigest()[:16]


def compare(spanish: Iterable[Claim], english: Iterable[Claim], tally: Tally, doc: str) -> None:
    """Count the claims of a pair that the other reading has, by predicate, and stages that are further."""
    mine, theirs = _keyed(spanish), _keyed(english)
    tally.pairs += 1
    for key, claims in mine.items():
        tally.found[key[0]] += 1
        others = theirs.get(key, [])
        if others:
            tally.same[key[0]] += 1
            tally.further += [f"{doc} {key}: {c.stage}" for c in claims if _is_further(c, others)]
        else:
            tally.alone.append(f"{doc} {key} {claims[0].stage}: {claims[0].evidence[0].quote[:160]!r}")
    for key, others in theirs.items():
        tally.original[key[0]] += 1
        tally.also[key[0]] += key in mine
        if key not in mine:
            tally.missed.append(f"{doc} {key} {others[0].stage}: {others[0].evidence[0].quote[:160]!r}")


def _keyed(claims: Iterable[Claim]) -> dict[tuple[str, ...], list[Claim]]:
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        for key in _keys(claim):
            found.setdefault(key, []).append(claim)
    return found


def _keys(claim: Claim) -> Iterator[tuple[str, ...]]:
    """What can be compared across languages; nothing for a claim about a description."""
    subject, target = _side(claim.subject), _side(claim.object)
    if subject and (target or claim.object is None):
        yield claim.predicate, subject, target, claim.polarity


def _side(argument: Argument | None) -> str:
    if argument is None:
        return ""
    if argument.type in ("Offence", "Activity", "Value"):
        return argument.name
    if argument.type == "Incident":
        return "incident"
    if argument.type in ("Person", "Place", "Group", "Organization") and argument.name[:1].isupper():
        return fold(argument.name.split()[-1]) if argument.type == "Person" else fold(argument.name)
    return ""


def _is_further(claim: Claim, others: list[Claim]) -> bool:
    if claim.stage is None or claim.stage in _WAYS_OUT:
        return False
    order = list(ontology().stages)
    told = [order.index(o.stage) for o in others if o.stage is not None]
    return bool(told) and order.index(claim.stage) > max(told)


def _print(tally: Tally, *, listed: bool) -> None:
    out = sys.stdout
    out.write(f"{tally.pairs} pairs\n{'predicate':<16}{'spanish':>9}{'in orig.':>9}{'english':>9}{'in span.':>9}\n")
    for name in sorted(tally.found | tally.original):
        out.write(
            f"{name:<16}{tally.found[name]:>9}{tally.same[name]:>9}{tally.original[name]:>9}{tally.also[name]:>9}\n"
        )
    found, same = tally.found.total(), tally.same.total()
    out.write(f"{'all':<16}{found:>9}{same:>9}{tally.original.total():>9}{tally.also.total():>9}\n")
    out.write(f"further in law than the original: {len(tally.further)} of {same}\n")
    if listed:
        out.write("\n".join(("further", *tally.further, "alone", *tally.alone, "missed", *tally.missed, "")))


if __name__ == "__main__":
    raise SystemExit(main())
