"""A ledger narrowed to some collections answers from them alone, on both stores."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields

import pytest

from according.errors import NotAllowed, NotInLedger
from according.ledger import Ledger, LedgerPart
from according.linking import find_doubts, link_entities
from tests.factory import STORY, argument, claim, document, reading

TELLS_NOTHING = {
    "open", "close", "name", "accounts", "batch", "link_memory", "lease", "leased", "hand_over", "knows",
    "was_linked", "revision",
}  # fmt: skip
"""Methods of `Ledger` that a part has unchanged: they tell nothing of documents, or only what was asked with."""
INHERITED = {"document", "latest_decision", "unmasked", "decide_identity", "decide_known", "edit", "linked"}
"""Methods that ask the narrowed ones, or whose answer names rows that only a narrowed question leads to."""


@pytest.fixture
def ledger(place: Callable[[str], str]) -> Iterator[Ledger]:
    """One story on two desks, word for word, and one more on each."""
    with Ledger.open(place("desks"), create=True) as opened:
        for desk in ("harbour", "docks"):
            page = document(id=f"{desk}-copy")
            opened.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"), collection=desk)
            name = {"harbour": "Odalys Finch", "docks": "Zebulon Quandary"}[desk]
            own = document(f"{name} was charged with arson, police said.", id=f"{desk}-own", published="2020-01-01")
            told = claim(own, subject=argument(name, inside=own, entity=f"{desk}-own#0"))
            opened.put(own, b"y", (told,), reading=reading(own, name), collection=desk)
        opened.reject("zebulon.pdf", "needs_ocr")
        yield opened


@pytest.fixture
def part(ledger: Ledger) -> LedgerPart:
    """As the harbour desk sees it."""
    return LedgerPart(ledger, ("harbour",))


def test_every_method_is_narrowed_or_tells_nothing() -> None:
    """A new question of `Ledger` has to be thought about here."""
    public = {name for name, _ in inspect.getmembers(Ledger) if not name.startswith("_")}
    assert sorted(public - set(vars(LedgerPart)) - INHERITED) == sorted(TELLS_NOTHING)


def test_questions_are_answered_from_its_documents_alone(part: LedgerPart) -> None:
    """No row of another desk is in any answer."""
    assert [d.id for d in part.documents()] == ["harbour-copy", "harbour-own"]
    assert {c.document.id for c in part.claims()} == {"harbour-copy", "harbour-own"}
    assert [c.name for c in part.candidates()] == ["Marten Oyelaran", "Odalys Finch"]
    assert part.candidates("Zebulon Quandary") == []
    assert part.search("Quandary") == []
    assert {h.document for h in part.search("charged")} == {"harbour-own", "harbour-copy"}
    assert part.documents_after(0) == ["harbour-own", "harbour-copy"]
    assert (part.rejected(), part.tombstones()) == ([], [])


def test_counts_are_of_its_documents_alone(ledger: Ledger, part: LedgerPart) -> None:
    """Also days, publishers, people and decisions."""
    ledger.put(document(id="docks-old", published="1999-01-01"), b"z", (), collection="docks")
    ledger.decide("accept", claim(document(id="docks-copy")), author="Dot", reason="")
    assert (part.collection_sizes(), ledger.collection_sizes()) == ({"harbour": 2}, {"docks": 3, "harbour": 2})
    told = part.status()
    assert (told.documents, told.versions, told.claims, told.people, told.decisions) == (2, 2, 2, 2, 0)
    assert (told.rejected, told.erased, told.first_published) == ({}, 0, "2020-01-01")
    assert part.span() == ("2020-01-01", "2024-03-11")
    counted = {f.name for f in fields(told)}
    assert {n for n in counted if getattr(told, n) != getattr(ledger.status(), n)} == {
        "documents", "versions", "claims", "people", "decisions", "first_published", "rejected", "undated",
        "last_added", "last_recorded",
    } - {"undated"}  # fmt: skip


def test_what_another_desk_decides_about_the_same_words_is_not_seen(ledger: Ledger, part: LedgerPart) -> None:
    """Though the statement is word for word the same; and it stands in nobody's way."""
    page = document(id="docks-copy")
    edit = claim(page, subject=argument("Zebulon Quandary"))
    ledger.edit(claim(page), edit, author="Dot", reason="it is he")
    mine = claim(document(id="harbour-copy"))
    assert [(c.review, c.subject.name) for c in part.claims() if c.document.id == "harbour-copy" and c.subject] == [
        ("unreviewed", "Marten Oyelaran")
    ]
    assert part.latest_decision(mine) == 0
    assert part.decisions() == []
    part.decide("accept", mine, author="Rev", reason="", seen=0)
    assert [d.author for d in part.decisions()] == ["Rev"]


