"""Lists, names and appositions by the tree."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from according.reading.encoder.lists import lists_of


def test_members_of_a_list_share_its_first_word() -> None:
    """Lantana, Venn and Odry, a clerk, were shot."""
    heads = np.asarray([4, 0, 0, 2, -1])
    assert lists_of(heads, ["nsubj:pass", "conj", "conj", "appos", "root"]).tolist() == [0, 0, 0, 0, 4]


@given(st.lists(st.tuples(st.integers(-1, 11), st.sampled_from(["conj", "flat", "obj"])), min_size=1, max_size=12))
def test_any_tree_gives_a_word_of_the_sentence(given_tree: list[tuple[int, str]]) -> None:
    """Also a broken one: loops and heads of their own."""
    n = len(given_tree)
    heads = np.asarray([h if h < n else -1 for h, _ in given_tree])
    found = lists_of(heads, [r for _, r in given_tree])
    assert found.shape == (n,)
    assert all(0 <= k < n for k in found.tolist())
