"""Two desks on one ledger, people who sign in to it, and a desk that is a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.linking import link_entities
from according.web.gate import Gate
from according.web.server import make_app
from tests.factory import argument, claim, document, reading

WORDS = "slate harbour lantern"
PEOPLE = {"Rea": "reader", "Rev": "reviewer", "Edi": "editor", "Adi": "admin"}


def fill(ledger: Ledger) -> None:
    """A story of the harbour desk, one of the docks desk, and an account of each role that sees the harbour's."""
    put(ledger, "harbour-1", "Marten Oyelaran", "harbour")
    put(ledger, "docks-1", "Zebulon Quandary", "docks")
    for name, role in PEOPLE.items():
        ledger.accounts.add(name, role, password=WORDS, collections=("harbour",), by="setup")
    ledger.accounts.add("Dot", "editor", password=WORDS, collections=("docks",), by="setup")
    ledger.accounts.add("All", "admin", password=WORDS, collections=None, by="setup")


def put(ledger: Ledger, id: str, name: str, collection: str, *, day: str = "2024-03-11") -> None:
    """A charge against one person, in a collection."""
    page = document(
        f"{name} was charged with robbery, prosecutors said.", id=id, title=f"{name} charged", published=day
    )
    who = argument(name, inside=page, entity=f"{id}#0")
    told = claim(page, subject=who)
    ledger.put(page, page.text.encode(), (told,), reading=reading(page, name), collection=collection)


def linked(ledger: Ledger) -> None:
    """As `according link` leaves it."""
    link_entities(ledger)


def app_of(ledger: Ledger, *, address: str = "") -> TestClient:
    """A browser before the door, not signed in."""
    gate = Gate(ledger, address=address)
    return TestClient(make_app(ledger, "", guard=gate), base_url=address or "http://127.0.0.1", follow_redirects=False)


def signed_in(ledger: Ledger, name: str) -> TestClient:
    """A browser that is signed in, by a session made for it."""
    browser = app_of(ledger)
    browser.cookies.set("according-session", ledger.accounts.sign_in(name, WORDS, origin="test"))
    return browser


def key_of(browser: TestClient) -> str:
    """The token that this browser's forms carry."""
    return str(browser.get("/account").text.split('name="csrf" value="')[1].split('"')[0])


@contextmanager
def served(place: str) -> Iterator[httpx.Client]:
    """A browser that has opened the printed address of a desk."""
    command = [sys.executable, "-m", "according", "serve", place, "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        try:
            with httpx.Client(base_url=re.sub(r"/(\?.*)?$", "", address), timeout=120) as browser:
                browser.get(f"/{address.rpartition('/')[2]}")
                yield browser
        finally:
            process.terminate()
