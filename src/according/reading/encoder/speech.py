"""Attributions: every cue draws its own source and content, so they may nest, overlap or stand in pieces."""

import math

import numpy as np
from numpy.typing import NDArray

from according.model import Attribution, Span, Token

from .network import Network, Window

ROLES = ("source", "cue", "content")
GAP = 3
"""Words left out inside a role that are filled in, so that a comma or an aside of the tagger does not cut a span."""


def find_attributions(
    windows: list[Window],
    network: Network,
    tokens: list[Token],
    token_of_piece: list[int],
    sentence_of_token: list[int],
) -> list[Attribution]:
    """All attributions in the order of their cues, with `parent` set where one lies in another's content."""
    found = []
    for window in windows:
        scores = _scores(window, network)
        own = range(window.own.start - window.first, window.own.stop - window.first)
        anchors = [j for j in own if scores[:, j, j].max() > 0]
        for j in anchors:
            roles = [
                _spans(np.flatnonzero(scores[r, :, j] > 0) + window.first, tokens, token_of_piece, sentence_of_token)
                for r in range(len(ROLES))
            ]
            if any(roles):
                strength = float(1 / (1 + np.exp(-scores[:, j, j].max())))
                found.append(Attribution(roles[0], roles[1], roles[2], score=round(strength, 4)))
    return _nested(_merged(found))


def _scores(window: Window, network: Network) -> NDArray[np.float32]:
    """[role, piece, anchor] logits of one window."""
    block = window.blocks["attr"][1:-1]
    n = len(block)
    parts = block.reshape(n, 2, len(ROLES), -1)
    size = parts.shape[-1]
    piece, anchor = parts[:, 0].transpose(1, 0, 2), parts[:, 1].transpose(1, 2, 0)
    scores: NDArray[np.float32] = piece @ anchor / math.sqrt(size) * 2 + network.constants["attr_bias"][:, None, None]
    return scores


def _spans(
    pieces: NDArray[np.int64], tokens: list[Token], token_of_piece: list[int], sentence_of_token: list[int]
) -> tuple[Span, ...]:
    words = sorted({token_of_piece[p] for p in pieces} - {-1})
    runs: list[list[int]] = []
    for w in words:
        near = bool(runs) and w - runs[-1][1] <= GAP
        if near and (w - runs[-1][1] == 1 or sentence_of_token[w] == sentence_of_token[runs[-1][1]]):
            runs[-1][1] = w
        else:
            runs.append([w, w])
    return tuple(Span(tokens[a].start, tokens[b].end) for a, b in runs)


def _merged(found: list[Attribution]) -> list[Attribution]:
    """The same cue twice (its pieces both taken for anchors) is one attribution: the surer one."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: -a.score):
        spans = a.cue or a.content
        if not any(_share(spans, b.cue or b.content) and bool(a.cue) == bool(b.cue) for b in kept):
            kept.append(a)
    return sorted(kept, key=lambda a: min(s.start for s in (*a.cue, *a.source, *a.content)))


def _share(a: tuple[Span, ...], b: tuple[Span, ...]) -> bool:
    return any(x.overlaps(y) for x in a for y in b)


def _nested(found: list[Attribution]) -> list[Attribution]:
    out = []
    for i, a in enumerate(found):
        anchor = (a.cue or a.content or a.source)[0]
        around = [
            (sum(len(s) for s in b.content), k)
            for k, b in enumerate(found)
            if k != i and any(s.covers(anchor) for s in b.content) and not _share(a.cue or (anchor,), b.cue)
        ]
        parent = min(around)[1] if around else -1
        out.append(Attribution(a.source, a.cue, a.content, parent, a.score))
    return out
