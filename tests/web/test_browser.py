"""The desk in a real browser: keyboard, no JavaScript, phone width, dark, accessibility, a hostile document.

Needs Debian's chromium and the packages playwright and axe-playwright-python; skipped, and said so, where they are not.
"""

import re
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from according.ledger import Ledger
from according.linking import link_entities
from according.model import Argument, DateValue, PlaceValue, Qualifiers
from according.web.server import _listener, make_app
from according.web.site import slug
from according.web.start import Start
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
NINE = "Harbor Nine </title><script>document.title='owned'</script>"
PAGES = ("/", "/incidents", "/changes", "/review", "/identities", "/add", "/check", "/search?q=Marten",
         "/search?q=Oyelarran", "/nothing", "/timeline", "/map", "/network", "/network?around=story-1%231",
         "/contradictions", "/names?kind=person", f"/document-{slug('story-1')}", f"/party-{slug('story-1#0')}",
         f"/incident-{slug('story-1#9')}",
         "/enter?in=story-1&start=0&end=15")  # fmt: skip


BLOBS = """
const make = URL.createObjectURL
window.made = []
URL.createObjectURL = (blob) => { window.made.push(blob); return make.call(URL, blob) }
"""
INKED = """
async () => {
  const image = await createImageBitmap(made.at(-1)), canvas = document.createElement("canvas")
  ;[canvas.width, canvas.height] = [image.width, image.height]
  const context = canvas.getContext("2d")
  context.drawImage(image, 0, 0)
  const top = image.height - 2 * 168, { data } = context.getImageData(0, top, image.width, 2 * 168)
  const row = (y) => data.slice(4 * y * image.width, 4 * (y + 1) * image.width)
  const inked = Array.from({ length: 2 * 168 }, (_, y) => row(y).some((value, i) => i % 4 < 3 && value < 128))
  return { width: image.width, lines: inked.filter((ink, y) => ink && !inked[y - 1]).length }
}
"""
"""How wide the picture is that was taken, and how many lines of words stand in its legend."""


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
        nine, other = (
            argument(n, "Group", inside=page, entity=f"story-1#{i}") for i, n in ((1, NINE), (2, "Corvinos"))
        )
        denied = claim(page, predicate="member_of", object=nine, stage=None, polarity="negated")
        member = claim(page, predicate="member_of", object=nine, stage=None)
        rivals = claim(
            page, predicate="rival_of", subject=nine, object=other, stage=None,
            qualifiers=Qualifiers(date=DateValue("2023"), place=PlaceValue("Harrow Bend", lat=40.0, lon=-83.0)),
        )  # fmt: skip
        here = claim(
            page, predicate="operates_in", subject=nine, object=argument(NINE, "Place"), stage=None,
            qualifiers=Qualifiers(place=PlaceValue(NINE, lat=40.0, lon=-83.0)),
        )  # fmt: skip
        told = (claim(page), shot, member, denied, rivals, here)
        opened.put(page, HOSTILE.encode(), told, reading=reading(page, "Marten Oyelaran"))
        yield opened


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """A running server."""
    yield from running(make_app(ledger, "key"))


@pytest.fixture
def start_address(tmp_path: Path) -> Iterator[str]:
    """A running server without a ledger, over an empty folder."""
    yield from running(Start("key", tmp_path, lambda ledger, guard: make_app(ledger, "key", guard=guard)))


def running(app) -> Iterator[str]:
    """The address of an application, served while it is needed."""
    with _listener(0, exact=False) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
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
    page.on(
        "request", lambda r: None if r.url.startswith((address, f"blob:{address}", "data:")) else wrong.append(r.url)
    )
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
    assert [c.review for c in ledger.claims()] == ["accepted", *["unreviewed"] * 5]
    page.keyboard.press("u")
    page.locator(".waiting.decided").wait_for(state="detached", timeout=5000)
    assert [c.review for c in ledger.claims()] == ["unreviewed"] * 6
    page.keyboard.press("r")
    page.locator(".waiting.decided").wait_for(timeout=5000)
    assert [c.review for c in ledger.claims()] == ["rejected", *["unreviewed"] * 5]
    assert wrong == []


