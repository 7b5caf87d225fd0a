"""Pages by which an admin manages people: who has an account, what each may do and see, and the audit log.

An admin manages those who see no more than the admin does: else a new password would open another desk's documents. The
log is narrowed likewise, to what was done while somebody saw no more. Of
the own account nothing is changed here: that is done on its own page, with its password, or by another admin.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from according.errors import ContractError, NotAllowed, NotInLedger, SettingError
from according.ledger import ROLES, LogFilter, User, passwords
from according.ledger.accounts import Accounts

from .gate import wants_data
from .sections import Sections
from .site import Page, Site
from .visitor import Visitor, visitor

LOGGED = 100
"""Rows of the audit log on one of its pages; `according audit` lists all."""
Form = Callable[[Request], Awaitable[FormData]]
Change = Callable[[Accounts, User, FormData, Visitor], object]


def add_people_pages(
    app: FastAPI, sections: Sections, site: Callable[[Request], Site], form: Form, *, provider: bool
) -> None:
    """Add the pages; `provider` says whether somebody vouches for people, who then need no password."""
    _add_list(app, sections, site, form, provider=provider)
    _add_person(app, sections, site, form)
    _add_log(app, sections.whole[0].accounts, site)


def _add_list(app: FastAPI, sections: Sections, site: Callable[[Request], Site], form: Form, *, provider: bool) -> None:
    accounts = sections.whole[0].accounts

    def view(request: Request, *, error: str = "") -> dict[str, Any]:
        people, asks = managed(accounts, visitor(request)), visitor(request)
        return {
            "people": [{**asdict(user), "locked": accounts.locked(user)} for user in people], "roles": ROLES,
            "collections": _collections(sections, asks), "all": asks.collections is None, "provider": provider,
            "error": error,
        }  # fmt: skip

    @app.get("/people")
    @app.get("/people.json")
    def people(request: Request) -> Response:
        if request.url.path.endswith(".json"):
            return JSONResponse(jsonable_encoder(view(request)))
        return HTMLResponse(site(request).render(Page("people.html", "People", view(request))))

    @app.post("/people")
    async def add(request: Request) -> Response:
        given, asks = await form(request), visitor(request)
        name, email = str(given.get("name", "")), str(given.get("email", "")).strip()[:200]
        made = None if email and provider else passwords.made()

        def store() -> User:
            accounts.add(
                name, str(given.get("role", "")), password=made, email=email or None, by=asks.name,
                collections=_chosen(given, asks), must_change=made is not None,
            )  # fmt: skip
            return accounts.user(name)

        try:
            user = await run_in_threadpool(store)
        except SettingError as error:
            page = Page("people.html", "People", view(request, error=str(error)))
            return HTMLResponse(site(request).render(page), 422)
        return _person(request, sections, site(request), user, secret=made or "")


def _add_person(app: FastAPI, sections: Sections, site: Callable[[Request], Site], form: Form) -> None:
    accounts = sections.whole[0].accounts

    @app.get("/people/{person}.json")
    def data(request: Request, person: str) -> JSONResponse:
        return JSONResponse(jsonable_encoder(_view(request, sections, _known(accounts, visitor(request), person))))

    @app.get("/people/{person}")
    def one(request: Request, person: str) -> Response:
        return _person(request, sections, site(request), _known(accounts, visitor(request), person))

    @app.post("/people/{person}/password")
    async def reset(request: Request, person: str) -> Response:
        await form(request)
        user, made = _other(accounts, visitor(request), person), passwords.made()
        if not user.has_password:
            raise ContractError(f"{user.name} signs in by the provider alone, and has no password to set.")
        by = visitor(request).name
        await run_in_threadpool(accounts.set_password, user.name, made, by=by, must_change=True)
        return _person(request, sections, site(request), user, secret=made)

    def on(path: str, change: Change) -> None:
        async def changed(request: Request, person: str) -> Response:
            given, asks = await form(request), visitor(request)
            user = _other(accounts, asks, person)
            await run_in_threadpool(change, accounts, user, given, asks)
            return RedirectResponse(f"/people/{user.id}", 303)

        app.post(f"/people/{{person}}/{path}")(changed)

    on("role", lambda known, user, given, asks: known.set_role(user.name, str(given.get("role", "")), by=asks.name))
    on("collections", _give_collections)
    on("out", lambda known, user, _, asks: known.disable(user.name, by=asks.name))
    on("in", lambda known, user, _, asks: known.disable(user.name, by=asks.name, disabled=False))
    on("sessions", lambda known, user, _, asks: known.end_sessions(user.name, by=asks.name))
    on("tokens", lambda known, user, given, asks: known.revoke(user.name, _number(given.get("token")), by=asks.name))


def _add_log(app: FastAPI, accounts: Accounts, site: Callable[[Request], Site]) -> None:
    @app.get("/audit")
    @app.get("/audit.json")
    def log(request: Request) -> Response:
        asked, mine = _asked(request), visitor(request).collections
        found = [asdict(entry) for entry in accounts.log(asked, limit=LOGGED + 1, collections=mine)]
        entries, more = found[:LOGGED], len(found) > LOGGED
        if request.url.path.endswith(".json"):
            return JSONResponse(jsonable_encoder(entries))
        who, what = accounts.logged(mine)
        view = {
            "entries": entries, "asked": asked, "before": entries[-1]["id"] if more else 0, "who": who, "what": what,
            "narrowed": asked != LogFilter(), "part": mine is not None,
        }  # fmt: skip
        return HTMLResponse(site(request).render(Page("audit.html", "Audit log", view)))


def managed(accounts: Accounts, asks: Visitor) -> list[User]:
    """The accounts that an admin manages: those that see no collection that the admin does not."""
    return [user for user in accounts.users() if _sees_no_more(user, asks)]


def _sees_no_more(user: User, asks: Visitor) -> bool:
    if user.collections is None:
        return asks.collections is None
    return all(asks.sees(name) for name in user.collections)


def _known(accounts: Accounts, asks: Visitor, person: str) -> User:
    found = next((user for user in managed(accounts, asks) if str(user.id) == person), None)
    if found is None:
        raise NotInLedger("there is no such account among those that you manage. Start from the list of people.")
    return found


def _other(accounts: Accounts, asks: Visitor, person: str) -> User:
    """Somebody else's account.

    Raises:
        NotInLedger: if there is none that this admin manages.
        ContractError: if it is their own.
    """
    user = _known(accounts, asks, person)
    if user.name == asks.name:
        raise ContractError("this is your own account: change it on its page, or ask another admin.")
    return user


def _view(request: Request, sections: Sections, user: User, *, secret: str = "") -> dict[str, Any]:
    asks, accounts = visitor(request), sections.whole[0].accounts
    return {
        "user": user, "own": user.name == asks.name, "tokens": accounts.tokens(user.name), "roles": ROLES,
        "sessions": accounts.sessions(user.name), "locked": accounts.locked(user), "secret": secret,
        "collections": _collections(sections, asks), "all": asks.collections is None,
    }  # fmt: skip


def _person(request: Request, sections: Sections, site: Site, user: User, *, secret: str = "") -> Response:
    if secret and wants_data(request):
        return JSONResponse({"person": user.id, "name": user.name, "password": secret})
    fresh = sections.whole[0].accounts.user(user.name)
    page = Page("person.html", user.name, _view(request, sections, fresh, secret=secret))
    return HTMLResponse(site.render(page))


def _give_collections(accounts: Accounts, user: User, given: FormData, asks: Visitor) -> None:
    accounts.set_collections(user.name, _chosen(given, asks), by=asks.name)


def _chosen(given: FormData, asks: Visitor) -> list[str] | None:
    """The collections that a form gives somebody; None for all.

    Raises:
        NotAllowed: if the admin does not see them.
    """
    names = [" ".join(str(name).split())[:80] for name in (*given.getlist("collection"), given.get("further", ""))]
    wanted = None if given.get("all") == "1" else [name for name in names if name]
    if asks.collections is not None and (wanted is None or not all(asks.sees(name) for name in wanted)):
        raise NotAllowed("you can give others only the collections that you see yourself.")
    return wanted


def _collections(sections: Sections, asks: Visitor) -> list[dict[str, Any]]:
    """Each collection with how many documents it holds and who sees it; also those that hold nothing yet."""
    people = managed(sections.whole[0].accounts, asks)
    sizes = sections.of(asks.collections)[0].collection_sizes()
    names = {*sizes, *(asks.collections or ()), *(name for user in people for name in user.collections or ())}
    return [
        {"name": name, "documents": sizes.get(name, 0), "seen_by": [u.name for u in people if _sees(u, name)]}
        for name in sorted(names, key=str.casefold)
    ]


def _sees(user: User, collection: str) -> bool:
    return user.collections is None or collection in user.collections


def _asked(request: Request) -> LogFilter:
    """The rows of the log that an address asks for.

    Raises:
        ContractError: if a day is none.
    """
    asked = request.query_params
    days = {name: asked.get(name, "")[:40] for name in ("from", "until")}
    for day in days.values():
        if day and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            raise ContractError(f"{day!r} is no day. Write it as 2026-11-30.")
    return LogFilter(
        who=asked.get("who", "")[:200], what=asked.get("what", "")[:80], since=days["from"], until=days["until"],
        before=_number(asked.get("before")),
    )  # fmt: skip


def _number(given: object) -> int:
    """A number from outside; 0, which nothing has, for what is none."""
    words = str(given)
    return int(words) if re.fullmatch(r"[0-9]{1,9}", words) else 0
