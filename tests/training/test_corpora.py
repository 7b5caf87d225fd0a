"""Corpora become examples, and what is kept for measuring stays out."""

import pytest

pytest.importorskip("torch", reason="training needs the extra `train`: pip install 'according[train]'")
pytest.importorskip("onnx", reason="training needs the extra `train`: pip install 'according[train]'")


import json
from pathlib import Path

from training.corpora import Example, annotations, joined, mark, read_excluded, refuse_excluded
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
