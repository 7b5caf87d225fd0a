"""The draft check on sixty sentences of drafts: overstatements are found, and what is supported is let through."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from according.check import DraftCheck, check_draft, informed, sarif, sheet
from according.intake import IntakeOptions, Source, take
from according.intake.source import Content
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings
from according.views import Desk

SET = tomllib.loads(Path(__file__).with_name("drafts.toml").read_text(encoding="utf-8"))
OVERSTATED = ("stage", "certainty", "speaker")
FOUND = ("overstated", "speaker_missing")


def draft_source(name: str, text: str) -> Source:
    """A text as if it had come from a file."""
    return Source(name, name, lambda: Content(text.encode()))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The bundled reader and engine."""
    return Pipeline(Settings())


@pytest.fixture(scope="module")
def desk(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The eight invented documents, read into a ledger."""
    path = tmp_path_factory.mktemp("drafts") / "drafts.ledger"
    with Ledger.open(path, create=True) as ledger:
        for given in SET["source"]:
            source = draft_source(f"{given['id']}.txt", given["text"].strip())
            pipeline.add([source], ledger, IntakeOptions(published=given["published"]))
        yield Desk(ledger)


def checked(text: str, pipeline: Pipeline, desk: Desk) -> DraftCheck:
    """A draft of one text, checked on a fixed day."""
    document = take(draft_source("draft.txt", text), IntakeOptions(published="2025-04-01"))
    reading = informed(pipeline.reader.read(document), desk)
    return check_draft(document, reading, pipeline.engine.extract(reading), desk, day=date(2025, 4, 1))


def worst(found: DraftCheck) -> str:
    """The worst verdict of a draft of one sentence."""
    return next(iter(found.counts), "")


@pytest.fixture(scope="module")
def verdicts(pipeline: Pipeline, desk: Desk) -> list[tuple[str, str, str]]:
    """Each sentence with its gold and its verdict."""
    return [(s["gold"], worst(checked(s["text"], pipeline, desk)), s["text"]) for s in SET["sentence"]]


def test_overstatements_are_found_and_little_else_is_called_one(verdicts: list[tuple[str, str, str]]) -> None:
    """All 24, over stage, certainty and lost speakers, and nothing else."""
    right = sum(gold in OVERSTATED and given in FOUND for gold, given, _ in verdicts)
    wanted = sum(gold in OVERSTATED for gold, _, _ in verdicts)
    called = sum(given in FOUND for _, given, _ in verdicts)
    assert wanted == 24
    assert right == wanted
    assert called == right


def test_nothing_overstated_or_contradicted_is_called_supported(verdicts: list[tuple[str, str, str]]) -> None:
    """A miss may be silent or unsupported; it must never be a pass."""
    bad = (*OVERSTATED, "contradicted", "outdated", "unsupported")
    assert [text for gold, given, text in verdicts if gold in bad and given == "supported"] == []


def test_contradicted_and_outdated_sentences_are_told_apart(verdicts: list[tuple[str, str, str]]) -> None:
    """An acquittal contradicts a conviction and outdates a charge."""
    assert {given for gold, given, _ in verdicts if gold == "contradicted"} == {"contradicted"}
    assert {given for gold, given, _ in verdicts if gold == "outdated"} == {"outdated"}


def test_sentence_that_passes_appears_with_counts_and_the_record(pipeline: Pipeline, desk: Desk) -> None:
    """The desk sees what was let through, and on what."""
    found = checked("Odalys Finch pleaded guilty to fraud.", pipeline, desk)
    claim = found.sentences[0].claims[0]
    assert (claim.verdict, claim.counted) == ("supported", "1 report, at most 1 origin")
    assert "“Kestrel County District Attorney” (prosecutors)" in claim.on_record[0].words
    assert claim.latest == "2024-05-15"
    assert claim.age_days == 321


def test_name_without_a_claim_appears_with_a_note(pipeline: Pipeline, desk: Desk) -> None:
    """Every sentence about a named person is on the sheet."""
    found = checked("Odalys Finch drove to Harrow Bend in the rain.", pipeline, desk)
    assert found.sentences[0].people == ("Odalys Finch",)
    assert "no claim was read" in found.sentences[0].notes[0]


def test_draft_that_tells_the_acquittal_is_not_outdated(pipeline: Pipeline, desk: Desk) -> None:
    """The charge may be told together with its end."""
    text = "Bruno Castellane was charged with arson.\n\nBruno Castellane was acquitted of arson in February."
    found = checked(text, pipeline, desk)
    assert "outdated" not in found.counts


def test_sarif_holds_a_result_with_level_and_place(pipeline: Pipeline, desk: Desk) -> None:
    """Offsets are code points of the draft; an overstatement is an error."""
    record = sarif(checked("Ñ.\n\nTeodor Lunz was found guilty of assault.", pipeline, desk), "1")
    run = record["runs"][0]
    result = next(r for r in run["results"] if r["ruleId"] == "overstated")
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert run["columnKind"] == "unicodeCodePoints"


def test_sheet_is_one_page_with_hash_words_and_room_for_initials(pipeline: Pipeline, desk: Desk) -> None:
    """It loads nothing, and says what supported means."""
    page = sheet(checked("Teodor Lunz was found guilty of <assault>.", pipeline, desk))
    assert "this is no defence by itself" in page
    assert "initials" in page
    assert "<assault>" not in page
    assert "http" not in page
    assert re.search(r"[0-9a-f]{64}", page)


def test_claim_of_the_draft_is_the_drafts_and_its_outcome_is_left_to_the_record(pipeline: Pipeline, desk: Desk) -> None:
    """ "Outcome not known" beside "since then acquitted" would contradict itself; the worst verdict stands first."""
    found = checked("Bruno Castellane was charged with arson after a shooting in Quay Ward.", pipeline, desk)
    first = found.sentences[0].claims[0]
    assert first.verdict == "outdated"
    assert first.words.startswith("The draft: Bruno Castellane was charged with arson")
    assert "outcome not known" not in first.words
