"""Whether a ledger is whole: originals against hashes, offsets against texts, rows against rows, search in step.

Only a ledger that was damaged from outside, or a defect, makes this find anything: a crash does not.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, exists, select

from according.model import Document, claim_from_record

from . import audit
from . import schema as t
from .copying import rows
from .erased_people import LONGEST_PASSAGE, blocked, passages
from .hiding import BLOCK
from .jobs import unpacked
from .records import unpack_document
from .stores import store_of

MOST = 1000
"""Findings after which no more are looked for."""


def verify(connection: Connection) -> Iterator[str]:
    """What is wrong, one sentence each, naming rows and never what they say; nothing if the ledger is whole."""
    yield from store_of(connection).ailments(connection)
    yield from _originals(connection)
    yield from _given(connection)
    yield from _orphans(connection)
    yield from _texts(connection)
    yield from audit.verify(connection)


def _originals(connection: Connection) -> Iterator[str]:
    for blob in rows(connection, t.blobs):
        try:
            content = zlib.decompress(blob.content)
        except zlib.error:
            yield f"the original {blob.sha256[:12]} cannot be unpacked"
            continue
        if hashlib.sha256(content).hexdigest() != blob.sha256 or len(content) != blob.size:
            yield f"the original {blob.sha256[:12]} is not the file that was added"


def _given(connection: Connection) -> Iterator[str]:
    """Files that wait in the queue, and what was said about them."""
    for job in rows(connection, t.jobs):
        if unpacked(job.options) is None:
            yield f"what was said about job {job.id} in the queue cannot be read"
    for item in rows(connection, t.job_items):
        if item.content is None:
            continue
        try:
            whole = hashlib.sha256(zlib.decompress(item.content)).hexdigest() == item.sha256
        except zlib.error:
            whole = False
        if not whole:
            yield f"file {item.id} of job {item.job} in the queue is not the file that was given"


def _orphans(connection: Connection) -> Iterator[str]:
    used = (
        exists().where(t.versions.c.blob == t.blobs.c.sha256),
        exists().where(t.rejects.c.blob == t.blobs.c.sha256),
    )
    for digest in connection.scalars(select(t.blobs.c.sha256).where(~used[0], ~used[1])):
        yield f"the original {digest[:12]} belongs to no document"
    bare = ~exists().where(t.versions.c.document == t.documents.c.id)
    for row in connection.scalars(select(t.documents.c.recorded_at).where(bare)):
        yield f"a document recorded at {row} has no version"
    joined = t.readings.join(t.versions, t.versions.c.id == t.readings.c.version)
    moved = select(t.readings.c.id).select_from(joined).where(t.readings.c.document != t.versions.c.document)
    for number in connection.scalars(moved):
        yield f"reading {number} is of another document than its version"
    joined = t.claims.join(t.readings, t.readings.c.id == t.claims.c.reading)
    moved = select(t.claims.c.row).select_from(joined).where(t.claims.c.version != t.readings.c.version)
    for number in connection.scalars(moved):
        yield f"the claim in row {number} is of another version than its reading"
    for table in (t.link_pages, t.link_people, t.link_bodies):
        lost = select(table.c.document).where(~exists().where(t.documents.c.id == table.c.document)).limit(1)
        if connection.scalar(lost) is not None:
            yield f"{table.name} knows a document that is not there; run: according link"


def _texts(connection: Connection) -> Iterator[str]:
    found: dict[int, int] = {}
    for version, start, words in store_of(connection).all_passages(connection):
        found[version] = found.get(version, 0) + _sum([(start, words)])
    for row in rows(connection, t.versions):
        try:
            document = unpack_document(row.record, row.fingerprint, blocked(connection, row.id))
        except (zlib.error, ValueError, TypeError, KeyError):
            yield f"version {row.id} cannot be unpacked"
            continue
        if document.id != row.document or document.version != row.version:
            yield f"version {row.id} holds another document than its row says"
        if any(not 0 <= s.start <= s.end <= len(document.text) for s in document.segments):
            yield f"version {row.id} has a segment outside its text"
        if found.pop(row.id, 0) != _sum(passages(document, document.text)):
            yield f"version {row.id} is not in step with the search index"
        for claim in connection.execute(select(t.claims).where(t.claims.c.version == row.id)):
            yield from _claim(claim, document)
    yield from (f"the search index knows version {version}, which is not there" for version in found)


def _claim(row: Any, document: Document) -> Iterator[str]:
    named = f"the claim in row {row.row} of version {row.version}"
    try:
        record = json.loads(row.record)
        for item in record["evidence"]:
            if not 0 <= item["start"] < item["end"] <= len(document.text):
                yield f"{named} quotes words outside its document"
                return
            item["quote"] = document.text[item["start"] : item["end"]]
        claim = claim_from_record(record)
    except (ValueError, TypeError, KeyError):
        yield f"{named} cannot be read"
        return
    if claim.id != row.id or claim.document.id != row.document or claim.predicate != row.predicate:
        yield f"{named} says otherwise than its row"
    told = (claim.subject, claim.object, *claim.attribution)
    for mention in (part.mention for part in told if part is not None):
        if mention is None:
            continue
        shown = document.text[mention.start : mention.end]
        if shown != mention.text and BLOCK not in shown + mention.text:
            yield f"{named} names words that do not stand at their place"


def _sum(of: Iterable[tuple[int, str]]) -> int:
    """A number for a set of paragraphs, in whatever order and parts they stand."""
    total = 0
    for start, words in of:
        for at in range(0, len(words), LONGEST_PASSAGE):
            told = f"{start + at} {words[at : at + LONGEST_PASSAGE]}".encode("utf-8", "surrogatepass")
            total += int.from_bytes(hashlib.sha256(told).digest()[:12])
    return total
