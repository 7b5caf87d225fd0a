"""Windows side by side, as the branch of ties is trained on them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from according.reading.encoder.pieces import CLS, SEP

from ..labels import TIES
from ..network import ReaderNetwork
from .data import OUTSIDE, Drawn
from .network import shared_vectors

BATCH = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: vectors of the shared layers, which pieces are real, and the answers.

    `lists` gives the first piece of the list that each word is in. `told` rows are (window, predicate, first, second),
    `codes` rows (window, piece, column).
    """

    vectors: Tensor
    real: Tensor
    sentence: Tensor
    lists: Tensor
    told: Tensor
    codes: Tensor


def batches(reader: ReaderNetwork, drawn: Sequence[Drawn]) -> list[Batch]:
    """Windows of like length together, with their vectors (half precision, 0.2 MB a window)."""
    order = sorted(drawn, key=lambda d: len(d.ids))
    return [_batch(reader, order[at : at + BATCH]) for at in range(0, len(order), BATCH)]


def _batch(reader: ReaderNetwork, drawn: Sequence[Drawn]) -> Batch:
    """One batch; the pieces of a window stand between its two marks."""
    size, count = max(len(d.ids) for d in drawn) + 2, len(drawn)
    given = {
        "ids": np.zeros((count, size), np.int64),
        "shapes": np.full((count, size), 5),
        "gaps": np.zeros((count, size), np.int64),
    }
    sentence, lists = np.full((count, size), OUTSIDE, np.int64), np.zeros((count, size), np.int64)
    for k, d in enumerate(drawn):
        n = len(d.ids)
        given["ids"][k, 0], given["ids"][k, n + 1] = CLS, SEP
        for name, values in given.items():
            values[k, 1 : n + 1] = getattr(d, name)
        sentence[k, 1 : n + 1], lists[k, 1 : n + 1] = d.sentence, d.lists + 1
    ids, shapes, gaps = (torch.from_numpy(given[name]) for name in ("ids", "shapes", "gaps"))
    vectors = shared_vectors(reader, ids, shapes, gaps).half()
    return Batch(
        vectors,
        ids != 0,
        torch.from_numpy(sentence),
        torch.from_numpy(lists),
        torch.from_numpy(_rows([d.told + np.asarray([0, 1, 1]) for d in drawn], 3)),
        torch.from_numpy(_rows([d.codes + np.asarray([1, 0]) for d in drawn], 2)),
    )


def _rows(given: Sequence[NDArray[np.int64]], width: int) -> NDArray[np.int64]:
    """Rows of all windows, each behind the number of its window."""
    numbered = [np.concatenate([np.full((len(rows), 1), k), rows], axis=1) for k, rows in enumerate(given)]
    return np.concatenate(numbered).reshape(-1, width + 1).astype(np.int64)


def pairs_of(sentence: Tensor) -> Tensor:
    """Pairs of different words of one sentence [pair, 3]: window, first, second; `sentence` is [window, piece]."""
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence != OUTSIDE)[:, :, None]
    return (same & ~torch.eye(sentence.shape[1], dtype=torch.bool)).nonzero()


def answers(batch: Batch) -> tuple[Tensor, Tensor]:
    """Pairs of different words of one sentence [pair, 3], and of which predicates each is a tie [pair, predicate]."""
    pairs, size = pairs_of(batch.sentence), batch.sentence.shape[1]
    number = torch.zeros(len(batch.sentence), size, size, dtype=torch.long)
    number[tuple(pairs.T)] = torch.arange(len(pairs))
    windows, predicates, first, second = batch.told.T
    target = torch.zeros(len(pairs), len(TIES))
    target[number[windows, first, second], predicates] = 1
    return pairs, target
