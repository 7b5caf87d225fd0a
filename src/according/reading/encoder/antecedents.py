"""Which earlier mention a mention refers back to, by their head words (Dobrovolskii 2021)."""

import math
from collections.abc import Sequence

import numpy as np

from .distances import step
from .network import Network
from .windows import Block
from .words import Words

REACH = 250
"""Pieces back that are looked at, as in training; names farther apart are joined by their spelling."""
CHOICES = 4
LEAST = 0.02


def rank_antecedents(
    block: Block, words: Words, heads: Sequence[int], network: Network
) -> dict[int, tuple[tuple[int, float], ...]]:
    """For each head word of a mention (rising), its likeliest antecedents among the earlier ones, best first.

    Returns:
        Word of the block to (word or -1 for none, probability); at most `CHOICES` words, and always -1.
    """
    vectors = block.outputs["antecedents"]
    width = vectors.shape[1] // 2
    own = np.asarray(heads, np.int64)
    places = words.first[own] if len(own) else own
    mention, earlier = vectors[places, :width], vectors[places, width:]
    out = {}
    for k in range(len(own)):
        low = int(np.searchsorted(places, places[k] - REACH))
        scores = earlier[low:k] @ mention[k] * np.float32(2 / math.sqrt(width))
        scores = scores + network.antecedent_distance[step(places[k] - places[low:k])]
        top = max(0.0, float(scores.max())) if len(scores) else 0.0
        weights = np.exp(scores - top)
        total = float(weights.sum()) + math.exp(-top)
        best = np.argsort(-weights, kind="stable")[:CHOICES]
        ranked = [(int(own[low + i]), round(float(weights[i]) / total, 4)) for i in best if weights[i] / total >= LEAST]
        ranked.append((-1, round(math.exp(-top) / total, 4)))
        out[int(own[k])] = tuple(sorted(ranked, key=lambda r: -r[1]))
    return out
