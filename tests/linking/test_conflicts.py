"""Decisions about who is who that go in circles, contradict one another or have lost their people."""

from pathlib import Path

import pytest

from according.errors import LedgerError
from according.ledger import Ledger
from according.linking import find_doubts, link_entities, link_new, name_in
from according.model import Entity, Mention, Reading
from tests.factory import document, reading

ANA = {"author": "Ana", "reason": "asked the court"}
TEXTS = {
    "a": "Jose Garcia, 34, of Port Maren is charged with robbing the Gull Lane pawnshop.",
    "b": "Jose Garcia, 36, of Dunmore forged parking permits of the Quillon ferry.",
    "c": "Jose Garcia, 71, of Selwick lost his barge to a flood of brass compasses.",
    "d": "Teo Varga and Jose Garza waited.",
}
A, B, C = (("a", "Jose Garcia"), ("b", "Jose Garcia"), ("c", "Jose Garcia"))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Three of one name who are three as far as the documents tell, and two others in one document."""
    with Ledger.open(tmp_path / "x.ledger", create=True) as opened:
        for id in TEXTS:
            put(opened, id)
        link_entities(opened)
        yield opened


def put(ledger: Ledger, id: str, *names: str, extractor: str = "1") -> None:
    """Add a document, or read it again with other names."""
    page = document(TEXTS[id], id=id)
    given = names or (("Teo Varga", "Jose Garza") if id == "d" else ("Jose Garcia",))
    ledger.put(page, TEXTS[id].encode(), (), reading=reading(page, *given), extractor=extractor)


def conflicts(ledger: Ledger) -> list[int]:
    """Numbers of decisions that were not followed: the same after the next addition as after linking all."""
    found = [c.decision for c in link_new(ledger).conflicts]
    assert found == [c.decision for c in link_entities(ledger, count=False, dry_run=True).conflicts]
    assert found == [c.decision for c in find_doubts(ledger).conflicts]
    return found


def party(ledger: Ledger) -> dict[str, str]:
    """The party of the first person of each document, as stored."""
    linked = ledger.linked()
    return {c.document: linked[c.row].party for c in reversed(ledger.candidates())}


def test_merges_in_a_circle_are_one_person_until_two_of_them_are_taken_back(ledger: Ledger) -> None:
    """The third says nothing that the other two do not; a reason is kept with each."""
    numbers = [ledger.decide_identity("merge", *pair, **ANA) for pair in ((A, B), (B, C), (C, A))]
    assert conflicts(ledger) == []
    assert len({party(ledger)[d] for d in "abc"}) == 1
    ledger.undo(numbers[0], author="Ana")
    assert conflicts(ledger) == []
    assert len({party(ledger)[d] for d in "abc"}) == 1
    ledger.undo(numbers[1], author="Ana")
    assert conflicts(ledger) == []
    assert party(ledger)["a"] == party(ledger)["c"] != party(ledger)["b"]


def test_chain_of_merges_holds_against_ages_that_do_not_fit(ledger: Ledger) -> None:
    """Nobody decided about the two ends, but both were said to be the one in the middle."""
    for pair in ((A, B), (B, C)):
        ledger.decide_identity("merge", *pair, **ANA)
    assert conflicts(ledger) == []
    assert party(ledger)["a"] == party(ledger)["c"]


@pytest.mark.parametrize("kind", ["split", "never_same"])
def test_merge_and_its_contrary_are_both_told_and_the_two_stay_apart(ledger: Ledger, kind: str) -> None:
    """Neither author is overruled in silence, whoever came last; taking one back settles it."""
    first = ledger.decide_identity("merge", A, B, **ANA)
    second = ledger.decide_identity(kind, B, A, author="Bo", reason="two birth dates")
    assert conflicts(ledger) == [second]
    (told,) = link_new(ledger).conflicts
    assert f"decisions {first} make one" in told.why
    assert party(ledger)["a"] != party(ledger)["b"]
    ledger.undo(second, author="Ana")
    assert conflicts(ledger) == []
    assert party(ledger)["a"] == party(ledger)["b"]


def test_chain_against_a_contrary_names_the_whole_chain(ledger: Ledger) -> None:
    """The ends stay apart; which of the merges is wrong is for a person to say."""
    numbers = [ledger.decide_identity("merge", *pair, **ANA) for pair in ((A, B), (B, C))]
    apart = ledger.decide_identity("never_same", A, C, **ANA)
    assert conflicts(ledger) == [apart]
    (told,) = link_new(ledger).conflicts
    assert f"decisions {numbers[0]}, {numbers[1]} make one" in told.why
    assert party(ledger)["a"] != party(ledger)["c"]


def test_decision_about_somebody_whom_a_new_reading_lacks_is_told_and_holds_again_with_them(ledger: Ledger) -> None:
    """It is neither dropped nor moved to somebody else of the document."""
    number = ledger.decide_identity("merge", A, ("d", "Teo Varga"), **ANA)
    assert conflicts(ledger) == []
    put(ledger, "d", "Jose Garza", extractor="2")
    assert conflicts(ledger) == [number]
    assert party(ledger)["a"] != party(ledger)["d"]
    put(ledger, "d", extractor="3")
    assert conflicts(ledger) == []
    assert party(ledger)["a"] == party(ledger)["d"]


def test_one_person_of_one_document_is_no_pair(ledger: Ledger) -> None:
    """There is nothing to decide."""
    with pytest.raises(LedgerError, match="Name two people, or two documents"):
        ledger.decide_identity("merge", A, ("a", "jose garcia"), **ANA)
    assert ledger.decisions() == []


def test_short_form_of_a_name_leads_to_the_person_who_bears_it(ledger: Ledger) -> None:
    """A document that also gives the middle name knows the person by it."""
    text = "Ilse Maria Brandt paid. Ilse Brandt wept."
    page = document(text, id="e")
    mentions = (Mention(0, 17, "person", "named", 0, 0), Mention(24, 35, "person", "named", 1, 0))
    found = Reading(page, "test", "1", mentions=mentions, entities=(Entity("person", "Ilse Brandt", (0, 1)),))
    ledger.put(page, text.encode(), (), reading=found, extractor="1")
    link_new(ledger)
    assert name_in(ledger, "e", "Ilse Brandt") == "Ilse Maria Brandt"
