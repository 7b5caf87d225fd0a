"""Incidents: which documents tell the same event, by the people in it, its days, its case number and its wording.

Each document has one telling of its main event. Tellings are compared only where they share a case number, a person
whom few documents name, or part of their text. What speaks for and against one event is a table of small rules with
weights, each with its reason in words. Two tellings become one incident only if nothing in the incident speaks against
either, so that a round-up of many matters ties none of them together. What they tell differently stays side by side.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from according.ledger import name_key
from according.model import Claim

from .copies import Copy
from .sheets import Sheet

FEW = 15
"""Documents in which a name or a day may stand and still speak for one event."""
ENOUGH = 3.0
"""Sum of weights from which two documents tell one event; set on labelled pairs (docs/accuracy.md)."""
MOST_DAYS, MOST_PEOPLE = 2, 3
"""Shared days and people that count; a long story shares more of them for its length alone."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A document as a telling of its main event.

    Attributes:
        accused, victims: full names as compared, from its claims.
        types: incident types and offence codes of its claims.
    """

    sheet: Sheet
    accused: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two documents, how much speaks for one event, and what, in words."""

    one: str
    other: str
    weight: float
    why: tuple[str, ...]


def find_tellings(sheets: Iterable[Sheet], claims: Iterable[Claim]) -> list[Telling]:
    """The telling of each document: its sheet, and whom and what its claims name."""
    accused: defaultdict[str, set[str]] = defaultdict(set)
    victims: defaultdict[str, set[str]] = defaultdict(set)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        document, one = claim.document.id, claim.subject
        if one is not None and one.type == "Person" and claim.polarity == "affirmed" and " " in one.name.strip():
            side = {"accused_of": accused, "perpetrator_of": accused, "victim_of": victims}.get(claim.predicate)
            if side is not None:
                side[document].add(name_key(one.name))
        for event in (claim.object, claim.qualifiers.incident):
            if event is not None and event.type == "Incident" and event.incident_type:
                types[document].add(event.incident_type)
            elif event is not None and event.type == "Offence":
                types[document].add(event.name)
    return [
        Telling(s, frozenset(accused[s.id]), frozenset(victims[s.id]), frozenset(types[s.id] - {"other"}))
        for s in sheets
    ]


def find_incidents(tellings: Sequence[Telling], copies: Iterable[Copy]) -> tuple[dict[str, str], list[Tie]]:
    """Gather tellings into incidents.

    Args:
        tellings: one for each document, in any order.
        copies: as `find_copies` gives them.

    Returns:
        The incident of each document, named by the smallest id of its documents, and the ties it rests on.
    """
    ties = find_ties(tellings, copies)
    by_id = {t.sheet.id: t for t in tellings}
    weights = {(t.one, t.other): t.weight for t in ties}
    members = {id: [id] for id in by_id}
    home = {id: id for id in by_id}
    for tie in sorted(ties, key=lambda t: (-t.weight, t.one, t.other)):
        a, b = home[tie.one], home[tie.other]
        if a == b or tie.weight < ENOUGH or _apart(members[a], members[b], weights):
            continue
        keep, gone = sorted((a, b))
        members[keep] += members.pop(gone)
        for id in members[keep]:
            home[id] = keep
    return home, [t for t in ties if t.weight >= ENOUGH and home[t.one] == home[t.other]]


def find_ties(tellings: Sequence[Telling], copies: Iterable[Copy]) -> list[Tie]:
    """All pairs of tellings that share something rare, with what speaks for and against one event."""
    made = {(c.one, c.other): c for c in copies}
    people = Counter(name for t in tellings for name in t.sheet.people)
    days = Counter(day for t in tellings for day in t.sheet.days)
    by_id = {t.sheet.id: t for t in tellings}
    pairs = dict.fromkeys([*_blocked(tellings, people), *made])
    found = []
    for one, other in sorted(pairs):
        if one in by_id and other in by_id:
            found.append(_weigh(by_id[one], by_id[other], made.get((one, other)), people, days))
    return found


def _blocked(tellings: Sequence[Telling], people: Counter[str]) -> Iterator[tuple[str, str]]:
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for t in tellings:
        for name in t.sheet.people:
            if 1 < people[name] <= FEW:
                blocks[name].append(t.sheet.id)
        for case in t.sheet.cases:
            blocks[f"case {case}"].append(t.sheet.id)
    for members in blocks.values():
        if len(members) <= FEW * 2:
            yield from combinations(sorted(members), 2)


def _weigh(one: Telling, other: Telling, copy: Copy | None, people: Counter[str], days: Counter[str]) -> Tie:
    a, b = one.sheet, other.sheet
    rules = [
        *_text(copy),
        *_case(a, b),
        *_people(one, other, people),
        *_days(a, b, days),
        *_types(one, other),
    ]
    return Tie(a.id, b.id, round(sum(w for w, _ in rules), 2), tuple(why for _, why in rules))


def _text(copy: Copy | None) -> Iterator[tuple[float, str]]:
    if copy is not None:
        yield (5.0, f"{copy.kind}: {copy.why}") if copy.one_text else (1.5, f"update: {copy.why}")


def _case(a: Sheet, b: Sheet) -> Iterator[tuple[float, str]]:
    if a.cases & b.cases:
        yield 5.0, "the same case number"
    elif a.cases and b.cases:
        yield -3.0, "other case numbers"


def _people(one: Telling, other: Telling, people: Counter[str]) -> Iterator[tuple[float, str]]:
    a, b = one.sheet, other.sheet
    shared = sorted((n for n in a.people & b.people if people[n] <= FEW), key=lambda n: (people[n], n))
    for name in shared[:MOST_PEOPLE]:
        weight = 1.5
        if name in a.lead_names and name in b.lead_names:
            weight += 0.75
        told = [name in t.accused | t.victims or set(name.split()) <= t.sheet.title_words for t in (one, other)]
        weight += 0.75 if all(told) else 0.5 if any(told) else 0.0
        yield weight, f"{name} in both"


def _days(a: Sheet, b: Sheet, days: Counter[str]) -> Iterator[tuple[float, str]]:
    shared = sorted(day for day in a.days & b.days if days[day] <= FEW)
    for day in shared[:MOST_DAYS]:
        yield 1.5, f"{day} in both"
    if a.days and b.days and not a.days & b.days:
        yield -1.0, "no day in common"


def _types(one: Telling, other: Telling) -> Iterator[tuple[float, str]]:
    if one.types & other.types:
        yield 0.5, "the same kind of event"
    elif one.types and other.types:
        yield -1.0, "other kinds of event"


def _apart(one: list[str], other: list[str], weights: dict[tuple[str, str], float]) -> bool:
    """Whether too few of the documents of two gatherings tell one event: then a round-up stands between them."""
    pairs = [(a, b) for a in one for b in other]
    tied = sum(weights.get((min(p), max(p)), 0.0) >= ENOUGH for p in pairs)
    return tied * 3 < len(pairs)
