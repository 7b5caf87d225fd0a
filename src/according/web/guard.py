"""Whom the server answers, and what every answer forbids the browser.

Loopback names alone (against DNS rebinding); a one-time token in the printed address that becomes a SameSite=Strict
cookie; a second token in every form (against forged writes); a content policy without inline script; a limit on bodies.
"""

import secrets
from collections.abc import Awaitable, Callable

import typer
from fastapi import Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from .visitor import Visitor, form_key, who

HOSTS = {"127.0.0.1", "localhost", "[::1]"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
API = "/api/"
PROBES = ("/healthz", "/readyz")
"""What whoever keeps the server running may ask without a key; the answers tell nothing of the ledger."""
COOKIE_DAYS = 7
MAX_BODY_BYTES = 200_000_000
"""The largest form taken, files included; one document's own limit is lower (`max_mb`)."""

Answer = Callable[[Request], Awaitable[Response]]


class Guard:
    """The door of one running server.

    Args:
        token: opens the door once. announce: is given a new address path when a used token is tried again.
        api_token: by which programs read what is under `API`; empty lets none in.
        open_paths: what is answered without a key.
    """

    def __init__(
        self,
        token: str,
        announce: Callable[[str], None] = typer.echo,
        *,
        api_token: str = "",
        open_paths: tuple[str, ...] = PROBES,
    ) -> None:
        self._open = open_paths
        self._api_token = api_token
        self._tokens = {token}
        self._session = secrets.token_urlsafe(32)
        self._announce = announce
        self.csrf = form_key(self._session)

    async def __call__(self, request: Request, answer: Answer) -> Response:
        """Answer a request or refuse it; either way with the headers."""
        request.state.visitor = Visitor(who(request.cookies), "admin", self.csrf)
        response = self._refusal(request) or await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host.rsplit(":", 1)[0] not in HOSTS:
            return PlainTextResponse("This server answers to the names of its own machine only.", 421)
        if request.url.path in self._open and request.method in ("GET", "HEAD"):
            return None
        cookie = f"according-{host.rsplit(':', 1)[-1] if ':' in host else 80}"
        inside = secrets.compare_digest(
            request.cookies.get(cookie, "").encode("utf-8", "replace"), self._session.encode()
        )
        if request.url.path.startswith(API) and not inside:
            return self._refused_program(request)
        given = request.query_params.get("token")
        if given is not None and request.method == "GET":
            return self._enter(request, given, cookie, inside=inside)
        if not inside:
            return PlainTextResponse(
                "Open the address that `according serve` printed; it carries the key to this ledger.", 403
            )
        if request.method in ("GET", "HEAD"):
            return None
        return forged(request, host) or too_large(request)

    def _refused_program(self, request: Request) -> Response | None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        held = secrets.compare_digest(given.strip().encode("utf-8", "replace"), self._api_token.encode())
        if not self._api_token or scheme.lower() != "bearer" or not held:
            told = "This needs the bearer token of `according serve --token-file FILE`."
            return JSONResponse({"error": told}, 401, headers={"WWW-Authenticate": "Bearer"})
        if request.method not in ("GET", "HEAD"):
            return JSONResponse({"error": "This interface only reads."}, 405, headers={"Allow": "GET"})
        return None

    def _enter(self, request: Request, given: str, cookie: str, *, inside: bool) -> Response:
        if not inside and given not in self._tokens:
            fresh = secrets.token_urlsafe(24)
            self._tokens = {fresh}
            self._announce(f"{request.url.scheme}://{request.headers['host']}/?token={fresh}")
            return PlainTextResponse(
                "This address was used already. A new one stands in the terminal of the server.", 403
            )
        self._tokens.discard(given)
        answer = RedirectResponse(request.url.path, 303)
        answer.set_cookie(cookie, self._session, httponly=True, samesite="strict", max_age=COOKIE_DAYS * 86400)
        return answer


def forged(request: Request, host: str) -> Response | None:
    """A refusal of a form that another site sent."""
    # `Referrer-Policy: no-referrer` makes a browser send `Origin: null` with forms of our own pages, too
    origin = request.headers.get("origin", "null")
    elsewhere = origin != "null" and origin.partition("://")[2] != host
    if elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return PlainTextResponse("This form was sent from another site; nothing was changed.", 403)
    return None


def too_large(request: Request) -> Response | None:
    """A refusal of a body that is larger than may be, or of a size that is not told."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("The size of the form is not told.", 411)
    if int(length) > MAX_BODY_BYTES:
        return PlainTextResponse(f"More than {MAX_BODY_BYTES // 1_000_000} MB at once. Add fewer files at a time.", 413)
    return None
