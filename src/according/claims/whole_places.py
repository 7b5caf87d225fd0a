"""A place with all that the text says of where it is: whose it is, the street it stands in, the town and state behind.

An address is one place ("a bodega on Mill Street in Carden, Kestrel"), and so is whatever place a release tells; in a
report the shop and the town are two ("an office in Carden"), unless a street joins them.
"""

from dataclasses import replace

from according.model import Argument, MentionText, Span
from according.reading.gazetteer import meanings_of

from .page import Page
from .parties import parties_of
from .wordlists import words

_JOINS = frozenset({"in", "on", "near", "at", "of", "between", "outside", "inside", "off", "within", "by", "along"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its"})
_OWNED = frozenset({"’s", "'s"})
_MOST = 30


def whole_place(page: Page, place: Argument) -> Argument:
    """The place with its owner before it and, where it is an address or a release tells it, the places behind it."""
    if place.mention is None:
        return place
    first, last = page.token_at(place.mention.start), page.token_at(place.mention.end - 1) + 1
    begin = _owner(page, first)
    end = _chain(page, last)
    streets = any(page.word(t).rstrip(".") in words("presence", "addresses") for t in range(begin, end))
    if page.reading.document.authority_kind is None and not streets:
        end = last
    if (begin, end) == (first, last):
        return place
    start, stop = page.tokens[begin].start, max(page.tokens[end - 1].end, place.mention.end)
    said = page.text[start:stop]
    return replace(place, name=" ".join(said.split()), entity=None, mention=MentionText(start, stop, said))


def named_premises(page: Page, token: int) -> Argument | None:
    """The street, shop or house whose name ends at the token ("1680 Mill Avenue", "the Blue Line Trolley")."""
    kinds = words("presence", "addresses") | words("incidents", "lists.places")
    if page.tokens[token].upos != "PROPN" or page.word(token) not in kinds or not _is_proper(page, token):
        return None
    low = page.sentences[page.sentence_of(token)].first
    first = token
    while first - 1 >= low and (_is_proper(page, first - 1) or page.word(first - 1).isdigit()):
        first -= 1
    start, end = page.tokens[first].start, page.tokens[token].end
    said = page.text[start:end]
    if first == token or said.isupper() or page.times_in(Span(start, end)):
        return None
    return Argument("Place", " ".join(said.split()), mention=MentionText(start, end, said))


def _owner(page: Page, first: int) -> int:
    """The first token of whose place it is ("Reed's home", "her Carden home"), and of a name that was cut in two."""
    low = page.sentences[page.sentence_of(first)].first
    t = first
    if page.word(t) == "s" and t - 1 >= low and page.word(t - 1) in ("’", "'"):
        t -= 1
    while (
        t - 1 >= low
        and page.tokens[t - 1].end == page.tokens[t].start
        and page.word(t - 1) not in ("-", "–", "(", "“", '"')
    ):
        t -= 1
    if t - 2 >= low and page.word(t - 1) in _OWNED:
        t -= 2
        while t - 1 >= low and _is_proper(page, t - 1) and _is_proper(page, t):
            t -= 1
    return t


def _chain(page: Page, last: int) -> int:
    """One past the last token of the places that follow, each joined by a preposition or a comma."""
    limit = min(page.sentences[page.sentence_of(last - 1)].last, last + _MOST)
    end = last
    while end < limit:
        further = _joined(page, end, limit)
        if further is None:
            break
        end = further
    return end


def _joined(page: Page, t: int, limit: int) -> int | None:
    """One past the place joined at the token, or None where none is."""
    comma = page.word(t) == ","
    start = t + comma
    joined = start < limit and page.word(start) in _JOINS
    located = start + 1 < limit and page.word(start) == "located" and page.word(start + 1) in _JOINS
    start += 2 if located else joined
    if not (comma or joined or located) or start >= limit:
        return _street_pair(page, t, limit)
    while (joined or located) and start < limit and page.word(start) in _ARTICLES:
        start += 1
    end = _named_end(page, start, limit)
    if end is not None and (joined or located or _is_region(page, start, end)):
        return end
    return _kind_end(page, start, limit) if joined or located else None


def _street_pair(page: Page, t: int, limit: int) -> int | None:
    """The second street of a corner: "and Dumont Avenue"."""
    if page.word(t) not in ("and", "&") or t + 1 >= limit:
        return None
    end = _named_end(page, t + 1, limit)
    crossing = end is not None and page.word(end - 1).rstrip(".") in words("presence", "addresses")
    return end if crossing else None


def _named_end(page: Page, start: int, limit: int) -> int | None:
    """One past the proper words and house numbers at the token; no day, no person, no month."""
    end = start
    while end < limit and (_is_proper(page, end) or page.word(end).isdigit() or page.word(end) in _OWNED):
        end += 1
    while end > start and page.word(end - 1) in _OWNED:
        end -= 1
    if end == start or not any(_is_proper(page, t) for t in range(start, end)):
        return None
    if page.times_in(Span(page.tokens[start].start, page.tokens[end - 1].end)):
        return None
    parties = parties_of(page)
    m = parties.name_at(start)
    if m is not None and parties.kind(m) in ("person", "group"):
        return None
    while end < limit and page.word(end) in words("incidents", "lists.places"):
        end += 1
    return end


def _kind_end(page: Page, start: int, limit: int) -> int | None:
    """One past a kind of place in small letters: "a parking lot", "the lobby"."""
    end = start
    while end < limit and end < start + 4 and page.tokens[end].upos in ("NOUN", "ADJ"):
        end += 1
        if page.lemma(end - 1) in words("incidents", "lists.places") and (
            end >= limit or page.tokens[end].upos != "NOUN"
        ):
            return end
    return None


def _is_region(page: Page, start: int, end: int) -> bool:
    """Whether a name after a comma says where the place before lies: a place that the reader or the gazetteer knows."""
    parties = parties_of(page)
    m = parties.name_at(start)
    known = m is not None and parties.kind(m) == "place"
    return known or bool(meanings_of(page.text[page.tokens[start].start : page.tokens[end - 1].end]))


def _is_proper(page: Page, token: int) -> bool:
    said = page.text[page.tokens[token].start : page.tokens[token].end]
    ordinal = said[:1].isdigit() and said[-2:].lower() in ("st", "nd", "rd", "th")
    return (said[:1].isupper() and page.tokens[token].upos in ("PROPN", "NOUN", "ADJ", "NUM", "X")) or ordinal
