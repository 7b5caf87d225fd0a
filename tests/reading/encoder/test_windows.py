"""Windows and blocks cover a text once, in order, with context on both sides."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.reading.encoder.distances import STEPS, middles, step
from according.reading.encoder.pieces import Pieces
from according.reading.encoder.windows import BLOCK, OVERLAP, ROOM, block_borders, window_borders


def pieces(gaps: np.ndarray) -> Pieces:
    """Pieces of which only the gaps matter."""
    places = np.arange(len(gaps))
    return Pieces(places, places, gaps, places, places + 1)


@given(st.integers(1, 3000))
def test_windows_cover_every_piece_and_share_some(count: int) -> None:
    """Each window begins `OVERLAP` pieces before the last one ends, and the last ends with the text."""
    borders = window_borders(0, count)
    assert borders[0][0] == 0
    assert borders[-1][1] == count
    assert all(b - a <= ROOM for a, b in borders)
    assert all(after[0] == before[1] - OVERLAP for before, after in pairwise(borders))


def test_a_long_text_is_cut_at_a_blank_line() -> None:
    """The last blank line of the second half of a block ends it."""
    gaps = np.ones(BLOCK + 500, np.int64)
    gaps[BLOCK - 700] = 3
    gaps[BLOCK - 100] = 2
    assert block_borders(pieces(gaps)) == [(0, BLOCK - 700), (BLOCK - 700, BLOCK + 500)]


def test_no_pieces_no_blocks() -> None:
    """An empty text has nothing to read."""
    assert block_borders(pieces(np.zeros(0, np.int64))) == []


@pytest.mark.parametrize(("distance", "expected"), [(0, 15), (1, 16), (-1, 14), (5, 19), (250, 30), (-9999, 0)])
def test_step_of_a_distance(distance: int, expected: int) -> None:
    """Steps widen, and keep apart what stands before and after."""
    assert step(np.asarray([distance])).tolist() == [expected]
    assert len(middles()) == STEPS
