"""The server answers only whom it should, and imported text stays text."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import EVERYTHING, Ledger
from according.views import Desk
from according.web import write_report
from according.web.server import HEADERS, made_ahead, make_app
from according.web.site import slug
from tests.factory import claim, document, reading

HOSTILE = 'Marten Oyelaran <script>alert(1)</script> <img src=x onerror="x"> javascript:alert(2) said \u202e.'


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger that holds a hostile document."""
    with Ledger.open(tmp_path / "web.ledger", create=True) as opened:
        page = document(HOSTILE, title="<script>alert(3)</script>" + "x" * 5000)
        opened.put(page, HOSTILE.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
        yield opened


def client(ledger: Ledger, *, host: str = "127.0.0.1") -> TestClient:
    """A browser that has opened the printed address."""
    opened = TestClient(make_app(ledger, "key"), base_url=f"http://{host}")
    opened.get("/?token=key")
    return opened


def test_without_the_key_nothing_is_answered(ledger: Ledger) -> None:
    """The address that was printed carries it."""
    answer = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1").get("/")
    assert answer.status_code == 403
    assert "Oyelaran" not in answer.text


def test_what_the_first_profile_and_map_need_is_made_before_they_are_asked_for(ledger: Ledger) -> None:
    """In the background, when the server starts."""
    desks = make_app(ledger, "key").state.desks
    made_ahead(desks)
    desk = desks.at(EVERYTHING)
    assert {"parties_by_key", "_mask_homes", "_matters", "copies", "text_origins"} <= desk.__dict__.keys()
    assert "map " in desk._made


def test_foreign_host_name_is_refused(ledger: Ledger) -> None:
    """A page elsewhere cannot rebind its name to this machine."""
    assert client(ledger, host="evil.example").get("/").status_code == 421


def test_every_answer_carries_the_safety_headers(ledger: Ledger) -> None:
    """Also refusals."""
    for answer in (client(ledger).get("/"), TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1").get("/")):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/", "/incidents", "/review", "/search?q=Oyelaran", f"/document-{slug('story-1')}"])
def test_hostile_text_stays_text_on_every_page(ledger: Ledger, path: str) -> None:
    """No tag of a document becomes a tag of the page."""
    answer = client(ledger).get(path)
    assert answer.status_code == 200
    assert re.findall(r"<script[^>]*>", answer.text) == ['<script src="/desk.js" defer>']
    assert "<img" not in answer.text


def test_every_page_has_a_twin_in_json(ledger: Ledger) -> None:
    """The same object as data."""
    browser = client(ledger)
    assert browser.get("/index.json").json()["status"]["documents"] == 1
    assert browser.get(f"/document-{slug('story-1')}.json").json()["id"] == "story-1"
    for page in ("timeline", "map", "network", "contradictions", "names", "search", "changes", "incidents", "review"):
        assert browser.get(f"/{page}.json").status_code == 200
    assert [n["name"] for n in browser.get("/suggest.json?q=oyel").json()] == ["Marten Oyelaran"]


@pytest.mark.parametrize(
    "path", ["/party-nobody-00000000", "/document-x", "/nothing", "/party-x.json", "/..%2f..%2fetc"]
)
def test_unknown_page_says_so(ledger: Ledger, path: str) -> None:
    """A clear message and 404, not a traceback."""
    answer = client(ledger).get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_report_needs_no_server_and_no_other_site(ledger: Ledger, tmp_path: Path) -> None:
    """Relative links only, and every link leads to a page that was written."""
    write_report(Desk(ledger), tmp_path / "report")
    html = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "http" not in html.replace("https://alert", "")
    assert (tmp_path / "report" / "style.css").exists()
