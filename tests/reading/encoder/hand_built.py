"""Blocks whose scores are written down, for tests of what is made of them."""

import math
import re
from typing import Any

import numpy as np

from according.reading.encoder.distances import STEPS
from according.reading.encoder.network import Inventory, Network
from according.reading.encoder.windows import Block
from according.reading.encoder.words import Words

ROLES = ("source", "cue", "content")
TYPES = ("person", "group", "organization", "name:person", "name:organization")


def network() -> Network:
    """A network without weights: biases and distances count nothing."""
    tags = (("source", 3), ("cue", 3), ("content", 3))
    inventory = Inventory((), (), (), TYPES, ROLES, tags)
    none: Any = None
    zeros = np.zeros(0, np.float32)
    spans, roles = np.zeros(len(TYPES), np.float32), np.zeros(3, np.float32)
    far = np.zeros((3, STEPS), np.float32)
    return Network(none, none, inventory, zeros, spans, roles, far, np.zeros(STEPS, np.float32), "0", "")


def words_of(text: str) -> Words:
    """Words at spaces and punctuation, one piece each, all in one sentence."""
    found = list(re.finditer(r"\w+(?:-\w+)*|[^\w\s]", text))
    places = np.arange(len(found))
    starts, ends = np.asarray([m.start() for m in found]), np.asarray([m.end() for m in found])
    nothing = np.zeros(len(found), np.int64)
    return Words(places, places, starts, ends, nothing, nothing.astype(bool))


def block(count: int, **outputs: np.ndarray) -> Block:
    """A block of so many pieces with the given outputs."""
    none = np.zeros((1, 1), np.float32)
    return Block(0, count, outputs, np.zeros(count, np.int64), none, none)


def role_outputs(count: int, attributions: list[dict[str, list[int]]]) -> dict[str, np.ndarray]:
    """Tags and pair vectors that say which words play which role for the attribution with the given first cue word.

    Each attribution is `{"source": [...], "cue": [...], "content": [...]}` with word numbers; its anchor is its first
    cue word. A pair that belongs together scores 4, any other -4.
    """
    tags = np.zeros((count, 9), np.float32)
    tags[:, ::3] = 4
    member = np.full((count, 3, count), -4.0, np.float32)
    anchor = np.repeat(np.eye(count, dtype=np.float32)[:, None], 3, axis=1)
    for given in attributions:
        at = given["cue"][0]
        for r, role in enumerate(ROLES):
            for i in given[role]:
                tags[i, 3 * r : 3 * r + 3] = (0, 0, 8) if i - 1 in given[role] else (0, 8, 0)
                member[i, r, at] = 4
    member *= math.sqrt(count) / 2
    return {"tags": tags, "attributions": np.concatenate([member.reshape(count, -1), anchor.reshape(count, -1)], 1)}


def span_outputs(count: int, spans: dict[tuple[int, int, str], float]) -> dict[str, np.ndarray]:
    """Pair vectors in which the given (first, last, type) score as told, and all other spans -8."""
    start = np.full((count, len(TYPES), count), -8.0, np.float32)
    end = np.repeat(np.eye(count, dtype=np.float32)[:, None], len(TYPES), axis=1)
    for (first, last, kind), score in spans.items():
        start[first, TYPES.index(kind), last] = score
    start *= math.sqrt(count) / 2
    return {"spans": np.concatenate([start.reshape(count, -1), end.reshape(count, -1)], 1)}
