"""The teacher: a published encoder five times as large learns ties from annotators and tells them to the small network.

Any encoder with BERT's uncased vocabulary will do; what ships was taught by `all-mpnet-base-v2` (Song et al. 2020,
further trained by Sentence Transformers; Apache-2.0). Its windows are the small network's, piece by piece.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from according.reading.encoder import BUNDLED

from .answers import NOTHING, Answers, kinds
from .batches import Batch, batch
from .data import Drawn
from .network import TieHeads

WIDTH = 64
"""Length of a word's vector for one predicate."""
MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
"""Names of BERT's marks where a vocabulary has others."""
UNTOLD = 0.004
"""Chance of a pair below which it is taken for none."""
CODED = 0.15
"""Chance of a pair from which the codes of its words are told."""
_AT_ONCE = 16


class TeacherNetwork(TieHeads):
    """A published encoder with heads for ties.

    Args:
        folder: of the encoder, as Transformers keeps it (`config.json`, `model.safetensors`, `vocab.txt`).
    """

    def __init__(self, folder: Path) -> None:
        from transformers import AutoConfig, AutoModel

        config = AutoConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        super().__init__(config.hidden_size, WIDTH)
        self.encoder = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.shapes, self.gaps = nn.Embedding(7, config.hidden_size), nn.Embedding(4, config.hidden_size)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)
        self.register_buffer("numbers", numbers_of(folder / "vocab.txt"))

    def vectors(self, batch: Batch) -> Tensor:
        """[window, piece, hidden] of the encoder's last layer."""
        x = self.encoder.embeddings.word_embeddings(self.numbers[batch.ids])  # type: ignore[index]
        x = x + self.shapes(batch.shapes) + self.gaps(batch.gaps)
        told = self.encoder(inputs_embeds=x, attention_mask=(batch.ids != 0).long()).last_hidden_state
        return F.dropout(told, 0.1, self.training)


def numbers_of(vocabulary: Path) -> Tensor:
    """For each piece of our vocabulary its number in that of the encoder.

    Raises:
        ValueError: if a piece is not in it.
    """
    ours = json.loads((BUNDLED / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    theirs = {line: k for k, line in enumerate(vocabulary.read_text(encoding="utf-8").split("\n"))}
    numbers = np.zeros(max(ours.values()) + 1, np.int64)
    for piece, number in ours.items():
        name = piece if piece in theirs else MARKS.get(piece)
        if name not in theirs:
            raise ValueError(f"{vocabulary} lacks {piece!r}; the teacher must have BERT's uncased vocabulary")
        numbers[number] = theirs[name]
    return torch.from_numpy(numbers)


@torch.no_grad()
def answers_of(teacher: TeacherNetwork, windows: Sequence[Drawn], *, half: bool) -> Iterator[Answers]:
    """What the teacher tells of each window, in order.

    Args:
        half: whether to compute in bfloat16.
    """
    teacher.eval()
    for at in range(0, len(windows), _AT_ONCE):
        own = windows[at : at + _AT_ONCE]
        seen = batch([(d, NOTHING) for d in own])
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            flat = teacher.vectors(seen).flatten(0, 1)
            first, second, codes = teacher.first(flat), teacher.second(flat), teacher.codes(flat).float()
            told = [teacher.pairs(first, second, group) for group in seen.groups]
        yield from _unbatched(seen, [torch.sigmoid(scores) for scores in told], codes, [len(d.ids) for d in own])


def _unbatched(seen: Batch, chances: list[Tensor], codes: Tensor, lengths: list[int]) -> Iterator[Answers]:
    """The answers of a batch, window by window."""
    width = seen.ids.shape[1]
    rows, values = [], []
    for group, scores in zip(seen.groups, chances, strict=True):
        s, p, i, j = ((scores > UNTOLD) & group.possible).nonzero().T
        rows.append(torch.stack([p, group.places[s, i], group.places[s, j]], 1))
        values.append(scores[s, p, i, j])
    told, chance = torch.cat(rows), torch.cat(values)
    coded = told[chance > CODED][:, 1:].flatten().unique()
    for k, length in enumerate(lengths):
        start = k * width + 1
        own = (told[:, 1] >= start) & (told[:, 1] < start + length)
        places = coded[(coded >= start) & (coded < start + length)]
        spread = torch.cat([torch.softmax(codes[places][:, kind], -1) for kind in kinds()], 1)
        pairs = told[own] - torch.tensor([0, start, start])
        yield Answers(pairs.numpy(), chance[own].numpy(), (places - start).numpy(), spread.numpy())
