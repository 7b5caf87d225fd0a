"""Pairs: the quick reading of a document, which notes who and what belong together and leaves out who says so.

A draft is plain text: `## ID` opens a document, then one line for each pair,

    3 accused_of Ivo Lantana|fraud|fraud:charged

the number of the reader's sentence (from 0, as `sentences` prints them), the predicate, the words of the two parties
(`words~2` for their second place in the sentence), and for accusations and incidents the code of the offence or the
type of the incident with the stage. What stands in a draft becomes spans and codes; no word of a document is kept.
Ties learn from pairs as from claims (`training.ties`); nothing is measured on them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from according.intake import take_text
from according.model import Reading
from according.ontology import ontology
from according.reading import BundledReader

from ..labels import TIES
from .documents import Source, sources

Json = dict[str, Any]
_LINE = re.compile(r"(\d+) ([a-z_]+) (.+)\Z")
_OFFENCE = ("accused_of", "engages_in")
"""Predicates whose code is an offence; all others have a type of incident, if any."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a draft."""

    where: str
    sentence: int
    predicate: str
    parties: tuple[str, str]
    code: str | None
    stage: str | None


def read_drafts(folder: Path) -> dict[str, list[Noted]]:
    """All drafts of a folder by the document's id.

    Raises:
        ValueError: if a line is not in the form of the module's docstring, naming file and line.
    """
    drafts: dict[str, list[Noted]] = {}
    for path in sorted(folder.glob("*.txt")):
        lines: list[Noted] | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            if line.startswith("## "):
                lines = drafts.setdefault(line[3:].strip(), [])
            elif line.strip():
                if lines is None:
                    raise ValueError(f"{where}: no document is open; begin with '## ID'")
                lines.append(_noted(where, line.rstrip()))
    return drafts


def _noted(where: str, line: str) -> Noted:
    match = _LINE.match(line)
    parts = match[3].split("|") if match else []
    if match is None or not 2 <= len(parts) <= 3 or not all(parts):
        raise ValueError(f"{where}: expected 'NUMBER PREDICATE WORDS|WORDS|CODE:STAGE', got {line!r}")
    if match[2] not in TIES:
        raise ValueError(f"{where}: no pair is called {match[2]!r}; known are {', '.join(TIES)}")
    code, _, stage = (parts[2] if len(parts) > 2 else "-").partition(":")
    known = ontology().offences if match[2] in _OFFENCE else ontology().incidents
    if code != "-" and code not in known:
        raise ValueError(f"{where}: {code!r} is not a code of {match[2]}")
    if stage and stage not in ontology().stages:
        raise ValueError(f"{where}: {stage!r} is no stage")
    return Noted(where, int(match[1]), match[2], (parts[0], parts[1]), None if code == "-" else code, stage or None)


def take_pairs(corpus: str, folder: Path, data: Path, kept: Path, excluded: frozenset[str]) -> tuple[int, list[str]]:
    """Write the pairs of all drafts of one corpus as spans.

    Args:
        folder: of drafts. data: of the corpora. kept: where the files go, one a document.
        excluded: marks of documents never to be annotated.

    Returns:
        How many pairs were kept, and what could not be placed.
    """
    drafts, reader, bad, count = read_drafts(folder), BundledReader(), [], 0
    kept.mkdir(parents=True, exist_ok=True)
    for source in sources(data, corpus, set(drafts)):
        if source.mark in excluded:
            bad.append(f"{source.id}: kept for measuring by exclude.txt, never annotated")
            continue
        reading = reader.read(take_text(source.text, id=source.mark))
        rows = [row for noted in drafts[source.id] if (row := _row(reading, noted, bad)) is not None]
        _write(source, rows, kept)
        count += len(rows)
    return count, bad


def _row(reading: Reading, noted: Noted, bad: list[str]) -> list[Any] | None:
    spans = [_span(reading, noted.sentence, words) for words in noted.parties]
    if None in spans:
        bad.append(f"{noted.where}: sentence {noted.sentence} lacks the words given")
        return None
    return [noted.predicate, *spans, noted.code, noted.stage]


def _span(reading: Reading, sentence: int, words: str) -> list[int] | None:
    """Where the words stand in the supplied text: whole words if there are, else part of a compound."""
    if sentence >= len(reading.sentences):
        return None
    said, _, nth = words.partition("~")
    at, pattern = reading.sentences[sentence], r"\s+".join(map(re.escape, said.split()))
    for exact in (rf"(?<!\w){pattern}(?!\w)", pattern):
        found = list(re.compile(exact).finditer(reading.text, at.start, at.end))
        if len(found) >= int(nth or 1):
            start, end = found[int(nth or 1) - 1].span()
            supplied = reading.document.input_map
            span = supplied.span(start, end) if supplied else None
            return [span.start, span.end] if span else [start, end]
    return None


def _write(source: Source, rows: list[list[Any]], kept: Path) -> None:
    head = {"corpus": source.corpus, "doc": source.mark, "sha256": source.sha256}
    lines = ",\n".join(json.dumps(row) for row in rows)
    text = json.dumps(head)[:-1] + f', "pairs": [\n{lines}\n]}}\n'
    (kept / f"{source.mark}.json").write_text(text, encoding="utf-8")


def numbered(corpus: str, wanted: set[str], data: Path) -> Iterator[str]:
    """The wanted documents as a drafter reads them: a line for each sentence of the reader, behind its number."""
    reader = BundledReader()
    for source in sources(data, corpus, wanted):
        reading = reader.read(take_text(source.text, id=source.mark))
        yield f"## {source.id}"
        for n, s in enumerate(reading.sentences):
            yield f"{n} {' '.join(reading.text[s.start : s.end].split())}"
