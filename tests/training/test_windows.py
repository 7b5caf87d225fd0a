"""Layers are drawn onto the pieces that carry them."""

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`: pip install 'according[train]'")
pytest.importorskip("onnx", reason="training needs the extra `train`: pip install 'according[train]'")


import random

from according.reading.encoder.network import BUNDLED
from according.reading.encoder.pieces import load_tokenizer
from training.corpora import Example, Word
from training.labels import TYPES, UPOS
from training.windows import IGNORE, changed_case, draw, packed, windows, wrapped

TOKENIZER = load_tokenizer(BUNDLED / "tokenizer.json")
TEXT = "Marsh said Nine paid."


def example() -> Example:
    """A sentence with words, one mention and one attribution."""
    words = [
        Word(0, 5, "PROPN", "NNP", 1, "nsubj"),
        Word(6, 10, "VERB", "VBD", -1, "root"),
        Word(11, 15, "PROPN", "NNP", 3, "nsubj"),
        Word(16, 20, "VERB", "VBD", 1, "ccomp"),
        Word(20, 21, "PUNCT", ".", 1, "punct"),
    ]
    attribution = {"source": [(0, 5)], "cue": [(6, 10)], "content": [(11, 20)]}
    mentions = [(0, 5, "person")]
    return Example("gum", "d", TEXT, [(0, 21)], words, mentions, frozenset({"person"}), attributions=[attribution])


def test_layers_stand_on_their_pieces() -> None:
    """Tags, heads, mentions and roles of a five-piece sentence."""
    drawn = draw(example(), TOKENIZER)
    assert drawn is not None
    assert drawn.tags["sentence"].tolist() == [1, 0, 0, 0, 0]
    assert [UPOS[u] for u in drawn.tags["upos"]] == ["PROPN", "VERB", "PROPN", "VERB", "PUNCT"]
    assert drawn.heads.tolist() == [1, -1, 3, 1, 1]
    assert drawn.mentions == [(0, 0, TYPES.index("person"))]
    assert drawn.attributions == [(1, {"source": [0], "cue": [1], "content": [2, 3]})]
    assert drawn.tags["content"].tolist() == [0, 0, 1, 2, 0]


def test_what_a_corpus_is_silent_about_is_not_taught() -> None:
    """A text without annotation gives nothing but unknowns."""
    drawn = draw(Example("x", "d", TEXT), TOKENIZER)
    assert drawn is not None
    assert all((values == IGNORE).all() for values in drawn.tags.values())
    assert drawn.mentions is None
    assert drawn.attributions is None


def test_a_batch_counts_from_its_start_mark() -> None:
    """Heads, mentions and roles move by one; padding is unknown."""
    drawn = draw(example(), TOKENIZER)
    assert drawn is not None
    batch = packed([(drawn, 0, 5)])
    assert batch["ids"].shape == (1, 16)
    assert batch["heads"][0, :7].tolist() == [IGNORE, 2, 0, 4, 2, 2, IGNORE]
    assert batch["mentions"].tolist() == [[0, TYPES.index("person"), 1, 1]]
    assert batch["attributions"].tolist() == [[0, 0, 1, 2], [0, 1, 2, 2], [0, 2, 3, 2], [0, 2, 4, 2]]


def test_an_arc_that_leaves_the_window_is_not_taught() -> None:
    """A window that ends after "said" does not know the head of "Marsh" differently, but one without it knows none."""
    drawn = draw(example(), TOKENIZER)
    assert drawn is not None
    assert packed([(drawn, 2, 5)])["heads"][0, 1:4].tolist() == [2, IGNORE, IGNORE]


def test_windows_cover_a_long_text() -> None:
    """Windows stand side by side from the first piece to the last."""
    drawn = draw(Example("x", "d", "paid " * 1000), TOKENIZER)
    assert drawn is not None
    found = windows(drawn, random.Random(1))
    assert found[0][1] == 0
    assert found[-1][2] == 1000
    assert all(a[2] == b[1] for a, b in zip(found, found[1:], strict=False))  # noqa: RUF007


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("upper", "THE NINE’S MAN"),
        ("lower", "the nine’s man"),
        ("title", "The Nine’s Man"),
        ("as is", "the Nine’s man"),
    ],
)
def test_case_changes_keep_the_length(kind: str, expected: str) -> None:
    """Offsets of the annotation still hold in another case."""
    assert changed_case("the Nine’s man", kind) == expected


def test_wrapping_keeps_the_length() -> None:
    """Lines break at spaces only."""
    assert wrapped("one two three four", 6) == "one two\nthree\nfour"
