"""The one path that destroys content: a document, or a person's name, for good.

What is left is a tombstone of keyed hashes. Freed pages are overwritten (`secure_delete`), the full-text index is
rewritten, the file is vacuumed and the write-ahead log is cut, so that no byte of what was erased stays in the files.
"""

import hashlib
import hmac
import json
import re
import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, text

from according.model import Document

from . import schema as t
from .names import name_key
from .records import redact, unpack_document

KEY = "tombstone_key"
LONGEST_NAME = 6
"""Words of the longest erased name that is looked for in new documents."""


def keyed_hash(connection: Connection, content: bytes) -> str:
    """HMAC-SHA256 under the ledger's own key: tells nobody without the ledger what was erased."""
    key = connection.scalar(select(t.facts.c.value).where(t.facts.c.key == KEY))
    return hmac.new(bytes.fromhex(key or "00"), content, hashlib.sha256).hexdigest()


def canonical(words: str) -> bytes:
    """A text's letters and digits alone, in lower case: the same for a re-encoded or re-wrapped copy."""
    return re.sub(r"[\W_]+", "", words).casefold().encode("utf-8", "surrogatepass")


def is_erased(connection: Connection, document: Document, original: bytes) -> bool:
    """Whether this document was erased before, by id, bytes or text."""
    marks = (document.id.encode(), original, canonical(document.text))
    hashes = [keyed_hash(connection, mark) for mark in marks]
    found = select(t.tombstones.c.id).where(t.tombstones.c.kind == "document", t.tombstones.c.hash.in_(hashes))
    return connection.scalar(found.limit(1)) is not None


def erased_spans(connection: Connection, words: str) -> list[tuple[int, int]]:
    """Stretches of a text that are the name of an erased person, in order."""
    hashes = set(connection.scalars(select(t.tombstones.c.hash).where(t.tombstones.c.kind == "person")))
    if not hashes:
        return []
    found = set()
    for length in range(1, LONGEST_NAME + 1):
        pattern = r"(?=(?<!\w)(" + r"[\s.,'’-]+".join([r"[^\W_][\w’'-]*"] * length) + r")(?!\w))"
        for match in re.finditer(pattern, words):
            if keyed_hash(connection, name_key(match.group(1)).encode()) in hashes:
                found.add((match.start(1), match.end(1)))
    return sorted(found)


def block(connection: Connection, version: int, document: Document, spans: Sequence[tuple[int, int]]) -> None:
    """Note where erased names stand in a version, and write its search rows without them.

    Boilerplate is not searched.
    """
    if spans:
        rows = [{"version": version, "start": a, "end": b} for a, b in spans]
        connection.execute(insert(t.redactions), rows)
    shown = redact(document.text, list(spans))
    lines = [
        {"text": shown[s.start : s.end], "version": version, "start": s.start}
        for s in document.segments
        if s.kind != "boilerplate"
    ]
    connection.execute(text("DELETE FROM search WHERE version = :version"), {"version": version})
    if lines:
        connection.execute(text("INSERT INTO search(text, version, start) VALUES (:text, :version, :start)"), lines)


def erase_document(connection: Connection, document: str, reason: str, author: str, now: str) -> None:
    """Remove a document with all its versions, readings, claims, decisions and search rows, and leave a tombstone."""
    versions = connection.execute(select(t.versions).where(t.versions.c.document == document)).all()
    hashes = {keyed_hash(connection, document.encode())}
    for row in versions:
        content = connection.scalar(select(t.blobs.c.content).where(t.blobs.c.sha256 == row.blob))
        stored = unpack_document(row.record, row.fingerprint, [])
        hashes.add(keyed_hash(connection, zlib.decompress(content or b"")))
        hashes.add(keyed_hash(connection, canonical(stored.text)))
        connection.execute(delete(t.rejects).where(t.rejects.c.source.in_({stored.source_name, document})))
        connection.execute(text("DELETE FROM search WHERE version = :version"), {"version": row.id})
        connection.execute(delete(t.redactions).where(t.redactions.c.version == row.id))
    ids = list(connection.scalars(select(t.claims.c.id).where(t.claims.c.document == document)))
    _forget_claims(connection, ids)
    _forget_entities(connection, t.entities.c.document == document)
    _forget_decisions(connection, [document])
    readings = select(t.readings.c.id).where(t.readings.c.document == document)
    connection.execute(delete(t.supersessions).where(t.supersessions.c.reading.in_(readings)))
    connection.execute(delete(t.readings).where(t.readings.c.document == document))
    connection.execute(delete(t.versions).where(t.versions.c.document == document))
    connection.execute(delete(t.documents).where(t.documents.c.id == document))
    used = select(t.versions.c.blob)
    connection.execute(delete(t.blobs).where(t.blobs.c.sha256.not_in(used), ~_kept_by_reject()))
    _bury(connection, "document", hashes, reason, author, now)


