"""Predictions have the format of each scorer, and their offsets are those of the input's text."""

import json
from pathlib import Path

import pytest

from exams.predict import predict
from exams.tasks.incidents import dateline
from exams.tasks.syntax import sentence_words

STORY = (
    "PORT MAREN, 3 JAN 90 -- Prosecutors charged Marten Oyelaran, 34, with robbery on Monday.\n\n"
    "“He lied to every one of us,” Detective Sana Whitlock told Radio Quay."
)


def predicted(task: str, rows: list[dict], tmp_path: Path) -> list[dict]:
    """What `predict` writes for these rows."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    predict(task, source, target)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_attributions_point_into_the_input(tmp_path: Path) -> None:
    """The detective's words belong to her."""
    (row,) = predicted("polnear", [{"doc": "d", "text": STORY}], tmp_path)
    sources = [STORY[a:b] for x in row["attributions"] for a, b in x["source"]]
    assert any("Whitlock" in source for source in sources)


def test_quotes_have_their_speaker(tmp_path: Path) -> None:
    """A stretch in quotation marks, and who said it."""
    (row,) = predicted("quotes", [{"doc": "d", "text": STORY}], tmp_path)
    ((quote, speaker),) = [(STORY[slice(*q["quote"])], STORY[slice(*q["speaker"])]) for q in row["quotes"]]
    assert quote.startswith("He lied")
    assert "Whitlock" in speaker


def test_mentions_and_clusters_are_spans_of_the_input(tmp_path: Path) -> None:
    """The defendant is a person by name."""
    (row,) = predicted("gum", [{"doc": "d", "text": STORY}], tmp_path)
    people = {STORY[m["start"] : m["end"]] for m in row["mentions"] if m["type"] == "person"}
    assert "Marten Oyelaran" in " ".join(people)


def test_names_are_ranges_of_the_given_tokens(tmp_path: Path) -> None:
    """End exclusive, UNER's types."""
    tokens = ["Detective", "Marten", "Oyelaran", "works", "in", "Port", "Maren", "."]
    (row,) = predicted("ner", [{"sent_id": "s", "tokens": tokens}], tmp_path)
    assert any(kind == "PER" and end == 3 for _, end, kind in row["entities"])


def test_claims_carry_offsets_of_the_supplied_text(tmp_path: Path) -> None:
    """Also where repair changed the text before it was stored."""
    damaged = STORY.replace("“", "â€œ").replace("”", "â€\x9d")
    rows = predicted("claims", [{"doc": "d", "text": damaged, "published": "1990-01-03"}], tmp_path)
    charge = next(r for r in rows if r["predicate"] == "accused_of")
    item = charge["evidence"][0]
    assert damaged[item["input_start"] : item["input_end"]] == item["quote"]


def test_trees_cover_every_character_of_the_sentence(tmp_path: Path) -> None:
    """CoNLL-U over raw text; one root a sentence."""
    source, target = tmp_path / "in.conllu", tmp_path / "out.conllu"
    source.write_text("# newdoc id = d\n# sent_id = 1\n# text = She didn't say so.\n1\tShe\t_\t_\t_\t_\t_\t_\t_\t_\n\n")
    predict("ewt", source, target)
    rows = [line.split("\t") for line in target.read_text().splitlines() if line]
    words = [r for r in rows if "-" not in r[0]]
    assert "".join(r[1] for r in words) == "Shedidn'tsayso."
    assert [r[6] for r in words].count("0") == 1


@pytest.mark.parametrize(("opening", "day"), [("PORT MAREN, 3 JAN 90 --", "1990-01-03"), ("Port Maren, Monday", None)])
def test_dateline_gives_the_day_a_message_was_sent(opening: str, day: str | None) -> None:
    """As MUC-4 messages open."""
    assert dateline(opening) == day


def test_words_of_sentences_come_from_conllu(tmp_path: Path) -> None:
    """For factuality, whose input has the predicates alone."""
    path = tmp_path / "w.conllu"
    path.write_text("# sent_id = 1\n1\tShe\t_\n2\tran\t_\n\n")
    assert sentence_words(path) == {"1": ["She", "ran"]}
