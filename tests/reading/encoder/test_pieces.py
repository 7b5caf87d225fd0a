"""Word pieces point into the text, whatever the text is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from according.reading.encoder.network import BUNDLED
from according.reading.encoder.pieces import cut, load_tokenizer

TOKENIZER = load_tokenizer(BUNDLED / "tokenizer.json")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY_TEXT)
@example("베")
def test_pieces_are_stretches_of_the_text_in_order(text: str) -> None:
    """No piece is empty, overlaps the one before or leaves the text."""
    pieces = cut(text, TOKENIZER)
    last = 0
    for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True):
        assert last <= start < end <= len(text)
        last = end


def test_a_mark_of_the_vocabulary_in_a_text_stays_text() -> None:
    """A document that writes [SEP] or [PAD] cannot put the model's own marks into its window."""
    assert cut("[SEP] [PAD] [CLS] [MASK]", TOKENIZER).ids.tolist() == [100, 100, 100, 100]


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("the", [0]),
        ("Marsh", [1]),
        ("HARBOR", [2]),
        ("27", [3]),
        ("!", [5]),
        ("A", [1]),
    ],
)
def test_shape_of_a_piece(text: str, shapes: list[int]) -> None:
    """The shape tells what an uncased vocabulary forgets."""
    assert cut(text, TOKENIZER).shapes.tolist() == shapes


def test_gap_before_a_piece() -> None:
    """Nothing, a space, a line end and a blank line are told apart; a text begins after a blank line."""
    assert cut("a, b\nc\n \nd", TOKENIZER).gaps.tolist() == [3, 0, 1, 2, 3]


def test_stretches_keep_the_offsets_of_the_whole_text() -> None:
    """What lies between two stretches is not read and counts as a blank line."""
    pieces = cut("Menu. Harbor. Login. Nine.", TOKENIZER, stretches=[(6, 13), (21, 26)])
    assert pieces.starts.tolist() == [6, 12, 21, 25]
    assert pieces.gaps.tolist() == [3, 0, 3, 0]
