"""The settings of a training run, read from a TOML file and checked before anything is loaded."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from .labels import TAGS

CORPORA = ("gum", "ewt", "polnear", "re3d", "wikigold", "uner-ewt", "redocred", "ecbplus", "muc4", "annotations")
HEADS = (*TAGS, "arc", "rel", "span", "attr", "coref")
CASES = ("lower", "upper", "title")


@dataclass(frozen=True, slots=True)
class Run:
    """Length and rates of a run; `minutes` above 0 plans the schedule for that wall time instead of `epochs`."""

    epochs: float = 4.0
    minutes: float = 0.0
    batch: int = 16
    seed: int = 1
    rate_backbone: float = 1.5e-4
    rate_heads: float = 1e-3
    warm_up: float = 0.06
    label_smoothing: float = 0.03
    wrapped: float = 0.08
    checkpoint_minutes: float = 5.0


@dataclass(frozen=True, slots=True)
class Config:
    """Passes over each corpus an epoch, weight of each head's loss, share of changed case, and the run."""

    corpora: Mapping[str, float]
    heads: Mapping[str, float]
    case: Mapping[str, float]
    run: Run


def read_config(path: Path) -> Config:
    """Read a configuration.

    Raises:
        ValueError: for a name that is not known; the message gives the known ones.
    """
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {"corpora": CORPORA, "heads": HEADS, "case": CASES, "run": tuple(f.name for f in fields(Run))}
    for section, names in given.items():
        if section not in known:
            raise ValueError(f"{path.name} has a section [{section}]; known are {', '.join(known)}")
        for name in names:
            if name not in known[section]:
                raise ValueError(f"{path.name}: [{section}] has {name!r}; known are {', '.join(known[section])}")
    if missing := [head for head in HEADS if head not in given.get("heads", {})]:
        raise ValueError(f"{path.name}: [heads] lacks {', '.join(missing)}")
    return Config(given["corpora"], given["heads"], given.get("case", {}), Run(**given.get("run", {})))
