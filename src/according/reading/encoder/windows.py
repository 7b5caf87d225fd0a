"""Long texts in overlapping windows: each piece is read from a window in which it is not at the edge.

Windows change hands at a sentence start inside their overlap, so that a sentence is nearly always read by one window.
A very long document is read block after block, which bounds the memory.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .network import Floats, Network
from .pieces import Pieces

ROOM = 254
"""Pieces of a window, beside its two marks: the size the model was trained with."""
OVERLAP = 64
"""Pieces two windows share: room for a sentence start and some context on both sides."""
BLOCK = 12_000
"""Pieces read before anything is decoded; at 9 kB each about 110 MB."""


@dataclass(frozen=True, slots=True)
class Block:
    """Vectors of a run of pieces, each from the window that owns it.

    `owner` numbers the window of each piece; `root_head` and `root_rel` are the vectors of each window's root.
    """

    first: int
    last: int
    outputs: dict[str, Floats]
    owner: NDArray[np.int64]
    root_head: Floats
    root_rel: Floats


def block_borders(pieces: Pieces) -> list[tuple[int, int]]:
    """Blocks of at most `BLOCK` pieces, cut at the last blank line (else line, else gap) of their second half."""
    borders, first = [], 0
    while len(pieces) - first > BLOCK:
        half = first + BLOCK // 2
        gaps = pieces.gaps[half : first + BLOCK]
        last = half + len(gaps) - 1 - int(np.argmax(gaps[::-1]))
        borders.append((first, last))
        first = last
    if first < len(pieces):
        borders.append((first, len(pieces)))
    return borders


def window_borders(first: int, last: int) -> list[tuple[int, int]]:
    """Windows over the pieces [first, last), each sharing `OVERLAP` pieces with the next."""
    borders = [(first, min(first + ROOM, last))]
    while borders[-1][1] < last:
        start = borders[-1][0] + ROOM - OVERLAP
        borders.append((start, min(start + ROOM, last)))
    return borders


def read_block(network: Network, pieces: Pieces, first: int, last: int, *, threads: int) -> Block:
    """Run the windows of one block and give every piece the vectors of the window that owns it."""
    windows = window_borders(first, last)
    seen = network.run(pieces, windows, threads=threads)
    sentence = network.inventory.columns("sentence")
    cuts = [first]
    for k in range(1, len(windows)):
        (a, b), start = windows[k - 1], windows[k][0]
        before = seen[k - 1]["tags"][1 + start - a : 1 + b - a, sentence][:, 0]
        after = seen[k]["tags"][1 : 1 + b - start, sentence][:, 0]
        chance = 1 / (1 + np.exp(-np.clip((before + after) / 2, -30, 30)))
        middle = np.arange(len(chance)) - (len(chance) - 1) / 2
        cuts.append(start + int(np.argmax(chance - 0.012 * np.abs(middle))))
    cuts.append(last)
    outputs = {
        name: np.concatenate(
            [s[name][1 + c - w[0] : 1 + d - w[0]] for s, w, c, d in zip(seen, windows, cuts, cuts[1:], strict=False)]
        )
        for name in seen[0]
    }
    owner = np.repeat(np.arange(len(windows)), np.diff(cuts))
    heads = np.stack([s["arc_head"][0] for s in seen])
    rels = np.stack([s["rel"][0] for s in seen])
    return Block(first, last, outputs, owner, heads, rels)
