"""The door of a server whose ledger has accounts: who is signed in, and what each may do.

It stands in for `guard.py`: the same headers and limits, sessions instead of the key in the address. What a route needs
is `rights.py` alone; whether somebody may see a document is the ledger's part that they are given (`ledger/part.py`).
"""

from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from according.errors import SettingError
from according.ledger import Ledger, User
from according.ledger.accounts import SESSION_S

from .guard import API, HEADERS, HOSTS, Answer, forged, too_large
from .rights import OPEN, OWN, asked_route, needed
from .site import Links, Page, render_alone
from .visitor import Visitor, form_key

NOBODY = Visitor("", "reader", account=True)


class Gate:
    """The door of one running server with accounts.

    Args:
        address: as people type it (`https://desk.example`), where a proxy stands before it; empty answers to this
            machine's own names alone.

    Raises:
        SettingError: if the address is none, or people would send passwords over a network in the clear.
    """

    def __init__(self, ledger: Ledger, *, address: str = "") -> None:
        told = urlsplit(address)
        if address and (told.scheme not in ("http", "https") or not told.netloc or told.path not in ("", "/")):
            raise SettingError(f"{address!r} is no address of a desk. Write for example https://desk.example")
        if told.scheme == "http" and told.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise SettingError(f"{address} would send passwords in the clear. Put a proxy with TLS before the desk.")
        self._accounts = ledger.accounts
        self.address, self._netloc = address.rstrip("/"), told.netloc.lower()
        self._secure = told.scheme == "https"
        self.cookie = "__Host-according" if self._secure else "according-session"

    async def __call__(self, request: Request, answer: Answer) -> Response:
        """Answer a request or refuse it; either way with the headers."""
        request.state.visitor = NOBODY
        response = await run_in_threadpool(self._refusal, request) or await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if self._secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response

    def let_in(self, response: Response, secret: str) -> Response:
        """Give the browser the cookie of its session."""
        response.set_cookie(
            self.cookie, secret, httponly=True, samesite="lax", max_age=SESSION_S, secure=self._secure, path="/"
        )
        return response

    def let_out(self, response: Response) -> Response:
        """Take the cookie back."""
        response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="lax")
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "").lower()
        if host != self._netloc and host.rsplit(":", 1)[0] not in HOSTS:
            return PlainTextResponse("This server does not answer to that name.", 421)
        role = needed(request.app.routes, request.scope)
        changes = request.method not in ("GET", "HEAD")
        if role != OPEN:
            refused = self._enter(request) or self._may(request, role)
            if refused is not None:
                return refused
        if changes and not request.state.visitor.program:
            return forged(request, host) or too_large(request)
        return too_large(request) if changes else None

    def _enter(self, request: Request) -> Response | None:
        """Find out who asks; a refusal if nobody known does."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme:
            user = self._accounts.by_token(given.strip()) if scheme.lower() == "bearer" else None
            if user is None:
                told = "This token is none, has expired or was revoked. Make another on the page of your account."
                return JSONResponse({"error": told}, 401, headers={"WWW-Authenticate": "Bearer"})
            request.state.visitor = _visitor(user, program=True)
            return None
        secret = request.cookies.get(self.cookie, "")
        user = self._accounts.by_session(secret) if secret else None
        if user is None:
            return _sign_in_first(request)
        request.state.visitor = _visitor(user, csrf=form_key(secret))
        return None

    def _may(self, request: Request, role: str | None) -> Response | None:
        visitor: Visitor = request.state.visitor
        own = asked_route(request.app.routes, request.scope) in OWN
        if visitor.must_change and not own:
            told = "Your password was set by somebody else. Sign in on a page and choose your own first."
            return _told(request, told, 403) if wants_data(request) else RedirectResponse("/account", 303)
        if role is None or not visitor.may(role) or (own and visitor.program):
            told = (
                f"{visitor.name} may not do this: it needs the role {role or 'of nobody'}, and yours is {visitor.role}."
            )
            if own:
                told = "A program cannot change an account. Sign in on a page."
            return _told(request, told, 403)
        return None


def _visitor(user: User, *, csrf: str = "", program: bool = False) -> Visitor:
    return Visitor(
        user.name, user.role, csrf, user.collections, account=True, program=program, must_change=user.must_change
    )


def _sign_in_first(request: Request) -> Response:
    if wants_data(request) or request.method not in ("GET", "HEAD"):
        return _told(request, "Sign in first, or send the bearer token of an account.", 401)
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/signin" if path == "/" else f"/signin?next={quote(path, safe='')}", 303)


def _told(request: Request, words: str, code: int) -> Response:
    if wants_data(request):
        headers = {"WWW-Authenticate": "Bearer"} if code == 401 else None
        return JSONResponse({"error": words}, code, headers=headers)
    page = Page("message.html", "Not for you" if code == 403 else "Not signed in", {"error": words})
    return HTMLResponse(render_alone(page, Links(root="/", ending=""), csrf=""), code)


def wants_data(request: Request) -> bool:
    """Whether a program asks, which is told things as data."""
    path = request.url.path
    return path.endswith(".json") or path.startswith(API) or "application/json" in request.headers.get("accept", "")
