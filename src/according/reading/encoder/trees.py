"""Dependency trees: the best tree over arc scores, one root a sentence.

Source of the algorithm: Chu & Liu 1965, Edmonds 1967, for the rare sentence whose best arcs form a cycle.
"""

import numpy as np
from numpy.typing import NDArray

from .network import Network, Window
from .words import Columns, Word

FAR = -1e4


def parse(
    sentence: list[Word], windows: list[Window], columns: Columns, network: Network
) -> tuple[list[int], list[str]]:
    """Head (index in the sentence, -1 for the root) and relation of every word."""
    n = len(sentence)
    scores = np.full((n, n + 1), FAR, np.float32)
    rels = [w.piece for w in sentence]
    for i, word in enumerate(sentence):
        if word.piece < 0:
            continue
        window = windows[columns.owner[word.piece]]
        scores[i] = _arc_row(word.piece, rels, window)
        scores[i, i + 1] = FAR
    heads = best_tree(scores)
    relations = _relations(sentence, heads, windows, columns, network)
    _place_pieceless(sentence, heads, relations)
    return heads, relations


def _arc_row(piece: int, others: list[int], window: Window) -> NDArray[np.float32]:
    rows = np.array([0, *(p - window.first + 1 for p in others)])
    inside = (rows >= 0) & (rows <= window.last - window.first)
    inside[1:] &= np.array(others) >= 0
    scores: NDArray[np.float32] = np.full(len(rows), FAR, np.float32)
    scores[inside] = window.blocks["arc_head"][rows[inside]] @ window.blocks["arc_dep"][piece - window.first + 1]
    return scores


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """Heads of the highest-scoring tree with exactly one root.

    Args:
        scores: [words, 1 + words]; column 0 is the root, column j + 1 word j as head.

    Returns:
        For each word the index of its head, -1 for the root.
    """
    n = len(scores)
    if n == 0:
        return []
    free = scores[:, 1:].max(1) if n > 1 else np.full(n, FAR, np.float32)
    root = int((scores[:, 0] - free).argmax())
    fixed = scores.copy()
    fixed[:, 0] = 2 * FAR
    fixed[root] = 4 * FAR
    fixed[root, 0] = 0
    heads = fixed.argmax(1)
    if _has_cycle(heads):
        heads = _edmonds(fixed, n)
    return [int(h) - 1 for h in heads]


def _has_cycle(heads: NDArray[np.int64]) -> bool:
    state = np.zeros(len(heads) + 1, np.int8)
    for i in range(1, len(heads) + 1):
        path = []
        while i and state[i] == 0:
            state[i] = 1
            path.append(i)
            i = int(heads[i - 1])
        if i and state[i] == 1:
            return True
        state[path] = 2
    return False


def _edmonds(scores: NDArray[np.float32], n: int) -> NDArray[np.int64]:
    """Maximum spanning arborescence rooted at node 0; `scores[d - 1, h]` is the score of arc h -> d."""
    table = np.full((n + 1, n + 1), -np.inf)
    table[:, 1:] = scores.T
    np.fill_diagonal(table, -np.inf)
    heads = _contract(table)
    return np.array([heads[d] for d in range(1, n + 1)])


def _contract(table: NDArray[np.float64]) -> dict[int, int]:
    n = table.shape[0]
    heads = {d: int(table[:, d].argmax()) for d in range(1, n)}
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [v for v in range(n) if v not in inside]
    new = len(outside)
    smaller = np.full((new + 1, new + 1), -np.inf)
    enter: dict[int, tuple[int, int]] = {}
    leave: dict[int, int] = {}
    total = sum(table[heads[v], v] for v in cycle)
    for a, u in enumerate(outside):
        for b, v in enumerate(outside):
            smaller[a, b] = table[u, v]
        gains = [(table[u, v] - table[heads[v], v] + total, v) for v in cycle]
        best, v = max(gains)
        smaller[a, new] = best
        enter[a] = (u, v)
        best_out, w = max((table[w, u], w) for w in cycle)
        smaller[new, a] = best_out
        leave[a] = w
    smaller[:, 0] = -np.inf
    solved = _contract(smaller)
    found = dict(heads)
    for b, a in solved.items():
        if b == new:
            u, v = enter[a]
            found[v] = u
        else:
            found[outside[b]] = leave[b] if a == new else outside[a]
    return found


def _cycle(heads: dict[int, int]) -> list[int]:
    for start in heads:
        path, v = [], start
        while v in heads and v not in path:
            path.append(v)
            v = heads[v]
        if v in path:
            return path[path.index(v) :]
    return []


def _relations(
    sentence: list[Word], heads: list[int], windows: list[Window], columns: Columns, network: Network
) -> list[str]:
    """Relation of each word to its head: a biaffine form over the two vectors (Dozat & Manning 2017)."""
    names: list[str] = network.card["deprel"]
    relations = ["root" if h < 0 else "dep" for h in heads]
    dependents, governors, known = [], [], []
    for i, head in enumerate(heads):
        piece, other = sentence[i].piece, sentence[head].piece if head >= 0 else -1
        if piece < 0 or other < 0:
            continue
        window = windows[columns.owner[piece]]
        if window.first <= other < window.last:
            block = window.blocks["rel"]
            size = block.shape[1] // 2
            dependents.append(block[piece - window.first + 1, :size])
            governors.append(block[other - window.first + 1, size:])
            known.append(i)
    if not known:
        return relations
    weights = network.constants["rel"]
    one = np.ones((len(known), 1), np.float32)
    d, h = np.hstack([np.array(dependents), one]), np.hstack([np.array(governors), one])
    mixed = (h @ weights.transpose(2, 0, 1).reshape(h.shape[1], -1)).reshape(len(known), len(names), -1)
    scores = np.einsum("nld,nd->nl", mixed, d)
    scores[:, names.index("root")] = FAR
    for i, best in zip(known, scores.argmax(1), strict=True):
        relations[i] = names[int(best)]
    return relations


def _place_pieceless(sentence: list[Word], heads: list[int], relations: list[str]) -> None:
    """The "not" of "cannot" negates what "can" helps."""
    for i, word in enumerate(sentence):
        if word.piece < 0 and i:
            heads[i] = heads[i - 1] if heads[i - 1] >= 0 else i - 1
            relations[i] = "advmod"
