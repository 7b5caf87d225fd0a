"""Trees: one root, no circle, and the best there is."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from according.reading.encoder.trees import best_tree

SCORES = st.integers(1, 9).flatmap(
    lambda n: st.tuples(
        arrays(np.float32, (n, n), elements=st.floats(-8, 8, width=32)),
        arrays(np.float32, (n,), elements=st.floats(-8, 8, width=32)),
    )
)


def leads_to_root(heads: list[int]) -> bool:
    """Whether every word reaches the root in as many steps as there are words."""
    at = list(range(len(heads)))
    for _ in heads:
        at = [heads[i] if i >= 0 else -1 for i in at]
    return all(i == -1 for i in at)


@given(SCORES)
def test_every_answer_is_a_tree_with_one_root(scores: tuple[np.ndarray, np.ndarray]) -> None:
    """Whatever the scores, one word is the root and all others hang from it."""
    heads = best_tree(*scores).tolist()
    assert heads.count(-1) == 1
    assert leads_to_root(heads)


@given(
    arrays(np.float32, (4, 4), elements=st.floats(-8, 8, width=32), unique=True),
    st.integers(0, 3),
)
def test_with_a_sure_root_no_tree_is_better(arcs: np.ndarray, root: int) -> None:
    """Where the root is beyond doubt, the tree is the maximum over all trees."""
    roots = np.full(4, -50, np.float32)
    roots[root] = 50
    heads = best_tree(arcs, roots).tolist()
    best = max(
        sum(float(arcs[i, h]) for i, h in enumerate(tree) if h >= 0)
        for tree in product(range(-1, 4), repeat=4)
        if tree.count(-1) == 1 and tree[root] == -1 and leads_to_root(list(tree))
    )
    assert heads[root] == -1
    assert abs(sum(float(arcs[i, h]) for i, h in enumerate(heads) if h >= 0) - best) < 1e-3


def test_greedy_heads_that_are_a_tree_are_kept() -> None:
    """Three words, the second the root, both others below it."""
    arcs = np.asarray([[0, 9, 1], [1, 0, 1], [1, 9, 0]], np.float32)
    assert best_tree(arcs, np.asarray([0, 9, 0], np.float32)).tolist() == [1, -1, 1]
