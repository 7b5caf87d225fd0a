"""From judged pairs to parties: the surest pairs first, and no party ever holds two that a veto keeps apart.

The outcome depends on the set of pairs alone, not on their order; a pair forbids or joins, nothing is blended.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=tuple[str, ...])


def grouped(
    members: Iterable[Key],
    joined: Mapping[tuple[Key, Key], float],
    apart: Callable[[Key, Key], bool],
) -> dict[Key, Key]:
    """The group of each member, named by its smallest.

    Args:
        joined: pairs that may be one, smaller key first, each with its probability.
        apart: whether two may never be in one group.
    """
    home: dict[Key, list[Key]] = {m: [m] for m in members}
    for (a, b), _ in sorted(joined.items(), key=lambda item: (-item[1], item[0])):
        one, other = home[a], home[b]
        if one is other or any(apart(x, y) for x in one for y in other):
            continue
        if len(one) < len(other):
            one, other = other, one
        one += other
        for member in other:
            home[member] = one
    return {m: min(group) for m, group in home.items()}