def test_what_is_left_of_a_page_is_accepted_by_one_key(chromium, address: str, ledger: Ledger) -> None:
    """What was decided alone is left out; what waits next comes by itself, its first claim ready to be decided."""
    page, wrong = opened(chromium, address)
    page.goto(f"{address}/review?show=other")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_role("button", name="Accept these 4 together").wait_for(timeout=5000)
    page.keyboard.press("A")
    page.get_by_text("Nothing waits here").wait_for(timeout=5000)
    assert sorted(c.review for c in ledger.claims()) == [*["accepted"] * 4, "rejected", "unreviewed"]
    page.goto(f"{address}/review?show=people")
    page.keyboard.press("j")
    page.keyboard.press("A")  # accusations of named people are accepted one at a time
    page.keyboard.press("a")
    page.get_by_text("Nothing waits here").wait_for(timeout=5000)
    assert wrong == []


def test_who_decides_in_a_second_tab_is_told_at_the_claim_itself(chromium, address: str, ledger: Ledger) -> None:
    """By keyboard: the words stand in the card that has the focus, with the way to what was decided."""
    page, wrong = opened(chromium, address)
    page.goto(f"{address}/review")
    ledger.decide("reject", ledger.claims()[0], author="Ana Ruíz", reason="another man")
    page.keyboard.press("j")
    page.keyboard.press("a")
    card = page.locator(".waiting:focus-within .verdict.refused, .waiting:focus .verdict.refused")
    card.wait_for(timeout=5000)
    assert "somebody decided about this claim since you opened it" in card.inner_text()
    assert "Ana Ruíz rejected it" in card.inner_text()
    assert page.locator(".waiting.decided").count() == 0
    card.get_by_role("link", name="Look at it, decide anew").click()
    assert page.get_by_text("another man").count() == 1
    assert [c.review for c in ledger.claims()] == ["rejected", *["unreviewed"] * 5]
    assert wrong == []


