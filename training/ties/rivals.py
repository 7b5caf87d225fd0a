"""How much a pair loses to others that lay claim to one of its words: four weights, fitted on documents not trained on.

In training every pair is judged alone; a deed has mostly one place, and a post one holder. A logistic regression on the
score of a pair and the likeliest rival at either end puts that right (members of one list are no rivals).
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..labels import TIES
from .batches import Batch, answers
from .network import TieNetwork

LEAST = 0.02
"""Chance from which a pair takes part in the fitting."""
RIDGE = 1e-3
"""Weight of the squared coefficients."""


def fit_rivals(network: TieNetwork, seen: Sequence[Batch]) -> Tensor:
    """The weights of the score, of one, and of the likeliest rival with the same second and the same first word."""
    rows, told = (np.concatenate(part) for part in zip(*(_rows(network, batch) for batch in seen), strict=True))
    x = torch.from_numpy(rows)
    y, weights = torch.from_numpy(told), torch.tensor([1.0, 0.0, 0.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y) + RIDGE * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return weights.detach()


@torch.no_grad()
def _rows(network: TieNetwork, batch: Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Score, one and both rivals of every likely pair of a batch, and whether it was told."""
    pairs, target = answers(batch)
    scores, _ = network(batch.vectors.float(), batch.real, pairs)
    count, size = batch.sentence.shape
    chances = np.zeros((count, len(TIES), size, size), np.float32)
    w, i, j = pairs.T.numpy()
    chances[w, :, i, j] = torch.sigmoid(scores).numpy()
    rows, told = [], []
    lists = batch.lists.numpy()
    for pair, p in (torch.sigmoid(scores) > LEAST).nonzero().tolist():
        k, a, b = int(w[pair]), int(i[pair]), int(j[pair])
        by_second = (chances[k, p, :, b] * (lists[k] != lists[k, a])).max()
        by_first = (chances[k, p, a] * (lists[k] != lists[k, b])).max()
        rows.append((float(scores[pair, p]), 1.0, float(by_second), float(by_first)))
        told.append(float(target[pair, p]))
    return np.asarray(rows, np.float32).reshape(-1, 4), np.asarray(told, np.float32)
