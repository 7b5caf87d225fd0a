"""What a document was written to tell: the step in its headline, or the one that a media advisory announces.

A headline names nobody; it is about those whom the lead names in full, unless the lead says that they are somebody's
co-defendants or "also charged".
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from according.ledger import name_key
from according.reading.number_words import number_value

from .introductions import sentence_end
from .sheets import Sheet

LEAD_CHARS = 900
"""Length of headline and lead together."""
HEADLINE = "headline"
"""What tells a step, if the headline does."""


def headline_stage(title: str) -> str | None:
    """The step that a headline tells, None if it tells none (data/headlines.toml)."""
    adjective = _headlines().adjectives
    words = adjective.sub(lambda m: " " if _told(title.replace(m.group(), " ")) else m.group(), title)
    return _told(words)


def _told(words: str) -> str | None:
    known = _headlines()
    said = known.denials.sub(" ", words)
    return next((stage for stage, pattern in known.steps if pattern.search(said)), None)


class _Headlines(NamedTuple):
    adjectives: re.Pattern[str]
    denials: re.Pattern[str]
    steps: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _headlines() -> _Headlines:
    read = tomllib.loads(files("according.linking").joinpath("data/headlines.toml").read_text("utf-8"))
    steps = tuple((step["stage"], _any(step["words"])) for step in read["step"])
    return _Headlines(_any(read["adjectives"]), _any(read["denials"]), steps)


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_NUMBER = re.compile(r"(?:(?:all|the|another) )?(?P<number>[a-z]+|\d+)(?![\w-])", re.IGNORECASE)


def people_in(title: str) -> int:
    """Of how many people a headline speaks ("Two Men Sentenced"); one if it does not say."""
    found = _NUMBER.match(title)
    return int((number_value(found["number"].casefold()) if found is not None else None) or 1)


_ADVISORY = re.compile(
    r"\b(?:WHO:\s*(?P<who>.+?)\s+)?WHAT:\s*(?P<what>.+?)(?=\s+(?:WHO|WHEN|WHERE|WHY|HOW):|\Z)",
)
"""A media advisory: who will do what, and when and where the press may come."""


def told_first(
    sheet: Sheet, names: Sequence[str], *, alone: bool = False, surname: bool = False
) -> tuple[str, str] | None:
    """The step that the document was written for and what tells it: what an advisory announces, else its headline.

    Args:
        names: forms of the name of one whom the document names.
        alone: whether the headline is about this person wherever the name stands.
        surname: whether a surname in the lead is enough.
    """
    found = _ADVISORY.search(sheet.line)
    announced = _announced(found["who"] or "", found["what"], names) if found is not None else None
    if announced is not None:
        return announced
    told = headline_stage(sheet.title)
    if told is None or (found is not None and told == "sentenced"):
        return None
    return (told, HEADLINE) if alone or _in_lead(sheet, names, surname=surname) else None


def _announced(who: str, what: str, names: Sequence[str]) -> tuple[str, str] | None:
    """The step that the first sentence of an advisory tells of those whom it, or the line before it, names."""
    first = what[: sentence_end(what, 0)].strip()
    full = [key for name in names if " " in (key := name_key(name))]
    if not any(key in name_key(f"{who} {first}") for key in full):
        return None
    told = _told(_SENTENCING.sub("sentencing hearing", first)) or _told(who)
    if told is None and _PENDING.search(what) and any(key in name_key(who) for key in full):
        told = "charged"
    return (told, first) if told is not None else None


_SENTENCING = re.compile(r"\bsentencing\b", re.IGNORECASE)
"""What an advisory invites to is still to come."""
_PENDING = re.compile(
    r"\b(?:criminal case|charges|pre-?trial|preliminary hearing|jury trial|arraign(?:ed|ment))\b", re.IGNORECASE
)
"""What an advisory says of a case that is under way, whatever it invites to."""
_BESIDE = re.compile(r"\bco-?(?: ?defendants?|conspirators?)\b[^.;]*$", re.IGNORECASE)
"""What stands before the name of one whose own step is told apart from that of the headline."""
_ALSO = re.compile(
    r"[^.;]{0,160}\b(?:(?:is|are|was|were) also|(?:has|have) also been) (?:charged|facing|accused|awaiting|indicted)\b",
    re.I,
)
"""What stands behind it."""


def _in_lead(sheet: Sheet, names: Sequence[str], *, surname: bool = False) -> bool:
    """Whether the headline or the lead names the person, in full unless `surname` is enough, and not beside another."""
    lead = sheet.line[:LEAD_CHARS]
    if any(_BESIDE.match(name) for name in names):
        return False
    for name in sorted(names, key=len, reverse=True):
        if " " not in name_key(name) and not surname:
            continue
        at = lead.casefold().find(name.casefold())
        if at >= 0 and _WITH_OTHERS.search(sheet.title) and _LISTED.search(lead[max(0, at - 200) : at]):
            return False
        if at >= 0:
            return not _BESIDE.search(lead[max(0, at - 120) : at]) and not _ALSO.match(sheet.line, at + len(name))
        if " " in name_key(name) and name_key(name) in name_key(lead):
            return True
    presented = _PRESENTED.search(sheet.line)
    return presented is not None and any(" " in name_key(name) and name in presented.group() for name in names)


_WITH_OTHERS = re.compile(
    r"\b(?:with|con) (?:\w+ ){0,3}(?:co-?defendants?|accomplices?|acusados|c[oó]mplices)\b", re.IGNORECASE
)
"""A headline about one that says who stood beside."""
_LISTED = re.compile(r"[A-ZÀ-Þ][\w’-]+, (?:de )?\d{1,3}\b[^.;]*$")
"""Somebody else's name and age, before a name of the same sentence."""
_PRESENTED = re.compile(r"\bidentified the (?:\w+ )?defendants? as (?:[^.]|\.(?=[^ ]|,)){3,600}\.")
"""Where a release says whom its headline is about."""
