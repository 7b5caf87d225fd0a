"""The queue: nothing that was asked for is lost, and nobody works on what another holds; on both stores."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from according.errors import JobLost, NotInLedger
from according.ledger import Held, Item, Ledger, LedgerPart, Wish
from according.ledger.jobs import KEPT_S, LEASE_S, MOST_BEGUN, NAMELESS
from according.ledger.leases import later
from tests.factory import claim, document, reading

ROOT = Path(__file__).parents[2]
SECRET = os.urandom(30).hex().encode()


class Clock:
    """A clock that a test sets."""

    now = "2026-01-01T10:00:00.000000Z"

    def __call__(self) -> str:
        """The instant, as a ledger writes it."""
        return self.now

    def wait(self, seconds: int) -> None:
        """Let time go by."""
        self.now = later(self.now, seconds)


@pytest.fixture
def clock() -> Clock:
    """At ten o'clock."""
    return Clock()


@pytest.fixture
def ledger(place: Callable[[str], str], clock: Clock) -> Iterator[Ledger]:
    """An empty ledger whose clock the test sets."""
    with Ledger.open(place("queue"), create=True, clock=clock) as opened:
        yield opened


def ask(ledger: Ledger, *names: str, collection: str = "main", author: str = "Edi") -> int:
    """A job that adds files of these names."""
    items = [Item(name, f"words of {name}".encode()) for name in names]
    return ledger.jobs.add(items, Wish(), author=author, collection=collection)


def taken(ledger: Ledger) -> Held:
    """The next job."""
    held = ledger.jobs.take()
    assert held is not None
    return held


def tell(ledger: Ledger, held: Held, number: int, name: str, outcome: str = "added", claims: int = 1) -> None:
    """Record one document as a worker does."""
    with ledger.batch():
        ledger.jobs.tell(held, number, name, outcome, claims)


def test_what_was_asked_for_is_kept_word_for_word(ledger: Ledger, place: Callable[[str], str]) -> None:
    """Another process finds the bytes, the order, and what was said about them."""
    wish = Wish(published="2026-01-01", publisher="The Quay Courier", handling="confidential")
    items = [Item("ñ.txt", b"\0\xff words"), Item("https://courier.example/1"), Item("ñ.txt", b"")]
    ledger.jobs.add(items, wish, author="Edi", collection="harbour", apart=True)
    with Ledger.open(place("queue")) as other:
        held = taken(other)
        assert list(other.jobs.items(held)) == items
        assert (held.job.wish, held.job.author, held.job.collection, held.job.apart) == (wish, "Edi", "harbour", True)
        assert held.job.given == ("ñ.txt", "https://courier.example/1", "ñ.txt")


def test_jobs_are_taken_in_the_order_in_which_they_were_asked_for(ledger: Ledger) -> None:
    """And each once."""
    asked = [ask(ledger, "a.txt"), ledger.jobs.link(author="Edi"), ask(ledger, "b.txt")]
    assert [taken(ledger).job.id for _ in asked] == asked
    assert ledger.jobs.take() is None
    assert ledger.jobs.states() == {"running": 3}


def test_job_whose_worker_is_heard_of_is_nobody_elses(ledger: Ledger, clock: Clock) -> None:
    """However long it takes, if the lease is renewed."""
    ask(ledger, "a.txt")
    held = taken(ledger)
    for _ in range(5):
        clock.wait(LEASE_S - 1)
        ledger.jobs.renew(held)
        assert ledger.jobs.take() is None
    assert not ledger.jobs.job(held.job.id).interrupted


def test_job_of_a_worker_that_died_is_taken_up_where_it_stopped(ledger: Ledger, clock: Clock) -> None:
    """The one that was thought dead can record nothing any more."""
    job = ask(ledger, "a.txt", "b.txt")
    dead = taken(ledger)
    tell(ledger, dead, 0, "a.txt")
    clock.wait(LEASE_S)
    assert ledger.jobs.job(job).interrupted
    heir = taken(ledger)
    assert (heir.job.id, heir.done) == (job, {0})
    for change in (
        lambda: tell(ledger, dead, 1, "b.txt"),
        lambda: ledger.jobs.renew(dead),
        lambda: ledger.jobs.done(dead),
        lambda: ledger.jobs.fail(dead, "x"),
        lambda: ledger.jobs.let_go(dead),
    ):
        with pytest.raises(JobLost):
            change()
    tell(ledger, heir, 1, "b.txt", claims=2)
    ledger.jobs.done(heir)
    ended = ledger.jobs.job(job)
    assert (ended.state, ended.claims, ended.told) == ("done", 3, (("a.txt", "added"), ("b.txt", "added")))


