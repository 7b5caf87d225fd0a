"""The desk on this machine alone: every page with its `.json` twin, and the forms that decide, enter and add.

`guard.py` says whom it answers; `writes.py` what forms change; `site.py` what pages show.
"""

import asyncio
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import typer
import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from according.errors import (
    AccordingError,
    ContractError,
    DecidedMeanwhile,
    LedgerError,
    MissingExtra,
    NotAllowed,
    NotInLedger,
    SettingError,
)
from according.intake import IntakeOptions
from according.ledger import DEFAULT_COLLECTION, EVERYTHING, ClaimFilter, Item, Ledger, Wish, clocks, passwords
from according.linking import Party
from according.pipeline import Pipeline
from according.settings import Settings, read_settings
from according.views import Asked, Desk, atlas, network, news, suggest, why
from according.views.days import days_of
from according.views.network import compact
from according.views.relations import RELATIONS
from according.worker import Worker, base_name

from . import additions, writes
from .checks import add_draft_pages
from .desks import Desks
from .gate import Gate
from .guard import HEADERS, PROBES, Guard
from .people import add_people_pages
from .provider import Provider, read_secret
from .refused import refused
from .rest import ROOT, make_rest
from .sections import Sections
from .signin import add_account_pages
from .site import ASKED, COLOURS, Links, Page, Site, asset
from .start import Start
from .visitor import WHO, visitor, who
from .visits import SEEN, look

__all__ = ["HEADERS", "make_app", "serve", "serve_start"]

YEAR_S = 365 * 86400
AT_ONCE = 4
"""Pages made at once; others wait their turn. Making a page is work for one processor: more at once, each handing the
interpreter to the others at every row that it reads, take many times as long together as one after another."""
MOST_EXPANDED = 20
"""Names around which one picture of the network can be expanded."""
LINKS = Links(root="/", ending="")
ASSETS = {"style.css": "text/css", "icon.svg": "image/svg+xml",
          **dict.fromkeys(("desk.js", "picture.js", "field.js"), "text/javascript")}  # fmt: skip


