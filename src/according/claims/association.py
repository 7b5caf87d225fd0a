"""Who is called an associate or friend of whom, works with or for whom, is a link between whom: associate_of."""

from collections.abc import Iterator

from according.model import Argument

from .bystanders import is_official
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
from .payments import anyone
from .relational import relate
from .speakers import own_voice
from .wordlists import words


def find_associates(page: Page) -> Iterator[Draft]:
    """associate_of of one page."""
    parties = parties_of(page)
    for token in range(len(page.tokens)):
        yield from _working(parties, token)
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


def _working(parties: Parties, token: int) -> Iterator[Draft]:
    """ "A works closely with B and C", "A took orders from B", "worked at B's behest", "the link between A and B"."""
    page = parties.page
    lemma, t = page.lemma(token), page.tokens[token]
    if lemma in ("partner", "collaborate", "work") and t.upos == "VERB":
        if lemma == "work" and not {page.word(c) for c in page.dependents(token, "advmod")} & _CLOSELY:
            return
        sides = anyone(parties, page.subjects(token)), anyone(parties, page.obliques(token, "with"))
        yield from _tied(parties, *sides, token, "associate.works_with")
    elif lemma == "order" and t.head >= 0 and page.lemma(t.head) == "take":
        givers = page.obliques(t.head, "from") or page.obliques(token, "from")
        sides = anyone(parties, page.subjects(t.head)), anyone(parties, givers)
        yield from _tied(parties, *sides, token, "associate.takes_orders")
    elif lemma in ("behest", "bidding") and t.head >= 0 and page.tokens[t.head].upos == "VERB":
        sides = anyone(parties, page.subjects(t.head)), anyone(parties, page.dependents(token, "nmod:poss"))
        yield from _tied(parties, *sides, token, "associate.behest")
    elif lemma in ("link", "liaison", "liason", "intermediary", "go-between") and t.upos == "NOUN":
        ends = anyone(parties, page.obliques(token, "between"))
        called = people_called(parties, relate(page, token, "between"))
        if len(ends) > 1 and called:
            yield from _tied(parties, called, ends, token, "associate.between")


_CLOSELY = frozenset({"closely", "together", "hand"})


def _tied(parties: Parties, ones: list[Argument], others: list[Argument], token: int, rule: str) -> Iterator[Draft]:
    """Everyone of one side with everyone of the other; that offices work together on a case is no tie."""
    page = parties.page
    for one in ones:
        for other in others:
            if same_party(one, other) or is_official(page, one):
                continue
            if own_voice(page).kind != "author" and is_official(page, other):
                continue
            yield belonging(
                parties, "associate_of", one, other, token, rule=rule, role=None,
                certainty=None, stage=None, score=0.65,
            )  # fmt: skip
