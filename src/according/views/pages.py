"""A document with its claims in place, and the incidents with everybody in them."""

from dataclasses import dataclass

from according.errors import NotInLedger
from according.model import Argument, Claim

from .desk import Desk
from .lines import Line


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document as read: a sentence that carries claims, or the words between."""

    text: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One segment of the page with its passages."""

    kind: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as read: headline, captions and body told apart, claims in their sentences."""

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


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident of a document, with everybody said to be in it."""

    type: str
    words: str
    date: str
    place: str
    document: str
    title: str
    lines: tuple[Line, ...]


def document_page(desk: Desk, id: str) -> DocumentPage:
    """One document with its claims in place.

    Raises:
        NotInLedger: if it is not there.
    """
    document = desk.documents.get(id)
    if document is None:
        raise NotInLedger(f"document {id!r} is not in this ledger. Search for it with: according search WORDS")
    by_sentence: dict[tuple[int, int], list[Line]] = {}
    claims = [c for c in desk.claims if c.document.id == id]
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
                passages.append(Passage(desk.shown(document.text[at:start])))
            passages.append(Passage(desk.shown(document.text[start:end]), tuple(lines)))
            at = end
        if at < segment.end:
            passages.append(Passage(desk.shown(document.text[at : segment.end])))
        blocks.append(Block(segment.kind, tuple(passages)))
    return DocumentPage(
        document.id, desk.shown(document.title or document.id), document.publisher or "", document.published or "",
        document.published_how or "", document.language or "", document.authority or "", document.status,
        desk.shown(document.corrects), document.url or "", tuple(blocks), len(claims),
    )  # fmt: skip


def incident_pages(desk: Desk) -> list[IncidentPage]:
    """Every incident that somebody is said to have been in, by date."""
    found: dict[str, list[tuple[Argument, Claim]]] = {}
    for claim in desk.claims:
        for argument in (claim.subject, claim.object):
            if argument is not None and argument.type == "Incident" and argument.entity is not None:
                found.setdefault(argument.entity, []).append((argument, claim))
    pages = []
    for told in found.values():
        argument = max((a for a, _ in told), key=lambda a: (a.date is not None, a.place is not None))
        claim = told[0][1]
        pages.append(
            IncidentPage(
                (argument.incident_type or "other").replace("_", " "),
                desk.shown(argument.mention.text if argument.mention else argument.name),
                argument.date.edtf if argument.date else "",
                argument.place.name if argument.place else "",
                claim.document.id,
                desk.shown(claim.document.title or claim.document.id),
                tuple(desk.lines(c for _, c in told)),
            )
        )
    return sorted(pages, key=lambda p: (p.date or p.lines[0].published or "9999", p.type))
