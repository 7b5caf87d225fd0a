"""Figures for Prometheus: off unless asked for, and without a name, an id or a path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from according.ledger import Ledger
from according.views import Desk, queue
from according.web.guard import PROBES, Guard
from according.web.server import make_app
from according.web.site import slug
from tests.factory import claim, document, reading
from tests.servers import Server


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Three charges, one of them decided about."""
    with Ledger.open(tmp_path / "oyelaran.ledger", create=True) as opened:
        for n in range(3):
            page = document(
                f"Marten Oyelaran was charged with robbery {n} times, prosecutors said.", id=f"oyelaran-{n}"
            )
            opened.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
        opened.decide("accept", opened.claims()[0], author="Ana", reason="seen")
        yield opened


def desk(ledger: Ledger) -> TestClient:
    """A browser inside a desk that keeps figures."""
    app = make_app(ledger, "key", guard=Guard("key", open_paths=(*PROBES, "/metrics")), metrics=True)
    opened = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    opened.get("/?token=key")
    return opened


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    """The samples that are told, by name and labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


def test_figures_are_off_unless_asked_for(ledger: Ledger) -> None:
    """There is no such page, and it is not open without a key."""
    browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
    assert browser.get("/metrics").status_code == 403
    browser.get("/?token=key")
    assert browser.get("/metrics").status_code == 404


def test_requests_are_told_by_the_kind_of_page_and_never_by_its_name(ledger: Ledger) -> None:
    """Whatever is asked for: people, documents, searches, pages that are not there."""
    browser = desk(ledger)
    for path in (f"/document-{slug('oyelaran-1')}", f"/party-{slug('oyelaran-1#0')}.json", "/search?q=Oyelaran",
                 "/oyelaran", "/oyelaran.json", "/suggest.json?q=oyel", "/add/7", f"/claim-{ledger.claims()[0].id}",
                 "/api/v1/documents/oyelaran", "/oyelaran/deeper"):  # fmt: skip
        browser.get(path)
    browser.request("OYELARAN", "/")
    told = figures(browser)
    assert told["according_requests_total", "GET", "/document", "200"] == 1
    assert told["according_requests_total", "GET", "/{page}", "404"] == 1
    assert told["according_requests_total", "GET", "/api/v1/documents/{key}", "404"] == 1
    assert told["according_request_seconds_count", "/search"] == 1
    assert told["according_errors_total", "NotInLedger"] == 6
    assert "oyelaran" not in browser.get("/metrics").text.lower()


def test_what_is_in_the_ledger_and_what_waits_is_told(ledger: Ledger) -> None:
    """As the desk's queue counts it; a decision of another process counts, too."""
    browser = desk(ledger)
    told = figures(browser)
    assert told["according_ledger_versions_total",] == 3
    assert told["according_ledger_decisions_total",] == 1
    assert told["according_claims_waiting",] == queue(Desk(ledger)).total == 2
    ledger.undo(1, author="Ana")
    assert figures(browser)["according_claims_waiting",] == queue(Desk(ledger)).total == 3


def test_documents_given_to_the_desk_are_told_by_what_became_of_them(ledger: Ledger) -> None:
    """The reason codes of the reference, not the files."""
    browser = desk(ledger)
    page = browser.get("/add.json").json()
    browser.post("/add", data={"csrf": page["csrf"]}, files={"files": ("oyelaran.txt", b"")})
    browser.app.state.worker.close()
    told = figures(browser)
    assert told["according_documents_total", "empty"] == 1
    assert told["according_jobs", "waiting"] == told["according_jobs", "failed"] == 0


def test_a_ledger_that_does_not_answer_is_told_as_down(own_server: Server) -> None:
    """The other figures are still there."""
    with Ledger.open(own_server.address(own_server.database()), create=True) as ledger:
        browser = desk(ledger)
        own_server.stop()
        browser.get("/review")
        told = figures(browser)
        own_server.start()
    assert told["according_ledger_up",] == 0
    assert told["according_errors_total", "LedgerUnreachable"] == 1


def test_figures_answer_the_machine_itself_alone(ledger: Ledger) -> None:
    """As every page: against a site that binds its name to this machine."""
    assert desk(ledger).get("/metrics", headers={"Host": "elsewhere.example"}).status_code == 421
