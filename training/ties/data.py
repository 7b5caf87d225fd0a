"""Claims as pairs of words: what the ties are trained on.

Annotated documents give every pair that a careful reader noted. Of other texts only the windows are drawn; a teacher
tells their pairs (`training.ties.teacher`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from according.intake import take_text
from according.model import Document, Reading
from according.reading import BundledReader
from according.reading.bundled import read_stretches
from according.reading.encoder import Encoder
from according.reading.encoder.pieces import Pieces
from according.reading.encoder.windows import window_borders

from ..annotation.documents import Source, annotated_sources, read_all, sources
from ..corpora import mark
from ..labels import CODES, MUTUAL, TIES
from ..windows import Ruler

Json = dict[str, Any]
Range = tuple[int, int]
OUTSIDE = -1
"""The sentence of a piece that begins no word, or only punctuation: it takes part in no tie."""
_OF_INCIDENT = ("perpetrator_of", "victim_of")
_INCIDENTS = ("located_at", "dated", "weapon_in", "loss_in", "seized_in")
UNREAD = ("ecbplus", "muc4", "polnear", "gum", "releases")
"""Corpora from which documents are drawn that nobody annotated."""
MOST = 2500
"""Documents of one corpus at most."""
LONGEST = 12_000
"""Characters of such a document."""
_OFFENCES = ("accused_of", "engages_in")


@dataclass(frozen=True, slots=True)
class Told:
    """One claim: its predicate, where its two parties stand in the text, and the codes of the second (None: not told).

    `first` is the subject and `second` the object, or the word that carries the claim where it has none; an incident is
    second to people, and first to places, days and things.
    """

    predicate: str
    first: Range
    second: Range
    offence: str | None = None
    incident: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One window on its pieces.

    `sentence` numbers the sentence of every piece that begins a word, else `OUTSIDE`. `told` rows are (predicate,
    first piece, second piece), `codes` rows (piece, column among all codes).
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    gaps: NDArray[np.int64]
    sentence: NDArray[np.int64]
    told: NDArray[np.int64]
    codes: NDArray[np.int64]


def annotated(data: Path, *folders: Path) -> list[tuple[str, list[Drawn]]]:
    """Annotated documents in English, each with its mark and its windows.

    Args:
        data: folder of the corpora. folders: of claim annotations and of pairs; the first that holds a document counts.
    """
    reader, kept = BundledReader(), list({one["doc"]: one for f in reversed(folders) for one in read_all(f)}.values())
    found = annotated_sources(data, kept)
    out = []
    for one in kept:
        document = take_text(found[one["doc"]].text, id=one["doc"])
        if document.language == "es":
            continue
        place = stored_places(document, len(found[one["doc"]].text))
        told = [
            replace(t, first=tuple(place[list(t.first)]), second=tuple(place[list(t.second)])) for t in of_document(one)
        ]
        out.append((one["doc"], draw(reader.read(document), told, reader._encoder)))
    return out


def of_document(one: Json) -> Iterator[Told]:
    """The ties of an annotated document: of its claims, or of its pairs."""
    for claim in one.get("claims", []):
        yield from of_annotation(claim)
    for predicate, first, second, code, stage in one.get("pairs", []):
        offence, incident = (code, None) if predicate in _OFFENCES else (None, code)
        yield from _told(predicate, [_range(first), _range(second)], offence, incident, stage)


def stored_places(document: Document, length: int) -> NDArray[np.int64]:
    """Where in the stored text each offset of the supplied text, `length` characters long, stands."""
    supplied = document.input_map
    if supplied is None:
        return np.arange(length + 1)
    starts = [supplied.span(i, i + 1).start for i in range(len(document.text))]
    return np.searchsorted(np.asarray([*starts, length]), np.arange(length + 1))


def unannotated(data: Path, excluded: frozenset[str], *, count: int) -> list[Drawn]:
    """Windows of other documents of the same corpora, without ties.

    Args:
        excluded: marks of documents to leave out. count: documents at most, drawn from all corpora alike.
    """
    reader, out = BundledReader(), []
    for source in _others(data, excluded)[:count]:
        document = take_text(source.text[:LONGEST], id=source.id)
        if document.language == "es":
            continue
        seen = reader._encoder.read(document.text, read_stretches(document))
        reading = Reading(document, "encoder", reader.version, sentences=seen.sentences, tokens=seen.tokens)
        out += draw(reading, [], reader._encoder)
    return out


def _others(data: Path, excluded: frozenset[str]) -> list[Source]:
    found = []
    for corpus in UNREAD:
        kept = sorted((s for s in sources(data, corpus) if s.mark not in excluded), key=lambda s: mark(f"ties {s.id}"))
        found += kept[:MOST]
    return sorted(found, key=lambda s: mark(f"all {s.id}"))


def of_annotation(claim: Json) -> Iterator[Told]:
    """The tie of an annotated claim; none where a party is not in words."""
    subject, target = claim["subject"] or {}, claim["object"] or {}
    sides = [subject.get("mention"), target.get("mention") or claim.get("trigger")]
    if claim["predicate"] in _INCIDENTS and sides[0] is None:
        sides[0] = claim.get("trigger")
    qualifiers = claim.get("qualifiers") or {}
    incident = qualifiers.get("incident") or {}
    yield from _told(
        claim["predicate"],
        [_range(s) for s in sides],
        target.get("code"),
        target.get("incident_type") or subject.get("incident_type") or incident.get("incident_type"),
        claim["stage"],
    )


def _told(
    predicate: str, sides: Sequence[Range | None], offence: str | None, incident: str | None, stage: str | None
) -> Iterator[Told]:
    first, second = sides
    if predicate not in TIES or first is None or second is None:
        return
    yield Told(
        predicate, first, second, offence, incident, stage if predicate in ("accused_of", *_OF_INCIDENT) else None
    )
    if predicate in MUTUAL:
        yield Told(predicate, second, first)


def _range(given: Any) -> Range | None:
    """A stretch of an annotation; the first of several."""
    if not given:
        return None
    one = given[0] if isinstance(given[0], list) else given
    return int(one[0]), int(one[1])


def draw(reading: Reading, told: Iterable[Told], encoder: Encoder) -> list[Drawn]:
    """The windows of a document with the ties that lie in them; the same windows as in reading."""
    pieces = encoder.pieces(reading.text, read_stretches(reading.document))
    if not len(pieces):
        return []
    ruler = Ruler(pieces)
    sentence = np.full(len(pieces), OUTSIDE, np.int64)
    for number, s in enumerate(reading.sentences):
        for token in reading.tokens[s.first : s.last]:
            if token.upos != "PUNCT":
                sentence[ruler.at(token.start)] = number
    heads = Heads(reading)
    rows, codes = set(), set()
    for t in told:
        first, second = (heads.of(side) for side in (t.first, t.second))
        if first is None or second is None or first == second:
            continue
        a, b = ruler.at(first), ruler.at(second)
        if sentence[a] != sentence[b] or sentence[a] == OUTSIDE:
            continue
        rows.add((TIES.index(t.predicate), a, b))
        at = a if t.predicate in _INCIDENTS else b
        codes |= {(at, column(kind, value)) for kind, value in _codes(t)}
    return [_window(pieces, a, b, sentence, rows, codes) for a, b in window_borders(0, len(pieces))]


def _codes(told: Told) -> Iterator[tuple[str, str]]:
    for kind in CODES:
        value = getattr(told, kind)
        if value is not None:
            yield kind, value


def column(kind: str, value: str) -> int:
    """The column of a code among all codes."""
    at = 0
    for name, values in CODES.items():
        if name == kind:
            return at + values.index(value)
        at += len(values)
    raise ValueError(f"no kind of code {kind!r}")


def _window(
    pieces: Pieces,
    a: int,
    b: int,
    sentence: NDArray[np.int64],
    rows: set[tuple[int, int, int]],
    codes: set[tuple[int, int]],
) -> Drawn:
    told = sorted((p, x - a, y - a) for p, x, y in rows if a <= x < b and a <= y < b)
    inside = sorted((x - a, c) for x, c in codes if a <= x < b)
    return Drawn(
        pieces.ids[a:b],
        pieces.shapes[a:b],
        pieces.gaps[a:b],
        sentence[a:b],
        np.asarray(told, np.int64).reshape(-1, 3),
        np.asarray(inside, np.int64).reshape(-1, 2),
    )


class Heads:
    """The head word of a stretch, by the tree of the reading: as mentions have theirs."""

    def __init__(self, reading: Reading) -> None:
        self.tokens = reading.tokens
        self.starts = [t.start for t in reading.tokens]

    def of(self, span: Range) -> int | None:
        """Where the head word of the stretch begins; None where no word lies in it."""
        first = int(np.searchsorted(self.starts, span[0], side="right")) - 1
        if first < 0 or self.tokens[first].end <= span[0]:
            first += 1
        last = int(np.searchsorted(self.starts, span[1], side="left"))
        inside = range(first, last)
        if not inside:
            return None
        outside = [i for i in inside if self.tokens[i].head not in inside and self.tokens[i].upos != "PUNCT"]
        return self.tokens[outside[0] if outside else inside[-1]].start
