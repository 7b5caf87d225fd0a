"""Training ties: a large teacher on what careful readers told, then the small network on what both of them tell."""

import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from ..annotation.documents import read_all, read_held
from ..corpora import read_excluded
from ..network import ReaderNetwork, widened
from ..shipped import read_state
from ..train import EXCLUDED, rate
from .answers import kinds, mean, of_readers
from .batches import Batch, Group, batches
from .data import Drawn, annotated, unannotated
from .network import LAYERS, TieHeads, TieNetwork
from .teacher import TeacherNetwork, answers_of

DECAY = 0.01
CODED = 0.3
"""Weight of the loss of a kind of code."""
SCALE = 4.0
"""Weight of the loss of pairs, a word."""
TEACHER_RATES, RATES, LATER_RATES = (7e-5, 8e-4), (3e-4, 1e-3), (2e-4, 5e-4)
"""Learning rates at their highest, of layers and of heads: for the teacher, for a new branch, and for going on."""
TOLD_EVERY = 50
"""Steps after which a training says how far it is."""
BATCH, TEACHER_BATCH = 16, 12
"""Windows side by side."""


def train_teacher(
    encoder: Path, *, data: Path, annotations: Sequence[Path], out: Path, epochs: int = 4, half: bool = False
) -> None:
    """Train a large network on the annotated documents and write its state to `out`.

    Documents of `annotations/held.json` are left out: ties are measured on them, after every pass. A training that was
    interrupted goes on after its last whole pass, kept beside `out`.

    Args:
        encoder: folder of the published encoder. data: folder of the corpora. annotations: folders of claim annotations
        and of pairs. half: whether to compute in bfloat16, several times as fast where the processor can.

    Raises:
        ValueError: if an excluded document is among the annotations, or the encoder has another vocabulary.
    """
    torch.manual_seed(1)
    told, held = read_told(data, annotations)
    teacher = TeacherNetwork(encoder)
    seen, kept = (batches([(d, of_readers(d)) for d in windows], TEACHER_BATCH) for windows in (told, held))
    fit(teacher, seen, kept, epochs=epochs, rates=TEACHER_RATES, seed=1, half=half, part=part_of(out))
    torch.save(teacher.state_dict(), out)


def train_ties(
    model: Path,
    teacher: TeacherNetwork,
    *,
    data: Path,
    annotations: Sequence[Path],
    out: Path,
    initial: Path | None = None,
    layers: int = LAYERS,
    epochs: int = 4,
    unread: int = 1500,
    half: bool = False,
) -> None:
    """Train the branch on what the teacher tells and write its state to `out`.

    Of annotated documents it learns the mean of what the annotators and the teacher tell, of others what the teacher
    tells (Hinton, Vinyals and Dean 2015).

    Args:
        model: folder of the quantised model whose layers the branch stands on. teacher: trained by `train_teacher`.
        initial: state of an earlier branch to go on from, at a lower rate; None starts from the reader's layers.
        layers: of the branch's own.
        unread: number of documents that nobody annotated. Otherwise as `train_teacher`.
    """
    torch.manual_seed(1)
    reader = load_reader(model)
    network = TieNetwork(reader, layers=layers)
    network.start_from_reader()
    if initial is not None:
        network.load_state_dict(torch.load(initial, weights_only=True))
    told, held = read_told(data, annotations)
    known = read_excluded(EXCLUDED) | {one["doc"] for folder in annotations for one in read_all(folder)}
    others = unannotated(data, known, count=unread)
    taught = answers_of(teacher, [*told, *others], half=half)
    windows = [(d, mean(of_readers(d), next(taught))) for d in told] + list(zip(others, taught, strict=True))
    kept = batches([(d, of_readers(d)) for d in held], BATCH)
    rates = RATES if initial is None else LATER_RATES
    fit(network, batches(windows, BATCH), kept, epochs=epochs, rates=rates, seed=1, half=half, part=part_of(out))
    torch.save(network.state_dict(), out)


def read_told(data: Path, annotations: Sequence[Path]) -> tuple[list[Drawn], list[Drawn]]:
    """Windows of the annotated documents, and of those that are kept for measuring.

    Raises:
        ValueError: if an excluded document is among the annotations.
    """
    read, held = annotated(data, *annotations), read_held()
    if seen := read_excluded(EXCLUDED).intersection(doc for doc, _ in read):
        raise ValueError(f"the annotations hold {', '.join(sorted(seen))}, which exclude.txt keeps for measuring")
    told = [w for doc, windows in read if doc not in held for w in windows]
    return told, [w for doc, windows in read if doc in held for w in windows]


def load_reader(model: Path) -> ReaderNetwork:
    """The network of a quantised model folder, for reading only."""
    reader = ReaderNetwork()
    reader.load_state_dict(widened({k: torch.from_numpy(v) for k, v in read_state(model).items()}))
    return reader.eval()


