"""One person across documents: pairs of agreeing names, judged by the model, joined where it is nearly certain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .clues import Clues
from .evidence import TWICE, Evidence, evidence, veto
from .grouping import grouped
from .model import MERGE, REVIEW, LinkingModel
from .pairs import name_pairs
from .people import Person
from .person_names import agreement

Key = tuple[str, str]
Pair = tuple[Key, Key]
DECIDED = 2.0
"""Stands for the probability of what a person decided: before all that is only probable."""
FIXTURE = 40
"""Documents of one office that hold a name without an age, and half of its surname's, from which it is a fixture."""
OFTEN = 5
"""Documents of one office that give a name a post, from which it is a public figure of the office there."""
MOSTLY = 0.8
"""Share of a name's bearers with a post from which the others, who have no age either, are taken to be the same."""
TELLING_NAME = 10.0
"""Bits of a name with a post from which one office has but one holder of it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that may be one person: with which probability, and on what evidence. Smaller key first."""

    one: Key
    other: Key
    probability: float
    evidence: Evidence


@dataclass(slots=True)
class Persons:
    """The outcome: the party of each person, named by its smallest member, and the pairs that a person should see."""

    party: dict[Key, Key] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)

    @property
    def review(self) -> list[Judged]:
        """Pairs likely enough to look at that were not merged, likeliest first."""
        open_pairs = [j for j in self.judged if self.party[j.one] != self.party[j.other]]
        return sorted(open_pairs, key=lambda j: (-j.probability, j.one, j.other))


def link_persons(
    people: Sequence[Person],
    clues: Mapping[str, Clues],
    model: LinkingModel,
    *,
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    copies: Callable[[str, str], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Persons:
    """Link people; the outcome is the same in whatever order they are given.

    Args:
        clues: of each document. same, apart: pairs that a person decided; these outweigh every veto and probability.
        copies: whether two documents carry one text.
        progress: is told how many pairs were judged, now and then.
    """
    decided_same, decided_apart = [_ordered(p) for p in same], {_ordered(p) for p in apart}
    stands_for = _posts(people, model, {key for pair in decided_apart for key in pair})
    by_key = {p.key: p for p in people}
    heads = [p for p in people if stands_for[p.key] == p.key]
    judged = []
    for number, (a, b) in enumerate(name_pairs(heads), 1):
        if progress is not None and number % 1000 == 0:
            progress(number)
        if veto(a, b) is None:
            one_text = copies is not None and copies(a.document, b.document)
            rarity = model.rarity(a.name, b.name)
            found = evidence(a, b, clues[a.document], clues[b.document], rarity, copies=one_text)
            probability = model.probability(found)
            if probability >= REVIEW:
                judged.append(Judged(a.key, b.key, probability, found))
    judged.sort(key=lambda j: (j.one, j.other))
    joined = {(j.one, j.other): j.probability for j in judged if j.probability >= MERGE}
    headed = {_ordered((stands_for[a], stands_for[b])) for a, b in decided_same}
    joined |= {pair: DECIDED for pair in headed if pair[0] != pair[1]}

    def forbidden(x: Key, y: Key) -> bool:
        pair = _ordered((x, y))
        return pair in decided_apart or (pair not in headed and _never(by_key[x], by_key[y]))

    party = grouped([p.key for p in heads], joined, forbidden)
    return Persons({key: party[head] for key, head in stands_for.items()}, judged)


def _ordered(pair: Pair) -> Pair:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])


def _never(a: Person, b: Person) -> bool:
    """Whether two may not be in one party: a veto, except that one document may spell one person in two ways."""
    told = veto(a, b)
    return told is not None and (told != TWICE or agreement(a.name, b.name) is None)


def _posts(people: Sequence[Person], model: LinkingModel, decided: set[Key]) -> dict[Key, Key]:
    """For each person who stands for them: the first of all who hold a post under one name at one office.

    A district attorney stands in thousands of documents, which share nothing else; so does a name in every page's foot.
    Whoever a person decided about stands for themselves.
    """
    held: dict[tuple[tuple[str, ...], str], list[Person]] = {}
    surnames: dict[tuple[str, str], set[str]] = {}
    for person in people:
        surnames.setdefault((person.name.last, person.office), set()).add(person.document)
        if person.office and not person.ages and not person.name.suffix and person.key not in decided:
            held.setdefault((person.name.parts, person.office), []).append(person)
    stands_for = {p.key: p.key for p in people}
    for (parts, office), bearers in held.items():
        posts = [p for p in bearers if p.official]
        always = len(bearers) >= FIXTURE and 2 * len(bearers) >= len(surnames[parts[-1], office])
        known = len(posts) >= OFTEN and len(posts) >= MOSTLY * len(bearers)
        if always or len(posts) >= OFTEN or (posts and model.name_bits(parts) >= TELLING_NAME):
            chosen = bearers if always or known else posts
            head = min(p.key for p in chosen)
            stands_for |= {p.key: head for p in chosen}
    return stands_for
