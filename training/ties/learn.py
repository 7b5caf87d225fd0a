"""Training the branch of ties: first on the claims of the rules in many documents, then on those of careful readers."""

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from according.reading.encoder.pieces import CLS, SEP

from ..annotation.documents import read_held
from ..corpora import read_excluded
from ..labels import CODES, TIES
from ..network import ReaderNetwork, widened
from ..shipped import read_state
from ..train import EXCLUDED, rate
from .data import OUTSIDE, Drawn, annotated, unannotated
from .network import TieNetwork, shared_vectors

BATCH = 8
DECAY = 0.02
SILENT = 0.15
"""Weight of a pair that the rules do not tell: they miss about half of what is there."""
CODED = 0.3
"""Weight of the loss of codes."""
SCALE = 4.0
"""Weight of the loss of pairs, a word."""
LAYER_RATE, HEAD_RATE = 2e-4, 1e-3
RELEASES = 1500
"""Releases that the rules read for the first stage."""
WINDOWS = 5600
"""Windows of the first stage at most."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: vectors of the shared layers, which pieces are real, and the answers.

    `told` rows are (window, predicate, first, second), `codes` rows (window, piece, column).
    """

    vectors: Tensor
    real: Tensor
    sentence: Tensor
    told: Tensor
    codes: Tensor


def train_ties(
    model: Path,
    *,
    data: Path,
    annotations: Sequence[Path],
    out: Path,
    epochs: int = 8,
    releases: int = RELEASES,
    seeds: int = 1,
) -> None:
    """Train the branch and write its state to `out`: the mean of trainings that differ in their seed alone.

    Documents of `annotations/held.json` are left out: ties are measured on them.

    Args:
        model: folder of the quantised model whose layers the branch stands on. data: folder of the corpora.
        annotations: folders of claim annotations and of pairs. releases: how many the rules read for the first stage.
        out: the state, for `export --ties`. seeds: number of trainings on the annotated documents.

    Raises:
        ValueError: if an excluded document is among the annotations.
    """
    torch.manual_seed(1)
    excluded = read_excluded(EXCLUDED)
    reader = load_reader(model)
    network = TieNetwork()
    network.start_from(reader)
    held = read_held()
    told = [(doc, windows) for doc, windows in annotated(data, *annotations) if doc not in held]
    if seen := excluded.intersection(doc for doc, _ in told):
        raise ValueError(f"the annotations hold {', '.join(sorted(seen))}, which exclude.txt keeps for measuring")
    known = excluded | held | {doc for doc, _ in told}
    silver = [w for windows in unannotated(data, known, releases=releases) for w in windows]
    random.Random(3).shuffle(silver)
    fit(network, batches(reader, silver[:WINDOWS]), epochs=1, silent=SILENT, seed=1)
    start = {name: value.clone() for name, value in network.state_dict().items()}
    own, states = batches(reader, [w for _, windows in told for w in windows]), []
    for seed in range(1, seeds + 1):
        torch.manual_seed(seed)
        network.load_state_dict(start)
        fit(network, own, epochs=epochs, silent=1.0, seed=seed)
        states.append({name: value.clone() for name, value in network.state_dict().items()})
    torch.save({name: torch.stack([s[name] for s in states]).mean(0) for name in start}, out)


def load_reader(model: Path) -> ReaderNetwork:
    """The network of a quantised model folder, for reading only."""
    reader = ReaderNetwork()
    reader.load_state_dict(widened({k: torch.from_numpy(v) for k, v in read_state(model).items()}))
    return reader.eval()


def batches(reader: ReaderNetwork, drawn: Sequence[Drawn]) -> list[Batch]:
    """Windows of like length together, with their vectors (half precision, 0.2 MB a window)."""
    order = sorted(drawn, key=lambda d: len(d.ids))
    return [_batch(reader, order[at : at + BATCH]) for at in range(0, len(order), BATCH)]


