"""Who is called a member of a group: member_of by nouns ("an X gang member", "members of X")."""

from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument

from .draft import Draft
from .group_nouns import (
    belonging,
    groups_told_of,
    hedge_of,
    people_called,
    says_gang,
)
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .relational import relate
from .wordlists import words

_MISTAKEN = frozenset({"mistake", "perceive", "pose", "pretend", "impersonate", "confuse", "dress"})


NEAR_A_GROUP = frozenset({"associate", "associates", "affiliate", "affiliates", "supporter", "supporters"})
"""Who may be one of these is not surely a member: "members or associates of"."""
_TRIED = frozenset({"sentence", "convict", "charge", "indict", "arraign", "plead", "arrest", "face"})


def find_members(page: Page) -> Iterator[Draft]:
    """member_of by nouns, of one page."""
    parties = parties_of(page)
    for token in range(len(page.tokens)):
        if page.word(token) in words("membership", "member_nouns"):
            yield from _members(parties, token)
        elif page.word(token) in ("student", "students", "volunteer", "volunteers"):
            yield from _enrolled(parties, token)


def _members(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    if (
        page.tokens[noun].deprel.split(":")[0] in ("compound", "amod")
        and page.tokens[page.tokens[noun].head].upos == "NOUN"
    ):
        return
    if any(page.lemma(a) in _MISTAKEN for a in list(page.ancestors(noun))[:2]):
        return
    related = relate(page, noun, "of", "in", "from", "within")
    groups = groups_told_of(parties, related, bodies=page.lemma(noun) in ("member", "members"))
    if not groups:
        return
    people = people_called(parties, related)
    role = None if page.lemma(noun) in ("member", "members") else page.lemma(noun)
    certainty, stage = hedge_of(page, noun)
    if page.word(noun + 1) == "or" and page.word(noun + 2) in NEAR_A_GROUP:
        certainty = "possible"
    for group in groups:
        for person in people:
            if same_party(person, group) or _official(person):
                continue
            named = is_name(group.name)
            if related.called == "itself" and _counted_only(page, noun):
                continue
            if related.called == "itself" and person.type == "Person":
                person = _by_its_words(parties, person, noun)
            if related.called == "itself" and not _told_of(parties, person, group, noun):
                continue
            if not named and not _worth_telling(parties, person, noun):
                continue
            yield belonging(
                parties, "member_of", person, group, noun,
                rule=f"membership.noun.{related.called}", role=role, certainty=certainty, stage=stage,
                score=0.85 if named else 0.6,
            )  # fmt: skip


def _by_its_words(parties: Parties, person: Argument, noun: int) -> Argument:
    """A gang member described but not named, under the words used: whom they mean is too often the wrong person.

    Only the one who is charged, convicted or sentenced in that very clause keeps the name, if the document tells the
    age that goes with it, as it does for defendants.
    """
    page = parties.page
    mention = person.mention
    if mention is None or person.name in mention.text:
        return person
    verb = page.tokens[noun].head
    tried = verb >= 0 and page.lemma(verb) in _TRIED and page.tokens[noun].deprel.startswith("nsubj")
    if tried and is_name(person.name) and _aged(page, person):
        return person
    return replace(person, name=" ".join(mention.text.split()), entity=None)


def _aged(page: Page, person: Argument) -> bool:
    """Whether the document tells the person's age."""
    if person.entity is None:
        return False
    index = int(person.entity.rsplit("#", 1)[1])
    return page.reading.entities[index].age is not None


def _official(person: Argument) -> bool:
    """Whether the words name a prosecutor, officer or judge: never a member for standing near the word."""
    low = {w.strip(".,’'").lower() for w in f"{person.name} {person.mention.text if person.mention else ''}".split()}
    return bool(low & {"attorney", "da", "detective", "judge", "justice", "prosecutor", "sheriff", "police", "officer"})


def _counted_only(page: Page, noun: int) -> bool:
    """Whether the sentence only says how many members there are: a group's size, not somebody's membership."""
    above = [noun, *list(page.ancestors(noun))[:2]]
    return any(page.dependents(a, "expl") for a in above)


def _told_of(parties: Parties, person: Argument, group: Argument, noun: int) -> bool:
    """Whether "gang members" with the gang named elsewhere tells of somebody; "any gang member" tells of nobody."""
    page = parties.page
    first, _ = parties.core(noun)
    if page.word(first) in ("each", "any", "every", "no", "other", "known", "documented"):
        return False
    words_of = group.mention.text if group.mention else group.name
    in_phrase = is_name(words_of)
    if page.lemma(noun) not in ("member", "members") and person.type == "People" and person.count is None:
        return page.word(noun) in ("thugs", "gangsters", "mobsters")
    if person.type == "Person" and not (is_name(person.name) and not says_gang(person.name)):
        return page.segment_kind(page.sentence_of(noun)) in ("headline", "dek")
    return in_phrase or person.count is not None or is_name(person.name)


def _worth_telling(parties: Parties, person: Argument, noun: int) -> bool:
    """Whether an unnamed gang's member is somebody: a named person, a counted set, or whom a headline is about."""
    if is_name(person.name) and not says_gang(person.name):
        return True
    if person.type == "People":
        return person.count is not None
    return parties.page.segment_kind(parties.page.sentence_of(noun)) in ("headline", "dek") and person.type == "Person"


def _enrolled(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "Aa and Bb were students at the University of Cc": members of a body that is no group."""
    page = parties.page
    related = relate(page, noun, "at", "of", "for", "with")
    if related.called == "itself":
        return
    people = parties.people_all([t for h in related.holders for t in page.conjuncts(h)])
    for token in page.obliques(noun, "at", "of", "for", "with"):
        m = parties.mention(token, "organization")
        body = page.argument(m, type="Organization") if m is not None else None
        for person in people if body is not None and is_name(body.name) else ():
            yield belonging(
                parties, "member_of", person, body, noun,
                rule="membership.enrolled", role=page.lemma(noun).removesuffix("s"), score=0.75,
            )  # fmt: skip
