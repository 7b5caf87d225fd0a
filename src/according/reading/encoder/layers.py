"""The layers that the model reads off a text: sentences, words, trees, mentions, attributions, events, antecedents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from according.model import Attribution, Mention, RoleFiller, Sentence, Tie, Token, Trigger

from .antecedents import rank_antecedents
from .attributions import find_attributions
from .fillers import find_fillers
from .lemmas import lemma
from .mentions import find_mentions
from .network import Floats, Network
from .pieces import Pieces, cut
from .ties import find_ties
from .trees import best_tree, relations
from .windows import Block, block_borders, read_block
from .words import Words, find_words, sentence_starts, unfinished

FACTS = ("ADJ", "AUX", "NOUN", "PROPN", "VERB")
"""Parts of speech whose words may be predicates, for which factuality is told."""


@dataclass(frozen=True, slots=True)
class EncoderLayers:
    """What one text holds; indices are into the tuples of the same record, offsets into the whole text.

    `mentions` carry no entity yet; those of one head token are one thing ("Judge Ekwueme" and "Ekwueme").
    `factuality` is (token, value) with values from -3 (surely not) to 3 (surely so). `antecedents` maps the head token
    of a mention to earlier head tokens it may refer back to, each with a probability in 0..1, best first; -1 is "none".
    """

    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    factuality: tuple[tuple[int, float], ...] = ()
    fillers: tuple[RoleFiller, ...] = ()
    ties: tuple[Tie, ...] = ()
    antecedents: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Growing:
    """The same layers while the blocks of a text are added one after the other."""

    sentences: list[Sentence] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    factuality: list[tuple[int, float]] = field(default_factory=list)
    fillers: list[RoleFiller] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    antecedents: dict[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)


def read_layers(
    text: str, *, network: Network, stretches: Iterable[tuple[int, int]] | None = None, threads: int = 1
) -> EncoderLayers:
    """Read a text.

    Args:
        text: any length, any characters.
        network: from `load_network`.
        stretches: half-open ranges to read, rising and apart (headline, body, captions); None reads everything.
            A sentence never runs from one stretch into the next.
        threads: processor threads, 1 or more. The result does not depend on it.

    Returns:
        All layers; empty ones for a text without words.
    """
    pieces = cut(text, network.tokenizer, stretches=stretches)
    layers = Growing()
    for first, last in block_borders(pieces):
        block = read_block(network, pieces, first, last, threads=threads)
        _add_block(layers, text, _part(pieces, first, last), block, network)
    return EncoderLayers(
        tuple(layers.sentences),
        tuple(layers.tokens),
        tuple(layers.mentions),
        tuple(layers.attributions),
        tuple(layers.triggers),
        tuple(layers.factuality),
        tuple(layers.fillers),
        tuple(layers.ties),
        layers.antecedents,
    )


def _part(pieces: Pieces, first: int, last: int) -> Pieces:
    return Pieces(*(getattr(pieces, name)[first:last] for name in Pieces.__slots__))


def _add_block(layers: Growing, text: str, pieces: Pieces, block: Block, network: Network) -> None:
    tags = block.outputs["tags"]
    inventory = network.inventory
    begins = sentence_starts(tags[:, inventory.columns("sentence")][:, 0], pieces.gaps, unfinished(text, pieces))
    words = find_words(text, pieces, begins, tags[:, inventory.columns("word")][:, 0])
    base = len(layers.tokens)
    heads, labels = _trees(block, words, network)
    _add_words(layers, text, words, heads, labels, tags, network)
    upos = [t.upos for t in layers.tokens[base:]]
    found = find_mentions(block, words, heads, upos, network)
    layers.mentions += [Mention(**m, head=base + head) for m, head in found]
    offset = len(layers.attributions)
    for a in find_attributions(text, block, words, heads, labels, network):
        parent = a.parent + offset if a.parent >= 0 else -1
        layers.attributions.append(Attribution(a.source, a.cue, a.content, parent, a.score))
    layers.fillers += find_fillers(block, words, network)
    told = find_ties(block, words, [u != "PUNCT" for u in upos], network)
    layers.ties += [replace(t, first=base + t.first, second=base + t.second) for t in told]
    _add_events(layers, base, words, tags, network)
    ranked = rank_antecedents(block, words, sorted({head for _, head in found}), network)
    for head, choices in ranked.items():
        layers.antecedents[base + head] = tuple((base + c if c >= 0 else -1, p) for c, p in choices)


def _trees(block: Block, words: Words, network: Network) -> tuple[NDArray[np.int64], list[str]]:
    """Head (a word of the block, -1 at roots) and relation of every word."""
    dependents, heads = block.outputs["arc_dependent"][words.first], block.outputs["arc_head"][words.first]
    found = np.full(len(words), -1, np.int64)
    real = np.flatnonzero(~words.split)
    sentence = words.sentence[real]
    borders = np.append(np.flatnonzero(np.diff(sentence, prepend=-1)), len(real))
    for a, b in pairwise(borders):
        own = real[a:b]
        d = dependents[own]
        root = np.einsum("nk,nk->n", d, block.root_head[block.owner[words.first[own]]])
        tree = best_tree(d @ heads[own].T, root)
        found[own] = np.where(tree >= 0, own[tree], -1)
    width = block.outputs["rel"].shape[1] // 2
    vectors = block.outputs["rel"][words.first]
    above = np.where((found >= 0)[:, None], vectors[found, width:], block.root_rel[block.owner[words.first], width:])
    logits = relations(vectors[:, :width], above, network.rel)
    deprel = network.inventory.deprel
    logits[:, deprel.index("root")] = -np.inf
    labels = [deprel[k] for k in logits.argmax(axis=1)]
    for i in np.flatnonzero(found < 0):
        labels[i] = "root"
    for i in np.flatnonzero(words.split):
        found[i], labels[i] = (found[i - 1], "advmod") if found[i - 1] >= 0 else (i - 1, "advmod")
    return found, labels


def _add_words(
    layers: Growing,
    text: str,
    words: Words,
    heads: NDArray[np.int64],
    labels: list[str],
    tags: Floats,
    network: Network,
) -> None:
    inventory = network.inventory
    base = len(layers.tokens)
    upos = tags[words.first][:, inventory.columns("upos")].argmax(axis=1)
    xpos = tags[words.first][:, inventory.columns("xpos")].argmax(axis=1)
    for i in range(len(words)):
        start, end = int(words.starts[i]), int(words.ends[i])
        u, x = ("PART", "RB") if words.split[i] else (inventory.upos[upos[i]], inventory.xpos[xpos[i]])
        head = base + int(heads[i]) if heads[i] >= 0 else -1
        layers.tokens.append(Token(start, end, u, x, head, labels[i], lemma(text[start:end], u, x)))
    borders = np.append(np.flatnonzero(np.diff(words.sentence, prepend=-1)), len(words)).tolist()
    for a, b in pairwise(borders):
        layers.sentences.append(Sentence(int(words.starts[a]), int(words.ends[b - 1]), base + a, base + b))


def _add_events(layers: Growing, base: int, words: Words, tags: Floats, network: Network) -> None:
    logits = tags[words.first][:, network.inventory.columns("event")]
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    facts = tags[words.first][:, network.inventory.columns("factuality")][:, 0]
    for i in range(len(words)):
        if words.split[i]:
            continue
        event = float(1 - chances[i, 0])
        if event > 0.5:
            layers.triggers.append(Trigger(base + i, bool(chances[i, 2] > chances[i, 1]), round(event, 4)))
        if layers.tokens[base + i].upos in FACTS:
            layers.factuality.append((base + i, round(float(np.clip(facts[i], -3, 3)), 3)))