def load_teacher(encoder: Path, state: Path) -> TeacherNetwork:
    """A teacher that `train_teacher` trained; `encoder` is the folder that it was trained from."""
    teacher = TeacherNetwork(encoder)
    teacher.load_state_dict(torch.load(state, weights_only=True))
    return teacher.eval()


def fit(
    network: TieHeads,
    seen: Sequence[Batch],
    kept: Sequence[Batch] = (),
    *,
    epochs: int,
    rates: tuple[float, float] = RATES,
    seed: int,
    half: bool = False,
    part: Path | None = None,
) -> None:
    """Train in place; after every pass the loss and the average precision on `kept` go to standard error.

    Args:
        rates: learning rates of layers and of heads at their highest. half: compute in bfloat16.
        part: file that keeps what is needed to go on after an interruption; it is gone when the training is done.
    """
    heads = {"first", "second", "codes", "bias", "distance"}
    trained = [(name.split(".")[0] in heads, p) for name, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for head, p in trained if head is which], "top": highest}
        for which, highest in zip((False, True), rates, strict=True)
    ]
    optimiser = torch.optim.AdamW(groups, lr=rates[0], weight_decay=DECAY, fused=True)
    first = _go_on(part, network, optimiser)
    step, steps = first * len(seen), epochs * len(seen)
    for epoch in range(first, epochs):
        network.train()
        total = 0.0
        for k in random.Random(f"{seed} {epoch}").sample(range(len(seen)), len(seen)):
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * rate(step / steps, 0.08)
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                loss = tie_loss(network, seen[k])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step, total = step + 1, total + float(loss.detach())
            if step % TOLD_EVERY == 0:
                sys.stderr.write(f"ties, step {step} of {steps}\n")
        network.eval()
        sys.stderr.write(f"ties, pass {epoch + 1} of {epochs}: loss {total / max(1, len(seen)):.4f}")
        sys.stderr.write(f", average precision {average_precision(network, kept):.4f}\n" if kept else "\n")
        if part is not None:
            _keep(part, network, optimiser, epoch + 1)
    if part is not None:
        part.unlink(missing_ok=True)


def part_of(out: Path) -> Path:
    """Where a training that writes `out` keeps its last whole pass."""
    return out.with_name(f"{out.name}.part")


def _go_on(part: Path | None, network: TieHeads, optimiser: torch.optim.Optimizer) -> int:
    """Take up what was kept; gives the number of passes that are done."""
    if part is None or not part.exists():
        return 0
    kept = torch.load(part, weights_only=True)
    network.load_state_dict(kept["network"])
    optimiser.load_state_dict(kept["optimiser"])
    sys.stderr.write(f"ties, going on after pass {kept['passes']}\n")
    return int(kept["passes"])


def _keep(part: Path, network: TieHeads, optimiser: torch.optim.Optimizer, passes: int) -> None:
    """Put a whole pass in place of the one before, never half of it."""
    new = part.with_name(f"{part.name}.new")
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "passes": passes}
    torch.save(state, new)
    new.replace(part)


def tie_loss(network: TieHeads, batch: Batch) -> Tensor:
    """Cross-entropy with the chances of the answers, less what they leave open themselves: none if the two agree."""
    told, codes = network(batch)
    each = [_pairs_loss(scores, group) for scores, group in zip(told, batch.groups, strict=True)]
    loss = SCALE * torch.stack(each).sum() / max(1, batch.words)
    for kind in kinds():
        chances = batch.codes[:, kind]
        own = chances.sum(1) > 0
        if own.any():
            apart = F.kl_div(torch.log_softmax(codes[own][:, kind], -1), chances[own], reduction="batchmean")
            loss = loss + CODED * apart
    return loss


def _pairs_loss(scores: Tensor, group: Group) -> Tensor:
    rows, chances = group.told.T, group.chances
    open_ = -(torch.xlogy(chances, chances) + torch.xlogy(1 - chances, 1 - chances)).sum()
    said = (scores[rows[0], rows[1], rows[2], rows[3]] * chances).sum()
    return (F.softplus(scores) * group.possible).sum() - said - open_


@torch.no_grad()
def average_precision(network: TieHeads, seen: Iterable[Batch]) -> float:
    """Of all pairs by falling score, the mean share of told ones above each told one."""
    scores, told = [], []
    for batch in seen:
        for logits, group in zip(network(batch)[0], batch.groups, strict=True):
            there = torch.zeros_like(logits, dtype=torch.bool)
            there[tuple(group.told[group.chances > 0.5].T)] = True
            possible = group.possible.expand_as(logits)
            scores.append(logits[possible])
            told.append(there[possible])
    order = torch.cat(scores).argsort(descending=True)
    right = torch.cat(told)[order].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return float((precision * right).sum() / right.sum().clamp(min=1))
