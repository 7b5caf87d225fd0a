"""The pages as data for programs: `/api/v1/`, read-only, described by OpenAPI at `/api/v1/openapi.json`.

The same views as the pages and their `.json` twins, so masked alike. Lists come in pages that begin after a cursor (the
key of the last item seen), so that an addition meanwhile shifts nothing. `guard.py` asks for the bearer token.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from according.errors import AccordingError, NotInLedger, SettingError
from according.version import __version__
from according.views import DocumentPage, Found, IncidentPage, Line, Profile, incident_pages
from according.views.keys import slug

from .site import Page, Site

ROOT = "/api/v1"
LIMIT = 50
MOST = 200
_Item = TypeVar("_Item")
Limit = Annotated[int, Query(ge=1, le=MOST, description="Most items of an answer.")]
Cursor = Annotated[str, Query(max_length=100, description="`next` of the answer before; empty for the first.")]
DAY = r"^(\d{4}-\d{2}-\d{2})?$"
AsOf = Annotated[
    str, Query(alias="as-of", pattern=DAY, description="Use only documents published on or before this day.")
]
KnownOn = Annotated[
    str,
    Query(
        alias="known-on",
        pattern=DAY,
        description="Use only what the ledger had recorded by the end of this day (UTC), decisions included.",
    ),
]


class Refusal(BaseModel):
    """Why there is no answer, and what to do."""

    error: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Refusal, "description": "Without the bearer token."},
    404: {"model": Refusal, "description": "Not in the ledger, or protected."},
    422: {"model": Refusal, "description": "A parameter has a value that cannot be."},
    503: {"model": Refusal, "description": "The ledger does not answer."},
}


class Named(BaseModel):
    """A person, group, organisation or place that the documents speak of."""

    key: str
    name: str
    type: str
    documents: int


class Told(BaseModel):
    """A document of the ledger."""

    key: str
    title: str
    publisher: str
    published: str
    sha256: str


class Listed(BaseModel):
    """One part of a list: how many there are in all, and the cursor of the part after it, null at the end."""

    total: int
    next: str | None


class Claims(Listed):
    """Worded claims, by document and place in it. Show every part of one; none is decoration."""

    items: list[Line]


class Parties(Listed):
    """Parties in the order of their names; protected people are not among them."""

    items: list[Named]


class Documents(Listed):
    """Documents by id."""

    items: list[Told]


class Incidents(Listed):
    """Incidents by date, each with its participants, lines and documents."""

    items: list[IncidentPage]


@dataclass(frozen=True, slots=True)
class ReadDocument(DocumentPage):
    """A document as read; `mode` is how a page would show it, and changes nothing here."""

    mode: str = "claims"


def _clocks(as_of: AsOf = "", known_on: KnownOn = "") -> None:
    """Describes the parameters; the desk of the request takes it from the address, as for pages."""


def make_rest(site: Callable[[Request], Site], page: Callable[[Site, str, Request], Page]) -> FastAPI:
    """The application to mount at `ROOT`; `page` finds a page of the desk by its name."""
    app = FastAPI(
        title="According", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
        description="Every claim, according to whom. Accusations are not findings.",
        dependencies=[Depends(HTTPBearer(auto_error=False)), Depends(_clocks)], responses=REFUSALS,
    )  # fmt: skip

    @app.exception_handler(AccordingError)
    def explain(request: Request, error: AccordingError) -> Response:
        request.state.error = type(error).__name__
        code = 404 if isinstance(error, NotInLedger) else 422 if isinstance(error, SettingError) else 503
        return JSONResponse({"error": str(error)}, code)

    @app.exception_handler(HTTPException)
    def nothing(_request: Request, error: HTTPException) -> Response:
        """What no route answers, in the same form."""
        return JSONResponse({"error": f"{error.detail}. See {ROOT}/openapi.json."}, error.status_code, error.headers)

    @app.exception_handler(RequestValidationError)
    def refuse(_request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
        return JSONResponse({"error": told}, 422)

    @app.get("/claims", response_model=Claims, tags=["lists"])
    def claims(
        request: Request, limit: Limit = LIMIT, cursor: Cursor = "", stage: str = "",
        predicate: str = "", review: str = "",
    ) -> Response:  # fmt: skip
        """Claims, if asked only those of a stage, a predicate or a state of review."""
        desk = site(request).desk
        wanted = {"stage": stage, "predicate": predicate, "review": review}
        found = [c for c in desk.claims if all(getattr(c, name) == v for name, v in wanted.items() if v)]
        return _listed(request, found, lambda c: c.id, desk.line, limit, cursor)

    @app.get("/parties", response_model=Parties, tags=["lists"])
    def parties(request: Request, limit: Limit = LIMIT, cursor: Cursor = "", type: str = "") -> Response:
        """People, groups, organisations and places, if asked only those of a type."""
        desk = site(request).desk
        found = [p for p in desk.parties if not p.protected and type in ("", p.type) and desk.about(p)]
        found.sort(key=lambda p: (p.name.casefold(), p.entities[0]))
        return _listed(
            request, found, lambda p: slug(p.entities[0]),
            lambda p: Named(key=slug(p.entities[0]), name=desk.shown(p.name, *p.documents), type=p.type,
                            documents=len(p.documents)),
            limit, cursor,
        )  # fmt: skip

    @app.get("/parties/{key}", response_model=Profile, tags=["one"])
    def party(request: Request, key: str) -> Response:
        """A profile: every line under its heading, matters, why its documents are about one."""
        return _answer(request, page(site(request), f"party-{key}", request).data())

    @app.get("/documents", response_model=Documents, tags=["lists"])
    def documents(request: Request, limit: Limit = LIMIT, cursor: Cursor = "") -> Response:
        """Documents, without their texts."""
        desk = site(request).desk
        return _listed(
            request, sorted(desk.documents.values(), key=lambda d: d.id), lambda d: slug(d.id),
            lambda d: Told(key=slug(d.id), title=desk.shown(d.title, d.id), publisher=desk.shown(d.publisher, d.id),
                           published=d.published or "", sha256=d.sha256),
            limit, cursor,
        )  # fmt: skip

    @app.get("/documents/{key}", response_model=ReadDocument, tags=["one"])
    def document(request: Request, key: str) -> Response:
        """A document as read, with its claims in place."""
        return _answer(request, page(site(request), f"document-{key}", request).data())

    @app.get("/incidents", response_model=Incidents, tags=["lists"])
    def incidents(request: Request, limit: Limit = LIMIT, cursor: Cursor = "") -> Response:
        """Incidents."""
        return _listed(request, incident_pages(site(request).desk), lambda i: slug(i.key), _incident, limit, cursor)

    @app.get("/incidents/{key}", response_model=list[IncidentPage], tags=["one"])
    def incident(request: Request, key: str) -> Response:
        """An incident, and other versions of it."""
        return _answer(request, page(site(request), f"incident-{key}", request).view.versions)

    @app.get("/search", response_model=Found, tags=["one"])
    def search(request: Request, q: Annotated[str, Query(max_length=500)]) -> Response:
        """Names and paragraphs that hold all the words."""
        return _answer(request, site(request).search(q).data())

    return app


def _incident(view: IncidentPage) -> dict[str, Any]:
    keys = {"key": slug(view.key), "versions": [slug(key) for key in view.versions]}
    return {**jsonable_encoder(view), **keys}


def _listed(
    request: Request, found: Sequence[_Item], key: Callable[[_Item], str], shown: Callable[[_Item], Any], limit: int,
    cursor: str,
) -> Response:  # fmt: skip
    """One part of a list; only what is in it is worded.

    Raises:
        SettingError: if the cursor's item is not there any more.
    """
    keys = [key(item) for item in found]
    if cursor and cursor not in keys:
        raise SettingError("the cursor leads to nothing: its item is gone from this list. Begin again without it.")
    first = keys.index(cursor) + 1 if cursor else 0
    part = found[first : first + limit]
    after = keys[first + limit - 1] if first + limit < len(found) else None
    answer = _answer(request, {"total": len(found), "next": after, "items": [shown(item) for item in part]})
    if after is not None:
        query = urlencode({**request.query_params, "cursor": after})
        answer.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return answer


def _answer(request: Request, data: Any) -> Response:
    """The data, or 304 where the program has it already."""
    answer = JSONResponse(jsonable_encoder(data))
    tag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
    known = {given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")}
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer
