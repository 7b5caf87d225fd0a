"""Take the pictures of the desk that README and docs show: `python -m tools.screenshots LEDGER`.

Needs the packages of the groups `browser` and `examples`, and Debian's chromium. LEDGER is what `make demo` writes,
of the invented examples; never take pictures of real documents.
"""

import io
import shutil
import sys
import threading
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from according.ledger import Ledger
from according.views import Desk, profiles_named
from according.web.server import _listener, make_app
from according.web.site import Links

OUT = Path("docs/img")
COLOURS = 64
"""Colours kept of each picture: text stays legible and the file small."""
DESKTOP, PHONE = {"width": 1100, "height": 820}, {"width": 360, "height": 740}
LINKS = Links(root="/", ending="")


def addresses(ledger: Ledger) -> dict[str, str]:
    """The pages that are pictured, by the name of the picture."""
    desk = Desk(ledger)
    person = profiles_named(desk, "Bruno Castellane")[0]
    return {
        "overview": "/",
        "profile": LINKS.party(person.entities[0]),
        "document": LINKS.document("courier-castellane-acquitted.md"),
        "network": "/network",
        "timeline": "/timeline?from=2024",
        "review": "/review",
    }


def main(path: str) -> None:
    """Write a picture of every page, at both widths and in both schemes."""
    OUT.mkdir(parents=True, exist_ok=True)
    with Ledger.open(path) as ledger, _listener(0, exact=False) as listener, sync_playwright() as playwright:
        pages = addresses(ledger)
        server = uvicorn.Server(uvicorn.Config(make_app(ledger, "key"), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        cookies = None
        for device, size in (("desktop", DESKTOP), ("phone", PHONE)):
            for scheme in ("light", "dark"):
                window = browser.new_context(color_scheme=scheme, viewport=size)
                window.add_cookies(cookies) if cookies else None
                page = window.new_page()
                page.goto(f"{base}/?token=key" if cookies is None else base)
                cookies = window.cookies()
                for name, address in pages.items():
                    page.goto(base + address)
                    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
                    image.save(OUT / f"desk-{name}-{device}-{scheme}.png", optimize=True)
        browser.close()
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main(*sys.argv[1:])
