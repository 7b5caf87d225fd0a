"""What a window is to be told as: pairs of words and codes, each with its chance."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..labels import CODES
from .data import Drawn

COLUMNS = sum(map(len, CODES.values()))
"""Codes of all kinds side by side."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Ties and codes of one window; what is not named has no chance.

    `pairs` rows are (predicate, first piece, second piece), `chances` theirs, 0..1. `places` are pieces, `codes`
    [place, column] the chances of every code there; those of one kind add up to one, or to nothing where untold.
    """

    pairs: NDArray[np.int64]
    chances: NDArray[np.float32]
    places: NDArray[np.int64]
    codes: NDArray[np.float32]


NOTHING = Answers(
    np.zeros((0, 3), np.int64), np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros((0, COLUMNS), np.float32)
)


def kinds() -> Iterator[slice]:
    """The columns of each kind of code, in order."""
    at = 0
    for values in CODES.values():
        yield slice(at, at + len(values))
        at += len(values)


def of_readers(drawn: Drawn) -> Answers:
    """What annotators told, as certain."""
    places, rows = np.unique(drawn.codes[:, 0], return_inverse=True)
    codes = np.zeros((len(places), COLUMNS), np.float32)
    codes[rows, drawn.codes[:, 1]] = 1
    return Answers(drawn.told, np.ones(len(drawn.told), np.float32), places, _evened(codes))


def mean(one: Answers, other: Answers) -> Answers:
    """Between two answers to one window; a kind of code that only one of them tells stays as it is."""
    pairs, where = np.unique(np.concatenate([one.pairs, other.pairs]), axis=0, return_inverse=True)
    chances = np.zeros(len(pairs), np.float32)
    np.add.at(chances, where.ravel(), np.concatenate([one.chances, other.chances]) / 2)
    places, rows = np.unique(np.concatenate([one.places, other.places]), return_inverse=True)
    codes = np.zeros((len(places), COLUMNS), np.float32)
    np.add.at(codes, rows, np.concatenate([one.codes, other.codes]))
    return Answers(pairs, chances, places, _evened(codes))


def _evened(codes: NDArray[np.float32]) -> NDArray[np.float32]:
    for kind in kinds():
        total = codes[:, kind].sum(axis=1, keepdims=True)
        codes[:, kind] /= np.maximum(total, 1e-9)
    return codes
