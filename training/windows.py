"""Annotated texts to training windows: every layer drawn onto word pieces, cut into windows of 254 pieces.

Unknown is `IGNORE` (NaN for factuality): no head is trained where a corpus is silent.
"""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from according.reading.encoder.pieces import CLS, SEP, Pieces, cut
from according.reading.encoder.windows import ROOM

from .corpora import Example, Range, Word
from .labels import DEPREL, INCIDENTS, ROLES, TYPES, UPOS, XPOS

IGNORE = -100
MARKED = ("sentence", "word", "upos", "xpos", *ROLES, "event", "mention_start", "mention_end", "incident")
"""Tags with a class for each piece."""
SHORTEST = 9
"""Pieces; a shorter rest of a text is not worth a window."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One example on its pieces; indices are pieces of the whole text.

    `mentions` are (first, last, type); `judged` adds whether it is one. `types` and `partial` say for every type
    whether it is annotated, and whether only in part. `attributions` are (anchor, pieces by role).
    `entities` gives the entity of each head word's piece, None where coreference is unknown.
    """

    pieces: Pieces
    tags: dict[str, NDArray[np.int64]]
    heads: NDArray[np.int64]
    rels: NDArray[np.int64]
    facts: NDArray[np.float32]
    mentions: list[tuple[int, int, int]] | None
    judged: list[tuple[int, int, int, bool]]
    types: NDArray[np.bool_]
    partial: NDArray[np.bool_]
    attributions: list[tuple[int, dict[str, list[int]]]] | None
    entities: dict[int, int] | None


Window = tuple[Drawn, int, int]
"""A drawn example, first piece, last piece (exclusive)."""


def changed_case(text: str, kind: str) -> str:
    """The text in `lower`, `upper` or `title` case, of the same length; another kind leaves it as it is."""
    if kind == "title":
        before = " " + text
        return "".join(_one(c, c.upper()) if not (b.isalnum() or b in "'’") else c for b, c in zip(before, text))  # noqa: B905
    if kind == "lower":
        return "".join(_one(c, c.lower()) for c in text)
    if kind == "upper":
        return "".join(_one(c, c.upper()) for c in text)
    return text


def _one(old: str, new: str) -> str:
    return new if len(new) == 1 else old


def wrapped(text: str, width: int) -> str:
    """The text hard-wrapped after about `width` characters by turning spaces into line ends; of the same length."""
    out, column = list(text), 0
    for i, c in enumerate(out):
        column = 0 if c == "\n" else column + 1
        if c == " " and column >= width:
            out[i], column = "\n", 0
    return "".join(out)


class Ruler:
    """Characters to pieces of one text."""

    def __init__(self, pieces: Pieces) -> None:
        self.starts, self.ends = pieces.starts.tolist(), pieces.ends.tolist()

    def at(self, offset: int) -> int:
        """The piece that holds the character, else the next one."""
        i = bisect_right(self.starts, offset) - 1
        return i if i >= 0 and offset < self.ends[i] else min(max(i + 1, 0), len(self.starts) - 1)

    def inside(self, spans: Sequence[Range]) -> list[int]:
        """All pieces that share a character with the spans."""
        found: set[int] = set()
        for a, b in spans:
            i = self.at(a)
            while i < len(self.starts) and self.starts[i] < b:
                if self.ends[i] > a:
                    found.add(i)
                i += 1
        return sorted(found)


