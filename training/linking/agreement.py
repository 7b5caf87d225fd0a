"""How far two readers agree about what belongs together: second labels of a random part, made without seeing the first.

Kept are the second reader's own labels; what was ruled afterwards stands in the first.
"""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parents[1] / "annotations" / "linking"


def measure_agreement(kept: Path = KEPT) -> dict[str, tuple[int, int]]:
    """For people, incidents, origins and steps of ladders: labels that agree, and labels read twice."""

    def read(name: str) -> Any:
        return json.loads((kept / f"{name}.json").read_text(encoding="utf-8"))

    second = read("second")
    return {
        "people": _people(read("people")["groups"], second["people"]),
        "incidents": _pairs(read("incidents"), second["incidents"]),
        "origins": _pairs(read("origins"), second["origins"]),
        "ladders": _steps(read("ladders"), second["ladders"]),
    }


def _people(groups: list[dict[str, Any]], second: list[dict[str, Any]]) -> tuple[int, int]:
    agree = read = 0
    for label in second:
        first, again = (_person_of(people) for people in (groups[label["group"]]["people"], label["people"]))
        for a, b in combinations(sorted(again), 2):
            if a[0] != b[0]:
                read += 1
                agree += (first[a] == first[b]) == (again[a] == again[b])
    return agree, read


def _person_of(people: list[list[list[Any]]]) -> dict[tuple[Any, ...], int]:
    return {tuple(mention): number for number, person in enumerate(people) for mention in person}


def _pairs(first: dict[str, Any], second: dict[str, Any]) -> tuple[int, int]:
    """Pairs of documents; an `update` counts as two texts. `was` is the first label where it was ruled otherwise."""
    told, again = _together(first), _together(second)
    return sum(told[pair] == one for pair, one in again.items()), len(again)


def _together(labels: dict[str, Any]) -> dict[tuple[str, str], bool]:
    return {
        (pair["a"], pair["b"]): side == "same" and pair.get("was", pair.get("kind")) != "update"
        for side in ("same", "different")
        for pair in labels[side]
    }


def _steps(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> tuple[int, int]:
    """Stages; `was` is the first label where it was corrected."""
    told = {
        tuple(step["doc"] for step in one["steps"]): [step.get("was", step["stage"]) for step in one["steps"]]
        for one in first
    }
    pairs = [
        (step["stage"], stage)
        for one in second
        for step, stage in zip(one["steps"], told[tuple(step["doc"] for step in one["steps"])], strict=True)
    ]
    return sum(a == b for a, b in pairs), len(pairs)
