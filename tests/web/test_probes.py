"""What whoever keeps the server running may ask without a key."""

from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.web.server import make_app
from tests.servers import Server


def test_desk_is_alive_and_ready_only_while_its_ledger_answers(own_server: Server) -> None:
    """Without a key, and without a word of the ledger; to the machine's own names alone."""
    with Ledger.open(own_server.address(own_server.database()), create=True) as ledger:
        probe = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")

        def answers() -> list[tuple[int, str]]:
            return [(a.status_code, a.text) for a in (probe.get("/healthz"), probe.get("/readyz"))]

        assert answers() == [(200, "alive"), (200, "ready")]
        own_server.stop()
        assert answers() == [(200, "alive"), (503, "the ledger does not answer")]
        own_server.start()
        assert answers() == [(200, "alive"), (200, "ready")]
        assert probe.post("/readyz").status_code == 403
        assert probe.get("/readyz", headers={"Host": "elsewhere.example"}).status_code == 421


def test_page_says_that_the_ledger_does_not_answer(own_server: Server) -> None:
    """In words, not as a defect; it is there again when the server is."""
    with Ledger.open(own_server.address(own_server.database()), create=True) as ledger:
        browser = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
        browser.get("/?token=key")
        own_server.stop()
        answer = browser.get("/review")
        assert (answer.status_code, "server answers for" in answer.text) == (503, True)
        own_server.start()
        assert browser.get("/review").status_code == 200
