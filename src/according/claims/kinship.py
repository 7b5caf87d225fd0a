"""Family and partners (family_of), with the kin word as the role; whose kin it is must be told."""

from collections.abc import Iterator

from according.model import Argument, Qualifiers

from .draft import Draft
from .page import Page
from .parties import parties_of
from .party_names import is_name, same_party
from .relational import relate
from .wordlists import words

_FIRST = frozenset({"my", "our", "me", "i", "we", "your", "you"})


def _shared_holders(page: Page, noun: int) -> list[int]:
    """Of "A is the father of B and the brother of C", A also for "brother", where the tree hangs it on B."""
    head = page.tokens[noun].head
    if page.tokens[noun].deprel != "conj" or head < 0 or page.tokens[head].deprel.split(":")[0] != "nmod":
        return []
    first = page.tokens[head].head
    if first < 0 or page.word(first) not in words("kinship", "kin"):
        return []
    related = relate(page, first, "of", "to")
    return list(related.holders) if related.called != "itself" else []


def find_kin(page: Page) -> Iterator[Draft]:
    """family_of of one page."""
    parties = parties_of(page)
    for noun in range(len(page.tokens)):
        word = page.word(noun)
        if word == "partner" and noun and page.word(noun - 1) in ("life", "domestic", "romantic"):
            word = "spouse"
        if word not in words("kinship", "kin") or page.tokens[noun].upos not in ("NOUN", "PROPN"):
            continue
        related = relate(page, noun, "of", "to")
        others = [
            p
            for t in related.others
            if page.tokens[t].deprel not in ("compound", "amod", "nmod:unmarked")
            and t not in related.holders
            and not (page.word(t) in words("kinship", "kin") and page.obliques(t, "of", "to"))
            for p in parties.people(t)
            if page.word(t) not in _FIRST or is_name(p.name)
        ]
        if not others:
            continue
        holders: list[Argument] = parties.people_all(_shared_holders(page, noun) or list(related.holders))
        if not holders and related.called == "itself":
            made = parties.made_argument(noun, "People" if parties.is_plural(noun) else "Person")
            count = parties.count(*parties.core(noun)) if made.type == "People" else None
            holders = [Argument(made.type, made.name, mention=made.mention, count=count)]
        former = any(page.word(c) in ("former", "ex", "estranged") for c in page.dependents(noun, "amod"))
        role = page.lemma(noun)
        for holder in holders:
            for other in others:
                if same_party(holder, other):
                    continue
                yield Draft(
                    "family_of", holder, other, page.sentence_of(noun), noun, f"kin.{related.called}",
                    qualifiers=Qualifiers(role=f"former {role}" if former else role),
                    score=0.8 if related.called != "itself" else 0.65,
                )  # fmt: skip
