"""Blame without a legal step: "blamed on", "linked to", "the work of", "claimed responsibility for"."""

from collections.abc import Iterator

from .deeds import deed_at
from .incident_parties import doers
from .page import Page
from .tellings import Doer, Telling
from .wordlists import wordlist, words

_Blame = tuple[list[int], list[int], str, str | None]
"""Who is blamed, for which event, the stage, and the certainty where the wording settles it."""


def find_blame(page: Page, token: int) -> Iterator[Telling]:
    """Tellings of the events that somebody is blamed for, or claims, at this word."""
    blame = _blame(page, token)
    if blame is None:
        return
    parties, events, stage, certainty = blame
    agents = doers(page, parties)
    if not agents:
        return
    told = [type for event in events if (type := _event_type(page, event)) is not None]
    claimed = page.lemma(token) == "responsibility" and page.lemma(page.tokens[token].head) == "claim"
    for type in told[:1] or (["other"] if claimed else []):
        yield Telling(
            token,
            type,
            f"incident.{page.lemma(token)}",
            doers=tuple(Doer(a, stage, certainty, score=0.7) for a in agents),
            definite=True,
        )


def _blame(page: Page, token: int) -> _Blame | None:
    lemma, t = page.lemma(token), page.tokens[token]
    if lemma == "blame" and t.upos == "VERB":
        on = page.obliques(token, "on")
        if on:
            return on, page.objects(token), "accused", None
        return page.objects(token), page.obliques(token, "for"), "accused", None
    if lemma in ("attribute", "ascribe") and t.upos == "VERB":
        return page.obliques(token, "to"), page.objects(token), "accused", None
    if lemma == "responsible" and page.obliques(token, "for"):
        hedged = _is_hedged(page, token)
        held = page.subjects(token) or _held(page, token)
        return held, page.obliques(token, "for"), "suspected" if hedged else "accused", "probable" if hedged else None
    if lemma == "work" and t.upos == "NOUN" and page.obliques(token, "of"):
        hedged = _is_hedged(page, token)
        event = page.subjects(token) or (page.objects(t.head) if t.head >= 0 else [])
        return page.obliques(token, "of"), event, "suspected" if hedged else "accused", "probable" if hedged else None
    if lemma == "responsibility" and t.head >= 0 and page.lemma(t.head) in ("claim", "take", "admit", "accept"):
        event = page.obliques(token, "for") or page.obliques(t.head, "for")
        return page.agents(t.head), event, "stated", None
    if lemma == "accuse" and t.upos == "VERB":
        return page.objects(token), page.obliques(token, "of"), "accused", None
    return None


def _held(page: Page, token: int) -> list[int]:
    """ "Those responsible for": nobody; "holds X responsible for": X."""
    above = page.tokens[token].head
    return page.objects(above) if above >= 0 and page.lemma(above) in ("hold", "consider", "deem", "find") else []


def _is_hedged(page: Page, token: int) -> bool:
    above = page.tokens[token].head
    return above >= 0 and page.lemma(above) in ("believe", "think", "suspect", "say", "consider")


def _event_type(page: Page, token: int) -> str | None:
    phrase = page.subtree_span(token).of(page.text).lower()
    if "home invasion" in phrase:
        return "home_invasion"
    nouns = wordlist("incidents")["nouns"]
    for t in page.subtree(token):
        if page.lemma(t) in nouns:
            return str(nouns[page.lemma(t)][0])
        if page.tokens[t].upos == "VERB" and (deed := deed_at(page, t)) is not None:
            return deed[0]
    return "other" if page.lemma(token) in words("incidents", "lists.incident_nouns") else None
