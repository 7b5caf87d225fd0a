"""Labels of what belongs together: how many there are, how many were read twice, and how agreement is counted."""

import json
from pathlib import Path

from training.corpora import read_excluded
from training.linking.agreement import KEPT, measure_agreement
from training.linking.labels import EXCLUDED


def test_agreement_counts_pairs_steps_and_what_was_ruled_otherwise(tmp_path: Path) -> None:
    """A pair of people apart for one reader and one for the other; an origin that a ruling changed afterwards."""
    pair = {"a": "1", "b": "2"}
    labels = {
        "people": {"groups": [{"people": [[["1", 0, 4], ["2", 0, 4]], [["3", 0, 4]]]}]},
        "incidents": {"same": [pair], "different": []},
        "origins": {"same": [{**pair, "kind": "update", "was": "re-issue"}], "different": []},
        "ladders": [{"steps": [{"doc": "1", "stage": "charged"}, {"doc": "2", "stage": "sentenced"}]}],
        "second": {
            "people": [{"group": 0, "people": [[["1", 0, 4], ["2", 0, 4], ["3", 0, 4]]]}],
            "incidents": {"same": [pair], "different": []},
            "origins": {"same": [], "different": [pair]},
            "ladders": [{"steps": [{"doc": "1", "stage": "charged"}, {"doc": "2", "stage": "convicted"}]}],
        },
    }
    for name, label in labels.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(label))
    assert measure_agreement(tmp_path) == {
        "people": (1, 3), "incidents": (1, 1), "origins": (0, 1), "ladders": (1, 2),
    }  # fmt: skip


def test_fifteen_of_a_hundred_labels_were_read_twice() -> None:
    """Groups of people, pairs of incidents and of origins; ladders of the first round."""
    told = {
        name: json.loads((KEPT / f"{name}.json").read_text()) for name in ("people", "incidents", "origins", "second")
    }
    second = told["second"]
    assert len(second["people"]) >= 0.15 * len(told["people"]["groups"])
    for name in ("incidents", "origins"):
        first, again = (sum(map(len, kept.values())) for kept in (told[name], second[name]))
        assert again >= 0.149 * first


def test_hundred_and_fifty_people_have_ladders_and_sixty_pairs_of_bodies_are_labelled() -> None:
    """None of them rests on a document that is kept for measuring."""
    ladders = json.loads((KEPT / "ladders.json").read_text())
    bodies = json.loads((KEPT / "bodies.json").read_text())
    pairs = [*bodies["same"], *bodies["different"]]
    marks = {step["doc"] for one in ladders if one.get("round", 1) > 1 for step in one["steps"]}
    marks |= {side[0] for pair in pairs for side in (pair["a"], pair["b"])}
    assert len(ladders) >= 150
    assert len(pairs) >= 60
    assert not marks & read_excluded(EXCLUDED)