def draw(example: Example, tokenizer: Tokenizer, *, case: str = "as is", width: int = 0) -> Drawn | None:
    """The layers on word pieces, in another case and hard-wrapped at `width` if asked; None without pieces."""
    text = changed_case(example.text, case)
    pieces = cut(wrapped(text, width) if width else text, tokenizer)
    n = len(pieces)
    if n == 0:
        return None
    ruler = Ruler(pieces)
    tags = {name: np.full(n, IGNORE, np.int64) for name in MARKED}
    heads, rels = np.full(n, IGNORE, np.int64), np.full(n, IGNORE, np.int64)
    facts = np.full(n, np.nan, np.float32)
    if example.sentences is not None:
        tags["sentence"][:] = 0
        tags["sentence"][[ruler.at(a) for a, _ in example.sentences]] = 1
    if example.words is not None:
        _draw_words(example.words, example.factuality or {}, ruler, tags, heads, rels, facts)
    if example.events is not None:
        tags["event"][:] = 0
        for a, _, negated in example.events:
            tags["event"][ruler.at(a)] = 2 if negated else 1
    known = np.zeros(len(TYPES), bool)
    known[[TYPES.index(t) for t in example.types]] = True
    partial = known & np.asarray([t in example.partial for t in TYPES])
    for a, kind in example.incidents:
        tags["incident"][ruler.at(a)] = INCIDENTS.index(kind)
    return Drawn(
        pieces,
        tags,
        heads,
        rels,
        facts,
        _draw_mentions(example, ruler, tags),
        [(ruler.at(a), ruler.at(b - 1), TYPES.index(t), yes) for a, b, t, yes in example.judged],
        known,
        partial,
        _draw_attributions(example, ruler, tags),
        _draw_entities(example, ruler),
    )


def _draw_words(
    words: list[Word],
    told: dict[int, float],
    ruler: Ruler,
    tags: dict[str, NDArray[np.int64]],
    heads: NDArray[np.int64],
    rels: NDArray[np.int64],
    facts: NDArray[np.float32],
) -> None:
    """Words at their first pieces; a word that shares its only piece with the one before has none and is left out."""
    tags["word"][:] = 0
    place: list[int | None] = []
    used = -1
    for w in words:
        i = ruler.at(w.start)
        if i <= used:
            i = used + 1 if used + 1 < len(ruler.starts) and ruler.starts[used + 1] < w.end else -1
        place.append(i if i >= 0 else None)
        if i >= 0:
            used = i
            tags["word"][i] = 1
    for w, piece in zip(words, place, strict=True):
        if piece is None:
            continue
        tags["upos"][piece] = UPOS.index(w.upos) if w.upos in UPOS else IGNORE
        tags["xpos"][piece] = XPOS.index(w.xpos) if w.xpos in XPOS else IGNORE
        head = -1 if w.head < 0 else place[w.head]
        if head is not None:
            heads[piece] = head
            rels[piece] = DEPREL.index(w.deprel) if w.deprel in DEPREL else IGNORE
        if w.start in told:
            facts[piece] = told[w.start]


def _draw_mentions(
    example: Example, ruler: Ruler, tags: dict[str, NDArray[np.int64]]
) -> list[tuple[int, int, int]] | None:
    if example.mentions is None:
        return None
    found = sorted(
        {(ruler.at(a), max(ruler.at(a), ruler.at(b - 1)), TYPES.index(t)) for a, b, t in example.mentions if b > a}
    )
    if example.corpus == "gum":
        tags["mention_start"][:] = 0
        tags["mention_end"][:] = 0
        for a, b, _ in found:
            tags["mention_start"][a] = 1
            tags["mention_end"][b] = 1
    return found


def _draw_attributions(
    example: Example, ruler: Ruler, tags: dict[str, NDArray[np.int64]]
) -> list[tuple[int, dict[str, list[int]]]] | None:
    if example.attributions is None:
        return None
    found = []
    for role in ROLES:
        tags[role][:] = 0
    for given in example.attributions:
        drawn = {role: ruler.inside(given[role]) for role in ROLES}
        anchors = drawn["cue"] or drawn["source"] or drawn["content"]
        if not anchors:
            continue
        found.append((anchors[0], drawn))
        for role in ROLES:
            last = -2
            for i in drawn[role]:
                if tags[role][i] == 0:
                    tags[role][i] = 1 if i != last + 1 else 2
                last = i
    return found


