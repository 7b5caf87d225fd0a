"""Releases dated by a reader: marks and days alone, and a count that tells right, wrong and none apart."""

import json
import lzma
import re
from pathlib import Path

from training.linking.dates import LABELS, measure_dates
from training.matters import mark

TEXTS = {
    "office/1": "For Immediate Release\nMarch 18, 2015\nMarten Oyelaran was charged.",
    "office/2": "For Immediate Release\nMarch 19, 2015\nOdalys Finch was charged.",
    "office/3": "Bruno Castellane was charged.",
    "office/4": "Teodor Lunz was charged.",
}


def test_right_wrong_and_none_are_told_apart(tmp_path: Path) -> None:
    """No date where the text tells none is right, too."""
    days = dict(zip(TEXTS, ("2015-03-18", "2015-03-20", "2015-03-20", None), strict=True))
    kept = tmp_path / "dates.json"
    kept.write_text(json.dumps({"corpus": "releases", "documents": {mark(id): day for id, day in days.items()}}))
    (tmp_path / "releases").mkdir()
    with lzma.open(tmp_path / "releases" / "releases.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": id, "text": text}) + "\n" for id, text in TEXTS.items())
    found = measure_dates(tmp_path, kept)
    assert (found.right, found.none, found.wrong) == (2, 1, [(mark("office/2"), "2015-03-19", "2015-03-20")])
    assert str(found).startswith("4 documents: 2 right, 1 wrong, 1 without a date")


def test_kept_labels_are_marks_and_days() -> None:
    """Two hundred documents, no word of any."""
    told = json.loads(LABELS.read_text(encoding="utf-8"))["documents"]
    assert len(told) == 200
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in told)
    assert all(day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in told.values())
