"""A document with its claims in place, and the incidents with everybody in them."""

from dataclasses import dataclass, replace

from according.errors import NotInLedger
from according.model import BY_QUOTES, Argument, Claim

from .desk import Desk
from .lines import Line
from .unclaimed import unclaimed

WRAPPED = 45
"""Characters from which a line is taken to be broken by width alone; items of a list or an address are shorter."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document as read: a sentence that carries claims, or the words between."""

    text: str
    start: int
    end: int
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One segment of the page with its passages."""

    kind: str
    passages: tuple[Passage, ...]

    @property
    def words(self) -> str:
        """The whole block."""
        return "".join(p.text for p in self.passages)

    @property
    def wrapped(self) -> bool:
        """Whether its line ends only keep lines short, as in typed text, and say nothing."""
        lines = self.words.strip().split("\n")
        return len(lines) > 1 and all(len(line) >= WRAPPED for line in lines[:-1])


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as read: headline, captions and body told apart, claims in their sentences.

    `by_quotes` says that only quotes of it are here, as another ledger handed them on.
    """

    id: str
    title: str
    publisher: str
    published: str
    published_how: str
    language: str
    authority: str
    status: str
    corrects: str
    url: str
    blocks: tuple[Block, ...]
    claims: int
    handling: str
    version: str
    unclaimed: tuple[tuple[int, int, str], ...]
    by_quotes: bool = False


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident of a document, with everybody said to be in it.

    `versions` are the keys of incidents of the same type and day that other documents tell: perhaps the same event.
    """

    key: str
    type: str
    words: str
    date: str
    place: str
    document: str
    title: str
    published: str
    lines: tuple[Line, ...]
    versions: tuple[str, ...] = ()


def document_page(desk: Desk, id: str) -> DocumentPage:
    """One document with its claims in place.

    Raises:
        NotInLedger: if it is not there.
    """
    document = desk.documents.get(id)
    if document is None:
        raise NotInLedger(f"document {id!r} is not in this ledger. Search for it with: according search WORDS")
    by_sentence: dict[tuple[int, int], list[Line]] = {}
    claims = desk.by_document.get(id, [])
    for claim in claims:
        e = claim.evidence[0]
        by_sentence.setdefault((e.start, e.end), []).append(desk.line(claim))
    blocks = []
    for segment in document.segments:
        if segment.kind == "boilerplate":
            continue
        passages, at = [], segment.start
        for (start, end), lines in sorted(by_sentence.items()):
            if start < at or end > segment.end:
                continue
            if start > at:
                passages.append(Passage(desk.shown(document.text[at:start], id), at, start))
            passages.append(Passage(desk.shown(document.text[start:end], id), start, end, tuple(lines)))
            at = end
        if at < segment.end:
            passages.append(Passage(desk.shown(document.text[at : segment.end], id), at, segment.end))
        blocks.append(Block(segment.kind, tuple(passages)))
    url = document.url if document.url and desk.address(document.url, id) == document.url else ""
    return DocumentPage(
        document.id, desk.title(id), document.publisher or "", document.published or "",
        document.published_how or "", document.language or "", document.authority or "", document.status,
        desk.shown(document.corrects, id), url, tuple(blocks), len(claims), document.handling,
        document.version, unclaimed(desk, document, by_sentence), document.media_type == BY_QUOTES,
    )  # fmt: skip


def incident_pages(desk: Desk) -> list[IncidentPage]:
    """Every incident that somebody is said to have been in, by date."""
    return desk.once("incidents", lambda: _incident_pages(desk))


def claims_of_incidents(desk: Desk) -> dict[str, list[tuple[Argument, Claim]]]:
    """The claims about each incident, with the side that is the incident, by its key."""
    return desk.once("claims of incidents", lambda: _claims_of_incidents(desk))


def _claims_of_incidents(desk: Desk) -> dict[str, list[tuple[Argument, Claim]]]:
    found: dict[str, list[tuple[Argument, Claim]]] = {}
    for claim in desk.claims:
        for argument in (claim.subject, claim.object):
            if argument is not None and argument.type == "Incident" and argument.entity is not None:
                found.setdefault(argument.entity, []).append((argument, claim))
    return found


def _incident_pages(desk: Desk) -> list[IncidentPage]:
    pages = []
    for key, told in claims_of_incidents(desk).items():
        argument = max((a for a, _ in told), key=lambda a: (a.date is not None, a.place is not None))
        claim = told[0][1]
        pages.append(
            IncidentPage(
                key,
                (argument.incident_type or "other").replace("_", " "),
                desk.shown(argument.mention.text if argument.mention else argument.name, claim.document.id),
                argument.date.edtf if argument.date else "",
                argument.place.name if argument.place else "",
                claim.document.id,
                desk.title(claim.document.id),
                claim.document.published or "",
                tuple(desk.lines(c for _, c in told)),
            )
        )
    told_of: dict[tuple[str, str], list[IncidentPage]] = {}
    for page in pages:
        told_of.setdefault((page.type, _day(page)), []).append(page)
    pages = [replace(p, versions=tuple(_versions(p, told_of[(p.type, _day(p))]))) for p in pages]
    return sorted(pages, key=lambda p: (p.date or p.published or "9999", p.type))


def _versions(page: IncidentPage, alike: list[IncidentPage]) -> list[str]:
    """Incidents of the same type on the same day in other documents."""
    return [other.key for other in alike if _day(page) and other.document != page.document]


def _day(page: IncidentPage) -> str:
    """The day of the incident, also where it is told as "on or about"; empty if it is vaguer: that makes no pair."""
    day = page.date.removesuffix("~")
    return day if len(day) == len("2024-01-01") and day[-1] not in "X?" else ""
