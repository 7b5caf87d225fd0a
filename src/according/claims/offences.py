"""Offences by their words: which codes of the vocabulary a stretch of text names, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from according.model import Argument, MentionText, Span

from .page import Page
from .wordlists import wordlist


@dataclass(frozen=True, slots=True)
class Named:
    """An offence as the document words it."""

    code: str
    span: Span


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])".replace(" ", r"\s+"), re.IGNORECASE), code)
        for pattern, code in wordlist("offences")["offences"]
    )


def offences_in(page: Page, span: Span) -> list[Named]:
    """Offences named inside the span, in order; where two wordings overlap, the earlier of the list counts.

    Conspiracy to commit an offence is that offence (ruling 5).
    """
    found: list[Named] = []
    for pattern, code in _patterns():
        for match in pattern.finditer(page.text, span.start, span.end):
            at = Span(match.start(), match.end())
            if not any(at.overlaps(f.span) for f in found):
                found.append(Named(code, at))
    found.sort(key=lambda f: f.span)
    named = {f.code for f in found}
    if "conspiracy" in named and len(named) > 1:
        found = [f for f in found if f.code != "conspiracy"]
    return list(_first_of_each(found))


def _first_of_each(found: list[Named]) -> Iterator[Named]:
    seen: set[str] = set()
    for f in found:
        if f.code not in seen:
            seen.add(f.code)
            yield f


def offence_argument(page: Page, named: Named) -> Argument:
    """The offence as the object of an accusation; the document's words go into `qualifiers.offence`."""
    words = named.span.of(page.text)
    return Argument("Offence", named.code, mention=MentionText(named.span.start, named.span.end, words))
