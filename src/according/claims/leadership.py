"""Who is called the head, boss or founder of a group: leads by nouns."""

from collections.abc import Iterator

from according.model import Argument

from .draft import Draft
from .group_nouns import (
    belonging,
    groups_told_of,
    hedge_of,
    people_called,
    role_of,
    says_gang,
)
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .relational import relate
from .wordlists import words


def find_leaders(page: Page) -> Iterator[Draft]:
    """leads by nouns, of one page."""
    parties = parties_of(page)
    for token in range(len(page.tokens)):
        if page.word(token) in words("membership", "member_nouns"):
            continue
        if page.word(token) in words("membership", "leader_nouns") and page.tokens[token].upos in ("NOUN", "PROPN"):
            yield from _leaders(parties, token)


def _leaders(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    related = relate(page, noun, "of", "in", "for")
    groups = [
        g
        for g in groups_told_of(parties, related, bodies=True)
        if g.type == "Group" or _LEADS_BODIES & {page.lemma(noun)}
    ]
    alone = page.word(noun) in ("ringleader", "mastermind", "kingpin") or (
        related.called == "apposition"
        and page.word(noun) == "leader"
        and not page.obliques(noun, "of")
        and any(page.word(c) == "the" for c in page.dependents(noun, "det"))
    )
    people = [p for p in people_called(parties, related) if p.type == "Person" or related.called != "itself"]
    if related.called == "itself":
        tried = alone and page.tokens[noun].deprel.startswith("nsubj") and not parties.is_plural(noun)
        people = [p for p in people if tried or (is_name(p.name) and not says_gang(p.name))]
    elif not any(is_name(g.name) for g in groups) and not alone:
        people = [p for p in people if is_name(p.name) and not says_gang(p.name)]
    certainty, stage = hedge_of(page, noun)
    role = role_of(parties, noun)
    for person in people:
        sides: list[Argument | None] = [*groups] if groups else [None] if alone else []
        for group in sides:
            if group is not None and same_party(person, group):
                continue
            yield belonging(
                parties, "leads", person, group, noun,
                rule=f"leader.noun.{related.called}", role=role, certainty=certainty, stage=stage, score=0.8,
            )  # fmt: skip


_LEADS_BODIES = frozenset({"leader", "founder", "co-founder", "boss", "kingpin", "underboss", "lieutenant"})
