"""What came since the last visit is counted by what was recorded, not by what was published."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from according.ledger import Ledger
from according.views import Desk, listing, news, overview
from according.web.visits import PAUSE, look
from tests.factory import claim, document, reading

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def test_documents_and_decisions_since_a_visit_are_told(tmp_path: Path) -> None:
    """The document that was there before is not."""
    with Ledger.open(tmp_path / "news.ledger", create=True) as ledger:
        for number in (1, 2):
            page = document(id=f"story-{number}", title=f"Story {number}")
            ledger.put(page, page.id.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
            if number == 1:
                before = ledger.revision()
        ledger.decide("accept", ledger.claims()[0], author="Ana", reason="read")
        told = news(Desk(ledger), versions=before[0], decisions=before[4], since="then")
    assert [title for _, title, _, _ in told.documents] == ["Story 2"]
    assert (told.document_count, told.claim_count, [d.author for d in told.decisions]) == (1, 1, ["Ana"])


def test_a_look_soon_after_is_the_same_visit() -> None:
    """Reloading the page does not lose what is new; coming back later does."""
    first, cookie = look("", (1, 0, 0, 0, 0, 0, 0), NOON)
    soon, cookie = look(cookie, (2, 0, 0, 0, 1, 0, 0), NOON + timedelta(minutes=5))
    later, cookie = look(cookie, (3, 0, 0, 0, 1, 0, 0), NOON + timedelta(minutes=6) + PAUSE)
    assert first is None
    assert (soon.versions, later.versions, later.decisions) == (1, 2, 1)


def test_a_malformed_cookie_was_no_visit() -> None:
    """Anybody can write one."""
    for cookie in ("x", "1.2", "9" * 40, "1.2.3.4_5", "-1.0.0"):
        assert look(cookie, (1, 0, 0, 0, 0, 0, 0), NOON)[0] is None


def test_the_overview_counts_decisions_that_lost_their_claim_and_no_edit(tmp_path: Path) -> None:
    """An edited claim differs from what the decision was made on, and is not lost."""
    with Ledger.open(tmp_path / "lost.ledger", create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        first = ledger.claims()[0]
        ledger.edit(first, claim(page, stage="accused"), author="Ana", reason="no charge")
        assert overview(Desk(ledger)).lost == 0


def test_a_list_of_names_is_cut_into_pages(tmp_path: Path) -> None:
    """A number beyond the end leads to the last."""
    with Ledger.open(tmp_path / "names.ledger", create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        found = listing(Desk(ledger), "person", 99)
    assert ([e.name for e in found.entries], found.page, found.pages) == (["Marten Oyelaran"], 1, 1)
