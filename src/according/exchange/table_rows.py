"""A row of a spreadsheet as a document of its own, with the claim that its cited source makes.

The row, all its cells in one line, is the evidence; the cell that cites a source is the speaker. A row that cites
nobody makes no claim. An accusation without a stage takes the first of the ladder. Words without a hedge are stated
as certain, as in prose; a column can say otherwise.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from according.intake.dates import is_edtf
from according.model import (
    Argument,
    Claim,
    DateValue,
    Document,
    DocumentRef,
    Entity,
    Evidence,
    Extractor,
    Mention,
    MentionText,
    PlaceValue,
    Qualifiers,
    Reading,
    Segment,
    Speaker,
    claim_id,
)
from according.ontology import check_claim, ontology

from .table import Mapping, TableRow, folded

ROW_TYPE = "application/vnd.according.row+json"
"""Media type of a document that is one row of a table."""
NAME, VERSION = "table", "1"
_NAMED = {"Person": "person", "People": "person", "Group": "group", "Organization": "organization", "Place": "place"}
_CHILD = 18


class RowProblem(Exception):
    """Why a row makes no claim, and what is possible."""


@dataclass(frozen=True, slots=True)
class RowDocument:
    """A row to store. `problem` says why it makes no claim; empty if it makes one."""

    document: Document
    original: bytes
    problem: str


def row_document(row: TableRow, mapping: Mapping, *, table: str, handling: str, groups: frozenset[str]) -> RowDocument:
    """The document of a row; the same row of the same table is the same document wherever it stands.

    Args:
        groups: folded names that stand elsewhere in the table where no person can.
    """
    problem, fields = "", dict[str, str]()
    try:
        fields = _fields(row.told(mapping), mapping, groups)
    except RowProblem as error:
        problem = str(error)
    cells = json.dumps(row.cells, ensure_ascii=False, sort_keys=True)
    told = row.told(mapping)
    key = told["id"] or hashlib.sha256(cells.encode()).hexdigest()[:16]
    record = {"cells": row.cells, "fields": fields}
    original = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8")
    text = " | ".join(f"{column}: {value}" for column, value in row.cells.items())
    document = Document(
        id=f"{table}#{key}", version=hashlib.sha256(original).hexdigest(), text=text,
        segments=(Segment("table", 0, len(text)),), title=table, handling=handling, media_type=ROW_TYPE,
        published=told["published"] if is_edtf(told["published"]) else None, source_name=table,
    )  # fmt: skip
    return RowDocument(document, original, problem)


def read_row(document: Document, original: bytes) -> tuple[Reading, list[Claim]]:
    """The reading of a stored row, and its claim, none if it has a problem."""
    fields: dict[str, str] = json.loads(original)["fields"]
    if not fields:
        return Reading(document, NAME, VERSION), []
    mentions, entities = list[Mention](), list[Entity]()

    def argument(side: str) -> Argument | None:
        name, type = fields[side], fields[f"{side}_type"]
        if not name:
            return None
        at = document.text.find(fields[f"{side}_words"])
        words = fields[f"{side}_words"]
        mention = MentionText(at, at + len(words), words) if at >= 0 else None
        incident = name if type == "Incident" else None
        if type not in _NAMED:
            return Argument(type, name, None, mention, incident_type=incident)
        guard = fields["protected"] or None if side == "subject" and type == "Person" else None
        mentions.append(Mention(at, at + len(words), _NAMED[type], "named", 0, len(entities)))
        entities.append(Entity(_NAMED[type], name, (len(mentions) - 1,), protected=guard))
        return Argument(type, name, f"{document.id}#{len(entities) - 1}", mention, protected=guard)

    subject, object = argument("subject"), argument("object")
    reading = Reading(document, NAME, VERSION, mentions=tuple(mentions), entities=tuple(entities))
    return reading, [_claim(document, fields, subject, object)]


def _claim(document: Document, fields: dict[str, str], subject: Argument | None, object: Argument | None) -> Claim:
    known = ontology().predicates[fields["relation"]].qualifiers
    place, date = fields["place"], fields["date"]
    evidence = Evidence(document.id, 0, len(document.text), document.text, segment="table")
    source, kind = fields["source"], fields["source_kind"]
    at = document.text.find(source)
    speaker = Speaker(
        kind, source, named=True, mention=MentionText(at, at + len(source), source),
        protected=kind if kind == "witness" else None,
    )  # fmt: skip
    parts: dict[str, Any] = {
        "predicate": fields["relation"], "subject": subject, "object": object, "stage": fields["stage"] or None,
        "polarity": "affirmed",
    }  # fmt: skip
    claim = Claim(
        id=claim_id(document=document.id, evidence=evidence, innermost=speaker, **parts),
        attribution=(speaker,),
        evidence=(evidence,),
        document=DocumentRef(
            document.id, document.version, title=document.title, published=document.published,
            sha256=document.sha256, handling=document.handling,
        ),
        extractor=Extractor(NAME, VERSION, 1.0),
        certainty=fields["certainty"],
        qualifiers=Qualifiers(
            date=DateValue(date, date) if date and "date" in known else None,
            place=PlaceValue(place) if place and "place" in known else None,
            former=True if fields["ended"] and "former" in known else None,
        ),
        rule="row of a table",
        **parts,
    )  # fmt: skip
    check_claim(claim, document.text)
    return claim


def relation_of(words: str, mapping: Mapping) -> tuple[str, str]:
    """The predicate and, if the mapping gives one, the stage of a relation as the table words it.

    Raises:
        RowProblem: if it is unknown; lists what is possible.
    """
    given = mapping.relations.get(folded(words), folded(words))
    predicate, _, stage = given.partition(" ")
    if predicate not in ontology().predicates:
        possible = ", ".join(ontology().predicates)
        raise RowProblem(f"relation {words!r} is not known. Map it under [relations] to one of: {possible}")
    return predicate, stage.strip()


def groups_of(rows: list[TableRow], mapping: Mapping) -> frozenset[str]:
    """Folded names that stand in the table where the relation takes a group and no person."""
    found = set()
    for row in rows:
        told = row.told(mapping)
        try:
            predicate = ontology().predicates[relation_of(told["relation"], mapping)[0]]
        except RowProblem:
            continue
        for side, types in (("subject", predicate.subject), ("object", predicate.object)):
            if told[side] and "Group" in types and "Person" not in types:
                found.add(folded(told[side]))
    return frozenset(found)


def _fields(told: dict[str, str], mapping: Mapping, groups: frozenset[str]) -> dict[str, str]:
    """What the row claims, in our codes.

    Raises:
        RowProblem: if that cannot be said.
    """
    if not told["source"]:
        raise RowProblem("it cites no source")
    if not told["subject"]:
        raise RowProblem("it has no subject")
    name, stage = relation_of(told["relation"], mapping)
    predicate = ontology().predicates[name]
    fields = {"relation": name, "source": told["source"], "place": told["place"], "ended": told["to"]}
    fields["source_kind"] = _one_of("source_kind", folded(told["source_kind"]) or "document", ontology().kinds)
    fields["certainty"] = _one_of("certainty", folded(told["certainty"]) or "certain", ontology().certainty)
    stage = folded(told["stage"]) or stage
    if stage:
        _one_of("stage", stage, ontology().stages)
    if predicate.stage == "never":
        stage = ""
    fields["stage"] = stage or (next(iter(ontology().stages)) if predicate.stage == "required" else "")
    fields["date"] = _period(told["from"], told["to"])
    for side, types in (("subject", predicate.subject), ("object", predicate.object)):
        fields |= _side(side, told, types, groups)
    if types and not fields["object"]:
        raise RowProblem(f"relation {name} needs an object")
    young = name == "age" and told["object"].isdecimal() and int(told["object"]) < _CHILD
    guard = folded(told["protected"]) or ("minor" if young else "")
    fields["protected"] = _one_of("protected", guard, ontology().protection) if guard else ""
    return fields


def _side(side: str, told: dict[str, str], types: tuple[str, ...], groups: frozenset[str]) -> dict[str, str]:
    words = told[side] if types else ""
    given = told[f"{side}_type"].strip().capitalize()
    if words and given and given not in types:
        raise RowProblem(f"{side}_type {given!r} is not one of {', '.join(types)}")
    guessed = "Group" if folded(words) in groups and "Group" in types else next(iter(types), "")
    type = given or guessed
    name = words
    if words and type in ("Offence", "Activity"):
        name = _one_of(side, folded(words), ontology().offences)
    if words and type == "Incident":
        name = _one_of(side, folded(words), ontology().incidents)
    return {side: name, f"{side}_words": words, f"{side}_type": type}


def _one_of(field: str, code: str, known: Any) -> str:
    if code not in known:
        raise RowProblem(f"{field} {code!r} is not one of: {', '.join(known)}")
    return code


def _period(since: str, until: str) -> str:
    for day in filter(None, (since, until)):
        if not is_edtf(day):
            raise RowProblem(f"{day!r} is not a date. Write 2024-03-11, 2024-03 or 2024")
    if not since and not until:
        return ""
    if until:
        return since if since == until else f"{since or '..'}/{until}"
    return since
