"""The desk's queue of people who may be one: both sides shown, merged, kept apart, taken back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.linking import link_entities
from according.web.server import make_app
from according.web.site import slug
from tests.factory import argument, claim, document, reading

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
        words = browser.get("/identities").text
        assert "according link --ledger new.ledger" in words
        assert 'href="/add#linking"' in words
        assert 'id="linking"' in browser.get("/add").text


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


def told(browser: TestClient, path: str, **given: str | list[str]) -> tuple[int, str]:
    """Status and words of the answer to a form with the server's own token."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', browser.get("/add").text)
    assert csrf is not None
    answer = browser.post(path, data={"csrf": csrf[1], "reason": "one case number", **given})
    return answer.status_code, answer.text


def profile(browser: TestClient, entity: str) -> dict:
    """The profile's data."""
    return browser.get(f"/party-{slug(entity)}.json").json()


def test_a_profile_is_merged_with_another_that_a_search_finds_and_split_again(
    ledger: Ledger, browser: TestClient
) -> None:
    """Each decision has its author and reason, stands on the profile, and is taken back in one go."""
    for id in STORIES:
        page = ledger.document(id)
        ledger.put(page, page.text.encode(), (claim(page, subject=argument("Ansel Quint", entity=f"{id}#0")),),
                   reading=reading(page, "Ansel Quint"), extractor="anew")  # fmt: skip
    found = browser.get(f"/party-{slug('a#0')}?same=quint").text
    assert found.count('action="/merge"') == 2
    assert told(browser, "/merge", party="a#0", other="b#0", reason="")[0] == 422
    assert told(browser, "/merge", party="a#0", other="b#0")[0] == 200
    assert len(profile(browser, "a#0")["documents"]) == 2
    (made,) = profile(browser, "a#0")["decided"]
    assert (made["kind"], made["reason"]) == ("merge", "one case number")
    code, words = told(browser, "/merge", party="a#0", other="b#0")
    assert (code, "one person already: somebody decided" in words) == (409, True)
    assert told(browser, "/split", party="a#0", **{"in": "b"})[0] == 200
    code, words = told(browser, "/split", party="a#0", **{"in": "b"})
    assert (code, "no part of this profile any more" in words) == (409, True)
    assert [d.kind for d in ledger.decisions()] == ["merge", "split"]
    assert len(profile(browser, "a#0")["documents"]) == 1
    numbers = [str(n) for d in profile(browser, "a#0")["decided"] for n in d["numbers"]]
    told(browser, "/undo", decision=numbers)
    assert ledger.decisions() == []


def test_a_merge_that_others_decided_against_is_not_recorded_and_says_why(ledger: Ledger, browser: TestClient) -> None:
    """The decision in the way is named; once it is taken back, the merge takes effect."""
    browser.post("/identity", data=form(browser, "never_same"))
    (before,) = ledger.decisions()
    code, words = told(browser, "/merge", party="a#0", other="b#0")
    assert code == 422
    assert f"decision {before.id} of" in words
    assert (len(ledger.decisions()), parties(ledger)) == (1, 2)
    told(browser, "/undo", decision=str(before.id))
    assert told(browser, "/merge", party="a#0", other="b#0")[0] == 200
    assert parties(ledger) == 1


def test_documents_whose_ages_do_not_fit_are_merged_only_when_told_so(ledger: Ledger, browser: TestClient) -> None:
    """Somebody far older is no part of two documents that linking joined, until there is a decision for each."""
    older = "Ansel Quint, 71, of Dunmore was arrested at the ferry."
    for id, text in {"c": STORIES["a"], "d": older}.items():
        page = document(text, id=id, publisher="Port Maren Prosecutor")
        ledger.put(page, page.text.encode(), (), reading=reading(page, "Ansel Quint"))
    link_entities(ledger)
    assert len(profile(browser, "a#0")["documents"]) == 2
    code, words = told(browser, "/merge", party="a#0", other="d#0")
    assert code == 422
    assert "ages differ in" in words
    assert ledger.decisions() == []
    assert told(browser, "/merge", party="a#0", other="d#0", despite="1")[0] == 200
    assert len(profile(browser, "a#0")["documents"]) == 3
    assert told(browser, "/split", party="a#0", **{"in": "d"})[0] == 200
    assert len(profile(browser, "a#0")["documents"]) == 2
    assert [d.kind for d in ledger.decisions()] == ["merge"] * 2 + ["split"] * 2
