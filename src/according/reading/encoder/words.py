"""Word pieces to UD words and sentences, with tags and lemmas."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from according.model import Span

from .network import Network, Window
from .pieces import SHAPES, Pieces

CONTINUATION = SHAPES.index("continuation")
LONGEST = 180
"""Words of the longest sentence that is kept whole; lists without full stops are cut there."""


@dataclass(slots=True)
class Word:
    """A word before its tree is known; `piece` is where its vectors stand, -1 for the "not" of "cannot"."""

    start: int
    end: int
    piece: int
    last_piece: int
    upos: str = "X"
    xpos: str = "XX"


@dataclass(frozen=True, slots=True)
class Columns:
    """The tag block of the whole document, one row a piece, taken from the owning windows."""

    tags: NDArray[np.float32]
    owner: NDArray[np.int32]


def tag_rows(windows: list[Window], pieces: int, width: int) -> Columns:
    """Rows of the tag head for every piece, and the number of the window that owns it."""
    tags = np.zeros((pieces, width), np.float32)
    owner = np.zeros(pieces, np.int32)
    for w, window in enumerate(windows):
        own = window.own
        tags[own.start : own.stop] = window.blocks["tags"][own.start - window.first + 1 : own.stop - window.first + 1]
        owner[own.start : own.stop] = w
    return Columns(tags, owner)


def find_sentences(
    text: str, pieces: Pieces, columns: Columns, network: Network, stretches: list[Span]
) -> list[list[Word]]:
    """The words of each sentence, in order; a sentence never crosses the border of a stretch."""
    tag = network.tag_columns
    whole = pieces.shapes != CONTINUATION
    starts_word = ((columns.tags[:, tag["word"]][:, 0] > 0) & whole) | (pieces.gaps > 0)
    starts_sentence = columns.tags[:, tag["sentence"]][:, 0] > 0
    borders = {s.start for s in stretches}
    begins = _stretch_starts(pieces, stretches)
    upos = columns.tags[:, tag["upos"]].argmax(1)
    xpos = columns.tags[:, tag["xpos"]].argmax(1)
    sentences: list[list[Word]] = []
    words: list[Word] = []
    for i in range(len(pieces.ids)):
        start, end = int(pieces.starts[i]), int(pieces.ends[i])
        new_stretch = i in begins or start in borders
        if new_stretch or starts_word[i] or not words:
            if words and (new_stretch or starts_sentence[i] or len(words) >= LONGEST):
                sentences.append(words)
                words = []
            words.append(Word(start, end, i, i, network.card["upos"][upos[i]], network.card["xpos"][xpos[i]]))
        else:
            words[-1].end, words[-1].last_piece = max(end, words[-1].end), i
    if words:
        sentences.append(words)
    return [_split_clitics(text, sentence) for sentence in sentences]


def _stretch_starts(pieces: Pieces, stretches: list[Span]) -> set[int]:
    return {int(np.searchsorted(pieces.starts, s.start)) for s in stretches}


def _split_clitics(text: str, words: list[Word]) -> list[Word]:
    """UD's words where a word piece holds two: "don" + "'t" becomes "do" + "n't", "cannot" becomes "can" + "not"."""
    out: list[Word] = []
    for word in words:
        form = text[word.start : word.end].lower()
        if out and form in ("'t", "’t") and out[-1].end == word.start and text[word.start - 1].lower() == "n":
            if out[-1].end - out[-1].start > 1:
                out[-1].end -= 1
                word.start -= 1
            out.append(word)
        elif form == "cannot":
            out.append(Word(word.start, word.start + 3, word.piece, word.last_piece, "AUX", "MD"))
            out.append(Word(word.start + 3, word.end, -1, -1, "PART", "RB"))
        else:
            out.append(word)
    return out


# --- lemmas ---------------------------------------------------------------------------------------------------------


@cache
def _exceptions() -> dict[str, str]:
    table: dict[str, str] = json.loads(files(__package__).joinpath("lemmas.json").read_text(encoding="utf-8"))
    return table


VOWEL_Y = re.compile(r"[^aeiou]ies$")


def lemma(form: str, upos: str, xpos: str) -> str:
    """The dictionary form by suffix rules, and a table of the forms that break them.

    Proper nouns keep their case, all else is lower case, as UD English has it.
    """
    if upos == "PROPN":
        return form[:-1] if xpos == "NNPS" and form.endswith("s") else form
    low = form.lower().replace("’", "'")
    known = _exceptions().get(f"{low} {upos}")
    if known is not None:
        return known
    if upos == "NOUN" and xpos == "NNS":
        return _singular(low)
    if upos in ("VERB", "AUX"):
        return _infinitive(low, xpos)
    return low


def _singular(form: str) -> str:
    if VOWEL_Y.search(form):
        return form[:-3] + "y"
    if re.search(r"(?:s|x|z|ch|sh)es$", form):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def _infinitive(form: str, xpos: str) -> str:
    if xpos == "VBZ":
        return _singular(form)
    if xpos == "VBG" and form.endswith("ing") and len(form) > 4:
        return _stem(form[:-3])
    if xpos in ("VBD", "VBN") and form.endswith("ed") and len(form) > 3:
        return form[:-3] + "y" if form.endswith("ied") else _stem(form[:-2])
    return form


def _stem(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if re.search(r"(?:[^aeiou][aeiou]|[aeiou]{2})[^aeiouwxy]$", stem) and not re.search(
        r"(?:[vcsgzu]|at|iz|[aeou]r)$", stem
    ):
        return stem
    if re.search(r"(?:at|iz|[vcgzu]|[^aeiou][aiou]s|[^aeious]l|[aio]r|[aiou]d)$", stem) and not re.search(
        r"(?:eat|oat)$", stem
    ):
        return stem + "e"
    return stem
