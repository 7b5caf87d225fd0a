"""The queue in the desk: it is there after a restart, goes on by itself, and shows each desk its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from according.ledger import Item, Ledger, Wish
from according.pipeline import Pipeline
from according.settings import Settings
from according.web.server import make_app
from tests.factory import claim, document, reading
from tests.web.desks import fill, key_of, signed_in

STORY = b"Marten Oyelaran, 34, was charged with arson on Tuesday, police in Port Maren said."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """One story."""
    with Ledger.open(tmp_path / "desk.ledger", create=True) as opened:
        page = document()
        opened.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        yield opened


def ask(ledger: Ledger, *names: str) -> int:
    """A job that a desk was given before it was stopped."""
    return ledger.jobs.add([Item(name, STORY) for name in names], Wish(), author="Ana Ruíz", collection="main")


def desk(ledger: Ledger, pipeline: Pipeline | None = None) -> TestClient:
    """A browser inside a desk that was just started."""
    opened = TestClient(make_app(ledger, "key", pipeline=pipeline), base_url="http://127.0.0.1")
    opened.get("/?token=key")
    return opened


def ended(browser: TestClient, job: int) -> dict:
    """A job's page as data, once nothing more will come of it."""
    while not (told := browser.get(f"/add/{job}.json").json())["finished"]:
        time.sleep(0.02)
    return told


def send(browser: TestClient, path: str) -> TestClient:
    """Send a form with nothing in it but its key."""
    return browser.post(path, data={"csrf": browser.get("/add.json").json()["csrf"]})


def test_queue_is_shown_after_a_restart_and_goes_on(ledger: Ledger) -> None:
    """With what, for whom, and how far it is."""
    job = ask(ledger, "first.txt", "second.txt")
    browser = desk(ledger)
    page = browser.get("/add").text
    assert "first.txt, second.txt" in page
    assert "Ana Ruíz" in page
    assert "This page renews itself" in browser.get(f"/add/{job}").text
    browser.app.state.worker.stay()
    told = ended(browser, job)
    browser.app.state.worker.close()
    assert (told["state"], told["documents"]) == ("done", 2)
    assert [name for name, _, _ in told["told"]] == ["first.txt", "second.txt"]
    assert "read and added" in browser.get(f"/add/{job}").text


def test_job_that_failed_says_why_and_is_tried_again_by_a_button(ledger: Ledger) -> None:
    """Nothing has to be given once more."""
    job = ask(ledger, "first.txt")
    browser = desk(ledger, Pipeline(Settings(model="no-such-folder")))
    browser.app.state.worker.work()
    page = browser.get(f"/add/{job}").text
    assert "no-such-folder" in page
    assert "Try again" in page
    assert "stopped" in browser.get("/add").text
    browser = desk(ledger)
    assert f"/add/{job}" in str(send(browser, f"/add/{job}/again").url)
    assert ended(browser, job)["state"] == "done"
    assert send(browser, f"/add/{job}/again").status_code == 404


def test_job_that_waits_is_given_up_by_a_button(ledger: Ledger) -> None:
    """Its files are gone with it."""
    job = ask(ledger, "first.txt")
    browser = desk(ledger)
    send(browser, f"/add/{job}/drop")
    assert browser.get(f"/add/{job}").status_code == 404
    assert ledger.counts()["job_items"] == 0
    assert ledger.status().documents == 1


def test_everything_is_linked_in_the_background(ledger: Ledger) -> None:
    """And what is added later, by itself."""
    browser = desk(ledger)
    answer = send(browser, "/link")
    assert ended(browser, int(answer.url.path.rpartition("/")[2]))["state"] == "done"
    assert len(ledger.linked()) == len(ledger.candidates()) > 0
    job = ask(ledger, "first.txt")
    browser.app.state.worker.work()
    assert ended(browser, job + 1)["what"] == "linking what is new"
    assert len(ledger.linked()) == len(ledger.candidates())


def test_one_desk_neither_sees_nor_changes_jobs_of_another_nor_links_everything(ledger: Ledger) -> None:
    """Whoever sees all collections does."""
    fill(ledger)
    given = [Item("quandary.txt", STORY)]
    theirs = ledger.jobs.add(given, Wish(), author="Dot", collection="docks", apart=True)
    everything = ledger.jobs.link(author="All")
    harbour, whole = signed_in(ledger, "Edi"), signed_in(ledger, "All")
    csrf = {"csrf": key_of(harbour)}
    assert harbour.get("/add.json").json()["jobs"] == []
    assert "Link everything" not in harbour.get("/add").text
    asked = [harbour.get(f"/add/{job}{end}") for job in (theirs, everything) for end in ("", ".json")]
    asked += [harbour.post(f"/add/{theirs}/{what}", data=csrf) for what in ("again", "drop")]
    assert {answer.status_code for answer in [*asked, harbour.post("/link", data=csrf)]} == {404}
    assert [job["id"] for job in whole.get("/add.json").json()["jobs"]] == [everything, theirs]
    assert "Link everything" in whole.get("/add").text


def served(place: str) -> subprocess.Popen[str]:
    """A desk in a process of its own, listening."""
    command = [sys.executable, "-m", "according", "serve", place, "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1")
    return process


@pytest.mark.slow
def test_desk_killed_while_it_adds_goes_on_when_it_is_started_again(place: Callable[[str], str]) -> None:
    """Nobody has to ask, and nothing is added or told twice; here the lease is waited for."""
    with Ledger.open(place("served"), create=True) as ledger:
        names = [f"story-{n}.txt" for n in range(12)]
        job = ask(ledger, *names)
        for sign in (signal.SIGKILL, None):
            process = served(place("served"))
            while ledger.jobs.job(job).documents < (2 if sign else 12):
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(sign or signal.SIGTERM)
            process.communicate()
            assert ledger.jobs.job(job).documents < 12 or sign is None
        told = ledger.jobs.job(job)
        assert (told.state, told.told) == ("done", tuple((name, "added") for name in names))
        assert ledger.verify() == []
