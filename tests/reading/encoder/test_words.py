"""Pieces become the words and sentences of UD."""

import numpy as np
import pytest

from according.reading.encoder.network import BUNDLED
from according.reading.encoder.pieces import cut, load_tokenizer
from according.reading.encoder.words import find_words, sentence_starts

TOKENIZER = load_tokenizer(BUNDLED / "tokenizer.json")


def words_of(text: str, *, begin_everywhere: bool = True) -> list[str]:
    """Words of one sentence when the model wants a word at every piece, or only after gaps."""
    pieces = cut(text, TOKENIZER)
    logits = np.full(len(pieces), 5.0 if begin_everywhere else -5.0, np.float32)
    sentences = np.arange(len(pieces)) == 0
    words = find_words(text, pieces, sentences, logits)
    return [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("paid $10,000 at 10:30", ["paid", "$", "10,000", "at", "10:30"]),
        ("see www.example.org/a?b=1.", ["see", "www.example.org/a?b=1", "."]),
        ("ask tips@portmaren.example now", ["ask", "tips@portmaren.example", "now"]),
        ("well -- no...", ["well", "--", "no", "..."]),
        ("they cannot go", ["they", "can", "not", "go"]),
    ],
)
def test_what_is_one_word_and_what_is_two(text: str, words: list[str]) -> None:
    """Figures, addresses and dashes stay whole; "cannot" does not."""
    assert words_of(text) == words


def test_not_takes_its_n_back() -> None:
    """The border of "n't" lies one character before the border of its piece."""
    text = "they didn't pay"
    pieces = cut(text, TOKENIZER)
    begins = [text[a] != "t" or a < 5 for a in pieces.starts.tolist()]
    logits = np.where(begins, 5.0, -5.0).astype(np.float32)
    words = find_words(text, pieces, np.arange(len(pieces)) == 0, logits)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["they", "did", "n't", "pay"]


def test_a_gap_always_parts_words() -> None:
    """The model cannot join what the writer parted."""
    assert words_of("Port Maren", begin_everywhere=False) == ["Port", "Maren"]


def test_a_blank_line_always_parts_sentences() -> None:
    """A headline without a full stop does not run into the text below it."""
    starts = sentence_starts(np.full(4, -9.0, np.float32), np.asarray([3, 1, 3, 1]), np.zeros(4, np.bool_))
    assert starts.tolist() == [True, False, True, False]


def test_an_endless_sentence_is_cut() -> None:
    """A list of thousands of words without a mark is read in parts of at most 250 pieces."""
    starts = sentence_starts(np.full(2000, -9.0, np.float32), np.ones(2000, np.int64), np.zeros(2000, np.bool_))
    borders = np.append(np.flatnonzero(starts), 2000)
    assert np.diff(borders).max() <= 250


def test_no_sentence_begins_after_a_comma_on_its_line() -> None:
    """A date that opens a sentence ends none, however sure the model is."""
    inside = np.asarray([False, True, False, False])
    starts = sentence_starts(np.full(4, 9.0, np.float32), np.asarray([3, 1, 1, 1]), inside)
    assert starts.tolist() == [True, False, True, True]
