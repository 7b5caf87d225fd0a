"""FollowTheMoney entities as JSON lines, for Aleph, OpenAleph, yente and the `ftm` tools.

Every claim becomes one entity with its own id: a link between two parties where FollowTheMoney has a schema for it,
else a note on the party. Each carries words, quote, publisher, address and the claim's id; none is a bare fact.
Source: followthemoney.tech, schemata of version 3.8.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from .rows import Row, Side, Source

Entity = dict[str, Any]

LEGAL = ("Person", "People", "Group", "Organization")
_LINKS: dict[str, tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = {
    "member_of": ("Membership", "member", "organization", LEGAL, ("Group", "Organization")),
    "leads": ("Directorship", "director", "organization", LEGAL, ("Group", "Organization")),
    "holds_post": ("Employment", "employee", "employer", ("Person",), ("Organization",)),
    "family_of": ("Family", "person", "relative", ("Person",), ("Person",)),
    "associate_of": ("UnknownLink", "subject", "object", LEGAL, LEGAL),
    "rival_of": ("UnknownLink", "subject", "object", LEGAL, LEGAL),
    "allied_with": ("UnknownLink", "subject", "object", LEGAL, LEGAL),
    "part_of": ("UnknownLink", "subject", "object", LEGAL, LEGAL),
    "split_from": ("UnknownLink", "subject", "object", LEGAL, LEGAL),
    "owns": ("Ownership", "owner", "asset", LEGAL, ("Organization",)),
    "paid": ("Payment", "payer", "beneficiary", LEGAL, LEGAL),
    "accused_of": ("CourtCaseParty", "party", "case", LEGAL, ("Offence",)),
}
"""Predicate → schema, property of the subject, property of the object, types that either may have."""
COLUMNS = (
    "canonical_id", "entity_id", "prop", "schema", "value", "dataset", "origin", "first_seen", "last_seen", "external",
    "id",
)  # fmt: skip
"""Of a table of statements, by the names under which the library reads them."""
DECISIONS = "decisions"
"""The dataset of statements that rest on a person's decision and on no document."""
ITSELF = "id"
"""The property by which a statement says that an entity is there."""
_WIKIDATA = re.compile(r"^Q\d+$")
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def ftm(rows: Sequence[Row]) -> str:
    """One entity a line: documents, parties, then one for each claim."""
    entities: dict[str, Entity] = {}
    for row in rows:
        for entity in _told_by(row):
            entities.setdefault(entity["id"], entity)
    return "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities.values())


def statements(rows: Sequence[Row]) -> str:
    """The same entities as statements, a line of CSV for each value of each property, in order of entity.

    `dataset` is the document that bears the value out, `origin` the claim in it, `first_seen` the day of the document:
    a name that five documents tell is five statements. What a person decided has `DECISIONS` for its dataset.
    """
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        day, told = _day(row.source.published) or "", set(_decided(row))
        for entity in _told_by(row):
            for prop, value in _values(entity):
                by_hand = entity["schema"] == "Similar" or (entity["id"], prop, value) in told
                dataset = DECISIONS if by_hand else dataset_of(row.source)
                id = hashlib.sha1(f"{dataset}.{entity['id']}.{prop}.{value}".encode()).hexdigest()
                found.setdefault(id, {
                    "canonical_id": entity["id"], "entity_id": entity["id"], "prop": prop, "schema": entity["schema"],
                    "value": value, "dataset": dataset, "origin": f"claim-{row.id}", "first_seen": day,
                    "last_seen": day, "external": "false", "id": id,
                })  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, dialect=csv.unix_dialect)
    writer.writeheader()
    writer.writerows(sorted(found.values(), key=lambda s: (s["canonical_id"], s["dataset"], s["prop"], s["value"])))
    return out.getvalue()


def dataset_of(source: Source) -> str:
    """What statements call a document: letters, digits and underscores, as the library wants a dataset's name."""
    return f"document_{source.sha256[:32]}"


def _told_by(row: Row) -> Iterator[Entity]:
    """What one claim tells: its document, its parties, and what is said of them."""
    yield _document(row)
    for side in (row.subject, row.object):
        party = _party(side) if side is not None else None
        if party is not None and side is not None:
            for _, prop, value in (told for told in _decided(row) if told[0] == side.id):
                values = party["properties"].setdefault(prop, [])
                values += [value] if value not in values else []
            yield party
            yield from _similar(side)
    yield from _claim(row)


def _values(entity: Entity) -> Iterator[tuple[str, str]]:
    yield ITSELF, entity["id"]
    for prop, values in entity["properties"].items():
        yield from ((prop, value) for value in values)


def _entity(id: str, schema: str, **properties: str | None) -> Entity:
    told = {name: [value] for name, value in properties.items() if value}
    return {"id": id, "schema": schema, "properties": told}


