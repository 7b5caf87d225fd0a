"""Titles beside names: the run of title words, and the body or place that it is a title of.

The body stands before the title ("Cc County District Attorney Aa Bb") or after it ("chief of the Cc Police"); in
politics a bracket after the name tells the place ("Rep. Aa Bb (D-Cc.)").
"""

import re
from dataclasses import dataclass, replace

from according.model import Argument, MentionText

from .capitals import name_run
from .page import Page
from .parties import Parties
from .people_named import Named, ends_title
from .places import home_place, with_region
from .wordlists import wordlist, words

_JOINS = frozenset({"of", "for", "at", "and", "the", "to", "on", "’s", "'s", "’", "'", "&", ".", "-"})
_POSSESSIVE = frozenset({"’s", "'s", "’", "'", "s"})
_COMPLEMENTS = frozenset(
    {
        *(("of", w) for w in ("state", "staff", "defense", "defence", "police", "labor")),
        ("at", "large"),
        ("in", "chief"),
    }
)
"""Words after a title's head that belong to the title and name no body."""
_PAST = frozenset({"former", "ex", "late", "formerly", "then"})
_CONSTITUENCY = re.compile(
    r"\s?\([DRI][-–—]\s?([A-Z][A-Za-z. ]{0,14}?)\)|, ?[DRI][-–—]\s?([A-Z][A-Za-z]*\.?(?:[A-Z]\.)?)(?=[ ,])"
    r"|, (?:a |the )?(?:Republican|Democrat|Independent) (?:of|from) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"|, an? ([A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:Republican|Democrat)\b"
)
"""The place of a politician: "(D-Cc.)", ", R-Cc.", ", Republican of Cc", ", a Cc Democrat"."""
_FAR = 8
"""Words that may stand between a title and "at" or "of" its body: "director for civil liberties at the Cc Fund"."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the text: tokens `first` up to `last`, exclusive; `body` is what it is a title of."""

    first: int
    last: int
    body: Argument | None = None
    former: bool = False


def is_title_head(page: Page, token: int) -> bool:
    """Whether the word ends titles ("attorney", "mayor"); everyday words count only with a capital letter."""
    if not is_title_head_anywhere(page, token):
        return False
    everyday = page.word(token).rstrip(".") in words("posts", "everyday")
    return not everyday or page.text[page.tokens[token].start].isupper()


def title_before(parties: Parties, name: Named) -> Title | None:
    """The title that ends right before the name, with the body before it or between the two."""
    page = parties.page
    start = page.sentences[page.sentence_of(name.first)].first
    last = name.first
    if page.word(last) in _POSSESSIVE or (last > start and page.word(last - 1) in ("to", "for")):
        return None
    if last - 1 >= start and page.word(last - 1) == ".":
        last -= 1
    head = _before_complement(page, last - 1, start)
    if head < start or not is_title_head(page, head):
        return _title_of_body_before(parties, name, start)
    first = title_start(page, head, start)
    body_last = first
    if body_last - 1 >= start and page.word(body_last - 1) in _POSSESSIVE:
        body_last -= 1
    body_first = _proper_before(page, body_last, start)
    body = body_of(parties, body_first, body_last) if body_first < body_last else _everyday_body(parties, first, start)
    former = any(page.word(t) in _PAST for t in range(max(start, body_first - 1), head))
    return Title(first, last, body, former)


def _everyday_body(parties: Parties, title: int, start: int) -> Argument | None:
    """The body in small letters right before a title, with the name that says whose: "Cc campaign", "prison"."""
    page = parties.page
    t = title - 1
    if t >= start and parties.is_group_name(t):
        return next(iter(parties.groups(t)), None)
    if t < start or page.word(t) not in words("posts", "everyday_bodies"):
        return None
    first = _proper_before(page, t, start)
    begin, end = page.tokens[first].start, page.tokens[t].end
    said = page.text[begin:end]
    return Argument("Organization", " ".join(said.split()), mention=MentionText(begin, end, said))


def body_within(page: Page, title: Title) -> Argument | None:
    """The chamber or country that the title itself begins with: "House Speaker", "U.S. President"."""
    t = page.tokens[title.first]
    said = page.text[t.start : t.end]
    if title.last - title.first < 2 or not said[:1].isupper():
        return None
    if said.lower() in ("house", "senate"):
        return Argument("Organization", said, mention=MentionText(t.start, t.end, said))
    head = page.word(title.last - 1).rstrip(".")
    if said.lower() not in ("u.s", "u.s.", "us") or head not in words("posts", "of_countries"):
        return None
    end = t.end + (page.text[t.end : t.end + 1] == ".")
    return Argument("Place", page.text[t.start : end], mention=MentionText(t.start, end, page.text[t.start : end]))


def _before_complement(page: Page, token: int, start: int) -> int:
    """The token before "of State" and the like, or the token itself."""
    if token - 2 >= start and (page.word(token - 1), page.word(token)) in _COMPLEMENTS:
        return token - 2
    return token


def _title_of_body_before(parties: Parties, name: Named, start: int) -> Title | None:
    """The title of "the head of the Cc Agency, Aa Bb" and "CEO of Cc Works Aa Bb"."""
    page = parties.page
    t = name.first - 1
    comma = t >= start and page.word(t) == ","
    if comma:
        t -= 1
    end = t + 1
    while t - 1 >= start and end - t <= 8 and (_is_capital(page, t) or page.word(t) in ("the", "and", "of", "&", "’s")):
        head = t - 1
        if page.word(t) in ("of", "at", "to", "for") and is_title_head_anywhere(page, head) and end > t + 1:
            first = title_start(page, head, start)
            named_before = first - 1 >= start and page.word(first - 1) == "," and not comma
            earlier = first - 2 >= start and page.word(first - 1) == "," and parties.name_at(first - 2) is not None
            if earlier or named_before:
                return None
            body = body_of(parties, t + 2 if page.word(t + 1) == "the" else t + 1, end)
            former = first - 1 >= start and page.word(first - 1) in _PAST
            return Title(first, head + 1, body, former) if body is not None else None
        t -= 1
    return None


def is_title_head_anywhere(page: Page, token: int) -> bool:
    """Whether the word ends titles, also in small letters: enough where the body is named."""
    return ends_title(page, token) and page.tokens[token].upos not in ("VERB", "AUX")


def title_start(page: Page, head: int, start: int) -> int:
    """The first token of the title that ends in `head`."""
    t = head
    while t - 1 >= start:
        word = page.word(t - 1).rstrip(".")
        dot = page.word(t - 1) == "." and page.word(t - 2) in words("posts", "shortened")
        modifier = word in words("posts", "modifiers") or word in words("posts", "heads")
        if page.word(t - 1) == "-" and t - 2 >= start and page.word(t - 2) in words("posts", "modifiers"):
            modifier = True
        if not modifier and not dot:
            break
        if (
            word in ("in", "the", "police", "court", "supreme", "county", "city", "superior", "state")
            and page.text[page.tokens[t - 1].start].isupper()
        ):
            break
        if t - 3 >= start and page.word(t - 2) == "of" and _is_name_of(page, t - 3, t - 1):
            break
        t -= 1
    while t < head and page.word(t) in (".", "-", "in"):
        t += 1
    return t


def _is_name_of(page: Page, noun: int, said: int) -> bool:
    """Whether "of" joins the two words to the name of a body: "Department of Corrections"."""
    capital = all(page.text[page.tokens[t].start].isupper() for t in (noun, said))
    return capital and page.word(noun) in words("posts", "bodies")


def _proper_before(page: Page, last: int, start: int) -> int:
    """The first token of the capitalised run that ends before `last` ("Kestrel County", "Port Maren Police")."""
    t = last
    while t - 1 >= start:
        word = page.text[page.tokens[t - 1].start : page.tokens[t - 1].end]
        if word[:1].isupper() and page.tokens[t - 1].upos in ("PROPN", "NOUN", "ADJ"):
            t -= 1
        elif word in ("of", "’s", "'s", "’", "-", ".", "and", "&") and t - 2 >= start and t < last:
            previous = page.text[page.tokens[t - 2].start : page.tokens[t - 2].end]
            if not previous[:1].isupper() or (
                word == "and" and page.tokens[t - 2].deprel.split(":")[0] not in ("compound", "flat", "conj")
            ):
                break
            t -= 1
        else:
            break
    dropped = words("posts", "honorifics") | {"former", "acting", "today", "then"} | _JOINS
    while t < last and page.word(t) in dropped:
        t += 1
    return t


def body_of(parties: Parties, first: int, last: int) -> Argument | None:
    """The body or place that the tokens name."""
    page = parties.page
    if first >= last:
        return None
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    text = page.text[start:end]
    said = " ".join(text.lower().split())
    if said in words("posts", "no_bodies"):
        return None
    if said in wordlist("demonyms")["demonyms"]:
        return Argument("Place", text, mention=MentionText(start, end, text))
    for token in range(last - 1, first - 1, -1):
        told = parties.groups(token) if parties.is_group_name(token) else []
        if told:
            return told[0]
        m = parties.name_at(token)
        if m is not None and parties.kind(m) in ("organization", "place", "group"):
            mention = page.reading.mentions[m]
            if mention.start <= start + 4 and abs(mention.end - end) <= 2:
                kind = {"place": "Place", "group": "Group"}.get(parties.kind(m), "Organization")
                return page.argument(m, type=kind)
    m = parties.name_at(first)
    lone_place = m is not None and parties.kind(m) == "place"
    tail = page.word(last - 1).rstrip(".")
    kind = (
        "Place" if lone_place and tail not in words("posts", "bodies") - {"county", "city", "state"} else "Organization"
    )
    return Argument(kind, " ".join(text.split()), mention=MentionText(start, end, text))


def title_after(parties: Parties, name: Named, limit: int) -> Title | None:
    """The title of "Aa Bb, Unit Chief", "Aa Bb, the mayor of Cc", "Aa Bb (D-Cc.), chair of the Dd Committee"."""
    page = parties.page
    t = _past_brackets(page, name.last, limit)
    if t < limit and page.word(t) == ",":
        t += 1
        if t < limit and page.word(t).isdigit() and t + 1 < limit and page.word(t + 1) == ",":
            t += 2
    elif t < limit and page.word(t) in ("(", "–", "—"):
        t += 1
    else:
        return None
    former = False
    while t < limit and page.word(t) in words("posts", "before_title"):
        former = former or page.word(t) in ("former", "formerly", "then", "was")
        t += 1
    end = _head_from(page, t, limit)
    if end is None or _starts_a_name(parties, end + 1, limit):
        return None
    first = title_start(page, end, t)
    body = body_of(parties, t, first - (page.word(first - 1) in _POSSESSIVE)) if first > t else None
    last = end + 1
    while last + 1 < limit and (page.word(last), page.word(last + 1)) in _COMPLEMENTS:
        last += 2
    if body is None:
        body = body_after(parties, last, page.sentences[page.sentence_of(end)].last)
    if body is None and not is_title_head(page, end):
        return None
    return Title(first, last, body, former)


def _head_from(page: Page, first: int, limit: int) -> int | None:
    """The head of the title that starts at `first`, past the proper words of its body."""
    for end in range(first, min(limit, first + 7)):
        following = end + 1 < limit and is_title_head_anywhere(page, end + 1) and page.tokens[end + 1].upos != "VERB"
        if is_title_head_anywhere(page, end) and not following:
            return end
        proper = page.word(end).rstrip(".") in words("posts", "modifiers") or page.word(end) in ("-", "’s", "'s", "of")
        if not (proper or _is_capital(page, end)):
            return None
    return None


def _starts_a_name(parties: Parties, token: int, limit: int) -> bool:
    """Whether somebody else's name starts at the token: the title before it is theirs."""
    page = parties.page
    if token >= page.sentences[page.sentence_of(token - 1)].last or page.word(token) in _JOINS:
        return False
    m = parties.name_at(token)
    if m is not None and parties.kind(m) == "person":
        return True
    return token < limit and name_run(page, token, limit) > token + 1


def _past_brackets(page: Page, token: int, limit: int) -> int:
    """Past a short bracket such as "(D-Cc.)" or "(27)"."""
    if token < limit and page.word(token) == "(":
        closing = next((t for t in range(token, min(token + 7, limit)) if page.word(t) == ")"), None)
        if closing is not None:
            return closing + 1
    return token


def constituency(page: Page, name: Named) -> Argument | None:
    """The place of "(D-Cc.)" after a politician's name."""
    match = _CONSTITUENCY.match(page.text, page.tokens[name.last - 1].end)
    if match is None:
        return None
    group = match.lastindex or 0
    town = match[group].strip()
    return Argument("Place", town, mention=MentionText(match.start(group), match.start(group) + len(town), town))


def body_after(parties: Parties, t: int, limit: int) -> Argument | None:
    """The body of "of the Cc Bureau", "for Cc", "at Cc", right after a name or title."""
    page = parties.page
    head = t - 1
    if t >= limit or page.word(t) not in ("of", "for", "at", "with", "in", "to"):
        if t + 1 < limit and page.word(t) == "," and page.word(t + 1) == "of":
            t += 1
        else:
            return None
    t = _far(page, t, limit) + 1
    while t < limit and page.word(t) in ("the", "its", "a"):
        t += 1
    end = t
    while end < limit and (_is_capital(page, end) or (end > t and _joins(page, end, limit))):
        end += 1
    while end > t and page.word(end - 1) in (*_JOINS, ","):
        end -= 1
    m = parties.name_at(t)
    of_a_place = page.word(head) in words("posts", "of_places")
    if (
        m is not None
        and parties.kind(m) == "person"
        and not of_a_place
        and page.word(end - 1) not in words("posts", "bodies")
    ):
        return None
    body = body_of(parties, t, end)
    if body is None or not of_a_place or body.mention is None:
        return body
    return with_region(parties, home_place(parties, t) or replace(body, type="Place"))


def _far(page: Page, preposition: int, limit: int) -> int:
    """The preposition before the body, past small words that only say for what: "for civil liberties at"."""
    if preposition + 1 >= limit or page.text[page.tokens[preposition + 1].start].isupper():
        return preposition
    for t in range(preposition + 1, min(preposition + _FAR, limit - 1)):
        if page.word(t) in ("at", "of", "with"):
            name = t + 1 + (page.word(t + 1) in ("the", "its"))
            return t if name < limit and page.text[page.tokens[name].start].isupper() else preposition
        if page.tokens[t].upos not in ("NOUN", "ADJ", "CCONJ", "DET", "ADP") or page.word(t) == ",":
            break
    return preposition


def _joins(page: Page, token: int, limit: int) -> bool:
    """Whether a small word joins two capitalised ones of one name ("Bureau of Inland Revenue")."""
    text = page.text[page.tokens[token].start : page.tokens[token].end]
    if text == "the":
        return page.word(token - 1) == "of"
    if text not in ("of", "’s", "'s", "’", "-", ".", "and", "for", "&") or token + 1 >= limit:
        return False
    after = page.text[page.tokens[token + 1].start]
    return after.isupper() or text == "." or page.word(token + 1) in ("the", "s")


def _is_capital(page: Page, token: int) -> bool:
    """Whether the token is a proper word; in text set in capitals its part of speech must say so."""
    text = page.text[page.tokens[token].start : page.tokens[token].end]
    if text[:1].isdigit():
        return text[-2:].lower() in ("st", "nd", "rd", "th", "3d", "2d")
    if not text[:1].isupper():
        return False
    s = page.sentences[page.sentence_of(token)]
    if page.text[s.start : s.end].isupper():
        if page.tokens[token].upos in ("PROPN", "ADJ", "NUM") or page.word(token) in words("posts", "bodies"):
            return True
        ahead = range(token + 1, min(token + 3, s.last))
        return page.tokens[token].upos == "NOUN" and any(page.word(t) in words("posts", "bodies") for t in ahead)
    return True
