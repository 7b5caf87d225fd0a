"""Defendants: whom a legal step is taken against, and who is never one for standing near it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument

from .bystanders import is_law_officer, is_named_otherwise, is_official, is_sufferer
from .page import Page
from .parties import parties_of
from .party_names import is_name
from .wordlists import wordlist

_NO_PERSON = re.compile(r"^and\b|\b(?:counts?|charges?) of\b|-$|\bprosecutions?\b|-degree\b", re.IGNORECASE)
"""Wordings that are no party, whatever the reader took them for."""


_DEFENDANTS = re.compile(r"\b(?:co-?)?defendants\b(?! (?:who|of)\b)", re.IGNORECASE)
_IDENTIFIED = re.compile(r"\bidentified (?:the|both|all) (?:\w+ )?defendants? as:?\s+$", re.IGNORECASE)
"""What stands before the name of a defendant whom an authority's paper introduces."""
_WHO_ARREST = ("police", "cops", "authorities", "prosecutors", "detectives", "investigators", "deputies", "the feds")
"""Bare words for those who take the steps: where a tree makes them the accused, it is wrong."""


def defendants_of(page: Page, tokens: list[int], *, firm: bool = False) -> list[Argument]:
    """The people and groups that phrases stand for, each once; no victims, officers, offices or namesakes.

    Args:
        tokens: heads of the phrases.
        firm: whether a court's or a prosecutor's act is told, and no mere suspicion: who is named as convicted is no
            victim for being called so elsewhere by a slip of reference.
    """
    parties = parties_of(page)
    found: dict[str, Argument] = {}
    for token in whom_predicates_tell_of(page, tokens):
        people = _each_of(page, token) or _named_beside(page, token) or parties.people(token) or parties.groups(token)
        for person in people:
            if person.name.lower().removeprefix("the ") in _WHO_ARREST:
                continue
            if person.type in ("Person", "People") and _is_bystander(page, token, person, firm=firm):
                continue
            if person.type == "Organization" and is_official(page, person):
                continue
            if _is_only_owner(page, token, person) or _NO_PERSON.search(person.name):
                continue
            if _is_told_of(page, token, person):
                continue
            if not (_has_namesake(page, person) or (found and _is_home(page, person))):
                found.setdefault(person.entity or person.name, person)
    return list(found.values())


def _is_bystander(page: Page, token: int, person: Argument, *, firm: bool) -> bool:
    """Whether the document calls the party a victim, a witness or an officer.

    A slip of reference makes nobody a victim: neither who is named as the accused of a court's act elsewhere, nor who
    is named where such an act is told, nor a set that is called "the defendants".
    """
    if person.type == "People" and person.protected is None and _DEFENDANTS.search(_said(person)):
        return False
    if is_law_officer(page, person):
        return True
    if not is_sufferer(page, person):
        return False
    accused = person.protected is None and person.name in accused_in_full(page)
    return not (accused or (firm and is_named_otherwise(page, token, person)))


def _said(person: Argument) -> str:
    return person.mention.text if person.mention is not None else person.name


def _each_of(page: Page, token: int) -> list[Argument]:
    """ "Each defendant", "both men", "all of them named so": a set, whomever the reader takes the noun for."""
    said = {page.word(c) for c in page.dependents(token, "det", "det:predet")}
    if page.tokens[token].upos != "NOUN" or not said & {"each", "every", "both", "all"}:
        return []
    made = parties_of(page).made_argument(token, "People")
    return [replace(made, count=2 if "both" in said else parties_of(page).count(*parties_of(page).core(token)))]


def _named_beside(page: Page, token: int) -> list[Argument]:
    """The one person whom an apposition names behind "another co-defendant", "a third man"."""
    if page.word(token) not in ("defendant", "co-defendant", "codefendant", "suspect", "accomplice"):
        return []
    t = page.tokens[token]
    beside = [
        m
        for m in (page.reading.mentions[i] for i in page.mentions_in(page.sentence_of(token), "person"))
        if m.level == "named" and m.start > t.end and page.text[t.end : m.start] == ", "
    ]
    named = parties_of(page).people_all([m.head for m in beside])
    return named if len(named) == 1 and named[0].type == "Person" else []


def _is_only_owner(page: Page, token: int, person: Argument) -> bool:
    """Whether the words only say whose somebody is ("Lantana’s partner was charged" accuses the partner)."""
    m = person.mention
    if m is None or page.tokens[token].deprel == "nmod:poss" or m.start > page.tokens[token].start:
        return False
    owner = m.text.endswith(("’s", "'s")) or page.text[m.end : m.end + 2] in ("’s", "'s")
    return owner and page.tokens[token].start >= m.start


def whom_predicates_tell_of(page: Page, tokens: list[int]) -> list[int]:
    """The tokens, with the subject in place of what is told of it ("Reed and Orrin were the first men arrested")."""
    meant = [s for t in tokens for s in (page.subjects(t) if page.dependents(t, "cop") else [t])]
    return list(dict.fromkeys(meant))


def _is_told_of(page: Page, token: int, person: Argument) -> bool:
    """Whether the words only say of somebody what he is ("two defendants who are also clerks")."""
    m = person.mention
    if m is None:
        return False
    wider = [n for t in page.ancestors(token) for n in page.mentions_of(t) if n.start < m.start and m.end <= n.end]
    return any(re.search(r"\bwho\s+(?:are|is|was|were)\b", page.text[n.start : m.start]) for n in wider)


def _is_home(page: Page, person: Argument) -> bool:
    """Whether the name stands where a defendant's town stands: "Ada Brandt, 25, Corvin, was charged".

    A name with an age of its own is the next defendant.
    """
    m = person.mention
    if m is None or re.match(r"\s*,\s*\d{1,2}\b", page.text[m.end : m.end + 6]):
        return False
    return bool(re.search(r",\s*\d{1,2},\s*(?:of\s+)?$", page.text[max(0, m.start - 12) : m.start]))


