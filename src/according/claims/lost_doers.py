"""Who did it where the tree gives the verb no subject, and who did it along with its subject.

"Reed, acting in concert with Orrin, shot", "Reed and Orrin both shot", the line under a headline that goes on with its
defendant ("Shot Him Repeatedly"). Only people whom the document tells a legal step of are taken for a lost subject.
"""

import re

from according.model import Argument, Mention

from .bystanders import is_official, is_sufferer
from .page import Page
from .parties import parties_of
from .steps import steps_of

_UP_TO_THE_VERB = re.compile(
    r"(?:\s*[,(]\s*\d{1,2}\s*\)?)?"
    r"(?:\s*,\s*(?:allegedly\s+)?(?:acting\s+(?:in concert|together|alone|jointly)|(?:along|together)\s+with)\b[^;]*?)?"
    r"\s*,?\s*(?:(?:then|also|allegedly|both|all|each|repeatedly|fatally|later|again)\s+)*",
    re.IGNORECASE,
)
"""What may stand between the name of him who did it and the verb."""
_JOINED = re.compile(r"(?:\s*,\s*\d{1,2}\s*,?)?\s*,?\s*\band\s+(?:an?\s+[\w-]+\s*,\s*)?", re.IGNORECASE)
_WITH = re.compile(
    r"\bacting\s+(?:in\s+concert\s+|together\s+|jointly\s+)?with\s+"
    r"|\bwith\s+the\s+(?:help|assistance|aid)\s+of\s+|\b(?:along|together)\s+with\s+",
    re.IGNORECASE,
)
_NEXT_OF_LIST = re.compile(
    r"(?:\s*,\s*\d{1,2})?\s*,?\s*(?:and\s+)?(?:(?:fellow\s+)?(?:co-?)?(?:defendants?|accomplices?|members?)\s+)?",
    re.IGNORECASE,
)
_SEVERAL = ("both", "all", "each")


def lost_subjects(page: Page, verb: int) -> list[Argument]:
    """The defendants named right before a finite verb that has no subject; the headline's for the line under it."""
    if page.tokens[verb].deprel == "amod" and page.word(verb + 1) == "fire":
        return _who_open_fire(page, verb)
    subjects = page.dependents(verb, "nsubj", "nsubj:pass")
    if page.tokens[verb].xpos != "VBD" or any(page.word(s) not in _SEVERAL for s in subjects):
        return []
    at = page.tokens[verb].start
    named = _named(page, page.sentence_of(verb))
    for m, person in named:
        if m.end > at or person.entity not in _accused(page) or not _UP_TO_THE_VERB.fullmatch(page.text, m.end, at):
            continue
        beside = [p for n, p in named if n.end < m.start and _JOINED.fullmatch(page.text, n.end, m.start)]
        return [*(p for p in beside if p.entity in _accused(page)), person]
    return _of_the_headline(page, verb)


def _who_open_fire(page: Page, verb: int) -> list[Argument]:
    """ "Two members on a scooter open fire on a tram": who stands first, the verb being taken for an adjective."""
    first = page.sentences[page.sentence_of(verb)].first
    heads = [t for t in range(first, verb) if page.mention_index(t, "person", "group") is not None]
    longest = sorted(heads, key=lambda t: page.mentions_of(t)[0].start - page.mentions_of(t)[0].end)
    return [a for t in longest[:1] for a in parties_of(page).people(t)]


def _of_the_headline(page: Page, verb: int) -> list[Argument]:
    """Those of whom the headline tells a step, for a line under it that leaves its subject out."""
    sentence = page.sentence_of(verb)
    opens = page.sentences[sentence].first
    if page.segment_kind(sentence) != "dek" or page.dependents(verb, "nsubj") or page.dependents(opens, "nsubj"):
        return []
    if verb != opens and page.tokens[verb].head != opens and page.word(opens) != "allegedly":
        return []
    above = (s for s in range(sentence - 1, max(-1, sentence - 5), -1) if page.segment_kind(s) == "headline")
    headline = next(above, None)
    told = [s for s in steps_of(page) if page.sentence_of(s.token) == headline and s.polarity is None]
    return list(told[0].people) if told else []


def helpers(page: Page, verb: int) -> list[Argument]:
    """The people named as having done it along with the verb's subject, before the verb or behind it."""
    sentence = page.sentences[page.sentence_of(verb)]
    found: list[Argument] = []
    for phrase in _WITH.finditer(page.text, sentence.start, sentence.end):
        if phrase.start() > page.tokens[verb].start and _is_of_another_verb(page, verb, phrase.start()):
            continue
        end = phrase.end()
        for m, person in _named(page, page.sentence_of(verb)):
            if m.start >= end and _NEXT_OF_LIST.fullmatch(page.text, end, m.start):
                found.append(person)
                end = m.end
    return [p for p in found if not is_sufferer(page, p) and not is_official(page, p)]


def _is_of_another_verb(page: Page, verb: int, at: int) -> bool:
    between = range(verb + 1, page.token_at(at))
    return any(page.tokens[t].upos == "VERB" and page.dependents(t, "nsubj", "nsubj:pass") for t in between)


def _named(page: Page, sentence: int) -> list[tuple[Mention, Argument]]:
    """Names of single people in the sentence, in order, one for each place."""
    found: dict[int, tuple[Mention, Argument]] = {}
    for index in page.mentions_in(sentence, "person"):
        m, person = page.reading.mentions[index], page.argument(index)
        if m.level == "named" and person is not None and person.type == "Person":
            found[m.head] = (m, person)
    return list(found.values())


class _Accused(frozenset[str]):
    """Entities that a legal step of the document was taken against; kept with the page."""


def _accused(page: Page) -> _Accused:
    found = page.memo.get(_Accused)
    if not isinstance(found, _Accused):
        found = _Accused(p.entity for s in steps_of(page) for p in s.people if p.entity is not None)
        page.memo[_Accused] = found
    return found
