"""Where and when: the places and days that the words of a telling, or of the verb it belongs to, say it happened at."""

import re
from collections.abc import Iterator

from according.model import Argument, DateValue, MentionText, PlaceValue, Span

from .page import Page
from .parties import parties_of
from .places import home_place
from .titles import is_title_head_anywhere
from .whole_places import named_premises, whole_place
from .wordlists import wordlist, words

_AT = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "into",
        "within",
        "along",
        "behind",
        "around",
        "by",
        "across",
        "between",
        "throughout",
        "off",
        "beside",
    ]
) | {"in front of", "next to", "close to", "across from", "outside of", "front"}
_BODY = frozenset(
    {"groin", "head", "chest", "leg", "back", "arm", "face", "neck", "stomach", "torso", "shoulder", "daylight"}
)
"""Where on a person, and in what light: no places."""
_FROM_THERE = frozenset({"from", "of", "to", "for", "with", "against", "about"})


def scene(page: Page, trigger: int) -> list[int]:
    """The trigger and the verbs of the same act above it: "On Monday he went to the bar and shot …"; no step of law."""
    found = [trigger]
    law, token = wordlist("law")["verbs"], trigger
    while page.tokens[token].head >= 0:
        relation = page.tokens[token].deprel.split(":")[0]
        above = page.tokens[token].head
        if page.lemma(above) in law or page.lemma(above) in words("incidents", "lists.elsewhere"):
            break
        verb = page.tokens[above].upos == "VERB"
        joined = relation in ("conj", "advcl", "xcomp", "acl", "parataxis") and verb
        happening = relation in ("nsubj", "obj", "obl") and page.lemma(above) in words("incidents", "lists.happening")
        if not (joined or happening or (relation == "conj" and page.tokens[above].upos == "NOUN")):
            break
        token = above
        found.append(token)
    return found


def places_told(page: Page, trigger: int) -> list[Argument]:
    """The places where the telling says it happened: named ones, and kinds of place ("a gas station")."""
    found: dict[int, Argument] = dict(_names_before(page, trigger))
    at = set(scene(page, trigger))
    for token in _phrases(page, trigger):
        if _anchor(page, token) not in at or _case(page, token) not in _AT or _is_when(page, token):
            continue
        if any(above in found for above in page.ancestors(token) if page.tokens[token].deprel != "conj"):
            continue
        place = place_argument(page, token)
        place = whole_place(page, place) if place is not None else None
        if place is not None and not _inside(place, list(found.values())):
            found[token] = place
    return list(found.values())


def _names_before(page: Page, noun: int) -> Iterator[tuple[int, Argument]]:
    """Places whose name stands before an event ("a Corvin home invasion")."""
    if page.tokens[noun].upos != "NOUN":
        return
    for child in page.dependents(noun, "compound", "amod"):
        mention = page.mention_index(child, "place")
        named = mention is not None and page.reading.mentions[mention].level == "named"
        place = page.argument(mention) if named and mention is not None else None
        if place is not None and place.type == "Place":
            yield child, place


def places_of(page: Page, trigger: int) -> list[PlaceValue]:
    """The named places of the telling as values, the narrowest told first."""
    out = []
    for argument in places_told(page, trigger):
        if argument.mention is None:
            continue
        for m in page.mentions_in(page.sentence_of(trigger), "place"):
            mention = page.reading.mentions[m]
            if mention.level == "named" and argument.mention.start <= mention.start < argument.mention.end:
                out.append(page.place_value(m))
    return out


def place_argument(page: Page, token: int) -> Argument | None:
    """The place that the phrase headed by the token names, or its words for a kind of place ("the bus depot")."""
    if page.tokens[token].upos == "NOUN":
        return _kind_of_place(page, token)
    named = home_place(parties_of(page), token) or named_premises(page, token)
    if named is not None:
        return named
    mention = page.mention_index(token, "place")
    if mention is not None and page.reading.mentions[mention].level == "named":
        place = page.argument(mention)
        return place if place is not None and place.type == "Place" else None
    return None


def _kind_of_place(page: Page, token: int) -> Argument | None:
    if {page.lemma(token), *(page.lemma(c) for c in page.dependents(token, "compound"))} & _BODY:
        return None
    listed = page.lemma(token) in words("incidents", "lists.places")
    if not listed and page.mention_index(token, "place") is None:
        return None
    place = whole_place(page, described_place(page, token))
    vague = not listed or page.lemma(token) in words("incidents", "lists.vague_places")
    vague = vague and not any(page.tokens[c].upos == "PROPN" for c in page.dependents(token, "compound"))
    return None if vague and len(place.name.split()) < 3 else place


def when(page: Page, trigger: int) -> DateValue | None:
    """The day that the telling, or the act it belongs to, is put at; None where the sentence gives none for it."""
    sentence = page.sentences[page.sentence_of(trigger)]
    at = set(scene(page, trigger))
    for time in page.times_in(Span(sentence.start, sentence.end)):
        value = page.date_value(time)
        if value is None or value.edtf.endswith("/.."):
            continue
        head = _head_of(page, Span(time.start, time.end))
        if head is not None and (head in at or _anchor(page, head) in at) and not _is_age(page, time.end):
            return value
    return _opening_date(page, at)


