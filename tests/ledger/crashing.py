"""Writers killed at random instants: `python -m tests.ledger.crashing PLACE WORK KILLS SEED`.

After each kill the ledger is opened again: what was acknowledged is there, it is whole, and the work can go on. The
process is alone and without threads, so that it may fork: a writer starts in a few milliseconds.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext

from according import ledger as room
from according.ledger import Ledger, Place, writing
from according.ledger.stores import store_of
from according.linking import link_entities
from tests.factory import claim, document, reading

MOST = 400
"""Documents, or decisions, that a writer makes if nobody kills it."""


@dataclass
class Work:
    """What a writer does at a place: `run` yields what is acknowledged, `check` looks for all that ever was."""

    run: Callable[[str], Iterator[str]]
    check: Callable[[Ledger, set[str]], None]
    prepare: Callable[[str], str] = lambda place: place
    told: set[str] = field(default_factory=set)


def add(place: str) -> Iterator[str]:
    """Documents, each acknowledged by its id."""
    with Ledger.open(place, create=True) as ledger:
        known = ledger.status().documents
        for n in range(known, known + MOST):
            page = document(id=f"story-{n}")
            ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
            yield page.id


def has_documents(ledger: Ledger, told: set[str]) -> None:
    """Every document, each with its claim."""
    assert told <= {d.id for d in ledger.documents()}
    status = ledger.status()
    assert status.documents == status.claims


def review(place: str) -> Iterator[str]:
    """Decisions, each acknowledged by its number; every third is taken back."""
    with Ledger.open(place) as ledger:
        for n, found in enumerate((ledger.claims() * MOST)[:MOST]):
            number = ledger.decide("accept", found, author="Ana", reason="seen", seen=ledger.latest_decision(found))
            yield str(number)
            if n % 3 == 0:
                yield str(ledger.undo(number, author="Ana"))


def has_decisions(ledger: Ledger, told: set[str]) -> None:
    """Every decision and undoing."""
    assert {int(n) for n in told} <= {d.id for d in ledger.decisions_by_number([int(n) for n in told])}


def link(place: str) -> Iterator[str]:
    """Linking from scratch."""
    with Ledger.open(place) as ledger:
        link_entities(ledger)
        yield "linked"


def is_linked(ledger: Ledger, told: set[str]) -> None:
    """All or nothing; and all, once it was acknowledged."""
    linked = ledger.linked()
    assert len(linked) in ((len(ledger.candidates()),) if told else (0, len(ledger.candidates())))


def migrate(place: str) -> Iterator[str]:
    """A ledger of the first schema is opened."""
    with Ledger.open(place):
        yield "migrated"


def is_migrated(ledger: Ledger, _told: set[str]) -> None:
    """It was opened, and its document is there."""
    assert [d.id for d in ledger.documents()] == ["story-1"]


def with_documents(place: str) -> str:
    """A ledger with some documents."""
    with Ledger.open(place, create=True) as ledger:
        for n in range(len(ledger.documents()), 20):
            page = document(id=f"story-{n}")
            ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
    return place


def unlinked(place: str) -> str:
    """A ledger that was never linked, made of the one with documents."""
    with_documents(place)
    return copied(place)


def of_first_schema(place: str) -> str:
    """A ledger as the first version made it, with a document."""
    home = Place.of(place)
    engine = store_of(home).open(home, create=True)
    config = Config()
    config.set_main_option("script_location", str(Path(room.__file__).with_name("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        assert MigrationContext.configure(connection).get_current_revision() == "0001", "there was a newer ledger"
        page = document()
        writing.put(connection, page, b"x", (claim(page),), reading(page), collection="main", extractor="", now="")
    engine.dispose()
    return place


def copied(place: str) -> str:
    """The same ledger once more, under another name."""
    copy = f"copy{random.randrange(10**9)}"
    home = Place.of(place)
    if home.path is not None:
        return shutil.copyfile(home.path, home.path.with_name(copy))
    assert home.url is not None
    import psycopg

    at = {"host": home.url.query["host"], "port": home.url.query["port"], "user": home.url.username}
    with psycopg.connect(**at, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {copy} TEMPLATE {home.url.database}")
    return place.replace(f"/{home.url.database}?", f"/{copy}?")


WORKS = {
    "add": Work(add, has_documents),
    "review": Work(review, has_decisions, with_documents),
    "link": Work(link, is_linked, unlinked),
    "migrate": Work(migrate, is_migrated, of_first_schema),
}


def killed(work: Callable[[str], Iterator[str]], place: str, after_s: float) -> list[str]:
    """Let a process of its own work, kill it, and give what it had acknowledged."""
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(read)
        for told in work(place):
            os.write(write, f"{told}\n".encode())
        os._exit(0)
    os.close(write)
    time.sleep(after_s)
    os.kill(process, signal.SIGKILL)
    with os.fdopen(read) as said:
        found = said.read().splitlines()
    os.waitpid(process, 0)
    return found


def main(place: str, name: str, kills: int, seed: int) -> None:
    """Kill as often as asked, look after each, and print how many were killed and what was acknowledged."""
    work, chance = WORKS[name], random.Random(seed)
    fresh = name in ("link", "migrate")
    if name == "migrate":
        of_first_schema(place)
    elif not fresh:
        place = work.prepare(place)
    acknowledged = 0
    for _ in range(kills):
        at = copied(place) if name == "migrate" else work.prepare(place) if fresh else place
        told = set(killed(work.run, at, chance.random() * (0.6 if name in ("add", "review") else 0.25)))
        acknowledged += len(told)
        work.told = told if fresh else work.told | told
        with Ledger.open(at, create=True) as ledger:
            work.check(ledger, work.told)
            assert ledger.verify() == []
    print(f"{kills} kills, {acknowledged} acknowledged")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
