"""Defendants: whom a legal step is taken against, and who is never one for standing near it."""

import re

from according.model import Argument

from .bystanders import is_law_officer, is_official, is_sufferer
from .page import Page
from .parties import parties_of
from .wordlists import wordlist


def defendants_of(page: Page, tokens: list[int]) -> list[Argument]:
    """The people and groups that phrases stand for, each once; no victims, officers, offices or namesakes."""
    parties = parties_of(page)
    found: dict[str, Argument] = {}
    for token in tokens:
        people = parties.people(token) or parties.groups(token)
        for person in people:
            if person.type in ("Person", "People") and (is_sufferer(page, person) or is_law_officer(page, person)):
                continue
            if person.type == "Organization" and is_official(page, person):
                continue
            if not (_has_namesake(page, person) or (found and _is_home(page, person))):
                found.setdefault(person.entity or person.name, person)
    return list(found.values())


def _is_home(page: Page, person: Argument) -> bool:
    """Whether the name stands where a defendant's town stands: "Ada Brandt, 25, Corvin, was charged"."""
    m = person.mention
    return m is not None and bool(re.search(r",\s*\d{1,2},\s*(?:of\s+)?$", page.text[max(0, m.start - 12) : m.start]))


def _has_namesake(page: Page, person: Argument) -> bool:
    """Whether a bare surname could be another person of the document: then nobody is accused by it."""
    if person.mention is None or person.type != "Person" or len(person.mention.text.split()) > 1:
        return False
    surname = person.mention.text.removesuffix("’s").removesuffix("'s")
    single = [e.name for e in page.reading.entities if e.type == "person" and not re.search(r",| and |\d", e.name)]
    return len({n for n in single if len(n.split()) > 1 and n.split()[-1] == surname and n[0].isupper()}) > 1


def taken_up(page: Page, token: int, tokens: list[int]) -> list[Argument]:
    """Whom an unresolved pronoun takes up: the subjects of a step higher up in the same sentence ("… convicted after
    jurors found them guilty")."""
    if not any(page.word(t) in ("them", "they", "him", "he", "her", "she") for t in tokens):
        return []
    for higher in page.ancestors(token):
        if page.lemma(higher) in wordlist("law")["verbs"] and page.is_passive(higher):
            return defendants_of(page, page.subjects(higher))
    return []
