"""Windows side by side, and their sentences by length: only words of one sentence are scored against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from according.reading.encoder.pieces import CLS, SEP

from .answers import COLUMNS, Answers
from .data import OUTSIDE, Drawn

LENGTHS = (12, 24, 48, 96, 256)
"""Words of a sentence up to which it is scored with others of its group."""
_PAD = 5
"""Shape of what is no word."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences of like length.

    `places` [sentence, word] numbers the first piece of every word among all pieces of the batch, `real` is false where
    a sentence has no further word. `told` rows are (sentence, predicate, first word, second word), `chances` theirs.
    """

    places: Tensor
    real: Tensor
    told: Tensor
    chances: Tensor

    @property
    def possible(self) -> Tensor:
        """Which pairs there are: two different words of one sentence [sentence, 1, first, second]."""
        two = self.real[:, :, None] & self.real[:, None, :]
        return (two & ~torch.eye(two.shape[1], dtype=torch.bool))[:, None]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows between their marks, padded: `ids`, `shapes`, `gaps` [window, piece]; 0 is no piece.

    `code_places` numbers pieces as groups do; `codes` [place, column] are the chances there.
    """

    ids: Tensor
    shapes: Tensor
    gaps: Tensor
    groups: tuple[Group, ...]
    code_places: Tensor
    codes: Tensor

    @property
    def words(self) -> int:
        """Words of all sentences."""
        return sum(int(g.real.sum()) for g in self.groups)


def batches(windows: Sequence[tuple[Drawn, Answers]], size: int) -> list[Batch]:
    """Batches of `size` windows of like length."""
    order = sorted(windows, key=lambda one: len(one[0].ids))
    return [batch(order[at : at + size]) for at in range(0, len(order), size)]


def batch(windows: Sequence[tuple[Drawn, Answers]]) -> Batch:
    """One batch; the pieces of a window stand between its two marks."""
    width, count = max(len(d.ids) for d, _ in windows) + 2, len(windows)
    ids, gaps = (np.zeros((count, width), np.int64) for _ in range(2))
    shapes = np.full((count, width), _PAD)
    sentences: list[tuple[list[int], list[tuple[int, int, int, float]]]] = []
    places, codes = [np.zeros(0, np.int64)], [np.zeros((0, COLUMNS), np.float32)]
    for k, (d, told) in enumerate(windows):
        n, start = len(d.ids), k * width + 1
        ids[k, 0], ids[k, n + 1] = CLS, SEP
        ids[k, 1 : n + 1], shapes[k, 1 : n + 1], gaps[k, 1 : n + 1] = d.ids, d.shapes, d.gaps
        sentences += _sentences(d, told, start)
        places.append(told.places + start)
        codes.append(told.codes)
    return Batch(
        *(torch.from_numpy(x) for x in (ids, shapes, gaps)),
        _grouped(sentences),
        torch.from_numpy(np.concatenate(places)),
        torch.from_numpy(np.concatenate(codes)),
    )


def _sentences(d: Drawn, told: Answers, start: int) -> list[tuple[list[int], list[tuple[int, int, int, float]]]]:
    """For each sentence its pieces, numbered from `start`, and its ties: predicate, first, second word, chance."""
    inside: dict[int, tuple[list[int], list[tuple[int, int, int, float]]]] = {}
    number = np.zeros(len(d.ids), np.int64)
    for piece, sentence in enumerate(d.sentence.tolist()):
        if sentence != OUTSIDE:
            words = inside.setdefault(sentence, ([], []))[0]
            number[piece] = len(words)
            words.append(start + piece)
    for (predicate, first, second), chance in zip(told.pairs.tolist(), told.chances.tolist(), strict=True):
        inside[int(d.sentence[first])][1].append((predicate, int(number[first]), int(number[second]), chance))
    return [one for one in inside.values() if len(one[0]) > 1]


def _grouped(sentences: list[tuple[list[int], list[tuple[int, int, int, float]]]]) -> tuple[Group, ...]:
    groups, least = [], 0
    for most in LENGTHS:
        own = [one for one in sentences if least < len(one[0]) <= most]
        least = most
        if own:
            groups.append(_group(own))
    return tuple(groups)


def _group(sentences: list[tuple[list[int], list[tuple[int, int, int, float]]]]) -> Group:
    width = max(len(words) for words, _ in sentences)
    places = torch.zeros(len(sentences), width, dtype=torch.long)
    real = torch.zeros(len(sentences), width, dtype=torch.bool)
    rows, chances = [], []
    for k, (words, told) in enumerate(sentences):
        places[k, : len(words)] = torch.tensor(words)
        real[k, : len(words)] = True
        rows += [(k, predicate, first, second) for predicate, first, second, _ in told]
        chances += [chance for *_, chance in told]
    return Group(places, real, torch.tensor(rows, dtype=torch.long).view(-1, 4), torch.tensor(chances))
