"""Who paid whom (paid): wages, bribes, donations, restitution, with the sum where one is told.

Payer or payee may be unknown, never both; a price alone is no payment between anybody. Money ordered to be paid, and
money that will be, keeps the certainty of its wording.
"""

import re
from collections.abc import Iterator

from according.model import AmountExpression, Argument, Qualifiers, Span

from .draft import Draft, each_once
from .page import Page
from .parties import Parties, parties_of
from .party_names import same_party
from .wordlists import words

_NEEDS_NO_SUM = frozenset({"finance", "fund", "bribe", "donate", "reimburse", "compensate"})
_MONEY = re.compile(r"\b(?:money|funds?|cash|dollars?|millions?)\b", re.IGNORECASE)
"""Without any of these words what is donated may be anything."""
_FINANCE = frozenset({"finance", "fund", "bribe"})


def find_payments(page: Page) -> Iterator[Draft]:
    """paid of one page, each payment once a sentence."""
    yield from each_once(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        if page.tokens[t].upos == "VERB" and page.lemma(t) in words("dealings", "pay"):
            yield from _paid(parties, t)
        elif page.tokens[t].upos == "VERB" and page.lemma(t) in words("dealings", "receive"):
            yield from _received(parties, t)


def anyone(parties: Parties, tokens: list[int]) -> list[Argument]:
    """The people, groups or bodies that the phrases stand for."""
    found: list[Argument] = []
    for t in tokens:
        parties_at = parties.groups(t) or parties.people(t)
        if not parties_at:
            m = parties.mention(t, "organization")
            argument = parties.page.argument(m) if m is not None else None
            parties_at = [argument] if argument is not None else []
        found += parties_at
    return found


def _sums(page: Page, span: Span) -> list[AmountExpression]:
    return [a for a in page.amounts_in(span) if len(a.unit) == 3 and a.unit.isupper()]


def _paid(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A paid B $150", "B was paid $150", "A paid $2 million to B and $1 million to C", "B, financed by A"."""
    page = parties.page
    lemma = page.lemma(verb)
    sums = _sums(page, page.subtree_span(verb))
    if not sums and lemma == "donate" and not _MONEY.search(page.sentence_text(page.sentence_of(verb))):
        return
    if not sums and lemma not in _NEEDS_NO_SUM:
        return
    if _is_passive(page, verb):
        token = page.tokens[verb]
        described = [token.head] if token.deprel.startswith("acl") and token.head >= 0 else []
        payees = anyone(parties, page.subjects(verb) or described)
        payers = anyone(parties, page.agents(verb) or page.obliques(verb, "by"))
    else:
        payers = anyone(parties, page.subjects(verb))
        payees = anyone(parties, _payees(parties, verb))
    if len(payees) > 1 and len(sums) == len(payees):
        for payee, sum_ in zip(payees, sums, strict=True):
            yield from _drafts(page, payers, [payee], verb, sum_, "paid.each")
    elif payees or (payers and _sums(page, _what_is_paid(page, verb))):
        yield from _drafts(page, payers, payees, verb, sums[0] if sums else None, "paid.verb")


def _what_is_paid(page: Page, verb: int) -> Span:
    """The stretch of the verb's object, empty if it has none."""
    objects = page.dependents(verb, "obj")
    return page.subtree_span(objects[0]) if objects else Span(0, 0)


def _payees(parties: Parties, verb: int) -> list[int]:
    """Whoever is paid: an indirect object, a person as object, or the "to" phrases of the verb and of its sums."""
    page = parties.page
    tokens = list(page.dependents(verb, "iobj"))
    for obj in page.dependents(verb, "obj"):
        person = page.tokens[obj].upos in ("PROPN", "PRON") or parties.people(obj)
        if page.lemma(verb) in _FINANCE or person:
            tokens.append(obj)
    span = page.subtree_span(verb)
    below = [t for t in page.tokens_in(span) if t > verb and page.tokens[t].deprel.split(":")[0] in ("obl", "nmod")]
    tokens += [t for t in below if page.case(t) == "to"]
    return [c for t in tokens for c in page.conjuncts(t)]


def _received(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "B received $150 from A", "B receives $2 million in contracts from A"."""
    page = parties.page
    sums = _sums(page, page.subtree_span(verb))
    payers = anyone(parties, page.obliques(verb, "from"))
    payers = payers or anyone(parties, [p for o in page.dependents(verb, "obj") for p in page.obliques(o, "from")])
    payees = anyone(parties, page.subjects(verb))
    if sums and payers and payees and not _is_passive(page, verb):
        yield from _drafts(page, payers, payees, verb, sums[0], "paid.received")


def _is_passive(page: Page, verb: int) -> bool:
    """Passive, but not the bare participle of "groups that had donated"."""
    perfect = any(page.word(a) in ("has", "have", "had") for a in page.dependents(verb, "aux"))
    return page.is_passive(verb) and not (perfect and not page.dependents(verb, "aux:pass"))


def _is_only_due(page: Page, verb: int) -> bool:
    """Whether the money is only to be paid: "ordered to pay", "agreed to pay", "a card to pay a fee"."""
    return any(page.word(m) == "to" for m in page.dependents(verb, "mark"))


def _drafts(
    page: Page, payers: list[Argument], payees: list[Argument], verb: int, amount: AmountExpression | None, rule: str
) -> Iterator[Draft]:
    money = Qualifiers(amount=page.amount_value(amount) if amount is not None else None)
    givers: list[Argument | None] = [*payers] or [None]
    takers: list[Argument | None] = [*payees] or [None]
    certainty = "unknown" if _is_only_due(page, verb) else None
    for payer in givers:
        for payee in takers:
            if payer is None or payee is None or not same_party(payer, payee):
                yield Draft(
                    "paid", payer, payee, page.sentence_of(verb), verb, rule,
                    qualifiers=money, score=0.75, certainty=certainty,
                )  # fmt: skip
