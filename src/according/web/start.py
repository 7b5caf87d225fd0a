"""The desk without a ledger: open the sample, make a new one, or open one of this folder; then that ledger's desk.

One server and one door throughout: the session that opened the start page goes on into the ledger's desk.
"""

import getpass
from collections.abc import Callable, Iterable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from according.errors import AccordingError, ContractError, NotInLedger
from according.ledger import DEFAULT_COLLECTION, Item, Ledger, Wish
from according.worker import base_name

from .guard import Guard
from .site import Links, Page, asset, render_alone
from .visitor import visitor

SAMPLE = "sample.ledger"
ENDING = ".ledger"


class Start:
    """An application that is the start page until a ledger is chosen, and that ledger's desk from then on.

    Args:
        folder: where ledgers are listed and made. make: the desk of an opened ledger behind the same door.
    """

    def __init__(self, token: str, folder: Path, make: Callable[[Ledger, Guard], FastAPI]) -> None:
        self.guard, self._folder, self._make = Guard(token), folder, make
        self.ledger: Ledger | None = None
        self.desk: FastAPI | None = None
        self._page = self._start_page()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the chosen ledger's desk, by the start page before one is chosen."""
        await (self.desk or self._page)(scope, receive, send)

    def close(self) -> None:
        """Finish what is being read and let go of the file."""
        if self.desk is not None:
            self.desk.state.worker.close()
        if self.ledger is not None:
            self.ledger.close()

    def open(self, path: Path, *, create: bool = False) -> FastAPI:
        """Open a ledger; the application is its desk from now on."""
        opened = Ledger.open(path, create=create)
        if opened.accounts.exist():
            opened.close()
            raise ContractError(f"{opened.name} has accounts. Serve it with: according serve {opened.name}")
        self.ledger = opened
        self.desk = self._make(self.ledger, self.guard)
        self.desk.state.worker.stay()
        return self.desk

    def choose(self, choice: str, name: str) -> str:
        """Open what was chosen: `sample`, `new` or `open`; returns the path of the page to go to.

        Raises:
            ContractError: if the name is none, or a new ledger would replace a file.
            LedgerNotFound, LedgerError: if what was chosen cannot be opened.
        """
        if choice == "sample":
            return self._sample()
        if choice == "new":
            plain = base_name(name).removesuffix(ENDING)
            if not name.strip():
                raise ContractError("a new ledger needs a name. Nothing was made.")
            path = self._folder / f"{plain}{ENDING}"
            if path.exists():
                raise ContractError(f"{path.name} is here already. Open it, or give another name.")
            self.open(path, create=True)
            return "/add"
        if choice != "open" or not name.strip():
            raise ContractError("choose a ledger file to open.")
        self.open(self._folder / _typed(name.strip()))
        return "/"

    def _sample(self) -> str:
        path = self._folder / SAMPLE
        fresh = not path.exists()
        desk = self.open(path, create=fresh)
        if not fresh:
            return "/"
        assert self.ledger is not None
        items = [Item(name, data) for name, data in sample_documents()]
        job = self.ledger.jobs.add(items, Wish(), author=getpass.getuser(), collection=DEFAULT_COLLECTION)
        desk.state.worker.wake()
        return f"/add/{job}"

    def _start_page(self) -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        app.middleware("http")(self.guard)

        def shown(error: str = "") -> dict[str, Any]:
            found = sorted(p.name for p in self._folder.glob(f"*{ENDING}") if p.is_file())
            return {"ledgers": found, "folder": self._folder.name, "sample": SAMPLE, "error": error}

        def page(error: str = "", code: int = 200) -> HTMLResponse:
            view = Page("start.html", "Start", shown(error))
            return HTMLResponse(render_alone(view, Links(root="/", ending=""), csrf=self.guard.csrf), code)

        @app.exception_handler(AccordingError)
        def explain(_request: Request, error: AccordingError) -> Response:
            return page(str(error), 404 if isinstance(error, NotInLedger) else 422)

        @app.get("/")
        def start() -> HTMLResponse:
            return page()

        @app.get("/index.json")
        def data() -> dict[str, Any]:
            return shown()

        @app.get("/style.css")
        def style() -> Response:
            return Response(asset("style.css"), media_type="text/css")

        @app.post("/start")
        async def choose(request: Request) -> Response:
            given = await request.form()
            if not visitor(request).holds(str(given.get("csrf", ""))):
                raise ContractError("this form is out of date: the server was started anew. Reload the page.")
            name = str(given.get("path", "")).strip() or str(given.get("name", ""))
            return RedirectResponse(self.choose(str(given.get("choice", "")), name[:500]), 303)

        return app


def _typed(path: str) -> Path:
    """A path as people type it, with `~` for their home."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # nobody has that home
        return Path(path)


def sample_documents() -> Iterable[tuple[str, bytes]]:
    """The example documents (name, bytes): from the installed package, or from the repository beside its source.

    Raises:
        NotInLedger: if they are in neither.
    """
    packed = files("according").joinpath("examples")
    with as_file(packed) as inside:
        beside = Path(__file__).parents[3] / "examples" / "documents"
        folder = inside if inside.is_dir() else beside
        if not folder.is_dir():
            raise NotInLedger("the sample documents are not in this installation. Make a new ledger instead.")
        return [(p.name, p.read_bytes()) for p in sorted(folder.iterdir()) if p.is_file()]
