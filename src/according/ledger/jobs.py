"""The queue: what is to be added and linked, kept in the ledger until it is done, whatever becomes of the process.

A job is held by one worker at a time, by a lease that the worker renews; when it ends unrenewed, the job is open to the
next. What became of a document is recorded together with the document, by who still holds the job: so nothing is lost,
and nothing done twice shows twice. Files are kept with their job, and let go of when it is done.
"""

import hashlib
import json
import secrets
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, true, update

from according.errors import JobLost, LedgerError, NotInLedger

from . import schema as t
from .leases import later

if TYPE_CHECKING:
    from .store import Ledger

ADD, LINK = "add", "link"
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
UNREADABLE = "sealed"
"""Handling of documents about which it cannot be read any more what was said: the closest there is."""
NAMELESS = "a document that was erased"
"""What a document that was erased before is called: its name would come back with the queue."""
LEASE_S = 60
"""Seconds after which a job whose worker is heard of no more is taken up by another."""
MOST_BEGUN = 4
"""How often a job is begun without getting any further before it is given up: its worker dies of it."""
KEPT_S = 30 * 86400
"""Seconds for which a job is listed after it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody says about the documents of a job.

    Attributes:
        published, publisher, handling: see `IntakeOptions`. new: of a link, whether only what came since is linked.
    """

    published: str | None = None
    publisher: str | None = None
    handling: str = "internal"
    new: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An address, or a file with its bytes, which are gone when the job is done."""

    name: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done.

    Attributes:
        kind: `add` or `link`. state: `waiting`, `running`, `done` or `failed`. author: who asked.
        collection: that the documents go to; None for what concerns all. apart: whether they never become versions of
            documents of another one. given: names. documents: how many are finished. claims: how many were read.
        error: why it failed, or did not go on. interrupted: whether no worker is heard of that would be running it.
        told: (name, outcome) of each document that is finished, in order; empty in a list.
    """

    id: int
    kind: str
    state: str
    author: str
    recorded_at: str
    collection: str | None
    apart: bool
    wish: Wish
    given: tuple[str, ...]
    documents: int
    claims: int
    error: str
    ended_at: str | None
    interrupted: bool
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A job in a worker's hands: `done` has the numbers of its documents that are finished."""

    job: Job
    holder: str
    done: frozenset[int]


