"""Two ledgers become one without duplicates, and nobody's decision is overruled."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from according.exchange import merge, take_claims
from according.intake import IntakeOptions, Source
from according.intake.source import Content
from according.ledger import Ledger
from according.model import claim_record
from according.pipeline import Pipeline
from according.settings import Settings

CHARGED = "Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said."
ARRESTED = "Teodor Lunz, 22, was arrested in Eastholm on Friday, police said."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """The bundled reader and engine."""
    return Pipeline(Settings())


@pytest.fixture
def ledgers(tmp_path: Path, pipeline: Pipeline) -> Iterator[tuple[Ledger, Ledger]]:
    """One with a story, one with the same story and another."""
    with ExitStack() as stack:
        mine, theirs = (
            stack.enter_context(Ledger.open(tmp_path / f"{name}.ledger", create=True)) for name in ("mine", "theirs")
        )
        add(pipeline, mine, "charged.txt", CHARGED)
        add(pipeline, theirs, "charged.txt", CHARGED)
        add(pipeline, theirs, "arrested.txt", ARRESTED)
        yield mine, theirs


def add(pipeline: Pipeline, ledger: Ledger, name: str, text: str) -> None:
    """One document, read."""
    pipeline.add([Source(name, name, lambda: Content(text.encode()))], ledger, IntakeOptions(published="2024-05-15"))


def accusation(ledger: Ledger, document: str):
    """The accusation of one document."""
    return next(c for c in ledger.claims() if c.predicate == "accused_of" and c.document.id == document)


def test_documents_come_once_and_a_second_merge_changes_nothing(ledgers, pipeline: Pipeline) -> None:
    """The merged ledger holds what one of both would hold."""
    mine, theirs = ledgers
    done = merge(mine, theirs, pipeline)
    assert (done.documents, done.known, done.conflicts) == (1, 1, [])
    assert mine.dump() == theirs.dump()
    again = merge(mine, theirs, pipeline)
    assert (again.documents, again.known) == (0, 2)
    assert mine.dump() == theirs.dump()


def test_decisions_come_with_their_author(ledgers, pipeline: Pipeline) -> None:
    """An acceptance there is an acceptance here."""
    mine, theirs = ledgers
    theirs.decide("accept", accusation(theirs, "arrested.txt"), author="Ana", reason="checked")
    assert merge(mine, theirs, pipeline).decisions == 1
    assert accusation(mine, "arrested.txt").review == "accepted"
    assert mine.decisions()[0].author == "Ana"


def test_conflicting_decision_is_listed_and_left(ledgers, pipeline: Pipeline) -> None:
    """A person here rejected what a person there accepted."""
    mine, theirs = ledgers
    mine.decide("reject", accusation(mine, "charged.txt"), author="Ben", reason="another man")
    theirs.decide("accept", accusation(theirs, "charged.txt"), author="Ana", reason="checked")
    done = merge(mine, theirs, pipeline)
    assert [(c.here, c.there) for c in done.conflicts] == [("reject by Ben", "accept by Ana")]
    assert accusation(mine, "charged.txt").review == "rejected"


def test_other_version_of_a_document_does_not_replace_ours(ledgers, pipeline: Pipeline) -> None:
    """It is listed as a conflict."""
    mine, theirs = ledgers
    add(pipeline, theirs, "charged.txt", CHARGED.replace("extortion", "robbery"))
    done = merge(mine, theirs, pipeline)
    assert [c.target for c in done.conflicts] == ["charged.txt"]
    assert mine.document("charged.txt").text == CHARGED


def test_erased_document_does_not_come_back(ledgers, pipeline: Pipeline) -> None:
    """By no way in."""
    mine, theirs = ledgers
    add(pipeline, mine, "arrested.txt", ARRESTED)
    mine.erase_document("arrested.txt", reason="court order", author="Ana")
    assert merge(mine, theirs, pipeline).erased == 1
    assert [d.id for d in mine.documents()] == ["charged.txt"]


def test_identity_and_undoing_are_heeded_as_reviews_are(ledgers, pipeline: Pipeline) -> None:
    """Who is one comes over; what was taken back here is listed and stays so."""
    mine, theirs = ledgers
    add(pipeline, theirs, "again.txt", CHARGED.replace("Monday", "Friday"))
    sides = ("charged.txt", "Marten Oyelaran"), ("again.txt", "Marten Oyelaran")
    theirs.decide_identity("never_same", *sides, author="Ana", reason="two men")
    theirs.decide("accept", accusation(theirs, "charged.txt"), author="Ana", reason="checked")
    assert merge(mine, theirs, pipeline).decisions == 2
    assert sorted(d.kind for d in mine.decisions()) == ["accept", "never_same"]
    mine.undo(next(d.id for d in mine.decisions() if d.kind == "accept"), author="Ben")
    done = merge(mine, theirs, pipeline)
    assert [(c.here, c.there) for c in done.conflicts] == [("accept was taken back", "accept by Ana")]


def test_whole_document_takes_the_place_of_its_quotes(ledgers, pipeline: Pipeline) -> None:
    """What was known by claims alone is read when the document comes."""
    mine, theirs = ledgers
    told = [(1, claim_record(accusation(theirs, "arrested.txt")))]
    assert take_claims(mine, told).documents == 1
    done = merge(mine, theirs, pipeline)
    assert (done.documents, done.conflicts) == (1, [])
    assert mine.document("arrested.txt").text == ARRESTED
