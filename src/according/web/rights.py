"""Which role each route needs: the one table that the door asks. A route that is not in it is answered to nobody."""

from collections.abc import Iterable
from typing import Any

from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Scope

OPEN = ""
"""Answered to whoever asks."""
STYLE = ("/style.css", "/icon.svg")
"""What the page to sign in is made of; under `/{page}` as every other name is."""
READERS = (
    "GET /", "GET /{page}", "GET /{page}.json", "GET /network.svg", "GET /picture.json", "GET /leave",
    "GET /suggest.json", "GET /check", "GET /check.json", "POST /check",
    "GET /api/v1/openapi.json", "GET /api/v1/claims", "GET /api/v1/parties", "GET /api/v1/parties/{key}",
    "GET /api/v1/documents", "GET /api/v1/documents/{key}", "GET /api/v1/incidents", "GET /api/v1/incidents/{key}",
    "GET /api/v1/search",
    "GET /account", "POST /account/password", "POST /account/tokens", "POST /account/tokens/revoke", "POST /signout",
)  # fmt: skip
REVIEWERS = (
    "POST /decide", "POST /together", "POST /undo", "POST /identity", "POST /who",
    "GET /enter", "GET /enter.json", "POST /enter",
)  # fmt: skip
EDITORS = (
    "POST /edit", "POST /split", "POST /merge", "POST /known", "POST /unmask", "POST /add", "POST /note",
    "POST /link", "POST /add/{number}/again", "POST /add/{number}/drop",
    "GET /add", "GET /add.json", "GET /add/{number}", "GET /add/{number}.json",
)  # fmt: skip
ADMINS = (
    "GET /audit", "GET /audit.json", "GET /metrics",
    "GET /people", "GET /people.json", "POST /people", "GET /people/{person}", "GET /people/{person}.json",
    "POST /people/{person}/role", "POST /people/{person}/collections", "POST /people/{person}/password",
    "POST /people/{person}/out", "POST /people/{person}/in", "POST /people/{person}/sessions",
    "POST /people/{person}/tokens",
)  # fmt: skip
ANYBODY = (
    "GET /healthz", "GET /readyz", "GET /signin", "POST /signin", "GET /signin/provider", "GET /signin/back",
)  # fmt: skip
NEEDED = {
    **dict.fromkeys(ANYBODY, OPEN),
    **dict.fromkeys(READERS, "reader"),
    **dict.fromkeys(REVIEWERS, "reviewer"),
    **dict.fromkeys(EDITORS, "editor"),
    **dict.fromkeys(ADMINS, "admin"),
}
OWN = frozenset(route for route in READERS if "/account" in route or route == "POST /signout")
"""What a person does with their own account: no program does it by a token, and it is all that somebody may do who has
to choose a password."""
UNDONE_BY_REVIEWERS = frozenset(("accept", "reject", "enter", "merge", "never_same"))
"""Kinds of decisions that a reviewer takes back; the others an editor made, and an editor takes back."""


def asked_route(routes: Iterable[BaseRoute], scope: Scope) -> str | None:
    """Method and path of the route that will answer, as they stand in `NEEDED`; None if none will."""
    for route in routes:
        match, child = route.matches(scope)
        if match is not Match.FULL:
            continue
        if isinstance(route, Mount):
            inner = asked_route(route.routes, {**scope, **child})
            return inner.replace(" ", f" {route.path}", 1) if inner is not None else None
        path: Any = getattr(route, "path", "")
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        return f"{method} {path}"
    return None


def needed(routes: Iterable[BaseRoute], scope: Scope) -> str | None:
    """The role that a request needs, `OPEN` if none; None if no role is enough.

    What no route answers needs the lowest role: whether a page is there is told to those who may read pages.
    """
    if scope["path"] in STYLE and scope["method"] in ("GET", "HEAD"):
        return OPEN
    route = asked_route(routes, scope)
    return "reader" if route is None else NEEDED.get(route)
