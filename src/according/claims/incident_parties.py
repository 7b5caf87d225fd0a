"""Who did it and whom it befell: the people, groups and bodies of a deed, never the accused of a mere mention."""

import re
from collections.abc import Iterable
from dataclasses import replace

from according.model import Argument, MentionText, Span
from according.reading.number_words import number_value

from .bystanders import is_official, is_sufferer
from .page import Page
from .parties import parties_of
from .party_names import key_of
from .speakers import own_voice
from .wordlists import words

_GENERIC = frozenset({"victims", "shooting victims", "others", "criminals", "killers", "people", "thieves"})


def people(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The people of the phrases headed by the tokens, each once; a bare number of people counts ("killed 12")."""
    found: dict[str, Argument] = {}
    for token in tokens:
        for person in parties_of(page).people(token) or _number(page, token):
            found.setdefault(key_of(person), person)
    return list(found.values())


def _number(page: Page, token: int) -> list[Argument]:
    """ "12" of "left 12 dead and 30 injured"."""
    t = page.tokens[token]
    value = number_value(page.word(token)) if t.upos == "NUM" else None
    if value is None and t.upos == "NUM" and page.word(token).replace(",", "").isdigit():
        value = int(page.word(token).replace(",", ""))
    if t.deprel == "nummod" or (value is not None and value < 2) or not page.word(token)[:1].isdigit():
        return []
    if value is None or value > 100_000 or page.times_in(_span(page, token)):
        return []
    said = page.text[t.start : t.end]
    return [Argument("People", said, mention=MentionText(t.start, t.end, said), count=int(value))]


def groups(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The armed groups and gangs that the phrases headed by the tokens name."""
    return [g for t in tokens for g in parties_of(page).groups(t) if g.type == "Group"]


def bodies(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The organisations, and the premises of organisations, among the phrases headed by the tokens."""
    found: dict[str, Argument] = {}
    for token in tokens:
        body = _body(page, token)
        if body is not None:
            found.setdefault(key_of(body), body)
    return list(found.values())


def _body(page: Page, token: int) -> Argument | None:
    premises = page.lemma(token) in words("incidents", "lists.premises")
    mention = page.mention_index(token, "organization")
    if mention is not None and page.reading.mentions[mention].level == "named":
        return page.argument(mention)
    if premises:
        return replace(parties_of(page).made_argument(token, "Organization"), entity=_entity(page, token))
    return None


def _entity(page: Page, token: int) -> str | None:
    mention = page.mention_index(token, "organization", "place")
    if mention is None or page.reading.mentions[mention].entity < 0:
        return None
    return f"{page.reading.document.id}#{page.reading.mentions[mention].entity}"


def things(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The things that the phrases headed by the tokens name, as values; people and pronouns are none."""
    found = []
    for token in tokens:
        t = page.tokens[token]
        if t.upos not in ("NOUN", "PROPN") or parties_of(page).people(token):
            continue
        first, last = parties_of(page).core(token)
        span = _span(page, first, last)
        found.append(page.value(span))
    return found


def property_of(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The buildings, vehicles and installations among the phrases headed by the tokens, as values."""
    kinds = words("incidents", "lists.property") | words("incidents", "lists.premises")
    return things(page, [t for t in tokens if page.lemma(t) in kinds and page.mention_index(t, "organization") is None])


def goods(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The objects and sums of money among the phrases headed by the tokens, as values."""
    found = []
    for token in tokens:
        sums = page.amounts_in(page.subtree_span(token), "USD", "EUR", "GBP", "MXN", "PEN", "COP")
        if sums:
            found += [page.value(Span(a.start, a.end)) for a in sums[:1]]
        elif page.mention_index(token, "object", "substance") is not None:
            found += things(page, [token])
    return found


def doers(page: Page, tokens: list[int]) -> list[Argument]:
    """Who may be told as having done it: no official, no victim; troops and police where a journalist tells it."""
    told = [*people(page, [t for t in tokens if page.tokens[t].upos != "NUM"]), *groups(page, tokens)]
    return [a for a in told if not is_sufferer(page, a) and (not is_official(page, a) or _may_name_forces(page, a))]


def _may_name_forces(page: Page, party: Argument) -> bool:
    forces = party.mention is not None and bool(
        set(re.findall(r"\w+", party.mention.text.lower())) & words("incidents", "lists.forces")
    )
    return forces and own_voice(page).kind == "author"


def harmed(page: Page, tokens: list[int]) -> list[Argument]:
    """Whom a deed befell: people, but not those who only own what it befell, and nobody in general."""
    return [v for v in people(page, tokens) if not is_owner(page, v) and not is_generic(v)]


def is_owner(page: Page, victim: Argument) -> bool:
    """Whether the words only say whose something is ("the man’s head", "her neighbor’s baby")."""
    m = victim.mention
    return m is not None and (m.text.endswith(("’s", "'s", "'S")) or page.text[m.end : m.end + 2] in ("’s", "'s", "'S"))


def is_generic(victim: Argument) -> bool:
    """Bare "victims" of a statistic are nobody in particular."""
    return victim.mention is not None and " ".join(victim.mention.text.lower().split()) in _GENERIC


def _span(page: Page, first: int, last: int | None = None) -> Span:
    end = first + 1 if last is None else last
    return Span(page.tokens[first].start, page.tokens[end - 1].end)