def test_a_page_decided_together_too_late_offers_the_rest(chromium, address: str, ledger: Ledger) -> None:
    """Without script, at phone width: who was faster, what was typed, a key for the others; axe finds nothing."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    page, _ = opened(chromium, address, java_script_enabled=False, viewport={"width": 360, "height": 780})
    page.goto(f"{address}/review?show=other")
    ledger.decide("accept", ledger.claims()[1], author="Ana Ruíz", reason="")
    page.get_by_label("Why not").fill("misread, all of them")
    page.get_by_role("button", name="Reject these 5 together").click()
    assert page.get_by_role("heading", name="Decided meanwhile", level=1).count() == 1
    assert page.get_by_text("misread, all of them").count() == 1
    looked, _ = opened(chromium, address, bypass_csp=True, viewport={"width": 360, "height": 780})
    looked.set_content(page.content())
    assert axe.run(looked).response["violations"] == []
    page.get_by_role("button", name="Reject the other 4").click()
    assert page.get_by_role("heading", name="Review").count() == 1
    assert sorted(c.review for c in ledger.claims()) == ["accepted", *["rejected"] * 4, "unreviewed"]


def test_everything_reads_and_decides_without_javascript(chromium, address: str, ledger: Ledger) -> None:
    """Buttons post forms."""
    page, _ = opened(chromium, address, java_script_enabled=False)
    page.goto(f"{address}/review")
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").first.click()
    assert page.get_by_role("heading", name="Review").count() == 1
    assert [c.review for c in ledger.claims()] == ["accepted", *["unreviewed"] * 5]


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


def test_what_is_typed_is_completed_and_found_without_script(chromium, address: str) -> None:
    """Suggestions come as one types; without script the page of search finds the same by the beginning of a name."""
    page, wrong = opened(chromium, address)
    page.keyboard.press("/")
    page.keyboard.type("oyel")
    page.locator("#suggested option").first.wait_for(state="attached", timeout=5000)
    assert page.locator("#suggested option").first.get_attribute("value") == "Marten Oyelaran"
    plain, _ = opened_again(chromium, page, java_script_enabled=False)
    plain.goto(f"{address}/search?q=oyel")
    assert plain.get_by_role("link", name="Marten Oyelaran").count() >= 1
    assert wrong == []


def test_the_network_reads_and_narrows_without_script(chromium, address: str) -> None:
    """The picture is drawn by the server, its form is a form, and the table has every line."""
    page, _ = opened(chromium, address, java_script_enabled=False)
    page.goto(f"{address}/network")
    assert page.locator("svg.network line.edge").count() >= 3
    page.get_by_label("Relation").select_option("rival_of")
    page.get_by_role("button", name="Show").click()
    assert page.locator("tbody tr").count() == 1


def test_a_picture_carries_its_filters_and_what_is_unreviewed(chromium, address: str) -> None:
    """Also as a file, where no page stands around it."""
    page, _ = opened(chromium, address)
    words = page.evaluate("async () => (await fetch('/network.svg?relation=rival_of')).text()")
    assert "relation: rival of" in words
    assert "1 of the claims drawn are not checked by a person. Accusations are not findings." in words
    assert "<script" not in words


def add_first_document(page, story: Path) -> None:
    """From the start page to an own document in five actions: a name, make it, choose the file, read it, open it."""
    page.get_by_label("Name of the new ledger").fill("harbour")
    page.get_by_role("button", name="Make it").click()
    page.get_by_label("Files").set_input_files(story)
    page.get_by_role("button", name="Read and add").click()
    page.get_by_role("link", name=story.name).click(timeout=120_000)


def test_an_own_document_is_on_screen_after_five_actions(chromium, start_address: str, tmp_path: Path) -> None:
    """At phone width, and axe finds nothing on the way."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    story = tmp_path / "story.txt"
    story.write_text("Marten Oyelaran was charged with robbery, prosecutors said.\n", encoding="utf-8")
    page, wrong = opened(chromium, start_address, viewport={"width": 360, "height": 780}, bypass_csp=True)
    assert axe.run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    add_first_document(page, story)
    assert page.locator("span.sentence").first.inner_text().startswith("Marten Oyelaran was charged")
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_draft_is_checked_without_script_at_phone_width(chromium, address: str, scheme: str) -> None:
    """Pasted, sent, mended, sent again; a hostile draft does nothing, and axe finds nothing."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    narrow = {"width": 360, "height": 780}
    plain, wrong = opened(chromium, address, viewport=narrow, java_script_enabled=False)
    plain.get_by_role("link", name="Check", exact=True).click()
    plain.get_by_label("The draft").fill(f"Marten Oyelaran was convicted of robbery.\n\n{HOSTILE}</textarea><b id=x>")
    plain.get_by_role("button", name="Check it").click(timeout=60_000)
    assert plain.get_by_text("overstated: 1").count() == 1
    assert plain.locator("#x, .checked img, .checked script").count() == 0
    assert plain.evaluate("document.documentElement.scrollWidth") <= 360
    plain.get_by_label("The draft").fill("Prosecutors said Marten Oyelaran was charged with robbery.")
    plain.get_by_role("button", name="Check again").click(timeout=60_000)
    assert plain.get_by_text("supported: 1").count() == 1
    window = chromium.new_context(color_scheme=scheme, viewport=narrow, bypass_csp=True)
    window.add_cookies(plain.context.cookies())
    page = window.new_page()
    page.goto(f"{address}/check")
    page.get_by_label("The draft").fill("Marten Oyelaran was convicted of robbery.\n\nMarten Oyelaran slept.")
    page.get_by_role("button", name="Check it").click(timeout=60_000)
    page.locator(".held summary").first.click()
    assert [v["id"] for v in axe.run(page).response["violations"]] == []
    assert wrong == []


def opened_again(chromium, page, **settings):
    """A page of another window of the same visitor."""
    window = chromium.new_context(**settings)
    window.add_cookies(page.context.cookies())
    return window.new_page(), []


def test_who_is_one_is_decided_by_keyboard_and_taken_back(chromium, tmp_path: Path) -> None:
    """`s` skips the first pair, `n` keeps the second apart, `u` takes it back, `k m` merges the first."""
    with Ledger.open(tmp_path / "who.ledger", create=True) as ledger:
        for id, text in {
            "a": "Ansel Quint, 34, of Dunmore is charged with robbery of the heron museum.",
            "b": "Ansel Quint, 36, of Selwick is convicted of forging barge permits.",
            "c": "Teo Varga, 51, of Dunmore is charged with arson at the lighthouse.",
            "d": "Teo Varga, 53, of Selwick is convicted of smuggling brass compasses.",
        }.items():
            page = document(text, id=id, publisher="Port Maren Prosecutor")
            ledger.put(page, text.encode(), (), reading=reading(page, text.split(",")[0]))
        link_entities(ledger)
        served = running(make_app(ledger, "key"))
        address = next(served)
        page, wrong = opened(chromium, address, viewport={"width": 360, "height": 780})
        page.goto(f"{address}/identities")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for keys, words in (("jsn", "kept apart"), ("u", "taken back"), ("km", "merged")):
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_function("words => document.getElementById('told').textContent === words", arg=words)
        assert [d.kind for d in ledger.decisions()] == ["merge"]
        assert wrong == []
        served.close()


def node(page, name: str):
    """The group that draws a name, by the beginning of the name."""
    return page.locator(f'[data-node][data-name^="{name}"]')


def place_of(page, name: str) -> tuple[float, float]:
    """Where a name is drawn on the screen."""
    box = node(page, name).locator(".node").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_names_are_dragged_and_the_address_keeps_their_places(chromium, address: str) -> None:
    """A name goes where it is drawn, the others stay; loading the address again shows the same; reset puts all back."""
    page, wrong = opened(chromium, address, viewport={"width": 1100, "height": 1400})
    page.goto(f"{address}/network")
    x, y = place_of(page, "Corvinos")
    still = place_of(page, "Marten")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    page.wait_for_function("() => location.hash.length > 1")
    page.reload()
    moved = place_of(page, "Corvinos")
    assert (moved[0] - x, moved[1] - y) == pytest.approx((60, 30), abs=3)
    assert place_of(page, "Marten") == pytest.approx(still, abs=0.5)
    page.get_by_role("button", name="As it was").click()
    page.wait_for_function("() => location.hash.length < 2")
    assert place_of(page, "Corvinos") == pytest.approx((x, y), abs=1)
    assert wrong == []


def test_the_picture_zooms_by_wheel_keys_and_buttons_and_pans(chromium, address: str) -> None:
    """Names come apart and stay as large; the wheel scrolls the page until the picture is chosen."""
    page, wrong = opened(chromium, address, viewport={"width": 1100, "height": 1400})
    page.goto(f"{address}/network")

    def apart() -> float:
        page.wait_for_timeout(60)
        (a, b), (c, d) = place_of(page, "Corvinos"), place_of(page, "Marten")
        return ((a - c) ** 2 + (b - d) ** 2) ** 0.5

    first, size = apart(), node(page, "Corvinos").locator(".node").bounding_box()["width"]
    page.get_by_role("button", name="Zoom in").click()
    assert apart() == pytest.approx(first * 1.3, rel=0.02)
    assert node(page, "Corvinos").locator(".node").bounding_box()["width"] == pytest.approx(size, abs=0.1)
    region = page.get_by_role("region", name="network drawn")
    region.focus()
    page.keyboard.press("-")
    assert apart() == pytest.approx(first, rel=0.02)
    before = place_of(page, "Corvinos")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(60)
    assert place_of(page, "Corvinos")[0] < before[0] - 20
    page.keyboard.press("0")
    page.mouse.move(*place_of(page, "Marten"))
    page.mouse.wheel(0, -300)
    assert apart() > first * 1.2
    assert wrong == []


def test_a_name_is_looked_at_expanded_and_joined_by_a_path(chromium, address: str) -> None:
    """Enter on a name offers its profile, its network and a path; an expansion leaves the others where they were."""
    page, wrong = opened(chromium, address, viewport={"width": 1100, "height": 1400})
    page.goto(f"{address}/network?around=story-1%230")
    assert node(page, "Corvinos").count() == 0
    marten = node(page, "Marten").get_attribute("transform")
    page.locator("a", has=node(page, "Harbor Nine")).focus()
    page.keyboard.press("Enter")
    assert page.locator(".chosen").get_by_role("link", name="Profile").count() == 1
    page.locator(".chosen").get_by_role("link", name="Expand from here").click()
    page.wait_for_url(re.compile("more=story-1%231"))
    assert node(page, "Corvinos").count() == 1
    assert node(page, "Marten").get_attribute("transform") == marten
    node(page, "Marten").click()
    page.get_by_role("button", name="Path from here").click()
    node(page, "Corvinos").click()
    page.locator(".chosen").get_by_role("link", name="Path from Marten").click()
    page.wait_for_url(re.compile("to=story-1"))
    steps = page.locator("section.case")
    assert steps.count() == 2
    assert "Marten Oyelaran" in steps.first.locator("blockquote").first.inner_text()
    assert steps.first.locator(".marks").count() >= 1
    assert wrong == []


def test_a_line_that_the_table_does_not_tell_leads_to_what_is_said(
    chromium, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first lines of a large network have their words on the page; the others are one step away."""
    monkeypatch.setattr(sys.modules["according.views.network"], "LISTED", 1)
    page, wrong = opened(chromium, address, viewport={"width": 1100, "height": 1400})
    page.goto(f"{address}/network")
    assert page.locator("tr[id]").count() == 1
    line = page.locator("line[data-row=e-2]").first
    box = line.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    said = page.locator(".chosen")
    assert " and " in said.inner_text()
    said.get_by_role("link", name="All that is said between the two").click()
    page.wait_for_url(re.compile("to="))
    assert page.locator("section.case blockquote").count() >= 1
    assert wrong == []