def test_document_and_what_is_told_of_it_are_kept_together_or_not_at_all(ledger: Ledger, clock: Clock) -> None:
    """A worker that lost its job while it read adds nothing."""
    job, page = ask(ledger, "a.txt"), document()
    held = taken(ledger)
    clock.wait(LEASE_S)
    taken(ledger)

    def keep() -> None:
        with ledger.batch():
            ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page))
            ledger.jobs.tell(held, 0, "a.txt", "added", 1)

    with pytest.raises(JobLost):
        keep()
    assert ledger.status().documents == 0
    assert ledger.jobs.job(job).told == ()


def test_job_that_kills_every_worker_is_given_up_with_its_files_kept(ledger: Ledger, clock: Clock) -> None:
    """The next job goes on; it can be tried again, and getting further counts from the beginning."""
    job, later_job = ask(ledger, "poison.pdf"), ask(ledger, "b.txt")
    for _ in range(MOST_BEGUN):
        assert taken(ledger).job.id == job
        clock.wait(LEASE_S)
    assert taken(ledger).job.id == later_job
    failed = ledger.jobs.job(job)
    assert failed.state == "failed"
    assert "without getting any further" in failed.error
    ledger.jobs.again(job)
    held = taken(ledger)
    assert list(ledger.jobs.items(held)) == [Item("poison.pdf", b"words of poison.pdf")]
    for n in range(MOST_BEGUN + 1):
        tell(ledger, held, n, f"page {n}")
        clock.wait(LEASE_S)
        held = taken(ledger)
    assert held.job.id == job


def test_job_that_was_let_go_is_open_at_once_and_one_put_off_later(ledger: Ledger, clock: Clock) -> None:
    """Stopping a desk often is no reason to give a job up."""
    job = ask(ledger, "a.txt")
    for _ in range(MOST_BEGUN * 2):
        ledger.jobs.let_go(taken(ledger))
    ledger.jobs.put_off(taken(ledger), "the ledger was busy", 10)
    assert ledger.jobs.take() is None
    assert ledger.jobs.job(job).error == "the ledger was busy"
    clock.wait(10)
    assert taken(ledger).job.id == job


def test_files_are_gone_when_a_job_is_done_and_the_job_some_weeks_later(ledger: Ledger, clock: Clock) -> None:
    """Its line is for whoever asked."""
    job = ask(ledger, "a.txt")
    held = taken(ledger)
    ledger.jobs.done(held)
    assert list(ledger.jobs.items(held)) == [Item("a.txt", None)]
    clock.wait(KEPT_S)
    other = ask(ledger, "b.txt")
    assert [j.id for j in ledger.jobs.listed()] == [other]
    with pytest.raises(NotInLedger):
        ledger.jobs.job(job)


def test_job_that_waits_or_failed_can_be_given_up_and_no_other(ledger: Ledger) -> None:
    """What a worker holds is left to it."""
    waits, runs = ask(ledger, "a.txt"), ask(ledger, "b.txt")
    held = taken(ledger)
    assert held.job.id == waits
    for change in (ledger.jobs.drop, ledger.jobs.again):
        with pytest.raises(NotInLedger):
            change(held.job.id)
    ledger.jobs.drop(runs)
    ledger.jobs.fail(held, "no such model")
    ledger.jobs.drop(waits)
    assert ledger.jobs.listed() == []
    assert (ledger.counts()["job_items"], ledger.verify()) == (0, [])


def test_links_that_wait_are_one(ledger: Ledger) -> None:
    """Ten additions in a row are linked once; one that is running does not see what comes now."""
    first = ledger.jobs.link(author="Edi", new=True)
    assert ledger.jobs.link(author="Ana", new=True) == first
    whole = ledger.jobs.link(author="Ana")
    assert whole != first
    assert taken(ledger).job.id == first
    assert ledger.jobs.link(author="Ana", new=True) > whole


def test_end_of_an_addition_asks_for_linking_in_the_same_breath(ledger: Ledger) -> None:
    """Under the name of who added."""
    ask(ledger, "a.txt")
    ledger.jobs.done(taken(ledger), link=True)
    held = taken(ledger)
    assert (held.job.kind, held.job.wish.new, held.job.author, held.job.collection) == ("link", True, "Edi", None)


