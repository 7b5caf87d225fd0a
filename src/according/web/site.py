"""Views to HTML: one function a page, and the static report made of all of them.

Imported text is always escaped. Links are made by `Links`, so that the same pages work from a folder and from a server.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from according.linking import Party
from according.version import __version__
from according.views import Desk, document_page, incident_pages, overview, profile

STATIC = "style.css"


@dataclass(frozen=True, slots=True)
class Links:
    """Where pages stand: beside one another in a folder, or under the root of the server."""

    root: str = ""
    ending: str = ".html"

    def home(self) -> str:
        """The overview."""
        return f"{self.root}index{self.ending}" if self.ending else self.root or "/"

    def page(self, name: str) -> str:
        """A page with a fixed name."""
        return f"{self.root}{name}{self.ending}"

    def document(self, id: str) -> str:
        """A document's page."""
        return f"{self.root}document-{slug(id)}{self.ending}"

    def party(self, key: str) -> str:
        """A person's, group's or place's page."""
        return f"{self.root}party-{slug(key)}{self.ending}"

    def asset(self, name: str) -> str:
        """A file that is no page."""
        return f"{self.root}{name}"


def slug(id: str) -> str:
    """A file name for an id: readable, safe on every system, never two ids the same."""
    plain = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")[:40]
    return f"{plain}-{hashlib.sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("according.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style() -> str:
    """The one style sheet."""
    return files(__package__).joinpath("templates", STATIC).read_text(encoding="utf-8")


class Site:
    """The pages of one desk."""

    def __init__(self, desk: Desk, links: Links, name: str) -> None:
        self.desk, self.links, self.name = desk, links, name

    def _render(self, template: str, **context: object) -> str:
        known = {"links": self.links, "ledger": self.name, "version": __version__}
        return _environment().get_template(template).render(**known, **context)

    def overview(self) -> str:
        """The picture of the ledger."""
        return self._render("overview.html", title="Overview", page=overview(self.desk))

    def incidents(self) -> str:
        """All incidents, by date."""
        return self._render("incidents.html", title="Incidents", pages=incident_pages(self.desk))

    def review(self) -> str:
        """Accusations against named people, furthest stage first, for a person to check."""
        return self._render("review.html", title="To check", page=overview(self.desk))

    def document(self, id: str) -> str:
        """A document as read, with its claims in place."""
        page = document_page(self.desk, id)
        return self._render("document.html", title=page.title, page=page)

    def party(self, party: Party) -> str:
        """The profile of a person, group or place."""
        page = profile(self.desk, party)
        return self._render("profile.html", title=page.name, page=page)

    def search(self, words: str) -> str:
        """Paragraphs that hold the words."""
        hits = self.desk.ledger.search(words, self.desk.given) if words.strip() else []
        found = [
            (
                h.document,
                self.desk.shown(self.desk.documents[h.document].title or h.document),
                self.desk.shown(h.snippet),
            )
            for h in hits
            if h.document in self.desk.documents
        ]
        return self._render("search.html", title="Search", words=words, hits=found)

    def message(self, title: str, words: str) -> str:
        """A page that says what happened and what to do."""
        return self._render("message.html", title=title, words=words)


def write_report(desk: Desk, out: Path) -> int:
    """Write the whole ledger as a folder of pages that open without a server.

    Args:
        out: the folder, made if missing; pages that are there already are written anew.

    Returns:
        The number of pages.
    """
    out.mkdir(parents=True, exist_ok=True)
    site = Site(desk, Links(), desk.ledger.path.name)
    pages = {"index.html": site.overview(), "incidents.html": site.incidents(), "review.html": site.review()}
    for id in desk.documents:
        pages[site.links.document(id)] = site.document(id)
    for party in desk.parties:
        if desk.about(party):
            pages[site.links.party(party.entities[0])] = site.party(party)
    for name, html in pages.items():
        (out / name).write_text(html, encoding="utf-8")
    (out / STATIC).write_text(style(), encoding="utf-8")
    return len(pages)