def test_the_picture_is_taken_as_svg_and_png_with_all_it_must_carry(chromium, address: str, tmp_path: Path) -> None:
    """Day, filters, legend, how many are unreviewed, "accusations are not findings"; no key, no link, no script."""
    page, wrong = opened(chromium, address, viewport={"width": 1100, "height": 1400})
    page.goto(f"{address}/network?relation=rival_of")
    taken = {}
    for kind in ("SVG", "PNG"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Take as {kind}").click()
        taken[kind] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(taken[kind])
    words = taken["SVG"].read_text(encoding="utf-8")
    for needed in ("relation: rival of", "picture of 20", "Filled square: group",
                   "1 of the claims drawn are not checked", "Accusations are not findings."):  # fmt: skip
        assert needed.casefold() in words.casefold()
    assert [bad for bad in ("story-1", "href", "<script", "data-") if bad in words] == []
    head = taken["PNG"].read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20], "big") == 1920
    assert wrong == []


def test_a_large_network_is_drawn_looked_at_and_taken(
    chromium, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By keyboard, on a canvas; the PNG carries all that it must, to be read also when a phone takes it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    monkeypatch.setattr(sys.modules["according.views.network"], "DRAWN", 2)
    page, wrong = opened(chromium, address, viewport={"width": 360, "height": 780}, bypass_csp=True)
    page.add_init_script(BLOBS)
    page.goto(f"{address}/network?certainty=certain")
    page.locator("canvas[data-drawn]").wait_for(timeout=10_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Find a name").fill("corv")
    page.keyboard.press("Enter")
    chosen = page.locator(".chosen")
    assert chosen.locator("b").inner_text() == "Corvinos"
    assert "around=" in str(chosen.get_by_role("link", name="Network around").get_attribute("href"))
    page.wait_for_function("() => location.hash.startsWith('#view:')")
    assert axe.run(page).response["violations"] == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Take as PNG").click()
    waiting.value.save_as(tmp_path / "taken.png")
    legend, png = page.evaluate("async () => [await made.at(-2).text(), made.at(-1).type]")
    for needed in ("certainty: certain", "picture of 20", "Filled square: group", ">rivals<", "A part of the picture",
                   "of the claims drawn are not checked by a person. Accusations are not findings."):  # fmt: skip
        assert needed in legend, needed
    assert png == "image/png"
    assert page.evaluate(INKED) == {"width": 1920, "lines": 7}
    assert wrong == []


@pytest.fixture
def years(tmp_path: Path) -> Iterator[str]:
    """A running server with two stories of different days: a year, a decade, an exact day; two towns and no place."""
    with Ledger.open(tmp_path / "years.ledger", create=True) as ledger:
        towns = {"Harrow Bend": (40.0, -83.0), "Dunmore": (41.5, -81.0)}
        for id, day, told in (
            ("early", "2019-05-01", (("2018-03-02", "Harrow Bend"), ("201X", ""))),
            ("late", "2024-03-11", (("2021", "Dunmore"), ("2023-11", "Dunmore"), ("", ""))),
        ):
            page = document("Harbor Nine fights the Corvinos.", id=id, published=day)
            found = [
                claim(
                    page, predicate=("operates_in", "moved_to", "operates_in")[n], stage=None,
                    subject=argument("Harbor Nine", "Group", inside=page, entity=f"{id}#0"),
                    object=argument(town or f"Quay {n}", "Place"),
                    qualifiers=Qualifiers(
                        date=DateValue(when) if when else None,
                        place=PlaceValue(town, lat=towns[town][0], lon=towns[town][1]) if town else None,
                    ),
                )
                for n, (when, town) in enumerate(told)
            ]  # fmt: skip
            ledger.put(page, page.text.encode(), found, reading=reading(page, "Harbor Nine", type="group"))
        served = running(make_app(ledger, "key"))
        yield next(served)
        served.close()


def test_the_slider_tells_what_was_known_and_is_worked_by_keyboard(chromium, years: str) -> None:
    """It follows the date field and the field follows it; the address keeps the day; the slider keeps the focus."""
    page, wrong = opened(chromium, years)
    page.goto(f"{years}/timeline")
    assert page.locator(".dated > li").count() == 4
    page.get_by_role("slider", name="As of").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("as-of=2019-05-01"))
    page.wait_for_function("() => document.querySelectorAll('.dated > li').length === 2")
    assert page.locator("[name=as-of]").input_value() == "2019-05-01"
    assert page.evaluate("() => document.activeElement.matches('[data-slide]')")
    page.keyboard.press("End")
    page.wait_for_function("() => !location.search.includes('as-of')")
    page.locator("[name=as-of]").fill("2020-01-01")
    page.locator("[name=as-of]").blur()
    page.wait_for_url(re.compile("as-of=2020-01-01"))
    slider = page.get_by_role("slider", name="As of")
    assert slider.get_attribute("aria-valuetext").startswith(("2019-12", "2020-01"))
    page.goto(f"{years}/party-{slug('late#0')}")
    page.get_by_role("slider", name="As of").press("Home")
    page.wait_for_url(re.compile("as-of=2019-05-01"))
    assert "As of 2019-05-01" in page.locator(".beat").inner_text()
    plain, _ = opened_again(chromium, page, java_script_enabled=False)
    plain.goto(f"{years}/map")
    assert plain.locator("[data-slide]").is_hidden()
    plain.get_by_label("As of", exact=True).first.fill("2019-05-01")
    plain.get_by_role("button", name="Show").click()
    assert plain.locator(".point").count() == 1
    assert wrong == []


def test_a_span_of_years_narrows_timeline_and_map_and_a_place_the_timeline(chromium, years: str) -> None:
    """Drag, Shift and links; the address holds it all; a decade stays a decade, what has no date stands below."""
    page, wrong = opened(chromium, years)
    page.goto(f"{years}/timeline")
    bars = page.locator(".years a")
    assert bars.count() == 14
    assert bars.first.locator("title").text_content() == "2010: 0 dated lines, 1 more perhaps"
    assert "Without a date" in page.locator("main").inner_text()
    left, right = (bars.nth(n).locator(".hit").bounding_box() for n in (11, 13))
    page.mouse.move(left["x"] + 5, left["y"] + 20)
    page.mouse.down()
    page.mouse.move(right["x"] + 5, right["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("from=2021&until=2023"))
    assert page.locator(".dated > li").count() == 2
    page.get_by_role("link", name="the same on the map").click()
    assert re.search("from=2021&until=2023", page.url)
    assert [t.split(" (")[0] for t in page.locator(".map a > title").all_text_contents()] == ["Dunmore"]
    page.locator(".years .chosen-year").first.click(modifiers=[])
    page.wait_for_url(re.compile("from=2021&until=2021"))
    page.locator(".years a").last.click(modifiers=["Shift"])
    page.wait_for_url(re.compile("from=2021&until=2024"))
    page.get_by_role("link", name="timeline of Dunmore").click()
    assert page.locator("h1").inner_text() == "Timeline: Dunmore"
    page.get_by_role("link", name="All years").click()
    assert page.locator(".dated > li").count() == 2
    assert page.locator(".years a").first.get_attribute("data-last") == "2021"
    assert wrong == []


def test_a_document_is_split_off_a_profile_by_keyboard_and_taken_back(chromium, tmp_path: Path) -> None:
    """`j j n`, a reason and Enter; the profile then has one document less, and Undo puts it back; also on a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    with Ledger.open(tmp_path / "who.ledger", create=True) as ledger:
        for id in "abc":
            words = f"Ansel Quint, 34, of Dunmore is charged with robbery of the heron museum, case 24-0417. {id}"
            page = document(words, id=id, publisher="Port Maren Prosecutor", title=f"Release {id}")
            told = claim(page, subject=argument("Ansel Quint", inside=page, entity=f"{id}#0"))
            ledger.put(page, words.encode(), (told,), reading=reading(page, "Ansel Quint"))
        link_entities(ledger)
        for other in "bc":
            ledger.decide_identity("merge", ("a", "Ansel Quint"), (other, "Ansel Quint"), author="x", reason="y")
        link_entities(ledger)
        served = running(make_app(ledger, "key"))
        address = next(served)
        page, wrong = opened(chromium, address, viewport={"width": 360, "height": 780}, bypass_csp=True)
        page.goto(f"{address}/party-{slug('a#0')}")
        for key in "jjn":
            page.keyboard.press(key)
        assert [v["id"] for v in axe.run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.keyboard.type("born 1961")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("tr.joint").count() == 2
        assert "born 1961" in page.locator(".identity").first.inner_text()
        with page.expect_navigation():
            page.locator("form.undo button").first.click()
        assert page.locator("tr.joint").count() == 3
        page.locator("#same summary").first.click()
        page.get_by_label("Name or its beginning").fill("quint")
        page.keyboard.press("Enter")
        page.get_by_text("Nobody else of that name").wait_for(timeout=5000)
        assert wrong == []
        served.close()
