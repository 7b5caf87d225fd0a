"""The people named on a page, each name with the tokens it covers, titles and ages around it left out."""

import re
from dataclasses import dataclass

from according.model import Argument, MentionText
from according.reading.gazetteer import meanings_of

from .capitals import name_run
from .page import Page
from .parties import parties_of
from .wordlists import words

_CLAUSE = re.compile(r"\b(?:who|whom|whose|which|by the)\b", re.IGNORECASE)
"""A stretch with these words is no name, whatever the reader took it for in text set in capitals."""
_AGE = re.compile(r"\d{1,2}")
_FLOOR = frozenset({"majority", "minority", "floor"})


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name in the text: tokens `first` up to `last`, exclusive."""

    first: int
    last: int
    person: Argument


def named_people(page: Page) -> list[Named]:
    """Every person's name, in order; names that only an age gives away ("Aa Bb, 27,") count too."""
    parties = parties_of(page)
    found: list[Named] = []
    t = 0
    while t < len(page.tokens):
        if parties.is_group_name(t):
            t += 1
            continue
        m = parties.name_at(t)
        if m is not None and parties.kind(m) == "person" and not _is_home(page, m):
            mention = page.reading.mentions[m]
            last = page.tokens_in(mention.span)[-1] + 1
            first = _past_title(page, t, last)
            argument = page.argument(m)
            titles = words("posts", "heads") | words("posts", "modifiers") | {"attorneys", "partners", "unit", "office"}
            nobody = titles | words("posts", "no_names")
            person = any(page.word(i).rstrip(".") not in nobody for i in range(first, last))
            if argument is not None and person and not _CLAUSE.search(page.text[mention.start : mention.end]):
                if (argument.entity is None and first > t) or _CLAUSE.search(argument.name):
                    argument = _bare(page, first, last)
                found.append(Named(first, last, argument))
            t = max(last, t + 1)
            continue
        if m is None and page.tokens[t].upos == "PROPN":
            limit = page.sentences[page.sentence_of(t)].last
            run = name_run(page, t, limit)
            if run - t >= 2 and _aged(page, run, limit) and all(parties.name_at(i) is None for i in range(t, run)):
                found.append(Named(t, run, _bare(page, t, run)))
                t = run
                continue
        t += 1
    return found


def ends_title(page: Page, token: int) -> bool:
    """Whether the word ends titles ("attorney", "mayor", "majority leader"), whatever its letters."""
    of_the_floor = page.word(token) in ("leader", "whip") and token > 0 and page.word(token - 1) in _FLOOR
    return of_the_floor or page.word(token).rstrip(".") in words("posts", "heads")


def _is_home(page: Page, m: int) -> bool:
    """Whether the name stands where a home does ("Aa Bb, 27, Cc,") and is a place's: a town taken for a person."""
    mention = page.reading.mentions[m]
    first = page.token_at(mention.start)
    if first < 3:
        return False
    before = page.word(first - 1)
    after_age = before == "," and _AGE.fullmatch(page.word(first - 2)) is not None and page.word(first - 3) == ","
    of_after_age = before == "of" and page.word(first - 2) == "," and _AGE.fullmatch(page.word(first - 3)) is not None
    return of_after_age or (after_age and bool(meanings_of(page.text[mention.start : mention.end])))


def _past_title(page: Page, first: int, last: int) -> int:
    """The first token of the name proper, past "Detective" or "District Attorney" inside the mention."""
    t = first
    cut = first
    while t < last - 1:
        if ends_title(page, t) or page.word(t).rstrip(".") in words("posts", "honorifics"):
            cut = t + 1
            if cut < last and page.word(cut) == ".":
                cut += 1
        t += 1
    return cut


def _bare(page: Page, first: int, last: int) -> Argument:
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    text = page.text[start:end]
    return Argument("Person", " ".join(text.split()), mention=MentionText(start, end, text))


def _aged(page: Page, t: int, limit: int) -> bool:
    if t + 2 >= limit or page.word(t) != "," or not _AGE.fullmatch(page.word(t + 1)):
        return False
    return int(page.word(t + 1)) >= 10 and page.word(t + 2) in (",", ";", "and", ".", "(", "of")
