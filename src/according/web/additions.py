"""What the pages of adding tell of a job of the queue, and where what is given is kept."""

from dataclasses import asdict
from typing import Any

from according.errors import REASONS, NotAllowed
from according.ledger import DEFAULT_COLLECTION, Job

from .visitor import Visitor

DONE = {
    "added": "read and added",
    "unchanged": "was here already, nothing changed",
    "new_version": "a new version; the older one is kept",
    "reread": "read again",
}
STATES = {"waiting": "waits", "running": "under way", "done": "finished", "failed": "stopped"}


def told(job: Job) -> dict[str, Any]:
    """A job in words: what it is called, how it stands, and each finished document with its outcome in words.

    `finished` says whether nothing more will come of it by itself, `trouble` why it failed or does not go on.
    """
    what = ", ".join(job.given) or "nothing is left of it"
    if job.kind == "link":
        what = "linking what is new" if job.wish.new else "linking everything"
    words = "interrupted; it goes on within a minute" if job.interrupted else STATES[job.state]
    return {
        **asdict(job), "what": what, "words": words, "finished": job.state in ("done", "failed"), "trouble": job.error,
        "told": [(name, outcome, DONE.get(outcome) or REASONS.get(outcome, outcome)) for name, outcome in job.told],
    }  # fmt: skip


def place_of(visitor: Visitor, asked: str) -> str | None:
    """The collection that somebody adds to; None without accounts.

    Args:
        asked: by name; the first of theirs if empty.

    Raises:
        NotAllowed: if it is none of theirs, or they have none.
    """
    if not visitor.account:
        return None
    mine = visitor.collections
    chosen = asked.strip()[:80] or (mine[0] if mine else DEFAULT_COLLECTION)
    if not visitor.sees(chosen):
        raise NotAllowed("you may not add to that collection. Who runs this desk can give you one.")
    return chosen
