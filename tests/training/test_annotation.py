"""Annotations keep spans and codes, never words of a document, and come back whole."""

import json
import os
from pathlib import Path

import pytest

from training.annotation.agreement import agreement
from training.annotation.check import problems
from training.annotation.commands import KEPT, main
from training.annotation.documents import Source, numbered_sentences
from training.annotation.gold import Gold
from training.annotation.take import Draft

TEXT = (
    "Two Brenmoor Men Charged in Dock Raid\n"
    "Prosecutors charged Ivo Lantana, 31, with robbery. Mr. Lantana denies it.\n"
    "Dockhand Pell Orrin was hurt, Det. Sala Roon said.\n"
)
DRAFT = {
    "corpus": "releases",
    "doc": "brenmoor/dock-raid",
    "body": [1, 4],
    "headline": [1],
    "entities": {
        "lantana": {"type": "Person", "forms": ["Ivo Lantana", "Mr. Lantana"], "protected": None},
        "orrin": {"type": "Person", "forms": ["Pell Orrin"], "protected": None},
    },
    "claims": [
        {
            "sent": 2,
            "predicate": "accused_of",
            "subject": {"type": "Person", "text": "Ivo Lantana", "entity": "lantana"},
            "object": {"type": "Offence", "text": "robbery", "code": "robbery"},
            "trigger": "charged",
            "stage": "charged",
            "certainty": "certain",
            "polarity": "affirmed",
            "attribution": [{"kind": "prosecutor", "text": "Prosecutors", "cue": "charged"}],
            "qualifiers": {"offence": "robbery"},
        }
    ],
    "negatives": [{"sent": 4, "text": "Pell Orrin", "why": "victim, hurt"}],
}


@pytest.fixture
def source() -> Source:
    """The invented document."""
    return Source("releases", "brenmoor/dock-raid", TEXT, "2024-03-10")


def test_a_shortened_title_does_not_end_a_sentence() -> None:
    """Sentences are numbered as a reader counts them."""
    found = [TEXT[a:b] for a, b in numbered_sentences(TEXT)]
    assert found == [
        "Two Brenmoor Men Charged in Dock Raid",
        "Prosecutors charged Ivo Lantana, 31, with robbery.",
        "Mr. Lantana denies it.",
        "Dockhand Pell Orrin was hurt, Det. Sala Roon said.",
    ]


def test_what_is_kept_holds_no_word_of_the_document(source: Source) -> None:
    """Names, speakers, cues and the document's id become spans and a mark."""
    kept = json.dumps(Draft(DRAFT, source).standoff())
    assert not any(word in kept for word in ("Lantana", "lantana", "Orrin", "orrin", "Prosecutors", "brenmoor"))


def test_a_kept_annotation_comes_back_in_words(source: Source) -> None:
    """The gold file has the names, the speaker and the trap that the draft spoke of."""
    gold = Gold(Draft(DRAFT, source).standoff(), source).document()
    assert gold["entities"][0]["names"] == ["Ivo Lantana", "Mr. Lantana"]
    assert gold["claims"][0]["attribution"] == [{"kind": ["prosecutor", "author"], "source": ["Prosecutors"]}]
    assert gold["traps"][0]["why"] == "victim"


def test_words_that_could_be_a_name_are_refused(source: Source) -> None:
    """A note of the annotator's own must not carry a name into the repository."""
    claim = DRAFT["claims"][0] | {"qualifiers": {"status": "cousin of Garo Venn"}}  # type: ignore[index, operator]
    draft = Draft(DRAFT | {"claims": [claim]}, source)
    draft.standoff()
    assert draft.problems == ["claim 1 status: 'cousin of Garo Venn' is not in the document, and could be a name"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"stage": None}, "claim 1: accused_of without its stage"),
        ({"attribution": []}, "claim 1: no speaker"),
        ({"trigger": [10, 9999]}, "claims 1.trigger: [10, 9999] is outside the text of 163 characters"),
        ({"certainty": "sure"}, "claim 1: certainty 'sure'"),
    ],
)
def test_a_wrong_annotation_is_told_with_its_place(source: Source, change: dict[str, object], told: str) -> None:
    """Every problem says which claim and what is wrong with it."""
    kept = Draft(DRAFT, source).standoff()
    kept["claims"][0] |= change
    assert list(problems(kept, source)) == [told]


