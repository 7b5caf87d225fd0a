"""What people and groups own: owns."""

from collections.abc import Iterator

from according.model import Argument

from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import same_party
from .payments import anyone
from .relational import relate
from .wordlists import words

_OWN = words("dealings", "own")
_OWNER = words("dealings", "owner")
_THINGS = words("dealings", "property")


def find_property(page: Page) -> Iterator[Draft]:
    """owns of one page."""
    parties = parties_of(page)
    for t in range(len(page.tokens)):
        if page.tokens[t].upos == "VERB" and page.lemma(t) in _OWN:
            yield from _owned(parties, t)
        elif page.word(t) in _OWNER:
            yield from _owner(parties, t)
        elif page.lemma(t) in ("belong", "register") and page.tokens[t].upos == "VERB":
            yield from _belonging(parties, t)


def _owned(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A owns B", "B, owned by A"."""
    page = parties.page
    things = page.objects(verb)
    if page.is_passive(verb) and not things and page.tokens[verb].deprel.startswith("acl"):
        things = [page.tokens[verb].head]
    for owner in anyone(parties, page.agents(verb)):
        for t in things:
            thing = _thing(parties, t)
            if thing is not None and not same_party(owner, thing):
                yield Draft("owns", owner, thing, page.sentence_of(verb), verb, "owns.verb", score=0.75)


def _belonging(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A hotel belonging to A", "a van registered to A", "the vessels belong to A"; people belong to no one."""
    page = parties.page
    described = [page.tokens[verb].head] if page.tokens[verb].deprel.startswith("acl") else []
    for owner in anyone(parties, page.obliques(verb, "to")):
        for t in described or page.subjects(verb):
            thing = _thing(parties, t) if not parties.people(t) and not parties.groups(t) else None
            if thing is not None and not same_party(owner, thing):
                yield Draft("owns", owner, thing, page.sentence_of(verb), verb, "owns.belongs", score=0.7)


def _owner(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A, the owner of B", "B owner A"."""
    page = parties.page
    related = relate(page, noun, "of")
    if related.called == "itself":
        return
    for owner in parties.people_all(list(related.holders)):
        for t in related.others:
            thing = _thing(parties, t)
            if thing is not None and not same_party(owner, thing):
                yield Draft("owns", owner, thing, page.sentence_of(noun), noun, "owns.owner", score=0.75)


def _thing(parties: Parties, token: int) -> Argument | None:
    page = parties.page
    m = parties.mention(token, "organization")
    if m is not None:
        return page.argument(m, type="Organization")
    if page.word(token) in _THINGS or page.tokens[token].upos == "PROPN":
        if parties.people(token):
            return None
        return parties.made_argument(token, "Value")
    return None