def _has_namesake(page: Page, person: Argument) -> bool:
    """Whether a bare surname could be another person of the document: then nobody is accused by it."""
    if person.mention is None or person.type != "Person" or len(person.mention.text.split()) > 1:
        return False
    surname = person.mention.text.removesuffix("’s").removesuffix("'s")
    single = [e.name for e in page.reading.entities if e.type == "person" and not re.search(r",| and |\d", e.name)]
    bearers = {n for n in single if len(n.split()) > 1 and n.split()[-1] == surname and n[0].isupper()}
    return len(bearers) > 1 and bearers & accused_in_full(page) != {person.name}


class AccusedInFull(frozenset[str]):
    """Names of the people against whom a document tells a legal step under their full name."""


def accused_in_full(page: Page) -> AccusedInFull:
    """The people whom a step names in full, worked out once for a page."""
    found = page.memo.get(AccusedInFull)
    if not isinstance(found, AccusedInFull):
        found = page.memo[AccusedInFull] = AccusedInFull(_named_in_full(page))
    return found


def _named_in_full(page: Page) -> Iterator[str]:
    law = wordlist("law")["verbs"].keys() | {"plead"}
    for token, t in enumerate(page.tokens):
        if t.upos != "VERB" or page.lemma(token) not in law:
            continue
        against = page.subjects(token) if page.lemma(token) == "plead" else page.objects(token)
        for person in parties_of(page).people_all(against):
            in_full = person.mention is not None and len(person.mention.text.split()) > 1
            cleared = not is_sufferer(page, person) or any(is_named_otherwise(page, a, person) for a in against)
            if in_full and person.type == "Person" and cleared:
                yield person.name
    for m in page.reading.mentions:
        if m.type == "person" and m.level == "named" and _IDENTIFIED.search(page.text, max(0, m.start - 60), m.start):
            named = next((p for p in parties_of(page).people(m.head) if p.type == "Person"), None)
            if named is not None and named.mention is not None and len(named.name.split()) > 1:
                yield named.name


def taken_up(page: Page, token: int, tokens: list[int]) -> list[Argument]:
    """Whom a pronoun takes up: the subjects of a step higher up in the same sentence ("… convicted after jurors found
    them guilty"), where reference leaves it open or gives one person for several."""
    said = {page.word(t) for t in tokens}
    if not said or not said <= {"them", "they", "him", "he", "her", "she"}:
        return []
    meant = defendants_of(page, tokens)
    several = bool(said & {"them", "they"})
    if meant and not (several and len(meant) == 1):
        return []
    for higher in page.ancestors(token):
        if page.lemma(higher) in wordlist("law")["verbs"] and page.is_passive(higher):
            found = defendants_of(page, page.subjects(higher))
            mistaken = not meant or (len(found) > 1 and (meant[0].type == "Person" or is_name(meant[0].name)))
            return found if mistaken else []
    return []


def told_right_before(page: Page, token: int, *, several: bool) -> list[Argument]:
    """Whom the sentence right before tells a legal step of, in an authority's paper: "they" where reference leaves it
    open, and those whom "the charges" are against where it is not said again.

    Args:
        several: only a set, or more than one.
    """
    sentence = page.sentence_of(token)
    if sentence == 0 or page.reading.document.authority_kind is None:
        return []
    before = page.sentences[sentence - 1]
    for t in range(before.first, before.last):
        if page.tokens[t].upos != "VERB" or page.lemma(t) not in wordlist("law")["verbs"].keys() | {"plead"}:
            continue
        against = page.subjects(t) if page.lemma(t) == "plead" or page.is_passive(t) else page.objects(t)
        found = defendants_of(page, against, firm=True)
        if found and not (several and len(found) == 1 and found[0].type != "People"):
            return found
    return []


_ENTRY = re.compile(r"\W*(?:[^\W\d_][\w.’'-]*|[“\"(][^”\")]+[”\")])(?:[ ,]+[^\n]{0,90})?\s*")
"""A line that tells who somebody is: the name first, then age, home and by-name."""


def of_the_line_above(page: Page, token: int, tokens: list[int]) -> list[Argument]:
    """The defendant whose entry of a list the step stands in: "Ada Brandt, 35, of Corvin", then "Pleaded guilty to …".

    Only a step that opens its sentence without a subject, and only right below a line that names one person with an
    age and tells nothing of him.
    """
    sentence = page.sentence_of(token)
    s = page.sentences[sentence]
    opens = token == s.first or page.tokens[token].head == s.first
    if tokens or not opens or sentence == 0 or page.sentence_text(sentence).rstrip().endswith(":"):
        return []
    if page.dependents(s.first, "nsubj", "nsubj:pass"):
        return []
    above = page.sentences[sentence - 1]
    line = page.sentence_text(sentence - 1)
    if any(page.tokens[t].xpos in ("VBD", "VBZ", "VBP", "MD") for t in range(above.first, above.last)):
        return []
    named = [page.argument(m) for m in page.mentions_in(sentence - 1, "person") if _opens(page, m, above.start)]
    if not re.search(r",\s*\d{1,2}\b", line) or not _ENTRY.fullmatch(line):
        return []
    found = [p for p in named if p is not None and p.type == "Person"]
    return [p for p in found if not is_sufferer(page, p) and not is_law_officer(page, p)][:1]


def _opens(page: Page, mention: int, start: int) -> bool:
    m = page.reading.mentions[mention]
    return m.level == "named" and not re.search(r"[^\W\d_]", page.text[start : m.start])
