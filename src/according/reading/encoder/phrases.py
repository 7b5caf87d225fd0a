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
    """The rising words of a stretch, with those that complete its first and last phrase.

    Args:
        own: words of the stretch, rising.
        heads: of every word, -1 at roots. labels: the relation of every word to its head.
        taken: words that belong to something else and are never added.
    """
    if not own:
        return own
    found = set(own)
    last = own[-1]
    while _kind(labels[last]) in TO_THE_RIGHT and last < heads[last] <= last + NEAR:
        between = range(last + 1, int(heads[last]) + 1)
        if taken.intersection(between):
            break
        found.update(between)
        last = between[-1]
    first = own[0]
    while first and first - 1 not in taken and int(heads[first - 1]) in found and _kind(labels[first - 1]) in BEFORE:
        first -= 1
        found.add(first)
    for word in range(last + 1, min(last + 1 + LONGEST, len(labels))):
        if word in taken or not _completes(word, found, heads, labels):
            break
        found.add(word)
    return tuple(sorted(found))


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
