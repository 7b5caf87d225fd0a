"""The pages by which an admin manages people, in a real browser: without JavaScript, narrow, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from according.ledger import Ledger
from according.web.gate import Gate
from according.web.server import make_app
from tests.web.desks import WORDS, app_of, fill
from tests.web.test_browser import chromium, pytestmark, running  # noqa: F401 - a fixture, and what all of it needs

PHONE = {"width": 360, "height": 780}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two desks and six people."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """Its desk, served."""
    yield from running(make_app(ledger, "", guard=Gate(ledger)))


def test_admin_adds_somebody_who_signs_in_without_javascript(chromium, address: str, ledger: Ledger) -> None:  # noqa: F811
    """From signing in to the password to hand over; then a new role, and the row of the log that tells of it."""
    page = chromium.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(f"{address}/signin")
    page.get_by_label("Name").fill("All")
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="All", exact=True).click()
    page.get_by_role("link", name="People").click()
    page.get_by_label("Name, as it stands under decisions").fill("Nia Brack")
    page.get_by_label("Role").select_option("reviewer")
    page.get_by_label("harbour", exact=True).check()
    page.get_by_role("button", name="Add", exact=True).click()
    made = page.locator("code.secret").inner_text()
    page.get_by_label("Role").select_option("editor")
    page.get_by_role("button", name="Change the role").click()
    page.get_by_role("link", name="People").click()
    assert "editor" in page.get_by_role("row", name="Nia Brack").inner_text()
    page.get_by_role("link", name="Audit log").click()
    page.get_by_label("What").select_option("role changed")
    page.get_by_role("button", name="Show").click()
    assert page.locator("tbody").inner_text().count("Nia Brack: editor") == 1
    assert app_of(ledger).post("/signin", data={"name": "Nia Brack", "password": made}).status_code == 303


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_people(chromium, address: str, ledger: Ledger, scheme: str) -> None:  # noqa: F811
    """And nothing is wider than a phone, however long a name is."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    long = "Anastasia-Wilhelmina of the Harbour and the Courts"
    ledger.accounts.add(long, "reader", password=WORDS, collections=("harbour", "x" * 80), by="setup")
    ledger.accounts.make_token(long, "y" * 80, "read", days=3, by=long)
    person = ledger.accounts.user(long).id
    window = chromium.new_context(color_scheme=scheme, viewport=PHONE, bypass_csp=True)
    secret = ledger.accounts.sign_in("All", WORDS, origin="test")
    window.add_cookies([{"name": "according-session", "value": secret, "url": address}])
    page = window.new_page()
    own = ledger.accounts.user("All").id
    for path in ("/people", f"/people/{person}", f"/people/{own}", "/audit", "/audit?who=nobody", "/account"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        found = axe.run(page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:2]) for v in found] == [], path
