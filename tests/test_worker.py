"""The queue is worked through, whoever dies over it: no job lost, no document twice, nothing told twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from according.ledger import Item, Ledger, Wish
from according.ledger.leases import later
from according.ledger.store import _now
from according.pipeline import Pipeline
from according.settings import Settings
from according.worker import Worker, base_name

ROOT = Path(__file__).parents[1]
COUNT = 14


def ahead() -> str:
    """The clock of somebody who comes when every lease has ended."""
    return later(_now(), 3600)


def story(n: int) -> bytes:
    """A document of some length with something in it to read."""
    told = "Marten Oyelaran, 34, was charged with arson on Tuesday, police in Port Maren said. He denied it. "
    return (told * 4 + f"It was the fire number {n} of that year.").encode()


def ask(ledger: Ledger, *items: Item) -> int:
    """A job that adds these."""
    return ledger.jobs.add(items, Wish(), author="Edi", collection="main")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """Loaded once."""
    return Pipeline(Settings(threads=1))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty one."""
    with Ledger.open(tmp_path / "queue.ledger", create=True) as opened:
        yield opened


def worked(ledger: Ledger, pipeline: Pipeline) -> Worker:
    """A worker that has worked until nothing waited."""
    worker = Worker(ledger, pipeline)
    worker.work()
    return worker


def command(place: str) -> subprocess.Popen[str]:
    """`according work` in a process of its own."""
    told = [sys.executable, "-m", "according", "work", place]
    return subprocess.Popen(told, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})


def finished(ledger: Ledger, job: int) -> int:
    """How many documents of a job are told of."""
    return ledger.jobs.job(job).documents


def test_worker_killed_in_the_middle_leaves_its_job_to_the_next(
    place: Callable[[str], str], pipeline: Pipeline
) -> None:
    """Twice, at whatever instant; then each document is there once, and told of once, as it was first."""
    with Ledger.open(place("queue"), create=True) as ledger:
        job = ask(ledger, *(Item(f"story-{n}.txt", story(n)) for n in range(COUNT)))
        after = ask(ledger, Item("last.txt", story(COUNT)))
    for more in (2, 3):
        with Ledger.open(place("queue"), clock=ahead) as ledger:
            before = finished(ledger, job)
            if before:  # who comes an hour later need not wait for the lease of the one that was killed
                held = ledger.jobs.take()
                assert held is not None
                ledger.jobs.let_go(held)
            process = command(place("queue"))
            while finished(ledger, job) < before + more:
                assert process.poll() is None, process.communicate()[1]
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert before + more <= finished(ledger, job) < COUNT
    with Ledger.open(place("queue"), clock=ahead) as ledger:
        worked(ledger, pipeline)
        told = ledger.jobs.job(job)
        assert (told.state, told.told) == ("done", tuple((f"story-{n}.txt", "added") for n in range(COUNT)))
        assert ledger.jobs.job(after).state == "done"
        status = ledger.status()
        assert (status.documents, status.versions, status.claims) == (COUNT + 1, COUNT + 1, len(ledger.claims()))
        assert told.claims == sum(c.document.id != "last.txt" for c in ledger.claims())
        assert ledger.counts()["readings"] == COUNT + 1
        assert ledger.verify() == []


def test_worker_told_to_stop_finishes_its_document_and_the_next_begins_at_once(ledger: Ledger) -> None:
    """A desk that is stopped by its service leaves no lease behind."""
    job = ask(ledger, *(Item(f"story-{n}.txt", story(n)) for n in range(COUNT)))
    process = command(str(ledger.place.path))
    while not finished(ledger, job):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert "waiting" in process.communicate()[1]
    assert process.returncode == 0
    assert 0 < finished(ledger, job) < COUNT
    held = ledger.jobs.take()
    assert held is not None
    assert held.done == set(range(finished(ledger, job)))


def test_bad_document_is_told_and_the_next_is_added(ledger: Ledger, pipeline: Pipeline) -> None:
    """By the reason codes of the reference; the worker counts them."""
    zipped = (ROOT / "tests/fuzz/corpus/archive/stored.zip").read_bytes()
    job = ask(ledger, Item("empty.txt", b""), Item("story.txt", story(1)), Item("two.zip", zipped))
    worker = worked(ledger, pipeline)
    told = ledger.jobs.job(job)
    assert told.state == "done"
    assert told.told[:2] == (("empty.txt", "empty"), ("story.txt", "added"))
    assert worker.outcomes["added"] == sum(outcome == "added" for _, outcome in told.told)
    assert [r.source for r in ledger.rejected()] == ["empty.txt"]


def test_same_documents_given_twice_are_there_once(ledger: Ledger, pipeline: Pipeline) -> None:
    """The second time nothing changed, and that is told."""
    jobs = [ask(ledger, Item("story.txt", story(1))) for _ in range(2)]
    worked(ledger, pipeline)
    assert [ledger.jobs.job(job).told for job in jobs] == [(("story.txt", "added"),), (("story.txt", "unchanged"),)]
    assert ledger.status().versions == 1


def test_what_was_said_about_the_documents_holds(ledger: Ledger, pipeline: Pipeline) -> None:
    """Their day, their publisher, and who may see them."""
    wish = Wish(published="2024-03-11", publisher="interview with O. Finch", handling="confidential")
    ledger.jobs.add([Item("note.txt", story(1))], wish, author="Edi", collection="harbour", apart=True)
    worked(ledger, pipeline)
    (page,) = ledger.documents()
    assert (page.id, page.handling, page.published) == ("harbour/note.txt", "confidential", "2024-03-11")
    assert ledger.collection_sizes() == {"harbour": 1}


