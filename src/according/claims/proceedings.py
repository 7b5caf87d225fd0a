"""Legal steps told by a turn of phrase and not by their own verb: "filed charges against", "placed under arrest",
"received a nine-year sentence", "has two prior convictions".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .page import Page
from .wordlists import words

_UNDER_ARREST = re.compile(r"\s+(?:[\w’',.-]+\s+){0,6}?under arrest\b", re.IGNORECASE)
_GIVES_UP = re.compile(r"\s+(?:him|her|them)sel(?:f|ves)\s+in(?:to)?\b", re.IGNORECASE)
_ON_BAIL = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:without|in\s+lieu\s+of|on)\s+(?:an?\s+)?(?:\$[\d,.]+\s*(?:million\s+)?)?(?:bail|bond)\b",
    re.IGNORECASE,
)
_TO_PRISON = re.compile(r"\s+(?:[\w-]+\s+){0,2}?to\s+(?:[\w-]+\s+){0,2}?(?:prison|jail)\b", re.IGNORECASE)
_TERM = re.compile(
    r"\s+(?:an?\s+|the\s+)?(?:[\w½/-]+\s+){0,4}?(?:years?|months?|life|sentences?|terms?)\b", re.IGNORECASE
)
_LOCKED_UP = re.compile(r"\b(?:prison|jail|behind bars|sentences?|custody|probation|life)\b", re.IGNORECASE)
_INCLUDE = re.compile(r"\s+(?:against\s+(?:[\w’'-]+\s+){1,4}?)?include[ds]?\b", re.IGNORECASE)
_NO_COURT = re.compile(r"\b(?:civil|lawsuit|petition|claims?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A step that a phrase tells: at which word, how far in law, against whom (heads of phrases), by which rule,
    and whether it belongs to an earlier matter."""

    token: int
    stage: str
    against: list[int]
    rule: str
    prior: bool = False


def phrases_at(page: Page, token: int) -> Iterator[Phrase]:
    """The steps told by a phrase whose main word is the token."""
    lemma, t = page.lemma(token), page.tokens[token]
    if t.upos == "NOUN" and lemma in ("conviction", "plea"):
        yield from _noun(page, token)
    if t.upos == "NOUN" and lemma == "charge":
        yield from _included(page, token)
    if t.upos not in ("VERB", "AUX", "ADJ") or t.xpos in ("VB", "VBP") or _is_asked_for(page, token):
        return
    if lemma in ("file", "bring", "return", "issue", "announce"):
        yield from _filed(page, token)
    elif lemma == "prosecute" and page.is_passive(token) and page.obliques(token, "for"):
        yield Phrase(token, "charged", page.subjects(token), "law.prosecuted")
    elif lemma == "name" and page.is_passive(token):
        if any(page.lemma(o) == "indictment" for o in page.obliques(token, "in")):
            yield Phrase(token, "indicted", page.subjects(token), "law.named_in_indictment")
    elif lemma == "charge" and t.xpos == "VBG":
        if page.lemma(t.head) in ("indictment", "complaint") and t.deprel.startswith("acl"):
            stage = "indicted" if page.lemma(t.head) == "indictment" else "charged"
            yield Phrase(token, stage, page.objects(token), "law.charging")
    elif lemma == "place" and _UNDER_ARREST.match(page.text, t.end):
        yield Phrase(token, "arrested", page.objects(token), "law.under_arrest")
    elif lemma == "turn" and _GIVES_UP.match(page.text, t.end):
        yield Phrase(token, "arrested", page.subjects(token), "law.gave_himself_up")
    elif lemma == "hold" and t.xpos == "VBN" and _ON_BAIL.match(page.text, t.end):
        yield Phrase(token, "arrested", page.subjects(token), "law.held")
    elif lemma == "send" and _TO_PRISON.match(page.text, t.end):
        yield Phrase(token, "sentenced", page.objects(token), "law.sent_to_prison")
    elif lemma in ("receive", "get", "serve"):
        yield from _served(page, token)
    elif lemma == "enter" and any(_is_guilty_plea(page, o) for o in page.objects(token)):
        yield Phrase(token, "pleaded_guilty", page.agents(token), "law.guilty_plea")


