"""Where and when an incident was, and with what, by the reader's ties."""

from collections.abc import Iterator

from according.model import Argument, DateValue, MentionText, Qualifiers, Span, TimeExpression

from .draft import Draft
from .incident_parties import things
from .page import Page
from .parties import parties_of
from .scenes import described_place, place_argument, places_told
from .tellings import Telling
from .ties import believed
from .whole_places import whole_place
from .wordlists import wordlist

CIRCUMSTANCES = ("located_at", "dated", "weapon_in", "loss_in", "seized_in")
"""Predicates of incidents; their first word is the incident's."""

_STEPS = ("plea", "sentence", "charge", "verdict", "appeal", "trial")
_WHERE = ("from", "in", "into", "at", "near", "inside", "on")
"""Prepositions by which a thing is where somebody was, and no weapon: shots fired from a car."""


def tied_circumstances(page: Page, telling: Telling, incident: Argument) -> Iterator[Draft]:
    """Claims about the incident of a telling; those that the rules make too are left to `once`."""
    token = telling.token
    sentence = page.sentence_of(token)
    placed: list[Argument] = []
    for tie in sorted(believed(page.reading, *CIRCUMSTANCES), key=lambda tie: tie.second):
        if tie.first not in (telling.token, telling.event):
            continue
        if tie.predicate == "dated":
            yield from _dated(page, token, tie.second, incident)
            continue
        if tie.predicate == "located_at":
            found = [p for p in _places(page, tie.second) if not _is_told(page, telling, p) and not _inside(p, placed)]
            placed += found
        elif tie.predicate == "weapon_in" and page.case(tie.second) in _WHERE:
            continue
        else:
            found = _things(page, tie.second)
        for argument in found:
            yield Draft(tie.predicate, incident, argument, sentence, token, f"tie.{tie.predicate}", score=tie.score)


def _is_told(page: Page, telling: Telling, place: Argument) -> bool:
    """Whether the rules tell the place, or one that holds its words ("the corner of Mill Street")."""
    m = place.mention
    told = [p.mention for p in places_told(page, telling.scene) if p.mention is not None]
    return m is not None and any(t.start <= m.start and m.end <= t.end for t in told)


def _places(page: Page, word: int) -> list[Argument]:
    """The place at the word, named or described ("an apartment on Mill Street"); people and pronouns are none."""
    named = place_argument(page, word)
    if named is not None:
        return [whole_place(page, named)]
    if page.tokens[word].upos not in ("NOUN", "PROPN") or parties_of(page).people(word):
        return []
    return [whole_place(page, described_place(page, word))]


def _inside(place: Argument, others: list[Argument]) -> bool:
    m = place.mention
    told = [o.mention for o in others if o.mention is not None]
    return m is not None and any(o.start < m.end and m.start < o.end for o in told)


def _things(page: Page, word: int) -> list[Argument]:
    """The thing at the word, or that it is a measure's ("84 kilograms of cocaine"); a party is none, and what only
    says which or whose thing it is neither."""
    if page.case(word) == "of" and page.tokens[word].head >= 0:
        word = page.tokens[word].head
    t = page.tokens[word]
    party = page.mention_index(word, "person", "group", "organization") is not None or parties_of(page).groups(word)
    owner = t.deprel == "nmod:poss" or page.text[t.end : t.end + 2] in ("'s", "’s")
    if party or owner or (t.head > word and t.deprel.split(":")[0] == "compound"):
        return []
    return things(page, [word])


def _dated(page: Page, token: int, word: int, incident: Argument) -> Iterator[Draft]:
    time = _time_at(page, word)
    date = page.date_value(time) if time is not None else None
    if time is None or date is None or _is_to_come(page, date) or _is_of_a_step(page, word):
        return
    said = MentionText(time.start, time.end, page.text[time.start : time.end])
    value = Argument("Value", date.edtf, mention=said)
    yield Draft("dated", incident, value, page.sentence_of(token), token, "tie.dated", qualifiers=Qualifiers(date=date))


def _is_of_a_step(page: Page, word: int) -> bool:
    """Whether the day is that of a step of law ("entered a plea in May"), and no incident's."""
    verb = next((a for a in page.ancestors(word) if page.tokens[a].upos == "VERB"), None)
    if verb is None:
        return False
    return page.lemma(verb) in wordlist("law")["verbs"] or any(page.lemma(o) in _STEPS for o in page.objects(verb))


def _is_to_come(page: Page, date: DateValue) -> bool:
    """Whether the day lies behind that of publication: a hearing's, and no incident's."""
    published = page.reading.document.published
    known = min(len(date.edtf), len(published or ""))
    return published is not None and date.edtf[:known] > published[:known]


def _time_at(page: Page, word: int) -> TimeExpression | None:
    """The day or period whose words hold the word."""
    t = page.tokens[word]
    s = page.sentences[page.sentence_of(word)]
    return next((x for x in page.times_in(Span(s.start, s.end)) if x.start <= t.start < x.end), None)
