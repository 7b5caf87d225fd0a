"""Which words stand side by side in one list, name or apposition, by the tree of their sentence."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_JOINED = frozenset({"conj", "appos", "flat"})


def lists_of(heads: NDArray[np.int64], relations: Sequence[str]) -> NDArray[np.int64]:
    """For each word the first word of the list, name or apposition that it is part of; itself where of none.

    Args:
        heads: for each word the number of its head; negative at roots. relations: of each word to its head.
    """
    joined = np.asarray([r.split(":")[0] in _JOINED for r in relations], bool)
    first = np.where(joined & (heads >= 0), heads, np.arange(len(heads)))
    for _ in range(max(1, len(heads).bit_length())):
        first = first[first]
    return first
