"""The page on which a draft is pasted and held against the ledger. What comes in is checked in memory, and stored only
if asked; whoever asks for it gets the check frozen for signatures, as files that they keep themselves.
"""

import asyncio
import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from according.check import BLOCKING, CheckedSentence, DraftCheck, digest, freeze, sheet
from according.drafts import LONGEST, Held, check_document, pasted, take_draft, uploaded
from according.errors import AccordingError, ContractError, NotAllowed
from according.intake import Source
from according.ledger import DEFAULT_COLLECTION
from according.pipeline import Pipeline
from according.settings import read_settings
from according.version import __version__
from according.views import Desk
from according.worker import base_name

from .additions import place_of
from .gate import wants_data
from .rights import NEEDED
from .site import Page, Site
from .visitor import visitor

WAITING = 8
"""Drafts that wait while one is read; whoever comes then is asked to come again."""
SHEET, RECORD = "sign-off.html", "sign-off.json"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the page shows.

    Attributes:
        draft, published, as_of: as they were given, so that nothing has to be typed again.
        file: name of the file that was checked instead; empty if the text was pasted.
        check: what was found; None before anything was checked. error: why nothing was.
        keep: whether it is to be stored. kept: the id under which it is. collections: those to choose from, if several.
    """

    draft: str = ""
    published: str = ""
    as_of: str = ""
    file: str = ""
    check: DraftCheck | None = None
    error: str = ""
    most: int = LONGEST
    keep: bool = False
    kept: str = ""
    collections: tuple[str, ...] = ()

    @property
    def stopping(self) -> tuple[tuple[int, CheckedSentence], ...]:
        """The sentences that should not go out as they are, with their numbers."""
        numbered = enumerate(self.check.sentences if self.check is not None else (), 1)
        return tuple((number, s) for number, s in numbered if s.verdict in BLOCKING)


class Checks:
    """Drafts checked one at a time, away from the threads that make pages: a long one keeps nobody else waiting."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checking")
        self._waiting = 0

    async def check(self, source: Source, desk: Desk, *, published: str, keep_in: str | None) -> Held:
        """The check of a draft, which is kept in a collection if one is named.

        Raises:
            ContractError: if it is too long, or too many wait. RejectedDocument: if it cannot be taken.
        """
        if self._waiting >= WAITING:
            raise ContractError(f"{WAITING} other drafts are waiting to be checked. Send yours again in a minute.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._worker, self._checked, source, desk, published, keep_in
            )
        finally:
            self._waiting -= 1

    def _checked(self, source: Source, desk: Desk, published: str, keep_in: str | None) -> Held:
        as_of = desk.given.as_of
        day = date.fromisoformat(as_of) if as_of is not None else datetime.now(UTC).date()
        document = take_draft(source, published=published or day.isoformat())
        if len(document.text) > LONGEST:
            raise _too_long(len(document.text))
        return check_document(document, source, desk, self._pipeline, day=day, keep_in=keep_in)


def add_draft_pages(
    app: FastAPI,
    site: Callable[[Request, str], Site],
    form: Callable[[Request], Any],
    pipeline: Pipeline,
) -> None:
    """The form for a draft, and its answer: as a page, as data, or as files to keep."""
    checks = Checks(pipeline)

    @app.get("/check")
    @app.get("/check.json")
    def ask(request: Request) -> Response:
        as_of = request.query_params.get("as-of", "")[:10]
        made = site(request, as_of)
        page = _page(Drafted(as_of=made.desk.given.as_of or "", collections=_collections(request)))
        if request.url.path.endswith(".json"):
            return JSONResponse(jsonable_encoder({**page.data(), "csrf": made.csrf}))
        return HTMLResponse(made.render(page))

    @app.post("/check")
    async def check(request: Request) -> Response:
        given = await form(request)
        asked = replace(_asked(given), collections=_collections(request))
        made = await run_in_threadpool(site, request, "")
        try:
            source, asked = await _source(given, asked)
            made = await run_in_threadpool(site, request, asked.as_of)
            keep_in = _place(request, given) if asked.keep else None
            held = await checks.check(source, made.desk, published=asked.published, keep_in=keep_in)
        except AccordingError as error:
            if wants_data(request):
                raise
            return HTMLResponse(made.render(_page(replace(asked, error=str(error)))), 422)
        finally:
            await given.close()
        noted = made.desk.ledger.accounts.note if visitor(request).account else None
        if held.kept and noted is not None:
            noted(visitor(request).name, "add", held.kept)
        if given.get("as") == "files":
            if noted is not None:
                noted(visitor(request).name, "export", "sign-off")
            return _files(held.check, held.reader, source)
        if wants_data(request):
            return JSONResponse({**held.check.record(), **({"kept": held.kept} if held.kept else {})})
        return HTMLResponse(made.render(_page(replace(asked, check=held.check, kept=held.kept))))


def _collections(request: Request) -> tuple[str, ...]:
    return visitor(request).collections or ()


def _place(request: Request, given: FormData) -> str:
    """The collection in which a draft is to be kept.

    Raises:
        NotAllowed: if they may not add, or not to that one.
    """
    if not visitor(request).may(NEEDED["POST /add"]):
        raise NotAllowed("to keep a draft needs the right to add documents. Check it without keeping it.")
    return place_of(visitor(request), str(given.get("collection", ""))) or DEFAULT_COLLECTION


def _page(view: Drafted) -> Page:
    return Page("check.html", "Check", view)


def _asked(given: FormData) -> Drafted:
    draft = str(given.get("draft", "")).replace("\r\n", "\n")
    kept = draft if len(draft) <= 2 * LONGEST else ""
    day, as_of = (str(given.get(name, "")).strip()[:10] for name in ("published", "as-of"))
    return Drafted(kept, day, as_of, keep=given.get("keep") == "1")


async def _source(given: FormData, asked: Drafted) -> tuple[Source, Drafted]:
    """What is to be checked: the file if one was chosen, else the text.

    Raises:
        ContractError: if there is neither, both, or too much.
    """
    file = given.get("file")
    words = str(given.get("draft", "")).replace("\r\n", "\n")
    if isinstance(file, UploadFile) and file.filename:
        if words.strip():
            raise ContractError("there is a text and a file. Send one of them; nothing was checked.")
        most = read_settings().max_mb
        if (file.size or 0) > most * 1_000_000:
            raise ContractError(f"the file has more than {most} MB. Save the text alone, and send that.")
        name = base_name(file.filename)
        return uploaded(name, await file.read()), replace(asked, file=name)
    if not words.strip():
        raise ContractError("there is no draft yet. Paste its text or choose a file, then check it.")
    if len(words) > LONGEST:
        raise _too_long(len(words))
    return pasted(words), asked


def _too_long(characters: int) -> ContractError:
    return ContractError(
        f"the draft has {characters:,} characters; at most {LONGEST:,} are checked here at once. Check it in parts, or "
        "with `according check` on the command line."
    )


def _files(found: DraftCheck, reader: str, source: Source) -> Response:
    """The frozen sheet, its record and the draft, which is what `according signoff --verify` needs."""
    record = freeze(found, according=__version__, reader=reader, now=datetime.now(UTC))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(RECORD, record)
        archive.writestr(SHEET, sheet(found, digest(record)))
        archive.writestr(f"draft/{source.name}", source.content().data)
    headers = {"Content-Disposition": 'attachment; filename="sign-off.zip"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)
