"""Where groups and people come from and go to: originated_in and moved_to."""

from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument

from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name
from .places import place_arguments, place_mention, places_after
from .whereabouts import groups_at, placed, placed_apart, subjects_of
from .wordlists import words


def find_movements(page: Page) -> Iterator[Draft]:
    """originated_in and moved_to of one page."""
    yield from placed_apart(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        if page.word(t) == "originally":
            yield from _originally(parties, t)
        if page.tokens[t].upos in ("VERB", "ADJ", "AUX"):
            if page.lemma(t) in words("presence", "origin_verbs"):
                yield from _origin(parties, t)
            if page.lemma(t) in words("presence", "move_verbs"):
                yield from _movement(parties, t)


def _origin(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A started in a P prison", "A was founded in P", "Aa was born in P"."""
    page = parties.page
    lemma = page.lemma(verb)
    cases = (
        ("from",)
        if lemma in ("hail", "come")
        else ("in", "inside", "within", "at")
        if lemma != "originate"
        else ("in", "from", "inside")
    )
    tokens = [t for t in page.obliques(verb, *cases) if t > verb]
    places = _prison_of(parties, tokens) or place_arguments(parties, tokens) or places_after(parties, verb, cases)
    if not places:
        return
    if (
        lemma in ("found", "form", "create", "establish", "start", "begin")
        and page.objects(verb)
        and not page.is_passive(verb)
    ):
        groups = groups_at(parties, page.objects(verb))
    else:
        groups = groups_at(parties, subjects_of(page, verb)) or groups_at(parties, parties.subject_before(verb))
        if lemma in ("come", "emerge", "grow") and "from" not in [page.case(t) for t in tokens] and lemma != "emerge":
            return
    people = parties.people_all(page.subjects(verb)) if lemma in ("bear", "hail") and not groups else []
    yield from placed(
        parties,
        "originated_in",
        groups or [p for p in people if p.type in ("Person", "People")],
        places,
        verb,
        "origin.verb",
    )


def _originally(parties: Parties, adverb: int) -> Iterator[Draft]:
    """ "A is originally from P", "Aa, originally from P"."""
    page = parties.page
    if adverb + 1 >= len(page.tokens) or page.word(adverb + 1) != "from":
        return
    places = places_after(parties, adverb, ("from",))
    head = page.token_at(places[0].mention.start) if places and places[0].mention else adverb
    holders = page.subjects(head) or [page.tokens[head].head]
    if any(page.word(t) in ("is", "are", "was", "were") for t in range(max(0, adverb - 2), adverb)):
        holders = [*parties.name_before(adverb), *holders]
    movers = groups_at(parties, holders) or parties.people_all(holders)
    named = [m for m in movers if is_name(m.name)]
    denied = any(page.word(t) in ("not", "n’t", "n't", "never") for t in range(max(0, adverb - 2), adverb))
    for draft in placed(parties, "originated_in", named, places, adverb, "origin.originally"):
        yield replace(draft, polarity="negated" if denied else None)


def _prison_of(parties: Parties, tokens: list[int]) -> list[Argument]:
    """The place in "a Venezuela prison", "the prisons of P"."""
    page = parties.page
    found: list[Argument] = []
    for t in tokens:
        if page.lemma(t) in (
            "prison",
            "jail",
            "penitentiary",
            "neighborhood",
            "barrio",
            "suburb",
            "slum",
            "streets",
            "street",
            "state",
            "city",
            "town",
            "region",
        ):
            found += place_arguments(
                parties, list(page.dependents(t, "compound", "amod", "nmod:unmarked", "nmod:poss"))
            )
            found += place_arguments(parties, page.obliques(t, "of", "in"))
    return found


def _is_kept_from(page: Page, verb: int) -> bool:
    """Whether somebody is barred from it: "a vow to ban them from entering"."""
    marked = {page.word(c) for c in page.dependents(verb, "mark", "case")}
    return page.tokens[verb].xpos == "VBG" and "from" in marked


def _movement(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A crossed into P in 2022", "A expanded across P", "Aa fled to P from Q"."""
    page = parties.page
    lemma = page.lemma(verb)
    cases = tuple(words("presence", "move_cases"))
    if lemma in ("leave", "depart"):
        cases = ("for",)
    if lemma in ("arrive", "embed"):
        cases = (*cases, "in")
    tokens = page.obliques(verb, *cases)
    if lemma in ("enter", "cross"):
        tokens += [t for t in page.dependents(verb, "obj") if page.word(t) not in words("presence", "streets")]
    places = place_arguments(parties, tokens) or places_after(parties, verb, cases)
    if not places or _is_kept_from(page, verb):
        return
    passive = page.is_passive(verb)
    moved = page.subjects(verb) or ([page.tokens[verb].head] if page.tokens[verb].deprel.startswith("acl") else [])
    if lemma in words("presence", "bring_verbs") and not passive:
        moved = page.objects(verb)
    if lemma == "move" and not passive and parties.people_all(page.dependents(verb, "obj")):
        moved = page.dependents(verb, "obj")
    if not moved:
        moved = subjects_of(page, verb) or parties.subject_before(verb)
    movers = groups_at(parties, moved) or list(parties.people_all(moved))
    movers = [m for m in movers if is_name(m.name) or m.type in ("Group", "Organization") or m.count is not None]
    movers = [
        m
        for m in movers
        if m.type != "Person"
        or lemma not in ("come", "return", "head", "push", "travel", "spread", "extend", "transfer", "escape")
    ]
    origin = page.obliques(verb, "from")
    source = (
        parties.text(*parties.core(origin[0])) if origin and place_mention(parties, origin[0]) is not None else None
    )
    yield from placed(
        parties, "moved_to", movers, places, verb, "movement.verb", direction=f"from {source}" if source else None
    )