def make_app(
    ledger: Ledger,
    token: str,
    *,
    pipeline: Pipeline | None = None,
    guard: Guard | Gate | None = None,
    provider: Provider | None = None,
    metrics: bool = False,
) -> FastAPI:
    """The application over one open ledger; `token` opens it once, `guard` is a door that stands already.

    Args:
        provider: vouches for people, where the door asks who they are.
        metrics: whether figures for Prometheus are kept and told at `/metrics`, to whom the guard lets in.

    Raises:
        MissingExtra: if they are wanted and the extra is not installed.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    guard, sections = guard or Guard(token), Sections(ledger)
    pipeline = pipeline or Pipeline(read_settings())
    worker = Worker(ledger, pipeline)
    app.state.worker, app.state.desks = worker, sections.whole[1]
    app.middleware("http")(guard)
    if metrics:
        _add_metrics(app, ledger, worker)

    def site(request: Request, as_of: str = "") -> Site:
        asked, visits = request.query_params, visitor(request)
        _, desks = sections.of(visits.collections)
        desk = desks.at(clocks(as_of or asked.get("as-of"), asked.get("known-on")))
        return Site(desk, LINKS, ledger.name, visitor=visits, whole=partial(desks.at, ClaimFilter()))

    def opened(request: Request) -> Ledger:
        return sections.of(visitor(request).collections)[0]

    async def form(request: Request) -> FormData:
        try:
            given = await request.form(max_files=1000)
        except HTTPException as error:  # in the parser's words: which part is larger than what
            raise ContractError(f"this form cannot be read. {error.detail} Send less text, or a file.") from error
        request.state.given = given
        if not visitor(request).holds(str(given.get("csrf", ""))):
            await given.close()
            raise ContractError(
                "this form is out of date: the server was started anew. Reload the page, then send again."
            )
        return given

    @app.exception_handler(AccordingError)
    def explain(request: Request, error: AccordingError) -> Response:
        code = _code(error)
        request.state.error = type(error).__name__
        given: FormData | None = getattr(request.state, "given", None)
        told = refused(site(request).desk, given, error, _back(given)) if given is not None and code != 503 else None
        if _is_for_programs(request) or _wants_data(request):
            faster = [f"{f.author} {f.done} it, {f.day}" for f in told.faster] if told is not None else []
            return JSONResponse({"error": str(error), **({"faster": faster} if faster else {})}, code)
        as_of = request.query_params.get("as-of", "")[:10] if days_of(request.query_params.get("as-of", "")) else ""
        desk = Desk(opened(request), ClaimFilter(as_of=as_of or None))
        shown = Site(desk, LINKS, ledger.name, visitor=visitor(request))
        title = {403: "Not for you", 404: "Not here", 409: "Decided meanwhile", 422: "Not recorded"}.get(
            code, "It did not work"
        )
        page = Page("message.html", title, told) if told is not None else shown.message(title, str(error))
        return HTMLResponse(shown.render(page), code)

    @app.exception_handler(HTTPException)
    def nothing(request: Request, error: HTTPException) -> Response:
        """An address that no page has, told as any page that is not here."""
        if error.status_code != 404:
            return JSONResponse({"error": f"{error.detail}."}, error.status_code, error.headers)
        return explain(request, NotInLedger("there is no page of this address. Start from the overview."))

    _add_pages(app, site)
    _add_decisions(app, opened, site, form)
    _add_documents(app, opened, site, form, worker)
    _add_queue(app, opened, form, worker)
    add_draft_pages(app, site, form, pipeline)
    if isinstance(guard, Gate):
        add_account_pages(app, ledger, guard, site, form, provider)
        add_people_pages(app, sections, site, form, provider=provider is not None)
    app.mount(ROOT, make_rest(site, _page))

    @app.get(PROBES[0])
    def alive() -> PlainTextResponse:
        return PlainTextResponse("alive")

    @app.get(PROBES[1])
    def ready() -> PlainTextResponse:
        try:
            ledger.revision()
        except LedgerError:
            return PlainTextResponse("the ledger does not answer", 503)
        return PlainTextResponse("ready")

    @app.get("/suggest.json")
    def suggestions(request: Request) -> JSONResponse:
        """Names that what is being typed may become; without script the page of search has them."""
        return JSONResponse(jsonable_encoder(suggest(site(request).desk, request.query_params.get("q", "")[:80])))

    @app.get("/{page}.json")
    def data(request: Request, page: str) -> JSONResponse:
        return JSONResponse(jsonable_encoder(_page(site(request), page, request).data()))

    @app.get("/{page}")
    def any_page(request: Request, page: str) -> Response:
        if page in ASSETS:
            return Response(asset(page), media_type=ASSETS[page])
        made = site(request)
        return HTMLResponse(made.render(_page(made, page, request)))

    return app


def _add_metrics(app: FastAPI, ledger: Ledger, worker: Worker) -> None:
    try:
        from .metrics import METRICS, Meter, Metrics
    except ImportError as error:
        raise MissingExtra("metrics", "Figures for Prometheus") from error
    kept = Metrics(ledger, worker)
    app.add_middleware(Meter, metrics=kept)
    app.get(METRICS)(kept.answer)


def _code(error: AccordingError) -> int:
    if isinstance(error, NotInLedger):
        return 404
    if isinstance(error, NotAllowed):
        return 403
    if isinstance(error, DecidedMeanwhile):
        return 409
    return 422 if isinstance(error, ContractError | SettingError) else 503


def _is_for_programs(request: Request) -> bool:
    """Whether an address promises data. One with a line break in it reaches no mounted application."""
    return request.url.path.endswith(".json") or request.url.path.startswith(f"{ROOT}/")


def _wants_data(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _add_pages(app: FastAPI, site: Callable[[Request], Site]) -> None:
    @app.get("/")
    def home(request: Request) -> HTMLResponse:
        made = site(request)
        last, cookie = look(request.cookies.get(SEEN, ""), made.desk.ledger.revision(), datetime.now(UTC))
        if last is not None:
            made.news = news(made.desk, versions=last.versions, decisions=last.decisions, since=last.words)
        answer = HTMLResponse(made.render(made.overview()))
        answer.set_cookie(SEEN, cookie, httponly=True, samesite="strict", max_age=YEAR_S)
        return answer

    @app.get("/network.svg")
    def picture(request: Request) -> Response:
        """The network as a picture that carries its date, filters, legend and what is unreviewed."""
        made = site(request)
        if visitor(request).account:
            made.desk.ledger.accounts.note(visitor(request).name, "export", "network.svg")
        page = made.network(_asked(made, request), large=True)
        drawn = made.render(Page("network.svg", page.title, page.view))
        return Response(
            drawn, media_type="image/svg+xml", headers={"Content-Disposition": 'attachment; filename="network.svg"'}
        )

    @app.get("/picture.json")
    def points(request: Request) -> JSONResponse:
        """A network too large for its page, placed, for the script that draws it."""
        made = site(request)
        view = network(made.desk, _asked(made, request), large=True)
        if not view.drawn:
            raise ContractError(f"{len(view.nodes)} names are too many for a picture. Narrow the network first.")
        return JSONResponse({**compact(view), "colours": COLOURS, "labels": RELATIONS})

    @app.get("/leave")
    def leave(request: Request) -> Response:
        """Ask before a browser tells another site that somebody here reads its page."""
        made = site(request)
        document = made.desk.documents.get(request.query_params.get("in", ""))
        if document is None or not _web_address(document.url or ""):
            raise NotInLedger("this document has no address to open.")
        view = {"url": document.url, "handling": document.handling, "document": document.id}
        return HTMLResponse(made.render(Page("leave.html", "Open the source?", view)))


def _page(site: Site, page: str, request: Request) -> Page:
    """The page of a name.

    Raises:
        NotInLedger: if there is none.
    """
    asked = request.query_params
    number = _number(asked.get("page", "1"))
    about = _about(site, asked.get("about", "")[:500])
    kind = asked.get("kind", "")[:40]
    narrowed = {"since": asked.get("from", "")[:40], "until": asked.get("until", "")[:40],
                "place": asked.get("place", "")[:40], "kind": kind}  # fmt: skip
    fixed: dict[str, Callable[[], Page]] = {
        "index": site.overview,
        "incidents": site.incidents,
        "changes": site.changes,
        "search": partial(site.search, asked.get("q", "")[:500]),
        "names": partial(site.names, kind or "person", number),
        "contradictions": partial(site.contradictions, about),
        "timeline": partial(site.timeline, about, page=number, **narrowed),
        "map": partial(site.map, about, **narrowed),
        "network": partial(site.network, _asked(site, request)),
        "identities": partial(site.identities, number),
        "review": partial(
            _queue,
            site,
            document=asked.get("in", ""),
            page=number,
            show=asked.get("show", ""),
            rule=asked.get("rule", "")[:100],
        ),
    }
    if page in fixed:
        return fixed[page]()
    if page.startswith("document-"):
        return site.document(_document(site.desk, page), asked.get("mode", "claims"))
    if page.startswith("party-"):
        return site.party(_party(site, page), asked.get("same", "")[:200])
    if page.startswith("incident-"):
        return site.incident(page)
    if page.startswith("claim-"):
        return _claim_page(site, page.removeprefix("claim-"), asked.get("in", ""))
    raise NotInLedger(f"there is no page {page[:80]!r}. Start from the overview.")


def _queue(site: Site, **asked: Any) -> Page:
    """A page of the review queue, its claims kept out of the queues of others while they are in view."""
    ledger = site.desk.ledger
    for _ in range(3):  # another reviewer may be as fast
        page = site.review(**asked, held=ledger.leased(other_than=site.who))
        shown = {waiting.line.id for waiting in page.view.waiting}
        try:
            if not shown or not site.may("reviewer") or ledger.lease(shown, site.who) == shown:
                break
        except LedgerError:  # it may only be read, or somebody writes: decisions are safe without
            break
    return page


def _about(site: Site, key: str) -> Party | None:
    """The party that a page is narrowed to, None if to none.

    Raises:
        NotInLedger: if there is no such party, or it is protected.
    """
    if not key:
        return None
    party = site.known(key)
    if party is None or party.protected:
        raise NotInLedger("nobody and nothing of that name is in the ledger. Start from the overview.")
    return party


def _whom(site: Site, key: str) -> Party:
    """The party that a form is about.

    Raises:
        NotInLedger: if there is none of that key.
    """
    found = site.known(key[:500])
    if found is None:
        raise NotInLedger("this person is not in the ledger any more. Search for the name anew.")
    return found


def _asked(site: Site, request: Request) -> Asked:
    given = {name: request.query_params.get(word, "")[:500] for name, word in ASKED.items() if name != "more"}
    more = request.query_params.getlist("more")[:MOST_EXPANDED]
    ends = {name: p.entities[0] for name in ("around", "to") if (p := site.known(given[name])) is not None}
    further = (p.entities[0] for key in more if (p := site.known(key[:500])) is not None)
    return Asked(**(given | ends), more=tuple(dict.fromkeys(further)))


def _number(given: str) -> int:
    """A page number; what is none, or too large, leads to the first."""
    return int(given) if given.isdecimal() and len(given) < 9 else 1


def _claim_page(site: Site, id: str, document: str) -> Page:
    claim = writes.find_claim(site.desk.ledger, document, id)
    decided = [d for d in site.desk.decisions if d.target == id]
    view = {
        "line": site.desk.line(claim),
        "why": why(site.desk, claim),
        "kind": claim.innermost.kind,
        "source": site.desk.shown(claim.innermost.source, document),
        "subject": site.desk.shown(claim.subject.name if claim.subject else "", document),
        "object": site.desk.shown(claim.object.name if claim.object else "", document),
        "stage": claim.stage or "",
        "certainty": claim.certainty,
        "seen": site.desk.ledger.latest_decision(claim),
        "machine": f"{claim.extractor.name} {claim.extractor.version}".strip(),
        "decisions": [(d.id, d.kind, d.author, d.reason, d.recorded_at[:16].replace("T", " ")) for d in decided],
        "protected": [
            (a.entity or a.name, a.protected) for a in (claim.subject, claim.object) if a is not None and a.protected
        ],
    }  # fmt: skip
    return Page("claim.html", "One claim", view)


Form = Callable[[Request], Any]
Opened = Callable[[Request], Ledger]


def _add_decisions(app: FastAPI, opened: Opened, site: Callable[[Request], Site], form: Form) -> None:
    def done(request: Request, given: FormData, number: int) -> Response:
        if _wants_data(request):
            return JSONResponse({"decision": number})
        return RedirectResponse(_back(given), 303)

    @app.post("/decide")
    async def decide(request: Request) -> Response:
        given = await form(request)
        claim = writes.find_claim(opened(request), str(given.get("in", "")), str(given.get("claim", "")))
        number = writes.decide(
            opened(request), str(given.get("kind", "")), claim, author=visitor(request).name,
            reason=str(given.get("reason", ""))[:500], seen=_seen(given.get("seen")),
        )  # fmt: skip
        return done(request, given, number)

    @app.post("/together")
    async def together(request: Request) -> Response:
        given = await form(request)
        chosen = []
        for item in given.getlist("chosen"):
            id, seen, document = [*str(item).split(" ", 2), "", ""][:3]
            chosen.append((writes.find_claim(opened(request), document, id), _seen(seen)))
        number = writes.decide_together(
            opened(request), str(given.get("kind", "accept")), chosen, author=visitor(request).name,
            reason=str(given.get("reason", "")).strip()[:500],
        )  # fmt: skip
        return done(request, given, number)

    @app.post("/undo")
    async def undo(request: Request) -> Response:
        given = await form(request)
        numbers = [_seen(number) for number in given.getlist("decision")] or [_seen(None)]
        return done(request, given, writes.undo(opened(request), numbers, visitor(request)))

    @app.post("/identity")
    async def identity(request: Request) -> Response:
        given = await form(request)
        number = writes.decide_identity(
            opened(request), str(given.get("kind", "")), str(given.get("pair", "")), author=visitor(request).name,
            reason=str(given.get("reason", "")).strip()[:500],
        )  # fmt: skip
        return done(request, given, number)

    @app.post("/split")
    async def split(request: Request) -> Response:
        given = await form(request)
        party = _whom(site(request), str(given.get("party", "")))
        numbers = writes.split_off(
            opened(request), party, str(given.get("in", "")), author=visitor(request).name,
            reason=str(given.get("reason", "")).strip()[:500],
        )  # fmt: skip
        return done(request, given, numbers[-1])

    @app.post("/merge")
    async def merge(request: Request) -> Response:
        given = await form(request)
        made = site(request)
        one, other = (_whom(made, str(given.get(side, ""))) for side in ("party", "other"))
        numbers = writes.merge(
            made.desk, one, other, author=visitor(request).name,
            reason=str(given.get("reason", "")).strip()[:500], despite=given.get("despite") == "1",
        )  # fmt: skip
        return done(request, given, numbers[-1])

    @app.post("/known")
    async def known(request: Request) -> Response:
        given = await form(request)
        number = writes.decide_known(
            opened(request), str(given.get("kind", "")), _seen(given.get("link")), author=visitor(request).name,
            reason=str(given.get("reason", "")).strip()[:500], seen=_seen(given.get("seen")),
        )  # fmt: skip
        return done(request, given, number)

    @app.post("/edit")
    async def edit(request: Request) -> Response:
        given = await form(request)
        document = str(given.get("in", ""))
        claim = writes.find_claim(opened(request), document, str(given.get("claim", "")))
        seen = _seen(given.get("seen"))
        if claim.review == "edited" and seen == opened(request).latest_decision(claim):
            raise ContractError("this claim stands as a person edited it. Undo the edit first, then edit again.")
        changed = writes.edited(
            claim, opened(request).document(document).text, writes.fields(given), site(request).desk.shown
        )
        number = opened(request).edit(
            claim, changed, author=visitor(request).name, reason=str(given.get("reason", ""))[:500],
            seen=seen,
        )  # fmt: skip
        return done(request, given, number)

    @app.post("/unmask")
    async def unmask(request: Request) -> Response:
        given = await form(request)
        reason = str(given.get("reason", "")).strip()[:500]
        if not reason:
            raise ContractError("showing a protected name needs a reason; it is kept with your name and the day.")
        target = str(given.get("target", ""))
        return done(
            request, given, opened(request).decide("unmask", target=target, author=visitor(request).name, reason=reason)
        )

    @app.post("/who")
    async def name(request: Request) -> Response:
        given = await form(request)
        answer, name = RedirectResponse(_back(given), 303), quote(str(given.get("who", ""))[:80], safe=" ")
        if visitor(request).account:
            raise ContractError("you decide under the name of your account.")
        with suppress(LedgerError):
            opened(request).hand_over(visitor(request).name, who({WHO: name}))
        answer.set_cookie(WHO, name, httponly=True, samesite="strict")
        return answer

    @app.get("/enter")
    @app.get("/enter.json")
    def entry(request: Request) -> Response:
        made = site(request)
        asked = request.query_params
        document = opened(request).document(asked.get("in", ""))
        start, end = _seen(asked.get("start")), _seen(asked.get("end"))
        if not 0 <= start < end <= len(document.text):
            raise ContractError("the words chosen are not in the document. Choose them again.")
        view = {
            "document": document.id,
            "start": start,
            "end": end,
            "quote": made.desk.shown(document.text[start:end], document.id),
        }
        page = Page("enter.html", "Enter a claim", view)
        return _with_key(page, made) if request.url.path.endswith(".json") else HTMLResponse(made.render(page))

    @app.post("/enter")
    async def enter(request: Request) -> Response:
        given = await form(request)
        document = opened(request).document(str(given.get("in", "")))
        start, end = _seen(given.get("start")), _seen(given.get("end"))
        claim = writes.entered(opened(request), document, start, end, writes.fields(given))
        opened(request).enter(claim, author=visitor(request).name, reason=str(given.get("reason", ""))[:500])
        if _wants_data(request):
            return JSONResponse({"claim": claim.id, "document": document.id})
        return RedirectResponse(f"{LINKS.document(document.id)}#s-{start}", 303)


def _add_documents(app: FastAPI, opened: Opened, site: Callable[[Request], Site], form: Form, worker: Worker) -> None:
    def ask(request: Request, given: FormData, items: list[Item], wish: Wish) -> Response:
        into, asks = additions.place_of(visitor(request), str(given.get("collection", ""))), visitor(request)
        home = into or DEFAULT_COLLECTION
        job = opened(request).jobs.add(items, wish, author=asks.name, collection=home, apart=into is not None)
        worker.wake()
        return _under_way(request, job)

    @app.get("/add")
    @app.get("/add.json")
    def add(request: Request) -> Response:
        made, asks = site(request), visitor(request)
        view = {
            "rejected": opened(request).rejected(),
            "jobs": [additions.told(job) for job in opened(request).jobs.listed()],
            "collections": list(asks.collections or ()),
            "links": asks.collections is None,
        }
        page = Page("add.html", "Add", view)
        if request.url.path.endswith(".json"):
            return _with_key(page, made)
        return HTMLResponse(made.render(page))

    @app.get("/add/{number}.json")
    def progress_data(request: Request, number: int) -> JSONResponse:
        return JSONResponse(jsonable_encoder(additions.told(opened(request).jobs.job(number))))

    @app.get("/add/{number}")
    def progress(request: Request, number: int) -> HTMLResponse:
        made, job = site(request), opened(request).jobs.job(number)
        ids = {name: (name, f"{job.collection}/{name}") for name, _ in job.told}
        known = {name: id for name, either in ids.items() for id in either if id in made.desk.documents}
        view = {"job": additions.told(job), "known": known}
        return HTMLResponse(made.render(Page("adding.html", "Adding", view)))

    @app.post("/add")
    async def take(request: Request) -> Response:
        given = await form(request)
        wish = _wish(given)
        url = str(given.get("address", "")).strip()
        files = [f for f in given.getlist("files") if isinstance(f, UploadFile) and f.filename]
        if url and not _web_address(url):
            raise ContractError(f"{url[:80]!r} is not an address. Only http and https addresses can be fetched.")
        if not url and not files:
            raise ContractError("no file was chosen and no address given.")
        try:
            additions.place_of(visitor(request), str(given.get("collection", "")))
        except NotAllowed:
            await given.close()
            raise
        items = [Item(base_name(f.filename or ""), await f.read()) for f in files]
        await given.close()
        return await run_in_threadpool(ask, request, given, [*items, *([Item(url)] if url else ())], wish)

    @app.post("/note")
    async def note(request: Request) -> Response:
        given = await form(request)
        names = ("speaker", "day", "record", "words")
        told = {name: str(given.get(name, "")).strip()[:100_000] for name in names}
        if not all(told.values()):
            raise ContractError(
                "a note needs who spoke, the day, whether on the record, and the words. Nothing was kept."
            )
        name, text = writes.note_text(told)
        wish = Wish(published=told["day"], handling="confidential", publisher=f"interview with {told['speaker'][:80]}")
        _check(wish)
        return await run_in_threadpool(ask, request, given, [Item(base_name(name), text.encode())], wish)


def _add_queue(app: FastAPI, opened: Opened, form: Form, worker: Worker) -> None:
    """What is done with jobs: link everything, try one again, give one up."""

    @app.post("/link")
    async def link(request: Request) -> Response:
        await form(request)
        if visitor(request).collections is not None:
            raise NotInLedger("linking concerns all collections. Who sees all of them can ask for it.")
        job = await run_in_threadpool(opened(request).jobs.link, author=visitor(request).name)
        worker.wake()
        return _under_way(request, job)

    @app.post("/add/{number}/again")
    async def again(request: Request, number: int) -> Response:
        await form(request)
        await run_in_threadpool(opened(request).jobs.again, number)
        worker.wake()
        return _under_way(request, number)

    @app.post("/add/{number}/drop")
    async def drop(request: Request, number: int) -> Response:
        await form(request)
        await run_in_threadpool(opened(request).jobs.drop, number)
        return JSONResponse({"dropped": number}) if _wants_data(request) else RedirectResponse("/add", 303)


def _with_key(page: Page, site: Site) -> JSONResponse:
    """The twin of a page with a form: what it shows, and the token that a program must send with it."""
    return JSONResponse(jsonable_encoder({**page.data(), "csrf": site.csrf}))


def _under_way(request: Request, job: int) -> Response:
    if _wants_data(request):
        return JSONResponse({"job": job, "progress": f"/add/{job}.json"}, 202)
    return RedirectResponse(f"/add/{job}", 303)


def _web_address(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _wish(given: FormData) -> Wish:
    """What a form says about the documents that are given with it.

    Raises:
        SettingError: if it cannot be.
    """
    wish = Wish(
        published=str(given.get("published", "")).strip() or None,
        publisher=str(given.get("publisher", "")).strip()[:200] or None,
        handling=str(given.get("handling", "internal")),
    )
    _check(wish)
    return wish


def _check(wish: Wish) -> None:
    IntakeOptions(published=wish.published, publisher=wish.publisher, handling=wish.handling)


def _seen(given: object) -> int:
    words = str(given)
    if not words.isdecimal() or len(words) > 12:
        raise ContractError("the form is incomplete. Reload the page, then send it again.")
    return int(words)


def _back(given: FormData) -> str:
    """The page of this server to go back to; anything else leads to the queue."""
    path = str(given.get("back", ""))
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/review"


def _document(desk: Desk, page: str) -> str:
    found = desk.document_by_slug.get(page.removeprefix("document-"))
    if found is None:
        raise NotInLedger("this document is not in the ledger. Start from the overview.")
    return found


def _party(site: Site, page: str) -> Party:
    key = site.whole().entity_by_slug.get(page.removeprefix("party-"), "")
    found = site.known(key)
    if found is not None:
        return found
    if key:
        raise NotInLedger("nothing published by that day names this person, group or place.")
    raise NotInLedger("nobody and nothing of that name is in the ledger. Start from the overview.")


def serve(ledger: Ledger, *, port: int, browser: bool, api_token: str = "", metrics: bool = False) -> None:
    """Serve until interrupted; prints the address with its token on one line.

    Args:
        api_token: bearer token by which programs read `/api/v1/`; empty lets none in.
        metrics: whether `/metrics` is answered, without a key.
    """
    token = secrets.token_urlsafe(24)
    guard = Guard(token, api_token=api_token, open_paths=(*PROBES, "/metrics") if metrics else PROBES)
    app = make_app(ledger, token, guard=guard, metrics=metrics)
    _gather_ahead(app.state.desks)
    app.state.worker.stay()
    _run(app, f"?token={token}", port=port, browser=browser, close=app.state.worker.close)


def serve_accounts(ledger: Ledger, settings: Settings, *, port: int, browser: bool, metrics: bool = False) -> None:
    """Serve a ledger whose people sign in, until interrupted; on this machine alone, or behind a proxy on it.

    Args:
        metrics: whether `/metrics` is answered, to whom an account's token lets in.

    Raises:
        SettingError: if the address or the provider is none, or the port is taken: a proxy would find nobody there.
        MissingExtra: if the part that looks at passwords is not installed.
    """
    passwords.require()
    gate = Gate(ledger, address=settings.address)
    app = make_app(ledger, "", guard=gate, provider=_provider(settings, gate), metrics=metrics)
    _gather_ahead(app.state.desks)
    app.state.worker.stay()
    _run(app, "", port=port, browser=browser, close=app.state.worker.close, exact=bool(gate.address))


def _gather_ahead(desks: Desks) -> None:
    """Begin with the picture of the ledger before a page is asked for; who asks meanwhile waits for this one."""
    threading.Thread(target=made_ahead, args=(desks,), name="gather ahead", daemon=True).start()


def made_ahead(desks: Desks) -> None:
    """Make what the first profile and the first map would wait for."""
    with suppress(AccordingError):  # whoever opens a page is told
        desk = desks.at(EVERYTHING)
        desk.prepare()
        atlas(desk)


def _provider(settings: Settings, gate: Gate) -> Provider | None:
    if not settings.oidc_issuer:
        return None
    if not (settings.oidc_client and gate.address):
        raise SettingError("signing in by a provider needs ACCORDING_OIDC_CLIENT and ACCORDING_ADDRESS, too.")
    secret, back = read_secret(settings.oidc_secret_file), f"{gate.address}/signin/back"
    return Provider(settings.oidc_issuer, settings.oidc_client, secret, back, timeout_s=settings.timeout_s)


def serve_start(folder: Path, *, port: int, browser: bool) -> None:
    """Serve the start page over a folder, then the desk of the ledger chosen there, until interrupted."""
    token = secrets.token_urlsafe(24)
    app = Start(token, folder, lambda ledger, guard: make_app(ledger, token, guard=guard))
    _run(app, f"?token={token}", port=port, browser=browser, close=app.close)


def _run(app: ASGIApp, query: str, *, port: int, browser: bool, close: Callable[[], None], exact: bool = False) -> None:
    with _listener(port, exact=exact) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/{query}"
        typer.echo(address)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", log_config=None, server_header=False)
        try:
            asyncio.run(_answer(uvicorn.Server(config), listener))
        finally:
            close()


async def _answer(server: uvicorn.Server, listener: socket.socket) -> None:
    current_default_thread_limiter().total_tokens = AT_ONCE
    await server.serve(sockets=[listener])


def _listener(port: int, *, exact: bool) -> socket.socket:
    """A listening socket on the loopback at the port, or at a free one if it is taken.

    Raises:
        SettingError: if it is taken, and it must be that one.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        if exact:
            listener.close()
            raise SettingError(f"port {port} is taken, and a proxy would look for the desk there.") from error
        listener.bind(("127.0.0.1", 0))
    listener.listen()  # before the address is printed: who comes at once waits, and is not refused
    return listener