def erase_person(connection: Connection, forms: Sequence[str], reason: str, author: str, now: str) -> None:
    """Remove a person's name: their claims, entities, decisions and search rows; block the name in stored texts.

    `forms` are the full names under which the ledger knows the person; a single word is blocked only where it stands
    in one of them or as a surname of the same document's person.
    """
    keys = {name_key(form) for form in forms} - {""}
    rows = connection.execute(
        select(t.entities.c.row, t.entities.c.id, t.entities.c.document)
        .join(t.names, t.names.c.entity == t.entities.c.row)
        .where(t.names.c.key.in_(keys))
    ).all()
    own = list(connection.scalars(select(t.names.c.form).where(t.names.c.entity.in_([r.row for r in rows]))))
    full = sorted({*forms, *own}, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(f)}(?!\w)" for f in full if f.strip()), re.IGNORECASE)
    escaped = {json.dumps(f)[1:-1] for f in full} | set(full)
    touched = [r.id for r in connection.execute(select(t.claims.c.id, t.claims.c.record)) if _holds(r.record, escaped)]
    entity_ids = [r.id for r in rows]
    about = select(t.claims.c.id).where(or_(t.claims.c.subject.in_(entity_ids), t.claims.c.object.in_(entity_ids)))
    _forget_claims(connection, [*touched, *connection.scalars(about)])
    _forget_entities(connection, t.entities.c.row.in_([r.row for r in rows]))
    decided = connection.execute(
        select(t.decisions.c.id, t.decisions.c.target, t.decisions.c.made_on, t.decisions.c.value)
    )
    _forget_decisions(connection, [r.target for r in decided if _holds(r.made_on + r.value + r.target, escaped)])
    for row in connection.execute(select(t.versions.c.id, t.versions.c.record, t.versions.c.fingerprint)).all():
        document = unpack_document(row.record, row.fingerprint, [])
        spans = sorted({(m.start(), m.end()) for m in pattern.finditer(document.text)})
        if spans:
            block(connection, row.id, document, spans)
    hashes = {keyed_hash(connection, name_key(form).encode()) for form in forms}
    _bury(connection, "person", hashes, reason, author, now)


def _holds(record: str, forms: Iterable[str]) -> bool:
    low = record.casefold()
    return any(form.casefold() in low for form in forms)


def _forget_claims(connection: Connection, ids: Sequence[str]) -> None:
    for at in range(0, len(ids), 500):
        part = ids[at : at + 500]
        connection.execute(delete(t.claims).where(t.claims.c.id.in_(part)))
        earlier, later = t.supersessions.c.earlier, t.supersessions.c.later
        connection.execute(delete(t.supersessions).where(or_(earlier.in_(part), later.in_(part))))
        _forget_decisions(connection, part)


def _forget_entities(connection: Connection, which: ColumnElement[bool]) -> None:
    rows = select(t.entities.c.row).where(which)
    connection.execute(delete(t.names).where(t.names.c.entity.in_(rows)))
    linked = select(t.entities.c.id).where(which)
    connection.execute(delete(t.entity_links).where(t.entity_links.c.entity.in_(linked)))
    connection.execute(delete(t.entities).where(which))


def _forget_decisions(connection: Connection, targets: Sequence[str]) -> None:
    gone = select(t.decisions.c.id).where(t.decisions.c.target.in_(targets))
    connection.execute(delete(t.decisions).where(t.decisions.c.undoes.in_(gone)))
    connection.execute(delete(t.decisions).where(t.decisions.c.target.in_(targets)))


def _kept_by_reject() -> ColumnElement[bool]:
    return t.blobs.c.sha256.in_(select(t.rejects.c.blob).where(t.rejects.c.blob.is_not(None)))


def _bury(connection: Connection, kind: str, hashes: set[str], reason: str, author: str, now: str) -> None:
    rows = [{"kind": kind, "hash": h, "reason": reason, "author": author, "recorded_at": now} for h in sorted(hashes)]
    connection.execute(insert(t.tombstones), rows)