class Jobs:
    """The queue of a ledger, or what of it was given to some collections."""

    def __init__(self, ledger: "Ledger", collections: Collection[str] | None = None) -> None:
        self._ledger, self._collections = ledger, collections

    # --- asking for work --------------------------------------------------------------------------------------------

    def add(
        self,
        items: Sequence[Item],
        wish: Wish,
        *,
        author: str,
        collection: str,
        apart: bool = False,
    ) -> int:
        """Ask for documents to be added; they are safe when this returns the job's number."""
        with self._ledger._writing(beside=True) as connection:
            self._clean(connection)
            job = self._ask(connection, ADD, wish, author, collection, apart=apart)
            for item in items:
                kept = None if item.content is None else zlib.compress(item.content, 6)
                digest = None if item.content is None else hashlib.sha256(item.content).hexdigest()
                values = {"job": job, "name": item.name, "sha256": digest, "content": kept}
                connection.execute(insert(t.job_items).values(values))
        return job

    def link(self, *, author: str, new: bool = False) -> int:
        """Ask for the whole ledger to be linked, or what is new; returns the number of a job that waits for it."""
        with self._ledger._writing(beside=True) as connection:
            return self._link(connection, author, new=new)

    def _link(self, connection: Connection, author: str, *, new: bool) -> int:
        wish = Wish(new=new)
        same = t.jobs.c.kind == LINK, t.jobs.c.state == WAITING, t.jobs.c.options == _packed(wish)
        waits: int | None = connection.scalar(select(t.jobs.c.id).where(*same).limit(1))
        return waits if waits is not None else self._ask(connection, LINK, wish, author, None, apart=False)

    def _ask(
        self, connection: Connection, kind: str, wish: Wish, author: str, collection: str | None, *, apart: bool
    ) -> int:
        values = {
            "kind": kind, "state": WAITING, "collection": collection, "apart": int(apart), "author": author,
            "options": _packed(wish), "claims": 0, "begun": 0, "error": "", "recorded_at": self._ledger._clock(),
        }  # fmt: skip
        key = connection.execute(insert(t.jobs).values(values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def again(self, job: int) -> None:
        """Let a job that failed be tried again.

        Raises:
            NotInLedger: if there is none of that number that failed.
        """
        with self._ledger._writing(beside=True) as connection:
            failed = self._mine(), t.jobs.c.id == job, t.jobs.c.state == FAILED
            changed = update(t.jobs).where(*failed).values(state=WAITING, begun=0, error="", ended_at=None)
            if not connection.execute(changed).rowcount:
                raise NotInLedger(f"no job {job} failed. See the queue: it may be going on already.")

    def drop(self, job: int) -> None:
        """Give up a job that waits or failed, with its files; what it added stays.

        Raises:
            NotInLedger: if there is none of that number, or a worker holds it.
        """
        with self._ledger._writing(beside=True) as connection:
            still = select(t.jobs.c.id).where(self._mine(), t.jobs.c.id == job, t.jobs.c.state.in_((WAITING, FAILED)))
            if connection.scalar(still.with_for_update()) is None:
                raise NotInLedger(f"no job {job} waits or failed. See the queue: it may be going on, or be done.")
            _remove(connection, t.jobs.c.id == job)

    # --- looking ----------------------------------------------------------------------------------------------------

    def listed(self, *, limit: int = 30) -> list[Job]:
        """The newest jobs, newest first."""
        with self._ledger._asking() as connection:
            rows = connection.execute(select(t.jobs).where(self._mine()).order_by(t.jobs.c.id.desc()).limit(limit))
            return [self._job(connection, row) for row in rows.all()]

    def job(self, number: int) -> Job:
        """One job, with what became of its documents.

        Raises:
            NotInLedger: if there is none.
        """
        with self._ledger._asking() as connection:
            row = connection.execute(select(t.jobs).where(self._mine(), t.jobs.c.id == number)).first()
            if row is None:
                raise NotInLedger("the queue has no such job: it was done weeks ago, or somebody gave it up.")
            results = select(t.job_results).where(t.job_results.c.job == number).order_by(t.job_results.c.number)
            told = tuple((r.name, r.outcome) for r in connection.execute(results))
            return replace(self._job(connection, row), told=told)

    def states(self) -> dict[str, int]:
        """How many jobs are in each state."""
        counted = select(t.jobs.c.state, func.count().label("many")).where(self._mine()).group_by(t.jobs.c.state)
        with self._ledger._asking() as connection:
            return {row.state: row.many for row in connection.execute(counted)}

    def _job(self, connection: Connection, row: Any) -> Job:
        finished = select(func.count()).select_from(t.job_results).where(t.job_results.c.job == row.id)
        given = tuple(connection.scalars(_items(row.id, t.job_items.c.name)))
        return Job(
            row.id, row.kind, row.state, row.author, row.recorded_at, row.collection, bool(row.apart),
            unpacked(row.options) or Wish(handling=UNREADABLE), given,
            connection.scalar(finished) or 0, row.claims, row.error, row.ended_at,
            interrupted=row.state == RUNNING and (row.until or "") <= self._ledger._clock(),
        )  # fmt: skip

    # --- working ----------------------------------------------------------------------------------------------------

    def take(self) -> Held | None:
        """The oldest job that waits, or whose worker is heard of no more; nobody else gets it while it is held.

        None if there is none. One that was begun too often without getting any further is marked as failed.
        """
        with self._ledger._asking() as connection:  # what is only looked at keeps no writer waiting
            if connection.scalar(select(t.jobs.c.id).where(self._free()).limit(1)) is None:
                return None
        with self._ledger._writing(beside=True) as connection:
            oldest = select(t.jobs).where(self._free()).order_by(t.jobs.c.id).limit(1)
            while (row := connection.execute(oldest.with_for_update(skip_locked=True)).first()) is not None:
                if row.begun < MOST_BEGUN:
                    return self._hold(connection, row)
                why = row.error or "each time the process that worked on it ended without a word"
                told = f"begun {row.begun} times without getting any further: {why}"
                connection.execute(update(t.jobs).where(t.jobs.c.id == row.id).values(self._ended(FAILED, told)))
        return None

    def _free(self) -> ColumnElement[bool]:
        unheld = or_(t.jobs.c.until.is_(None), t.jobs.c.until <= self._ledger._clock())
        return and_(t.jobs.c.state.in_((WAITING, RUNNING)), unheld)

    def _hold(self, connection: Connection, row: Any) -> Held:
        holder = secrets.token_hex(8)
        values = {"state": RUNNING, "holder": holder, "until": self._lease(), "begun": row.begun + 1}
        connection.execute(update(t.jobs).where(t.jobs.c.id == row.id).values(values))
        fresh = connection.execute(select(t.jobs).where(t.jobs.c.id == row.id)).one()
        done = connection.scalars(select(t.job_results.c.number).where(t.job_results.c.job == row.id))
        return Held(self._job(connection, fresh), holder, frozenset(done))

    def items(self, held: Held) -> Iterator[Item]:
        """What was given, with the bytes of files, which are loaded one after another.

        Raises:
            LedgerError: if a file is damaged.
        """
        with self._ledger._asking() as connection:
            numbers = connection.scalars(_items(held.job.id, t.job_items.c.id)).all()
        for number in numbers:
            with self._ledger._asking() as connection:
                row = connection.execute(select(t.job_items).where(t.job_items.c.id == number)).first()
            if row is not None:  # else it was erased meanwhile
                yield Item(row.name, None if row.content is None else _unpacked_file(row))

    def renew(self, held: Held) -> None:
        """Hold a job on. Raises JobLost if another worker has it."""
        with self._ledger._writing(beside=True) as connection:
            self._change(connection, held, until=self._lease())

    def tell(self, held: Held, number: int, name: str, outcome: str, claims: int) -> None:
        """Record what became of the document of this number; inside `Ledger.batch`, together with the document.

        Raises:
            JobLost: if another worker has the job; the batch must not be kept then.
        """
        with self._ledger._writing(beside=True) as connection:
            self._change(connection, held, until=self._lease(), begun=1, error="", claims=t.jobs.c.claims + claims)
            if outcome == "erased":
                same = t.job_items.c.job == held.job.id, t.job_items.c.name == name
                connection.execute(update(t.job_items).where(*same).values(name=NAMELESS))
                name = NAMELESS
            values = {"job": held.job.id, "number": number, "name": name, "outcome": outcome}
            connection.execute(insert(t.job_results).values(values))

    def done(self, held: Held, *, link: bool = False) -> None:
        """Mark as done, and let go of the files; `link` asks in the same breath for what is new to be linked.

        Raises:
            JobLost: if another worker has the job.
        """
        with self._ledger._writing(beside=True) as connection:
            self._change(connection, held, **self._ended(DONE, ""))
            connection.execute(update(t.job_items).where(t.job_items.c.job == held.job.id).values(content=None))
            if link:
                self._link(connection, held.job.author, new=True)

    def fail(self, held: Held, error: str) -> None:
        """Mark as failed; the files are kept, to try again. Raises JobLost if another worker has the job."""
        with self._ledger._writing(beside=True) as connection:
            self._change(connection, held, **self._ended(FAILED, error))

    def let_go(self, held: Held) -> None:
        """Leave the rest of a job to the next worker, at once. Raises JobLost if another worker has it."""
        with self._ledger._writing(beside=True) as connection:
            self._change(connection, held, state=WAITING, holder=None, until=None, begun=t.jobs.c.begun - 1)

    def put_off(self, held: Held, error: str, wait_s: int) -> None:
        """Leave the rest of a job for some seconds: it may go then. Raises JobLost if another worker has it."""
        until = later(self._ledger._clock(), wait_s)
        with self._ledger._writing(beside=True) as connection:
            self._change(connection, held, state=WAITING, holder=None, until=until, error=error)

    # ----------------------------------------------------------------------------------------------------------------

    def _change(self, connection: Connection, held: Held, **values: Any) -> None:
        mine = t.jobs.c.id == held.job.id, t.jobs.c.holder == held.holder, t.jobs.c.state == RUNNING
        if not connection.execute(update(t.jobs).where(*mine).values(values)).rowcount:
            raise JobLost(f"another worker took job {held.job.id} over. What it records counts; nothing is lost.")

    def _ended(self, state: str, error: str) -> dict[str, Any]:
        return {"state": state, "error": error, "holder": None, "until": None, "ended_at": self._ledger._clock()}

    def _lease(self) -> str:
        return later(self._ledger._clock(), LEASE_S)

    def _mine(self) -> ColumnElement[bool]:
        """What of the queue is shown: what concerns all collections to nobody who sees some."""
        return true() if self._collections is None else t.jobs.c.collection.in_(self._collections)

    def _clean(self, connection: Connection) -> None:
        old = t.jobs.c.state == DONE, t.jobs.c.ended_at <= later(self._ledger._clock(), -KEPT_S)
        _remove(connection, and_(*old))


def forget(connection: Connection, names: Iterable[str], hashes: Iterable[str]) -> None:
    """Take what an erased document was called out of the queue, and files that are the same, byte for byte."""
    called = sorted(set(names) - {""})
    same = or_(t.job_items.c.name.in_(called), t.job_items.c.sha256.in_(sorted(hashes)))
    connection.execute(delete(t.job_items).where(same))
    connection.execute(update(t.job_results).where(t.job_results.c.name.in_(called)).values(name=NAMELESS))


def _remove(connection: Connection, which: ColumnElement[bool]) -> None:
    jobs = select(t.jobs.c.id).where(which)
    for table in (t.job_items, t.job_results):
        connection.execute(delete(table).where(table.c.job.in_(jobs)))
    connection.execute(delete(t.jobs).where(which))


def _items(job: int, *columns: Any) -> Select[Any]:
    return select(*columns).where(t.job_items.c.job == job).order_by(t.job_items.c.id)


def _packed(wish: Wish) -> str:
    return json.dumps(asdict(wish), ensure_ascii=False, sort_keys=True)


def _unpacked_file(row: Any) -> bytes:
    try:
        return zlib.decompress(row.content)
    except (zlib.error, TypeError) as error:
        raise LedgerError(
            f"a file of job {row.job} in the queue is damaged. Give it again; see what else is, with: according verify"
        ) from error


def unpacked(options: str) -> Wish | None:
    """What was said about the documents of a job; None if that cannot be read any more."""
    try:
        wish = Wish(**json.loads(options))
    except (ValueError, TypeError, RecursionError):
        return None
    told = (wish.published or "", wish.publisher or "", wish.handling)
    return wish if all(isinstance(words, str) for words in told) and isinstance(wish.new, bool) else None
