"""Links to entries of watch-lists, on both stores: kept once, numbered for good, gone with what they name."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from according.errors import DecidedMeanwhile, NotInLedger
from according.ledger import KnownEntry, KnownLink, Ledger, LedgerPart, link_of
from tests.factory import argument, claim, document, reading

LINK = KnownLink(
    KnownEntry("targets", "Q4711", "OYELARAN, Marten", "sanction"), "a", "Marten Oyelaran", 0.4, ("same name",)
)


class Clock:
    """An instant that a test sets."""

    day = "2024-05-01"

    def __call__(self) -> str:
        """Noon of the day."""
        return f"{self.day}T12:00:00.000000Z"


@pytest.fixture
def clock() -> Clock:
    """The ledger's."""
    return Clock()


@pytest.fixture
def ledger(place: Callable[[str], str], clock: Clock) -> Iterator[Ledger]:
    """One man in a document of each of two desks."""
    with Ledger.open(place("known"), create=True, clock=clock) as opened:
        for id, desk in (("a", "harbour"), ("b", "docks")):
            page = document(id=id)
            who = argument("Marten Oyelaran", inside=page, entity=f"{id}#0")
            opened.put(page, id.encode(), (claim(page, subject=who),), reading=reading(page, "Marten Oyelaran"),
                       collection=desk)  # fmt: skip
        yield opened


def test_link_is_kept_once_and_keeps_its_number_when_more_speaks_for_it(ledger: Ledger, clock: Clock) -> None:
    """What was known on a day stays what was known."""
    assert ledger.keep_known([LINK], author="Ana") == 1
    assert ledger.keep_known([LINK], author="Ben") == 0
    clock.day = "2024-06-01"
    more = replace(LINK, score=0.7, speaks=("same name", "year of birth fits"))
    before = ledger.revision()
    assert ledger.keep_known([more], author="Ben") == 1
    assert ledger.revision() != before
    (now,), (then,) = ledger.known_links(), ledger.known_links(known_on="2024-05-02")
    assert (now.number, now.score, now.author, now.entry) == (then.number, 0.7, "Ben", LINK.entry)
    assert (then.score, then.speaks, then.author) == (0.4, ("same name",), "Ana")
    assert ledger.known_links(known_on="2024-04-01") == []


def test_decision_tells_what_it_is_about_and_who_was_faster(ledger: Ledger) -> None:
    """A document that names nobody so is refused; an undone decision counts as none."""
    first = ledger.decide_known("known_same", LINK, author="Ana", reason="one address", seen=0)
    with pytest.raises(DecidedMeanwhile):
        ledger.decide_known("known_other", LINK, author="Ben", reason="no", seen=0)
    (made,) = ledger.decisions()
    assert (link_of(made.value).key, made.target) == (LINK.key, LINK.target)
    ledger.undo(first, author="Ana")
    assert [d.id for d in ledger.taken_back()] == [first]
    ledger.decide_known("known_other", LINK, author="Ben", reason="no", seen=0)
    with pytest.raises(NotInLedger, match="names nobody 'Ana Quist'"):
        ledger.decide_known("known_same", replace(LINK, name="Ana Quist"), author="Ana", reason="x")


def test_part_sees_and_decides_its_own_alone(ledger: Ledger) -> None:
    """The same man in a document of another desk."""
    ledger.keep_known([LINK, replace(LINK, document="b")], author="Ana")
    made = ledger.decide_known("known_same", LINK, author="Ana", reason="one address")
    docks = LedgerPart(ledger, ("docks",))
    assert [k.document for k in docks.known_links()] == ["b"]
    assert (docks.decisions(), docks.decisions_by_number([made])) == ([], [])
    with pytest.raises(NotInLedger):
        docks.decide_known("known_other", LINK, author="Ben", reason="no")
    with pytest.raises(NotInLedger):
        docks.undo(made, author="Ben")
    docks.decide_known("known_other", replace(LINK, document="b"), author="Ben", reason="no")
    assert [d.kind for d in docks.decisions()] == ["known_other"]


def test_erased_document_takes_its_links_and_decisions_along(ledger: Ledger) -> None:
    """Those of other documents stay."""
    ledger.keep_known([LINK, replace(LINK, document="b")], author="Ana")
    ledger.decide_known("known_same", LINK, author="Ana", reason="one address")
    ledger.erase_document("a", reason="order", author="Ana")
    assert ([k.document for k in ledger.known_links()], ledger.decisions()) == (["b"], [])
    ledger.erase_person("Marten Oyelaran", reason="request", author="Ana")
    assert ledger.known_links() == []
