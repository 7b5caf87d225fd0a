"""The pages on this machine alone, safe from the first day.

Binds to loopback; the address carries a one-time token that becomes a SameSite=Strict cookie; only the names of this
machine are answered (against DNS rebinding); a strict content policy without any script; every page has a `.json` twin.
"""

import secrets
import socket
import webbrowser
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

import typer
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from according.errors import AccordingError, NotInLedger
from according.ledger import ClaimFilter, Ledger
from according.linking import Party
from according.views import Desk, document_page, incident_pages, overview, profile

from .site import Links, Site, slug, style

HOSTS = {"127.0.0.1", "localhost", "[::1]"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
COOKIE = "according"


def make_app(ledger: Ledger, token: str) -> FastAPI:
    """The application over one open ledger; `token` opens it."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    links = Links(root="/", ending="")

    def desk(request: Request) -> Desk:
        return Desk(ledger, ClaimFilter(as_of=request.query_params.get("as-of") or None, public_only=False))

    def site(request: Request) -> Site:
        return Site(desk(request), links, ledger.path.name)

    @app.middleware("http")
    async def guard(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = _refusal(request, token) or await answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.exception_handler(AccordingError)
    async def explain(request: Request, error: AccordingError) -> Response:
        code = 404 if isinstance(error, NotInLedger) else 503
        if request.url.path.endswith(".json"):
            return JSONResponse({"error": str(error)}, code)
        return HTMLResponse(site(request).message("Not here", str(error)), code)

    @app.get("/style.css")
    def sheet() -> Response:
        return Response(style(), media_type="text/css")

    @app.get("/")
    def home(request: Request) -> HTMLResponse:
        return HTMLResponse(site(request).overview())

    @app.get("/search")
    def search(request: Request, q: str = "") -> HTMLResponse:
        return HTMLResponse(site(request).search(q[:500]))

    @app.get("/{page}.json")
    def data(request: Request, page: str) -> JSONResponse:
        return JSONResponse(_data(desk(request), page))

    @app.get("/{page}")
    def any_page(request: Request, page: str) -> HTMLResponse:
        return HTMLResponse(_page(site(request), page))

    return app


def _refusal(request: Request, token: str) -> Response | None:
    """Why a request is not answered, or the redirect that turns the token into a cookie; None to go on."""
    host = request.headers.get("host", "").rsplit(":", 1)[0]
    if host not in HOSTS:
        return Response("This server answers to the names of its own machine only.", 421)
    given = request.query_params.get("token")
    if given is not None and secrets.compare_digest(given.encode(), token.encode()):
        answer = RedirectResponse(request.url.path, 303)
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return answer
    if not secrets.compare_digest(request.cookies.get(COOKIE, "").encode(), token.encode()):
        return Response("Open the address that `according serve` printed; it carries the key to this ledger.", 403)
    return None


def _page(site: Site, page: str) -> str:
    if page == "incidents":
        return site.incidents()
    if page == "review":
        return site.review()
    if page.startswith("document-"):
        return site.document(_document(site.desk, page))
    if page.startswith("party-"):
        return site.party(_party(site.desk, page))
    raise NotInLedger(f"there is no page {page[:80]!r}. Start from the overview.")


def _data(desk: Desk, page: str) -> Any:
    if page == "index":
        return asdict(overview(desk))
    if page == "incidents":
        return [asdict(p) for p in incident_pages(desk)]
    if page.startswith("document-"):
        return asdict(document_page(desk, _document(desk, page)))
    if page.startswith("party-"):
        return asdict(profile(desk, _party(desk, page)))
    raise NotInLedger(f"there is no page {page[:80]!r}. Start from the overview.")


def _document(desk: Desk, page: str) -> str:
    found = next((id for id in desk.documents if f"document-{slug(id)}" == page), None)
    if found is None:
        raise NotInLedger("this document is not in the ledger. Start from the overview.")
    return found


def _party(desk: Desk, page: str) -> Party:
    found = next((p for p in desk.parties if any(f"party-{slug(e)}" == page for e in p.entities)), None)
    if found is None:
        raise NotInLedger("nobody and nothing of that name is in the ledger. Start from the overview.")
    return found


def serve(ledger: Ledger, *, port: int, browser: bool) -> None:
    """Serve until interrupted; prints the address with its token on one line."""
    token = secrets.token_urlsafe(24)
    with _listener(port) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/?token={token}"
        typer.echo(address)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(make_app(ledger, token), log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    """A listening socket on the loopback at the port, or at a free one if it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.bind(("127.0.0.1", 0))
    return listener
