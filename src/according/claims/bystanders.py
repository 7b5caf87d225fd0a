"""Who must never be accused for standing near a crime word: officials, lawyers, victims, witnesses, outlets.

Kept apart from the finders so that every one of them asks the same question.
"""

import re
from functools import cache

from according.model import Argument, Mention

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
    return not _is_told_with_age(page, argument) and any(_officials().search(form) for form in _forms(page, argument))


def is_law_officer(page: Page, argument: Argument) -> bool:
    """Whether the document gives this party the title of a prosecutor, judge, lawyer or investigator."""
    return not _is_told_with_age(page, argument) and any(_law_officers().search(f) for f in _forms(page, argument))


def is_sufferer(page: Page, argument: Argument) -> bool:
    """Whether the document calls this party a victim or witness, or the reading protects them as one."""
    if argument.protected in ("sexual_victim", "trafficking_victim", "witness", "informant"):
        return True
    return any(_sufferers().search(form) for form in _forms(page, argument) if len(form) <= _LONGEST_FORM)


def is_named_otherwise(page: Page, token: int, argument: Argument) -> bool:
    """Whether a proper name at the token stands for the party, and neither the name nor what guards it says victim."""
    m = argument.mention
    if argument.protected is not None or m is None:
        return False
    named = any(n.level == "named" for n in page.mentions_of(token))
    return named and _sufferers().search(_with_title(page, m.start, m.end)) is None


_LONGEST_FORM = 60
"""Characters; a longer wording is a sentence that mentions victims, not a name for one."""


_AGE_BEHIND = re.compile(r"\s*[,(]\s*(?:age |aged )?\d{2}\b(?!\d| (?:years|months))")


def _is_told_with_age(page: Page, argument: Argument) -> bool:
    """Whether an age stands behind a name of the person: of those who take the steps nobody tells the age, so that a
    lawyer or an officer named with it is one of those the case is about."""
    if argument.type != "Person":
        return False
    return any(_AGE_BEHIND.match(page.text, m.end) for m in _mentions(page, argument) if m.level == "named")


def _mentions(page: Page, argument: Argument) -> list[Mention]:
    if argument.entity is None or "#" not in argument.entity or not argument.entity.rsplit("#", 1)[1].isdigit():
        return []
    entity = page.reading.entities[int(argument.entity.rsplit("#", 1)[1])]
    return [page.reading.mentions[m] for m in entity.mentions]


def _forms(page: Page, argument: Argument) -> set[str]:
    """Every wording of the party, with the title words that stand right before its names."""
    forms = {argument.name}
    if argument.mention is not None:
        forms.add(_with_title(page, argument.mention.start, argument.mention.end))
    forms |= {_with_title(page, m.start, _name_end(page, m)) for m in _mentions(page, argument)}
    return {_OF_ANOTHER.sub("", form) or form for form in forms}


def _name_end(page: Page, mention: Mention) -> int:
    """Where the words for the party end: what stands behind the head of a description tells of others as well ("the
    defendant attacking the victim", "he and the victim"), but whose he is belongs to him ("a friend of the victim")."""
    if mention.level == "named":
        return mention.end
    end = page.tokens[mention.head].end
    return mention.end if page.text[end : end + 4] == " of " else end


_OF_ANOTHER = re.compile(
    r"^.*(?:[’']s|s[’'])\s+(?=\S)|,?\s+(?:who|whom|whose|which|that|as|when|while|after|before|where|because)\s.*$",
    re.DOTALL,
)
"""Words of a wording that tell of somebody else: whose he is ("Officer Lind’s killer"), what he did to whom."""


_TITLE = re.compile(r"(?:(?:[A-Z][\w’'-]*|[A-Z][a-z]{1,3}\.) ){0,3}\Z")
_DESCRIBED = re.compile(r"[a-z\d]|(?:The|An?|This|That|He|She|They|His|Her|Their)\b")


def _with_title(page: Page, start: int, end: int) -> str:
    """A name with up to three capitalised words before it ("Detective Sana Whitlock"); no full stop lies between."""
    words_used = page.text[start:end]
    if _DESCRIBED.match(words_used):
        return words_used
    before = _TITLE.search(page.text[max(0, start - 45) : start])
    return (before.group() if before else "") + words_used
