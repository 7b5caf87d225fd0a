"""Training the branch of ties: first on the claims of the rules in many documents, then on those of careful readers."""

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from ..annotation.documents import read_held
from ..corpora import read_excluded
from ..labels import CODES, TIES
from ..network import ReaderNetwork, widened
from ..shipped import read_state
from ..train import EXCLUDED, rate
from .batches import Batch, answers, batches
from .data import OUTSIDE, annotated, unannotated
from .network import TieNetwork
from .rivals import fit_rivals

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


def train_ties(
    model: Path,
    *,
    data: Path,
    annotations: Sequence[Path],
    out: Path,
    epochs: int = 8,
    releases: int = RELEASES,
    seeds: int = 1,
    start: Path | None = None,
) -> None:
    """Train the branch and write its state to `out`: the mean of trainings that differ in their seed alone.

    Documents of `annotations/held.json` are left out: ties are measured on them, and only the four weights of rivals
    are fitted there.

    Args:
        model: folder of the quantised model whose layers the branch stands on. data: folder of the corpora.
        annotations: folders of claim annotations and of pairs. releases: how many the rules read for the first stage.
        out: the state, for `export --ties`. seeds: number of trainings on the annotated documents. start: a state to go
            on from; None begins with the claims of the rules.

    Raises:
        ValueError: if an excluded document is among the annotations.
    """
    torch.manual_seed(1)
    excluded = read_excluded(EXCLUDED)
    reader = load_reader(model)
    network = TieNetwork()
    network.start_from(reader)
    held = read_held()
    everything = annotated(data, *annotations)
    told, of_held = ([one for one in everything if (one[0] in held) is kept] for kept in (False, True))
    if seen := excluded.intersection(doc for doc, _ in told):
        raise ValueError(f"the annotations hold {', '.join(sorted(seen))}, which exclude.txt keeps for measuring")
    if start is not None:
        network.load_state_dict({k: v for k, v in torch.load(start, weights_only=True).items() if k != "rivals"})
    else:
        known = excluded | held | {doc for doc, _ in told}
        silver = [w for windows in unannotated(data, known, releases=releases) for w in windows]
        random.Random(3).shuffle(silver)
        fit(network, batches(reader, silver[:WINDOWS]), epochs=1, silent=SILENT, seed=1)
    first = {name: value.clone() for name, value in network.state_dict().items()}
    own, states = batches(reader, [w for _, windows in told for w in windows]), []
    for seed in range(1, seeds + 1):
        torch.manual_seed(seed)
        network.load_state_dict(first)
        fit(network, own, epochs=epochs, silent=1.0, seed=seed)
        states.append({name: value.clone() for name, value in network.state_dict().items()})
    mean = {name: torch.stack([s[name] for s in states]).mean(0) for name in first}
    network.load_state_dict(mean)
    unseen = batches(reader, [w for _, windows in of_held for w in windows])
    torch.save(mean | {"rivals": fit_rivals(network, unseen)}, out)


def load_reader(model: Path) -> ReaderNetwork:
    """The network of a quantised model folder, for reading only."""
    reader = ReaderNetwork()
    reader.load_state_dict(widened({k: torch.from_numpy(v) for k, v in read_state(model).items()}))
    return reader.eval()


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
