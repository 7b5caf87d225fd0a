"""A ledger with something of everything, for tests of what keeps it whole."""

from collections.abc import Callable

import pytest

from according.ledger import Item, KnownEntry, KnownLink, Ledger, Wish
from according.linking import link_entities
from tests.factory import STORY, claim, document, reading


@pytest.fixture
def full(place: Callable[[str], str]) -> str:
    """Where a ledger is that has versions, claims, decisions, links, rejects, blocked names and tombstones."""
    with Ledger.open(place("full"), create=True) as ledger:
        for n in range(5):
            page = document(f"{STORY}\nThe man from Peñaquieta met Odalys Finch {n} times.", id=f"story-{n} ñ")
            found = claim(page)
            ledger.put(page, page.text.encode(), (found,), reading=reading(page, "Marten Oyelaran", "Odalys Finch"))
            ledger.decide("accept", found, author="Ana", reason="seen in court")
        link = KnownLink(KnownEntry("targets", "Q4711", "M. Oyelaran"), "story-0 ñ", "Marten Oyelaran", 0.4)
        ledger.keep_known([link], author="Ana")
        ledger.decide_known("known_same", link, author="Ana", reason="one case number")
        later = document(f"{STORY} He denied it.", id="story-1 ñ")
        ledger.put(later, later.text.encode(), (claim(later),), reading=reading(later, "Marten Oyelaran"))
        ledger.undo(1, author="Ben")
        ledger.reject("scan.pdf", "needs_ocr", "", b"%PDF")
        ledger.erase_document("story-4 ñ", reason="order", author="Ana")
        ledger.erase_person("Odalys Finch", reason="request", author="Ana")
        ledger.jobs.add([Item("waits.txt", b"words")], Wish(), author="Ana", collection="main")
        link_entities(ledger)
    return place("full")
