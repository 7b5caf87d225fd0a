"""Who is called an associate, accomplice or friend of whom: associate_of by nouns."""

from collections.abc import Iterator

from according.model import Argument

from .draft import Draft
from .group_nouns import (
    belonging,
    groups_told_of,
    hedge_of,
    people_called,
)
from .listing import listed_after
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .relational import relate
from .wordlists import words


def find_associates(page: Page) -> Iterator[Draft]:
    """associate_of by nouns, of one page."""
    parties = parties_of(page)
    for token in range(len(page.tokens)):
        if page.word(token) in words("membership", "associate_nouns") and page.tokens[token].upos in ("NOUN", "PROPN"):
            yield from _associates(parties, token)


def _beside(parties: Parties, noun: int) -> tuple[list[Argument], list[Argument]]:
    """Of "Bb and two friends", Bb and the friends, or those friends who are named right after."""
    page = parties.page
    head = page.tokens[noun].head
    if page.tokens[noun].deprel != "conj" or head < 0 or not any(is_name(p.name) for p in parties.people(head)):
        return [], []
    named = listed_after(parties, noun)
    return [p for p in parties.people(head) if p.type == "Person"], [*(named or parties.people(noun))]


def _associates(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    lemma = page.lemma(noun)
    if noun and page.word(noun - 1) in ("life", "domestic", "romantic", "law"):
        return
    related = relate(page, noun, "of", "to", "with", "for")
    certainty, stage = hedge_of(page, noun)
    groups = groups_told_of(parties, related, generic=lemma in ("associate", "affiliate"))
    people = people_called(parties, related)
    if lemma in (
        "friend",
        "partner",
        "neighbor",
        "colleague",
        "roommate",
        "supporter",
        "contractor",
        "aide",
        "ally",
        "sponsor",
        "broker",
        "courier",
        "mentor",
    ):
        people = [p for p in people if related.called != "itself" and p.type == "Person"]
    others: list[Argument] = groups or [
        p for t in related.others for p in parties.people(t) if page.tokens[t].deprel != "compound"
    ]
    if not others and lemma in ("friend", "accomplice", "associate", "co-conspirator") and related.called == "itself":
        people, others = _beside(parties, noun)
    for person in people:
        for other in others:
            if same_party(person, other) or (
                person.type == "People" and other.type == "People" and not is_name(other.name)
            ):
                continue
            yield belonging(
                parties, "associate_of", person, other, noun,
                rule=f"associate.noun.{related.called}", role=lemma if lemma != "associate" else None,
                certainty=certainty, stage=stage, score=0.7,
            )  # fmt: skip
