"""People listed by name after a noun: "members A, 27 (left), and B, 20", as captions and charging lists have them."""

import re

from according.model import Argument, MentionText

from .capitals import name_run
from .page import Page
from .parties import Parties

_BETWEEN = re.compile(r"[\d,;:()\[\]–—\-“”\"'.]+")
_BETWEEN_WORDS = frozenset(
    {"and", "left", "right", "center", "centre", "top", "bottom", "from", "far", "middle", "including", "aka",
     "identified",
     "as", "named", "namely", "are", "were", "â", "also", "known", "respectively", "above", "below"}
)  # fmt: skip
_MOST = 60


def listed_after(parties: Parties, token: int) -> list[Argument]:
    """The people named in a list that directly follows the phrase ending at `token`, in order.

    The list ends at the first word that is neither a name, an age, a bracketed position nor a joining word; a name that
    no mention covers counts if it has two capitalised words or more. One name after the comma of a plural is no list
    ("since the town fell to its gunmen, Aa Bb said"): it may be anybody's.
    """
    page = parties.page
    sentence = page.sentences[page.sentence_of(token)]
    found: list[Argument] = []
    t = token + 1
    if t >= sentence.last or page.word(t) not in (",", ":", "(", "–", "—", "-", "identified", "including", "named"):
        return []
    steps = 0
    while t < sentence.last and steps < _MOST:
        steps += 1
        word = page.word(t)
        run = name_run(page, t, sentence.last)
        if run > t + 1:
            found.append(_person(parties, t, run))
            t = run
        elif _BETWEEN.fullmatch(word) or word in _BETWEEN_WORDS:
            t += 1
        elif word == "of" and found:
            t = _past_place(page, t + 1, sentence.last)
        else:
            break
    apposed = page.word(token + 1) == "," and parties.is_plural(token)
    return [] if apposed and len(found) == 1 else found


def _person(parties: Parties, first: int, last: int) -> Argument:
    page = parties.page
    for token in range(first, last):
        m = parties.mention(token, "person")
        if m is not None and page.reading.mentions[m].level == "named":
            argument = page.argument(m)
            if argument is not None:
                return argument
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    text = page.text[start:end]
    return Argument("Person", " ".join(text.split()), mention=MentionText(start, end, text))


def _past_place(page: Page, first: int, last: int) -> int:
    t = name_run(page, first, last)
    while t < last - 1 and page.word(t) == "," and name_run(page, t + 1, last) == t + 2:
        t = t + 2
    return max(t, first)
