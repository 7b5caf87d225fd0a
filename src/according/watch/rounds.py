"""One round: every feed and folder once, what is new into the ledger, what failed noted and asked later."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from according.errors import FetchRefused
from according.intake import IntakeOptions, Source, sources
from according.ledger import Ledger
from according.pipeline import Pipeline

from .config import Feed, Watch
from .entries import links
from .polite import Guest

FIRST_PAUSE = timedelta(minutes=15)
"""Back-off of a feed that failed; doubled with every failure."""
LONGEST_PAUSE = timedelta(days=1)
_PASSING = ("unreachable", "http_error")
"""Reasons for which a page is asked for again in the next round."""
REMEMBERED = 5000
"""Addresses of a feed that are remembered as fetched."""


@dataclass(slots=True)
class Round:
    """What one round did: outcomes with counts, and what failed, each with why."""

    outcomes: dict[str, int] = field(default_factory=dict)
    unchanged_feeds: int = 0
    waiting_feeds: int = 0
    failed: list[str] = field(default_factory=list)


def one_round(
    watch: Watch,
    ledger: Ledger,
    pipeline: Pipeline,
    state_file: Path,
    options: IntakeOptions,
    *,
    sleep: Callable[[float], None] | None = None,
    now: datetime | None = None,
) -> Round:
    """Look at everything once.

    Args:
        state_file: JSON, written when the round ends: what each feed said last and which pages were fetched.
    """
    state = _read(state_file)
    done, moment = Round(), now or datetime.now(UTC)
    guest = Guest(options, watch.pause_s, **({"sleep": sleep} if sleep is not None else {}))
    for feed in watch.feeds:
        own = state.setdefault(feed.url, {})
        if own.get("not_before", "") > moment.isoformat():
            done.waiting_feeds += 1
            continue
        try:
            _feed(feed, own, guest, watch, ledger, pipeline, options, done)
            own.pop("failures", None)
            own.pop("not_before", None)
        except FetchRefused as error:
            own["failures"] = own.get("failures", 0) + 1
            pause = min(FIRST_PAUSE * 2 ** min(own["failures"] - 1, 10), LONGEST_PAUSE)
            own["not_before"] = (moment + pause).isoformat()
            done.failed.append(str(error))
    folders = [str(folder) for folder in watch.folders]
    if folders:
        _count(done, pipeline.add(sources(folders, options), ledger, options).outcomes)
    state_file.write_text(json.dumps(state, indent=1, sort_keys=True), encoding="utf-8")
    return done


def _read(state_file: Path) -> dict[str, Any]:
    """The state of the last round; a file that is damaged only costs asking again."""
    try:
        state = json.loads(state_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and all(isinstance(v, dict) for v in state.values()) else {}


def _feed(
    feed: Feed,
    own: dict[str, Any],
    guest: Guest,
    watch: Watch,
    ledger: Ledger,
    pipeline: Pipeline,
    options: IntakeOptions,
    done: Round,
) -> None:
    known = (("If-None-Match", own.get("etag")), ("If-Modified-Since", own.get("modified")))
    page = guest.get(feed.url, conditions=tuple((name, value) for name, value in known if value))
    if page.fetch is not None and page.fetch.status == 304:
        done.unchanged_feeds += 1
        return
    headers = {name.lower(): value for name, value in page.fetch.headers} if page.fetch else {}
    found = links(page.data, feed.url)
    if not found:
        done.failed.append(f"{feed.url}: no entries; is it an RSS or Atom feed?")
    fetched: list[str] = own.get("fetched", [])
    seen = set(fetched)
    fresh = [address for address in found if address not in seen]
    given = IntakeOptions(
        publisher=feed.publisher, handling=feed.handling, allow_private=options.allow_private,
        timeout_s=options.timeout_s, max_fetch_bytes=options.max_fetch_bytes, max_bytes=options.max_bytes,
    )  # fmt: skip
    again = False
    for address in fresh[: watch.most_new]:
        source = Source(address, None, lambda address=address: guest.get(address))  # type: ignore[misc]
        summary = pipeline.add([source], ledger, given)
        _count(done, summary.outcomes)
        done.failed += [str(error) for error in summary.rejected]
        if any(error.reason in _PASSING for error in summary.rejected):
            again = True
        else:
            fetched.append(address)
    own["fetched"] = fetched[-REMEMBERED:]
    if len(fresh) <= watch.most_new and not again:
        # a feed of which pages are still to come must not answer "unchanged" next time
        own["etag"], own["modified"] = headers.get("etag"), headers.get("last-modified")


def _count(done: Round, outcomes: dict[str, int]) -> None:
    for outcome, number in outcomes.items():
        done.outcomes[outcome] = done.outcomes.get(outcome, 0) + number
