"""Who rejects an accusation against himself: a plea of not guilty, a denied charge or part, an innocence maintained.

A negated claim of the accused, at the stage that it denies (CLAIMS.md, rulings on pleas and on negated accusations):
the plea answers a charge, any other denial the last step that the document has told of the same party. Denials with a
clause of their own ("denied that he set the fire") are read where the deed is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument, Attribution, Qualifiers, Span

from .defendants import defendants_of
from .draft import Draft, each_once
from .offences import offence_argument, offences_in
from .page import Page
from .party_names import key_of
from .speakers import chain_of_speakers, speaker_of
from .steps import steps_of
from .wordlists import words

_NOT_GUILTY = re.compile(r"\s+(?:(?:a|their|his|her|formal) )?(?:pleas? of )?not[ -]guilty\b", re.IGNORECASE)
_DENIABLE = ("suspected", "accused", "arrested", "charged", "on_trial", "convicted", "sentenced")
"""Stages at which somebody stands accused; a plea of guilty and a way out are not denied."""
_OWN = ("his", "her", "their", "its", "any", "all", "the", "these", "those")


def find_denials(page: Page) -> Iterator[Draft]:
    """accused_of, negated, by the accused themselves."""
    yield from each_once(d for token in range(len(page.tokens)) for d in _denied(page, token))


def _denied(page: Page, token: int) -> Iterator[Draft]:
    if page.tokens[token].upos != "VERB" or page.is_passive(token):
        return
    found = _plea(page, token) or _rejection(page, token)
    if found is None or _is_open(page, token):
        return
    about, stage, rule = found
    named = offences_in(page, about)[:1]
    for person in defendants_of(page, page.subjects(token)):
        said = named[0].span.of(page.text) if named else None
        draft = Draft(
            "accused_of",
            person,
            offence_argument(page, named[0]) if named else None,
            page.sentence_of(token),
            token,
            rule,
            stage=stage or _stage_against(page, person, token),
            qualifiers=Qualifiers(offence=said, count=person.count),
            score=0.8,
            certainty="certain",
            polarity="negated",
        )
        yield from _in_own_words(page, draft, person)


def _plea(page: Page, verb: int) -> tuple[Span, str | None, str] | None:
    """ "Pleaded not guilty to …", "entered a plea of not guilty": where the offence stands, and the stage."""
    end = page.tokens[verb].end
    if page.lemma(verb) not in ("plead", "enter") or (said := _NOT_GUILTY.match(page.text, end)) is None:
        return None
    clause = page.subtree_span(verb)
    return Span(said.end(), max(said.end(), clause.end)), "charged", "denial.plea"


def _rejection(page: Page, verb: int) -> tuple[Span, str | None, str] | None:
    """ "Denied the charges", "disputes any part in the killing", "has maintained her innocence"."""
    lemma = page.lemma(verb)
    for thing in page.objects(verb):
        owners = [page.word(o) for o in page.dependents(thing, "nmod:poss")]
        if any(o not in _OWN for o in owners):
            continue
        about = page.subtree_span(thing)
        if lemma in words("denials", "maintaining") and page.lemma(thing) == "innocence":
            return about, None, "denial.innocence"
        if lemma in words("denials", "denying") and (
            page.lemma(thing) in words("denials", "accusations") or _is_an_offence(page, thing)
        ):
            return about, None, "denial.verb"
    return None


def _is_an_offence(page: Page, thing: int) -> bool:
    token = page.tokens[thing]
    named = offences_in(page, page.subtree_span(thing))
    return any(n.span.start <= token.start < n.span.end for n in named)


def _is_open(page: Page, verb: int) -> bool:
    """Whether the plea is only expected ("is expected to plead", "may deny"), or is itself denied."""
    around = {page.word(c) for c in page.dependents(verb, "aux", "mark", "advmod")}
    return bool(around & (words("denials", "coming") | words("certainty", "negators")))


def _stage_against(page: Page, person: Argument, token: int) -> str:
    """The stage of the last step before the denial that the document has told of this party."""
    told = [
        s.stage
        for s in steps_of(page)
        if s.token < token and not s.prior and s.polarity != "negated" and key_of(person) in map(key_of, s.people)
    ]
    return next((s for s in reversed(told) if s in _DENIABLE), "accused")


def _in_own_words(page: Page, draft: Draft, person: Argument) -> Iterator[Draft]:
    """The draft with its accused as the last speaker of the chain; a plain author's voice gives way to him.

    None where he cannot be told as a speaker: without him it would read as if another had ruled the accusation out.
    """
    verb, named = page.tokens[draft.trigger], person.mention
    if named is None:
        return
    said_by = Attribution((Span(named.start, named.end),), (Span(verb.start, verb.end),), ())
    own = speaker_of(page, said_by)
    if own is None:
        return
    kind = "suspect" if person.type in ("Person", "People") else own.kind
    before = tuple(s for s in chain_of_speakers(page, draft) if s.kind != "author" and s.entity != person.entity)
    yield replace(draft, attribution=(*before, replace(own, kind=kind)))
