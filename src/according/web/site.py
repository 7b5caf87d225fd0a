"""Views to pages: one method a page, and the static report made of them.

A page is a view object with a template; its `.json` twin is the same object as data. Imported text is always escaped.
Links are made by `Links`, so that the same pages work from a folder and from a server.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from according.check import BLOCKING, VERDICTS
from according.errors import NotInLedger
from according.linking import Party
from according.ontology import OUTCOME_UNKNOWN, ontology
from according.version import __version__
from according.views import (
    FAMILIES,
    Asked,
    Desk,
    Line,
    Network,
    News,
    atlas,
    changes,
    compare_versions,
    contradictions,
    document_page,
    doubtful,
    incident_pages,
    listing,
    network,
    overview,
    profile,
    queue,
    recent,
    search,
    suggest,
    timeline,
)
from according.views.contradictions import KINDS
from according.views.days import days_of
from according.views.keys import slug
from according.views.network import choices
from according.views.relations import RELATIONS
from according.views.timeline import KINDS as TIMELINE_KINDS

from .visitor import Visitor

STATIC = "style.css"
ASKED = {"relation": "relation", "stage": "stage", "kind": "source", "certainty": "certainty", "since": "from",
         "until": "until", "around": "around", "to": "to", "more": "more"}  # fmt: skip
"""How the parts of a question to the network are called in its address."""
LISTS = {"group": "Groups", "person": "People", "place": "Places", "document": "Documents"}
COLOURS = {
    "rival_of": "#a3341f", "allied_with": "#1c6b45", "part_of": "#1f5fa8", "split_from": "#8a5a00", "leads": "#5b3fa0",
    "member_of": "#5f6368", "associate_of": "#8d7f3f", "founded": "#0e7c86", "owns": "#7a4a2b", "paid": "#a0367f",
}  # fmt: skip
"""Line colours of relations, each of at least 3:1 on white; the words stand in the legend and in the table."""
ON_HOME = 12
"""Lines under each heading of the overview."""
CHANGES = 500
"""Corrections and ways out on their page; what is beyond it is counted."""
MODES = ("claims", "speakers", "plain")


@dataclass(frozen=True, slots=True)
class Links:
    """Where pages stand: beside one another in a folder, or under the root of the server."""

    root: str = ""
    ending: str = ".html"

    @property
    def served(self) -> bool:
        """Whether a server answers: forms and search work."""
        return not self.ending

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

    def incident(self, key: str) -> str:
        """An incident's page."""
        return f"{self.root}incident-{slug(key)}{self.ending}"

    def claim(self, line: Line) -> str:
        """Where a claim is decided."""
        return f"{self.root}claim-{line.id}?in={quote(line.document, safe='')}"

    def enter(self, document: str, start: int, end: int) -> str:
        """Where a claim is entered from words of a document."""
        return f"{self.root}enter?in={quote(document, safe='')}&start={start}&end={end}"

    def asset(self, name: str) -> str:
        """A file that is no page."""
        return f"{self.root}{name}"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows (`view`, plain data) and how (`template`)."""

    template: str
    title: str
    view: Any

    def data(self) -> Any:
        """The same as data, for the page's `.json` twin."""
        if isinstance(self.view, list | tuple):
            return [asdict(v) if is_dataclass(v) and not isinstance(v, type) else v for v in self.view]
        return asdict(self.view) if is_dataclass(self.view) and not isinstance(self.view, type) else self.view


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("according.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["labelled"] = lambda codes: [(code, code.replace("_", " ")) for code in codes]
    made.globals["OUTS"] = [stage.label for stage in ontology().stages.values() if stage.exit]
    made.globals["UNKNOWN"] = OUTCOME_UNKNOWN
    made.globals |= {"VERDICTS": VERDICTS, "BLOCKING": BLOCKING}
    made.globals["FIRST"] = FAMILIES[0][0]
    made.globals |= {"labels": RELATIONS, "colours": COLOURS, "choices": choices(), "kinds": TIMELINE_KINDS}
    made.globals["query"] = _query
    made.filters["slug"] = slug
    made.filters["day"] = _day
    made.filters["incident"] = lambda type: "Incident" if type == "other" else type[:1].upper() + type[1:]
    made.filters["sentence"] = lambda words: words[:1].upper() + words[1:]
    return made


@cache
def asset(name: str) -> str:
    """A file of `static/`, as text."""
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def render_alone(page: Page, links: Links, *, csrf: str) -> str:
    """A page that stands before any ledger is open."""
    known = {"links": links, "ledger": "", "version": __version__, "csrf": csrf, "as_of": "", "known_on": "",
             "account": False, "may": lambda _role: False}  # fmt: skip
    return _environment().get_template(page.template).render(title=page.title, page=page.view, **known)


class Site:
    """The pages of one desk.

    Args:
        visitor: who is served; None where pages are written for nobody in particular, and nothing can be changed.
        whole: the desk of all days, where `desk` is as of one; a party is found there by keys of later documents.
    """

    def __init__(
        self,
        desk: Desk,
        links: Links,
        name: str,
        *,
        visitor: Visitor | None = None,
        whole: Callable[[], Desk] | None = None,
    ) -> None:
        self.desk, self.links, self.name, self.visitor = desk, links, name, visitor
        self.csrf, self.who = (visitor.csrf, visitor.name) if visitor is not None else ("", "")
        self.whole = whole or (lambda: desk)
        self.news: News | None = None

    def may(self, role: str) -> bool:
        """Whether whoever is served has this role."""
        return self.visitor is not None and self.visitor.may(role)

    def known(self, key: str) -> Party | None:
        """The party of an entity as this desk sees it, also where it does not see that entity's document."""
        found = self.desk.party_of.get(key)
        if found is None and key and (everybody := self.whole().party_of.get(key)) is not None:
            found = next((p for e in everybody.entities if (p := self.desk.party_of.get(e)) is not None), None)
        return found

    def render(self, page: Page) -> str:
        """The page as HTML."""
        known = {
            **(_of_network(page.view, self.desk.given.as_of) if isinstance(page.view, Network) else {}),
            "links": self.links, "ledger": self.name, "version": __version__, "csrf": self.csrf, "who": self.who,
            "may": self.may, "account": self.visitor is not None and self.visitor.account,
            "as_of": self.desk.given.as_of or "", "known_on": self.desk.given.known_on or "",
            "news": self.news, "ontology": ontology(),
            "span": _span(self.desk) if self.links.served and page.template != "message.html" else (),
            "today": datetime.now(UTC).strftime("%Y-%m-%d") if self.links.served else "",
        }  # fmt: skip
        return _environment().get_template(page.template).render(title=page.title, page=page.view, **known)

    def overview(self) -> Page:
        """The picture of the ledger."""
        return Page("overview.html", "Overview", overview(self.desk, ON_HOME if self.links.served else None))

    def names(self, kind: str, page: int) -> Page:
        """A list of names of a kind, or of documents."""
        found = listing(self.desk, kind, page)
        return Page("names.html", LISTS[found.kind], found)

    def changes(self) -> Page:
        """Corrections and ways out, and what people decided."""
        changed, total = changes(self.desk, CHANGES if self.links.served else None)
        view = {"changed": changed, "more": total - len(changed), "recent": recent(self.desk)}
        return Page("changes.html", "Changes", view)

    def incidents(self) -> Page:
        """All incidents, by date."""
        return Page("incidents.html", "Incidents", incident_pages(self.desk))

    def incident(self, name: str) -> Page:
        """One incident, and beside it what other documents tell of the same type and day.

        Raises:
            NotInLedger: if there is none.
        """
        pages = {p.key: p for p in incident_pages(self.desk)}
        page = next((p for p in pages.values() if f"incident-{slug(p.key)}" == name), None)
        if page is None:
            raise NotInLedger("this incident is not in the ledger. Start from the incidents.")
        return Page(
            "incident.html", page.type, compare_versions(self.desk, [page, *(pages[key] for key in page.versions)])
        )

    def review(
        self, *, document: str = "", page: int = 1, show: str = "", rule: str = "", held: Collection[str] = ()
    ) -> Page:
        """What waits for a person, most harmful first."""
        view = queue(self.desk, document=document, page=page, show=show, rule=rule, held=held)
        return Page("review.html", "Review", view)

    def identities(self, page: int = 1) -> Page:
        """Who may be one person, both sides beside each other."""
        return Page("identities.html", "Who is one", doubtful(self.desk, page=page))

    def document(self, id: str, mode: str = "claims") -> Page:
        """A document as read, with its claims in place; `mode` is one of `MODES`."""
        page = document_page(self.desk, id)
        return Page("document.html", page.title, {"mode": mode if mode in MODES else "claims", **_shallow(page)})

    def party(self, party: Party, same: str = "") -> Page:
        """The profile of a person, group or place; `same` looks for people who may be the same person."""
        page = profile(self.desk, party)
        if same:
            people = tuple(n for n in suggest(self.desk, same) if n.type == "person" and n.key != page.key)
            page = replace(page, sought=same, found=people)
        return Page("profile.html", page.name, page)

    def search(self, words: str) -> Page:
        """Names and paragraphs that hold the words; protected people are found by nobody."""
        return Page("search.html", "Search", search(self.desk, words))

    def contradictions(self, party: Party | None = None) -> Page:
        """Where the documents contradict one another."""
        named = self.desk.shown(party.name, *party.documents) if party is not None else ""
        view = {"found": contradictions(self.desk, party), "kinds": KINDS, "party": named, "party_key": _key(party)}
        return Page("contradictions.html", "Contradictions", view)

    def timeline(self, party: Party | None = None, *, page: int = 1, **narrowed: str) -> Page:
        """What is dated, in order, narrowed as `views.timeline` takes it."""
        return Page("timeline.html", "Timeline", timeline(self.desk, party, page=page, **narrowed))

    def map(self, party: Party | None = None, **narrowed: str) -> Page:
        """Where groups are said to be and where things happened, narrowed as `views.atlas` takes it."""
        return Page("map.html", "Map", atlas(self.desk, party, **narrowed))

    def network(self, asked: Asked, *, large: bool = False) -> Page:
        """Who is said to have to do with whom; a `large` network is drawn, too."""
        return Page("network.html", "Network", network(self.desk, asked, large=large))

    def message(self, title: str, words: str) -> Page:
        """A page that says what happened and what to do."""
        return Page("message.html", title, {"error": words})


def _of_network(view: Network, as_of: str | None) -> dict[str, Any]:
    """What the page of a network needs beside it: names by key, names a path may lead to, the question's address."""
    asked = {ASKED[name]: value for name, value in asdict(view.asked).items() if value}
    if as_of:
        asked["as-of"] = as_of
    return {
        "names": {n.key: n.name for n in view.nodes},
        "targets": dict(view.others),
        "query": urlencode(asked, doseq=True),
    }


def _span(desk: Desk) -> tuple[str, int]:
    """The first day of which the ledger has a document, and the days from there to the last; 0 if all are undated."""
    first, last = (days_of(day or "") for day in desk.once("span", desk.ledger.span))
    if first is None or last is None:
        return ("", 0)
    return str(first.first), (last.last - first.first).days


def _query(**given: str) -> str:
    """The part of an address that asks for these; empty ones are left out, `as_of` is spelt as addresses do."""
    return urlencode({name.replace("_", "-"): value for name, value in given.items() if value})


def _day(words: str) -> str:
    """A date that is told as near a day, in words: "2024-02-17~" is about that day; other words as they are."""
    return f"about {words[:-1]}" if words[:1].isdigit() and words.endswith("~") else words


def _key(party: Party | None) -> str:
    return party.entities[0] if party is not None else ""


def _shallow(view: Any) -> dict[str, Any]:
    """The fields of a record by name, its parts left as they are."""
    return {name: getattr(view, name) for name in view.__dataclass_fields__}


def write_report(desk: Desk, out: Path) -> int:
    """Write the whole ledger as a folder of pages that open without a server.

    Args:
        out: the folder, made if missing; pages that are there already are written anew.

    Returns:
        The number of pages.
    """
    out.mkdir(parents=True, exist_ok=True)
    site = Site(desk, Links(), desk.ledger.name)
    pages = {
        "index.html": site.overview(), "incidents.html": site.incidents(), "review.html": site.review(),
        "changes.html": site.changes(), "contradictions.html": site.contradictions(),
        "network.html": site.network(Asked()), "map.html": site.map(),
    }  # fmt: skip
    pages["timeline.html"] = site.timeline()
    for incident in incident_pages(desk):
        pages[site.links.incident(incident.key)] = site.incident(f"incident-{slug(incident.key)}")
    for id in desk.documents:
        pages[site.links.document(id)] = site.document(id)
    for party in desk.parties:
        if desk.about(party):
            pages[site.links.party(party.entities[0])] = site.party(party)
    for name, page in pages.items():
        (out / name).write_text(site.render(page), encoding="utf-8")
    (out / STATIC).write_text(asset(STATIC), encoding="utf-8")
    return len(pages)
