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

from according.model import Claim

from .cast import NOBODY, Cast, find_casts
from .copies import Copy
from .sheets import Sheet

FEW = 30
"""Documents in which a person may be named and still speak for one event: a much-told case has as many releases."""
FEW_DAYS = 15
"""Documents in which a day may stand and still speak for one event."""
ENOUGH = 3.0
"""Sum of weights from which two documents tell one event; set on labelled pairs (docs/accuracy.md)."""
MOST_DAYS, MOST_PEOPLE = 2, 3
"""Shared days and people that count; a long story shares more of them for its length alone."""
PERSON_WEIGHTS = {2: (3.0, 1.5, 1.5), 1: (1.5, 1.0, 0.5), 0: (0.5, 0.25, 0.0)}
"""Of the first, second and third shared person, by how many of the two stories are about them (accused, harmed or in
the title): a person merely named in both is often a lawyer, a patron or a place."""
COMMON_SHARE, COMMON_LEAST = 0.001, 5
"""Share and number of all people who bear a first or last name from which it is common."""
LONG_YEARS = 3
"""Years between two publications from which a lack of common days speaks more strongly against one event."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A document as a telling of its main event.

    Attributes:
        cast: people in it, by first and last name, and those whom it is about.
        types: incident types and offence codes of its claims.
    """

    sheet: Sheet
    cast: Cast = NOBODY
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two documents, how much speaks for one event, and what, in words."""

    one: str
    other: str
    weight: float
    why: tuple[str, ...]


def find_tellings(sheets: Iterable[Sheet], claims: Iterable[Claim]) -> list[Telling]:
    """The telling of each document: its sheet, its people, and what its claims are about."""
    pages, made = list(sheets), list(claims)
    casts = find_casts(pages, made)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for claim in made:
        for event in (claim.object, claim.qualifiers.incident):
            if event is not None and event.type == "Incident" and event.incident_type:
                types[claim.document.id].add(event.incident_type)
            elif event is not None and event.type == "Offence":
                types[claim.document.id].add(event.name)
    return [Telling(s, casts[s.id], frozenset(types[s.id] - {"other"})) for s in pages]


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
    people = Counter(name for t in tellings for name in t.cast.people)
    common = _common(people)
    days = Counter(day for t in tellings for day in t.sheet.days)
    by_id = {t.sheet.id: t for t in tellings}
    pairs = dict.fromkeys([*_blocked(tellings, people), *made])
    found = []
    for one, other in sorted(pairs):
        if one in by_id and other in by_id:
            found.append(_weigh(by_id[one], by_id[other], made.get((one, other)), people, common, days))
    return found


def _common(people: Iterable[str]) -> frozenset[str]:
    """The people both of whose names many others bear, too."""
    names = [name.split() for name in people]
    firsts, lasts = Counter(first for first, _ in names), Counter(last for _, last in names)
    least = max(COMMON_LEAST, len(names) * COMMON_SHARE)
    return frozenset(f"{a} {b}" for a, b in names if firsts[a] > least and lasts[b] > least)


def _blocked(tellings: Sequence[Telling], people: Counter[str]) -> Iterator[tuple[str, str]]:
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for t in tellings:
        for name in t.cast.people:
            if 1 < people[name] <= FEW:
                blocks[name].append(t.sheet.id)
        for case in t.sheet.cases:
            blocks[f"case {case}"].append(t.sheet.id)
    for members in blocks.values():
        if len(members) <= FEW * 2:
            yield from combinations(sorted(members), 2)


def _weigh(
    one: Telling, other: Telling, copy: Copy | None, people: Counter[str], common: frozenset[str], days: Counter[str]
) -> Tie:
    a, b = one.sheet, other.sheet
    rules = [
        *_text(copy),
        *_case(a, b),
        *_people(one, other, people, common),
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


def _people(one: Telling, other: Telling, people: Counter[str], common: frozenset[str]) -> Iterator[tuple[float, str]]:
    shared = [name for name in one.cast.people & other.cast.people if people[name] <= FEW]
    about = {name: (name in one.cast.about) + (name in other.cast.about) for name in shared}
    shared.sort(key=lambda name: (-about[name], people[name], name))
    for place, name in enumerate(shared[:MOST_PEOPLE]):
        weight = PERSON_WEIGHTS[about[name]][place]
        if weight:
            yield weight, f"{name} in both"
    if shared and not about[shared[0]]:
        yield -1.0, "nobody whom either is about in both"
    elif shared and shared[0] in common:
        yield -0.5, "a common name"


def _days(a: Sheet, b: Sheet, days: Counter[str]) -> Iterator[tuple[float, str]]:
    shared = sorted(day for day in a.days & b.days if days[day] <= FEW_DAYS)
    for day in shared[:MOST_DAYS]:
        yield 1.5, f"{day} in both"
    if a.days and b.days and not a.days & b.days:
        apart = a.days_from(b)
        yield (-1.0 if apart is not None and apart > LONG_YEARS * 366 else -0.5), "no day in common"


def _types(one: Telling, other: Telling) -> Iterator[tuple[float, str]]:
    if one.types & other.types:
        yield 0.5, "the same kind of event"
    elif one.types and other.types:
        yield -1.0, "other kinds of event"


def _apart(one: list[str], other: list[str], weights: dict[tuple[str, str], float]) -> bool:
    """Whether fewer than two thirds of the pairs of two gatherings tell one event: a round-up may stand between."""
    pairs = [(a, b) for a in one for b in other]
    tied = sum(weights.get((min(p), max(p)), 0.0) >= ENOUGH for p in pairs)
    return tied * 3 < len(pairs) * 2