def _batch(reader: ReaderNetwork, drawn: Sequence[Drawn]) -> Batch:
    """One batch; the pieces of a window stand between its two marks."""
    size, count = max(len(d.ids) for d in drawn) + 2, len(drawn)
    given = {
        "ids": np.zeros((count, size), np.int64),
        "shapes": np.full((count, size), 5),
        "gaps": np.zeros((count, size), np.int64),
    }
    sentence = np.full((count, size), OUTSIDE, np.int64)
    for k, d in enumerate(drawn):
        n = len(d.ids)
        given["ids"][k, 0], given["ids"][k, n + 1] = CLS, SEP
        for name, values in given.items():
            values[k, 1 : n + 1] = getattr(d, name)
        sentence[k, 1 : n + 1] = d.sentence
    ids, shapes, gaps = (torch.from_numpy(given[name]) for name in ("ids", "shapes", "gaps"))
    vectors = shared_vectors(reader, ids, shapes, gaps).half()
    return Batch(
        vectors,
        ids != 0,
        torch.from_numpy(sentence),
        torch.from_numpy(_rows([d.told + np.asarray([0, 1, 1]) for d in drawn], 3)),
        torch.from_numpy(_rows([d.codes + np.asarray([1, 0]) for d in drawn], 2)),
    )


def _rows(given: Sequence[NDArray[np.int64]], width: int) -> NDArray[np.int64]:
    """Rows of all windows, each behind the number of its window."""
    numbered = [np.concatenate([np.full((len(rows), 1), k), rows], axis=1) for k, rows in enumerate(given)]
    return np.concatenate(numbered).reshape(-1, width + 1).astype(np.int64)


def fit(network: TieNetwork, seen: Sequence[Batch], *, epochs: int, silent: float, seed: int) -> None:
    """Train in place.

    Args:
        seen: of all documents. silent: weight of a pair that nobody tells, 0..1.
    """
    heads = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": list(network.layers.parameters()), "top": LAYER_RATE}, {"params": heads, "top": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, lr=LAYER_RATE, weight_decay=DECAY)
    step, steps = 0, epochs * len(seen)
    network.train()
    for epoch in range(epochs):
        total = 0.0
        for k in random.Random(f"{seed} {epoch}").sample(range(len(seen)), len(seen)):
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * rate(step / steps, 0.1)
            loss = tie_loss(network, seen[k], silent=silent)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step, total = step + 1, total + float(loss.detach())
        sys.stderr.write(f"ties, epoch {epoch + 1} of {epochs}: loss {total / max(1, len(seen)):.4f}\n")
    network.eval()


def tie_loss(network: TieNetwork, batch: Batch, *, silent: float) -> Tensor:
    """Every pair of words of a sentence is a tie of each predicate or not; codes at the words of ties."""
    pairs, target = answers(batch)
    scores, codes = network(batch.vectors.float(), batch.real, pairs)
    each = F.binary_cross_entropy_with_logits(scores, target, reduction="none") * (target + (1 - target) * silent)
    loss = SCALE * each.sum() / (batch.sentence != OUTSIDE).sum().clamp(min=1)
    at = 0
    for values in CODES.values():
        own = batch.codes[(batch.codes[:, 2] >= at) & (batch.codes[:, 2] < at + len(values))]
        if len(own):
            logits = codes[own[:, 0], own[:, 1], at : at + len(values)]
            loss = loss + CODED * F.cross_entropy(logits, own[:, 2] - at)
        at += len(values)
    return loss


def answers(batch: Batch) -> tuple[Tensor, Tensor]:
    """Pairs of different words of one sentence [pair, 3], and of which predicates each is a tie [pair, predicate]."""
    s = batch.sentence
    same = (s[:, :, None] == s[:, None, :]) & (s != OUTSIDE)[:, :, None] & ~torch.eye(s.shape[1], dtype=torch.bool)
    pairs = same.nonzero()
    number = torch.zeros(same.shape, dtype=torch.long)
    number[tuple(pairs.T)] = torch.arange(len(pairs))
    windows, predicates, first, second = batch.told.T
    target = torch.zeros(len(pairs), len(TIES))
    target[number[windows, first, second], predicates] = 1
    return pairs, target


@torch.no_grad()
def counted(network: TieNetwork, seen: Sequence[Batch], *, least: float = 0.5) -> Mapping[str, tuple[int, int, int]]:
    """For each predicate how many ties were told rightly, how many were told, how many there are."""
    right, said, there = (torch.zeros(len(TIES), dtype=torch.long) for _ in range(3))
    for batch in seen:
        pairs, target = answers(batch)
        scores, _ = network(batch.vectors.float(), batch.real, pairs)
        told = torch.sigmoid(scores) > least
        right += (told & (target > 0)).sum(0)
        said += told.sum(0)
        there += (target > 0).sum(0)
    return {name: (int(right[k]), int(said[k]), int(there[k])) for k, name in enumerate(TIES)}
