"""Many people at once lose no decision and do not work on the same claim."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from according.errors import LedgerBusy
from according.ledger import Ledger
from tests.factory import claim, document

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("reviewers", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_reviewers_at_once_lose_no_decision(place: Callable[[str], str], reviewers: int) -> None:
    """Every acknowledged one is there, and each was made on the newest before it."""
    command = [sys.executable, "-m", "tests.ledger.racing", place("race"), str(reviewers), "10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{reviewers * 10} decisions")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> str:
        """The instant, as a ledger writes it."""
        return f"2026-01-01T10:{self.minute:02}:00.000000Z"


@pytest.fixture
def clock() -> Clock:
    """At ten o'clock."""
    return Clock()


@pytest.fixture
def ledger(place: Callable[[str], str], clock: Clock) -> Iterator[Ledger]:
    """An empty ledger whose clock the test sets."""
    with Ledger.open(place("leases"), create=True, clock=clock) as opened:
        yield opened


def test_claim_in_view_is_held_by_one_reviewer_until_it_expires(ledger: Ledger, clock: Clock) -> None:
    """Looking again holds it on."""
    assert ledger.lease(["a", "b"], "Ana") == {"a", "b"}
    assert ledger.lease(["b", "c"], "Ben") == {"c"}
    assert ledger.leased(other_than="Ben") == {"a", "b"}
    clock.minute = 6
    assert ledger.lease(["a"], "Ana") == {"a"}
    clock.minute = 11
    assert ledger.leased(other_than="Ben") == {"a"}
    assert ledger.lease(["b"], "Ben") == {"b"}


def test_decision_lets_go_of_the_claim(ledger: Ledger) -> None:
    """Whoever makes it: a lease forbids nothing."""
    page = document()
    ledger.put(page, page.text.encode(), (claim(page),))
    ledger.lease([claim(page).id], "Ana")
    ledger.decide("accept", claim(page), author="Ben", reason="seen in court")
    assert ledger.leased(other_than="Ben") == frozenset()


def test_lease_does_not_wait_for_a_long_write(ledger: Ledger, place: Callable[[str], str]) -> None:
    """A page is shown without one."""
    held, done = threading.Event(), threading.Event()

    def write() -> None:
        with Ledger.open(place("leases")) as other, other.batch():
            other.reject("x", "empty")
            held.set()
            done.wait(10)

    thread = threading.Thread(target=write)
    thread.start()
    held.wait(10)
    with pytest.raises(LedgerBusy):
        ledger.lease(["a"], "Ana")
    done.set()
    thread.join()
    assert ledger.lease(["a"], "Ana") == {"a"}
