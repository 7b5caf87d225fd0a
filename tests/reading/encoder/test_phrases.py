"""A stretch of words ends where its phrases do."""

import numpy as np

from according.reading.encoder.phrases import completed

#          0 the  1 old     2 harbor    3 chief 4 of    5 Maren 6 denied 7 that  8 night
HEADS = np.asarray([3, 3, 3, 6, 5, 3, -1, 8, 6])
LABELS = ["det", "amod", "compound", "nsubj", "case", "nmod", "root", "det", "obl:unmarked"]


def test_a_noun_is_not_cut_off_from_what_stands_before_it() -> None:
    """Neither at the end of the stretch nor at its beginning; what completes the noun comes with it."""
    assert completed((0, 1, 2), HEADS, LABELS, set()) == (0, 1, 2, 3, 4, 5)
    assert completed((3, 4, 5), HEADS, LABELS, set()) == (0, 1, 2, 3, 4, 5)


def test_a_verb_takes_no_subject_but_what_follows_it() -> None:
    """The subject before a verb stays where it was put; an oblique behind it is drawn in."""
    assert completed((6,), HEADS, LABELS, set()) == (6, 7, 8)


def test_words_of_another_role_are_never_taken() -> None:
    """The stretch stops before them."""
    assert completed((0, 1, 2), HEADS, LABELS, {3}) == (0, 1, 2)
    assert completed((3,), HEADS, LABELS, {1, 4}) == (2, 3)
    assert completed((), HEADS, LABELS, set()) == ()