def _document(row: Row) -> Entity:
    s = row.source
    return _entity(
        f"document-{s.sha256[:32]}", "Article", title=s.title, publisher=s.publisher, publishedAt=_day(s.published),
        sourceUrl=_http(s.url), language=_language(s.language), description=f"document {s.id}, text sha256 {s.sha256}",
    )  # fmt: skip


def _party(side: Side) -> Entity | None:
    """The entity of a side; None of an offence or activity, which is no thing."""
    kinds = ", ".join(filter(None, (side.type, side.protected and "name masked")))
    if side.type == "Person":
        return _entity(side.id, "Person", name=side.name, notes=side.protected and "protected person; name masked")
    if side.type in ("People", "Group", "Organization"):
        return _entity(side.id, "Organization", name=side.name, legalForm=side.type, notes=kinds)
    if side.type == "Place":
        return _entity(side.id, "Address", name=side.name, full=side.name)
    if side.type == "Incident":
        place = side.place.name if side.place else None
        return _entity(side.id, "Event", name=side.name, date=_day(side.date), location=place)
    return None


def _decided(row: Row) -> Iterator[tuple[str, str, str]]:
    """What the parties of a claim are confirmed to be: entity, property and value (addresses, numbers at Wikidata)."""
    for side in filter(None, (row.subject, row.object)):
        for known in side.known if side.type != "Place" else ():
            if (url := _http(known.url)) is not None:
                yield side.id, "sourceUrl", url
            if _WIKIDATA.match(known.id):
                yield side.id, "wikidataId", known.id


def _similar(side: Side) -> Iterator[Entity]:
    """A link to each entry of a list that a person confirmed the party to be; its id is the list's own."""
    for known in side.known:
        digest = hashlib.sha256(f"{side.id} {known.list} {known.id}".encode()).hexdigest()[:20]
        yield _entity(
            f"known-{digest}", "Similar", candidate=side.id, match=known.id,
            matcher=f"confirmed by a person, {known.day}", criteria=known.list,
        )  # fmt: skip


def _told(row: Row) -> dict[str, str | None]:
    """What every link and note carries: the words, the sentence, where it stands."""
    s = row.source
    where = ", ".join(filter(None, (s.title, s.publisher, s.published or "undated", f"document {s.id}")))
    return {
        "description": f"{row.text} [review: {row.review}; {row.reports} reports, at most {row.origins} origins]",
        "summary": f"“{row.quote}” ({where}, characters {row.start}-{row.end})",
        "publisher": s.publisher,
        "sourceUrl": _http(s.url),
    }


def _claim(row: Row) -> Iterator[Entity]:
    told = _told(row)
    status = ", ".join(filter(None, (row.stage.replace("_", " "), row.certainty, row.polarity)))
    link = _LINKS.get(row.predicate)
    id = f"claim-{row.id}"
    sides = row.subject, row.object
    if link and sides[0] and sides[1] and sides[0].type in link[3] and sides[1].type in link[4]:
        schema, mine, theirs = link[:3]
        target = sides[1].id
        role = row.detail.get("role") or row.predicate.replace("_", " ")
        if schema == "CourtCaseParty":
            target = f"case-{row.id}"
            yield _entity(target, "CourtCase", name=f"accusation: {sides[1].name}", status=row.stage.replace("_", " "))
            role = row.stage.replace("_", " ") or role
        extra: dict[str, str | None] = {"date": _day(row.detail.get("date")), "recordId": row.id}
        if schema in (
            "Family",
            "UnknownLink",
            "Membership",
            "Directorship",
            "Employment",
            "Ownership",
            "CourtCaseParty",
        ):
            extra["relationship" if schema == "Family" else "role"] = role
        if schema not in ("Family", "Payment"):
            extra["status"] = status
        else:
            told["description"] = f"{told['description']} ({status})"
        yield _entity(id, schema, **{mine: sides[0].id, theirs: target}, **extra, **told)
        return
    parties = [s.id for s in sides if s is not None and s.type in (*LEGAL, "Place", "Incident")]
    note = _entity(id, "Note", name=row.statement, **told)
    note["properties"]["keywords"] = [w for w in (row.predicate, row.stage, row.certainty, row.polarity, row.id) if w]
    if parties:
        note["properties"]["entity"] = parties
    yield note


def _day(edtf: str | None) -> str | None:
    """The date where FollowTheMoney can hold it: year, month or day, neither open nor approximate."""
    return edtf if edtf and _DATE.match(edtf) else None


def _http(url: str) -> str | None:
    return url if url.startswith(("http://", "https://")) else None


def _language(code: str) -> str | None:
    return {"en": "eng", "es": "spa", "fr": "fra", "de": "deu", "it": "ita", "pt": "por", "nl": "nld"}.get(code)
