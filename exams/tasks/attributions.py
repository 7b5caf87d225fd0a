"""PolNeAR: who is cited, by which words, for what; and the speakers of direct quotations."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from according.model import Attribution, Reader, Span

from ..documents import plain_document

Row = dict[str, Any]
QUOTATION = re.compile(r"[“\"]([^“”\"]+)[”\"]")
SHORTEST = 3
"""Words a stretch in quotation marks must have to count, as in the scorer's key."""


def predict_attributions(rows: Iterable[Row], reader: Reader) -> Iterator[Row]:
    """`{doc, attributions: [{source, cue, content}]}` with lists of [start, end]."""
    for row in rows:
        reading = reader.read(plain_document(row["doc"], row["text"]))
        yield {"doc": row["doc"], "attributions": [_pieces(a) for a in reading.attributions]}


def predict_quotes(rows: Iterable[Row], reader: Reader) -> Iterator[Row]:
    """`{doc, quotes: [{quote, speaker}]}`: stretches of three or more words that an attribution covers."""
    for row in rows:
        reading = reader.read(plain_document(row["doc"], row["text"]))
        yield {"doc": row["doc"], "quotes": list(_quotes(row["text"], reading.attributions))}


def _pieces(attribution: Attribution) -> Row:
    return {role: [[s.start, s.end] for s in getattr(attribution, role)] for role in ("source", "cue", "content")}


def _quotes(text: str, attributions: tuple[Attribution, ...]) -> Iterator[Row]:
    for found in QUOTATION.finditer(text):
        if len(re.findall(r"\w+", found.group(1))) < SHORTEST:
            continue
        quote = Span(found.start(1), found.end(1))
        owner = max(attributions, key=lambda a: _shared(quote, a), default=None)
        if owner is None or _shared(quote, owner) * 2 < len(quote):
            continue
        speaker = [owner.source[0].start, owner.source[-1].end] if owner.source else None
        yield {"quote": [quote.start, quote.end], "speaker": speaker}


def _shared(quote: Span, attribution: Attribution) -> int:
    return sum(max(0, min(quote.end, s.end) - max(quote.start, s.start)) for s in attribution.content)
