"""Things joined two by two, gathered: union-find, with the smallest member as the name of each cluster."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T", str, tuple[str, str])


def clusters(pairs: Iterable[tuple[T, T]]) -> dict[T, T]:
    """The name of the cluster of everything in `pairs`: its smallest member, so that order does not matter."""
    root: dict[T, T] = {}

    def top(one: T) -> T:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for a, b in pairs:
        low, high = sorted((top(a), top(b)))
        root[high] = low
    return {one: top(one) for one in list(root)}
