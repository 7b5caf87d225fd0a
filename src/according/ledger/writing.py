"""What `add` writes: one document, its reading and its claims, in one transaction."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, func, insert, select, update

from according.errors import RejectedDocument
from according.model import Claim, Document, Reading, is_draft

from . import audit
from . import schema as t
from .accounts import has_accounts
from .erased_people import block, current_id, hide_claims, hide_document, hider_of
from .erasure import is_erased
from .hiding import Hider
from .names import name_key
from .records import pack_claim, pack_document, pack_fingerprint

UNREAD = "none"
"""Reader of a document that is kept but could not be read yet."""


def put(
    connection: Connection,
    document: Document,
    original: bytes,
    claims: Sequence[Claim],
    reading: Reading | None,
    *,
    collection: str,
    extractor: str,
    now: str,
) -> str:
    """Store one document with what was read in it; of a draft its text and names, and no claim.

    Returns:
        `added`, `unchanged`, `new_version` (same id, other bytes) or `reread` (same bytes, another reader or engine).

    Raises:
        RejectedDocument: with reason `erased`, if the document was erased before.
    """
    identity = current_id(connection, document.id)
    if is_erased(connection, document, identity, original):
        raise RejectedDocument("erased", document.source_name or document.id)
    reader = f"{reading.reader} {reading.reader_version}" if reading else UNREAD
    version = _version(connection, identity, document.version)
    if version is not None and _has_reading(connection, version, reader, extractor):
        return "unchanged"
    hider = hider_of(connection, document, version, _names_in(reading) if reading else ())
    if hider.full or hider.parts or identity != document.id:
        claims = hide_claims(claims, hider, identity)
        document = hide_document(document, hider, identity)
    outcome = "reread" if version is not None else "added"
    if version is None:
        if connection.scalar(select(t.documents.c.id).where(t.documents.c.id == document.id)) is None:
            place = _collection(connection, collection)
            connection.execute(insert(t.documents).values(id=document.id, collection=place, recorded_at=now))
        else:
            outcome = "new_version"
        version = _add_version(connection, document, original, now)
        block(connection, version, document, hider.spans(document.text))
    values = {"version": version, "document": document.id, "reader": reader, "extractor": extractor, "recorded_at": now}
    row = _key(connection.execute(insert(t.readings).values(values)).inserted_primary_key)
    if not is_draft(document.id):
        add_claims(connection, claims, version=version, reading=row, now=now)
    if reading is not None:
        _add_entities(connection, reading, row, document.id, hider)
    if document.source_name:
        taken = and_(t.rejects.c.source == document.source_name, t.rejects.c.taken_at.is_(None))
        connection.execute(update(t.rejects).where(taken).values(taken_at=now))
    return outcome


def add_claims(
    connection: Connection,
    claims: Iterable[Claim],
    *,
    version: int,
    reading: int | None,
    now: str,
    entered_by: str | None = None,
) -> None:
    """Append claims of one version, and which of them replace which."""
    rows, replaced = [], []
    for claim in claims:
        rows.append(
            {
                "id": claim.id,
                "reading": reading,
                "version": version,
                "document": claim.document.id,
                "predicate": claim.predicate,
                "stage": claim.stage,
                "certainty": claim.certainty,
                "polarity": claim.polarity,
                "subject": claim.subject.entity if claim.subject else None,
                "object": claim.object.entity if claim.object else None,
                "date": claim.qualifiers.date.edtf if claim.qualifiers.date else None,
                "start": claim.evidence[0].start,
                "confidence": claim.extractor.confidence,
                "entered_by": entered_by,
                "record": pack_claim(claim),
                "recorded_at": now,
            }
        )
        replaced += [
            {"earlier": claim.id, "later": later, "reading": reading, "recorded_at": now}
            for later in claim.superseded_by
        ]
    if rows:
        connection.execute(insert(t.claims), rows)
    if replaced:
        connection.execute(insert(t.supersessions), replaced)


def knows(connection: Connection, document: str, version: str, reader: str, extractor: str) -> bool:
    """Whether this very version was already read by this reader and engine."""
    document = current_id(connection, document)
    joined = t.versions.join(t.readings, t.readings.c.version == t.versions.c.id)
    found = select(t.readings.c.id).select_from(joined)
    found = found.where(t.versions.c.document == document, t.versions.c.version == version)
    found = found.where(t.readings.c.reader == reader, t.readings.c.extractor == extractor)
    return connection.scalar(found.limit(1)) is not None


def reject(connection: Connection, source: str, reason: str, detail: str, original: bytes | None, now: str) -> None:
    """Note that a document was not taken; the same source and reason are noted once."""
    same = and_(t.rejects.c.source == source, t.rejects.c.reason == reason, t.rejects.c.taken_at.is_(None))
    if connection.scalar(select(t.rejects.c.id).where(same)) is not None:
        return
    blob = _blob(connection, original) if original is not None else None
    values = {"source": source, "reason": reason, "detail": detail, "blob": blob, "recorded_at": now}
    connection.execute(insert(t.rejects).values(values))


def decide(
    connection: Connection,
    kind: str,
    target: str,
    made_on: Sequence[str],
    value: str,
    author: str,
    reason: str,
    now: str,
    *,
    undoes: int | None = None,
) -> int:
    """Append a decision and give its number; where people have accounts, it stands in the audit log, too."""
    values = {
        "kind": kind,
        "target": target,
        "made_on": json.dumps(list(made_on), ensure_ascii=False),
        "value": value,
        "author": author,
        "reason": reason,
        "undoes": undoes,
        "recorded_at": now,
    }
    number = _key(connection.execute(insert(t.decisions).values(values)).inserted_primary_key)
    if has_accounts(connection):
        audit.note(connection, author, "decision", f"{number}: {kind}{f' {undoes}' if undoes else ''}", now)
    return number


def _version(connection: Connection, document: str, version: str) -> int | None:
    same = and_(t.versions.c.document == document, t.versions.c.version == version)
    found: int | None = connection.scalar(select(t.versions.c.id).where(same))
    return found


def _has_reading(connection: Connection, version: int, reader: str, extractor: str) -> bool:
    newest = select(t.readings.c.reader, t.readings.c.extractor).where(t.readings.c.version == version)
    row = connection.execute(newest.order_by(t.readings.c.id.desc()).limit(1)).first()
    return row is not None and (row.reader, row.extractor) == (reader, extractor)


def _collection(connection: Connection, name: str) -> int:
    found: int | None = connection.scalar(select(t.collections.c.id).where(t.collections.c.name == name))
    if found is None:
        found = _key(connection.execute(insert(t.collections).values(name=name)).inserted_primary_key)
    return found


def _add_version(connection: Connection, document: Document, original: bytes, now: str) -> int:
    values = {
        "document": document.id,
        "version": document.version,
        "blob": _blob(connection, original),
        "record": pack_document(document),
        "published": document.published,
        "publisher": document.publisher,
        "language": document.language,
        "handling": document.handling,
        "embargo_until": document.embargo_until,
        "status": document.status,
        "fingerprint": pack_fingerprint(document.fingerprint),
        "recorded_at": now,
    }
    return _key(connection.execute(insert(t.versions).values(values)).inserted_primary_key)


def _blob(connection: Connection, original: bytes) -> str:
    digest = hashlib.sha256(original).hexdigest()
    if connection.scalar(select(func.count()).select_from(t.blobs).where(t.blobs.c.sha256 == digest)) == 0:
        content = zlib.compress(original, 6)
        connection.execute(insert(t.blobs).values(sha256=digest, content=content, size=len(original)))
    return digest


def _names_in(reading: Reading) -> list[str]:
    named = (m for m in reading.mentions if m.level == "named")
    return [*(e.name for e in reading.entities), *(reading.text[m.start : m.end] for m in named)]


def _add_entities(connection: Connection, reading: Reading, row: int, document: str, hider: Hider) -> None:
    for number, entity in enumerate(reading.entities):
        named = [m for m in (reading.mentions[i] for i in entity.mentions) if m.level == "named"]
        if not named or hider.finds(entity.name):
            continue
        values = {
            "id": f"{document}#{number}",
            "reading": row,
            "document": document,
            "type": entity.type,
            "name": entity.name,
            "age": entity.age,
            "protected": entity.protected,
        }
        key = _key(connection.execute(insert(t.entities).values(values)).inserted_primary_key)
        forms = dict.fromkeys((entity.name, *entity.aliases, *(reading.text[m.start : m.end] for m in named)))
        keyed = {name_key(form): form for form in reversed(forms) if not hider.finds(form)}
        connection.execute(
            insert(t.names),
            [{"entity": key, "form": form, "key": name} for name, form in keyed.items() if name]
            or [{"entity": key, "form": entity.name, "key": entity.name.casefold()}],
        )


def _key(primary: object) -> int:
    return int(primary[0])  # type: ignore[index]
