"""Ties: which words of a sentence look like the two parties of a claim, scored like attributions.

A tie is only what the model sees; what becomes of it is for the claims engine to say.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from according.model import Tie

from .distances import step
from .lists import lists_of
from .mentions import sentences
from .network import Floats, Network
from .windows import Block
from .words import Words

LEAST = 0.25
"""Probability below which a tie is not told at all; who asks for surer ones looks at their scores."""


def find_ties(
    block: Block,
    words: Words,
    telling: list[bool],
    tree: tuple[NDArray[np.int64], Sequence[str]],
    network: Network,
) -> list[Tie]:
    """Ties of a block in order of the text, words as numbers of the block. None from a model without.

    Args:
        telling: for each word whether it may take part; punctuation may not. tree: the head of each word (-1 at
            roots) and its relation.
    """
    if network.tie_bias is None or network.tie_distance is None:
        return []
    heads, relations = tree
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
        scores[:, np.arange(len(own)), np.arange(len(own))] = -30
        if network.tie_rivals is not None:
            above = np.where(heads[a:b] >= 0, heads[a:b] - a, -1)
            scores = _less_rivals(scores, lists_of(above, relations[a:b])[own - a], network.tie_rivals)
        chances = _chances(scores)
        codes = _codes(block, places, network)
        for predicate, i, j in np.argwhere(chances > LEAST).tolist():
            at = i if network.inventory.ties[predicate] in OF_INCIDENT else j
            told = {kind: values[at] for kind, values in codes.items()}
            score = round(float(chances[predicate, i, j]), 4)
            found.append(Tie(network.inventory.ties[predicate], int(own[i]), int(own[j]), score, **told))
    return sorted(found, key=lambda t: (t.first, t.second, t.predicate))


def _less_rivals(scores: Floats, lists: NDArray[np.int64], weights: Floats) -> Floats:
    """Scores less what other pairs with the same first or second word lay claim to; -30 for those below `LEAST`.

    Members of one list are no rivals. The weights are of the score, of itself, and of the likeliest rival with the
    same second and with the same first word.
    """
    scale, bias, by_second, by_first = weights.tolist()
    chances, apart = _chances(scores), lists[:, None] != lists[None, :]
    settled = np.full_like(scores, -30)
    for p, i, j in np.argwhere(scores * scale + bias > _logit(LEAST)).tolist():
        rivals = by_second * (chances[p, :, j] * apart[i]).max() + by_first * (chances[p, i] * apart[j]).max()
        settled[p, i, j] = scores[p, i, j] * scale + bias + rivals
    return settled


def _chances(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))


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
