"""Documents and claims to rows and back. The only place that knows how they are packed."""

import json
import zlib
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from according.model import Claim, Document, Fetch, InputMap, Pool, Segment, claim_from_record, claim_record

from .hiding import redact


def pack_document(document: Document) -> bytes:
    """The whole document as compressed JSON; its fingerprint is kept in a column of its own."""
    return zlib.compress(json.dumps(document_record(document), ensure_ascii=True).encode("ascii"), 6)


def unpack_document(packed: bytes, fingerprint: bytes, redacted: list[tuple[int, int]]) -> Document:
    """The document that `pack_document` stored, with the names of erased people blocked out."""
    record: dict[str, Any] = json.loads(zlib.decompress(packed))
    record["text"] = redact(record["text"], redacted)
    return document_from_record(record, fingerprint)


def document_record(document: Document) -> dict[str, Any]:
    """The document as JSON-ready values, without its fingerprint."""
    return asdict(replace(document, fingerprint=()))


def document_from_record(record: dict[str, Any], fingerprint: bytes) -> Document:
    """The document of a record that `document_record` made and JSON has carried, and of its packed fingerprint."""
    record["segments"] = tuple(Segment(**s) for s in record["segments"])
    if record["input_map"]:
        runs = record["input_map"]
        record["input_map"] = InputMap(
            tuple(runs["stored"]), tuple(runs["supplied"]), tuple(runs["copied"]), runs["supplied_length"]
        )
    if record["fetch"]:
        fetch = record["fetch"]
        fetch["redirects"] = tuple(fetch["redirects"])
        fetch["headers"] = tuple((k, v) for k, v in fetch["headers"])
        record["fetch"] = Fetch(**fetch)
    record["fingerprint"] = unpack_fingerprint(fingerprint)
    return Document(**record)


def pack_fingerprint(fingerprint: tuple[int, ...]) -> bytes:
    """A MinHash signature as little-endian unsigned 32-bit integers."""
    return np.asarray(fingerprint, dtype="<u4").tobytes()


def unpack_fingerprint(packed: bytes) -> tuple[int, ...]:
    """The signature that `pack_fingerprint` stored."""
    return tuple(int(v) for v in np.frombuffer(packed, dtype="<u4"))


def pack_claim(claim: Claim) -> str:
    """The claim as JSON without its quotes, which are cut from the document's text when it is read."""
    record = claim_record(claim)
    for item in record["evidence"]:
        item.pop("quote")
    record.pop("superseded_by", None)
    record.pop("review", None)
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def unpack_claim(packed: str, text: str, *, superseded_by: tuple[str, ...] = (), pool: Pool | None = None) -> Claim:
    """The claim that `pack_claim` stored, with its quotes from `text` and the claims that replace it.

    Args:
        pool: what claims that are read together share (`claim_from_record`).
    """
    record = json.loads(packed)
    for item in record["evidence"]:
        item["quote"] = text[item["start"] : item["end"]]
    record["superseded_by"] = superseded_by
    return claim_from_record(record, pool)
