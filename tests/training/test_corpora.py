"""Corpora become examples, and what is kept for measuring stays out."""

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`: pip install 'according[train]'")
pytest.importorskip("onnx", reason="training needs the extra `train`: pip install 'according[train]'")


import json
from pathlib import Path

from training.corpora import Example, annotations, joined, mark, muc4, read_excluded, redocred, refuse_excluded
from training.train import EXCLUDED


def test_tokens_are_joined_as_a_printer_would() -> None:
    """Punctuation stands close, and starts point at the tokens."""
    starts, text = joined(["Harbor", "Nine", "(", "H9", ")", "did", "n't", "pay", "."])
    assert text == "Harbor Nine (H9) didn't pay."
    assert starts == [0, 7, 12, 13, 15, 17, 20, 24, 27]


def test_an_excluded_document_stops_the_run() -> None:
    """The check is made on the very examples that are about to be trained on."""
    with pytest.raises(ValueError, match="keeps for measuring"):
        refuse_excluded([Example("x", "secret-7", "text")], frozenset({mark("secret-7")}))


def test_excluded_documents_stand_without_their_names() -> None:
    """Every line of the list is a mark of sixteen hexadecimal digits."""
    assert {len(m) for m in read_excluded(EXCLUDED)} == {16}


def test_claim_annotations_teach_names_and_groups(tmp_path: Path) -> None:
    """Bare names become names, a name with a title stays open, and every form tells whether it is a group."""
    text = "Judge Ruth Ekwueme said Harbor Nine, the gang, threatened Ekwueme."
    folder, data = tmp_path / "claims", tmp_path / "data"
    for sub in (folder, data / "muc4"):
        sub.mkdir(parents=True)
    entities = {
        "judge": {"type": "Person", "forms": [[0, 18], [11, 18]]},
        "nine": {"type": "Group", "forms": [[24, 35], [37, 45]]},
    }
    (folder / "a.json").write_text(
        json.dumps({"corpus": "muc4", "doc": mark("d"), "entities": entities}), encoding="utf-8"
    )
    (data / "muc4" / "train.jsonl").write_text(json.dumps({"doc": "d", "text": text}) + "\n", encoding="utf-8")
    (example,) = annotations(data, folder)
    assert [(text[a:b], kind) for a, b, kind in example.mentions or []] == [
        ("Ekwueme", "name:person"),
        ("Harbor Nine", "name:organization"),
        ("Ekwueme", "name:person"),
    ]
    assert {(text[a:b], yes) for a, b, kind, yes in example.judged if kind == "group"} == {
        ("Judge Ruth Ekwueme", False),
        ("Harbor Nine", True),
        ("the gang", True),
        ("Ekwueme", False),
    }


def test_messages_teach_who_has_which_role(tmp_path: Path) -> None:
    """Every place where a key string stands, the longest one at each; the type of incident where only one has it."""
    text = "REBELS OF THE QUAY FRONT BURNED TWO\nBUSES. THE FRONT DENIED IT. A BUS WAS ROBBED."
    template = {
        "type": [{"alt": ["ARSON"]}],
        "perp_ind": [{"alt": ["REBELS"]}],
        "perp_org": [{"alt": ["QUAY FRONT", "FRONT"]}],
        "phys_id": [{"alt": ["TWO BUSES"]}],
    }
    other = {"type": [{"alt": ["ROBBERY"]}], "perp_ind": [{"alt": ["REBELS"]}], "phys_id": [{"alt": ["BUS"]}]}
    rows = [{"doc": "d", "text": text, "templates": [template, other]}, {"doc": "e", "text": "RAIN.", "templates": []}]
    (tmp_path / "muc4").mkdir()
    (tmp_path / "muc4" / "train.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    told, nothing = muc4(tmp_path)
    roles = {(text[a:b], kind) for a, b, kind in told.mentions or [] if kind.startswith("role:")}
    assert roles == {
        ("REBELS", "role:perp_ind"),
        ("QUAY FRONT", "role:perp_org"),
        ("FRONT", "role:perp_org"),
        ("TWO\nBUSES", "role:target"),
        ("BUS", "role:target"),
    }
    assert (dict(told.incidents)[text.index("TWO")], dict(told.incidents)[text.index("BUS W")]) == ("arson", "robbery")
    assert text.index("REBELS") not in dict(told.incidents)
    assert nothing.mentions == []
    assert {"role:victim", "name:person"} <= nothing.types
    assert "role:victim" not in nothing.partial


def test_encyclopedic_names_leave_out_peoples_and_articles(tmp_path: Path) -> None:
    """What is called "the Quay" is Quay; an adjective of a people names no place."""
    row = {
        "doc": "d",
        "sents": [["Marten", "left", "the", "Quay", "with", "a", "Valdorian", "crew", "."]],
        "entities": [
            [{"sent": 0, "pos": [0, 1], "type": "PER"}],
            [{"sent": 0, "pos": [2, 4], "type": "LOC"}],
            [{"sent": 0, "pos": [6, 7], "type": "LOC"}],
        ],
    }
    (tmp_path / "redocred").mkdir()
    (tmp_path / "redocred" / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (example,) = redocred(tmp_path)
    found = [(example.text[a:b], kind) for a, b, kind in example.mentions or []]
    assert found == [("Marten", "name:person"), ("Quay", "name:place")]
