"""From pair scores to ties: rivals take away from them."""

import math
from dataclasses import replace

import numpy as np
import pytest

from according.model import Tie
from according.reading.encoder.distances import STEPS
from according.reading.encoder.network import Inventory, Network
from according.reading.encoder.ties import find_ties

from .hand_built import block, network, words_of

TEXT = "Lantana and Venn shot Odry"
TREE = (np.asarray([3, 2, 0, -1, 3]), ["nsubj", "cc", "conj", "root", "obj"])
RIVALS = np.asarray([1, 0, -2, -2], np.float32)


def with_ties(**weights: np.ndarray) -> Network:
    """The hand-made network, with one predicate."""
    inventory = network().inventory
    codes = (("offence", ("homicide",)), ("incident", ("shooting",)), ("stage", ("stated",)))
    named = Inventory((), (), (), inventory.types, inventory.roles, inventory.tags, (), ("perpetrator_of",), codes)
    given = {"tie_bias": np.zeros(1, np.float32), "tie_distance": np.zeros((1, STEPS), np.float32)} | weights
    return replace(network(), inventory=named, **given)


def tell(scores: dict[tuple[int, int], float], model: Network) -> dict[tuple[int, int], Tie]:
    """The ties of the text where the given pairs score as told and all others -8."""
    first = np.full((5, 5), -8, np.float32)
    for (i, j), score in scores.items():
        first[i, j] = score
    outputs = {"tie_first": first * math.sqrt(5) / 2, "tie_second": np.eye(5, dtype=np.float32)}
    found = find_ties(block(5, tie_codes=np.zeros((5, 3)), **outputs), words_of(TEXT), [True] * 5, TREE, model)
    return {(t.first, t.second): t for t in found}


def test_a_pair_has_its_score_and_codes() -> None:
    """As likely as its score says."""
    found = tell({(0, 3): 2.0}, with_ties())
    assert list(found) == [(0, 3)]
    assert found[0, 3].score == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)


def test_a_rival_takes_away_but_not_one_of_the_same_list() -> None:
    """Lantana and Venn do not lower each other; Odry, claimed for the same deed, does, and is lowered more."""
    given = {(0, 3): 2.0, (2, 3): 2.0, (4, 3): 0.5}
    alone = tell({(0, 3): 2.0, (2, 3): 2.0}, with_ties(tie_rivals=RIVALS))
    both = tell(given, with_ties(tie_rivals=RIVALS))
    assert alone[0, 3].score == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-3)
    assert both[0, 3].score == both[2, 3].score < alone[0, 3].score
    assert (4, 3) not in both
    assert (4, 3) in tell(given, with_ties())
