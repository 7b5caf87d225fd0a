"""Attributions with their links: for each anchor, which words are its source, its cue and its content.

The anchor of an attribution is its first cue piece (without a cue, its first source or content piece). The tags of the
words say where sources, cues and contents stand; the score of every word against every anchor says whose they are. So
nested, discontinuous and several attributions of a sentence come out of one pass.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from according.model import Attribution, Span

from .distances import step
from .network import Floats, Network
from .phrases import completed
from .windows import Block
from .words import Words

ROLES = ("source", "cue", "content")
CUE = 1
ANCHOR = 0.5
"""Probability above which a word is an anchor by the pair scores alone."""
TAGGED = (0.4, 0.5, 0.45)
"""For each role, the probability above which a word plays it by its tag. Tuned on PolNeAR dev."""
FAR = np.float32(-99)
REACH = 250
"""Pieces before and after an anchor among which its roles are looked for; training saw no more."""
LEAST = -1.5
"""Score below which a word goes to no anchor, however much its tag says that it plays the role."""
SHARED = ((0.0, 2.0), (9.9, 0.0), (9.9, 0.0))
"""For each role, the least score and the greatest distance from the best anchor with which a second one has it too."""
HOLE = 3
"""Words; a hole narrower than this is closed if it is punctuation."""
WIDEST_HOLE = 60
"""Words; no content closes over more that it does not claim."""
STRANGE = -4.0
"""Mean score below which a hole belongs to another attribution altogether."""
STRAY = 0.2
"""Share of the longest run of a content below which another run is a slip. Tuned on PolNeAR dev over 0 to 1."""
SAME = 0.6
"""Two attributions that share this much of their words are one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attribution on words: for each role the rising indices of its words in the block."""

    roles: tuple[tuple[int, ...], ...]
    score: float

    def words(self) -> frozenset[tuple[int, int]]:
        """All words with their role."""
        return frozenset((r, i) for r, own in enumerate(self.roles) for i in own)


def find_attributions(
    text: str, block: Block, words: Words, heads: NDArray[np.int64], labels: list[str], network: Network
) -> list[Attribution]:
    """Attributions of a block in order of the text; `parent` counts within the list.

    `heads` and `labels` are the tree over the words: contents end where phrases do.
    """
    chance, begins = _tagged(block, words, network)
    member, anchor = _vectors(block, words, network)
    own = _sigmoid(((member * anchor).sum(axis=2) + network.attribution_bias).max(axis=1))
    before = np.concatenate([[0.0], chance[:-1, CUE]])
    opened = (chance[:, CUE] > TAGGED[CUE]) & (begins[:, CUE] | (before <= TAGGED[CUE]))
    anchors = np.flatnonzero(((own > ANCHOR) | opened) & ~words.split)
    if not len(anchors):
        return []
    scores = np.einsum("nrw,arw->rna", member, anchor[anchors]) + network.attribution_bias[:, None, None]
    distance = words.first[:, None] - words.first[anchors][None, :]
    scores = np.where(np.abs(distance) > REACH, FAR, scores + network.attribution_distance[:, step(distance)])
    wordy = _wordy(text, words)
    found = []
    for k, a in enumerate(anchors.tolist()):
        roles = tuple(_words_of(r, scores[r], k, chance[:, r], wordy) for r in range(len(ROLES)))
        if any(roles):
            found.append(Candidate(roles, float(max(own[a], chance[a, CUE]))))
    kept = [_with_whole_phrases(c, heads, labels) for c in _distinct(found)]
    kept.sort(key=lambda c: (min(i for own in c.roles for i in own), c.roles))
    spans = [_attribution(words, c) for c in kept]
    return [Attribution(a.source, a.cue, a.content, _parent(k, spans), a.score) for k, a in enumerate(spans)]


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _tagged(block: Block, words: Words, network: Network) -> tuple[Floats, NDArray[np.bool_]]:
    """[word, role]: probability of playing the role by the tags, and whether a span of the role begins there."""
    chances, begins = [], []
    for role in ROLES:
        logits = block.outputs["tags"][words.first][:, network.inventory.columns(role)]
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        chances.append(1 - weights[:, 0])
        begins.append(weights[:, 1] > weights[:, 2])
    return np.stack(chances, axis=1).astype(np.float32), np.stack(begins, axis=1)


def _vectors(block: Block, words: Words, network: Network) -> tuple[Floats, Floats]:
    """[word, role, width] vectors of each word as a member and as an anchor; their dot product is the score."""
    vectors = block.outputs["attributions"][words.first]
    count = len(network.inventory.roles)
    width = vectors.shape[1] // 2 // count
    both = vectors.reshape(len(vectors), 2, count, width)
    return both[:, 0] * np.float32(2 / math.sqrt(width)), both[:, 1]


def _wordy(text: str, words: Words) -> NDArray[np.bool_]:
    """Whether each word has a letter or digit, rather than being punctuation."""
    return np.asarray(
        [any(c.isalnum() for c in text[a:b]) for a, b in zip(words.starts, words.ends, strict=True)], bool
    )


def _words_of(role: int, scores: Floats, anchor: int, chance: Floats, wordy: NDArray[np.bool_]) -> tuple[int, ...]:
    """Words that play one role for one anchor: tagged for it, and nobody else's, or shared.

    Sources and cues are one run of words; contents lose stray runs and close holes that are content as well (of an
    attribution inside), since nearly all are written in one piece.
    """
    own, best = scores[:, anchor], scores.max(axis=1)
    least, margin = SHARED[role]
    member = (chance > TAGGED[role]) & (((own >= best) & (own > LEAST)) | ((own > least) & (own > best - margin)))
    picked = np.flatnonzero(member)
    if not len(picked):
        return ()
    runs: list[tuple[int, int]] = []
    for i in picked.tolist():
        hole = slice(runs[-1][1] + 1, i) if runs else slice(0)
        if runs and (hole.start == i or _is_filled(role, own[hole], chance[hole], wordy[hole])):
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    if ROLES[role] == "content":
        length = [int(wordy[a : b + 1].sum()) for a, b in runs]
        runs = [run for run, n in zip(runs, length, strict=True) if n >= STRAY * max(length)]
    else:
        runs = [max(runs, key=lambda run: float(own[run[0] : run[1] + 1].max()))]
    return tuple(i for a, b in runs for i in range(a, b + 1))


def _is_filled(role: int, own: Floats, chance: Floats, wordy: NDArray[np.bool_]) -> bool:
    """Whether the words of a hole belong to what stands on both sides."""
    if len(own) < HOLE and (not wordy.any() or (len(own) == 1 and chance[0] > 0.3)):
        return True
    inside = len(own) <= WIDEST_HOLE and float(chance.mean()) > TAGGED[role] and float(own.mean()) > STRANGE
    return ROLES[role] == "content" and inside


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Best first, without those that say the same as a better one."""
    kept: list[tuple[Candidate, frozenset[tuple[int, int]]]] = []
    for candidate in sorted(found, key=lambda c: (-c.score, c.roles)):
        own = candidate.words()
        if all(len(own & other) < SAME * min(len(own), len(other)) for _, other in kept):
            kept.append((candidate, own))
    return [c for c, _ in kept]


def _with_whole_phrases(candidate: Candidate, heads: NDArray[np.int64], labels: list[str]) -> Candidate:
    source, cue, content = candidate.roles
    return Candidate((source, cue, completed(content, heads, labels, {*source, *cue})), candidate.score)


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
