"""How long the desk takes to answer: `python -m benchmarks.desk LEDGER [--asked N] [--as-of DAY] [--json OUT]`.

Works on a copy of the ledger. Gathers its picture once, and what a server makes ahead when it starts (told apart, since
both are done again whenever a document comes in), then asks for profiles, documents, searches, the network, the
timeline and the map drawn evenly over the ledger, through the whole application but the network socket.
Times are of the processor, not of the clock, so that other work on the machine does not count; they belong to that
machine. Then it decides about some claims: `decision` is what the renewal of the picture takes, `profile after` and
`document after` are the first pages asked for. `python -m benchmarks.synthetic` makes a ledger of invented documents.
"""

import argparse
import json
import platform
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from fastapi.testclient import TestClient

from according.ledger import ClaimFilter, Ledger
from according.views import Desk
from according.views.keys import slug
from according.web.desks import Desks
from according.web.server import made_ahead, make_app


def asked(desk: Desk, number: int) -> dict[str, list[str]]:
    """Addresses of each kind of page, drawn evenly from the ledger."""
    told = [p for p in desk.parties if desk.is_told_of(p) and not p.protected]
    parties = told[:: max(1, len(told) // number)][:number]
    documents = list(desk.documents)[:: max(1, len(desk.documents) // number)][:number]
    groups = [p for p in told if p.type == "group"][:number]
    return {
        "profile": [f"/party-{slug(p.entities[0])}" for p in parties],
        "document": [f"/document-{slug(id)}" for id in documents],
        "search": [f"/search?q={p.name.split()[-1]}" for p in parties],
        "suggestions": [f"/suggest.json?q={p.name[:4]}" for p in parties],
        "network around a group": [f"/network?around={p.entities[0].replace('#', '%23')}" for p in groups],
        "timeline": ["/timeline", "/timeline?kind=law"],
        "map": ["/map", "/map?kind=presence"],
        "overview": ["/"],
        "review": ["/review", "/review?show=people"],
    }


def measure(path: Path, number: int, as_of: str | None = None) -> dict[str, object]:
    """Milliseconds a page by kind (median, 95th percentile, largest), and the seconds of gathering the picture."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(shutil.copy(path, folder)) as ledger:
        app = make_app(ledger, "key")
        start = time.process_time()
        desk = app.state.desks.at(ClaimFilter(as_of=as_of))
        pages = {kind: [_on(a, as_of) for a in addresses] for kind, addresses in asked(desk, number).items()}
        gathered = time.process_time() - start
        start = time.process_time()
        if as_of is None:
            made_ahead(app.state.desks)
        ahead = time.process_time() - start
        browser = TestClient(app, base_url="http://127.0.0.1")
        start = time.process_time()
        browser.get("/?token=key", follow_redirects=False)
        browser.get(_on("/", as_of))
        first = time.process_time() - start
        times = {kind: [_ms(browser, address) for address in addresses] for kind, addresses in pages.items()}
        times |= decided(app.state.desks, ledger, browser, as_of, number)
        claims = len(desk.claims)
    return {
        "documents": len(desk.documents),
        "claims": claims,
        "gathering_s": round(gathered, 1),
        "made_ahead_s": round(ahead, 1),
        "first_page_s": round(first, 1),
        "pages": {
            kind: {"n": len(ms), "p50": round(statistics.median(ms), 1), "p95": _p95(ms), "max": round(max(ms), 1)}
            for kind, ms in times.items()
            if ms
        },
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }


def decided(
    desks: Desks, ledger: Ledger, browser: TestClient, as_of: str | None, number: int
) -> dict[str, list[float]]:
    """Milliseconds of renewing the picture after a decision, and of the first profile and document after it."""
    claims = [c for c in desks.at(ClaimFilter(as_of=as_of)).claims if c.stage is not None and c.review == "unreviewed"]
    times: dict[str, list[float]] = {"decision": [], "profile after": [], "document after": []}
    for n, claim in enumerate(claims[:: max(1, len(claims) // number)][:number]):
        ledger.decide("accept" if n % 2 else "reject", claim, author="benchmark", reason="measured")
        start = time.process_time()
        desk = desks.at(ClaimFilter(as_of=as_of))
        times["decision"].append((time.process_time() - start) * 1000)
        party = desk.party(claim.subject, claim) if claim.subject is not None else None
        if party is not None:
            times["profile after"].append(_ms(browser, _on(f"/party-{slug(party.entities[0])}", as_of)))
        times["document after"].append(_ms(browser, _on(f"/document-{slug(claim.document.id)}", as_of)))
    return times


def _on(address: str, as_of: str | None) -> str:
    """The address as of a day."""
    return address if as_of is None else f"{address}{'&' if '?' in address else '?'}as-of={as_of}"


def _ms(browser: TestClient, address: str) -> float:
    start = time.process_time()
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return (time.process_time() - start) * 1000


def _p95(ms: list[float]) -> float:
    return round(sorted(ms)[min(len(ms) - 1, int(len(ms) * 0.95))], 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--as-of", help="only documents published until this day")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    result = measure(given.ledger, given.asked, given.as_of)
    print(json.dumps(result, indent=1))  # noqa: T201
    if given.json:
        given.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
