"""Who must never be accused for standing near a crime word: officials, lawyers, victims, witnesses, outlets.

Kept apart from the finders so that every one of them asks the same question.
"""

import re
from functools import cache

from according.model import Argument

from .page import Page
from .wordlists import words


@cache
def _officials() -> re.Pattern[str]:
    return _any(words("law", "lists.officials"))


@cache
def _law_officers() -> re.Pattern[str]:
    return _any(words("law", "lists.law_officers"))


@cache
def _sufferers() -> re.Pattern[str]:
    return _any(words("law", "lists.sufferers"))


def _any(listed: frozenset[str]) -> re.Pattern[str]:
    parts = sorted(map(re.escape, listed), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def is_official(page: Page, argument: Argument) -> bool:
    """Whether the document calls this party a judge, officer, prosecutor, office or the like."""
    return any(_officials().search(form) for form in _forms(page, argument))


def is_law_officer(page: Page, argument: Argument) -> bool:
    """Whether the document gives this party the title of a prosecutor, judge, lawyer or investigator."""
    return any(_law_officers().search(form) for form in _forms(page, argument))


def is_sufferer(page: Page, argument: Argument) -> bool:
    """Whether the document calls this party a victim or witness, or the reading protects them as one."""
    if argument.protected in ("sexual_victim", "trafficking_victim", "witness", "informant"):
        return True
    return any(_sufferers().search(form) for form in _forms(page, argument) if len(form) <= _LONGEST_FORM)


_LONGEST_FORM = 60
"""Characters; a longer wording is a sentence that mentions victims, not a name for one."""


def _forms(page: Page, argument: Argument) -> set[str]:
    """Every wording of the party, with the title words that stand right before its names."""
    forms = {argument.name}
    if argument.mention is not None:
        forms.add(_with_title(page, argument.mention.start, argument.mention.end))
    if argument.entity is not None and "#" in argument.entity and argument.entity.rsplit("#", 1)[1].isdigit():
        for m in page.reading.entities[int(argument.entity.rsplit("#", 1)[1])].mentions:
            mention = page.reading.mentions[m]
            forms.add(_with_title(page, mention.start, mention.end))
    return forms


_TITLE = re.compile(r"(?:(?:[A-Z][\w’'-]*|[A-Z][a-z]{1,3}\.) ){0,3}\Z")
_DESCRIBED = re.compile(r"[a-z\d]|(?:The|An?|This|That|He|She|They|His|Her|Their)\b")


def _with_title(page: Page, start: int, end: int) -> str:
    """A name with up to three capitalised words before it ("Detective Sana Whitlock"); no full stop lies between."""
    words_used = page.text[start:end]
    if _DESCRIBED.match(words_used):
        return words_used
    before = _TITLE.search(page.text[max(0, start - 45) : start])
    return (before.group() if before else "") + words_used
