"""A profile shows entries of watch-lists that may be the person; a person decides, with a reason, and takes it back."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import KnownEntry, KnownLink, Ledger
from according.web.site import slug
from tests.factory import claim, document, reading

PAGE = f"/party-{slug('story-1#0')}"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """One man, and an entry of a list that bears his name."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        page = document()
        opened.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        entry = KnownEntry("targets", "Q4711", "OYELARAN, Marten", "sanction", "https://lists.example/Q4711")
        link = KnownLink(entry, "story-1", "Marten Oyelaran", 0.3, ("same name",), ("others bear the name",))
        opened.keep_known([link], author="Ana")
        yield opened


def form(browser: TestClient, kind: str) -> dict[str, str]:
    """The hidden fields of the form that decides so."""
    bodies = re.findall(r'<form[^>]*action="/known".*?</form>', browser.get(PAGE).text, re.S)
    body = next(b for b in bodies if f'value="{kind}"' in b)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))


def state(browser: TestClient) -> tuple[str, str, str]:
    """How the entry stands in the page's data."""
    (known,) = browser.get(f"{PAGE}.json").json()["known"]
    return known["state"], known["author"], known["reason"]


def test_entry_is_possible_until_somebody_decides_and_again_when_it_is_taken_back(browser: TestClient) -> None:
    """Page and data say the same; a decision needs a reason."""
    assert state(browser) == ("possible", "Ana", "")
    html = browser.get(PAGE).text
    assert "others bear the name" in html
    given = form(browser, "known_same")
    assert browser.post("/known", data={**given, "reason": " "}).status_code == 422
    answer = browser.post("/known", data={**given, "reason": "one address"}, headers={"Accept": "application/json"})
    number = answer.json()["decision"]
    assert (state(browser)[0], state(browser)[2]) == ("confirmed", "one address")
    assert "one address" in browser.get(PAGE).text
    assert browser.post("/known", data={**given, "kind": "known_other", "reason": "no"}).status_code == 409
    browser.post("/undo", data={"csrf": given["csrf"], "decision": str(number), "back": PAGE})
    assert state(browser)[0] == "possible"
    browser.post("/known", data={**form(browser, "known_other"), "reason": "born elsewhere"})
    assert state(browser)[0] == "rejected"


def test_decision_about_no_entry_is_refused(browser: TestClient) -> None:
    """Another kind, another number."""
    given = {**form(browser, "known_same"), "reason": "x"}
    assert browser.post("/known", data={**given, "kind": "merge"}).status_code == 422
    assert browser.post("/known", data={**given, "link": "99"}).status_code == 404


def test_decision_is_told_among_the_latest_in_words(browser: TestClient) -> None:
    """Whom, which entry, why."""
    browser.post("/known", data={**form(browser, "known_same"), "reason": "one address"})
    (made,) = browser.get("/review.json").json()["recent"]
    assert made["words"].endswith("Q4711 of targets (OYELARAN, Marten)")