def _opening_date(page: Page, at: set[int]) -> DateValue | None:
    """The date that opens a sentence whose main act is the telling's, where the parser left it hanging."""
    top = next((t for t in at if page.tokens[t].head < 0), None)
    if top is None or page.tokens[top].upos != "VERB" or page.lemma(top) in wordlist("law")["verbs"]:
        return None
    sentence = page.sentences[page.sentence_of(top)]
    opening = re.match(r"(?:(?:on|in|at|about|around|early|late)\s+)*", page.text[sentence.start : sentence.end], re.I)
    start = sentence.start + (opening.end() if opening else 0)
    times = page.times_in(Span(start, min(start + 2, sentence.end)))
    return next((d for t in times if t.start == start and (d := page.date_value(t)) is not None), None)


def _phrases(page: Page, trigger: int) -> Iterator[int]:
    """Heads of the phrases of the sentence that may name a place, in order."""
    s = page.sentences[page.sentence_of(trigger)]
    kinds = words("incidents", "lists.places")
    for token in range(s.first, s.last):
        if (
            page.tokens[token].upos in ("NOUN", "PROPN")
            and not _modifies(page, token)
            and (
                page.lemma(token) in kinds
                or page.mention_index(token, "place") is not None
                or named_premises(page, token) is not None
            )
        ):
            yield token


def _modifies(page: Page, token: int) -> bool:
    """Whether the word only says which, of a noun behind it ("bus" of "bus depot")."""
    t = page.tokens[token]
    return t.head > token and t.deprel.split(":")[0] in ("compound", "amod", "nmod", "flat") and not page.case(token)


def _anchor(page: Page, token: int) -> int | None:
    """The verb or event that a phrase belongs to, up through the nouns and places around it, past no person
    and no post ("a judge in Corvin was shot")."""
    law = wordlist("law")["verbs"]
    for above in page.ancestors(token):
        t = page.tokens[above]
        if t.upos in ("VERB", "AUX") or page.lemma(above) in wordlist("incidents")["nouns"]:
            return None if page.lemma(above) in law else above
        if is_title_head_anywhere(page, above) and _case(page, token) == "in":
            return None
        if page.mention_index(above, "person") is not None and _case(page, token) in _FROM_THERE | {"in"}:
            harmed = t.deprel.split(":")[0] in ("obj", "nsubj") and above < token and _case(page, token) == "in"
            if not harmed or page.tokens[above].xpos in ("NNS", "NNPS"):
                return None
    return None


def _case(page: Page, token: int) -> str:
    """The preposition of the phrase, or of the phrase it is joined to or stands in."""
    own = page.case(token)
    head = page.tokens[token].head
    if not own and head >= 0 and page.tokens[token].deprel.split(":")[0] in ("conj", "flat", "appos", "compound"):
        return _case(page, head)
    return own


def _is_when(page: Page, token: int) -> bool:
    return bool(page.times_in(Span(page.tokens[token].start, page.tokens[token].end)))


def _is_age(page: Page, end: int) -> bool:
    return page.text[end : end + 4].lower().startswith(("-old", " old"))


def _head_of(page: Page, span: Span) -> int | None:
    inside = page.tokens_in(span)
    return next((t for t in inside if page.tokens[t].head not in inside), None)


def described_place(page: Page, token: int) -> Argument:
    """A kind of place with what says which one: "the corner of A and B", "a road near C"; no clause."""
    first, last = parties_of(page).core(token)
    while first < token and page.tokens[first].upos == "PRON":
        first += 1
    for child in page.dependents(token, "nmod"):
        if child > token and page.case(child) in ("of", "between", "and", "near", "in") and child < last + 4:
            below = [t for t in page.subtree(child) if t < child + 8]
            last = max(last, *(t + 1 for t in below)) if not _has_clause(page, child) else last
    while _name_goes_on(page, last):
        last += 1
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    said = page.text[start:end]
    return Argument("Place", " ".join(said.split()), mention=MentionText(start, end, said))


def _name_goes_on(page: Page, last: int) -> bool:
    """Whether the next word is the rest of a name that the phrase breaks off in ("the city of San" and "Ilario")."""
    if last >= len(page.tokens) or page.sentence_of(last) != page.sentence_of(last - 1):
        return False
    one, other = page.tokens[last - 1], page.tokens[last]
    both = one.upos == other.upos == "PROPN" and page.text[one.end : other.start] == " "
    return both and page.text[one.start].isupper() and page.text[other.start].isupper() and other.deprel != "nsubj"


def _has_clause(page: Page, token: int) -> bool:
    """Whether more than a place stands there: a clause, a day, a list."""
    if page.times_in(page.subtree_span(token)):
        return True
    return any(page.tokens[t].deprel.startswith("acl") or page.word(t) in (",", ";") for t in page.subtree(token))


def _inside(place: Argument, others: list[Argument]) -> bool:
    m = place.mention
    return m is not None and any(
        o.mention is not None and o.mention.start < m.end and m.start < o.mention.end for o in others
    )
