"""Dependency trees from arc scores: each word's best head, repaired where that is no tree with exactly one root."""

import numpy as np
from numpy.typing import NDArray

from .network import Floats

LOW = np.float32(-1e9)


def best_tree(scores: Floats, root: Floats) -> NDArray[np.int64]:
    """Heads of the words of one sentence.

    Args:
        scores: [dependent, head] over the words, n by n.
        root: score of each word being the root.

    Returns:
        For every word the index of its head, -1 for the one root. Greedy where greedy gives a tree; else the root is
        the word that gains most by being it, and the rest is Chu and Liu's and Edmonds' maximum spanning tree.
    """
    n = len(root)
    if n == 1:
        return np.asarray([-1])
    scores = scores.copy()
    np.fill_diagonal(scores, LOW)
    best = scores.argmax(axis=1)
    gain = root - scores[np.arange(n), best]
    top = int(gain.argmax())
    heads: NDArray[np.int64] = best.copy()
    heads[top] = -1
    if _loop(heads) is None:
        return heads
    return _spanning_tree(scores, top)


def _loop(heads: NDArray[np.int64]) -> list[int] | None:
    """Some circle among the heads, or None if all lead to the root."""
    n = len(heads)
    state = [0] * n
    given = heads.tolist()
    for start in range(n):
        path, at = [], start
        while at >= 0 and not state[at]:
            state[at] = 1
            path.append(at)
            at = given[at]
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for node in path:
            state[node] = 2
    return None


def _spanning_tree(scores: NDArray[np.floating], root: int) -> NDArray[np.int64]:
    """Heads of the maximum spanning tree that hangs from `root`; each contraction removes a circle."""
    scores = scores.astype(np.float64)
    scores[root] = LOW
    heads: NDArray[np.int64] = scores.argmax(axis=1)
    heads[root] = -1
    circle = _loop(heads)
    if circle is None:
        return heads
    n = len(scores)
    inside = np.zeros(n, bool)
    inside[circle] = True
    outside = np.flatnonzero(~inside)
    c = len(outside)
    smaller = np.full((c + 1, c + 1), LOW, np.float64)
    smaller[:c, :c] = scores[np.ix_(outside, outside)]
    within = np.asarray(circle)
    smaller[:c, c] = scores[np.ix_(outside, within)].max(axis=1)
    leave = within[scores[np.ix_(outside, within)].argmax(axis=1)]
    enter = scores[np.ix_(within, outside)] - scores[within, heads[within]][:, None]
    smaller[c, :c] = enter.max(axis=0)
    entered = within[enter.argmax(axis=0)]
    np.fill_diagonal(smaller, LOW)
    solved = _spanning_tree(smaller, int(np.flatnonzero(outside == root)[0]))
    out: NDArray[np.int64] = heads.copy()
    for i, node in enumerate(outside):
        if solved[i] >= 0:
            out[node] = leave[i] if solved[i] == c else outside[solved[i]]
    out[root] = -1
    out[entered[solved[c]]] = outside[solved[c]]
    return out


def relations(dependents: Floats, heads: Floats, weights: Floats) -> Floats:
    """[word, relation] logits of the relation between each word and its head; vectors lack the bias place."""
    one = np.ones((len(dependents), 1), np.float32)
    d, h = np.concatenate([dependents, one], 1), np.concatenate([heads, one], 1)
    count, width = weights.shape[0], weights.shape[1]
    flat = np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(width, count * width)
    out = np.empty((len(d), count), np.float32)
    for at in range(0, len(d), 512):
        mixed = (d[at : at + 512] @ flat).reshape(-1, count, width)
        out[at : at + 512] = (mixed @ h[at : at + 512, :, None])[..., 0]
    return out
