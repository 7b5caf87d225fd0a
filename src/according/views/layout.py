"""Places for the points of a network: the same points and lines always get the same places.

Source: force-directed placement, T. Fruchterman and E. Reingold, Software: Practice and Experience 21 (1991), with
starting places taken from the names of the points instead of chance.
"""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

ROUNDS = 120
MARGIN = 60.0
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
        keys: the points, a few hundred at most (time grows with their square). lines: pairs of keys.
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
        x, y = at.T
        near = np.maximum((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2, 1e-8)
        push_of = best * best / near
        push = at * push_of.sum(axis=1)[:, None] - push_of @ at
        along = at[ends[:, 0]] - at[ends[:, 1]]
        pull = along * (np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-4) / best)[:, None]
        np.subtract.at(push, ends[:, 0], pull)
        np.add.at(push, ends[:, 1], pull)
        push -= (at - 0.5) * 0.6
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        at += np.where(fixed, 0.0, np.minimum(length, heat) / length)[:, None] * push
    if fixed.any():
        at = np.where(fixed[:, None], at, np.clip(at, 0.0, 1.0))
    else:
        low, high = at.min(axis=0), at.max(axis=0)
        at = (at - low) / np.maximum(high - low, 1e-9) if len(keys) > 1 else np.full((1, 2), 0.5)
    return {key: (round(float(x), 1), round(float(y), 1)) for key, (x, y) in zip(keys, at * room + MARGIN, strict=True)}


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
