"""The branch of the network that tells ties: two layers of its own above the reader's lower ones, and pair scores.

The reader's own layers stay as they are, so that nothing else it reads can change. A tie is scored like an attribution
in `training.network`: a vector for the first word, one for the second, their product, and a weight for the distance.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from according.reading.encoder.distances import STEPS, step

from ..labels import CODES, TIES
from ..network import Layer, ReaderNetwork, Size

SHARED = 4
"""Layers of the encoder that the branch stands on."""
WIDTH = 32
"""Length of a word's vector for one predicate."""


class TieNetwork(nn.Module):
    """From the vectors of the shared layers to ties; the layers start as copies of the reader's upper ones."""

    def __init__(self, size: Size | None = None, *, layers: int = 2, dropout: float = 0.1) -> None:
        super().__init__()
        size = size or Size()
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(layers))
        self.first = nn.Linear(size.hidden, WIDTH * len(TIES))
        self.second = nn.Linear(size.hidden, WIDTH * len(TIES))
        self.codes = nn.Linear(size.hidden, sum(map(len, CODES.values())))
        self.bias = nn.Parameter(torch.full((len(TIES),), -5.0))
        self.distance = nn.Parameter(torch.zeros(len(TIES), STEPS))

    @torch.no_grad()
    def start_from(self, reader: ReaderNetwork) -> None:
        """Take the reader's layers above the shared ones."""
        for own, given in zip(self.layers, reader.encoder.layers[SHARED:], strict=True):
            own.load_state_dict(given.state_dict())

    def forward(self, x: Tensor, real: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of ties [pair, predicate], and of codes [batch, piece, code].

        Args:
            x: [batch, pieces, hidden], the vectors of the shared layers. real: [batch, pieces], false at padding.
            pairs: [pair, 3], the window, first and second piece of the pairs that are asked for.
        """
        for layer in self.layers:
            x = layer(x, real[:, None, None, :])
        h = F.dropout(x, 0.2, self.training)
        b, n, _ = h.shape
        first, second = (head(h).view(b, n, len(TIES), WIDTH).transpose(1, 2) for head in (self.first, self.second))
        scores = first @ second.transpose(-1, -2) * (2 / math.sqrt(WIDTH))
        windows, i, j = pairs.T
        apart = torch.from_numpy(step((i - j).numpy()))
        return scores[windows, :, i, j] + self.bias + F.embedding(apart, self.distance.T), self.codes(h)


@torch.no_grad()
def shared_vectors(reader: ReaderNetwork, ids: Tensor, shapes: Tensor, gaps: Tensor) -> Tensor:
    """[batch, pieces] thrice to [batch, pieces, hidden]: what the shared layers make of them."""
    encoder = reader.encoder
    x = encoder.words(ids) + encoder.positions.weight[: ids.shape[1]] + encoder.kind
    x = encoder.norm(x + encoder.shapes(shapes) + encoder.gaps(gaps))
    for layer in encoder.layers[:SHARED]:
        x = layer(x, (ids != 0)[:, None, None, :])
    return x
