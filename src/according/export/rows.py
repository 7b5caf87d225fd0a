"""One claim as every format takes it: worded, masked, with both sides, its sentence, its document and its counts."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from according.linking import Party, entity_id
from according.model import Argument, Claim, PlaceValue
from according.ontology import masked_name, ontology, phrase
from according.views import known_of

from .selection import HandedDesk, LeftOut, select

CONTEXT = 32
"""Characters before and after a quote by which it is found again (W3C Web Annotation, TextQuoteSelector)."""
LONGEST_NAME = 100
"""Characters beyond a cut in which a name that the cut would halve is still seen whole."""
SURROUNDINGS = 200
"""Characters before and after a quote that a person reads beside it."""
NODE_TYPES = ("Person", "People", "Group", "Organization", "Place", "Incident")


@dataclass(frozen=True, slots=True)
class KnownId:
    """An entry of a list of known entities that a person confirmed to be this party, and when.

    Who decided, and why, stays in the ledger: reasons are written for colleagues.
    """

    list: str
    id: str
    url: str
    day: str


@dataclass(frozen=True, slots=True)
class Side:
    """Subject or object of a claim, as it may be shown. `id` is stable and tells nothing.

    `known` are entries of lists that a person confirmed it to be; none of somebody masked.
    """

    id: str
    type: str
    name: str
    protected: str | None = None
    incident_type: str | None = None
    date: str | None = None
    place: PlaceValue | None = None
    known: tuple[KnownId, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The document of a claim. `url` is left out where it spells a masked name."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    language: str
    sha256: str
    handling: str
    status: str


@dataclass(frozen=True, slots=True)
class Row:
    """A claim to hand on. `text` is the whole worded line; `detail` holds the qualifiers as masked words.

    `prefix` and `suffix` find the quote again, `before` and `after` are what a person reads around it.
    """

    id: str
    predicate: str
    subject: Side | None
    object: Side | None
    text: str
    speaker: str
    kind: str
    statement: str
    stage: str
    certainty: str
    polarity: str
    day: str
    outcome: str
    detail: dict[str, str]
    place: PlaceValue | None
    quote: str
    redacted: bool
    start: int
    end: int
    prefix: str
    suffix: str
    before: str
    after: str
    segment: str
    page: str
    source: Source
    reader: str
    confidence: float
    review: str
    superseded: bool
    reports: int
    origins: int


def rows(desk: HandedDesk) -> tuple[list[Row], LeftOut]:
    """Every claim that may be handed on, in order of document and place in it, and what was left out."""
    chosen, left = select(desk)
    return [_row(desk, claim, same) for claim, same in chosen], left


def _row(desk: HandedDesk, claim: Claim, same: Sequence[Claim]) -> Row:
    matter = desk.matter(claim)
    masks = desk.masks_in(*(c.document.id for c in (claim, *matter.exits, *matter.denials)))
    worded = phrase(claim, matter, unmasked=desk.unmasked, masks=masks)
    shown = masks.hide
    evidence = claim.evidence[0]
    text = desk.documents[claim.document.id].text
    quote = shown(worded.quote)
    return Row(
        id=claim.id, predicate=claim.predicate, subject=_side(desk, claim, claim.subject),
        object=_side(desk, claim, claim.object), text=shown(worded.text), speaker=shown(worded.speaker),
        kind=claim.innermost.kind, statement=shown(worded.statement), stage=claim.stage or "",
        certainty=claim.certainty, polarity=claim.polarity, day=worded.day, outcome=shown(worded.outcome),
        detail=_detail(desk, claim), place=_place(desk, claim), quote=quote, redacted=quote != evidence.quote,
        start=evidence.start, end=evidence.end,
        prefix=_before(text, evidence.start, CONTEXT, shown), suffix=_after(text, evidence.end, CONTEXT, shown),
        before=_before(text, evidence.start, SURROUNDINGS, shown),
        after=_after(text, evidence.end, SURROUNDINGS, shown), segment=evidence.segment, page=evidence.page or "",
        source=_source(desk, claim), reader=f"{claim.extractor.name} {claim.extractor.version}".strip(),
        confidence=claim.extractor.confidence, review=claim.review, superseded=bool(claim.superseded_by),
        reports=len(same), origins=desk.origins(same),
    )  # fmt: skip


def _before(text: str, start: int, most: int, shown: Callable[[str], str]) -> str:
    """What stands before a quote, from a whole word on.

    It is masked before it is cut: half of a protected name would be no name that a mask knows.
    """
    wide = shown(text[max(0, start - LONGEST_NAME - most) : start])
    if len(wide) <= most:
        return wide
    return re.sub(r"^\S+", "", wide[-most - 1 :]).lstrip()


def _after(text: str, end: int, most: int, shown: Callable[[str], str]) -> str:
    """What stands behind a quote, up to a whole word; masked before it is cut."""
    wide = shown(text[end : end + most + LONGEST_NAME])
    if len(wide) <= most:
        return wide
    return re.sub(r"\S+$", "", wide[: most + 1]).rstrip()


def _hashed(kind: str, words: str) -> str:
    return f"{kind}-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def _side(desk: HandedDesk, claim: Claim, argument: Argument | None) -> Side | None:
    if argument is None:
        return None
    party = desk.party_of.get(entity_id(argument, claim.document.id))
    if argument.type in NODE_TYPES:
        key = party.entities[0] if party is not None else entity_id(argument, claim.document.id)
    else:
        key = f"{argument.type} {argument.name}"
    name = masked_name(argument, desk.unmasked)
    if party is not None and argument.protected is None and argument.type != "Incident":
        name = party.name
    if argument.type == "Incident":
        name = ontology().incidents.get(argument.incident_type or "other", "an incident")
    if argument.type in ("Offence", "Activity"):
        name = ontology().offences.get(argument.name, argument.name)
    return Side(
        _hashed(argument.type.lower(), key), argument.type, desk.shown(name, claim.document.id), argument.protected,
        argument.incident_type, argument.date.edtf if argument.date else None,
        _masked_place(desk, claim, argument.place), _known(desk, party) if argument.type != "Incident" else (),
    )  # fmt: skip


def _known(desk: HandedDesk, party: Party | None) -> tuple[KnownId, ...]:
    """What of lists the party was confirmed to be; possible links are nobody's word and stay behind."""
    if party is None:
        return ()
    return tuple(KnownId(k.list, k.id, k.url, k.day[:10]) for k in known_of(desk, party) if k.state == "confirmed")


