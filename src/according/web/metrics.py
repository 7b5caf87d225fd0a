"""Figures for Prometheus: how much is asked, how long it takes, what waits. Never a name, an id or a path with one.

Needs the extra `metrics`. A request is told by the template of its route (`/claim-…` is a `claim` page), so that what
is looked at stays between the reader and the ledger.
"""

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from according.errors import LedgerError
from according.ledger import Ledger
from according.worker import Worker

METRICS = "/metrics"
PAGES = frozenset(
    ("index", "incidents", "changes", "search", "names", "contradictions", "timeline", "map", "network", "identities",
     "review", "document", "party", "incident", "claim")
)  # fmt: skip
"""Kinds of page; every other is told as `{page}`."""
METHODS = ("GET", "HEAD", "POST")
VERSIONS, DECISIONS = 0, 4
"""Where `Ledger.revision` has the number of the newest version and of the newest decision."""


class Metrics:
    """The figures of one desk."""

    def __init__(self, ledger: Ledger, worker: Worker) -> None:
        self._ledger, self._worker = ledger, worker
        self.registry = CollectorRegistry(auto_describe=False)
        self.requests = Counter(
            "according_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "according_request_seconds", "Time to answer a request.", ("route",), registry=self.registry
        )
        self.errors = Counter(
            "according_errors", "Requests that ended in an error, by its kind.", ("kind",), registry=self.registry
        )
        ProcessCollector(registry=self.registry)
        self.registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """What the ledger and the background know at this moment; of the ledger nothing while it does not answer."""
        added = CounterMetricFamily("according_documents", "Documents read by this desk.", labels=["outcome"])
        for outcome, count in sorted(dict(self._worker.outcomes).items()):
            added.add_metric([outcome], count)
        yield added
        try:
            revision, waiting, jobs = self._ledger.revision(), self._ledger.waiting(), self._ledger.jobs.states()
        except LedgerError:
            yield GaugeMetricFamily("according_ledger_up", "Whether the ledger answers.", 0)
            return
        yield GaugeMetricFamily("according_ledger_up", "Whether the ledger answers.", 1)
        yield GaugeMetricFamily("according_claims_waiting", "Claims that nobody has decided about.", waiting)
        queue = GaugeMetricFamily("according_jobs", "Jobs of the queue, by their state.", labels=["state"])
        for state in ("waiting", "running", "failed"):
            queue.add_metric([state], jobs.get(state, 0))
        yield queue
        versions, decisions = revision[VERSIONS], revision[DECISIONS]
        yield CounterMetricFamily("according_ledger_versions", "Versions of documents ever recorded.", versions)
        yield CounterMetricFamily("according_ledger_decisions", "Decisions and undoings ever recorded.", decisions)

    def answer(self) -> Response:
        """The figures as Prometheus reads them."""
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


class Meter:
    """Counts and times every request, also those that the guard refuses."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception:
            scope.setdefault("state", {})["error"] = "internal"
            raise
        finally:
            route = route_of(scope)
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._metrics.requests.labels(method, route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - begun)
            kind = scope.get("state", {}).get("error")
            if kind:
                self._metrics.errors.labels(kind).inc()


def route_of(scope: Scope) -> str:
    """The template of the route that answered; `none` where none did."""
    route = scope.get("route")
    if route is None:
        return "none"
    page = str(scope.get("path_params", {}).get("page", "")).partition("-")[0]
    return str(scope.get("root_path", "") + route.path).replace("{page}", page if page in PAGES else "{page}")
