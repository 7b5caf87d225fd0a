"""Two servers on one ledger: what is decided through one is seen through the other, and nobody overwrites anybody."""

import threading
from collections.abc import Callable
from contextlib import ExitStack

import httpx
import pytest

from according.ledger import Ledger
from according.web.site import slug
from tests.factory import claim, document, reading
from tests.web.desks import served

ROUNDS = 12


def decide(browser: httpx.Client, kind: str, id: str) -> int:
    """Decide about a claim as its page shows it; returns the status of the answer."""
    page = browser.get(f"/claim-{id}.json", params={"in": "story-1"}).json()
    csrf = browser.get("/add.json").json()["csrf"]
    told = {"csrf": csrf, "kind": kind, "in": "story-1", "claim": id, "seen": page["seen"], "reason": "seen"}
    return browser.post("/decide", data=told, headers={"Accept": "application/json"}).status_code


@pytest.mark.slow
def test_decisions_through_two_servers_at_once_are_all_kept(place: Callable[[str], str]) -> None:
    """Each that was acknowledged is there; each that came too late was told so."""
    at = place("shared")
    with Ledger.open(at, create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        (found,) = ledger.claims()
    told: list[int] = []
    with ExitStack() as stack:
        browsers = [stack.enter_context(served(at)) for _ in range(2)]

        def work(browser: httpx.Client) -> None:
            told.extend(decide(browser, "accept" if n % 2 else "reject", found.id) for n in range(ROUNDS))

        threads = [threading.Thread(target=work, args=(browser,)) for browser in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert decide(browsers[0], "accept", found.id) in (200, 201)
        assert "accepted" in browsers[1].get(f"/document-{slug('story-1')}.json").text
    assert set(told) <= {200, 201, 409}
    with Ledger.open(at) as ledger:
        numbers = ledger.revision()[4]
        assert numbers == sum(code != 409 for code in told) + 1
        assert ledger.verify() == []
