"""A draft that is kept is a confidential document and nobody's report: the ledger's answers stay what they were."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from according.drafts import check_document, pasted, take_draft
from according.errors import ContractError, RejectedDocument
from according.intake import IntakeOptions
from according.ledger import Ledger
from according.linking import link_entities, link_new
from according.pipeline import Pipeline
from according.settings import Settings
from according.views import Desk
from tests.check.test_drafts import draft_source
from tests.factory import claim

DAY = date(2025, 4, 1)
STORY = "Marten Oyelaran, 34, was charged with robbery on Monday, prosecutors said. He denied it."
DRAFT = (
    "Marten Oyelaran was convicted of robbery. Odalys Finch, 40, leads the Harbor Nine gang. "
    "A boy of 15, Karim Adeyemi, was shot."
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The bundled reader, loaded once."""
    return Pipeline(Settings())


@pytest.fixture
def ledger(tmp_path: Path, pipeline: Pipeline) -> Iterator[Ledger]:
    """One story, linked."""
    with Ledger.open(tmp_path / "kept.ledger", create=True) as opened:
        pipeline.add([draft_source("story.txt", STORY)], opened, IntakeOptions(published="2024-05-15"))
        link_entities(opened)
        yield opened


def held(ledger: Ledger, pipeline: Pipeline, words: str = DRAFT, *, keep: bool = False):
    """The check of a draft."""
    source = pasted(words)
    document = take_draft(source, published=DAY.isoformat())
    return check_document(document, source, Desk(ledger), pipeline, day=DAY, keep_in="main" if keep else None)


def test_kept_draft_is_a_confidential_document_without_claims(ledger: Ledger, pipeline: Pipeline) -> None:
    """Its words are there, and are found; what it says is no claim of the ledger."""
    before = ledger.claims()
    kept = held(ledger, pipeline, keep=True).kept
    document = ledger.document(kept)
    assert kept.startswith("according:draft/")
    assert (document.text, document.handling, document.title) == (DRAFT, "confidential", "Draft: draft.txt")
    assert ledger.claims() == before
    assert [hit.document for hit in ledger.search('"Harbor Nine"')] == [kept]
    assert held(ledger, pipeline, keep=True).kept == kept
    assert ledger.status().documents == 2


def test_kept_draft_changes_nothing_that_a_later_check_finds(ledger: Ledger, pipeline: Pipeline) -> None:
    """No claim, no name and no word of it is on record, linked or not, also for a draft that says more."""
    alike = f"{DRAFT} Odalys Finch ordered the shooting, police said."
    first, other = held(ledger, pipeline).check, held(ledger, pipeline, alike).check
    held(ledger, pipeline, keep=True)
    assert held(ledger, pipeline).check.sentences == first.sentences
    assert held(ledger, pipeline, alike).check.sentences == other.sentences
    link_new(ledger)
    assert held(ledger, pipeline).check.sentences == first.sentences
    link_entities(ledger)
    assert held(ledger, pipeline).check.sentences == first.sentences
    assert "supported" not in first.counts


def test_nobody_is_listed_for_being_named_in_a_draft(ledger: Ledger, pipeline: Pipeline) -> None:
    """A profile and its count of documents tell of reports alone."""
    held(ledger, pipeline, keep=True)
    found = {p.name: p.documents for p in Desk(ledger).parties if p.type in ("person", "group")}
    assert found == {"Marten Oyelaran": ["story.txt"]}


def test_protected_name_in_a_draft_is_masked(ledger: Ledger, pipeline: Pipeline) -> None:
    """Also one that stands in no other document."""
    kept = held(ledger, pipeline, keep=True).kept
    shown = Desk(ledger).shown(ledger.document(kept).text, kept)
    assert "Karim" not in shown
    assert "Odalys Finch" in shown


def test_no_claim_is_entered_in_a_draft(ledger: Ledger, pipeline: Pipeline) -> None:
    """A person takes it from where the draft has it."""
    kept = held(ledger, pipeline, keep=True).kept
    with pytest.raises(ContractError, match="no source"):
        ledger.enter(claim(ledger.document(kept)), author="Ana")


def test_erased_draft_is_not_kept_again(ledger: Ledger, pipeline: Pipeline) -> None:
    """Erasing it is meant."""
    kept = held(ledger, pipeline, keep=True).kept
    ledger.erase_document(kept, reason="order", author="Ana")
    with pytest.raises(RejectedDocument, match="erased"):
        held(ledger, pipeline, keep=True)
