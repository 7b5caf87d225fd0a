"""`according link` on a ledger: the same in any order and number of additions; decisions survive a new reading."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from according.errors import NotInLedger
from according.ledger import Ledger
from according.linking import link_entities
from tests.factory import document, reading

LANE = "The Gull Lane pawnshop was robbed on 4 March 2024; Odalys Finch was tied with cord beside a heron statuette."
FERRY = "The Quillon ferry lost nine parking permits to a forger on 9 June 2019, said harbourmaster Sunniva Brekke."
STORIES = {
    "a": f"Jose Garcia, 34, of Port Maren is charged. {LANE}",
    "b": f"Jose Garcia, 34, of Port Maren pleaded guilty. {LANE}",
    "c": f"Jose Garcia, 36, of Dunmore is charged. {FERRY}",
    "d": f"Jose Garcia, 36, of Dunmore is convicted. {FERRY}",
}
ANA = {"author": "Ana", "reason": "asked the court"}


def put(ledger: Ledger, ids: Iterable[str], *, extractor: str = "1") -> None:
    """Add stories to a ledger."""
    for id in ids:
        page = document(STORIES[id], id=id)
        ledger.put(page, STORIES[id].encode(), (), reading=reading(page, "Jose Garcia"), extractor=extractor)


def parties(ledger: Ledger) -> dict[str, str]:
    """The party of the person of each document, after linking."""
    link_entities(ledger)
    linked = ledger.linked()
    return {c.document: linked[c.row].party for c in ledger.candidates()}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """All stories, not linked yet."""
    opened = Ledger.open(tmp_path / "x.ledger", create=True)
    put(opened, "abcd")
    return opened


def test_additions_in_any_split_and_order_give_what_linking_at_once_gives(ledger: Ledger, tmp_path: Path) -> None:
    """The same parties, under the same ids."""
    at_once = parties(ledger)
    assert (at_once["a"] == at_once["b"], at_once["c"] == at_once["d"], at_once["a"] == at_once["c"]) == (
        True, True, False,
    )  # fmt: skip
    with Ledger.open(tmp_path / "y.ledger", create=True) as other:
        for batch in ("db", "c", "a"):
            put(other, batch)
            parties(other)
        assert parties(other) == at_once


def test_dry_run_stores_nothing(ledger: Ledger) -> None:
    """It only says what it would do."""
    done = link_entities(ledger, dry_run=True)
    assert (done.entities, done.parties, done.changed) == (4, 2, 0)
    assert ledger.linked() == {}


def test_decision_holds_after_a_new_reading_and_until_it_is_taken_back(ledger: Ledger) -> None:
    """It is kept by document and name, not by the entity of one reading."""
    before = parties(ledger)
    number = ledger.decide_identity("merge", ("a", "Jose Garcia"), ("c", "Jose Garcia"), **ANA)
    put(ledger, "abcd", extractor="2")
    assert len(set(parties(ledger).values())) == 1
    ledger.undo(number, author="Ana")
    assert parties(ledger) == before


def test_decision_about_somebody_whom_no_document_names_is_refused(ledger: Ledger) -> None:
    """The message says where to look."""
    with pytest.raises(NotInLedger, match="names nobody 'Jose Garza'"):
        ledger.decide_identity("merge", ("a", "Jose Garcia"), ("c", "Jose Garza"), **ANA)


def test_erasing_a_document_takes_decisions_about_its_people_along(ledger: Ledger) -> None:
    """Nothing of it is left, also not the name in a decision."""
    ledger.decide_identity("never_same", ("a", "Jose Garcia"), ("d", "Jose Garcia"), **ANA)
    ledger.erase_document("d", reason="court order", author="Ana")
    assert ledger.decisions() == []
    assert set(parties(ledger)) == {"a", "b", "c"}


def test_undated_and_future_documents_are_linked_by_what_they_tell(tmp_path: Path) -> None:
    """A missing or impossible date forbids nothing and proves nothing."""
    with Ledger.open(tmp_path / "z.ledger", create=True) as opened:
        for id, day in (("a", None), ("b", "2124-03-11")):
            page = document(STORIES[id], id=id, published=day)
            opened.put(page, STORIES[id].encode(), (), reading=reading(page, "Jose Garcia"), extractor="1")
        assert set(parties(opened)) == {"a", "b"}