def test_another_text_than_the_annotated_one_is_refused(source: Source) -> None:
    """Offsets mean nothing in a text that has changed."""
    kept = Draft(DRAFT, source).standoff()
    changed = Source(source.corpus, source.id, TEXT + "!", source.published)
    assert list(problems(kept, changed)) == ["the text is not the one that was annotated: another sha256"]


def test_two_annotators_agree_claim_by_claim_and_field_by_field(source: Source) -> None:
    """A claim that one made with another stage counts as the same claim, and against the field."""
    first = Draft(DRAFT, source).standoff()
    second = Draft(DRAFT, source).standoff()
    second["claims"][0]["stage"] = "accused"
    table = agreement([(first, second)])
    assert table["all"] == {"both": 1, "first": 1, "second": 1, "f1": 1.0}
    assert table["field stage"] == {"both": 1, "agreed": 0.0}
    assert table["field speaker"] == {"both": 1, "agreed": 1.0}


def test_a_symmetric_tie_told_the_other_way_round_is_the_same_claim(source: Source) -> None:
    """Of brothers, of rivals, neither comes first; of a member and a group one does."""
    tie = {"predicate": "family_of", "subject": {"type": "Person", "text": "Ivo Lantana", "entity": "lantana"}}
    tie |= {"object": {"type": "Person", "text": "Mr. Lantana", "sent": 3}, "stage": None}
    first = Draft(DRAFT | {"claims": [DRAFT["claims"][0] | tie]}, source).standoff()  # type: ignore[index, operator]
    second = json.loads(json.dumps(first))
    claim = second["claims"][0]
    claim["subject"], claim["object"] = claim["object"], claim["subject"]
    assert agreement([(first, second)])["all"]["both"] == 1
    first["claims"][0]["predicate"] = claim["predicate"] = "member_of"
    assert agreement([(first, second)])["all"]["both"] == 0


def test_another_type_of_incident_counts_only_in_the_line_that_asks_for_it(source: Source) -> None:
    """A deed that one calls a shooting and the other a homicide is one deed, read with two types."""
    deed = {"predicate": "perpetrator_of", "object": {"type": "Incident", "incident_type": "shooting"}}
    first = Draft(DRAFT | {"claims": [DRAFT["claims"][0] | deed]}, source).standoff()  # type: ignore[index, operator]
    second = json.loads(json.dumps(first))
    second["claims"][0]["object"]["incident_type"] = "homicide"
    table = agreement([(first, second)])
    assert (table["all"]["f1"], table["all, any incident"]["f1"]) == (0.0, 1.0)


def test_drafts_are_taken_checked_and_rebuilt_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands carry one draft from its folder to the scorer's files."""
    (tmp_path / "data/muc4").mkdir(parents=True)
    (tmp_path / "data/muc4/train.jsonl").write_text(json.dumps({"doc": "INVENTED-1", "text": TEXT}) + "\n")
    (tmp_path / "drafts").mkdir()
    draft = DRAFT | {"corpus": "muc4", "doc": "INVENTED-1"}
    (tmp_path / "drafts/one.json").write_text(json.dumps(draft))
    rest = ["--data", str(tmp_path / "data"), "--kept", str(tmp_path / "kept"), "--out", str(tmp_path / "gold")]
    assert main(["take", str(tmp_path / "drafts"), *rest]) == 0
    assert main(["check", *rest]) == 0
    assert "1 documents, 1 claims, 0 problems" in capsys.readouterr().err
    assert main(["gold", *rest]) == 0
    assert json.loads((tmp_path / "gold/docs.jsonl").read_text())["text"] == TEXT


@pytest.mark.corpora
@pytest.mark.skipif("ACCORDING_CORPORA" not in os.environ, reason="set ACCORDING_CORPORA to the corpora folder")
def test_every_kept_annotation_fits_its_document() -> None:
    """All annotations of the repository hold against the corpora."""
    assert main(["check", "--data", os.environ["ACCORDING_CORPORA"]]) == 0


def test_documents_read_twice_are_annotated() -> None:
    """`twice.json` lists, sorted and once each, marks of annotated documents."""
    twice = json.loads((KEPT.parent / "twice.json").read_text())
    assert twice == sorted(set(twice))
    assert {f"{mark}.json" for mark in twice} <= {path.name for path in KEPT.glob("*.json")}
