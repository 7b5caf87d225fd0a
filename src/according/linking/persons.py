"""One person across documents: pairs of agreeing names, judged by the model, joined where it is nearly certain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .clues import Clues
from .clusters import clusters
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
    """The outcome: the party of each person, named by its smallest member, who stands for whom, the likely pairs."""

    party: dict[Key, Key] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)
    stands_for: dict[Key, Key] = field(default_factory=dict)

    @property
    def review(self) -> list[Judged]:
        """Pairs likely enough to look at that were not merged, likeliest first."""
        open_pairs = [j for j in self.judged if self.party[j.one] != self.party[j.other]]
        return sorted(open_pairs, key=lambda j: (-j.probability, j.one, j.other))


class Decided:
    """Pairs that persons decided, as grouping heeds them: they outweigh every veto and probability.

    Whom a chain of merges makes one may be in one party even where a veto speaks against it; whom somebody keeps apart
    never are, whatever chain there is.
    """

    def __init__(self, same: Iterable[Pair], apart: Iterable[Pair], stands_for: Callable[[Key], Key]) -> None:
        self._apart = {ordered(p) for p in apart}
        merged = {ordered((stands_for(a), stands_for(b))) for a, b in same}
        self.joined = {pair: DECIDED for pair in merged if pair[0] != pair[1]}
        self._circle = clusters(self.joined)
        self._kinds: dict[object, int] = {}
        self._kind_of: dict[Key, int] = {}
        self._kept_apart: dict[tuple[int, int], bool] = {}

    def forbids(self, a: Person, b: Person) -> bool:
        """Whether two may never be in one party.

        Of two documents it depends on names and ages alone, and is worked out once for all people of these.
        """
        if self._apart and ordered((a.key, b.key)) in self._apart:
            return True
        if a.key in self._circle and self._circle[a.key] == self._circle.get(b.key):
            return False
        if a.document == b.document:
            return _never(a, b)
        kinds = (self._kind(a), self._kind(b))
        found = self._kept_apart.get(kinds)
        if found is None:
            found = self._kept_apart[kinds] = _never(a, b)
        return found

    def _kind(self, person: Person) -> int:
        found = self._kind_of.get(person.key)
        if found is None:
            told = (person.name, person.ages, person.year if person.ages else None)
            found = self._kind_of[person.key] = self._kinds.setdefault(told, len(self._kinds))
        return found


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
    apart = list(apart)
    stands_for = _posts(people, model, {key for pair in apart for key in pair})
    by_key = {p.key: p for p in people}
    heads = [p for p in people if stands_for[p.key] == p.key]
    judged = []
    for number, (a, b) in enumerate(name_pairs(heads), 1):
        if progress is not None and number % 1000 == 0:
            progress(number)
        found = judge(a, b, clues[a.document], clues[b.document], model, copies)
        if found is not None:
            judged.append(found)
    judged.sort(key=lambda j: (j.one, j.other))
    decided = Decided(same, apart, stands_for.__getitem__)
    joined = {(j.one, j.other): j.probability for j in judged if j.probability >= MERGE} | decided.joined
    party = grouped([p.key for p in heads], joined, lambda x, y: decided.forbids(by_key[x], by_key[y]))
    return Persons({key: party[head] for key, head in stands_for.items()}, judged, stands_for)


def judge(
    a: Person,
    b: Person,
    clues_a: Clues,
    clues_b: Clues,
    model: LinkingModel,
    copies: Callable[[str, str], bool] | None = None,
) -> Judged | None:
    """What is to be said of two people whose names agree, the one with the smaller key first.

    Returns:
        None if they cannot be one or are not likely enough to be shown to anybody.
    """
    if veto(a, b) is not None:
        return None
    one_text = copies is not None and copies(a.document, b.document)
    found = evidence(a, b, clues_a, clues_b, model.rarity(a.name, b.name), copies=one_text)
    probability = model.probability(found)
    return Judged(a.key, b.key, probability, found) if probability >= REVIEW else None


def ordered(pair: Pair) -> Pair:
    """The pair with the smaller key first."""
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
        told = [(p.key, p.official) for p in bearers]
        chosen = post_holders(told, len(surnames[parts[-1], office]), model.name_bits(parts))
        stands_for |= dict.fromkeys(chosen, min(chosen, default=("", "")))
    return stands_for


def post_holders(bearers: Sequence[tuple[Key, bool]], surnamed: int, bits: float) -> list[Key]:
    """Who of the bearers of one name at one office are taken to be one holder of a post.

    Args:
        bearers: those without age and suffix; whether each is told by a post. surnamed: documents of the office that
            name anybody of that surname. bits: how much the name tells.
    """
    posts = [key for key, official in bearers if official]
    always = len(bearers) >= FIXTURE and 2 * len(bearers) >= surnamed
    known = len(posts) >= OFTEN and len(posts) >= MOSTLY * len(bearers)
    if always or known:
        return [key for key, _ in bearers]
    return posts if len(posts) >= OFTEN or (posts and bits >= TELLING_NAME) else []
