"""Who has the floor: stretches of a document that are one speaker's own words, as its layout shows.

Transcripts name who speaks before every turn ("MILLER: …", "[MILLER] …"), a printed statement names its author before
it ("[COMMUNIQUE] [THE FRONT] [TEXT]"). Works on characters and the reading's names; decides nothing about kinds.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from according.model import Attribution, Span

from .page import Page
from .wordlists import words

_STATEMENT = re.compile(
    r"\[(?:communique|communiqué|statement|speech|address|message|letter|declaration|proclamation)\]"
    r"\s*\[([^\[\]]{3,120})\]",
    re.IGNORECASE,
)
"""The heading of a printed statement, as monitoring services write it: its kind, then whose it is."""
_HEADING_ENDS = 400
"""Characters from the beginning within which a heading stands."""
_BRACKETED = re.compile(r"(?:(?<=[.?!\]\"”])\s+|(?:\A|\n)\s*)\[([A-Z][\w .,'’\-\"]{0,40})\](?=\s+[\w\"“])")
_COLON = re.compile(r"(?:\A|\n)[ \t>\"“]*((?:[A-Z][\w.'’\-]*)(?: [A-Z][\w.'’\-]*){0,3}) ?:(?=\s+\S)")
_RECORDED = re.compile(r"\[begin (?:video |telephone )?recording\]\s*\[([^\[\]]{2,100})\]", re.IGNORECASE)
_RECORDING_ENDS = re.compile(r"\[end (?:of )?recording\]", re.IGNORECASE)
_FEWEST = 3
"""Turns that make a transcript; fewer are labels of something else."""
_SHORTEST = 40
"""Characters of a turn, on average; shorter ones are a table."""


def turns_of(page: Page) -> Iterator[Attribution]:
    """The words of each speaker who has the floor, as attributions without reporting words, in order."""
    recorded = [(Span(*m.span(1)), m.end()) for m in _RECORDED.finditer(page.text)]
    labelled = {*_labelled(page, _BRACKETED), *_labelled(page, _COLON), *recorded}
    turns = sorted(labelled, key=lambda t: t[0].start)
    end = len(page.text)
    for (label, start), (after, _) in pairwise([*turns, (Span(end, end), end)]):
        if (source := _speaker(page, label)) is not None:
            yield Attribution((source,), (), (Span(start, _recorded(page, start, after.start)),))
    heading = _STATEMENT.search(page.text, 0, _HEADING_ENDS)
    if heading is not None and not turns:
        yield Attribution((Span(*heading.span(1)),), (), (Span(heading.end(), end),))


def _labelled(page: Page, pattern: re.Pattern[str]) -> list[tuple[Span, int]]:
    """The labels of one kind with where their words begin; none where they make no transcript."""
    found = [
        (Span(*m.span(1)), m.end())
        for m in pattern.finditer(page.text)
        if not set(re.findall(r"[\w’']+", m.group(1).lower())) & words("speakers", "stage_directions")
    ]
    names = [label.of(page.text) for label, _ in found]
    if len(found) < _FEWEST or len(set(names)) == len(names):
        return []
    between = (len(page.text) - found[0][0].start) / len(found)
    known = sum(_speaker(page, label) is not None for label, _ in found)
    return found if between >= _SHORTEST and 2 * known > len(found) else []


def _recorded(page: Page, start: int, end: int) -> int:
    stop = _RECORDING_ENDS.search(page.text, start, end)
    return stop.start() if stop else end


def _speaker(page: Page, label: Span) -> Span | None:
    """The words of the label that name somebody or the part he has in the talk."""
    if label.of(page.text).lower() in words("speakers", "parts"):
        return label
    tokens = page.tokens_in(label)
    named = any(page.mention_index(t, "person", "organization", "group") is not None for t in tokens)
    proper = label.of(page.text).isupper() and any(page.tokens[t].upos == "PROPN" for t in tokens)
    return label if named or proper else None
