"""The forms of the desk, as somebody whom it lets in can send them with any content: nothing ends in a defect."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from fastapi.testclient import TestClient

from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings
from according.web.guard import Guard
from according.web.server import make_app
from tests.factory import argument, claim, document, reading

PATHS = ("/decide", "/together", "/undo", "/identity", "/split", "/merge", "/edit", "/unmask", "/who", "/enter", "/add",
         "/note", "/link", "/add/1/again", "/add/1/drop", "/check")  # fmt: skip
CSRF = b"{csrf}"
"""Stands in a form for the key that the desk asks for."""
LONGEST_DRAFT = 400
"""Longer drafts take seconds to read; `draft` is for them."""


def form(data: bytes) -> None:
    """A path, a content type and a body, a line each but for the last."""
    path, _, rest = data.partition(b"\n")
    kind, _, body = rest.partition(b"\n")
    where, kind = path.decode("latin-1"), kind.strip()
    if where not in PATHS or b"\0" in kind or (where == "/check" and len(body) > LONGEST_DRAFT):
        return
    desk = _fresh()
    sent = body.replace(CSRF, desk.guard.csrf.encode())
    answer = desk.browser.post(where, content=sent, headers={"Content-Type": kind})
    assert answer.status_code < 500, f"{where} {answer.status_code}"
    if answer.status_code == 303:
        try:
            assert not answer.headers["location"].startswith(("//", "http")), answer.headers["location"]
            assert desk.ledger.verify() == []
            assert desk.browser.get("/review").status_code == 200
        finally:  # the next form comes to a desk on which nothing was decided
            desk.close()
            _fresh.cache_clear()


class _Fresh:
    """A desk on a ledger on which nobody has decided anything; what is asked of its queue is read by nobody."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="according-fuzz-")
        self.ledger = Ledger.open(shutil.copy(_filled(), self._folder.name))
        self.guard = Guard("key")
        app = make_app(self.ledger, "key", guard=self.guard, pipeline=_pipeline())
        app.state.worker.stop()
        self.browser = TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)
        self.browser.cookies.set("according-80", self.guard._session)

    def close(self) -> None:
        """Close the ledger and remove it."""
        self.ledger.close()
        self._folder.cleanup()


@cache
def _fresh() -> _Fresh:
    return _Fresh()


@cache
def _pipeline() -> Pipeline:
    return Pipeline(Settings(threads=1))


@cache
def _filled() -> Path:
    """A ledger with an accusation of somebody, and one of a protected person."""
    place = Path(tempfile.mkdtemp(prefix="according-fuzz-"), "desk.ledger")
    with Ledger.open(place, create=True) as ledger:
        for number, name in enumerate(("Marten Oyelaran", "Odalys Finch")):
            page = document(f"{name} was charged with robbery, prosecutors said.", id=f"story-{number}")
            who = argument(name, inside=page, entity=f"{page.id}#0", protected="minor" if number else None)
            ledger.put(page, page.text.encode(), (claim(page, subject=who),), reading=reading(page, name))
    return place