def _detail(desk: HandedDesk, claim: Claim) -> dict[str, str]:
    q = claim.qualifiers
    told = {
        "date": q.date.edtf if q.date else None,
        "place": q.place.name if q.place else None,
        "amount": q.amount.text if q.amount else None,
        "count": str(q.count) if q.count is not None else None,
        "role": q.role,
        "former": "true" if q.former else None,
        "activity": q.activity,
        "offence": q.offence,
        "sentence": q.sentence.text if q.sentence else None,
        "direction": q.direction,
        "status": q.status,
        "incident": q.incident.incident_type if q.incident else None,
        "by": masked_name(q.by, desk.unmasked) if q.by else None,
    }
    return {name: desk.shown(words, claim.document.id) for name, words in told.items() if words}


def _masked_place(desk: HandedDesk, claim: Claim, place: PlaceValue | None) -> PlaceValue | None:
    return None if place is None else replace(place, name=desk.shown(place.name, claim.document.id), entity=None)


def _place(desk: HandedDesk, claim: Claim) -> PlaceValue | None:
    """The first place of the claim that has coordinates, else the first one."""
    sides = (claim.object, claim.subject, claim.qualifiers.incident)
    places = [claim.qualifiers.place, *(a.place for a in sides if a is not None)]
    known = [p for p in places if p is not None]
    best = next((p for p in known if p.lat is not None and p.lon is not None), known[0] if known else None)
    return _masked_place(desk, claim, best)


def _source(desk: HandedDesk, claim: Claim) -> Source:
    d = claim.document
    id = d.id if desk.address(d.id, d.id) == d.id else _hashed("document", d.id)
    url = d.url if d.url and desk.address(d.url, d.id) == d.url else ""
    return Source(
        id, desk.shown(d.title, d.id) or id, desk.shown(d.publisher, d.id), d.published or "", url, d.language or "",
        d.sha256, d.handling, d.status,
    )  # fmt: skip
