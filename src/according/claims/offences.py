"""Offences by their words: which codes of the vocabulary a stretch of text names, and where."""

import re
from dataclasses import dataclass
from functools import cache

from according.model import Argument, MentionText, Span

from .page import Page
from .wordlists import wordlist

_GOAL = re.compile(r"\s+to\s+(?!commit\b)\w+(?:\s+(?:a|an|the)\s+\w+)?", re.IGNORECASE)
"""What a conspiracy is for, where that is no offence of the vocabulary."""

_DEGREE = r"(?:first|second|third|fourth|fifth|sixth)"
_GRADED = re.compile(
    rf"(?:\b(?:attempted|aggravated)\s+)?(?:\b{_DEGREE}-?(?:,|,?\s+and|,?\s+or)\s+(?:and\s+|or\s+)?)*"
    rf"\b{_DEGREE}[- ]degree\s+(?:attempted\s+|aggravated\s+)?$|\battempted\s+$",
    re.IGNORECASE,
)
"""Degrees and attempts before an offence, which tell one count from another ("first- and second-degree assault")."""
_BACK = 80
"""Characters in which degrees may stand before an offence."""

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
    found = offence_wordings(page, span)
    return list({(f.code, " ".join(f.span.of(page.text).lower().split())): f for f in reversed(found)}.values())[::-1]


def offence_wordings(page: Page, span: Span) -> list[Named]:
    """Every place inside the span that names an offence, repeats included, in order."""
    found: list[Named] = []
    for pattern, code in _patterns():
        for match in pattern.finditer(page.text, span.start, span.end):
            at = Span(match.start(), match.end())
            if any(at.overlaps(f.span) for f in found) or _is_flight(page, at):
                continue
            goal = _GOAL.match(page.text, at.end, span.end) if code == "conspiracy" else None
            if goal is not None and any(f.span.start < goal.end() and at.end <= f.span.start for f in found):
                goal = None
            found.append(Named("other", Span(at.start, goal.end())) if goal else Named(code, at))
    found = [_graded(page, f, span) for f in sorted(found, key=lambda f: f.span)]
    return [f for f in found if f.code != "conspiracy" or _stands_alone(page, f.span, span)]


def _is_flight(page: Page, at: Span) -> bool:
    """Whether "escape" is what somebody did after the deed ("to steal the register and escape"), and no offence."""
    return at.of(page.text).lower() == "escape" and page.tokens[page.token_at(at.start)].upos == "VERB"


_OF_PEOPLE = ("homicide", "attempted_homicide", "assault")
_BEAST = re.compile(
    r"\s+(?:of\s+)?(?:(?:an?|the|his|her|their|our|my|two|three|four|five|several|\d+)\s+)?(?:[\w’'-]+\s+){0,2}?"
    r"(?:dogs?|pupp(?:y|ies)|cats?|kittens?|horses?|animals?|pets?|birds?|cows?|cattle|pigs?|goats?|sheep|ducks?)"
    r"(?=\s*(?:[^\w\s-]|$)|\s+(?:by|with|in|inside|on|at|and|or|to|from|after|before|during|that|who|named|while|for|as)\b)",
    re.IGNORECASE,
)
"""What is done to animals is no offence against a person."""


def _graded(page: Page, named: Named, inside: Span) -> Named:
    """The offence with its degree and its being attempted, where they stand before the words that name it."""
    beast = _BEAST.match(page.text, named.span.end, inside.end) if named.code in _OF_PEOPLE else None
    if beast is not None:
        return Named("other", Span(named.span.start, beast.end()))
    start = max(inside.start, named.span.start - _BACK)
    before = _GRADED.search(page.text[start : named.span.start])
    return Named(named.code, Span(start + before.start(), named.span.end)) if before else named


def _stands_alone(page: Page, named: Span, inside: Span) -> bool:
    """Whether a conspiracy is an item of its own, not the beginning of a wording that names what it was for."""
    joined = _FOR_WHAT.match(page.text, named.end, inside.end)
    return joined is None or not any(
        pattern.match(page.text, joined.end(), inside.end) for pattern, code in _patterns() if code != "conspiracy"
    )


def offence_argument(page: Page, named: Named) -> Argument:
    """The offence as the object of an accusation; the document's words go into `qualifiers.offence`."""
    said = named.span.of(page.text)
    return Argument("Offence", named.code, mention=MentionText(named.span.start, named.span.end, said))
