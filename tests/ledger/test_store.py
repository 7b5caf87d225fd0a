"""What the ledger promises: it only adds, forgets nothing it acknowledged, and answers from the current reading."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from according.errors import LedgerError, LedgerNotFound, NotInLedger
from according.ledger import ClaimFilter, Ledger
from tests.factory import STORY, claim, document, reading


@pytest.fixture
def ledger(place: Callable[[str], str]) -> Iterator[Ledger]:
    """An empty ledger, of each kind of store in turn."""
    with Ledger.open(place("press room"), create=True) as opened:
        yield opened


def add(ledger: Ledger, page=None, *claims, **changes) -> str:
    """Add a document with one claim, as the pipeline does."""
    page = page or document()
    found = claims or (claim(page),)
    return ledger.put(page, page.text.encode(), found, reading=reading(page, "Marten Oyelaran"), **changes)


def test_adding_the_same_document_twice_changes_nothing(ledger: Ledger) -> None:
    """Same id, same bytes, same reader: nothing is written."""
    assert add(ledger) == "added"
    before = ledger.dump()
    assert add(ledger) == "unchanged"
    assert ledger.dump() == before


def test_claim_comes_back_equal_with_its_quote(ledger: Ledger) -> None:
    """What was put is what is read."""
    add(ledger)
    assert ledger.claims() == [claim()]


def test_other_bytes_under_the_same_id_make_a_new_version(ledger: Ledger) -> None:
    """The older version stays, the newer one's claims are shown."""
    add(ledger)
    later = document(STORY.replace("charged", "convicted"))
    assert add(ledger, later, claim(later, stage="convicted")) == "new_version"
    assert [c.stage for c in ledger.claims()] == ["convicted"]
    assert ledger.original("story-1", document().version) == STORY.encode()


def test_documents_with_the_same_bytes_share_them(ledger: Ledger) -> None:
    """Another id with the same bytes is another document, stored once."""
    add(ledger)
    twin = document(id="story-2")
    add(ledger, twin, claim(twin))
    assert ledger.status().documents == 2
    assert {c.document.id for c in ledger.claims()} == {"story-1", "story-2"}


def test_original_bytes_come_back_as_supplied(ledger: Ledger) -> None:
    """Also where they are not text."""
    ledger.put(document(), b"\x00\xff original")
    assert ledger.original("story-1", document().version) == b"\x00\xff original"


def test_decision_is_carried_to_the_same_statement_of_a_new_reading(ledger: Ledger) -> None:
    """A re-reading by a newer engine keeps what a person accepted."""
    add(ledger, extractor="1")
    ledger.decide("accept", ledger.claims()[0], author="Ana", reason="checked the court file")
    assert add(ledger, extractor="2") == "reread"
    assert [c.review for c in ledger.claims()] == ["accepted"]


def test_accepted_claim_that_a_new_reading_lacks_stays_visible(ledger: Ledger) -> None:
    """Nothing a machine does overrides a person."""
    add(ledger, extractor="1")
    ledger.decide("accept", ledger.claims()[0], author="Ana", reason="")
    page = document()
    ledger.put(page, page.text.encode(), (), reading=reading(page), extractor="2")
    assert [c.review for c in ledger.claims()] == ["accepted"]


def test_rejection_of_a_claim_that_is_gone_is_listed_as_lost(ledger: Ledger) -> None:
    """A decision is never dropped, and never re-applied to another statement."""
    add(ledger, extractor="1")
    ledger.decide("reject", ledger.claims()[0], author="Ana", reason="wrong man")
    page = document()
    other = claim(page, stage="arrested")
    ledger.put(page, page.text.encode(), (other,), reading=reading(page), extractor="2")
    assert [c.review for c in ledger.claims()] == ["unreviewed"]
    assert [d.reason for d in ledger.lost_decisions()] == ["wrong man"]


