"""Blame without a legal step: "blamed on", "linked to", "the work of", "claimed responsibility for"."""

from collections.abc import Iterator

from .deeds import deed_at, event_at
from .incident_parties import doers, groups
from .page import Page
from .tellings import Doer, Telling
from .wordlists import words

_Blame = tuple[list[int], list[int], str, str | None]
"""Who is blamed, for which event, the stage, and the certainty where the wording settles it."""
_TIES = ("link", "tie", "connect")
_HEDGES = ("believe", "think", "suspect", "say", "consider")


def find_blame(page: Page, token: int) -> Iterator[Telling]:
    """Tellings of the events that somebody is blamed for, or claims, at this word."""
    blame = _blame(page, token)
    if blame is None:
        return
    parties, events, stage, certainty = blame
    agents = doers(page, parties, named=True)
    if not agents:
        return
    told: list[tuple[int | None, str]] = [(e, type) for e in events if (type := type_told(page, e)) is not None]
    if page.lemma(token) in _TIES:
        told = [(e, type) for e, type in told if type != "other"]
    for event, type in told[:1] or ([(None, "other")] if page.lemma(token) == "responsibility" else []):
        yield Telling(
            token,
            type,
            f"incident.{page.lemma(token)}",
            doers=tuple(Doer(a, stage, certainty, score=0.7) for a in agents),
            definite=True,
            event=event,
        )


_NOBODY = frozenset({"no", "neither", "any"})


def _blame(page: Page, token: int) -> _Blame | None:
    lemma, t = page.lemma(token), page.tokens[token]
    if lemma == "blame" and t.upos == "VERB":
        on = page.obliques(token, "on")
        if on:
            return on, _events(page, token, page.objects(token)), "accused", None
        return page.objects(token), page.obliques(token, "for"), "accused", None
    if lemma in ("attribute", "ascribe") and t.upos == "VERB":
        return page.obliques(token, "to"), _events(page, token, page.objects(token)), "accused", None
    if lemma in _TIES and page.is_passive(token):
        linked = [s for s in page.subjects(token) if groups(page, [s], named=True)]
        return linked, page.obliques(token, "to", "with"), "suspected", "probable"
    if lemma == "responsible" and page.obliques(token, "for"):
        hedged = _is_hedged(page, token)
        held = page.subjects(token) or _held(page, token)
        return held, page.obliques(token, "for"), "suspected" if hedged else "accused", "probable" if hedged else None
    if lemma == "work" and t.upos == "NOUN" and page.obliques(token, "of"):
        hedged = _is_hedged(page, token)
        told = page.subjects(token) or (page.objects(t.head) if t.head >= 0 else [])
        events = _events(page, token, told)
        return page.obliques(token, "of"), events, "suspected" if hedged else "accused", "probable" if hedged else None
    if lemma == "responsibility" and t.head >= 0 and page.lemma(t.head) in ("claim", "take", "admit", "accept"):
        event = page.obliques(token, "for") or page.obliques(t.head, "for")
        who = page.agents(t.head)
        nobody = any(page.word(c) in _NOBODY for a in who for c in page.dependents(a, "det"))
        return [] if nobody else who, event, "stated", None
    if lemma == "accuse" and t.upos == "VERB":
        return page.objects(token), page.obliques(token, "of"), "accused", None
    return None


def _events(page: Page, token: int, told: list[int]) -> list[int]:
    """The events that the tree gives, or else the event named last before the word in its sentence."""
    if any(type_told(page, event) is not None for event in told):
        return told
    first = page.sentences[page.sentence_of(token)].first
    fires = words("incidents", "lists.fires")
    before = reversed(range(first, token))
    return next(([t] for t in before if event_at(page, t) is not None or page.lemma(t) in fires), [])


def _held(page: Page, token: int) -> list[int]:
    """ "Those responsible for": nobody; "holds X responsible for": X."""
    above = page.tokens[token].head
    return page.objects(above) if above >= 0 and page.lemma(above) in ("hold", "consider", "deem", "find") else []


def _is_hedged(page: Page, token: int) -> bool:
    """Whether a belief stands over the word, or right before it ("believed to be the work of")."""
    above = page.tokens[token].head
    first = max(page.sentences[page.sentence_of(token)].first, token - 5)
    near = [*([above] if above >= 0 else []), *range(first, token)]
    return any(page.lemma(t) in _HEDGES for t in near)


def type_told(page: Page, token: int) -> str | None:
    """Type of the event that a phrase names ("the pistol-whipping of a woman", "a violent home invasion")."""
    for t in page.subtree(token):
        event = event_at(page, t)
        if event is not None:
            return event[0]
        if page.lemma(t) in words("incidents", "lists.fires"):
            return "arson"
        if page.tokens[t].upos == "VERB" and (deed := deed_at(page, t)) is not None:
            return deed[0]
    return "other" if page.lemma(token) in words("incidents", "lists.incident_nouns") else None
