"""The network: a MiniLM encoder with two more embeddings, and one projection for every question.

Heads that compare two places of the text (arcs, spans, attributions, antecedents) give a vector for each place, and the
score is their dot product, so that the runtime computes it only for the pairs that matter.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from according.reading.encoder.distances import STEPS, middles, step

from .labels import DEPREL, NAMES, ROLES, TAGS, TYPES

PER_PIECE = 0.03
"""What a piece of distance costs a pair score before training; tuned over 0 to 0.08 on a network without distances."""


@dataclass(frozen=True, slots=True)
class Size:
    """Widths of the network. The defaults are those of the backbone; tests use smaller ones."""

    hidden: int = 384
    layers: int = 6
    heads: int = 12
    feed: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    arc: int = 192
    rel: int = 48
    span: int = 24
    attr: int = 64
    coref: int = 128


class Layer(nn.Module):
    """One transformer layer in BERT's order (norm after the residual)."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.qkv = nn.Linear(size.hidden, 3 * size.hidden)
        self.out = nn.Linear(size.hidden, size.hidden)
        self.norm1 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.up = nn.Linear(size.hidden, size.feed)
        self.down = nn.Linear(size.feed, size.hidden)
        self.norm2 = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """[batch, pieces, hidden] to the same; `mask` is true where a piece may be looked at."""
        b, n, width = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, width))
        x = self.norm1(x + F.dropout(a, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, self.dropout, self.training))


