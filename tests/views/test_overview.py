"""The overview says how much the reader finds."""

import tomllib
from pathlib import Path

import pytest

from according.ledger import Ledger
from according.model import Argument
from according.views import Desk, changes, overview
from according.views.overview import RECALL_PERCENT
from tests.factory import claim, document, reading


def test_the_recall_told_is_that_of_the_exam() -> None:
    """Within three points of the pinned floor: change `RECALL_PERCENT` when the floor is pinned anew."""
    floors = Path(__file__).parents[2] / "exams" / "floors.toml"
    figures = tomllib.loads(floors.read_text(encoding="utf-8"))["claims"]["figures"]
    assert figures["recall"] == pytest.approx(RECALL_PERCENT, abs=3)


def test_an_overview_of_first_lines_counts_the_rest(tmp_path: Path) -> None:
    """Lines under a heading are in order of publication; what changed is counted the same way."""
    with Ledger.open(tmp_path / "many.ledger", create=True) as ledger:
        for day in ("2024-03-01", "2024-01-01", "2024-02-01"):
            page = document(id=day, published=day)
            rival = claim(page, predicate="rival_of", stage=None, subject=Argument("Group", f"Crew {day}"))
            ledger.put(page, page.text.encode(), (rival, claim(page, stage="dismissed")), reading=reading(page))
        page = overview(Desk(ledger), 2)
        assert [line.document for line in page.relations] == ["2024-01-01", "2024-02-01"]
        assert page.more == {"relations": 1, "presence": 0, "sizes": 0, "changed": 1}
        assert [line.document for line in changes(Desk(ledger), 1)[0]] == ["2024-01-01"]
        assert len(overview(Desk(ledger)).relations) == 3
