"""Typed mentions, nested ones included: spans scored by their first and last piece (Yu, Bohnet & Poesio 2020)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from according.model import Mention, Token

from .network import Network, Window
from .words import Columns

LONGEST = 48
"""Longest mention in word pieces, as in training."""
BORDER = -2.5
"""Logit below which a piece is not tried as first or last of a mention; a recall of borders, not a decision."""
PRONOUNS = {"PRON", "DET"}


@dataclass(frozen=True, slots=True)
class Found:
    """A mention by its first and last piece."""

    first: int
    last: int
    type: str
    score: float


def find_mentions(windows: list[Window], columns: Columns, network: Network) -> list[Found]:
    """Mentions by piece, best type for each span, crossing ones settled by score; in document order."""
    found: dict[tuple[int, int], Found] = {}
    for window in windows:
        for f in _in_window(window, columns, network):
            known = found.get((f.first, f.last))
            if known is None or known.score < f.score:
                found[f.first, f.last] = f
    return sorted(_uncrossed(found.values()), key=lambda f: (f.first, -f.last))


def _in_window(window: Window, columns: Columns, network: Network) -> Iterator[Found]:
    tag = network.tag_columns
    own = window.own
    tags = columns.tags[window.first : window.last]
    starts = np.flatnonzero(tags[:, tag["mention_start"]][:, 0] > BORDER)
    starts = starts[(starts + window.first >= own.start) & (starts + window.first < own.stop)]
    ends = np.flatnonzero(tags[:, tag["mention_end"]][:, 0] > BORDER)
    if not len(starts) or not len(ends):
        return
    types: list[str] = network.card["types"]
    block = window.blocks["spans"][1:-1].reshape(window.last - window.first, 2, len(types), -1)
    size = block.shape[-1]
    s, e = block[starts, 0].transpose(1, 0, 2), block[ends, 1].transpose(1, 2, 0)
    scores = s @ e / math.sqrt(size) * 2 + network.constants["span_bias"][:, None, None]
    length = ends[None, :] - starts[:, None]
    scores[:, (length < 0) | (length >= LONGEST)] = -1e4
    best = scores.argmax(0)
    value = scores.max(0)
    for i, j in zip(*np.nonzero(value > 0), strict=True):
        yield Found(
            int(starts[i]) + window.first,
            int(ends[j]) + window.first,
            types[best[i, j]],
            float(1 / (1 + np.exp(-value[i, j]))),
        )


def _uncrossed(found: object) -> list[Found]:
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: -f.score):  # type: ignore[call-overload]
        if not any(k.first < f.first <= k.last < f.last or f.first < k.first <= f.last < k.last for k in kept[-200:]):
            kept.append(f)
    return kept


def as_mentions(
    found: list[Found], tokens: list[Token], token_of_piece: list[int], sentence_of_token: list[int]
) -> list[Mention]:
    """Mentions over whole words, inside one sentence, with the head word and level (named, nominal, pronoun)."""
    out: dict[tuple[int, int], Mention] = {}
    for f in found:
        first, last = token_of_piece[f.first], token_of_piece[f.last]
        if first < 0 or last < first or sentence_of_token[first] != sentence_of_token[last]:
            continue
        head = next((t for t in range(first, last + 1) if not first <= tokens[t].head <= last), first)
        upos = tokens[head].upos
        level = "named" if upos == "PROPN" else "pronoun" if upos in PRONOUNS else "nominal"
        span = (tokens[first].start, tokens[last].end)
        if span not in out or out[span].score < f.score:
            out[span] = Mention(*span, f.type, level, head, score=round(f.score, 4))
    return sorted(out.values(), key=lambda m: (m.start, -m.end))


def find_antecedents(
    heads: list[tuple[int, int]], windows: list[Window], columns: Columns, *, most: int = 4
) -> dict[int, tuple[tuple[int, float], ...]]:
    """For each mention's head word the earlier ones it may repeat (word-level coreference, Dobrovolskii 2021).

    Args:
        heads: (head token, its first piece) of every mention, once each, in document order.
        most: candidates kept for a mention.

    Returns:
        Head token to (earlier head token or -1 for none, probability in 0..1), best first.
    """
    found: dict[int, tuple[tuple[int, float], ...]] = {}
    first = 0
    for m, (token, piece) in enumerate(heads):
        window = windows[columns.owner[piece]]
        while heads[first][1] < window.first:
            first += 1
        if first >= m:
            continue
        block = window.blocks["coref"]
        size = block.shape[1] // 2
        rows = [p - window.first + 1 for _, p in heads[first:m]]
        scores = block[rows, size:] @ block[piece - window.first + 1, :size] / math.sqrt(size) * 2
        odds = np.exp(np.append(scores, 0.0) - max(0.0, float(scores.max())))
        odds /= odds.sum()
        best = np.argsort(-odds)[:most]
        candidates = [*(t for t, _ in heads[first:m]), -1]
        found[token] = tuple((candidates[k], round(float(odds[k]), 4)) for k in best)
    return found
