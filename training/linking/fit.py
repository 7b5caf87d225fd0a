"""Weights by logistic regression, their signs held to what evidence can mean; and how it does on unseen groups."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

AGAINST = frozenset((
    "fuller", "surnames", "misspelt", "middle differs", "no clues", "age off", "other town", "other office",
    "one official", "years apart", "one suffix",
))  # fmt: skip
"""Evidence that can only speak against two being one; all other evidence can only speak for it."""
RIDGE = 0.5
FOLDS = 5


def fit(features: Sequence[str], x: Floats, same: Floats, groups: Sequence[int]) -> Floats:
    """Bias and weights: Newton's method with a ridge; a weight of the wrong sign is set to 0, the worst first.

    Pairs weigh one over the root of their group's size, so that one matter of many releases does not decide alone.
    """
    sizes = {g: list(groups).count(g) for g in set(groups)}
    weight = np.array([sizes[g] ** -0.5 for g in groups])
    z = np.c_[np.ones(len(x)), x]
    sign = np.array([0] + [-1 if f in AGAINST else 1 for f in features])
    ridge = RIDGE * np.eye(z.shape[1])
    ridge[0, 0] = 1e-3
    free, b = np.ones(z.shape[1], bool), np.zeros(z.shape[1])
    while True:
        for _ in range(60):
            p = 1 / (1 + np.exp(-z @ b))
            slope = (z.T @ (weight * (p - same)) + ridge @ b)[free]
            curve = ((z * (weight * p * (1 - p))[:, None]).T @ z + ridge)[np.ix_(free, free)]
            step = np.linalg.solve(curve, slope)
            b[free] -= step * min(1.0, 2 / max(float(abs(step).max()), 1e-9))
            if abs(step).max() < 1e-7:
                break
        wrong = np.where(free & (b * sign < 0), abs(b), 0.0)
        if not wrong.any():
            return b
        worst = int(wrong.argmax())
        free[worst], b[worst] = False, 0.0


def probabilities(weights: Floats, x: Floats) -> Floats:
    """The probability of each pair."""
    return np.asarray(1 / (1 + np.exp(-np.c_[np.ones(len(x)), x] @ weights)))


def unseen(features: Sequence[str], x: Floats, same: Floats, groups: Sequence[int]) -> Floats:
    """The probability of each pair by weights trained without its fifth of the groups."""
    fold = np.random.default_rng(1).integers(FOLDS, size=max(groups) + 1)[np.asarray(groups)]
    found = np.zeros(len(x))
    for k in range(FOLDS):
        rest = fold != k
        weights = fit(features, x[rest], same[rest], [g for g, kept in zip(groups, rest, strict=True) if kept])
        found[~rest] = probabilities(weights, x[~rest])
    return found
