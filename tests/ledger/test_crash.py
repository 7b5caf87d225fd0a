"""Killing a writer at any instant loses nothing that was acknowledged and leaves nothing half-written."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from according.errors import LedgerBusy, LedgerError
from according.ledger import Ledger
from tests.factory import STORY, claim, document, reading

WRITER = """
import sys
from according.ledger import Ledger
from tests.factory import claim, document, reading
with Ledger.open(sys.argv[1], create=True) as ledger:
    for n in range(int(sys.argv[2])):
        page = document(id=f"story-{n}")
        ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
        print(n, flush=True)
"""
ROOT = Path(__file__).parents[2]
COUNT = 40


def writer(place: str) -> subprocess.Popen[str]:
    """A process that adds documents and prints the number of each once it is acknowledged."""
    command = [sys.executable, "-c", WRITER, place, str(COUNT)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_killed_ten_times_and_run_again_gives_the_undisturbed_ledger(place: Callable[[str], str]) -> None:
    """Each time, what was printed is there; at the end nothing differs."""
    path, chance = place("killed"), random.Random(5)
    for _ in range(10):
        process = writer(path)
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(chance.randrange(1, 5))]
        time.sleep(chance.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        seen += process.communicate()[0].splitlines()
        acknowledged = {f"story-{line.strip()}" for line in seen if line.strip()}
        with Ledger.open(path) as ledger:
            assert acknowledged <= {d.id for d in ledger.documents()}
    assert writer(path).communicate()[0].split()[-1] == str(COUNT - 1)
    undisturbed = place("calm")
    assert writer(undisturbed).communicate()[0].split()[-1] == str(COUNT - 1)
    with Ledger.open(path) as one, Ledger.open(undisturbed) as other:
        assert one.dump() == other.dump()


def test_two_writers_at_once_lose_nothing(place: Callable[[str], str]) -> None:
    """They wait for one another."""
    path = place("shared")
    with Ledger.open(path, create=True):
        first, second = writer(path), writer(path)
        assert first.communicate()[0].split()[-1] == second.communicate()[0].split()[-1] == str(COUNT - 1)
    with Ledger.open(path) as ledger:
        assert ledger.status().documents == COUNT


def test_processes_that_make_the_same_ledger_at_once_make_one(bare_place: Callable[[str], str]) -> None:
    """One migrates, the others wait for it."""
    path = bare_place("new")
    done = [process.communicate()[0].split()[-1] for process in [writer(path), writer(path), writer(path)]]
    assert done == [str(COUNT - 1)] * 3
    with Ledger.open(path) as ledger:
        assert (ledger.status().documents, ledger.verify()) == (COUNT, [])


def test_reader_sees_whole_documents_while_a_writer_writes(place: Callable[[str], str]) -> None:
    """Never a document without its claim."""
    path = place("busy")
    with Ledger.open(path, create=True) as ledger:
        process = writer(path)
        while process.poll() is None:
            status = ledger.status()
            assert status.documents == status.claims
        process.communicate()


def test_long_lock_is_named_as_another_writer(place: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says to wait; nothing is written."""
    monkeypatch.setattr("according.ledger.stores.BUSY_S", 0.05)
    path = place("locked")
    with Ledger.open(path, create=True) as holder, Ledger.open(path) as waiter:
        held, done = threading.Event(), threading.Event()

        def hold() -> None:
            with holder.batch():
                holder.reject("x", "empty")
                held.set()
                done.wait(10)

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(10)
        with pytest.raises(LedgerBusy, match="another process"):
            waiter.reject("y", "empty")
        done.set()
        thread.join()
        assert [r.source for r in waiter.rejected()] == ["x"]


def test_interrupted_batch_leaves_nothing(place: Callable[[str], str]) -> None:
    """A batch is durable as a whole or not at all."""
    path = place("batch")
    page = document()

    def interrupted(ledger: Ledger) -> None:
        with ledger.batch():
            ledger.put(page, STORY.encode(), (claim(page),), reading=reading(page))
            raise KeyboardInterrupt

    with Ledger.open(path, create=True) as ledger:
        with pytest.raises(KeyboardInterrupt):
            interrupted(ledger)
        assert ledger.status().documents == 0


def test_damaged_file_is_named(tmp_path: Path) -> None:
    """Garbage behind a valid head is reported, not crashed on."""
    path = tmp_path / "damaged.ledger"
    path.write_bytes(b"SQLite format 3\x00" + b"garbage" * 300)
    with pytest.raises(LedgerError, match="damaged"):
        Ledger.open(path)


def crashed(place: str, work: str, kills: int, seed: int) -> None:
    """Kill a writer so many times; what is found wrong afterwards fails the test."""
    command = [sys.executable, "-m", "tests.ledger.crashing", place, work, str(kills), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{kills} kills")


@pytest.mark.parametrize("work", ["add", "review", "link", "migrate"])
def test_writer_killed_at_any_instant_loses_nothing_acknowledged(bare_place: Callable[[str], str], work: str) -> None:
    """And leaves a ledger that is whole."""
    crashed(bare_place("crash"), work, 4, 8)


@pytest.mark.slow
@pytest.mark.parametrize("work", ["add", "review", "link", "migrate"])
def test_writer_killed_25_times_loses_nothing_acknowledged(bare_place: Callable[[str], str], work: str) -> None:
    """200 kills in all: four kinds of writing, two stores."""
    crashed(bare_place("crash"), work, 25, 9)
