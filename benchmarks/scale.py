"""What linking costs as a ledger grows: `python -m benchmarks.scale LEDGER [--documents 5000 50000] [--json OUT]`.

The ledger's documents are multiplied: in each replica the letters of people's names are exchanged for others and years
are moved, so that nobody of one replica is anybody of another, while wording, places and bodies stay. So replicas are
templates of one another, the hardest case for finding copies. Tells the seconds of each step for a document, and the
ratio of the largest to the smallest, which can be compared between machines.
"""

import argparse
import json
import platform
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from according.intake.fingerprint import fingerprint
from according.ledger import Candidate, Ledger
from according.linking import Sheet, find_copies, find_incidents, find_tellings, sheets
from according.linking.bodies import link_bodies
from according.linking.linker import link_people
from according.model import Claim, Document

VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnprstvwz"
ABOUT = ("accused_of", "perpetrator_of", "victim_of")
YEARS = 7
"""Replicas are spread over so many years."""
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Disguise:
    """Exchanges the letters of known names and moves years; the length of a text stays, and so do offsets in it."""

    def __init__(self, number: int, names: frozenset[str]) -> None:
        self._shift, self._names = number % YEARS, names
        drawn, letters = random.Random(number), {}
        for kind in (VOWELS, CONSONANTS):
            other = drawn.sample(kind, len(kind)) if number else list(kind)
            letters |= dict(zip(kind, other, strict=True)) | dict(
                zip(kind.upper(), "".join(other).upper(), strict=True)
            )
        self._letters = str.maketrans(letters)

    def name(self, words: str) -> str:
        """A name with other letters."""
        return words.translate(self._letters)

    def text(self, words: str) -> str:
        """A text in which known names have other letters and years are other years."""
        moved = _YEAR.sub(lambda m: self.year(m.group()), words)
        return _WORD.sub(lambda m: self.name(m.group()) if m.group().casefold() in self._names else m.group(), moved)

    def year(self, words: str) -> str:
        """A year, or a date that begins with one, some years earlier."""
        return f"{int(words[:4]) - self._shift:04}{words[4:]}"


@dataclass(slots=True)
class Corpus:
    """What linking is given: pages, who is named on them, who holds a post, claims about people."""

    pages: list[Sheet]
    people: list[Candidate]
    bodies: list[Candidate]
    holders: frozenset[str]
    claims: list[Claim]


def multiplied(ledger: Ledger, wanted: int) -> Corpus:
    """The ledger's documents and their replicas, as many as are wanted."""
    documents, candidates = ledger.documents(), ledger.candidates()
    named = [c for c in candidates if c.type == "person"]
    names = frozenset(w.casefold() for c in named for form in c.forms for w in _WORD.findall(form) if len(w) > 1)
    claims = [c for c in ledger.claims() if c.predicate in ABOUT and c.subject is not None]
    made = Corpus([], [], [], frozenset(), [])
    holders = ledger.post_holders()
    kept: set[str] = set()
    for number in range(-(-wanted // len(documents))):
        disguise = Disguise(number, names)
        chosen = documents[: wanted - len(made.pages)]
        made.pages += sheets(_replica(document, number, disguise) for document in chosen)
        ids = {document.id for document in chosen}
        rows = number * (max(c.row for c in candidates) + 1)
        for c in (c for c in candidates if c.document in ids):
            other = replace(c, row=c.row + rows, id=f"{number}/{c.id}", document=f"{number}/{c.document}")
            if c.type == "person":
                forms = tuple(map(disguise.name, c.forms))
                made.people.append(replace(other, name=disguise.name(c.name), forms=forms))
            else:
                made.bodies.append(other)
        made.claims += _claims((c for c in claims if c.document.id in ids), number, disguise)
        kept |= {f"{number}/{id}" for id in holders}
    made.holders = frozenset(kept)
    return made


def _replica(document: Document, number: int, disguise: Disguise) -> Document:
    text, published = disguise.text(document.text), document.published
    return replace(
        document, id=f"{number}/{document.id}", text=text, title=disguise.text(document.title or ""),
        published=disguise.year(published) if published else None, fingerprint=fingerprint(text),
    )  # fmt: skip


def _claims(claims: Iterator[Claim], number: int, disguise: Disguise) -> Iterator[Claim]:
    for claim in claims:
        if claim.subject is not None:
            reference = replace(claim.document, id=f"{number}/{claim.document.id}")
            yield replace(
                claim, document=reference, subject=replace(claim.subject, name=disguise.name(claim.subject.name))
            )


def timed(corpus: Corpus) -> dict[str, float]:
    """Processor seconds of each step of linking everything."""
    seconds: dict[str, float] = {}

    def step(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        done = work()
        seconds[name] = time.process_time() - start
        return done

    pages = {page.id: page for page in corpus.pages}
    step("people", lambda: link_people(corpus.people, pages, corpus.holders))
    step("bodies", lambda: link_bodies(corpus.bodies, {}, {id: page.office for id, page in pages.items()}))
    copies = step("copies", lambda: find_copies(corpus.pages))
    step("incidents", lambda: find_incidents(find_tellings(corpus.pages, corpus.claims), copies))
    return seconds


def measure(path: Path, sizes: list[int]) -> dict[str, object]:
    """Milliseconds for a document at each size, step by step, and how they grow."""
    found: dict[int, dict[str, float]] = {}
    with Ledger.open(path) as ledger:
        for size in sorted(sizes):
            corpus = multiplied(ledger, size)
            seconds = timed(corpus)
            found[size] = {name: round(value / size * 1000, 2) for name, value in seconds.items()}
            found[size]["all"] = round(sum(seconds.values()) / size * 1000, 2)
            sys.stderr.write(f"{size}: {found[size]}\n")
    least, most = min(found), max(found)
    return {
        "ms_for_a_document": found,
        "ratio": {name: round(found[most][name] / max(found[least][name], 0.01), 2) for name in found[most]},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("ledger", type=Path, help="a ledger; it is only read")
    parser.add_argument("--documents", type=int, nargs="+", default=[5000, 50_000])
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    given = parser.parse_args()
    found = json.dumps(measure(given.ledger, given.documents), indent=1)
    if given.json:
        given.json.write_text(found + "\n", encoding="utf-8")
    sys.stdout.write(found + "\n")


if __name__ == "__main__":
    main()
