"""Pairs, the quick reading, keep spans and codes only and teach what claims teach."""

import json
from pathlib import Path

import pytest

from training.annotation.pairs import read_drafts, take_pairs
from training.corpora import mark

TEXT = "Police said Ivo Lantana shot Mira Venn at the dock. Lantana, Lantana's brother said, was charged with fraud."
DRAFT = """## brenmoor-1
0 perpetrator_of Ivo Lantana|shot|shooting:accused
0 victim_of Mira Venn|shot|shooting
1 accused_of Lantana~2|fraud|fraud:charged
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A corpus of one invented report."""
    (tmp_path / "muc4").mkdir()
    row = json.dumps({"doc": "brenmoor-1", "text": TEXT})
    (tmp_path / "muc4" / "train.jsonl").write_text(row + "\n", encoding="utf-8")
    return tmp_path


def drafts(tmp_path: Path, text: str) -> Path:
    """A folder with one draft."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "one.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_draft_becomes_spans_and_codes_and_holds_no_word_of_the_document(tmp_path: Path, data: Path) -> None:
    """The parties stand where the draft says, also at their second place."""
    count, bad = take_pairs("muc4", drafts(tmp_path, DRAFT), data, tmp_path / "kept", frozenset())
    kept = (tmp_path / "kept" / f"{mark('brenmoor-1')}.json").read_text(encoding="utf-8")
    assert (count, bad) == (3, [])
    assert "Lantana" not in kept
    predicate, first, second, code, stage = json.loads(kept)["pairs"][2]
    assert (predicate, code, stage) == ("accused_of", "fraud", "charged")
    assert TEXT[first[0] : first[1]] == "Lantana"
    assert first[0] == TEXT.index("Lantana's")
    assert TEXT[second[0] : second[1]] == "fraud"


def test_words_that_a_sentence_lacks_are_told_and_left_out(tmp_path: Path, data: Path) -> None:
    """The rest of the draft is kept."""
    folder = drafts(tmp_path, DRAFT + "0 victim_of Tom Hale|shot|shooting\n")
    count, bad = take_pairs("muc4", folder, data, tmp_path / "kept", frozenset())
    assert (count, bad) == (3, ["one.txt:5: sentence 0 lacks the words given"])


def test_a_document_kept_for_measuring_is_refused(tmp_path: Path, data: Path) -> None:
    """Nothing of it is written."""
    count, bad = take_pairs("muc4", drafts(tmp_path, DRAFT), data, tmp_path / "kept", frozenset([mark("brenmoor-1")]))
    assert count == 0
    assert "never annotated" in bad[0]
    assert not list((tmp_path / "kept").iterdir())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("0 shot Ivo Lantana|shot", "no pair is called 'shot'"),
        ("0 victim_of Mira Venn", "expected 'NUMBER PREDICATE"),
        ("0 accused_of Lantana|fraud|shooting:charged", "'shooting' is not a code of accused_of"),
        ("0 accused_of Lantana|fraud|fraud:doomed", "'doomed' is no stage"),
    ],
)
def test_a_line_in_another_form_is_refused_by_file_and_line(tmp_path: Path, line: str, told: str) -> None:
    """Nobody has to search for it."""
    with pytest.raises(ValueError, match=r"one\.txt:2: ") as refused:
        read_drafts(drafts(tmp_path, f"## brenmoor-1\n{line}\n"))
    assert told in str(refused.value)
