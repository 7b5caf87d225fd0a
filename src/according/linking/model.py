"""The linking model: weights of evidence and how common clues are; versioned, trained by command, never by `add`."""

import json
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from according.errors import LedgerError

from .clues import Frequencies, clue_hash
from .evidence import FEATURES, Evidence
from .person_names import LinkName

MERGE, REVIEW = 0.99, 0.5
"""Probability from which two are merged, and from which the pair is shown to a person."""
ONE_TEXT = 0.999
"""Probability that copies of one text mean one person by one name; what errs is the finding of copies."""
RAREST = 30.0
"""Bits that a name tells at most: nobody's name is known to be rarer."""


@dataclass(frozen=True, slots=True)
class LinkingModel:
    """Weights in the order of `FEATURES`, the bias first; probabilities are those of a logistic regression."""

    version: str
    bias: float
    weights: tuple[float, ...]
    frequencies: Frequencies

    def probability(self, evidence: Evidence) -> float:
        """How probable it is that the two are one person, 0..1."""
        score = self.bias + sum(w * x for w, x in zip(self.weights, evidence.figures(), strict=True))
        told = 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))
        if evidence.copies and evidence.level in ("same", "fuller") and not evidence.age_off:
            return max(told, ONE_TEXT)
        return told

    def name_bits(self, parts: Sequence[str]) -> float:
        """How much a name tells: bits of its words, at most `RAREST`."""
        hashes = np.fromiter((clue_hash(f"w {p}") for p in parts if len(p) > 1), dtype=np.uint32)
        return min(RAREST, float(self.frequencies.bits(hashes).sum())) if len(hashes) else 0.0

    def rarity(self, a: LinkName, b: LinkName) -> float:
        """Bits of the words that two names share."""
        return self.name_bits([p for p in a.parts if p in b.parts])


@cache
def bundled_model() -> LinkingModel:
    """The model that comes with this version.

    Raises:
        LedgerError: if its data files do not belong together.
    """
    folder = files("according.linking") / "data"
    told = json.loads((folder / "people.json").read_text(encoding="utf-8"))
    table = np.frombuffer(zlib.decompress((folder / "clues.bin").read_bytes()), dtype=np.uint8)
    if tuple(told["features"]) != FEATURES:
        raise LedgerError(
            "the linking model was trained for other evidence. Train it again: python -m training.linking"
        )
    return LinkingModel(told["version"], told["bias"], tuple(told["weights"]), Frequencies(table))