def test_addition_to_a_linked_ledger_is_linked_and_one_that_never_was_is_not(
    ledger: Ledger, pipeline: Pipeline
) -> None:
    """Linking begins when somebody asks for it."""
    ask(ledger, Item("a.txt", story(1)))
    worked(ledger, pipeline)
    assert (ledger.linked(), ledger.jobs.states()) == ({}, {"done": 1})
    ledger.jobs.link(author="Edi")
    worked(ledger, pipeline)
    linked = len(ledger.linked())
    assert linked == len(ledger.candidates()) > 0
    ask(ledger, Item("b.txt", story(2)), Item("c.txt", story(3)))
    worked(ledger, pipeline)
    assert len(ledger.linked()) == len(ledger.candidates()) > linked
    assert ledger.jobs.states() == {"done": 4}


def test_job_that_cannot_be_done_says_why_and_can_be_tried_again(ledger: Ledger, pipeline: Pipeline) -> None:
    """Its files wait until what was wrong is mended."""
    job = ask(ledger, Item("story.txt", story(1)))
    worked(ledger, Pipeline(Settings(model="no-such-folder")))
    failed = ledger.jobs.job(job)
    assert failed.state == "failed"
    assert "no-such-folder" in failed.error
    ledger.jobs.again(job)
    worked(ledger, pipeline)
    assert ledger.jobs.job(job).told == (("story.txt", "added"),)


def test_name_in_somebody_elses_queue_is_no_path_of_this_machine(
    ledger: Ledger, pipeline: Pipeline, tmp_path: Path
) -> None:
    """Neither to read from nor to write to."""
    (secret := tmp_path / "secret.txt").write_bytes(story(1))
    job = ask(ledger, Item(str(secret)), Item(f"../../../../../..{tmp_path}/out.txt", story(2)))
    worked(ledger, pipeline)
    assert [outcome for _, outcome in ledger.jobs.job(job).told] == ["unreadable", "added"]
    assert [d.id for d in ledger.documents()] == ["out.txt"]
    assert not (tmp_path / "out.txt").exists()


def test_damaged_file_of_the_queue_stops_its_job_alone(ledger: Ledger, pipeline: Pipeline) -> None:
    """It is named, and what comes after is added."""
    broken, whole = ask(ledger, Item("a.txt", story(1))), ask(ledger, Item("b.txt", story(2)))
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE job_items SET content = x'00' WHERE job = {broken}")
    worked(ledger, pipeline)
    assert [ledger.jobs.job(job).state for job in (broken, whole)] == ["failed", "done"]
    assert "is damaged" in ledger.jobs.job(broken).error


def test_job_about_which_nothing_can_be_read_any_more_is_sealed(ledger: Ledger, pipeline: Pipeline) -> None:
    """Rather than shown to more people than it may be."""
    ask(ledger, Item("a.txt", story(1)))
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE jobs SET options = '{'")
    worked(ledger, pipeline)
    assert [d.handling for d in ledger.documents()] == ["sealed"]


@pytest.mark.parametrize(
    ("given", "name"), [("../../a b.txt", "a b.txt"), ("C:\\x\\y.pdf", "y.pdf"), ("..", "document"), ("\0", "document")]
)
def test_only_the_base_name_of_what_was_given_is_kept(given: str, name: str) -> None:
    """Whatever system it came from."""
    assert base_name(given) == name


def test_background_worker_takes_up_what_another_left(ledger: Ledger, pipeline: Pipeline) -> None:
    """As a desk does that was started anew; nobody has to ask."""
    job = ask(ledger, Item("story.txt", story(1)))
    worker = Worker(ledger, pipeline)
    worker.stay()
    while ledger.jobs.job(job).state != "done":
        time.sleep(0.01)
    worker.close()
    assert worker.outcomes == {"added": 1}


def test_worker_of_a_ledger_that_may_only_be_read_lets_it_be(tmp_path: Path, pipeline: Pipeline) -> None:
    """The desk answers all the same."""
    path = tmp_path / "read.ledger"
    with Ledger.open(path, create=True) as opened:
        job = ask(opened, Item("story.txt", story(1)))
    path.chmod(0o444)
    with Ledger.open(path) as ledger:
        worker = Worker(ledger, pipeline)
        worker.wake()
        worker.close()
        assert ledger.jobs.job(job).state in ("waiting", "done")  # whoever is root may write all the same


def test_command_lists_the_queue_and_fails_with_a_job(tmp_path: Path) -> None:
    """For a machine that works it without a desk."""
    place = str(tmp_path / "queue.ledger")
    with Ledger.open(place, create=True) as ledger:
        ask(ledger, Item("story.txt", story(1)))
    run = [sys.executable, "-m", "according", "work", place]
    listed = subprocess.run([*run, "--show"], capture_output=True, text=True, cwd=ROOT)
    assert listed.stdout.startswith("1  add  waiting  story.txt")
    environment = {**os.environ, "ACCORDING_MODEL": "no-such-folder"}
    failed = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert (failed.returncode, "failed" in failed.stderr) == (3, True)
