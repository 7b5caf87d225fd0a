"""Scores of groupings against labels, worked out by hand."""

import json
from pathlib import Path

import pytest

from according.ledger import Ledger
from tests.factory import document
from training.linking.incidents import LABELS, measure_incidents
from training.linking.scores import b_cubed, pairwise
from training.matters import mark


def test_pairs_found_missed_and_merged_are_told_apart() -> None:
    """Two of three found, one of two merged."""
    score = pairwise([(True, True), (True, True), (True, False), (False, True), (False, False)])
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert str(score).endswith("(2 of 3; 1 of 2 wrongly)")


def test_b_cubed_of_the_example_in_the_literature() -> None:
    """Bagga and Baldwin's second response: 1-5 right, 6-7 and 8-12 made one with each other."""
    gold = dict(zip(range(12), "aaaaabbccccc", strict=True))
    made = dict(zip(range(12), "aaaaabbbbbbb", strict=True))
    precision, recall = b_cubed(gold, made)
    assert (round(precision, 2), recall) == (0.76, 1.0)


def test_pairs_of_documents_are_scored_by_round(tmp_path: Path) -> None:
    """A pair whose document is not there counts nowhere."""
    text = "The fire in Quay Ward was told again (case 24CF0417)."
    with Ledger.open(tmp_path / "x.ledger", create=True) as ledger:
        for id in "abc":
            page = document(text if id != "c" else "A fair was held in Harrow Bend.", id=id)
            ledger.put(page, page.text.encode())
        a, b, c = map(mark, "abc")
        labels = {"same": [{"a": a, "b": b}, {"a": a, "b": "0" * 16}], "different": [{"a": a, "b": c, "round": 2}]}
        kept = tmp_path / "incidents.json"
        kept.write_text(json.dumps(labels))
        found = measure_incidents(ledger, kept)
    assert [(name, s.same, s.found, s.different, s.merged) for name, s in found.items()] == [
        ("round 2", 0, 0, 1, 0), ("round 1", 1, 1, 0, 0), ("all", 1, 1, 1, 0),
    ]  # fmt: skip


def test_kept_pairs_of_later_rounds_are_many_and_some_were_read_twice() -> None:
    """At least a hundred, fifteen of a hundred twice."""
    told = json.loads(LABELS.read_text(encoding="utf-8"))
    later = [pair for side in told.values() for pair in side if pair.get("round", 1) > 1]
    assert len(later) >= 100
    assert sum("twice" in pair for pair in later) >= 0.14 * len(later)