def test_queue_of_a_collection_shows_its_own_alone(ledger: Ledger) -> None:
    """Neither what another desk gave, nor what concerns all; and nothing of it can be changed."""
    mine, other = ask(ledger, "a.txt", collection="harbour"), ask(ledger, "zebulon.txt", collection="docks")
    whole = ledger.jobs.link(author="All")
    part = LedgerPart(ledger, ("harbour",))
    assert [job.id for job in part.jobs.listed()] == [mine]
    assert part.jobs.states() == {"waiting": 1}
    for hidden in (other, whole):
        for change in (part.jobs.job, part.jobs.drop, part.jobs.again):
            with pytest.raises(NotInLedger):
                change(hidden)
    assert len(ledger.jobs.listed()) == 3


def test_erased_document_leaves_no_name_and_no_byte_in_the_queue(
    ledger: Ledger, place: Callable[[str], str], kept: Callable[[str], bytes]
) -> None:
    """Whether it was added by a job, or waits to be added again; the job itself stays."""
    page = document(id="odalys-secret.txt")
    done = ask(ledger, "odalys-secret.txt")
    held = taken(ledger)
    with ledger.batch():
        ledger.put(page, SECRET, (claim(page),), reading=reading(page))
        ledger.jobs.tell(held, 0, "odalys-secret.txt", "added", 1)
    ledger.jobs.done(held)
    waits = ledger.jobs.add([Item("copy.txt", SECRET), Item("b.txt", b"b")], Wish(), author="Edi", collection="main")
    ledger.erase_document("odalys-secret.txt", reason="court order", author="Ana")
    assert ledger.jobs.job(done).told == ((NAMELESS, "added"),)
    assert ledger.jobs.job(waits).given == ("b.txt",)
    ledger.close()
    found = kept(place("queue"))
    assert b"odalys-secret" not in found
    assert SECRET not in found


def test_document_called_as_somebody_is_called_is_erased_alone(ledger: Ledger) -> None:
    """A job by Edi for the collection main is no document `Edi` or `main`."""
    job = ask(ledger, "a.txt", author="Edi")
    for name in ("Edi", "main", "add", "waiting"):
        page = document(f"The docks were quiet, said {name}.", id=name)
        ledger.put(page, name.encode())
        ledger.erase_document(name, reason="order", author="Ana")
    assert ledger.jobs.job(job).given == ("a.txt",)


def test_name_of_a_refused_erased_document_does_not_stand_in_the_queue(ledger: Ledger) -> None:
    """It would come back with the note that it was refused."""
    job = ask(ledger, "odalys.txt", "b.txt")
    tell(ledger, taken(ledger), 0, "odalys.txt", "erased", 0)
    found = ledger.jobs.job(job)
    assert (found.given, found.told) == ((NAMELESS, "b.txt"), ((NAMELESS, "erased"),))


def test_queue_moves_with_its_ledger(ledger: Ledger, tmp_path: Path) -> None:
    """A backup that is restored goes on with what waited."""
    ask(ledger, "a.txt")
    with Ledger.open(tmp_path / "copy.ledger", create=True) as copy:
        ledger.copy_into(copy)
        assert list(copy.jobs.items(taken(copy))) == [Item("a.txt", b"words of a.txt")]
        assert copy.verify() == []


TAKER = """
import sys
from according.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    print("open", flush=True)
    sys.stdin.readline()
    while (held := ledger.jobs.take()) is not None:
        print(held.job.id, flush=True)
        ledger.jobs.done(held) if held.job.id % 2 else ledger.jobs.renew(held)
"""


def test_workers_at_once_never_hold_the_same_job(place: Callable[[str], str]) -> None:
    """Four processes, forty jobs: each is taken by one, once."""
    with Ledger.open(place("queue"), create=True) as ledger:
        asked = [ask(ledger, f"{n}.txt") for n in range(40)]
    workers = [
        subprocess.Popen([sys.executable, "-c", TAKER, place("queue")], stdin=-1, stdout=-1, text=True, cwd=ROOT)
        for _ in range(4)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "open\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    took = [line for worker in workers for line in worker.communicate()[0].split()]
    assert sorted(map(int, took)) == asked
