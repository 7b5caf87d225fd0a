"""Offences by their words: which codes of the vocabulary a stretch of text names, and where."""

import re
from dataclasses import dataclass
from functools import cache

from according.model import Argument, MentionText, Span

from .page import Page
from .wordlists import wordlist, words

_GOAL = re.compile(r"\s+to\s+(?!commit\b)\w+(?:\s+(?:a|an|the)\s+\w+)?", re.IGNORECASE)
"""What a conspiracy is for, where that is no offence of the vocabulary."""

_FOR_WHAT = re.compile(r"\s+(?:to\s+(?:commit\s+|possess\s+|distribute\s+)?|in\s+|of\s+)", re.IGNORECASE)
"""What joins a conspiracy to the offence that it was for."""


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

    Conspiracy to commit an offence is that offence (ruling 5). Two of one code are two offences if worded differently.
    """
    found: list[Named] = []
    for pattern, code in _patterns():
        for match in pattern.finditer(page.text, span.start, span.end):
            at = Span(match.start(), match.end())
            if any(at.overlaps(f.span) for f in found):
                continue
            goal = _GOAL.match(page.text, at.end, span.end) if code == "conspiracy" else None
            found.append(Named("other", Span(at.start, goal.end())) if goal else Named(code, at))
    found.sort(key=lambda f: f.span)
    found = [f for f in found if f.code != "conspiracy" or _stands_alone(page, f.span, span)]
    return list({(f.code, " ".join(f.span.of(page.text).lower().split())): f for f in reversed(found)}.values())[::-1]


def _stands_alone(page: Page, named: Span, inside: Span) -> bool:
    """Whether a conspiracy is an item of its own, not the beginning of a wording that names what it was for."""
    behind = page.text[named.end : inside.end]
    goal = _FOR_WHAT.match(behind)
    if goal is None:
        return True
    return not any(pattern.match(behind, goal.end()) for pattern, code in _patterns() if code != "conspiracy")


def unlisted_offence(page: Page, step: int) -> Named | None:
    """What a legal step is for in words that the vocabulary lacks ("charged with failing to stop"): `other`.

    Args:
        step: token of the verb or noun that tells the step.
    """
    cases = ("with", "on", "for") if page.lemma(step) in ("charge", "indict", "arraign") else ("of", "for", "to")
    for token in page.obliques(step, *cases):
        if page.case(token) != "for" and page.lemma(step) in ("arrest", "sentence"):
            continue
        named = _counted(page, token)
        if named is not None and page.lemma(named) not in words("offences", "vague"):
            span = page.subtree_span(named)
            end = min([span.end, *(m.start() + span.start for m in re.finditer("[,;:(]", span.of(page.text)))])
            words_of = [
                t for t in page.subtree(named) if page.tokens[t].upos not in ("ADP", "DET", "NUM") or t == named
            ]
            start = page.tokens[min(words_of)].start
            if 0 < len(page.text[start:end].split()) <= 14:
                return Named("other", Span(start, end))
    return None


def _counted(page: Page, token: int) -> int | None:
    """The offence behind "two counts of"; None where only a number of counts is told, or a person or day."""
    if page.lemma(token) in ("count", "charge"):
        behind = page.obliques(token, "of", "for")
        return behind[0] if behind else None
    if page.tokens[token].upos not in ("NOUN", "VERB") or page.mention_index(token, "person", "time") is not None:
        return None
    return token


def offence_argument(page: Page, named: Named) -> Argument:
    """The offence as the object of an accusation; the document's words go into `qualifiers.offence`."""
    said = named.span.of(page.text)
    return Argument("Offence", named.code, mention=MentionText(named.span.start, named.span.end, said))
