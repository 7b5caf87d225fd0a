"""MUC-4 incident templates, from role fillers and claims of a document, and re3d relations, from its claims."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from according.model import Argument, Claim, ClaimExtractor, Reader, Reading

from ..documents import plain_document
from .fillers import ROLES, Party, parties, plain

Row = dict[str, Any]
MUC_TYPES = {
    "homicide": "attack",
    "shooting": "attack",
    "assault": "attack",
    "clash": "attack",
    "threat": "attack",
    "bombing": "bombing",
    "arson": "arson",
    "kidnapping": "kidnapping",
    "disappearance": "kidnapping",
    "robbery": "robbery",
    "home_invasion": "robbery",
    "burglary": "robbery",
}
EMPTY: Row = {"date": None, "location": [], "stage": "accomplished", "perp_org_confidence": {}}
AUTHORITIES = {"police", "prosecutor", "official", "court_record"}
RE3D_RELATIONS = {
    "rival_of": "FightingAgainst",
    "allied_with": "AlliesOf",
    "member_of": "BelongsTo",
    "part_of": "BelongsTo",
    "split_from": "BelongsTo",
    "leads": "InChargeOf",
    "holds_post": "BelongsTo",
    "alias_of": "IsSynonymOf",
    "operates_in": "CoLocated",
    "residence": "CoLocated",
}


def predict_incidents(rows: Iterable[Row], reader: Reader, extractor: ClaimExtractor) -> Iterator[Row]:
    """`{doc, incidents: [...]}`; only incidents of the types MUC-4 knows."""
    for row in rows:
        document = plain_document(row["doc"], row["text"], published=dateline(row["text"][: row.get("body", 200) + 80]))
        reading = reader.read(document)
        yield {"doc": row["doc"], "incidents": list(templates(parties(reading), extractor.extract(reading)))}


def dateline(opening: str) -> str | None:
    """The day a message was sent, from its dateline ("PORT MAREN, 3 JAN 90 --"), as an ISO date."""
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    found = re.search(rf"\b(\d{{1,2}}) ({'|'.join(months)})[A-Z]* (\d{{2}})\b", opening)
    if found is None:
        return None
    return f"19{found.group(3)}-{months.index(found.group(2)) + 1:02d}-{int(found.group(1)):02d}"


def templates(found: Sequence[Party], claims: Sequence[Claim]) -> Iterator[Row]:
    """One template for each type of incident in which somebody or something has a role.

    Who and what is in it comes from the role fillers; day, place, stage and how surely an organisation is blamed from
    the claims about an incident of that type, if there are any.
    """
    by_type: dict[str, list[Party]] = {}
    for party in found:
        by_type.setdefault(party.incident, []).append(party)
    claimed = list(_claimed(claims))
    for kind, own in by_type.items():
        row = next((t for t in claimed if t["type"] == kind), {**EMPTY, "type": kind})
        roles = {role: [p.name for p in own if p.role == role] for role in ROLES}
        told = {plain(name): level for name, level in row["perp_org_confidence"].items()}
        levels = {name: told.get(plain(name), "reported as fact") for name in roles["perp_org"]}
        yield {**row, **roles, "perp_org_confidence": levels}


def _claimed(claims: Sequence[Claim]) -> Iterator[Row]:
    """Day, place, stage and blame of the incidents that the claims are about."""
    by_incident: dict[str, list[Claim]] = {}
    for claim in claims:
        incident = _incident(claim)
        if incident is not None and incident.incident_type in MUC_TYPES and claim.polarity == "affirmed":
            by_incident.setdefault(incident.entity or claim.id, []).append(claim)
    for about in by_incident.values():
        yield _slots(about)


def _incident(claim: Claim) -> Argument | None:
    return next((a for a in (claim.subject, claim.object) if a is not None and a.type == "Incident"), None)


def _slots(claims: list[Claim]) -> Row:
    incident = next(i for i in map(_incident, claims) if i is not None)
    places = [i.place for i in map(_incident, claims) if i is not None and i.place is not None]
    dates = [i.date.edtf for i in map(_incident, claims) if i is not None and i.date is not None]
    groups = {
        c.subject.name: c for c in claims if c.predicate == "perpetrator_of" and _is(c.subject, "Group", "Organization")
    }
    return {
        "type": MUC_TYPES[incident.incident_type or "other"],
        "date": dates[0] if dates and re.fullmatch(r"\d{4}-\d{2}-\d{2}", dates[0]) else None,
        "location": list(
            dict.fromkeys(p for place in places[:1] for p in (place.country, place.admin1, place.name) if p)
        ),
        "stage": "accomplished",
        "perp_org_confidence": {name: _confidence(claim) for name, claim in groups.items()},
    }


def _is(argument: Argument | None, *types: str) -> bool:
    return argument is not None and argument.type in types


def _confidence(claim: Claim) -> str:
    speaker = claim.innermost
    if claim.stage == "acquitted" or claim.polarity == "negated":
        return "acquitted"
    if speaker.cue == "claimed" or (speaker.kind in ("suspect", "organization") and claim.stage == "stated"):
        return "claimed or admitted"
    if claim.certainty in ("possible", "unknown"):
        return "possible"
    if claim.stage in ("suspected", "accused"):
        return "suspected or accused by authorities" if speaker.kind in AUTHORITIES else "suspected or accused"
    return "reported as fact"


def relations_of(claims: Iterable[Claim]) -> list[Row]:
    """The re3d relations that affirmed claims express, as spans of their mentions."""
    found = []
    for claim in claims:
        kind = RE3D_RELATIONS.get(claim.predicate)
        if kind is None or claim.polarity == "negated" or claim.subject is None or claim.object is None:
            continue
        if claim.subject.mention is None or claim.object.mention is None:
            continue
        source, target = claim.subject.mention, claim.object.mention
        found.append({"type": kind, "source": [source.start, source.end], "target": [target.start, target.end]})
    return found


def re3d_relations(extractor: ClaimExtractor) -> Any:
    """A function from a reading to its re3d relations."""

    def of(reading: Reading) -> list[Row]:
        return relations_of(extractor.extract(reading))

    return of
