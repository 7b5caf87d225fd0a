"""Without a ledger the desk offers a sample, a new ledger and those of the folder, and goes on in the same session."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.web.guard import HEADERS
from according.web.server import make_app
from according.web.start import Start, sample_documents
from tests.factory import claim, document, reading


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """The start page over a folder that holds one ledger."""
    with Ledger.open(tmp_path / "harbour.ledger", create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
    made = Start("key", tmp_path, lambda ledger, guard: make_app(ledger, "key", guard=guard))
    yield made
    made.close()


@pytest.fixture
def browser(start: Start) -> TestClient:
    """A browser that has opened the printed address."""
    opened = TestClient(start, base_url="http://127.0.0.1")
    opened.get("/?token=key")
    return opened


def choose(browser: TestClient, choice: str, **given: str):
    """Send one of the page's forms."""
    csrf = re.search(r'name="csrf" value="([^"]+)"', browser.get("/").text)
    assert csrf is not None
    return browser.post("/start", data={"csrf": csrf[1], "choice": choice, **given})


def test_a_ledger_of_the_folder_is_opened_in_the_same_session(browser: TestClient) -> None:
    """No second key is asked for."""
    assert "harbour.ledger" in browser.get("/").text
    assert "What these documents say" in choose(browser, "open", name="harbour.ledger").text
    assert browser.get("/index.json").json()["status"]["documents"] == 1


def test_a_ledger_elsewhere_is_opened_by_the_path_that_people_type(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From their home, as their terminal shows it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "What these documents say" in choose(browser, "open", path="~/harbour.ledger").text


def test_the_overview_of_a_new_ledger_only_leads_to_adding(browser: TestClient) -> None:
    """Headings without anything under them say nothing to who has just begun."""
    choose(browser, "new", name="quay")
    words = browser.get("/").text
    assert "There is no document in this ledger yet" in words
    assert 'href="/add">Add the first documents' in words
    assert re.findall("<h2>", words) == []


def test_a_new_ledger_leads_to_adding(browser: TestClient, tmp_path: Path) -> None:
    """The name is a name and no path."""
    assert "Read and add" in choose(browser, "new", name="../quay case").text
    assert (tmp_path / "quay case.ledger").is_file()


def test_a_new_ledger_replaces_nothing(browser: TestClient, start: Start) -> None:
    """A file of that name stays, and the page says what to do."""
    answer = choose(browser, "new", name="harbour")
    assert (answer.status_code, start.ledger) == (422, None)
    assert "is here already" in answer.text


@pytest.mark.parametrize("name", ["nothing.ledger", "../../etc/passwd", "~nobody-here/x.ledger", " "])
def test_what_cannot_be_opened_is_told_on_the_same_page(browser: TestClient, start: Start, name: str) -> None:
    """And something else can be chosen."""
    answer = choose(browser, "open", path=name)
    assert answer.status_code == 422
    assert "Open the sample" in answer.text
    assert start.ledger is None


def test_nobody_without_the_key_chooses_anything(start: Start) -> None:
    """The same door as a ledger's desk, with the same headers."""
    answer = TestClient(start, base_url="http://127.0.0.1").post("/start", data={"choice": "sample"})
    assert answer.status_code == 403
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.slow
def test_the_sample_is_read_and_opens(browser: TestClient) -> None:
    """All its documents, with the reader that ships."""
    answer = choose(browser, "sample")
    for _ in range(1200):
        told = browser.get(f"{answer.url.path}.json").json()
        if told["finished"]:
            break
        time.sleep(0.25)
    assert told["state"] == "done"
    assert len(told["told"]) >= len(list(sample_documents()))
    assert browser.get("/index.json").json()["status"]["claims"] > 100


def test_forms_have_twins_for_programs(browser: TestClient) -> None:
    """What a form shows, its token, and answers as data."""
    choose(browser, "open", name="harbour.ledger")
    twin = browser.get("/enter.json?in=story-1&start=0&end=15").json()
    assert twin["quote"] == "Marten Oyelaran"
    fields = {
        "csrf": browser.get("/add.json").json()["csrf"], "in": "story-1", "start": "0", "end": "58",
        "predicate": "accused_of", "subject": "Marten Oyelaran", "object": "arson", "stage": "accused",
        "kind": "prosecutor", "source": "prosecutors", "certainty": "certain", "polarity": "affirmed",
    }  # fmt: skip
    made = browser.post("/enter", data=fields, headers={"Accept": "application/json"}).json()
    assert browser.get(f"/claim-{made['claim']}.json?in=story-1").json()["stage"] == "accused"
