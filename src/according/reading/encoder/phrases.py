"""Whole phrases: a stretch of words that ends inside a noun phrase is drawn out to that phrase's border."""

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

BEFORE = frozenset({"det", "amod", "compound", "nummod", "flat", "nmod"})
"""Relations of the words before a noun that belong to it."""
TO_THE_RIGHT = frozenset({"det", "amod", "compound", "nummod", "flat", "case"})
"""Relations of a word that cannot end a phrase, since its head follows."""
BEHIND = BEFORE | {"case", "mark", "obj", "obl", "xcomp", "acl"}
"""Relations of the words behind that complete what they depend on. Tuned on PolNeAR dev, with `LONGEST`."""
LONGEST = 12
"""Words that may be added behind."""
NEAR = 4
"""Words from a modifier to the head that must not be cut off from it."""
DEPTH = 8
"""Arcs up to a word of the stretch."""


def completed(
    own: tuple[int, ...], heads: NDArray[np.int64], labels: list[str], taken: AbstractSet[int]
) -> tuple[int, ...]:
    """The rising words of one or several stretches, with those that complete the first and last phrase of each.

    Args:
        own: words of the stretches, rising.
        heads: of every word, -1 at roots. labels: the relation of every word to its head.
        taken: words that belong to something else and are never added.
    """
    found = set(own)
    for first, last in _runs(own):
        _complete(first, last, found, heads, labels, taken)
    return tuple(sorted(found))


def _runs(own: tuple[int, ...]) -> list[tuple[int, int]]:
    """First and last word of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for i in own:
        runs = [*runs[:-1], (runs[-1][0], i)] if runs and runs[-1][1] == i - 1 else [*runs, (i, i)]
    return runs


def _complete(
    first: int, last: int, found: set[int], heads: NDArray[np.int64], labels: list[str], taken: AbstractSet[int]
) -> None:
    """Add to `found` what completes one stretch."""
    while _kind(labels[last]) in TO_THE_RIGHT and last < heads[last] <= last + NEAR:
        between = range(last + 1, int(heads[last]) + 1)
        if any(i in taken for i in between):
            break
        found.update(between)
        last = between[-1]
    while first and first - 1 not in taken and int(heads[first - 1]) in found and _kind(labels[first - 1]) in BEFORE:
        first -= 1
        found.add(first)
    for word in range(last + 1, min(last + 1 + LONGEST, len(labels))):
        if word in taken or not _completes(word, found, heads, labels):
            break
        found.add(word)


def _completes(word: int, found: AbstractSet[int], heads: NDArray[np.int64], labels: list[str]) -> bool:
    """Whether a word hangs, over whatever arcs, on a word of the stretch by a relation that completes it."""
    if labels[word] == "punct":
        return False
    for _ in range(DEPTH):
        head = int(heads[word])
        if head in found:
            return _kind(labels[word]) in BEHIND
        if head < 0:
            return False
        word = head
    return False


def _kind(label: str) -> str:
    return label.split(":")[0]