def test_decision_on_a_sentence_longer_than_any_index_entry_is_found(ledger: Ledger) -> None:
    """A list of names that cannot be compressed, tens of thousands of characters long, is one statement."""
    numbers = random.Random(7)
    names = ", ".join(f"{numbers.getrandbits(64):x}" for _ in range(2000))
    page = document(f"Marten Oyelaran, {names} were charged with robbery, prosecutors said.")
    add(ledger, page)
    ledger.decide("accept", ledger.claims()[0], author="Ana", reason="seen in court")
    assert [c.review for c in ledger.claims(ClaimFilter(document=page.id))] == ["accepted"]


def test_undone_decision_leaves_the_claim_as_it_was(ledger: Ledger) -> None:
    """Undoing is another row."""
    add(ledger)
    number = ledger.decide("reject", ledger.claims()[0], author="Ana", reason="")
    ledger.undo(number, author="Ben")
    assert [c.review for c in ledger.claims()] == ["unreviewed"]


def test_edited_claim_shows_the_edit_and_keeps_its_quote(ledger: Ledger) -> None:
    """The machine's claim stays as history under the same id."""
    add(ledger)
    machine = ledger.claims()[0]
    ledger.edit(machine, replace(machine, stage="arrested"), author="Ana", reason="not charged yet")
    (edited,) = ledger.claims()
    assert (edited.id, edited.stage, edited.review) == (machine.id, "arrested", "edited")
    assert edited.evidence == machine.evidence


def test_claim_entered_by_a_person_stands_beside_the_machines(ledger: Ledger) -> None:
    """It survives a new reading and says who read it."""
    add(ledger, extractor="1")
    ledger.enter(claim(stage="suspected"), author="Ana")
    add(ledger, extractor="2")
    assert sorted((c.stage, c.extractor.name) for c in ledger.claims()) == [
        ("charged", "according"),
        ("suspected", "person"),
    ]


def test_superseded_claim_names_the_later_one(ledger: Ledger) -> None:
    """Both stay; the earlier knows what replaced it."""
    page = document()
    late = claim(page, stage="convicted")
    early = claim(page, superseded_by=(late.id,))
    add(ledger, page, early, late)
    assert [c.superseded_by for c in ledger.claims()] == [(late.id,), ()]
    assert [c.id for c in ledger.claims(ClaimFilter(superseded=False))] == [late.id]


def test_as_of_leaves_out_later_and_undated_documents(ledger: Ledger) -> None:
    """A reader of that day could not know them."""
    add(ledger)
    for name, day in (("late", "2025-01-01"), ("undated", None)):
        page = document(id=name, published=day)
        add(ledger, page, claim(page))
    assert {c.document.id for c in ledger.claims(ClaimFilter(as_of="2024-12-31"))} == {"story-1"}


def test_known_on_uses_only_what_was_recorded_by_then(place: Callable[[str], str]) -> None:
    """The clock of the ledger, not of the documents."""
    days = iter(f"2026-01-0{n // 9 + 1}T00:00:00.{n:06d}Z" for n in range(80))
    with Ledger.open(place("a"), create=True, clock=lambda: next(days)) as ledger:
        add(ledger)
        recorded = ledger.status().last_added or ""
        page = document(id="story-2")
        add(ledger, page, claim(page))
        assert {c.document.id for c in ledger.claims(ClaimFilter(known_on=recorded))} == {"story-1"}


def test_a_document_changed_later_is_seen_as_it_stood_on_the_day(ledger: Ledger) -> None:
    """By the clock of the documents: its first version, with the people of that version."""
    first = document("Marten Oyelaran was charged with robbery.", published="2024-03-11")
    second = document("Odalys Finch was charged with robbery.", published="2025-03-11")
    ledger.put(first, b"1", reading=reading(first, "Marten Oyelaran"))
    ledger.put(second, b"2", reading=reading(second, "Odalys Finch"))
    day = ClaimFilter(as_of="2024-12-31")
    assert [d.text for d in ledger.documents(day)] == [first.text]
    assert [c.name for c in ledger.candidates(given=day)] == ["Marten Oyelaran"]
    assert [c.name for c in ledger.candidates()] == ["Odalys Finch"]


