"""What a browser tells of the desk: `python -m benchmarks.browser LEDGER [--drawn 300 5000] [--json OUT]`.

Starts `according serve` on a copy of the ledger and opens pages in Chromium, each in a browser that has seen none
before, at the widths of a desk and of a phone. Told of each page: when its largest part was painted (LCP), how much
moved after it was there (CLS, 0 is nothing), and how many bytes came over the wire. Then pictures of invented networks
of so many names (and four times as many lines) are moved and zoomed, and the time from one frame to the next is told.

Needs Debian's chromium and the package playwright. Times belong to the machine; Chromium draws without a graphics card.
"""

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, Route, sync_playwright

from according.ledger import Ledger
from according.views import Asked, Desk, Line, Network
from according.views.keys import slug
from according.views.layout import place_points
from according.views.network import DRAWN, LISTED, Edge, Node, _size, compact
from according.views.relations import RELATIONS
from according.web.server import LINKS
from according.web.site import COLOURS, Site
from according.web.site import Page as Shown

from .load import PATIENCE_S, serving

WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 780}}
SETTLED_MS = 500
"""How long after loading a page may still move."""
FIGURES = """
() => new Promise(done => {
  let largest = 0, moved = 0
  new PerformanceObserver(l => l.getEntries().forEach(e => { largest = Math.max(largest, e.startTime) }))
    .observe({type: 'largest-contentful-paint', buffered: true})
  new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) moved += e.value }))
    .observe({type: 'layout-shift', buffered: true})
  setTimeout(() => done({lcp_ms: Math.round(largest), cls: +moved.toFixed(4)}), 200)
})
"""
FRAMES = """
() => { window.frames_at = []; const next = t => { window.frames_at.push(t); requestAnimationFrame(next) }
        requestAnimationFrame(next) }
"""


def addresses(desk: Desk) -> dict[str, str]:
    """One page of each kind; of a group, the one that most documents name."""
    told = [p for p in desk.parties if desk.is_told_of(p) and not p.protected]
    person = next(p for p in told if p.type == "person")
    group = max((p for p in told if p.type == "group"), key=lambda p: (len(p.documents), p.entities[0]))
    document = max(desk.by_document, key=lambda d: (len(desk.by_document[d]), d))
    return {
        "overview": "/",
        "profile of a person": f"/party-{slug(person.entities[0])}",
        "profile of the largest group": f"/party-{slug(group.entities[0])}",
        "document with most claims": f"/document-{slug(document)}",
        "search": f"/search?q={quote(person.name.split()[-1])}",
        "network around the largest group": f"/network?around={quote(group.entities[0], safe='')}",
        "timeline": "/timeline",
        "map": "/map",
        "review": "/review",
    }


def opened(browser: Browser, base: str, cookies: Any, address: str, width: str) -> dict[str, float]:
    """What a browser that has seen no page yet tells of one."""
    context = browser.new_context(viewport=WIDTHS[width])
    context.add_cookies(cookies)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(base + address, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    told: dict[str, float] = page.evaluate(FIGURES)
    context.close()
    return {**told, "kb": round(sum(sizes) / 1000, 1), "requests": len(sizes)}


def moved(page: Page, base: str, desk: Desk, names: int) -> dict[str, float]:
    """Seconds until an invented picture is drawn, and ms from frame to frame while it is dragged and zoomed."""
    line = desk.line(desk.claims[0])
    start = time.process_time()
    drawn = invented(names, 4 * names, line)
    placing = time.process_time() - start
    shown = replace(drawn, drawn=not drawn.apart, edges=drawn.edges[: LISTED if drawn.apart else None])
    html = Site(desk, LINKS, "invented").render(Shown("network.html", "Network", shown))
    points = json.dumps({**compact(drawn), "colours": COLOURS, "labels": RELATIONS}) if drawn.apart else ""

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html")

    page.route("**/network?invented", answer)
    page.route("**/picture.json*", lambda route: route.fulfill(body=points, content_type="application/json"))
    started = time.monotonic()
    page.goto(f"{base}/network?invented", wait_until="load")
    if drawn.apart:
        page.locator("canvas[data-drawn]").wait_for()
    seen = time.monotonic() - started
    sheet = page.locator("canvas" if drawn.apart else "svg.sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 200
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.evaluate(FRAMES)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + 2 * step, y + step)
    page.mouse.up()
    for step in range(10):
        page.mouse.wheel(0, -60 if step % 2 else 60)
        page.wait_for_timeout(50)
    at: list[float] = page.evaluate("() => window.frames_at")
    page.unroute("**/network?invented")
    page.unroute("**/picture.json*")
    apart = sorted(b - a for a, b in pairwise(at))
    return {
        "names": names, "lines": 4 * names, "placing_s": round(placing, 1), "mb": round(len(html + points) / 1e6, 1),
        "drawn_s": round(seen, 1), "frames": len(apart), "p50_ms": round(statistics.median(apart)),
        "p95_ms": round(apart[int(len(apart) * 0.95)]), "most_ms": round(apart[-1]),
    }  # fmt: skip


def invented(names: int, lines: int, said: Line) -> Network:
    """A network of invented names in circles of some twenty-five, with one claim on all of its lines."""
    chance = random.Random(1)
    keys = [f"k{n}" for n in range(names)]
    pairs = []
    while len(pairs) < lines:
        one = chance.randrange(names)
        other = (one // 25 * 25 + chance.randrange(25)) % names if chance.random() < 0.85 else chance.randrange(names)
        if one != other:
            pairs.append((keys[one], keys[other]))
    width, height = _size(names)
    at = place_points(keys, pairs, (width, height))
    nodes = [Node(key, f"Crew {n}", "group" if n % 5 == 0 else "person", *at[key]) for n, key in enumerate(keys)]
    edges = [
        Edge(a, b, chance.choice(list(RELATIONS)), chance.choice(("certain", "probable", "possible")), False, 1,
             chance.randint(1, 4), (said,), 0.0, *at[a], *at[b])
        for a, b in pairs
    ]  # fmt: skip
    return Network(
        Asked(), tuple(nodes), tuple(edges), True, width, height, lines, "", "", "", "", None, (),
        apart=names > DRAWN, relations=tuple(RELATIONS),
    )  # fmt: skip


def measure(path: Path, drawn: list[int]) -> dict[str, Any]:
    """The figures of each page at both widths, and of each picture."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(path, folder)
        with Ledger.open(copy) as ledger, serving(str(copy)) as (address, _), sync_playwright() as play:
            desk = Desk(ledger)
            asked = addresses(desk)
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            first = browser.new_context().new_page()
            first.set_default_timeout(PATIENCE_S * 1000)
            first.goto(address)
            base, cookies = address.partition("/?token=")[0], first.context.cookies()
            for warm in asked.values():
                first.goto(base + warm)
            pages = {
                kind: {width: opened(browser, base, cookies, page, width) for width in WIDTHS}
                for kind, page in asked.items()
            }
            pictures = [moved(first, base, desk, names) for names in drawn]
            browser.close()
    return {"pages": pages, "pictures": pictures}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--drawn", type=int, nargs="*", default=[300, 1000, 5000])
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    result = measure(given.ledger, given.drawn)
    print(json.dumps(result, indent=1))  # noqa: T201
    if given.json:
        given.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
