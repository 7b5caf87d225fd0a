"""Desks that are processes of their own, while something goes wrong around them."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from according.ledger import Item, Ledger, LogFilter, Wish
from according.web.limits import TRIES
from tests.servers import Server
from tests.web.desks import WORDS, fill, served

pytestmark = pytest.mark.slow
STORY = "Marten Oyelaran, 34, was charged with arson on Tuesday, police in Port Maren said. It was fire number {}."


def given(n: int) -> Item:
    """A document of its own."""
    return Item(f"story-{n}.txt", STORY.format(n).encode())


def test_storm_of_wrong_passwords_keeps_nobody_out_who_is_in(place: Callable[[str], str]) -> None:
    """Forty tries at once: twenty are looked at, the rest wait; the account is locked, and the desk answers."""
    at = place("storm")
    with Ledger.open(at, create=True) as ledger:
        fill(ledger)
        session = ledger.accounts.sign_in("Edi", WORDS, origin="test")
        with served(at) as browser, ThreadPoolExecutor(8) as many:
            address, inside = str(browser.base_url), {"cookie": f"according-session={session}"}

            def guess(n: int) -> int:
                told = {"name": "Rev", "password": f"wrong words number {n}"}
                return httpx.post(f"{address}/signin", data=told, timeout=120).status_code

            guesses = [many.submit(guess, n) for n in range(2 * TRIES)]
            answered = [httpx.get(f"{address}/index.json", headers=inside, timeout=120).status_code for _ in range(5)]
            codes = Counter(one.result() for one in guesses)
            assert browser.get("/readyz").text == "ready"
        assert codes == {401: TRIES, 429: TRIES}
        assert answered == [200] * 5
        what = Counter(entry.what for entry in ledger.accounts.log(LogFilter(who="Rev")))
        assert what == {"account locked": 1, "sign-in refused": TRIES}
        assert ledger.verify() == []


def test_documents_given_through_two_desks_at_once_are_added_once(place: Callable[[str], str]) -> None:
    """Each desk has jobs of its own and of the other; the same files are given to both."""
    at = place("shared")
    with Ledger.open(at, create=True), ExitStack() as stack:
        browsers = [stack.enter_context(served(at)) for _ in range(2)]

        def give(browser: httpx.Client) -> list[str]:
            csrf = browser.get("/add.json").json()["csrf"]
            told = []
            for n in range(6):
                files = {"files": (given(n).name, given(n).content)}
                answer = browser.post("/add", data={"csrf": csrf}, files=files, headers={"Accept": "application/json"})
                told.append(answer.json()["progress"])
            return told

        with ThreadPoolExecutor(2) as both:
            pages = [page for found in both.map(give, browsers) for page in found]
        jobs = [ended(browsers[1], page) for page in pages]
    assert len(set(pages)) == 12
    assert Counter(outcome for job in jobs for _, outcome, _ in job["told"]) == {"added": 6, "unchanged": 6}
    with Ledger.open(at) as ledger:
        assert (ledger.status().documents, ledger.status().versions) == (6, 6)
        assert ledger.verify() == []


def ended(browser: httpx.Client, page: str) -> dict:
    """A job as data, once nothing more will come of it."""
    while not (job := browser.get(page).json())["finished"]:
        time.sleep(0.1)
    return job


def test_desk_goes_on_when_its_server_is_up_again(own_server: Server) -> None:
    """PostgreSQL stops as if it crashed, and as if it was told to, while documents are added and pages read."""
    at, count = own_server.address(own_server.database()), 24
    with Ledger.open(at, create=True) as ledger:
        job = ledger.jobs.add([given(n) for n in range(count)], Wish(), author="Edi", collection="main")
    with served(at) as browser:
        told: Counter[int] = Counter()
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                told[browser.get("/index.json").status_code] += 1
                time.sleep(0.05)

        reader = threading.Thread(target=read)
        reader.start()
        for how, enough in (("immediate", 3), ("fast", 6)):
            while (found := browser.get(f"/add/{job}.json")).status_code != 200 or found.json()["documents"] < enough:
                time.sleep(0.05)
            own_server.stop(how)
            time.sleep(1)
            own_server.start()
        while (found := browser.get(f"/add/{job}.json")).status_code != 200 or not found.json()["finished"]:
            time.sleep(0.1)
        over.set()
        reader.join()
        assert browser.get("/readyz").status_code == 200
    assert set(told) == {200, 503}
    with Ledger.open(at) as ledger:
        done = ledger.jobs.job(job)
        assert (done.state, [outcome for _, outcome in done.told]) == ("done", ["added"] * count)
        assert (ledger.status().documents, ledger.verify()) == (count, [])
