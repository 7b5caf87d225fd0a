"""The overview says how much the reader finds."""

import tomllib
from pathlib import Path

import pytest

from according.views.overview import RECALL_PERCENT


def test_the_recall_told_is_that_of_the_exam() -> None:
    """Within three points of the pinned floor: change `RECALL_PERCENT` when the floor is pinned anew."""
    floors = Path(__file__).parents[2] / "exams" / "floors.toml"
    figures = tomllib.loads(floors.read_text(encoding="utf-8"))["claims"]["figures"]
    assert figures["recall"] == pytest.approx(RECALL_PERCENT, abs=3)
