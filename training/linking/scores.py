"""Scores of a grouping against labels: pairs of one and of two, and B-cubed."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Labelled pairs that are one, how many of them were found one, and how many that are two were made one."""

    same: int
    found: int
    different: int
    merged: int

    @property
    def precision(self) -> float:
        """Share of the pairs made one that are one."""
        return self.found / max(1, self.found + self.merged)

    @property
    def recall(self) -> float:
        """Share of the pairs that are one that were made one."""
        return self.found / max(1, self.same)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        told = f"precision {self.precision:.4f}  recall {self.recall:.4f}  F1 {self.f1:.4f}"
        return f"{told}  ({self.found} of {self.same}; {self.merged} of {self.different} wrongly)"


def pairwise(pairs: Iterable[tuple[bool, bool]]) -> Pairwise:
    """Count pairs, each as (is one, was made one)."""
    told = list(pairs)
    same = sum(one for one, _ in told)
    found = sum(one and made for one, made in told)
    return Pairwise(same, found, len(told) - same, sum(made and not one for one, made in told))


def b_cubed(gold: Mapping[_Item, Hashable], made: Mapping[_Item, Hashable]) -> tuple[float, float]:
    """B-cubed precision and recall.

    Args:
        gold, made: the group of each item, by the label and by the machine; the same items in both.

    Source: A. Bagga, B. Baldwin, "Algorithms for Scoring Coreference Chains", LREC Workshop 1998.
    """
    by_gold, by_made = _groups(gold), _groups(made)
    precision = recall = 0.0
    for item in gold:
        true, found = by_gold[gold[item]], by_made[made[item]]
        common = len(true & found)
        precision += common / len(found)
        recall += common / len(true)
    return precision / max(1, len(gold)), recall / max(1, len(gold))


def _groups(of: Mapping[_Item, Hashable]) -> dict[Hashable, set[_Item]]:
    found: dict[Hashable, set[_Item]] = {}
    for item, group in of.items():
        found.setdefault(group, set()).add(item)
    return found
