"""Whether a charge is one by indictment, which is further in law than a charge (ruling 4)."""

import re

from .page import Page
from .wordlists import words

_MERELY = re.compile(r"\bindictments?\s+(?:is|are)\s+(?:\w+\s+)?(?:an?\s+)?accus", re.IGNORECASE)
"""The notice that closes a release about an indictment: it is an accusation and no proof."""
_BEFORE = re.compile(r"\b(?:previously|earlier|originally|initially|first)\b", re.IGNORECASE)


class _Announced(frozenset[bool]):
    """Whether the document says of its own matter that it is an indictment; kept with the page."""


def is_by_indictment(page: Page, verb: int) -> bool:
    """Whether "charged" or "arraigned" is told of an indictment: in its own clause, or because the document says that
    its matter is one. An earlier charge stays a charge.
    """
    sentence = page.sentence_of(verb)
    if _in_own_words(page, verb):
        return True
    return _announced(page) and _BEFORE.search(page.sentence_text(sentence)) is None


def _in_own_words(page: Page, verb: int) -> bool:
    """ "Charged in a 12-count indictment with", "an indictment in which they are charged with"."""
    s = page.sentences[page.sentence_of(verb)]
    above = set(page.ancestors(verb))
    for noun in range(s.first, s.last):
        if page.lemma(noun) != "indictment" or page.word(noun - 1) in ("no", "without", "post"):
            continue
        held = noun in above or verb in page.ancestors(noun) or above.intersection(page.ancestors(noun))
        denied = any(page.lemma(a) in words("undone", "refusing") for a in page.ancestors(noun))
        if held and not denied:
            return True
    return False


def _announced(page: Page) -> bool:
    found = page.memo.get(_Announced)
    if not isinstance(found, _Announced):
        found = page.memo[_Announced] = _Announced([True] if _MERELY.search(page.text) else [])
    return bool(found)
