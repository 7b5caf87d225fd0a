"""Signing in and out, and a person's own account with the tokens of their programs."""

import re
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from according.errors import SettingError, SignInRefused
from according.ledger import SCOPES, Ledger
from according.ledger.accounts import TOKEN_DAYS

from .gate import Gate
from .limits import Limits
from .provider import SIGNING_IN, Provider
from .site import Links, Page, Site, render_alone
from .visitor import visitor

_HERE = Links(root="/", ending="")
Form = Callable[[Request], Awaitable[FormData]]


def add_account_pages(
    app: FastAPI,
    ledger: Ledger,
    gate: Gate,
    site: Callable[[Request], Site],
    form: Form,
    provider: Provider | None = None,
) -> None:
    """Add the pages to the application that `gate` guards; `provider` vouches for people, if there is one."""
    accounts, limits = ledger.accounts, Limits()
    _add_account(app, ledger, gate, site, form)
    if provider is not None:
        _add_provider(app, ledger, gate, provider, limits)

    def page(told: str = "", *, to: str = "", code: int = 200, wait_s: int = 0) -> HTMLResponse:
        view = {"error": told, "next": to, "provider": provider.name if provider is not None else ""}
        answer = HTMLResponse(render_alone(Page("signin.html", "Sign in", view), _HERE, csrf=""), code)
        if wait_s:
            answer.headers["Retry-After"] = str(wait_s)
        return answer

    @app.get("/signin")
    def ask(request: Request) -> HTMLResponse:
        return page(to=_inside(request.query_params.get("next", "")))

    @app.post("/signin")
    async def sign_in(request: Request) -> Response:
        given, origin = await request.form(max_files=0, max_fields=10), _origin(request)
        to = _inside(str(given.get("next", "")))
        wait = limits.wait_s(origin)
        if wait:
            return page("too many tries. Wait some minutes.", to=to, code=429, wait_s=wait)
        name, password = str(given.get("name", ""))[:200], str(given.get("password", ""))
        try:
            secret = await run_in_threadpool(accounts.sign_in, name, password, origin=origin)
        except SignInRefused as refused:
            return page(str(refused), to=to, code=401)
        limits.forgive(origin)
        return gate.let_in(RedirectResponse(to or "/", 303), secret)

    @app.post("/signout")
    async def sign_out(request: Request) -> Response:
        await form(request)
        await run_in_threadpool(accounts.sign_out, request.cookies.get(gate.cookie, ""))
        return gate.let_out(RedirectResponse("/signin", 303))


def _add_account(app: FastAPI, ledger: Ledger, gate: Gate, site: Callable[[Request], Site], form: Form) -> None:
    accounts = ledger.accounts

    def page(request: Request, *, error: str = "", done: str = "", secret: str = "", code: int = 200) -> HTMLResponse:
        user = accounts.user(visitor(request).name)
        view = {
            "user": user, "tokens": accounts.tokens(user.name), "scopes": list(SCOPES), "error": error, "done": done,
            "secret": secret, "most": TOKEN_DAYS,
        }  # fmt: skip
        if user.must_change:  # nothing of the ledger is shown before that
            return HTMLResponse(render_alone(Page("account.html", "Account", view), _HERE, csrf=visitor(request).csrf))
        return HTMLResponse(site(request).render(Page("account.html", "Account", view)), code)

    @app.get("/account")
    def account(request: Request) -> HTMLResponse:
        return page(request)

    @app.post("/account/password")
    async def password(request: Request) -> Response:
        given, name = await form(request), visitor(request).name
        old, new = str(given.get("old", "")), str(given.get("new", ""))
        if new != str(given.get("again", "")):
            return page(request, error="the two new passwords are not the same. Nothing was changed.", code=422)
        try:
            await run_in_threadpool(accounts.sign_in, name, old, origin=_origin(request))
            await run_in_threadpool(accounts.set_password, name, new, by=name)
            secret = await run_in_threadpool(accounts.sign_in, name, new, origin=_origin(request))
        except (SignInRefused, SettingError) as error:
            told = "the present password is wrong." if isinstance(error, SignInRefused) else str(error)
            return page(request, error=told, code=422)
        return gate.let_in(RedirectResponse("/", 303), secret)

    @app.post("/account/tokens")
    async def make(request: Request) -> Response:
        given, name = await form(request), visitor(request).name
        days = str(given.get("days", ""))
        try:
            secret = accounts.make_token(
                name, str(given.get("label", "")), str(given.get("scope", "")),
                days=int(days) if re.fullmatch(r"\d{1,4}", days) else 0, by=name,
            )  # fmt: skip
        except SettingError as error:
            return page(request, error=str(error), code=422)
        return page(request, secret=secret)

    @app.post("/account/tokens/revoke")
    async def revoke(request: Request) -> Response:
        given, name = await form(request), visitor(request).name
        number = str(given.get("token", ""))
        accounts.revoke(name, int(number) if re.fullmatch(r"\d{1,9}", number) else 0, by=name)
        return RedirectResponse("/account", 303)


def _add_provider(app: FastAPI, ledger: Ledger, gate: Gate, provider: Provider, limits: Limits) -> None:
    @app.get("/signin/provider")
    def begin(request: Request) -> Response:
        """Send the browser to the provider, which comes back to `/signin/back`."""
        address, state = provider.begin(_inside(request.query_params.get("next", "")))
        answer = RedirectResponse(address, 303)
        secure = gate.address.startswith("https")
        answer.set_cookie("according-state", state, httponly=True, samesite="lax", max_age=SIGNING_IN, secure=secure)
        return answer

    @app.get("/signin/back")
    def back(request: Request) -> Response:
        """Let in whom the provider vouches for, if this browser asked for it."""
        given, origin = dict(request.query_params), _origin(request)
        wait = limits.wait_s(origin)
        if wait:
            raise SignInRefused("too many tries. Wait some minutes.", wait_s=wait)
        identity, to = provider.finish(given, request.cookies.get("according-state", ""))
        secret = ledger.accounts.sign_in_by(identity.subject, identity.email, origin=origin)
        limits.forgive(origin)
        answer = gate.let_in(RedirectResponse(to or "/", 303), secret)
        answer.delete_cookie("according-state")
        return answer

    @app.exception_handler(SignInRefused)
    def refused(_request: Request, error: SignInRefused) -> Response:
        view = {"error": str(error), "next": "", "provider": provider.name}
        page = HTMLResponse(render_alone(Page("signin.html", "Sign in", view), _HERE, csrf=""), 401)
        if error.wait_s:
            page.status_code, page.headers["Retry-After"] = 429, str(error.wait_s)
        return page


def _origin(request: Request) -> str:
    """The address that asks: of the browser, where a proxy on this machine tells it."""
    return request.client.host if request.client is not None else "nowhere"


def _inside(path: str) -> str:
    """A page of this server to go to after signing in; empty for anything else."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\", "/signin")) and path.isprintable()
    return path[:2000] if inside else ""
