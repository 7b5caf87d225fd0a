"""The JSON Schema of an exported claim, generated from the records of `model` and the vocabularies.

`docs/reference/claim.schema.json` holds the same (`claim_schema_text`), and a test keeps the two equal.
"""

import json
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from according.model import (
    HANDLING,
    SEGMENT_KINDS,
    AmountValue,
    Argument,
    Claim,
    DateValue,
    DocumentRef,
    Evidence,
    Extractor,
    MentionText,
    PlaceValue,
    Qualifiers,
    Speaker,
)
from according.model.claims import CERTAINTIES, POLARITIES, REVIEWS
from according.model.documents import DOCUMENT_STATUS

from .vocabulary import ARGUMENT_TYPES, ontology

EDTF_PATTERN = r"^[0-9X]{4}[~?%]?(-[0-9X]{2}[~?%]?(-[0-9X]{2}[~?%]?)?)?(/.*)?$|^[0-9]{3}X$|^(\.\.)?/|^\[.*\]$"


def claim_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) that every record of `export --format claims` holds."""
    definitions = {kind.__name__: _object(kind) for kind in _RECORDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "According claim",
        "description": "One reading of one statement in one document; see CLAIMS.md.",
        "$ref": "#/$defs/Claim",
        "$defs": definitions,
    }


def _closed() -> dict[tuple[type, str], list[str]]:
    known = ontology()
    return {
        (Claim, "predicate"): list(known.predicates),
        (Claim, "stage"): list(known.stages),
        (Claim, "certainty"): list(CERTAINTIES),
        (Claim, "polarity"): list(POLARITIES),
        (Claim, "review"): list(REVIEWS),
        (Argument, "type"): list(ARGUMENT_TYPES),
        (Argument, "incident_type"): list(known.incidents),
        (Argument, "protected"): list(known.protection),
        (Speaker, "protected"): list(known.protection),
        (Speaker, "kind"): list(known.kinds),
        (Evidence, "segment"): list(SEGMENT_KINDS),
        (DocumentRef, "handling"): list(HANDLING),
        (DocumentRef, "status"): list(DOCUMENT_STATUS),
    }


_RECORDS: tuple[type, ...] = (
    Claim,
    Argument,
    MentionText,
    DateValue,
    AmountValue,
    PlaceValue,
    Qualifiers,
    Speaker,
    Evidence,
    DocumentRef,
    Extractor,
)
_NON_EMPTY = {(Claim, "attribution"), (Claim, "evidence")}


def _object(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties: dict[str, Any] = {}
    required = []
    for field in fields(kind):
        name = "with" if field.name == "also" else field.name
        properties[name] = _type(hints[field.name], kind, field.name)
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(name)
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    if kind is Claim:
        schema["required"] += ["stage", "certainty", "polarity", "qualifiers", "review", "superseded_by"]
    return schema


def _type(hint: Any, owner: type, name: str) -> dict[str, Any]:
    if get_origin(hint) in (Union, UnionType):
        inner = next(k for k in get_args(hint) if k is not type(None))
        return {"anyOf": [_type(inner, owner, name), {"type": "null"}]}
    if get_origin(hint) is tuple:
        array: dict[str, Any] = {"type": "array", "items": _type(get_args(hint)[0], owner, name)}
        return {**array, "minItems": 1} if (owner, name) in _NON_EMPTY else array
    if is_dataclass(hint) and isinstance(hint, type):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hint is str and (owner, name) in _closed():
        return {"enum": _closed()[(owner, name)]}
    if name == "edtf":
        return {"type": "string", "pattern": EDTF_PATTERN}
    if name == "confidence":
        return {"type": "number", "minimum": 0, "maximum": 1}
    if name in ("start", "end", "input_start", "input_end", "count"):
        return {"type": "integer", "minimum": 0}
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}


def claim_schema_text() -> str:
    """The schema as it stands in `docs/reference/claim.schema.json`."""
    return json.dumps(claim_schema(), indent=1, ensure_ascii=False) + "\n"
