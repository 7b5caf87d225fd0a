"""The words of a source: one noun phrase of one block of the page, with nothing left hanging at its ends.

The reader's sources now and then run over a menu into a headline, stop at a hyphen, or take along the word that begins
the next phrase ("A judge on" of "A judge on Friday dismissed …"). Works on words; decides nothing about kinds.
"""

import re
from itertools import pairwise

from according.model import Span

from .page import Page
from .phrases import Phrases

_ANOTHER = re.compile(
    r",? (?:citing|quoting|referring|referencing|speaking|adding|noting|writing|who|whom|which|while|whose)\b.*",
    re.DOTALL,
)
"""What another clause says of the source, or of somebody else whom the source cites."""
_LEFT_HANGING = ("ADP", "CCONJ", "SCONJ", "DET", "AUX", "PUNCT", "ADV", "PART")
_LED_BY = ("CCONJ", "SCONJ", "PUNCT", "AUX", "PART")
_PART = (
    "one",
    "two",
    "three",
    "four",
    "some",
    "several",
    "many",
    "most",
    "both",
    "another",
    "each",
    "member",
    "members",
)
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_LONGEST = 120
"""Characters of a source; nothing is added beyond."""
_CLOSES = '”’")].'
_OPENS = '“‘"(['


def trimmed(page: Page, span: Span, cue: Span | None) -> Span:
    """The source without what does not belong to it.

    Args:
        span: as read. cue: the reporting words; of a source that runs over several blocks the part beside them stays.
    """
    span = _in_one_block(page, span, cue)
    span = _whole_words(page, span)
    words = span.of(page.text)
    other = _ANOTHER.search(words)
    if other is not None and other.start() > 2:
        span = Span(span.start, span.start + other.start())
    return _with_those_it_is_of(page, _whole_phrase(page, _without_ends(page, span)))


def _with_those_it_is_of(page: Page, span: Span) -> Span:
    """ "One of two robbers": a number alone says nobody."""
    last = max(page.tokens_in(span), default=-1)
    if last < 0 or page.word(last) not in _PART or page.word(last + 1) != "of":
        return span
    for noun in page.obliques(last, "of"):
        end = page.tokens[Phrases(page).core(noun)[1] - 1].end
        if span.end < end < span.start + _LONGEST:
            return Span(span.start, end)
    return span


def _whole_phrase(page: Page, span: Span) -> Span:
    """With the article and the adjectives of its noun, and with the noun of its adjectives ("law-enforcement …")."""
    inside = page.tokens_in(span)
    head = next((t for t in inside if page.tokens[t].head not in inside), None)
    if head is not None and 0 < page.tokens[head].head - head < 4:
        cut = page.tokens[head].upos not in _NOMINAL or page.tokens[head].deprel in ("compound", "amod")
        head = page.tokens[head].head if cut else head
    if head is None or page.tokens[head].upos not in ("NOUN", "PROPN"):
        return span
    first, last = Phrases(page).core(head)
    whole = Span(min(span.start, page.tokens[first].start), max(span.end, page.tokens[last - 1].end))
    return whole if len(whole) < _LONGEST and "\n\n" not in whole.of(page.text) else span


def _in_one_block(page: Page, span: Span, cue: Span | None) -> Span:
    """The part of the span inside one block and one sentence: the part next to the cue, else the last."""
    cuts = {s.start for s in page.reading.document.segments} | {s.start for s in page.sentences}
    borders = [span.start, *sorted(c for c in cuts if span.start < c < span.end), span.end]
    pieces = [Span(a, b) for a, b in pairwise(borders)]
    pieces = [p for p in pieces if p.of(page.text).strip()]
    if len(pieces) < 2:
        return span
    piece = pieces[0] if cue is not None and cue.end <= span.start else pieces[-1]
    words = piece.of(page.text)
    return Span(piece.start, piece.start + len(words.rstrip()))


def _whole_words(page: Page, span: Span) -> Span:
    """Both ends moved outward to where the word ends that they stand in; a hyphen ends none."""
    start, end, text = span.start, span.end, page.text
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-‐‑") and text[start].isalnum():
        start -= 1
    if end < len(text) and (text[end - 1].isalnum() or (text[end - 1] in "-‐‑" and text[end].isalnum())):
        while end < len(text) and (
            text[end].isalnum() or (text[end] in "-‐‑" and end + 1 < len(text) and text[end + 1].isalnum())
        ):
            end += 1
    return Span(start, end)


def _without_ends(page: Page, span: Span) -> Span:
    """Without a date, a preposition, an article, a conjunction or a comma that stands at an end."""
    inside = list(page.tokens_in(span))
    while len(inside) > 1 and page.tokens[inside[0]].upos in _LED_BY and page.word(inside[0]) not in _OPENS:
        inside.pop(0)
    while len(inside) > 1 and _hangs(page, inside):
        inside.pop()
    if not inside:
        return span
    end = page.tokens[inside[-1]].end
    last = min(span.end, end) if end < span.end else span.end
    return Span(page.tokens[inside[0]].start, max(last, page.tokens[inside[0]].end))


def _hangs(page: Page, inside: list[int]) -> bool:
    last = inside[-1]
    token = page.tokens[last]
    if page.word(last) in _CLOSES:
        return False
    if token.upos in _LEFT_HANGING:
        return True
    return any(t.start <= token.start < t.end and _after_preposition(page, inside, t.start) for t in page.reading.times)


def _after_preposition(page: Page, inside: list[int], start: int) -> bool:
    """Whether the date at the end is a phrase of its own ("on Friday", "last week"), and no part of a name."""
    before = [t for t in inside if page.tokens[t].start < start]
    return bool(before) and (
        page.tokens[before[-1]].upos in ("ADP", "NOUN", "PROPN", "PRON") and page.tokens[inside[-1]].xpos != "POS"
    )
