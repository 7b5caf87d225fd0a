"""Where the documents contradict one another: each side in its own words, none called right.

Found by comparison alone: said and denied, rival and ally, figures and ages that cannot both hold, and one event told
with different places. A contradiction is open until a person rejects one of its sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from according.linking import Party
from according.model import Argument, Claim
from according.ontology import ontology

from .desk import Desk
from .lines import Line
from .pages import IncidentPage, incident_pages
from .versions import apart

AGE_SLACK = 1.5
"""Years that two ages, each carried to its year of birth, may differ without a contradiction."""
STEP = 4
"""Rank of the first stage that is a step in law (an arrest): it can be taken after somebody said that it was not."""
OPPOSED = {"rival_of": "allied_with", "allied_with": "rival_of"}
KINDS = {
    "denied": "Said and denied",
    "opposed": "Rivals to one, allies to another",
    "age": "Ages that do not fit",
    "figure": "Figures that differ",
    "event": "One event, told differently",
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a contradiction says."""

    says: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sides that cannot all hold. `about` are the parties it is about, as (name, key)."""

    kind: str
    heading: str
    about: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]


def contradictions(desk: Desk, party: Party | None = None) -> tuple[Contradiction, ...]:
    """All open contradictions, or those about one party, by kind and then by name."""
    if party is None:
        return desk.once("contradictions", lambda: _ordered([*_found(desk, desk.claims), *_events(desk)]))
    mine = set(party.entities)
    found = _found(desk, desk.about(party))
    return _ordered([c for c in found if any(key in mine for _, key in c.about)])


def _ordered(found: Sequence[Contradiction]) -> tuple[Contradiction, ...]:
    order = list(KINDS)
    return tuple(sorted(found, key=lambda c: (order.index(c.kind), [name.casefold() for name, _ in c.about])))


def _found(desk: Desk, claims: Sequence[Claim]) -> list[Contradiction]:
    """What cannot both hold among claims, events left aside; all about a party is found among the claims about it."""
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.subject is not None and not claim.superseded_by:
            told.setdefault((desk.who(claim.subject, claim), claim.predicate), []).append(claim)
    found = [c for key, same in told.items() for c in (*_denied(desk, same), *_figures(desk, str(key[1]), same))]
    return [*found, *_opposed(desk, claims)]


def _denied(desk: Desk, claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Affirmed and negated claims of one predicate about the same two, or about one charge."""
    by_object: dict[object, list[Claim]] = {}
    for claim in claims:
        by_object.setdefault(_object(desk, claim), []).append(claim)
    for same in by_object.values():
        said, denied = ([c for c in same if c.polarity == polarity] for polarity in ("affirmed", "negated"))
        against = [(s, d) for s in said for d in denied if _denies(d, s)]
        if against:
            sides = tuple(list({c.id: c for c in pair}.values()) for pair in zip(*against, strict=True))
            yield _made(desk, "denied", same[0], (("said", sides[0]), ("denied or ruled out", sides[1])))


def _denies(denial: Claim, claim: Claim) -> bool:
    """Whether both cannot hold: "not charged" rules out a charge told by then; no arrest, and no later charge."""
    stages = ontology().stages
    denied, said = stages.get(denial.stage or ""), stages.get(claim.stage or "")
    if denied is None or denied.rank is None or said is None:
        return True
    if said.rank is None:
        return not said.exit
    if said.rank < denied.rank:
        return False
    return denied.rank < STEP or (claim.document.published or "") <= (denial.document.published or "9")


def _object(desk: Desk, claim: Claim) -> object:
    if claim.object is None:
        return None
    if claim.object.type in ("Incident", "Offence", "Activity"):
        return claim.object.incident_type or claim.object.name
    return desk.who(claim.object, claim)


def _figures(desk: Desk, predicate: str, claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Years of birth that two ages give, and ranges of a group's size, that do not meet."""
    reach = {"age": _born, "estimated_size": _size}.get(predicate)
    if reach is None:
        return
    known = [(reached, c) for c in claims if c.polarity == "affirmed" and (reached := reach(c)) is not None]
    apart = [(a, b) for (x, a), (y, b) in combinations(known, 2) if x[1] < y[0] or y[1] < x[0]]
    if apart:
        inside = {c.id: c for pair in apart for c in pair}
        by_words: dict[str, list[Claim]] = {}
        for c in inside.values():
            by_words.setdefault(desk.shown(c.object.name if c.object else "", c.document.id), []).append(c)
        yield _made(desk, "age" if predicate == "age" else "figure", claims[0], tuple(by_words.items()))


def _born(claim: Claim) -> tuple[float, float] | None:
    amount, day = claim.qualifiers.amount, claim.document.published or ""
    if amount is None or amount.min is None or not day[:4].isdigit():
        return None
    return (int(day[:4]) - amount.min - AGE_SLACK / 2, int(day[:4]) - (amount.max or amount.min) + AGE_SLACK / 2)


def _size(claim: Claim) -> tuple[float, float] | None:
    amount = claim.qualifiers.amount
    if amount is None or (amount.min is None and amount.max is None):
        return None
    return (amount.min or 0.0, amount.max if amount.max is not None else float("inf"))


def _opposed(desk: Desk, claims: Sequence[Claim]) -> Iterator[Contradiction]:
    told: dict[frozenset[object], dict[str, list[Claim]]] = {}
    for claim in claims:
        if claim.predicate in OPPOSED and claim.polarity == "affirmed" and claim.subject and claim.object:
            pair = frozenset((desk.who(claim.subject, claim), desk.who(claim.object, claim)))
            told.setdefault(pair, {}).setdefault(claim.predicate, []).append(claim)
    for by_predicate in told.values():
        if len(by_predicate) > 1:
            first = next(iter(by_predicate.values()))[0]
            named = tuple((p.replace("_", " "), c) for p, c in by_predicate.items())
            yield _made(desk, "opposed", first, named)


def _events(desk: Desk) -> Iterator[Contradiction]:
    """Versions of one event (`IncidentPage.versions`) that name different places."""
    pages = {p.key: p for p in incident_pages(desk)}
    for page in pages.values():
        versions = [page, *(pages[key] for key in page.versions)]
        if page.key != min(p.key for p in versions):
            continue
        by_place: dict[str, list[IncidentPage]] = {}
        for p in versions:
            if p.place:
                by_place.setdefault(p.place.casefold(), []).append(p)
        if any(apart(one, other) for one, other in combinations(by_place, 2)):
            sides = tuple(
                Side(same[0].place, tuple(line for p in same for line in p.lines)[:4]) for same in by_place.values()
            )
            kind = "incident" if page.type == "other" else page.type
            yield Contradiction("event", f"{kind}, {page.date}", ((kind, page.key),), sides)


def _made(desk: Desk, kind: str, claim: Claim, sides: tuple[tuple[str, Sequence[Claim]], ...]) -> Contradiction:
    about = tuple(_named(desk, a, claim) for a in (claim.subject, claim.object) if a is not None and _is_party(a))
    told = tuple(Side(says, tuple(desk.lines(claims))) for says, claims in sides)
    heading = " and ".join(name for name, _ in about)
    return Contradiction(kind, heading, about, told)


def _is_party(argument: Argument) -> bool:
    return argument.type in ("Person", "Group", "Organization", "Place", "People")


def _named(desk: Desk, argument: Argument, claim: Claim) -> tuple[str, str]:
    party = desk.party(argument, claim)
    if party is None:
        return desk.shown(argument.name, claim.document.id), ""
    return desk.shown(party.name, *party.documents), "" if party.protected else party.entities[0]
