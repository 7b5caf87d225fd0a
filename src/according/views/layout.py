"""Places for the points of a network: the same points and lines always get the same places.

Source: force-directed placement, T. Fruchterman and E. Reingold, Software: Practice and Experience 21 (1991), with
starting places taken from the names of the points instead of chance. Among many points, what pushes each away is read
off a grid over all of them (particle mesh: R. Hockney and J. Eastwood, Computer Simulation Using Particles, 1981).
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

ROUNDS = 120
MARGIN = 60.0
FEW = 400
"""Points that push one another each by each; more do so by a grid."""
GRID = 128
"""Cells of the grid in each direction."""
BESIDE = 0.3
"""How far from what it belongs to a point may start that joins others in their places; a share of the drawing."""


def place_points(
    keys: Sequence[str],
    lines: Sequence[tuple[str, str]],
    size: tuple[float, float],
    placed: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """A place for each key inside `size`, near those it shares a line with and away from the others.

    Args:
        keys: the points, some thousands at most. lines: pairs of keys.
        placed: places that some of the keys have and keep.
    """
    if not keys:
        return {}
    number = {key: n for n, key in enumerate(keys)}
    room = np.array(size) - 2 * MARGIN
    ends = np.array([(number[a], number[b]) for a, b in lines], dtype=int).reshape(-1, 2)
    at = np.array([_start(key) for key in keys], dtype=float)
    fixed = np.array([key in (placed or {}) for key in keys])
    for key, place in (placed or {}).items():
        if key in number:
            at[number[key]] = (np.array(place) - MARGIN) / room
    if fixed.any():
        _beside(at, ends, fixed)
    best = 1.0 / np.sqrt(len(keys))
    for heat in np.linspace(0.1, 0.002, ROUNDS):
        push = best * best * (_push(at) if len(keys) <= FEW else _push_by_grid(at))
        along = at[ends[:, 0]] - at[ends[:, 1]]
        pull = along * (np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-4) / best)[:, None]
        push += _summed(ends[:, 1], pull, len(keys)) - _summed(ends[:, 0], pull, len(keys))
        push -= (at - 0.5) * 0.6
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        at += np.where(fixed, 0.0, np.minimum(length, heat) / length)[:, None] * push
    if fixed.any():
        at = np.where(fixed[:, None], at, np.clip(at, 0.0, 1.0))
    else:
        low, high = at.min(axis=0), at.max(axis=0)
        at = (at - low) / np.maximum(high - low, 1e-9) if len(keys) > 1 else np.full((1, 2), 0.5)
    return {key: (round(float(x), 1), round(float(y), 1)) for key, (x, y) in zip(keys, at * room + MARGIN, strict=True)}


def _push(at: np.ndarray) -> np.ndarray:
    """What pushes each point away from all others: the nearer, the stronger."""
    x, y = at.T
    push_of = 1.0 / np.maximum((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2, 1e-8)
    pushed: np.ndarray = at * push_of.sum(axis=1)[:, None] - push_of @ at
    return pushed


def _push_by_grid(at: np.ndarray) -> np.ndarray:
    """The same, points of one cell taken together: each is shared out among the corners of its cell, and pushed by what
    the corners are."""
    low = at.min(axis=0)
    cell = max(float((at.max(axis=0) - low).max()), 1e-9) / (GRID - 1.001)
    corner = ((at - low) / cell).astype(int)
    part = (at - low) / cell - corner
    shares = [
        ((corner[:, 0] + dx) * 2 * GRID + corner[:, 1] + dy,
         np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]))
        for dx in (0, 1) for dy in (0, 1)
    ]  # fmt: skip
    size = (2 * GRID) ** 2
    weights = sum(np.bincount(where, share, size) for where, share in shares)
    seen = np.fft.rfft2(np.asarray(weights).reshape(2 * GRID, 2 * GRID))
    pushes = [np.fft.irfft2(seen * away, (2 * GRID, 2 * GRID)).ravel() / cell for away in _away()]
    return np.stack([sum(push[where] * share for where, share in shares) for push in pushes], axis=1)


@cache
def _away() -> tuple[np.ndarray, np.ndarray]:
    """How a corner pushes every other along either axis, as waves; the grid is doubled so that nothing comes round."""
    steps = np.fft.fftfreq(2 * GRID, 1 / (2 * GRID))
    far = np.maximum(steps[:, None] ** 2 + steps**2, 0.25)
    return np.fft.rfft2(steps[:, None] / far), np.fft.rfft2(steps / far)


def _summed(at: np.ndarray, pull: np.ndarray, points: int) -> np.ndarray:
    """The pulls of each point together."""
    return np.stack([np.bincount(at, pull[:, axis], points) for axis in (0, 1)], axis=1)


def _beside(at: np.ndarray, ends: np.ndarray, fixed: np.ndarray) -> None:
    """Start the points that have no place near those of their neighbours that have one."""
    for n in np.flatnonzero(~fixed):
        near = [b if a == n else a for a, b in ends if n in (a, b)]
        known = [at[m] for m in near if fixed[m]]
        if known:
            at[n] = np.mean(known, axis=0) + (at[n] - 0.5) * BESIDE


def _start(key: str) -> tuple[float, float]:
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32, int.from_bytes(digest[4:8], "big") / 2**32
