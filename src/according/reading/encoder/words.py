"""Sentences and syntactic words from the marks on pieces.

English UD splits clitics off ("do" + "n't", "Marsh" + "'s") and "cannot" in two. Pieces are cut at apostrophes, so the
only repairs needed are the n of "n't", which a piece boundary puts one character too late, and words of one piece.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .network import Floats
from .pieces import SHAPES, Pieces

LONGEST_SENTENCE = 250
"""Pieces; what is longer (tables, lists without any mark) is cut at its likeliest place."""
CONTINUATION = SHAPES.index("continuation")
APOSTROPHES = "'’‘`"
WHOLE = re.compile(
    r"\d+(?:[.,:]\d+)+|(?:https?://|www\.)[^\s<>()]*[^\s<>().,;:!?]|[\w.+-]+@[\w-]+(?:\.\w+)+"
    r"|([-.!?*=$<>_~#])\1+|[:;]-?[()DP](?!\w)"
)
"""What is one word to UD although it has punctuation inside: figures, times, addresses, dashes, faces."""
TWO_WORDS = {"cannot": 3}
"""Words of one piece that UD takes as two, with the length of the first."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one block. `first` and `last` are their pieces (inclusive) in the block, `sentence` is their sentence.

    `split` marks the second half of a word of one piece: it has no piece of its own and shares that of the word before.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentence: NDArray[np.int64]
    split: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.first)


def unfinished(text: str, pieces: Pieces) -> NDArray[np.bool_]:
    """Whether each piece follows a comma or an opening bracket on its line, where no sentence ends."""
    found = [
        gap < 2 and text[max(0, start - 2) : start].rstrip()[-1:] in (",", "(")
        for start, gap in zip(pieces.starts.tolist(), pieces.gaps.tolist(), strict=True)
    ]
    return np.asarray(found, dtype=np.bool_)


def sentence_starts(logits: Floats, gaps: NDArray[np.int64], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each piece begins a sentence: the model says so, or a blank line stands before it.

    Args:
        logits: of each piece, above 0 where a sentence begins. gaps: what stands before it, 3 for a blank line.
        inside: pieces that cannot begin one, whatever the model says.
    """
    starts: NDArray[np.bool_] = ((logits > 0) & ~inside) | (gaps == 3)
    if not len(starts):
        return starts
    starts[0] = True
    at = 0
    while at < len(starts):
        following = np.flatnonzero(starts[at + 1 : at + 1 + LONGEST_SENTENCE])
        if len(following):
            at += 1 + int(following[0])
            continue
        if at + LONGEST_SENTENCE >= len(starts):
            break
        low = at + LONGEST_SENTENCE // 2
        at = low + int(np.argmax(logits[low : at + LONGEST_SENTENCE]))
        starts[at] = True
    return starts


def find_words(text: str, pieces: Pieces, sentences: NDArray[np.bool_], logits: Floats) -> Words:
    """Words of a block.

    Args:
        text: the whole document.
        pieces: of the block.
        sentences: whether each piece begins a sentence.
        logits: for each piece, above 0 where a word begins.
    """
    free = (pieces.shapes != CONTINUATION) & ~_inside_whole(text, pieces)
    begins = ((logits > 0) & free) | (pieces.gaps > 0) | sentences
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins)) - 1
    starts, ends = pieces.starts[first].copy(), pieces.ends[last].copy()
    sentence = (np.cumsum(sentences) - 1)[first]
    extra = []
    for i in range(len(first)):
        a, b = int(starts[i]), int(ends[i])
        if b - a == 2 and i and text[a] in APOSTROPHES and text[a + 1] in "tT" and ends[i - 1] == a:
            if text[a - 1] in "nN" and a - 1 > starts[i - 1]:
                starts[i] = ends[i - 1] = a - 1
        elif b - a == 6 and text[a:b].lower() in TWO_WORDS:
            extra.append(i)
    words = Words(first, last, starts, ends, sentence, np.zeros(len(first), bool))
    return _with_halves(text, words, extra) if extra else words


def _inside_whole(text: str, pieces: Pieces) -> NDArray[np.bool_]:
    """Whether each piece lies inside, and not at the start of, a figure or address."""
    inside = np.zeros(len(pieces), bool)
    if not len(pieces):
        return inside
    for found in WHOLE.finditer(text, int(pieces.starts[0]), int(pieces.ends[-1])):
        first, last = np.searchsorted(pieces.starts, (found.start() + 1, found.end()))
        inside[first:last] = True
    return inside


def _with_halves(text: str, words: Words, extra: list[int]) -> Words:
    at = np.asarray(extra) + 1
    middle = [int(words.starts[i]) + TWO_WORDS[text[words.starts[i] : words.ends[i]].lower()] for i in extra]
    starts = np.insert(words.starts, at, middle)
    ends = words.ends.copy()
    whole = ends[extra]
    ends[extra] = middle
    return Words(
        np.insert(words.first, at, words.first[extra]),
        np.insert(words.last, at, words.last[extra]),
        starts,
        np.insert(ends, at, whole),
        np.insert(words.sentence, at, words.sentence[extra]),
        np.insert(words.split, at, True),
    )
