"""What the tests of the desk share."""

import pytest
from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.web.server import make_app


@pytest.fixture
def browser(ledger: Ledger) -> TestClient:
    """A browser that has opened the printed address."""
    opened = TestClient(make_app(ledger, "key"), base_url="http://127.0.0.1")
    opened.get("/?token=key")
    return opened
