"""Many at one desk: `python -m benchmarks.load LEDGER [--readers 50] [--writers 5] [--seconds 60] [--pause 3]`.

Starts `according serve` on a ledger (a file, which is copied first, or an address of PostgreSQL, which is written to)
as a process of its own, and lets readers open pages and reviewers decide what their queues show, each pausing so many
seconds on average between two pages. Afterwards every acknowledged decision must be in the ledger.

Times are of the clock, from sending a request to its last byte, and belong to the machine and to what else it does;
`processor_ms` is what the server's processor took for a page (with what decisions made it gather anew), which does not.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx

from according.ledger import Ledger
from according.web.visitor import WHO

PATIENCE_S = 600.0
"""How long the first page may take: the server gathers its picture for it."""
KEPT = httpx.Limits(keepalive_expiry=2)
"""A connection is not used again when the server may be closing it, as it does after five seconds."""
MIX = (("profile", 45), ("document", 30), ("search", 15), ("network", 5), ("map", 2), ("overview", 3))
"""What readers open, in percent."""
WAITING = re.compile(
    r'name="in" value="(?P<document>[^"]*)"><input[^>]*name="claim" value="(?P<claim>\w+)"><input[^>]*name="seen"'
    r' value="(?P<seen>\d+)"'
)
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass(slots=True)
class Told:
    """What the readers and writers saw; lists are appended to by all of them."""

    times: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    decided: list[tuple[int, str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@contextmanager
def serving(place: str) -> Iterator[tuple[str, int]]:
    """A server of the ledger; gives the address that it printed, and the number of its process."""
    command = [sys.executable, "-m", "according", "serve", place, "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()
            server.wait(timeout=60)


def addresses(client: httpx.Client) -> dict[str, list[str]]:
    """Addresses of each kind of page, from the desk's own lists."""

    def listed(kind: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = client.get(f"/names.json?kind={kind}").json()["entries"]
        return entries

    people, groups = listed("person"), listed("group")
    return {
        "profile": sorted(set(re.findall(r'href="(/party-\w+)"', client.get("/names?kind=person").text))),
        "document": sorted(set(re.findall(r'href="(/document-\w+)"', client.get("/names?kind=document").text))),
        "search": [f"/search?q={quote(p['name'].split()[-1])}" for p in people],
        "network": [f"/network?around={quote(g['key'], safe='')}" for g in groups],
        "map": ["/map"],
        "overview": ["/"],
    }


def reader(number: int, base: str, cookies: dict[str, str], pages: dict[str, list[str]], pause: float, end: float,
           told: Told) -> None:  # fmt: skip
    """Open pages until the end."""
    chance = random.Random(number)
    with httpx.Client(base_url=base, cookies=cookies, timeout=60, limits=KEPT) as client:
        time.sleep(chance.random() * pause)
        while time.monotonic() < end:
            kind = chance.choices([k for k, _ in MIX], [w for _, w in MIX])[0]
            _timed(told, kind, partial(client.get, chance.choice(pages[kind])))
            time.sleep(chance.expovariate(1 / pause) if pause else 0)


def writer(number: int, base: str, cookies: dict[str, str], pause: float, end: float, told: Told) -> None:
    """Decide the claims of one's own queue, one after another, until the end."""
    chance, name = random.Random(number), f"reviewer-{number}"
    with httpx.Client(base_url=base, cookies={**cookies, WHO: name}, timeout=60, limits=KEPT) as client:
        while time.monotonic() < end:
            queue = _timed(told, "review", partial(client.get, "/review"))
            if queue is None:
                continue
            csrf = CSRF.search(queue.text)
            assert csrf is not None, queue.text[:500]
            shown = {found["claim"]: found for found in WAITING.finditer(queue.text)}  # each has two forms
            for found in list(shown.values())[:5]:
                fields = {**found.groupdict(), "in": found["document"], "csrf": csrf[1], "kind": "accept"}
                data = {"accept": "application/json"}
                answer = _timed(told, "decide", partial(client.post, "/decide", data=fields, headers=data))
                if answer is not None and answer.status_code == 409:
                    told.refused.append(found["claim"])
                elif answer is not None:
                    told.decided.append((answer.json()["decision"], found["claim"], name))
                time.sleep(chance.expovariate(1 / pause) if pause else 0)


def _timed(told: Told, kind: str, ask: Callable[[], httpx.Response]) -> httpx.Response | None:
    start = time.monotonic()
    try:
        answer = ask()
    except httpx.HTTPError as error:
        told.errors.append(f"{kind}: {error!r}")
        return None
    told.times.append((kind, time.monotonic() - start))
    if answer.status_code not in (200, 409):
        told.errors.append(f"{kind}: {answer.status_code} {answer.text[:200]}")
        return None
    return answer


def measure(place: str, readers: int, writers: int, seconds: float, pause: float) -> dict[str, object]:
    """Seconds until the first page, times by kind of page, what failed, and whether each decision is there."""
    told = Told()
    started = time.monotonic()
    with serving(place) as (address, process):
        base, _, token = address.partition("/?token=")
        with httpx.Client(base_url=base, timeout=PATIENCE_S, follow_redirects=True) as client:
            client.get("/", params={"token": token}).raise_for_status()
            first = time.monotonic() - started
            pages, cookies = addresses(client), dict(client.cookies)
            client.get("/network")
        end = time.monotonic() + seconds
        work = [
            threading.Thread(target=reader, args=(n, base, cookies, pages, pause, end, told)) for n in range(readers)
        ]
        work += [threading.Thread(target=writer, args=(n, base, cookies, pause, end, told)) for n in range(writers)]
        used = _processor_s(process)
        for one in work:
            one.start()
        for one in work:
            one.join()
        used = _processor_s(process) - used
    with Ledger.open(place) as ledger:
        kept = {d.id: d for d in ledger.decisions_by_number([number for number, _, _ in told.decided])}
    lost = [n for n, claim, by in told.decided if n not in kept or (kept[n].target, kept[n].author) != (claim, by)]
    kinds = dict.fromkeys(kind for kind, _ in told.times)
    return {
        "first_page_s": round(first, 1),
        "pages_per_s": round(len(told.times) / seconds, 1),
        "processor_ms": round(used * 1000 / len(told.times), 1),
        "ms": {kind: _spread([s * 1000 for k, s in told.times if k == kind]) for kind in kinds},
        "decided": len(told.decided),
        "refused": len(told.refused),
        "lost": lost,
        "errors": told.errors[:20],
    }


def _processor_s(process: int) -> float:
    """Seconds that the processor has worked for a process, as Linux tells."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _spread(ms: list[float]) -> dict[str, float]:
    ordered = sorted(ms)
    at95 = ordered[min(len(ms) - 1, int(len(ms) * 0.95))]
    return {"n": len(ms), "p50": round(statistics.median(ms)), "p95": round(at95), "max": round(ordered[-1])}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--writers", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=3, help="seconds between two pages, on average; 0 for none")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.ledger if "://" in given.ledger else str(shutil.copy(given.ledger, folder))
        result = measure(place, given.readers, given.writers, given.seconds, given.pause)
    print(json.dumps(result, indent=1))  # noqa: T201
    if given.json:
        given.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
    sys.exit(bool(result["lost"] or result["errors"]))