def _included(page: Page, noun: int) -> Iterator[Phrase]:
    """ "Charges against the men include arson and theft": `charged`, whatever became of the charges."""
    described = page.dependents(noun, "amod", "compound", "nmod:poss", "acl") or page.case(noun)
    if page.word(noun) == "charges" and not described and _INCLUDE.match(page.text, page.tokens[noun].end):
        yield Phrase(noun, "charged", page.obliques(noun, "against"), "law.charges_include")


def _is_asked_for(page: Page, verb: int) -> bool:
    """ "Will be sent to prison", "asked that he be held": the bare auxiliary tells what nobody has done yet."""
    return any(page.word(c) == "be" for c in page.dependents(verb, "aux:pass", "aux"))


def _filed(page: Page, verb: int) -> Iterator[Phrase]:
    """ "Filed five charges against X", "an indictment was returned against X"."""
    things = [o for o in page.objects(verb) if page.lemma(o) in words("law", "lists.proceedings")]
    if page.lemma(verb) == "announce":
        things = [o for o in things if page.lemma(o) in ("charge", "indictment")]
    if not things or _NO_COURT.search(page.text, page.tokens[min(things)].start - 20, page.tokens[max(things)].end):
        return
    against = [p for w in (*things, verb) for p in page.obliques(w, "against")]
    stage = "indicted" if page.lemma(things[0]) == "indictment" else "charged"
    yield Phrase(verb, stage, against, "law.filed")


def _served(page: Page, verb: int) -> Iterator[Phrase]:
    """ "Received a nine-year prison term", "gets life for arson", "Reed is serving 20 years for robbery".

    How long "he" served is often told of somebody else of the story than the one named last.
    """
    t = page.tokens[verb]
    sentence = page.sentences[page.sentence_of(verb)]
    served_by = page.subjects(verb)
    if page.lemma(verb) == "serve" and any(page.tokens[s].upos == "PRON" for s in served_by):
        return
    if page.is_passive(verb) or _TERM.match(page.text, t.end) is None:
        return
    if _LOCKED_UP.search(page.text, t.end, min(sentence.end, t.end + 80)) is not None:
        yield Phrase(verb, "sentenced", served_by, f"law.{page.lemma(verb)}s")


def _noun(page: Page, noun: int) -> Iterator[Phrase]:
    """ "Has a prior conviction for arson", "a strike from a 1997 conviction"; "his guilty plea to robbery"."""
    if page.lemma(noun) == "plea":
        if _is_guilty_plea(page, noun):
            owners = (
                page.dependents(noun, "nmod:poss") or page.obliques(noun, "of", "from") or _sentenced_for(page, noun)
            )
            yield Phrase(noun, "pleaded_guilty", owners, "law.guilty_plea")
        return
    if page.lemma(noun) != "conviction" or page.dependents(noun, "nmod:poss") or page.obliques(noun, "of"):
        return
    if sentenced := _sentenced_for(page, noun):
        yield Phrase(noun, "convicted", sentenced, "law.following_conviction")
        return
    for above in list(page.ancestors(noun))[:3]:
        if page.lemma(above) == "have" and page.tokens[above].upos in ("VERB", "AUX"):
            yield Phrase(noun, "convicted", page.subjects(above), "law.has_conviction", prior=True)
            return
        if page.tokens[above].upos != "NOUN":
            return


def _sentenced_for(page: Page, noun: int) -> list[int]:
    """Who is told as sentenced "following a guilty plea" or "after convictions"."""
    near = {page.word(t) for t in range(max(0, noun - 3), noun)}
    above = [a for a in list(page.ancestors(noun))[:3] if page.lemma(a) == "sentence"]
    return page.subjects(above[0]) if above and near & {"following", "after"} else []


def _is_guilty_plea(page: Page, noun: int) -> bool:
    said = {page.word(c) for c in page.dependents(noun, "amod", "compound")} | {page.word(noun - 1)}
    return page.lemma(noun) == "plea" and "guilty" in said and page.word(noun - 2) != "not"
