"""Labels of matters hold no name; names and ids come back from the documents."""

import json
from pathlib import Path

import pytest

from training import matters


def test_names_and_ids_come_back_from_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair whose document is not there is left out."""
    kept, releases = tmp_path / "labels", tmp_path / "releases.jsonl"
    kept.mkdir()
    one, other = matters.mark("office/1"), matters.mark("office/2")
    pair = {"same": [{"a": one, "b": other}], "different": [{"a": one, "b": "0" * 16}]}
    steps = [{"doc": d, "name": [0, 10], "stage": "charged", "accept": []} for d in (one, other)]
    for name, label in (("incidents", pair), ("origins", pair), ("ladders", [{"steps": steps}])):
        (kept / f"{name}.json").write_text(json.dumps(label))
    rows = [
        json.dumps({"id": f"office/{n}", "published": "2024-01-02", "text": "Odal Finch was charged."}) for n in (1, 2)
    ]
    releases.write_text("\n".join(rows))
    monkeypatch.setattr(matters, "LABELS", kept)
    found = matters.rebuild(releases, tmp_path / "keys")
    assert found == {"persons": 0, "incidents": 1, "origins": 1, "ladders": 1}
    (ladder,) = json.loads((tmp_path / "keys" / "ladders.json").read_text())
    assert (ladder["name"], ladder["mentions"]["office/2"], ladder["last"]) == ("Odal Finch", "Odal Finch", "charged")


@pytest.mark.parametrize("name", ["incidents", "origins", "ladders"])
def test_kept_labels_hold_marks_and_codes_only(name: str) -> None:
    """No value has a space or a capital letter in it."""
    told = (matters.LABELS / f"{name}.json").read_text(encoding="utf-8")
    assert told == told.lower()
