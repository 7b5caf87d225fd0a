"""Money and property: paid and owns. The parties must be told; a price alone is no payment between anybody."""

from collections.abc import Iterator

from according.model import AmountValue, Argument, Qualifiers, Span

from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import same_party
from .relational import relate
from .wordlists import words

_PAY = words("dealings", "pay")
_RECEIVE = words("dealings", "receive")
_OWN = words("dealings", "own")
_OWNER = words("dealings", "owner")
_THINGS = words("dealings", "property")


def find_dealings(page: Page) -> Iterator[Draft]:
    """paid and owns of one page."""
    parties = parties_of(page)
    for t in range(len(page.tokens)):
        if page.tokens[t].upos == "VERB":
            if page.lemma(t) in _PAY:
                yield from _paid(parties, t)
            elif page.lemma(t) in _RECEIVE:
                yield from _received(parties, t)
            elif page.lemma(t) in _OWN:
                yield from _owned(parties, t)
        elif page.word(t) in _OWNER:
            yield from _owner(parties, t)


def _anyone(parties: Parties, tokens: list[int]) -> list[Argument]:
    found: list[Argument] = []
    for t in tokens:
        people = parties.groups(t) or parties.people(t)
        if not people:
            m = parties.mention(t, "organization")
            argument = parties.page.argument(m) if m is not None else None
            people = [argument] if argument is not None else []
        found += people
    return found


def _amount(page: Page, span: Span) -> AmountValue | None:
    money = [a for a in page.amounts_in(span) if len(a.unit) == 3 and a.unit.isupper()]
    return page.amount_value(money[0]) if money else None


def _paid(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A paid B $150", "B was paid $150", "A paid $2 million to B"."""
    page = parties.page
    sum_ = _amount(page, page.subtree_span(verb))
    passive = page.is_passive(verb)
    financing = page.lemma(verb) in ("finance", "fund", "bribe")
    if passive:
        payees = _anyone(parties, page.subjects(verb))
        payers: list[Argument | None] = list(_anyone(parties, page.agents(verb))) or [None]
    else:
        payers = list(_anyone(parties, page.subjects(verb)))
        tokens = list(page.dependents(verb, "iobj")) + page.obliques(verb, "to")
        tokens += [
            t
            for t in page.dependents(verb, "obj")
            if financing or page.tokens[t].upos in ("PROPN", "PRON") or parties.people(t)
        ]
        payees = _anyone(parties, [c for t in tokens for c in page.conjuncts(t)])
    if not payees or (sum_ is None and not financing):
        return
    for payer in payers:
        for payee in payees:
            if payer is None or not same_party(payer, payee):
                yield Draft(
                    "paid",
                    payer,
                    payee,
                    page.sentence_of(verb),
                    verb,
                    "paid.verb",
                    qualifiers=Qualifiers(amount=sum_),
                    score=0.75,
                )


def _received(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "B received $150 from A"."""
    page = parties.page
    sum_ = _amount(page, page.subtree_span(verb))
    payers = _anyone(parties, page.obliques(verb, "from"))
    if sum_ is None or not payers or page.is_passive(verb):
        return
    for payer in payers:
        for payee in _anyone(parties, page.subjects(verb)):
            if not same_party(payer, payee):
                yield Draft(
                    "paid",
                    payer,
                    payee,
                    page.sentence_of(verb),
                    verb,
                    "paid.received",
                    qualifiers=Qualifiers(amount=sum_),
                    score=0.75,
                )


def _owned(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A owns B", "B, owned by A"."""
    page = parties.page
    things = page.objects(verb)
    if page.is_passive(verb) and not things and page.tokens[verb].deprel.startswith("acl"):
        things = [page.tokens[verb].head]
    for owner in _anyone(parties, page.agents(verb)):
        for t in things:
            thing = _thing(parties, t)
            if thing is not None and not same_party(owner, thing):
                yield Draft("owns", owner, thing, page.sentence_of(verb), verb, "owns.verb", score=0.75)


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
