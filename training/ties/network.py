"""Networks that tell ties: the small one that ships, on top of the reader, and the heads it shares with its teacher.

A tie is scored like an attribution in `training.network`: a vector for the first word, one for the second, their
product, and a weight for the distance.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from according.reading.encoder.distances import STEPS, step

from ..labels import TIES
from ..network import Layer, ReaderNetwork
from .answers import COLUMNS
from .batches import Batch, Group

LAYERS = 2
"""Layers of the branch that ships."""
WIDTH = 32
"""Length of a word's vector for one predicate."""


class TieHeads(nn.Module):
    """Ties and codes from one vector a piece.

    Args:
        hidden: length of that vector. width: length of a word's vector for one predicate.
    """

    def __init__(self, hidden: int, width: int) -> None:
        super().__init__()
        self.width = width
        self.first = nn.Linear(hidden, width * len(TIES))
        self.second = nn.Linear(hidden, width * len(TIES))
        self.codes = nn.Linear(hidden, COLUMNS)
        self.bias = nn.Parameter(torch.full((len(TIES),), -5.0))
        self.distance = nn.Parameter(torch.zeros(len(TIES), STEPS))

    def vectors(self, batch: Batch) -> Tensor:
        """[window, piece, hidden]: what the layers below make of a batch."""
        raise NotImplementedError

    def forward(self, batch: Batch) -> tuple[list[Tensor], Tensor]:
        """Logits of ties [sentence, predicate, first, second word] for each group, and of codes [place, column]."""
        x = self.vectors(batch).flatten(0, 1)
        first, second = self.first(x), self.second(x)
        codes: Tensor = self.codes(x[batch.code_places])
        return [self.pairs(first, second, group) for group in batch.groups], codes.float()

    def pairs(self, first: Tensor, second: Tensor, group: Group) -> Tensor:
        """Logits [sentence, predicate, first word, second word] from the vectors of all pieces of the batch."""
        s, w = group.places.shape
        a, b = (x[group.places].view(s, w, len(TIES), self.width).transpose(1, 2) for x in (first, second))
        scores = (a @ b.transpose(-1, -2)).float() * (2 / math.sqrt(self.width))
        apart = torch.from_numpy(step((group.places[:, :, None] - group.places[:, None, :]).numpy()))
        return scores + self.bias[:, None, None] + F.embedding(apart, self.distance.T).permute(0, 3, 1, 2)


class TieNetwork(TieHeads):
    """The branch that ships: layers of its own above the reader's lower ones, which stay as they are.

    The reader's own layers stay, so that nothing else it reads can change.

    Args:
        reader: whose lower layers the branch stands on; they are no part of its state. layers: of its own; it stands on
        as many of the reader's as are left, on the embeddings alone if it has as many.
    """

    def __init__(self, reader: ReaderNetwork, *, layers: int = LAYERS, dropout: float = 0.0) -> None:
        super().__init__(reader.size.hidden, WIDTH)
        self.layers = nn.ModuleList(Layer(reader.size, dropout) for _ in range(layers))
        self.shared = reader.size.layers - layers
        self._below = [reader]

    @torch.no_grad()
    def start_from_reader(self) -> None:
        """Take the reader's layers above the shared ones."""
        for own, given in zip(self.layers, self._below[0].encoder.layers[self.shared :], strict=True):
            own.load_state_dict(given.state_dict())

    def vectors(self, batch: Batch) -> Tensor:
        """The shared layers, then the branch's own."""
        x = shared_vectors(self._below[0], self.shared, batch)
        for layer in self.layers:
            x = layer(x, (batch.ids != 0)[:, None, None, :])
        return F.dropout(x, 0.1, self.training)


@torch.no_grad()
def shared_vectors(reader: ReaderNetwork, layers: int, batch: Batch) -> Tensor:
    """[window, piece, hidden]: what the embeddings and the lowest layers make of a batch."""
    encoder = reader.encoder
    x = encoder.words(batch.ids) + encoder.positions.weight[: batch.ids.shape[1]] + encoder.kind
    x = encoder.norm(x + encoder.shapes(batch.shapes) + encoder.gaps(batch.gaps))
    for layer in encoder.layers[:layers]:
        x = layer(x, (batch.ids != 0)[:, None, None, :])
    return x
