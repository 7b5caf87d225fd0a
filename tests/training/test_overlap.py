"""Sentences of corpora are found in a repository, and turns of the language are not."""

import json
import subprocess
from pathlib import Path

import pytest

from training.annotation.documents import FILES
from training.overlap import main, runs_of, shared

SENTENCE = "The ferryman of Brenmoor counted nine lanterns before the river took them."


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder of corpora of one invented document."""
    path = tmp_path / "data" / FILES["muc4"]
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"doc": "d1", "text": SENTENCE}) + "\n", encoding="utf-8")
    for name in set(FILES.values()) - {FILES["muc4"]}:
        other = tmp_path / "data" / name
        other.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".jsonl"):
            other.write_text("", encoding="utf-8")
    return tmp_path / "data"


def repository(root: Path, text: str) -> Path:
    """A repository with one tracked file."""
    root.mkdir()
    (root / "notes.md").write_text(text, encoding="utf-8")
    for command in (["init", "-q"], ["add", "notes.md"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def test_a_sentence_of_a_corpus_is_told_with_its_line(
    corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever its case and punctuation."""
    root = repository(tmp_path / "repo", "# Notes\n\nthe ferryman of Brenmoor, counted nine lanterns before dawn\n")
    assert main(["--data", str(corpora), "--root", str(root)]) == 1
    assert capsys.readouterr().out.startswith("notes.md:3: the ferryman of brenmoor counted nine lanterns")


def test_fewer_than_seven_words_in_a_row_are_no_sentence(corpora: Path, tmp_path: Path) -> None:
    """Six shared words happen."""
    root = repository(tmp_path / "repo", "The ferryman of Brenmoor counted nine boats before the river took them.")
    assert main(["--data", str(corpora), "--root", str(root)]) == 0


def test_what_many_documents_say_is_a_turn_of_the_language(tmp_path: Path) -> None:
    """A run that stands in four documents is nobody's."""
    (tmp_path / "a.md").write_text(SENTENCE, encoding="utf-8")
    assert list(shared(tmp_path, "a.md", runs_of([SENTENCE] * 3), []))
    assert not list(shared(tmp_path, "a.md", runs_of([SENTENCE] * 4), []))


def test_listed_turns_are_left_out(tmp_path: Path) -> None:
    """A run that holds a listed turn is not told."""
    (tmp_path / "a.md").write_text("The ferryman of Brenmoor counted nine lanterns.", encoding="utf-8")
    assert not list(shared(tmp_path, "a.md", runs_of([SENTENCE]), ["ferryman of brenmoor"]))
