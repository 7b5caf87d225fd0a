"""The desk's queue of people who may be one: both sides shown, merged, kept apart, taken back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.linking import link_entities
from according.web.server import make_app
from tests.factory import document, reading

STORIES = {
    "a": "Ansel Quint, 34, of Dunmore is charged with robbery of the heron museum.",
    "b": "Ansel Quint, 36, of Selwick is convicted of forging barge permits.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two documents of one office that name somebody alike and share no detail."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        for id, text in STORIES.items():
            page = document(text, id=id, publisher="Port Maren Prosecutor")
            opened.put(page, text.encode(), (), reading=reading(page, "Ansel Quint"))
        link_entities(opened)
        yield opened


def form(browser: TestClient, kind: str) -> dict[str, str]:
    """The hidden fields of the form of the first pair that decides so."""
    html = browser.get("/identities").text
    bodies = re.findall(r'<form[^>]*action="/identity".*?</form>', html, re.S)
    body = next(b for b in bodies if f'value="{kind}"' in b)
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))


def parties(ledger: Ledger) -> int:
    """How many people the ledger tells apart."""
    return len({link.party for link in ledger.linked().values()})


def test_both_sides_stand_beside_each_other_with_names_ages_towns_and_documents(browser: TestClient) -> None:
    """And with what speaks for one person and against it."""
    (pair,) = browser.get("/identities.json").json()["pairs"]
    sides = [(pair[s]["document"], pair[s]["printed"], pair[s]["ages"], pair[s]["towns"]) for s in ("one", "other")]
    assert sides == [("a", ["Ansel Quint"], [34], ["Dunmore"]), ("b", ["Ansel Quint"], [36], ["Selwick"])]
    assert 0.5 <= pair["probability"] < 0.99
    assert "same full name" in pair["reasons"]
    assert "other town" in pair["doubts"]
    html = browser.get("/identities").text
    assert [key in html for key in ('data-key="m"', 'data-key="n"', 'data-key="s"')] == [True, True, True]


def test_merge_links_at_once_and_undo_parts_them_again(ledger: Ledger, browser: TestClient) -> None:
    """The pair leaves the queue with the decision and comes back when it is taken back."""
    given = form(browser, "merge")
    number = browser.post("/identity", data=given, headers={"Accept": "application/json"}).json()["decision"]
    assert (parties(ledger), browser.get("/identities.json").json()["total"]) == (1, 0)
    browser.post("/undo", data={"csrf": given["csrf"], "decision": str(number)})
    assert (parties(ledger), browser.get("/identities.json").json()["total"]) == (2, 1)


def test_two_kept_apart_wait_no_more(ledger: Ledger, browser: TestClient) -> None:
    """A settled pair is not asked again; the decision keeps its reason."""
    browser.post("/identity", data=form(browser, "never_same"))
    assert (parties(ledger), browser.get("/identities.json").json()["total"]) == (2, 0)
    (made,) = ledger.decisions()
    assert made.kind == "never_same"
    assert made.reason.startswith("both sides seen: same full name")


def test_the_second_of_two_who_decide_is_told(ledger: Ledger, browser: TestClient) -> None:
    """Nothing of theirs is recorded."""
    given = form(browser, "merge")
    browser.post("/identity", data=given)
    assert browser.post("/identity", data=given).status_code == 409
    assert len(ledger.decisions()) == 1


def test_ledger_that_was_never_linked_says_so(tmp_path: Path) -> None:
    """And asks for nothing to be decided."""
    with Ledger.open(tmp_path / "new.ledger", create=True) as opened:
        browser = TestClient(make_app(opened, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        assert "according link --ledger new.ledger" in browser.get("/identities").text


def test_protected_person_is_masked_on_both_sides(tmp_path: Path) -> None:
    """Also where only one of the two documents tells why the person is protected."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        for id, text in STORIES.items():
            page = document(text, id=id, publisher="Port Maren Prosecutor", title=text)
            found = reading(page, "Ansel Quint")
            if id == "a":
                found = replace(found, entities=(replace(found.entities[0], protected="minor"),))
            opened.put(page, text.encode(), (), reading=found)
        link_entities(opened)
        browser = TestClient(make_app(opened, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        (pair,) = browser.get("/identities.json").json()["pairs"]
        assert [pair[side]["printed"] for side in ("one", "other")] == [["[a person under 18]"]] * 2
        browser.post("/identity", data=form(browser, "merge"))
        assert "Quint" not in browser.get("/identities").text
        assert parties(opened) == 1
