"""A draft against the words of the ledger's own sentences, where the reader read no claim that answers it."""

import pytest

from according.check import CheckedClaim
from according.intake import IntakeOptions
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.views import Desk
from tests.check.test_drafts import checked, draft_source, pipeline

__all__ = ["pipeline"]

STORY = """
Detectives suspect that the Ash Lane Boys were behind the theft of 30 tonnes of copper cable.

Two officials said that a shipment of rifles found on the ferry may have belonged to the Ash Lane Boys.

A schoolteacher, who asked not to be named, said that the Ash Lane Boys take 200 crowns a month from each shop.

Prosecutor Liv Arden said that Stellan Pryce leads the Ash Lane Boys. He has been charged with theft.

The Ash Lane Boys have about 25 members, according to the police.

The dockers' union says that the Ash Lane Boys burned two boats. Walter Sand, a clerk, was released on bail.

Councillor Edda Fen is under investigation for corruption. Her brother, Aksel Fen, is not suspected of anything.
"""


@pytest.fixture(scope="module")
def desk(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One invented story in a ledger."""
    with Ledger.open(tmp_path_factory.mktemp("bearing") / "story.ledger", create=True) as ledger:
        pipeline.add([draft_source("story.txt", STORY.strip())], ledger, IntakeOptions(published="2024-05-02"))
        yield Desk(ledger)


def found(text: str, pipeline: Pipeline, desk: Desk) -> CheckedClaim:
    """The worst claim of a draft of one sentence."""
    return checked(text, pipeline, desk).sentences[0].claims[0]


@pytest.mark.parametrize(
    "text",
    [
        "The rifles found on the ferry belonged to the Ash Lane Boys, two officials said.",
        "Detectives said that the Ash Lane Boys were behind the theft of the copper cable.",
        "The police count 250 members of the Ash Lane Boys.",
        "Stellan Pryce was convicted of theft and sent to prison.",
        "Edda Fen was arrested for corruption.",
        "The thief Stellan Pryce keeps bees.",
        "Police said that the Ash Lane Boys burned two boats.",
    ],
    ids=["may have", "suspect", "ten times as many", "charged", "under investigation", "label", "other speaker"],
)
def test_what_no_sentence_on_record_bears_out_is_overstated(text: str, pipeline: Pipeline, desk: Desk) -> None:
    """A dropped doubt, a greater number, a further step."""
    assert found(text, pipeline, desk).verdict == "overstated"


def test_what_only_somebody_says_on_record_needs_its_speaker(pipeline: Pipeline, desk: Desk) -> None:
    """The sentence on record stands beside it, with its document."""
    claim = found("Each month the Ash Lane Boys take 200 crowns from the shops.", pipeline, desk)
    assert claim.verdict == "speaker_missing"
    assert "A schoolteacher, who asked not to be named" in claim.on_record[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "Gang leader Stellan Pryce keeps bees.",
        "Pryce heads the gang.",
        "Stellan Pryce, who runs the crew, told us that he keeps bees.",
    ],
    ids=["a label", "a surname and a gang without a name", "who speaks himself"],
)
def test_tie_that_only_a_prosecutor_tells_needs_its_speaker(text: str, pipeline: Pipeline, desk: Desk) -> None:
    """In whatever words the draft ties somebody to a gang."""
    assert "speaker_missing" in {c.verdict for s in checked(text, pipeline, desk).sentences for c in s.claims}


def test_words_of_a_crime_of_which_nothing_was_read_are_told(pipeline: Pipeline, desk: Desk) -> None:
    """The sheet says that they were not read, and never that they are borne out."""
    found = checked("Walter Sand and the stolen cable were the talk of the town.", pipeline, desk)
    assert {c.verdict for s in found.sentences for c in s.claims} <= {"unread", "unsupported", "not_compared"}
    assert found.sentences[0].claims


def test_same_words_with_their_speaker_are_no_overstatement(pipeline: Pipeline, desk: Desk) -> None:
    """Borne out in words, and yet not supported: nothing is supported by words alone."""
    text = "A schoolteacher said that the Ash Lane Boys take 200 crowns a month from each shop."
    verdicts = {c.verdict for s in checked(text, pipeline, desk).sentences for c in s.claims}
    assert not verdicts & {"overstated", "speaker_missing", "supported"}


def test_step_against_somebody_who_is_cleared_of_suspicion_is_unsupported(pipeline: Pipeline, desk: Desk) -> None:
    """A brother of the same surname is not whom the investigation is about."""
    assert found("Aksel Fen was arrested for corruption.", pipeline, desk).verdict == "unsupported"


def test_story_held_against_itself_is_not_called_overstated(pipeline: Pipeline, desk: Desk) -> None:
    """Every sentence bears itself out."""
    verdicts = {c.verdict for s in checked(STORY, pipeline, desk).sentences for c in s.claims}
    assert not verdicts & {"overstated", "speaker_missing", "contradicted"}
