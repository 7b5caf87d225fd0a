"""Ties: which words of a sentence look like the two parties of a claim, scored like attributions.

A tie is only what the model sees; what becomes of it is for the claims engine to say.
"""

import math

import numpy as np
from numpy.typing import NDArray

from according.model import Tie

from .distances import step
from .mentions import sentences
from .network import Network
from .windows import Block
from .words import Words

LEAST = 0.25
"""Probability below which a tie is not told at all; who asks for surer ones looks at their scores."""


def find_ties(block: Block, words: Words, telling: list[bool], network: Network) -> list[Tie]:
    """Ties of a block in order of the text, words as numbers of the block. None from a model without.

    Args:
        telling: for each word whether it may take part; punctuation may not.
    """
    if network.tie_bias is None or network.tie_distance is None:
        return []
    count = len(network.tie_bias)
    found = []
    for a, b in sentences(words):
        own = np.asarray([i for i in range(a, b) if telling[i] and not words.split[i]], np.int64)
        if len(own) < 2:
            continue
        places = words.first[own]
        first, second = (block.outputs[n][places].reshape(len(own), count, -1) for n in ("tie_first", "tie_second"))
        scores = first.transpose(1, 0, 2) @ second.transpose(1, 2, 0) * np.float32(2 / math.sqrt(first.shape[2]))
        scores += network.tie_bias[:, None, None]
        scores += network.tie_distance[:, step(places[:, None] - places[None, :])]
        chances = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        chances[:, np.arange(len(own)), np.arange(len(own))] = 0
        codes = _codes(block, places, network)
        for predicate, i, j in np.argwhere(chances > LEAST).tolist():
            at = i if network.inventory.ties[predicate] in OF_INCIDENT else j
            told = {kind: values[at] for kind, values in codes.items()}
            score = round(float(chances[predicate, i, j]), 4)
            found.append(Tie(network.inventory.ties[predicate], int(own[i]), int(own[j]), score, **told))
    return sorted(found, key=lambda t: (t.first, t.second, t.predicate))


OF_INCIDENT = ("located_at", "dated", "weapon_in", "loss_in", "seized_in")
"""Predicates whose first word is the incident's."""


def _codes(block: Block, places: NDArray[np.int64], network: Network) -> dict[str, list[str]]:
    """For each kind of code the likeliest value at each of the places."""
    logits, at, told = block.outputs["tie_codes"][places], 0, {}
    for kind, values in network.inventory.codes:
        best = logits[:, at : at + len(values)].argmax(axis=1)
        told[kind] = [values[k] for k in best.tolist()]
        at += len(values)
    return told
