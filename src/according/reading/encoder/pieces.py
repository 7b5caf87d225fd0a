"""Text to word pieces with their shape and the gap before them.

The backbone is uncased and knows no layout; names depend on case, headlines and captions on line breaks. Training and
reading share this file, so that the model sees in use exactly what it saw when it was made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SHAPES = ("lower", "title", "upper", "digit", "mixed", "other", "continuation")
CLS, SEP = 101, 102
_SPECIAL = 106
"""Ids below this are marks of the vocabulary ([PAD], [CLS] ...), which words of a text must not become."""
_UNKNOWN = 100
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n\s*\n")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of one text; all arrays have one entry a piece. Offsets are code points, half-open."""

    ids: Ints
    shapes: Ints
    gaps: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.ids)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of the vocabulary file, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(text: str, tokenizer: Tokenizer, *, stretches: Iterable[tuple[int, int]] | None = None) -> Pieces:
    """Word pieces of `text`.

    Args:
        text: any length; characters the vocabulary lacks become one unknown piece a word, lone surrogates likewise.
        tokenizer: of the model.
        stretches: half-open ranges of the text to read, rising and apart; None reads all of it. What lies between two
            stretches counts as a blank line.

    Returns:
        The pieces in order of the text, with offsets into the whole text.
    """
    parts = []
    for base, end in stretches if stretches is not None else ((0, len(text)),):
        part = _cut_one(text[base:end], tokenizer)
        if len(part):
            parts.append(Pieces(part.ids, part.shapes, part.gaps, part.starts + base, part.ends + base))
    if not parts:
        none = np.zeros(0, np.int64)
        return Pieces(none, none, none, none, none)
    return Pieces(*(np.concatenate([getattr(p, name) for p in parts]) for name in Pieces.__slots__))


def _cut_one(text: str, tokenizer: Tokenizer) -> Pieces:
    encoding = tokenizer.encode(_SURROGATE.sub("�", text), add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    ids[ids < _SPECIAL] = _UNKNOWN
    shapes, gaps = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int64)
    last = 0
    for i, ((start, end), token) in enumerate(zip(encoding.offsets, encoding.tokens, strict=True)):
        gaps[i] = _gap(text[last:start]) if i else 3
        shapes[i] = 6 if token.startswith("##") else _shape(text[start:end])
        last = end
    # A character that is taken apart (Hangul) gives several pieces with its offsets: the first stands for it.
    before = np.concatenate(([0], np.maximum.accumulate(offsets[:, 1])[:-1])) if len(ids) else offsets[:, 0]
    wide = (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= before)
    return Pieces(ids[wide], shapes[wide], gaps[wide], offsets[wide, 0], offsets[wide, 1])


def _gap(between: str) -> int:
    if not between:
        return 0
    if "\n" not in between:
        return 1
    return 3 if _BLANK_LINE.search(between) else 2


def _shape(piece: str) -> int:
    if piece.islower():
        return 0
    if piece.isdigit():
        return 3
    if not any(c.isalpha() for c in piece):
        return 5
    if piece.isupper():
        return 2 if len(piece) > 1 else 1
    return 1 if piece[0].isupper() and piece[1:].islower() else 4
