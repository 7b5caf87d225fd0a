"""Attributions with their links: for each anchor, which words are its source, its cue and its content.

The anchor of an attribution is its first cue piece (without a cue, its first source or content piece). The model scores
every piece against every anchor once a role, so nested, discontinuous and several attributions of a sentence come out
of the same scores; the tags of the pieces decide where the scores hesitate.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from according.model import Attribution, Span

from .network import Floats, Network
from .windows import Block
from .words import Words

ANCHOR = 0.5
REACH = 250
"""Pieces before and after an anchor among which its roles are looked for; training saw no more."""
MEMBER = 0.5
SAME = 0.6
"""Two attributions that share this much of their words are one."""
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attribution on words: for each role the rising indices of its words in the block."""

    roles: tuple[tuple[int, ...], ...]
    score: float

    def words(self) -> frozenset[tuple[int, int]]:
        """All words with their role."""
        return frozenset((r, i) for r, own in enumerate(self.roles) for i in own)


def find_attributions(text: str, block: Block, words: Words, network: Network) -> list[Attribution]:
    """Attributions of a block in order of their anchors; `parent` counts within the list."""
    vectors = block.outputs["attributions"]
    count = len(network.inventory.roles)
    width = vectors.shape[1] // 2 // count
    n = len(vectors)
    member = vectors[:, : count * width].reshape(n, count, width)
    anchor = vectors[:, count * width :].reshape(n, count, width)
    scale = np.float32(2 / math.sqrt(width))
    own = np.einsum("nrw,nrw->nr", member, anchor) * scale + network.attribution_bias
    strength = _chance(own.max(axis=1))
    tagged = _role_chances(block, network)
    wordy = _wordy(text, words)
    found = []
    for a in np.flatnonzero(strength > ANCHOR).tolist():
        low, high = max(0, a - REACH), min(n, a + REACH + 1)
        logits = np.einsum("nrw,rw->nr", member[low:high], anchor[a]) * scale + network.attribution_bias
        roles = tuple(
            _words_of(_chance(logits[:, r]), tagged[low:high, r], words, wordy, low, high) for r in range(count)
        )
        if any(roles):
            found.append(Candidate(roles, float(strength[a])))
    kept = _distinct(found)
    kept.sort(key=lambda c: min(i for own in c.roles for i in own))
    spans = [_attribution(words, c) for c in kept]
    return [Attribution(a.source, a.cue, a.content, _parent(k, spans), a.score) for k, a in enumerate(spans)]


def _chance(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _role_chances(block: Block, network: Network) -> Floats:
    """[piece, role] probability that the piece plays the role in any attribution, from the tags."""
    tags = block.outputs["tags"]
    parts = []
    for role in ROLES:
        logits = tags[:, network.inventory.columns(role)]
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        parts.append(1 - weights[:, 0] / weights.sum(axis=1))
    return np.stack(parts, axis=1).astype(np.float32)


def _wordy(text: str, words: Words) -> NDArray[np.bool_]:
    """Whether each word has a letter or digit, rather than being punctuation."""
    return np.asarray(
        [any(c.isalnum() for c in text[a:b]) for a, b in zip(words.starts, words.ends, strict=True)], bool
    )


def _words_of(
    linked: Floats, tagged: Floats, words: Words, wordy: NDArray[np.bool_], low: int, high: int
) -> tuple[int, ...]:
    """Words that play one role for one anchor; holes of punctuation are closed."""
    chance = 0.75 * linked + 0.25 * tagged * (linked > 0.1)
    first, last = np.searchsorted(words.first, (low, high))
    inside = np.arange(first, last)
    if not len(inside):
        return ()
    mean = chance[words.first[inside] - low]
    chosen = mean > MEMBER
    picked = inside[chosen]
    if len(picked) > 1:
        for a, b in pairwise(picked):
            if 1 < b - a <= 3 and not wordy[a + 1 : b].any():
                chosen[a + 1 - first : b - first] = True
    return tuple(inside[chosen].tolist())


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Best first, without those that say the same as a better one."""
    kept: list[tuple[Candidate, frozenset[tuple[int, int]]]] = []
    for candidate in sorted(found, key=lambda c: (-c.score, c.roles)):
        own = candidate.words()
        if all(len(own & other) < SAME * min(len(own), len(other)) for _, other in kept):
            kept.append((candidate, own))
    return [c for c, _ in kept]


def _attribution(words: Words, candidate: Candidate) -> Attribution:
    source, cue, content = (_runs(words, own) for own in candidate.roles)
    return Attribution(source, cue, content, -1, round(candidate.score, 4))


def _runs(words: Words, own: tuple[int, ...]) -> tuple[Span, ...]:
    """Unbroken runs of words as stretches of text."""
    if not own:
        return ()
    places = np.asarray(own)
    breaks = np.flatnonzero(np.diff(places) > 1)
    firsts, lasts = places[np.r_[0, breaks + 1]], places[np.r_[breaks, len(places) - 1]]
    return tuple(Span(int(words.starts[a]), int(words.ends[b])) for a, b in zip(firsts, lasts, strict=True))


def _parent(index: int, attributions: list[Attribution]) -> int:
    """The attribution with the shortest content that holds this one's cue (without a cue, its first words)."""
    inner = attributions[index]
    mark = (inner.cue or inner.source or inner.content)[0]
    holding = [
        (sum(len(s) for s in outer.content), k)
        for k, outer in enumerate(attributions)
        if k != index and any(s.covers(mark) for s in outer.content)
    ]
    return min(holding)[1] if holding else -1
