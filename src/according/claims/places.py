"""Places in a phrase: each place of a list once, without the state or country that only says which one is meant.

Lists are followed in the text ("in A, B and C"), for trees of long lists are often wrong.
"""

import re
from dataclasses import dataclass, replace

from according.model import Argument, MentionText, PlaceValue
from according.reading.gazetteer import meanings_of

from .capitals import name_run
from .parties import Parties
from .wordlists import wordlist, words

_LIST = frozenset({",", "and", "or", "&", "as", "well"})
_SKIP = words("presence", "skipped_before_places")
_LIKE = frozenset({"like", "including", "especially", "particularly", "namely", "notably"})
_BORDER = frozenset({"border", "frontier"})
_MOST = 12
_BARE_BEHIND = re.compile(r"[A-Z][\w.-]*[’']s (?:[a-z][\w-]* ){1,4}(?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*)*)")
"""The name behind whose it is and what it is like: "Corvin's once grand Harbor Hotel"."""

_REGION = re.compile(r",\s(?P<region>[A-Z][\w.]*(?: [A-Z]\w+){0,2})")


@dataclass(frozen=True, slots=True)
class _Named:
    """A place name in the text: tokens `first` up to `last`, exclusive; `mention` is its index or None.

    `region_last` ends the state or country named after it, where there is one.
    """

    first: int
    last: int
    mention: int | None
    region_last: int = 0


def place_arguments(parties: Parties, tokens: list[int]) -> list[Argument]:
    """The places that the phrases headed by the tokens name, in order.

    "Cities like A, B and C" gives A, B and C; "Aa, Bb State" gives Aa alone.
    """
    found: dict[str, Argument] = {}
    for token in tokens:
        for named in _listed(parties, token):
            argument = _argument(parties, named)
            if argument is not None:
                found.setdefault(argument.entity or argument.name.lower(), argument)
    return list(found.values())


def home_place(parties: Parties, token: int) -> Argument | None:
    """The place at the token with whatever place is named right after its comma ("a quarter, its city")."""
    page = parties.page
    named = _named_at(parties, token)
    if named is None:
        return None
    limit = page.sentences[page.sentence_of(token)].last
    if named.last + 1 < limit and page.word(named.last) == ",":
        outer = _named_at(parties, named.last + 1)
        if outer is not None and outer.first == named.last + 1:
            named = replace(named, region_last=outer.last)
    return _argument(parties, named)


def with_region(parties: Parties, place: Argument) -> Argument:
    """The place with the state or country that follows its comma, where the reader did not join them."""
    page, m = parties.page, place.mention
    match = _REGION.match(page.text, m.end) if m is not None else None
    if m is None or match is None or not any(p.kind in ("country", "state") for p in meanings_of(match["region"])):
        return place
    said = page.text[m.start : match.end()]
    return replace(place, name=" ".join(said.split()), mention=MentionText(m.start, match.end(), said))


def places_after(parties: Parties, token: int, cases: tuple[str, ...]) -> list[Argument]:
    """The places of a phrase that follows the token directly, whatever the tree makes of it: "operating in A and B"."""
    page = parties.page
    limit = page.sentences[page.sentence_of(token)].last
    t = token + 1
    if t >= limit or page.word(t) not in cases:
        return []
    t += 1
    while t < limit and (page.word(t) in _SKIP or page.word(t) in ("a", "an")):
        t += 1
    return place_arguments(parties, [t]) if t < limit else []


def place_mention(parties: Parties, token: int) -> int | None:
    """The named place mention that holds the token, or None."""
    m = parties.name_at(token)
    if m is not None:
        return m if parties.kind(m) == "place" else None
    return None


def place_of(parties: Parties, argument: Argument) -> PlaceValue | None:
    """A place argument as a qualifier."""
    if argument.mention is None:
        return None
    m = place_mention(parties, parties.page.token_at(argument.mention.start))
    return parties.page.place_value(m) if m is not None else PlaceValue(argument.name)


def _listed(parties: Parties, token: int) -> list[_Named]:
    """The place at the token, or named by its "like A, B" phrase, and the rest of its list."""
    page = parties.page
    first = _named_at(parties, token)
    if first is None:
        first = _inside(parties, token)
    if first is None:
        return []
    out = [first]
    limit = page.sentences[page.sentence_of(token)].last
    t = first.last
    while t < limit and len(out) < _MOST:
        joined = t
        while t < limit and page.word(t) in _LIST:
            t += 1
        if t == joined:
            break
        while t < limit and page.word(t) in _SKIP and page.word(t) != "-":
            t += 1
        following = _named_at(parties, t) if t < limit else None
        if following is None:
            break
        if page.word(joined) == "," and following.first == joined + 1 and _locates(parties, following, out[-1]):
            out[-1] = replace(out[-1], region_last=following.last)
        else:
            out.append(following)
        t = following.last
    return out


