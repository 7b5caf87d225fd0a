"""The desk in a real browser: keyboard, no JavaScript, phone width, dark, accessibility, a hostile document.

Needs Debian's chromium and the packages playwright and axe-playwright-python; skipped, and said so, where they are not.
"""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from according.ledger import Ledger
from according.model import Argument
from according.web.server import _listener, make_app
from according.web.site import slug
from tests.factory import argument, claim, document, reading

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HOSTILE = (
    "Marten Oyelaran <script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> was charged "
    "with robbery \u202edesrever\u202c, prosecutors said.\nHarbor Nine fights the Corvinos."
)
PAGES = ("/", "/incidents", "/changes", "/review", "/add", "/search?q=Marten", "/nothing",
         f"/document-{slug('story-1')}", f"/party-{slug('story-1#0')}", "/enter?in=story-1&start=0&end=15")  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger whose one document attacks its reader; its title has ten million characters."""
    with Ledger.open(tmp_path / "browser.ledger", create=True) as opened:
        page = document(HOSTILE, title="<svg onload=alert(1)>" + "x" * 10_000_000, url="javascript:alert(1)")
        shot = claim(
            page,
            predicate="victim_of",
            subject=argument("Marten Oyelaran", inside=page, entity="story-1#0"),
            object=Argument("Incident", "assault", entity="story-1#9", incident_type="assault"),
            stage=None,
        )
        opened.put(page, HOSTILE.encode(), (claim(page), shot), reading=reading(page, "Marten Oyelaran"))
        yield opened


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """A running server."""
    with _listener(0) as listener:
        server = uvicorn.Server(uvicorn.Config(make_app(ledger, "key"), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def chromium() -> Iterator[object]:
    """The browser."""
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


def opened(chromium, address: str, **settings):
    """A page of a new window that has opened the printed address, and what it asked of other hosts or complained of."""
    window = chromium.new_context(**settings)
    page = window.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((address, "data:")) else wrong.append(r.url))
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda d: wrong.append(d.message))
    page.goto(f"{address}/?token=key")
    return page, wrong


def test_a_hostile_document_does_nothing_on_any_page(chromium, address: str) -> None:
    """No script of it runs, nothing is fetched from elsewhere, no page grows wider than a phone."""
    page, wrong = opened(chromium, address, viewport={"width": 360, "height": 780})
    for path in PAGES:
        page.goto(address + path)
        assert page.title() != "owned"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert wrong == []


def test_the_queue_is_decided_by_keyboard_and_undone(chromium, address: str, ledger: Ledger) -> None:
    """`j a` accepts the first claim, `u` takes it back, `j r` rejects it; two keys and no page load a claim."""
    page, wrong = opened(chromium, address)
    page.goto(f"{address}/review")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator(".waiting.decided").wait_for(timeout=5000)
    assert [c.review for c in ledger.claims()] == ["accepted", "unreviewed"]
    page.keyboard.press("u")
    page.locator(".waiting.decided").wait_for(state="detached", timeout=5000)
    assert [c.review for c in ledger.claims()] == ["unreviewed", "unreviewed"]
    page.keyboard.press("r")
    page.locator(".waiting.decided").wait_for(timeout=5000)
    assert [c.review for c in ledger.claims()] == ["rejected", "unreviewed"]
    assert wrong == []


def test_everything_reads_and_decides_without_javascript(chromium, address: str, ledger: Ledger) -> None:
    """Buttons post forms."""
    page, _ = opened(chromium, address, java_script_enabled=False)
    page.goto(f"{address}/review")
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").first.click()
    assert page.get_by_role("heading", name="Review").count() == 1
    assert [c.review for c in ledger.claims()] == ["accepted", "unreviewed"]


def test_selected_words_lead_to_a_claim_of_exactly_those_words(chromium, address: str) -> None:
    """Offsets are code points of the stored text, also behind marks of direction."""
    page, _ = opened(chromium, address)
    page.goto(f"{address}/document-{slug('story-1')}")
    page.evaluate(
        "() => { const part = [...document.querySelectorAll('[data-start]')].at(-1).firstChild;"
        " getSelection().setBaseAndExtent(part, 0, part, 11); }"
    )
    page.locator("#pick").click()
    assert page.locator("blockquote").inner_text() == "Harbor Nine"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(chromium, address: str, scheme: str) -> None:
    """WCAG 2.2 AA as far as a program can tell: contrast, labels, headings, landmarks."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    page, _ = opened(chromium, address, color_scheme=scheme, bypass_csp=True)
    for path in PAGES:
        page.goto(address + path)
        found = axe.run(page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:2]) for v in found] == [], path