def _draw_entities(example: Example, ruler: Ruler) -> dict[int, int] | None:
    if example.clusters is None:
        return None
    found: dict[int, int] = {}
    for number, cluster in enumerate(example.clusters):
        for a, _ in cluster:
            found.setdefault(ruler.at(a), number)
    return found


def windows(drawn: Drawn, chance: random.Random) -> list[Window]:
    """Windows side by side over one example; the first border is random, so that borders move between epochs."""
    n = len(drawn.pieces)
    if n <= ROOM:
        return [(drawn, 0, n)]
    borders = [0, *range(chance.randrange(ROOM // 2, ROOM), n, ROOM), n]
    return [(drawn, a, b) for a, b in pairwise(borders) if b - a >= SHORTEST]


def packed(batch: list[Window]) -> dict[str, Any]:
    """Arrays of one batch, padded to its longest window; position 0 is the start mark and the root.

    `mentions` rows are (window, type, first, last), `judged` rows add 0 or 1, `attributions` rows are (window, role,
    piece, anchor); `entities` lists (window, [(piece, entity), ...]).
    """
    size = max(b - a for _, a, b in batch) + 2
    size = (size + 15) // 16 * 16
    count = len(batch)
    out: dict[str, Any] = {
        "ids": np.zeros((count, size), np.int64),
        "shapes": np.full((count, size), 5, np.int64),
        "gaps": np.zeros((count, size), np.int64),
        "heads": np.full((count, size), IGNORE, np.int64),
        "rels": np.full((count, size), IGNORE, np.int64),
        "facts": np.full((count, size), np.nan, np.float32),
        "types": np.stack([d.types for d, _, _ in batch]),
        "partial": np.stack([d.partial for d, _, _ in batch]),
        "has_mentions": np.asarray([d.mentions is not None for d, _, _ in batch]),
        "has_attributions": np.asarray([d.attributions is not None for d, _, _ in batch]),
    }
    for name in MARKED:
        out[name] = np.full((count, size), IGNORE, np.int64)
    mentions, judged, attributions, entities = [], [], [], []
    for k, (d, a, b) in enumerate(batch):
        m = b - a
        out["ids"][k, 0], out["ids"][k, m + 1] = CLS, SEP
        for name in ("ids", "shapes", "gaps"):
            out[name][k, 1 : m + 1] = getattr(d.pieces, name)[a:b]
        for name, values in d.tags.items():
            out[name][k, 1 : m + 1] = values[a:b]
        heads = d.heads[a:b]
        moved = np.where(heads == -1, 0, heads - a + 1)
        moved[(heads == IGNORE) | ((heads >= 0) & ((heads < a) | (heads >= b)))] = IGNORE
        out["heads"][k, 1 : m + 1] = moved
        out["rels"][k, 1 : m + 1] = np.where(moved == IGNORE, IGNORE, d.rels[a:b])
        out["facts"][k, 1 : m + 1] = d.facts[a:b]
        shift = 1 - a
        mentions += [(k, t, s + shift, e + shift) for s, e, t in d.mentions or [] if a <= s and e < b]
        judged += [(k, t, s + shift, e + shift, int(yes)) for s, e, t, yes in d.judged if a <= s and e < b]
        for anchor, drawn in d.attributions or []:
            if a <= anchor < b:
                attributions += [
                    (k, r, i + shift, anchor + shift) for r, role in enumerate(ROLES) for i in drawn[role] if a <= i < b
                ]
        if d.entities is not None:
            inside = sorted((i + shift, c) for i, c in d.entities.items() if a <= i < b)
            if inside:
                entities.append((k, inside))
    out["mentions"] = np.asarray(mentions, np.int64).reshape(-1, 4)
    out["judged"] = np.asarray(judged, np.int64).reshape(-1, 5)
    out["attributions"] = np.asarray(attributions, np.int64).reshape(-1, 4)
    out["entities"] = entities
    return out