def test_collections_keep_documents_apart(ledger: Ledger) -> None:
    """A question about one collection sees nothing of another."""
    add(ledger, collection="desk a")
    page = document(id="story-2")
    add(ledger, page, claim(page), collection="desk b")
    seen = ClaimFilter(collections=("desk b",))
    assert {c.document.id for c in ledger.claims(seen)} == {"story-2"}
    assert [h.document for h in ledger.search("charged", seen)] == ["story-2"]
    assert [c.document for c in ledger.candidates("Marten Oyelaran", seen)] == ["story-2"]


@pytest.mark.parametrize(
    "words", ["\udc80\u00b2 OR", "a\0b", '"', "AND OR NOT", "rob*", "(", "text:charged", "^", "-", ""]
)
def test_no_search_words_are_malformed(ledger: Ledger, words: str) -> None:
    """Whatever is typed is looked for as words."""
    add(ledger)
    assert isinstance(ledger.search(words), list)


def test_words_of_thousands_of_paragraphs_are_found_also_in_the_oldest(ledger: Ledger) -> None:
    """The newest are put in order first; where a filter hides them all, the search goes on to those before."""
    old, new = document("A lantern.", id="old"), document("A lantern.\n" * 4100, id="new")
    for page in (old, new):
        ledger.put(page, page.text.encode(), (), reading=reading(page))
    assert [h.document for h in ledger.search("lantern", ClaimFilter(document="old"))] == ["old"]
    assert len(ledger.search("lantern", limit=50)) == 50


def test_search_finds_words_without_accents_and_says_where(ledger: Ledger) -> None:
    """The hit's offsets are those of the stored text."""
    page = document("Nothing here.\nThe man from Peñaquieta was seen.")
    ledger.put(page, page.text.encode())
    (hit,) = ledger.search("penaquieta")
    assert page.text[hit.start : hit.end] == "The man from Peñaquieta was seen."


def test_name_is_found_in_any_case_and_without_article(ledger: Ledger) -> None:
    """Names are compared as names."""
    page = document("The Harbor Nine met.")
    ledger.put(page, b"x", (), reading=reading(page, "Harbor Nine", type="group"))
    assert [c.name for c in ledger.candidates("the HARBOR nine")] == ["Harbor Nine"]


def test_text_with_a_nul_is_stored_without_it(ledger: Ledger) -> None:
    """From whatever form or option it came: a server stores none."""
    add(ledger, document(publisher="Port\0Maren"))
    ledger.decide("accept", ledger.claims()[0], author="Ana\0", reason="seen\0 in court")
    assert [(d.author, d.reason) for d in ledger.decisions()] == [("Ana\ufffd", "seen\ufffd in court")]
    ledger.reject("x\0", "empty")
    assert [r.source for r in ledger.rejected()] == ["x\ufffd"]


def test_rejected_document_is_listed_until_it_is_taken(ledger: Ledger) -> None:
    """Nothing is lost in silence."""
    ledger.reject("story-1.txt", "damaged", "cut off")
    assert [(r.source, r.reason) for r in ledger.rejected()] == [("story-1.txt", "damaged")]
    add(ledger)
    assert ledger.rejected() == []


def test_claim_may_not_be_entered_into_a_document_that_is_not_there(ledger: Ledger) -> None:
    """The message says what to do."""
    with pytest.raises(NotInLedger, match="Add it first"):
        ledger.enter(claim(), author="Ana")


def test_missing_ledger_is_not_made_by_a_question(tmp_path: Path) -> None:
    """Opening without `create` names the command that makes one."""
    with pytest.raises(LedgerNotFound, match="according add"):
        Ledger.open(tmp_path / "none.ledger")


def test_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    """It is named, and not written to."""
    path = tmp_path / "notes.txt"
    path.write_text("just notes, longer than sixteen bytes")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path, create=True)
    assert path.read_text() == "just notes, longer than sixteen bytes"
