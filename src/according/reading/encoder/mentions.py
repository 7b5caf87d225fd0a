"""Typed mentions from span scores: nested noun phrases, and the bare names inside them.

The model scores every stretch of words for every type (Yu et al. 2020). Types of noun phrases follow GUM, where a
mention is the whole phrase ("President Ekwueme of Valdoria"); bare names ("Ekwueme") have types of their own.
"""

import math
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .network import Floats, Network
from .windows import Block
from .words import Words

LONGEST = 48
"""Longest mention in pieces, as in training."""
THRESHOLD = 0.35
"""Probability of a phrase above which it is a mention: best F1 of typed mentions on GUM dev, tried 0.2 to 0.5."""
NAME_THRESHOLD = 0.5
NAME = "name:"

Found = tuple[int, int, int, float]
"""First word, last word, type, probability."""


def find_mentions(
    block: Block, words: Words, heads: NDArray[np.int64], upos: list[str], network: Network
) -> list[tuple[dict[str, Any], int]]:
    """Mentions of a block in order of the text: the fields of a `Mention` without its head, and the head word."""
    types = network.inventory.types
    kinds, own_names = [t for t in types if ":" not in t], [t for t in types if t.startswith(NAME)]
    phrase, names = [types.index(t) for t in kinds], [types.index(t) for t in own_names]
    group = kinds.index("group")
    found: list[tuple[dict[str, Any], int]] = []
    for a, b in sentences(words):
        chances = span_chances(block, words, a, b, network, [*phrase, *names])
        phrases = best_spans(chances[: len(phrase)], THRESHOLD, nested=True)
        taken: dict[tuple[int, int], int] = {}
        for s, e, t, p in phrases:
            head = _head(heads, a + s, a + e)
            taken[s, e] = len(found)
            found.append((_fields(words, a + s, a + e, kinds[t], _level(upos, head, a + s, a + e), p), head))
        for s, e, t, p in best_spans(chances[len(phrase) :], NAME_THRESHOLD, nested=False):
            if "PROPN" not in upos[a + s : a + e + 1]:
                continue
            kind = own_names[t].removeprefix(NAME)
            head = _head(heads, a + s, a + e)
            if chances[group, s, e] > 0.5:
                kind = "group"
            if (s, e) in taken:
                found[taken[s, e]][0].update(level="named", type=kind)
                continue
            found.append((_fields(words, a + s, a + e, kind, "named", p), head))
    return sorted(found, key=lambda m: (m[0]["start"], -m[0]["end"]))


def sentences(words: Words) -> list[tuple[int, int]]:
    """First and last word (exclusive) of every sentence of a block."""
    return list(pairwise([*np.flatnonzero(np.diff(words.sentence, prepend=-1)).tolist(), len(words)]))


def span_chances(block: Block, words: Words, a: int, b: int, network: Network, types: list[int]) -> Floats:
    """[type, first, last] probabilities for the words a..b of one sentence; zero where a span cannot be."""
    vectors = block.outputs["spans"]
    count = len(network.span_bias)
    width = vectors.shape[1] // 2 // count
    s = vectors[words.first[a:b], : count * width].reshape(b - a, count, width)[:, types].transpose(1, 0, 2)
    e = vectors[words.last[a:b], count * width :].reshape(b - a, count, width)[:, types].transpose(1, 2, 0)
    logits = s @ e * np.float32(2 / math.sqrt(width)) + network.span_bias[types, None, None]
    length = words.last[None, a:b] - words.first[a:b, None]
    possible = (length >= 0) & (length < LONGEST) & ~(words.split[a:b][:, None] | words.split[a:b][None, :])
    possible &= np.arange(b - a)[:, None] <= np.arange(b - a)[None, :]
    return np.where(possible, 1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32(0))


def best_spans(chances: Floats, threshold: float, *, nested: bool) -> list[Found]:
    """Spans above the threshold, best first, each with its likeliest type; crossing ones are left out."""
    if not len(chances):
        return []
    top = chances.max(axis=0)
    kept: list[Found] = []
    places = np.argwhere(top > threshold)
    order = sorted(places.tolist(), key=lambda x: (-top[x[0], x[1]], x))
    for s, e in order:
        if any((s <= y and x <= e) and not (nested and _nests(s, e, x, y)) for x, y, _, _ in kept):
            continue
        kept.append((s, e, int(chances[:, s, e].argmax()), float(top[s, e])))
    return sorted(kept, key=lambda m: (m[0], -m[1]))


def _nests(s: int, e: int, x: int, y: int) -> bool:
    return (x <= s and e <= y) or (s <= x and y <= e)


def _head(heads: NDArray[np.int64], first: int, last: int) -> int:
    """The word whose own head lies outside the span; the last such one if names make a chain of several."""
    outside = [i for i in range(first, last + 1) if not first <= heads[i] <= last]
    return outside[0] if outside else last


def _level(upos: list[str], head: int, first: int, last: int) -> str:
    if upos[head] == "PROPN":
        return "named"
    if upos[head] == "PRON" or (first == last and upos[head] == "DET"):
        return "pronoun"
    return "nominal"


def _fields(words: Words, first: int, last: int, kind: str, level: str, chance: float) -> dict[str, Any]:
    start, end = int(words.starts[first]), int(words.ends[last])
    return {"start": start, "end": end, "type": kind, "level": level, "score": round(chance, 4)}
