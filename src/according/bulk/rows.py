"""What a bulk run writes, as rows of Arrow: all that a ledger keeps of a document, and back into our own records.

One row a source while it is read (`FOUND`); stored as four tables. `ordinal` and `member` say where the source stood
in the input, so that reading the tables in their order is reading the input in its order.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from according.errors import RejectedDocument
from according.ledger.records import document_from_record, document_record, pack_fingerprint
from according.model import Entity, Mention, Reading, claim_from_record, claim_record
from according.pipeline import Refused, Taken

_PLACE = [("ordinal", pa.int64()), ("member", pa.int32())]
_ENTITY = pa.struct([
    ("type", pa.string()), ("name", pa.string()), ("mentions", pa.list_(pa.int32())),
    ("aliases", pa.list_(pa.string())), ("plural", pa.bool_()), ("count", pa.int64()), ("age", pa.int64()),
    ("gender", pa.string()), ("protected", pa.string()),
])  # fmt: skip
_DOCUMENT = pa.struct([
    ("id", pa.string()), ("version", pa.string()), ("title", pa.string()), ("published", pa.string()),
    ("publisher", pa.string()), ("url", pa.string()), ("language", pa.string()), ("handling", pa.string()),
    ("text", pa.large_string()), ("record", pa.large_string()), ("fingerprint", pa.binary()),
    ("original", pa.large_binary()), ("reader", pa.string()), ("reader_version", pa.string()),
    ("extractor", pa.string()), ("refused", pa.int32()), ("entities", pa.list_(_ENTITY)),
])  # fmt: skip
_MENTION = pa.struct([
    ("document", pa.string()), ("number", pa.int32()), ("start", pa.int32()), ("end", pa.int32()),
    ("words", pa.string()), ("type", pa.string()), ("level", pa.string()), ("head", pa.int32()),
    ("entity", pa.int32()), ("score", pa.float64()),
])  # fmt: skip
_CLAIM = pa.struct([
    ("document", pa.string()), ("number", pa.int32()), ("id", pa.string()), ("predicate", pa.string()),
    ("subject", pa.string()), ("object", pa.string()), ("stage", pa.string()), ("certainty", pa.string()),
    ("polarity", pa.string()), ("quote", pa.string()), ("record", pa.string()),
])  # fmt: skip
_REJECT = pa.struct([
    ("source", pa.string()), ("reason", pa.string()), ("detail", pa.string()), ("original", pa.large_binary())
])  # fmt: skip
FOUND = pa.schema([
    *_PLACE, ("document", _DOCUMENT), ("mentions", pa.list_(_MENTION)), ("claims", pa.list_(_CLAIM)),
    ("reject", _REJECT),
])  # fmt: skip
"""One source as it comes from an executor: either a document with its mentions and claims, or a reject."""

TABLES = {"documents": "document", "mentions": "mentions", "claims": "claims", "rejects": "reject"}
"""The tables that are stored, and the column of `FOUND` that each is made of."""


def row_of(found: Taken | Refused) -> dict[str, Any]:
    """What was found in one source as a row of `FOUND`, without its place in the input."""
    if isinstance(found, Refused):
        error = found.error
        told = {"source": error.source, "reason": error.reason, "detail": error.detail, "original": found.original}
        return {"document": None, "mentions": [], "claims": [], "reject": told}
    document, reading = found.document, found.reading
    record = document_record(document)
    del record["text"]
    return {
        "document": {
            **{name: getattr(document, name) for name in _plain_columns()},
            "record": json.dumps(record),
            "fingerprint": pack_fingerprint(document.fingerprint),
            "original": found.original,
            "reader": reading.reader if reading else None,
            "reader_version": reading.reader_version if reading else None,
            "extractor": found.extractor,
            "refused": found.refused,
            "entities": [asdict(entity) for entity in reading.entities] if reading else [],
        },
        "mentions": _mentions(reading) if reading else [],
        "claims": [_claim(document.id, number, claim_record(claim)) for number, claim in enumerate(found.claims)],
        "reject": None,
    }


def found_of(
    document: Mapping[str, Any] | None,
    mentions: Iterable[Mapping[str, Any]],
    claims: Iterable[Mapping[str, Any]],
    reject: Mapping[str, Any] | None,
) -> Taken | Refused:
    """What `row_of` was given, from rows of the four tables; of the reading, what a ledger keeps.

    Raises:
        ValueError: if there is neither a document nor a reject.
    """
    if reject is not None:
        error = RejectedDocument(reject["reason"], reject["source"], reject["detail"])
        return Refused(error, reject["original"])
    if document is None:
        raise ValueError("a row has neither a document nor a reject")
    record = json.loads(document["record"])
    page = document_from_record({**record, "text": document["text"]}, document["fingerprint"])
    reading = None
    if document["reader"] is not None:
        said = sorted(mentions, key=lambda row: row["number"])
        reading = Reading(
            page,
            document["reader"],
            document["reader_version"],
            mentions=tuple(Mention(**{name: row[name] for name in _of_mention()}) for row in said),
            entities=tuple(_entity(row) for row in document["entities"]),
        )
    told = [claim_from_record(json.loads(row["record"])) for row in sorted(claims, key=lambda row: row["number"])]
    return Taken(page, document["original"], document["extractor"], told, reading, document["refused"])


def _plain_columns() -> tuple[str, ...]:
    return ("id", "version", "title", "published", "publisher", "url", "language", "handling", "text")


def _of_mention() -> tuple[str, ...]:
    return ("start", "end", "type", "level", "head", "entity", "score")


def _mentions(reading: Reading) -> list[dict[str, Any]]:
    return [
        {
            "document": reading.document.id,
            "number": number,
            "words": reading.text[mention.start : mention.end],
            **{name: getattr(mention, name) for name in _of_mention()},
        }
        for number, mention in enumerate(reading.mentions)
    ]


def _entity(row: Mapping[str, Any]) -> Entity:
    return Entity(**{**row, "mentions": tuple(row["mentions"]), "aliases": tuple(row["aliases"])})


def _claim(document: str, number: int, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "document": document,
        "number": number,
        "subject": _named(record["subject"]),
        "object": _named(record["object"]),
        "quote": record["evidence"][0]["quote"],
        **{name: record.get(name) for name in ("id", "predicate", "stage", "certainty", "polarity")},
        "record": json.dumps(record, ensure_ascii=False),
    }


def _named(argument: dict[str, Any] | None) -> str | None:
    return argument["name"] if argument else None