class Encoder(nn.Module):
    """MiniLM-L6-H384 with shape and gap embeddings that start at zero."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.hidden, padding_idx=0)
        self.positions = nn.Embedding(size.positions, size.hidden)
        self.kind = nn.Parameter(torch.zeros(size.hidden))
        self.shapes = nn.Embedding(7, size.hidden)
        self.gaps = nn.Embedding(4, size.hidden)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor) -> Tensor:
        """[batch, pieces] thrice to [batch, pieces, hidden]; id 0 is padding."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kind + self.shapes(shapes) + self.gaps(gaps)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = (ids != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    @torch.no_grad()
    def load_backbone(self, path: Path) -> None:
        """Take the weights of the published backbone (safetensors, with BERT's names)."""
        given = load_file(str(path))
        self.words.weight.copy_(given["embeddings.word_embeddings.weight"])
        self.positions.weight.copy_(given["embeddings.position_embeddings.weight"])
        self.kind.copy_(given["embeddings.token_type_embeddings.weight"][0])
        self.norm.weight.copy_(given["embeddings.LayerNorm.weight"])
        self.norm.bias.copy_(given["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                qkv = [given[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                layer.qkv.get_parameter(part).copy_(torch.cat(qkv))
                layer.out.get_parameter(part).copy_(given[f"{p}attention.output.dense.{part}"])
                layer.norm1.get_parameter(part).copy_(given[f"{p}attention.output.LayerNorm.{part}"])
                layer.up.get_parameter(part).copy_(given[f"{p}intermediate.dense.{part}"])
                layer.down.get_parameter(part).copy_(given[f"{p}output.dense.{part}"])
                layer.norm2.get_parameter(part).copy_(given[f"{p}output.LayerNorm.{part}"])


class ReaderNetwork(nn.Module):
    """Encoder and heads; `forward` gives one block of vectors a head."""

    def __init__(self, size: Size | None = None, *, dropout: float = 0.1) -> None:
        super().__init__()
        size = size or Size()
        self.size = size
        self.encoder = Encoder(size, dropout)
        self.tags = nn.Linear(size.hidden, sum(TAGS.values()))
        self.arc_in = nn.Linear(size.hidden, 2 * size.arc)
        self.arc_mix = nn.Linear(size.arc, size.arc)
        self.rel_in = nn.Linear(size.hidden, 2 * size.rel)
        self.rel = nn.Parameter(torch.randn(len(DEPREL), size.rel + 1, size.rel + 1) * 0.05)
        self.spans = nn.Linear(size.hidden, 2 * size.span * len(TYPES))
        self.span_bias = nn.Parameter(torch.full((len(TYPES),), -4.0))
        self.attr = nn.Linear(size.hidden, 2 * size.attr * len(ROLES))
        self.attr_bias = nn.Parameter(torch.full((len(ROLES),), -4.0))
        self.attr_distance = nn.Parameter(_distance_cost().repeat(len(ROLES), 1))
        self.coref = nn.Linear(size.hidden, 2 * size.coref)
        self.coref_distance = nn.Parameter(torch.zeros(STEPS))

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor) -> tuple[Tensor, ...]:
        """Tags, arc dependents, arc heads, relations, spans, attributions, antecedents: [batch, pieces, width]."""
        h = F.dropout(self.encoder(ids, shapes, gaps), 0.15, self.training)
        width = self.size.arc
        arc = F.gelu(self.arc_in(h))
        dependents = self.arc_mix(arc[..., :width]) / math.sqrt(width) * 4
        rel = F.gelu(self.rel_in(h))
        return self.tags(h), dependents, arc[..., width:], rel, self.spans(h), self.attr(h), self.coref(h)


def _distance_cost() -> Tensor:
    return -PER_PIECE * torch.from_numpy(middles()).float()


def by_distance(table: Tensor, n: int) -> Tensor:
    """[..., n, n] entries of a table [..., STEPS] for every pair of n places: row minus column."""
    places = np.arange(n)
    return table[..., torch.from_numpy(step(places[:, None] - places[None, :]))]


def span_scores(spans: Tensor, bias: Tensor) -> Tensor:
    """[batch, type, start, end] logits of typed mentions from start piece to end piece, both inclusive."""
    b, n, width = spans.shape
    each = width // 2 // len(bias)
    s, e = spans.view(b, n, 2, len(bias), each).permute(2, 0, 3, 1, 4)
    return s @ e.transpose(-1, -2) / math.sqrt(each) * 2 + bias[None, :, None, None]


def attribution_scores(attr: Tensor, bias: Tensor, distance: Tensor) -> Tensor:
    """[batch, role, piece, anchor] logits: the piece plays the role in the attribution that starts at the anchor."""
    b, n, width = attr.shape
    each = width // 2 // len(bias)
    p, a = attr.view(b, n, 2, len(bias), each).permute(2, 0, 3, 1, 4)
    return p @ a.transpose(-1, -2) / math.sqrt(each) * 2 + bias[None, :, None, None] + by_distance(distance, n)


def antecedent_scores(coref: Tensor, distance: Tensor) -> Tensor:
    """[batch, mention, antecedent] scores; having no antecedent scores 0."""
    each = coref.shape[-1] // 2
    scores = coref[..., :each] @ coref[..., each:].transpose(-1, -2) / math.sqrt(each) * 2
    return scores + by_distance(distance, coref.shape[1])


RESEMBLED = {
    **{name: name.removeprefix("name:") for name in NAMES},
    "role:perp_ind": "person",
    "role:perp_org": "group",
    "role:target": "place",
    "role:victim": "person",
    "role:weapon": "weapon",
}
"""The type whose weights a new one starts from."""


def widened(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The state of an older network, with what it lacks: weights of distances, columns of new types and tags.

    A new type starts as a copy of one that it resembles, a new tag from zero.
    """
    state = {"attr_distance": _distance_cost().repeat(len(ROLES), 1), "coref_distance": torch.zeros(STEPS), **state}
    out = dict(state)
    lacking = sum(TAGS.values()) - len(state["tags.bias"])
    for part in ("weight", "bias"):
        old = state[f"tags.{part}"]
        out[f"tags.{part}"] = torch.cat([old, old.new_zeros(lacking, *old.shape[1:])])
    types = len(state["span_bias"])
    if types == len(TYPES):
        return out
    order = [*range(types), *(TYPES.index(RESEMBLED[t]) for t in TYPES[types:])]
    out["span_bias"] = state["span_bias"][order]
    for part in ("weight", "bias"):
        old = state[f"spans.{part}"]
        each = old.shape[0] // 2 // types
        out[f"spans.{part}"] = old.view(2, types, each, -1)[:, order].reshape(2 * len(TYPES) * each, *old.shape[1:])
    return out
