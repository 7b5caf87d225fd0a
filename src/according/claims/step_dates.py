"""When a legal step was taken (ruling 25): the date at its word, in its clause, or where the document tells it again.

A date inside the telling of the deed ("for shooting a man in May 2020") is the deed's and never the step's.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from according.model import DateValue, Span, TimeExpression

from .clauses import date_of
from .offences import offences_in
from .page import Page
from .step import Step

_DEED_WORDS = ("for", "that", "who", "when", "where", "which", "stemming", "involving")
"""Words behind which a clause of law tells the deed."""
_Days = dict[tuple[str, str], list[tuple[DateValue, frozenset[str]]]]
"""Person and stage to the days told, with the offences of each."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_BEFORE = re.compile(rf"\b(?:an?|the|his|her|their|and|,) {_YEAR} (?=[a-z][\w -]*$)")
_YEAR_OF = re.compile(rf"\b{_YEAR} (?:[a-z-]+ ){{0,3}}convictions? (?:for|of) (?=[\w ,-]*$)")
_YEAR_BEHIND = re.compile(rf",? (?:in|from) (?:[A-Z]\w+,? )?{_YEAR}\b")
_NEAR = 40
"""Characters before an offence that may give its year."""
_VERBS = ("VBG", "VBD", "VBZ", "VBP")


def dated(page: Page, steps: Iterable[Step]) -> list[Step]:
    """The steps with their dates; one told twice of one person, with a single day, has it both times."""
    found = [replace(s, date=_told_date(page, s)) for s in steps]
    days: _Days = {}
    for step in found:
        read_out = step.rule == "law.arraign" and step.stage == "indicted"  # indicted before that day
        if step.date is not None and not step.prior and not read_out:
            for key in _keys(step):
                days.setdefault(key, []).append((step.date, _codes(page, step)))
    return [replace(s, date=s.date or _told_beside(page, s, found) or _told_elsewhere(page, s, days)) for s in found]


def _told_beside(page: Page, step: Step, steps: list[Step]) -> DateValue | None:
    """The day of the same step told twice in one sentence: "convicted in March after jurors found him guilty"."""
    sentence, whom = page.sentence_of(step.token), set(_keys(step))
    for other in steps:
        same = other is not step and other.date is not None and page.sentence_of(other.token) == sentence
        if same and not other.prior and not step.prior and whom and whom <= set(_keys(other)):
            return other.date
    return None


def _keys(step: Step) -> list[tuple[str, str]]:
    return [(p.entity, step.stage) for p in step.people if p.entity is not None]


def _codes(page: Page, step: Step) -> frozenset[str]:
    return frozenset(n.code for n in offences_in(page, step.span))


def _told_elsewhere(page: Page, step: Step, days: _Days) -> DateValue | None:
    """The one day that the document gives for the same step against the same person; None for another matter."""
    told = [d for key in _keys(step) for d in days.get(key, ())]
    if not told or step.prior or step.certainty == "unknown" or step.polarity == "negated":
        return None
    own = _codes(page, step)
    same = {day.edtf: day for day, codes in told if not own or not codes or own & codes}
    day = next(iter(same.values())) if len(same) == 1 else None
    return day if day is not None and len(day.edtf) == len("2024-05-14") else None


def _told_date(page: Page, step: Step) -> DateValue | None:
    """The day told with the step; none that lies behind the day of publication, when nothing was done yet."""
    told = _beside(page, step) or date_of(page, step.token) or _in_clause(page, step) or _at_opening(page, step)
    published = page.reading.document.published
    if told is None or published is None:
        return told
    known = min(len(told.edtf), len(published))
    return None if told.edtf[:known] > published[:known] else told


def _beside(page: Page, step: Step) -> DateValue | None:
    """The day right at the word: "was today convicted", "sentenced Monday"."""
    t = page.tokens[step.token]
    near = page.times_in(Span(max(0, t.start - 12), t.end + 2))
    right = (n for n in near if n.start >= t.end or (n.end <= t.start and "," not in page.text[n.end : t.start]))
    return next((page.date_value(n) for n in right), None)


def _in_clause(page: Page, step: Step) -> DateValue | None:
    """The first date behind the step before its clause turns to the deed."""
    charged = {t for n in offences_in(page, step.span) for t in page.tokens_in(n.span)}
    for time in page.times_in(step.span):
        between = page.tokens_in(Span(step.span.start, time.start))
        if any(_tells_more(page, t) for t in between if t > step.token and t not in charged):
            return None
        value = page.date_value(time)
        if value is not None and not _modifies_a_noun(page, time):
            return value
    return None


def _tells_more(page: Page, token: int) -> bool:
    """Whether the word turns from the step to the deed or to another act."""
    if page.word(token) == "following":
        return False
    return page.word(token) in _DEED_WORDS or page.tokens[token].xpos in _VERBS


def _modifies_a_noun(page: Page, time: TimeExpression) -> bool:
    """Whether the words only tell a thing's date ("the May 3 robbery", "the murder of 2015")."""
    last = page.tokens_in(Span(time.start, time.end))[-1:]
    return bool(last) and page.tokens[last[0]].head > last[0] and page.tokens[page.tokens[last[0]].head].upos == "NOUN"


def _at_opening(page: Page, step: Step) -> DateValue | None:
    """The date that opens the sentence whose main verb the step is, or goes on from: "charged with and convicted"."""
    sentence = page.sentences[page.sentence_of(step.token)]
    verb = step.token
    while page.tokens[verb].deprel == "conj" and not page.dependents(verb, "nsubj", "nsubj:pass"):
        verb = page.tokens[verb].head
    if page.tokens[verb].head >= 0:
        return None
    for time in page.times_in(Span(sentence.start, page.tokens[step.token].start)):
        before = page.tokens_in(Span(sentence.start, time.start))
        if all(page.tokens[t].upos in ("ADP", "DET", "ADV", "PUNCT") for t in before):
            return page.date_value(time)
    return None


def prior_date(page: Page, offence: Span) -> DateValue | None:
    """The year that a prior conviction gives an offence: "a 1983 burglary", "robbery in 1990"."""
    before = _YEAR_BEFORE.search(page.text, max(0, offence.start - _NEAR), offence.end)
    told = before or _YEAR_BEHIND.match(page.text, offence.end)
    if told is None:
        of = [*_YEAR_OF.finditer(page.text, max(0, offence.start - _NEAR), offence.start)]
        told = of[-1] if of and ";" not in page.text[of[-1].end() : offence.start] else None
    return DateValue(told["year"], told["year"]) if told else None
