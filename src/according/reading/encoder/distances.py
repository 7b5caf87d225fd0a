"""How far apart two places stand, in steps that widen: the pair scores of the model have one weight for each step."""

import numpy as np
from numpy.typing import NDArray

EDGES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192)
"""Distances at which a new step begins; beyond the last all are alike."""
STEPS = 2 * len(EDGES) + 1


def step(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """The step of a signed distance in pieces: 0 to `STEPS` - 1, the middle one for the same place."""
    size: NDArray[np.int64] = np.searchsorted(EDGES, np.abs(distance), side="right")
    return len(EDGES) + np.sign(distance) * size


def middles() -> NDArray[np.float64]:
    """A typical unsigned distance of each step, in pieces."""
    low = np.asarray([0, *EDGES])
    high = np.asarray([*EDGES, 256])
    half = (low + high - 1) / 2
    return np.concatenate([half[:0:-1], half])
