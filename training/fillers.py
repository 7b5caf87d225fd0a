"""Role fillers on an encoder that stays as it is: only their columns are trained, so no other layer reads differently.

The vectors of MUC-4's pieces are computed once and kept; after that an epoch takes seconds.
"""

import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from according.reading.encoder.mentions import LONGEST
from according.reading.encoder.pieces import load_tokenizer

from .corpora import mark, muc4, read_excluded
from .labels import FILLERS, INCIDENTS, TYPES
from .losses import SPAN_SCALE
from .network import ReaderNetwork, widened
from .shipped import read_state
from .train import EXCLUDED, backbone, rate
from .windows import IGNORE, Window, draw, packed, windows

BATCH = 16
RATE = 2e-3
DECAY = 0.05
DROPOUT = 0.15
INCIDENT = 0.2
"""Weight of the incident type's loss."""
FIRST = len(TYPES) - len(FILLERS)
"""Role fillers are the last types."""
Seen = tuple[Tensor, dict[str, Any]]
"""Vectors of a batch of windows, and the batch."""


class Columns(nn.Module):
    """The columns of the span and tag heads that belong to role fillers; they start from those of the network."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.width = network.size.span
        self.weight = nn.Parameter(self._own(network.spans.weight).clone())
        self.bias = nn.Parameter(self._own(network.spans.bias).clone())
        self.span_bias = nn.Parameter(torch.full((len(FILLERS),), -4.0))
        self.incident = nn.Linear(network.size.hidden, len(INCIDENTS))

    def _own(self, whole: Tensor) -> Tensor:
        return whole.detach().view(2, len(TYPES), self.width, *whole.shape[1:])[:, FIRST:]

    def forward(self, h: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, role, first, last] logits of fillers, and [batch, piece, type] of incidents."""
        sides = zip(self.weight, self.bias, strict=True)
        start, end = (torch.einsum("bnh,rdh->brnd", h, w) + b[:, None] for w, b in sides)
        scores = start @ end.transpose(-1, -2) / math.sqrt(self.width) * 2 + self.span_bias[None, :, None, None]
        return scores, self.incident(h)

    @torch.no_grad()
    def put_back(self, network: ReaderNetwork) -> None:
        """Write the columns into the network."""
        self._own(network.spans.weight).copy_(self.weight)
        self._own(network.spans.bias).copy_(self.bias)
        network.span_bias[FIRST:] = self.span_bias
        network.tags.weight[-len(INCIDENTS) :] = self.incident.weight
        network.tags.bias[-len(INCIDENTS) :] = self.incident.bias


def train_fillers(model: Path, *, data: Path, out: Path, epochs: int = 14, seed: int = 1) -> None:
    """Train the columns on MUC-4 and write a checkpoint for `export`.

    Args:
        model: folder of a quantised model. data: folder of the corpora. out: the checkpoint.
    """
    torch.manual_seed(seed)
    network = ReaderNetwork()
    network.load_state_dict(widened({k: torch.from_numpy(v) for k, v in read_state(model).items()}))
    network.eval()
    seen = look(network, _windows(data, seed))
    columns = Columns(network)
    optimiser = torch.optim.AdamW(columns.parameters(), lr=RATE, weight_decay=DECAY)
    step, steps = 0, epochs * len(seen)
    for epoch in range(epochs):
        total = 0.0
        for k in random.Random(f"{seed} {epoch}").sample(range(len(seen)), len(seen)):
            for group in optimiser.param_groups:
                group["lr"] = RATE * rate(step / steps, 0.1)
            loss = filler_loss(columns, *seen[k])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step, total = step + 1, total + float(loss.detach())
        sys.stderr.write(f"epoch {epoch + 1}: loss {total / len(seen):.3f}\n")
    columns.put_back(network)
    torch.save({"model": network.state_dict()}, out)


def _windows(data: Path, seed: int) -> list[Window]:
    excluded = read_excluded(EXCLUDED)
    tokenizer, chance = load_tokenizer(backbone() / "tokenizer.json"), random.Random(seed)
    found: list[Window] = []
    for example in muc4(data):
        drawn = draw(example, tokenizer) if mark(example.doc) not in excluded else None
        found += windows(drawn, chance) if drawn is not None else []
    return sorted(found, key=lambda w: w[2] - w[1])


def look(network: ReaderNetwork, found: Sequence[Window]) -> list[Seen]:
    """The encoder's vectors of all windows, batch by batch (half precision: 600 MB for MUC-4)."""
    seen = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(found), BATCH):
            batch = packed(list(found[at : at + BATCH]))
            ids, shapes, gaps = (torch.from_numpy(batch[k]) for k in ("ids", "shapes", "gaps"))
            seen.append((network.encoder(ids, shapes, gaps).to(torch.bfloat16), batch))
    return seen


def filler_loss(columns: Columns, vectors: Tensor, batch: dict[str, Any]) -> Tensor:
    """Every stretch of up to `LONGEST` pieces is a filler of each role or not; incident types at the fillers."""
    h = F.dropout(vectors.float(), DROPOUT, columns.training)
    scores, kinds = columns(h)
    target = torch.zeros_like(scores)
    own = torch.from_numpy(batch["mentions"])
    own = own[own[:, 1] >= FIRST]
    target[own[:, 0], own[:, 1] - FIRST, own[:, 2], own[:, 3]] = 1
    place = torch.arange(h.shape[1])
    length = place[None] - place[:, None]
    real = torch.from_numpy(batch["ids"]) != 0
    mask = ((length >= 0) & (length < LONGEST))[None, None] & real[:, None, :, None] & real[:, None, None, :]
    loss = (F.binary_cross_entropy_with_logits(scores, target, reduction="none") * mask).sum() / real.sum() * SPAN_SCALE
    incident = torch.from_numpy(batch["incident"])
    known = incident != IGNORE
    if known.any():
        loss = loss + INCIDENT * F.cross_entropy(kinds[known], incident[known])
    return loss
