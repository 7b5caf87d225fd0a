"""A STIX 2.1 bundle for OpenCTI, MISP and other threat platforms.

Groups are threat actors, people and bodies identities, places locations. A claim about two of them is a relationship,
any other a note; each names its document as an external reference and carries the reader's confidence (0..100), which
is the machine's and not the source's. Every object bears a statement that accusations are not findings.
Source: OASIS STIX Version 2.1.
"""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from .rows import KnownId, Row, Side

Thing = dict[str, Any]

NAMESPACE = uuid.UUID("6f1d6c3a-3c0b-5d39-9f2c-2a3d6a2f8a11")
STATEMENT = "Claims, not facts: each is what its speaker said, as of its day. Accusations are not findings."
_TLP = {
    "public": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
    "internal": "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
    "confidential": "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
    "sealed": "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
}
"""TLP markings that the standard predefines: white, amber, amber, red."""
_TLP_NAMES = {"public": "white", "internal": "amber", "confidential": "amber", "sealed": "red"}
_LINKED = ("Person", "People", "Group", "Organization", "Place", "Incident")


def stix(rows: Sequence[Row], *, moment: str) -> str:
    """The bundle. `moment` (ISO 8601 in UTC, milliseconds) stands as the time of making of every object."""
    author = _thing("identity", "author", moment, name="According", identity_class="system")
    statement = {
        "type": "marking-definition", "spec_version": "2.1", "id": _id("marking-definition", STATEMENT),
        "created": moment, "definition_type": "statement", "definition": {"statement": STATEMENT},
    }  # fmt: skip
    things: dict[str, Thing] = {author["id"]: author}
    used: dict[str, str] = {}
    by_document: dict[str, list[str]] = {}
    for row in rows:
        ids = []
        for side in (row.subject, row.object):
            if side is not None and side.type in _LINKED:
                made = _party(side, moment)
                things.setdefault(made["id"], made)
                ids.append(made["id"])
        claim = _claim(row, moment, author["id"])
        used[_TLP[row.source.handling]] = _TLP_NAMES[row.source.handling]
        claim["object_marking_refs"] = [statement["id"], _TLP[row.source.handling]]
        things[claim["id"]] = claim
        by_document.setdefault(row.source.sha256, []).extend([*ids, claim["id"]])
        _report(things, row, moment)
    for sha256, ids in by_document.items():
        things[_id("report", sha256)]["object_refs"] = list(dict.fromkeys(ids))
    for thing in things.values():
        thing.setdefault("object_marking_refs", [statement["id"]])
    objects = [statement, *(_tlp(id, name) for id, name in sorted(used.items())), *things.values()]
    bundle = {"type": "bundle", "id": _id("bundle", *sorted(things)), "objects": objects}
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _id(kind: str, *key: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, ' '.join((kind, *key)))}"


def _thing(kind: str, key: str, moment: str, **more: Any) -> Thing:
    told = {name: value for name, value in more.items() if value not in (None, "", [])}
    head = {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": moment, "modified": moment}
    return {**head, **told}


def _tlp(id: str, name: str) -> Thing:
    return {
        "type": "marking-definition", "spec_version": "2.1", "id": id, "created": "2017-01-20T00:00:00.000Z",
        "definition_type": "tlp", "name": f"TLP:{name.upper()}", "definition": {"tlp": name},
    }  # fmt: skip


def _party(side: Side, moment: str) -> Thing:
    known = [_known(k) for k in side.known]
    if side.type == "Group":
        return _thing(
            "threat-actor", side.id, moment, name=side.name, threat_actor_types=["crime-syndicate"],
            external_references=known,
        )  # fmt: skip
    if side.type == "Incident":
        words = ", ".join(filter(None, (side.place.name if side.place else "", side.date)))
        return _thing("incident", side.id, moment, name=side.name, description=words)
    place = side.place
    if side.type == "Place" and place is not None and (place.country or place.lat is not None):
        return _thing(
            "location", side.id, moment, name=side.name, country=place.country, latitude=place.lat, longitude=place.lon
        )
    classes = {"Person": "individual", "People": "group", "Organization": "organization", "Place": "unknown"}
    return _thing(
        "identity", side.id, moment, name=side.name, identity_class=classes[side.type],
        roles=["place"] if side.type == "Place" else [], external_references=known,
    )  # fmt: skip


def _known(known: KnownId) -> Thing:
    """The entry of a list that a person confirmed the party to be."""
    told = f"confirmed by a person, {known.day}"
    return {"source_name": known.list, "external_id": known.id, "description": told, **_url(known.url)}


def _claim(row: Row, moment: str, author: str) -> Thing:
    sides = [_party(s, moment)["id"] for s in (row.subject, row.object) if s is not None and s.type in _LINKED]
    labels = [f"predicate:{row.predicate}", f"certainty:{row.certainty}", f"polarity:{row.polarity}",
              f"review:{row.review}", f"speaker:{row.kind}", f"stage:{row.stage or 'none'}"]  # fmt: skip
    shared: Thing = {
        "labels": labels,
        "confidence": round(100 * row.confidence),
        "external_references": [_reference(row)],
        "created_by_ref": author,
    }
    if len(sides) == 2:
        kind = row.predicate.replace("_", "-")
        return _thing(
            "relationship", row.id, moment, relationship_type=kind, source_ref=sides[0], target_ref=sides[1],
            description=row.text, **shared,
        )  # fmt: skip
    about = sides or [author]
    return _thing("note", row.id, moment, abstract=row.statement, content=row.text, object_refs=about, **shared)


def _reference(row: Row) -> Thing:
    s = row.source
    told = {
        "source_name": ", ".join(filter(None, (s.title, s.publisher, s.published))) or s.id,
        "description": f"“{row.quote}” (document {s.id}, characters {row.start}-{row.end})",
        "external_id": row.id,
    }
    return {**told, **_url(s.url)}


def _url(url: str) -> Thing:
    return {"url": url} if url else {}


def _report(things: dict[str, Thing], row: Row, moment: str) -> None:
    s = row.source
    day = f"{s.published[:10]}T00:00:00.000Z" if len(s.published) >= 10 and s.published[:10].count("-") == 2 else moment
    undated = "" if day != moment else "day of publication not known"
    made = _thing(
        "report", s.sha256, moment, name=s.title, published=day, report_types=["threat-report"], description=undated,
        object_refs=[],
        external_references=[{"source_name": s.publisher or s.id, "external_id": s.id, **_url(s.url)}],
    )  # fmt: skip
    things.setdefault(made["id"], made)