def _inside(parties: Parties, token: int) -> _Named | None:
    """The first place named below "cities like A", "parts of B", "the A region"."""
    page = parties.page
    limit = page.sentences[page.sentence_of(token)].last
    for t in range(token + 1, min(token + 5, limit)):
        if page.word(t) in _LIKE or (page.word(t) in ("as", "of") and page.word(t - 1) in ("such", page.word(token))):
            start = t + 1
            while start < limit and page.word(start) in _SKIP:
                start += 1
            return _named_at(parties, start) if start < limit else None
        if page.word(t) != ",":
            break
    if page.word(token) in words("presence", "lands") or page.lemma(token) in words("presence", "lands"):
        before = [c for c in page.dependents(token, "nmod") if c < token and not page.case(c)]
        for child in [*page.dependents(token, "compound", "amod", "nmod:unmarked"), *before]:
            named = _named_at(parties, child)
            if named is not None:
                return named
        return _land_of_people(parties, token)
    return None


def _land_of_people(parties: Parties, token: int) -> _Named | None:
    """ "The Peruvian capital", "the South American continent": the land by its people's name."""
    page = parties.page
    first, _ = parties.core(token)
    while first < token and page.tokens[first].upos in ("DET", "PRON"):
        first += 1
    phrase = " ".join(page.word(t) for t in range(first, token))
    known = phrase in wordlist("demonyms")["demonyms"] or phrase.split()[-1:] == ["american"]
    return _Named(first, token + 1, None) if known and page.text[page.tokens[first].start].isupper() else None


def _named_at(parties: Parties, token: int) -> _Named | None:
    """The place name that holds the token: a mention of the reader's, else a capitalised run the gazetteer knows."""
    page = parties.page
    if parties.is_group_name(token):
        return None
    m = parties.name_at(token)
    if m is not None:
        if parties.kind(m) != "place":
            return None
        inside = page.tokens_in(page.reading.mentions[m].span)
        proper = [t for t in inside if page.tokens[t].upos == "PROPN"]
        if not proper:
            return None
        if page.word(inside[-1]) in ("prison", "jail", "penitentiary") and proper[-1] < inside[-1]:
            known = meanings_of(page.text[page.tokens[proper[0]].start : page.tokens[proper[-1]].end])
            return _Named(proper[0], proper[-1] + 1, None) if known else _Named(inside[0], inside[-1] + 1, m)
        return _Named(inside[0], inside[-1] + 1, m)
    return _known_run(parties, token)


def _known_run(parties: Parties, token: int) -> _Named | None:
    """The capitalised run around the token, if no other mention covers it and the gazetteer knows it."""
    page = parties.page
    if page.tokens[token].upos not in ("PROPN", "ADJ"):
        return None
    start = token
    low = page.sentences[page.sentence_of(token)].first
    while (
        start - 1 >= low
        and page.text[page.tokens[start - 1].start].isupper()
        and page.tokens[start - 1].upos in ("PROPN", "ADJ")
        and parties.name_at(start - 1) is None
    ):
        start -= 1
    limit = page.sentences[page.sentence_of(token)].last
    run = name_run(page, start, limit)
    if run <= token:
        return None
    name = page.text[page.tokens[start].start : page.tokens[run - 1].end]
    known = meanings_of(name)
    large = any(p.kind in ("country", "state") or p.population >= 40 for p in known)
    if not known or not (large or run - start >= 2):
        return None
    return _Named(start, run, None)


def _argument(parties: Parties, named: _Named) -> Argument | None:
    page = parties.page
    if named.last < len(page.tokens) and page.word(named.last) in _BORDER:
        return None
    start, end = page.tokens[named.first].start, page.tokens[max(named.last, named.region_last) - 1].end
    text = page.text[start:end]
    name = " ".join(text.split())
    if named.mention is None:
        return Argument("Place", name, mention=MentionText(start, end, text))
    argument = page.argument(named.mention, type="Place")
    bare = _BARE_BEHIND.match(page.text, start)
    if argument is not None and bare is not None:
        said = MentionText(bare.start("name"), bare.end("name"), bare["name"])
        return replace(argument, name=" ".join(said.text.split()), entity=None, mention=said)
    if argument is None or not named.region_last:
        return argument
    return replace(argument, name=name, mention=MentionText(start, end, text))


def _locates(parties: Parties, outer: _Named, inner: _Named) -> bool:
    """Whether the outer name only says where the inner place lies: a state or country of it, after a comma."""
    page = parties.page
    region = page.text[page.tokens[outer.first].start : page.tokens[outer.last - 1].end]
    after = page.word(outer.last) if outer.last < len(page.tokens) else "."
    inner_name = page.text[page.tokens[inner.first].start : page.tokens[inner.last - 1].end]
    regions = [p for p in meanings_of(region) if p.kind in ("country", "state", "region")]
    towns = meanings_of(inner_name)
    if not regions or any(p.kind == "country" for p in towns):
        return False
    if any(
        t.country == r.country and (r.kind == "country" or t.admin1 in (None, r.admin1, r.name))
        for t in towns
        for r in regions
    ):
        return True
    return not towns and after in (",", ".", ";", ")", "’", "”")