def test_nothing_of_another_desk_can_be_changed(ledger: Ledger, part: LedgerPart) -> None:
    """It is told as what is not there."""
    other = claim(document(id="docks-copy"))
    number = ledger.decide("accept", other, author="Dot", reason="")
    shown = ledger.decide("unmask", target="docks-own#0", author="Dot", reason="")
    for change in (
        lambda: part.decide("reject", other, author="Rev", reason=""),
        lambda: part.edit(other, other, author="Rev", reason=""),
        lambda: part.enter(other, author="Rev"),
        lambda: part.undo(number, author="Rev"),
        lambda: part.undo(shown, author="Rev"),
        lambda: part.decide("unmask", target="docks-own#0", author="Rev", reason=""),
        lambda: part.decide_identity(
            "merge", ("harbour-copy", "Marten Oyelaran"), ("docks-copy", "Marten Oyelaran"), author="Rev", reason=""
        ),
        lambda: part.document("docks-own"),
        lambda: part.original("docks-copy", other.document.version),
    ):
        with pytest.raises(NotInLedger):
            change()
    assert len(ledger.decisions()) == 2
    assert part.unmasked() == frozenset()


def test_name_without_a_place_is_unmasked_by_who_sees_all(part: LedgerPart) -> None:
    """A bare name would be shown in every collection."""
    with pytest.raises(NotAllowed):
        part.decide("unmask", target="Marten Oyelaran", author="Edi", reason="")


def test_only_the_whole_ledger_adds_erases_and_is_copied(part: LedgerPart) -> None:
    """A part would do it by half."""
    for change in (part.put, part.erase_document, part.erase_person, part.verify, part.dump, part.copy_into):
        with pytest.raises(NotAllowed):
            change()


def test_decision_about_who_is_one_across_desks_is_seen_by_who_sees_both(ledger: Ledger, part: LedgerPart) -> None:
    """Its two sides name documents."""
    sides = ("harbour-copy", "Marten Oyelaran"), ("docks-copy", "Marten Oyelaran")
    ledger.decide_identity("never_same", *sides, author="All", reason="two men")
    assert part.decisions() == []
    assert len(LedgerPart(ledger, ("harbour", "docks")).decisions()) == 1


def test_pairs_that_wait_are_of_its_documents(ledger: Ledger) -> None:
    """A doubtful pair across desks waits for somebody who sees both."""
    for n, desk in enumerate(("harbour", "docks", "harbour")):
        text = f"{STORY}\nThe man from Slate Street, {30 + n}, is held in Port Maren."
        page = document(text, id=f"{desk}-{n}", published=f"2024-0{n + 1}-01")
        ledger.put(page, text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"), collection=desk)
    link_entities(ledger)
    part = LedgerPart(ledger, ("harbour",))
    everywhere = {d for p in find_doubts(ledger).pairs for d in (p.one.document, p.other.document)}
    inside = {d for p in find_doubts(part).pairs for d in (p.one.document, p.other.document)}
    assert {d.partition("-")[0] for d in everywhere} == {"harbour", "docks"}
    assert {d.partition("-")[0] for d in inside} == {"harbour"}
