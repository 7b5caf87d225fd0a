"""The neural part of reading: a text to sentences, words, trees, mentions, attributions, antecedents.

Reads a text once, in windows; adds the layers of `EncoderLayers`. What needs no weights (dates, amounts, places,
entities) is drawn on top by the rest of `according.reading`.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from according.model import Sentence, Span, Token, Trigger

from .layers import EncoderLayers
from .network import Network
from .pieces import Pieces, cut
from .spans import as_mentions, find_antecedents, find_mentions
from .speech import find_attributions
from .trees import parse
from .words import Word, find_sentences, lemma, tag_rows

__all__ = ["Encoder", "EncoderLayers"]

EVENT = 0.0
"""Margin of the event tag over "no event"."""


class Encoder:
    """A loaded model; `read` may be called from several threads.

    Raises:
        ModelError: if the model folder is missing or damaged.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 0) -> None:
        self.network = Network(folder, threads=threads)
        self.version = self.network.version

    def pieces(self, text: str, stretches: list[Span]) -> Pieces:
        """The word pieces that lie inside the stretches."""
        return cut(text, self.network.tokenizer, stretches=[(s.start, s.end) for s in stretches])

    def forward(self, text: str, stretches: list[Span]) -> int:
        """The bare forward pass, for benchmarks; returns the number of word pieces."""
        pieces = self.pieces(text, stretches)
        self.network.read(pieces)
        return len(pieces.ids)

    def read(self, text: str, stretches: list[Span] | None = None) -> EncoderLayers:
        """All layers of the stretches (the whole text if None); offsets are those of `text`.

        Time and memory are linear in the length of the text.
        """
        stretches = [Span(0, len(text))] if stretches is None else stretches
        pieces = self.pieces(text, stretches)
        if not len(pieces.ids):
            return EncoderLayers((), (), (), (), (), (), {})
        windows = self.network.read(pieces)
        columns = tag_rows(windows, len(pieces.ids), sum(self.network.card["tags"].values()))
        sentences = find_sentences(text, pieces, columns, self.network, stretches)
        tokens: list[Token] = []
        spans: list[tuple[int, int]] = []
        token_of_piece = [-1] * len(pieces.ids)
        words: list[Word] = []
        sentence_of_token: list[int] = []
        for sentence in sentences:
            heads, relations = parse(sentence, windows, columns, self.network)
            first = len(tokens)
            for word, head, relation in zip(sentence, heads, relations, strict=True):
                for p in range(word.piece, word.last_piece + 1) if word.piece >= 0 else ():
                    token_of_piece[p] = len(tokens)
                form = text[word.start : word.end]
                tokens.append(
                    Token(
                        word.start,
                        word.end,
                        word.upos,
                        word.xpos,
                        first + head if head >= 0 else -1,
                        relation,
                        lemma(form, word.upos, word.xpos),
                    )
                )
                sentence_of_token.append(len(spans))
            words += sentence
            spans.append((first, len(tokens)))
        mentions = as_mentions(find_mentions(windows, columns, self.network), tokens, token_of_piece, sentence_of_token)
        attributions = find_attributions(windows, self.network, tokens, token_of_piece, sentence_of_token)
        tag = self.network.tag_columns
        rows = np.array([w.piece for w in words])
        events = columns.tags[rows][:, tag["event"]]
        facts = columns.tags[rows][:, tag["factuality"]][:, 0]
        return EncoderLayers(
            sentences=_sentences(tokens, spans),
            tokens=tuple(tokens),
            mentions=tuple(mentions),
            attributions=tuple(attributions),
            triggers=_triggers(tokens, words, events),
            factuality=tuple(
                (i, round(float(np.clip(facts[i], -3, 3)), 3))
                for i, t in enumerate(tokens)
                if words[i].piece >= 0 and (t.upos in ("VERB", "AUX") or t.deprel == "root")
            ),
            antecedents=find_antecedents(
                sorted({(m.head, words[m.head].piece) for m in mentions if words[m.head].piece >= 0}), windows, columns
            ),
        )


def _sentences(tokens: list[Token], spans: list[tuple[int, int]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(tokens[a].start, tokens[b - 1].end, a, b) for a, b in spans)


def _triggers(tokens: list[Token], words: list[Word], events: NDArray[np.float32]) -> tuple[Trigger, ...]:
    found = []
    for i in range(len(tokens)):
        best = int(events[i].argmax())
        if words[i].piece >= 0 and best and events[i, best] - events[i, 0] > EVENT:
            odds = np.exp(events[i] - events[i].max())
            found.append(Trigger(i, best == 2, round(float(odds[best] / odds.sum()), 4)))
    return tuple(found)
