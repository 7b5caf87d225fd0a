"""What the desk says when a claim is gone or its file is locked, replaced or out of room; nothing is lost."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.web.server import make_app
from tests.factory import claim, document, reading
from tests.web.test_desk import form


def made(path: Path) -> Ledger:
    """A ledger with one accusation."""
    ledger = Ledger.open(path, create=True)
    page = document()
    ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """The ledger of `browser`."""
    with made(tmp_path / "bad.ledger") as opened:
        yield opened


@pytest.mark.parametrize("action", ["/decide", "/edit"])
def test_a_claim_whose_document_was_erased_cannot_be_decided(ledger: Ledger, browser: TestClient, action: str) -> None:
    """The tab still shows it; the answer says that it is gone, and no decision is recorded."""
    given = form(browser, "/review", "/decide")
    ledger.erase_document("story-1", reason="order", author="Ana")
    answer = browser.post(action, data=given)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert ledger.decisions() == []
    assert browser.get("/review").status_code == 200


def test_a_form_that_was_cut_off_decides_nothing(ledger: Ledger, browser: TestClient) -> None:
    """Of claims that are decided together, one is named by half."""
    given = form(browser, "/review", "/decide")
    answer = browser.post("/together", data={"csrf": given["csrf"], "kind": "reject", "chosen": "2c", "reason": "no"})
    assert answer.status_code == 404
    assert ledger.decisions() == []


@pytest.mark.parametrize("page", ["timeline", "names", "identities", "review"])
def test_a_huge_page_number_leads_to_a_page(browser: TestClient, page: str) -> None:
    """Whether it is beyond the end, or no number at all."""
    for number in ("99999999", "9" * 400, "-3", "²", "nan"):
        assert browser.get(f"/{page}", params={"page": number}).status_code == 200


def test_a_ledger_that_another_process_writes_to_is_read_and_not_decided_about(
    ledger: Ledger, browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are there meanwhile; the form says what to wait for, and works once the other has finished."""
    monkeypatch.setattr("according.ledger.stores.BUSY_S", 0.05)
    given = form(browser, "/review", "/decide")
    with sqlite3.connect(tmp_path / "bad.ledger", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = browser.post("/decide", data=given)
        assert answer.status_code == 503
        assert "Another process is writing to bad.ledger" in answer.text
        assert browser.get("/review").status_code == 200
        other.execute("ROLLBACK")
    assert browser.post("/decide", data=given).status_code == 200
    assert [d.kind for d in ledger.decisions()] == ["accept"]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_was_replaced_or_removed_under_the_server_takes_no_decision(
    browser: TestClient, tmp_path: Path, replaced: bool
) -> None:
    """It would be written where nobody finds it, or into the log of the other file."""
    given, path = form(browser, "/review", "/decide"), tmp_path / "bad.ledger"
    if replaced:
        made(tmp_path / "other.ledger").close()
        (tmp_path / "other.ledger").replace(path)
    else:
        path.unlink()
    for answer in (browser.post("/decide", data=given), browser.get("/review"), browser.get("/")):
        assert answer.status_code == 503
        assert "was replaced or removed" in answer.text
    if replaced:
        with Ledger.open(path) as other:
            assert (other.decisions(), other.verify()) == ([], [])


def test_a_full_disk_takes_no_decision_and_says_so(disk: Callable[[int], Path]) -> None:
    """With room again, the same form is recorded."""
    small = disk(2)
    with made(small / "full.ledger") as ledger:
        browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        given = form(browser, "/review", "/decide")
        ballast = small / "ballast"
        with ballast.open("ab", buffering=0) as file, suppress(OSError):  # until nothing more goes in
            while True:
                file.write(bytes(512))
        answers = [browser.post("/decide", data=given, follow_redirects=False) for _ in range(3)]
        refused = next(a for a in answers if a.status_code != 303)
        assert refused.status_code == 503
        assert "is full" in refused.text
        ballast.unlink()
        assert ledger.verify() == []
        assert browser.get("/review").status_code == 200
