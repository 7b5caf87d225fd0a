"""How confidence is counted and measured."""

import json
from pathlib import Path

import pytest

from training.confidence import Judged, fit, held_out, matters, reliability


def judged(rule: str, *, right: int, wrong: int, document: str = "d1") -> list[Judged]:
    """Claims of one pattern in a document of an authority."""
    return [Judged(document, rule, "authority", n < right) for n in range(right + wrong)]


def test_a_pattern_seen_twice_is_not_sure_of_itself() -> None:
    """Its share is drawn toward that of its family."""
    fitted = fit([*judged("law.rare", right=2, wrong=0), *judged("law.charge", right=60, wrong=40)])
    assert fitted.share("law.rare")[0] < 0.7
    assert fitted.share("law.charge")[0] == pytest.approx(0.6, abs=0.02)
    assert fitted.share("law.unseen") == (fitted.families["law"], 0)


def test_writers_are_read_worse_than_authorities() -> None:
    """One shift for each kind of document."""
    authority = judged("law.charge", right=90, wrong=10)
    author = [Judged("d2", "law.charge", "author", n < 60) for n in range(100)]
    fitted = fit([*authority, *author])
    assert fitted.of("law.charge", "authority") == pytest.approx(0.9, abs=0.02)
    assert fitted.of("law.charge", "author") == pytest.approx(0.6, abs=0.02)


def test_error_of_a_perfect_and_of_a_boastful_machine() -> None:
    """Mean distance between what was said and what came true."""
    assert reliability([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])[0] == pytest.approx(0.0)
    assert reliability([(0.95, False), (0.95, True)])[0] == pytest.approx(0.45)


def test_documents_of_one_defendant_share_a_fold(tmp_path: Path) -> None:
    """A fold is predicted without them all."""
    for doc, name in (("a", "Bruno Castellane"), ("b", "Bruno Castellane"), ("c", "Teodor Lunz")):
        told = {
            "doc": doc,
            "entities": [{"id": "e1", "names": [name]}],
            "claims": [{"subject": "e1", "stage": "charged"}],
        }
        (tmp_path / f"{doc}.json").write_text(json.dumps(told), encoding="utf-8")
    groups = matters(tmp_path)
    assert groups["a"] == groups["b"] != groups["c"]
    seen = [j for d in "abc" for j in judged("law.charge", right=3, wrong=1, document=d)]
    assert len(held_out(seen, groups)) == len(seen)
