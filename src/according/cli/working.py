"""`according work`: the queue of a ledger, worked without a desk, or beside one."""

import signal

import typer

from according.ledger import Job, Ledger
from according.pipeline import Pipeline
from according.settings import read_settings
from according.worker import Worker


def work(ledger: str, *, stay: bool, show: bool) -> None:
    """Work until nothing waits, or until interrupted; exit code 3 if a job of this run failed."""
    with Ledger.open(ledger) as opened:
        if show:
            for job in opened.jobs.listed(limit=1000):
                typer.echo(_line(job))
            return
        worker, failed = Worker(opened, Pipeline(read_settings())), []

        def told(job: Job) -> None:
            typer.echo(_line(job), err=True)
            if job.state == "failed":
                failed.append(job.id)

        for sign in (signal.SIGINT, signal.SIGTERM):  # the document at hand is finished, the rest is left to the next
            signal.signal(sign, lambda *_: worker.stop())
        if stay:
            worker.watch(told)
        else:
            worker.work(told)
    if failed:
        raise typer.Exit(3)


def _line(job: Job) -> str:
    what = ", ".join(job.given) if job.kind == "add" else "what is new" if job.wish.new else "everything"
    told = f"{job.documents} documents, {job.claims} claims" if job.kind == "add" else ""
    return "  ".join(part for part in (f"{job.id}", job.kind, job.state, what, told, job.error) if part)
