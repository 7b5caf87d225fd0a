"""Which pairs of people are looked at: those whose names agree. Blocking keeps their number near that of people."""

from collections.abc import Iterable, Iterator, Sequence

from .people import Person
from .person_names import LEVELS, LinkName, agreement, block_keys


def name_pairs(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Pairs of people of different documents whose names agree; smaller key first, each pair once.

    Where a name agrees only loosely and the other document also has somebody who bears it better, that one is meant,
    and the pair is left out.
    """
    bearers: dict[LinkName, list[Person]] = {}
    for person in people:
        bearers.setdefault(person.name, []).append(person)
    inside: dict[str, list[LinkName]] = {}
    for person in people:
        inside.setdefault(person.document, []).append(person.name)
    for one, other in _agreeing(list(bearers)):
        level = agreement(one, other)
        for a, b in _crossed(bearers[one], bearers[other]):
            if level == "same" or not (
                better_named(a, inside[b.document], level or "") or better_named(b, inside[a.document], level or "")
            ):
                yield (a, b) if a.key < b.key else (b, a)


def _agreeing(names: Sequence[LinkName]) -> Iterator[tuple[LinkName, LinkName]]:
    """Pairs of different names that agree, and each name with itself."""
    blocks: dict[str, list[LinkName]] = {}
    for name in names:
        yield name, name
        for key in block_keys(name):
            blocks.setdefault(key, []).append(name)
    seen: set[tuple[LinkName, LinkName]] = set()
    for block in blocks.values():
        for i, one in enumerate(block):
            for other in block[:i]:
                if agreement(one, other) is not None and (one, other) not in seen and (other, one) not in seen:
                    seen.add((one, other))
                    yield one, other


def _crossed(ones: Sequence[Person], others: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    same = ones is others
    for i, a in enumerate(ones):
        for b in others[:i] if same else others:
            if a.document != b.document:
                yield a, b


def better_named(person: Person, names: Iterable[LinkName], level: str) -> bool:
    """Whether one of the names agrees with the person's in a surer way than `level`."""
    sure = LEVELS.index(level)
    return any((found := agreement(person.name, n)) is not None and LEVELS.index(found) < sure for n in names)
