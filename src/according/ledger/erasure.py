"""The one path that destroys content for good: here a document, in `erased_people` a person's name.

What is left is a tombstone of keyed hashes. Tables and the full-text index are written anew; in a file, freed pages are
overwritten, too, and the write-ahead log is cut. So no byte of what was erased stays in the database.
"""

import hashlib
import hmac
import json
import re
import zlib
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, String, delete, func, insert, or_, select

from according.model import Document

from . import jobs
from . import schema as t
from .decisions import IDENTITY, KNOWN
from .link_memory import clear
from .records import unpack_document
from .stores import store_of

KEY = "tombstone_key"


def keyed_hash(connection: Connection, content: bytes) -> str:
    """HMAC-SHA256 under the ledger's own key: tells nobody without the ledger what was erased."""
    key = connection.scalar(select(t.facts.c.value).where(t.facts.c.key == KEY))
    return hmac.new(bytes.fromhex(key or "00"), content, hashlib.sha256).hexdigest()


def canonical(words: str) -> bytes:
    """A text's letters and digits alone, in lower case: the same for a re-encoded or re-wrapped copy."""
    return re.sub(r"[\W_]+", "", words).casefold().encode("utf-8", "surrogatepass")


def is_erased(connection: Connection, document: Document, identity: str, original: bytes) -> bool:
    """Whether this document was erased before, by id (its own, or the ledger's for it), bytes or text."""
    marks = (document.id.encode(), identity.encode(), original, canonical(document.text))
    hashes = [keyed_hash(connection, mark) for mark in marks]
    found = select(t.tombstones.c.id).where(t.tombstones.c.kind == "document", t.tombstones.c.hash.in_(hashes))
    return connection.scalar(found.limit(1)) is not None


def erase_document(connection: Connection, document: str, reason: str, author: str, now: str) -> None:
    """Remove a document with all its versions, readings, claims, decisions and search rows, and leave a tombstone."""
    clear(connection)
    versions = connection.execute(select(t.versions).where(t.versions.c.document == document)).all()
    hashes, called = {keyed_hash(connection, document.encode())}, {document}
    for row in versions:
        content = connection.scalar(select(t.blobs.c.content).where(t.blobs.c.sha256 == row.blob))
        stored = unpack_document(row.record, row.fingerprint, [])
        hashes.add(keyed_hash(connection, zlib.decompress(content or b"")))
        hashes.add(keyed_hash(connection, canonical(stored.text)))
        called.add(stored.source_name)
        connection.execute(delete(t.rejects).where(t.rejects.c.source.in_({stored.source_name, document})))
        store_of(connection).forget_passages(connection, row.id)
        connection.execute(delete(t.redactions).where(t.redactions.c.version == row.id))
    jobs.forget(connection, called, {row.blob for row in versions})
    ids = list(connection.scalars(select(t.claims.c.id).where(t.claims.c.document == document)))
    forget_claims(connection, ids)
    forget_entities(connection, t.entities.c.document == document)
    forget_decisions(connection, [document, *_decided_about(connection, document)])
    readings = select(t.readings.c.id).where(t.readings.c.document == document)
    connection.execute(delete(t.supersessions).where(t.supersessions.c.reading.in_(readings)))
    connection.execute(delete(t.readings).where(t.readings.c.document == document))
    connection.execute(delete(t.versions).where(t.versions.c.document == document))
    connection.execute(delete(t.documents).where(t.documents.c.id == document))
    used = select(t.versions.c.blob)
    connection.execute(delete(t.blobs).where(t.blobs.c.sha256.not_in(used), ~_kept_by_reject()))
    _forget_mentions(connection, document)
    bury(connection, "document", hashes, _without(reason, document), author, now)


def _decided_about(connection: Connection, document: str) -> list[str]:
    """Targets of decisions on who is who that rest on the document."""
    told = t.decisions.c.value.contains(json.dumps(document, ensure_ascii=False), autoescape=True)
    rows = select(t.decisions.c.target).where(t.decisions.c.kind.in_((*IDENTITY, *KNOWN)), told)
    return list(connection.scalars(rows))


def forget_claims(connection: Connection, ids: Sequence[str]) -> None:
    """Remove claims, what was decided about them, and what they replace or are replaced by."""
    for at in range(0, len(ids), 500):
        part = ids[at : at + 500]
        connection.execute(delete(t.claims).where(t.claims.c.id.in_(part)))
        earlier, later = t.supersessions.c.earlier, t.supersessions.c.later
        connection.execute(delete(t.supersessions).where(or_(earlier.in_(part), later.in_(part))))
        connection.execute(delete(t.leases).where(t.leases.c.claim.in_(part)))
        forget_decisions(connection, part)


def forget_entities(connection: Connection, which: ColumnElement[bool]) -> None:
    """Remove entities with their names and links."""
    rows = select(t.entities.c.row).where(which)
    connection.execute(delete(t.names).where(t.names.c.entity.in_(rows)))
    connection.execute(delete(t.linked).where(t.linked.c.entity.in_(rows)))
    connection.execute(delete(t.entities).where(which))


def forget_decisions(connection: Connection, targets: Collection[str]) -> None:
    """Remove decisions on these claims, entities, documents or names, and their undoings."""
    gone = select(t.decisions.c.id).where(t.decisions.c.target.in_(targets))
    connection.execute(delete(t.decisions).where(t.decisions.c.undoes.in_(gone)))
    connection.execute(delete(t.decisions).where(t.decisions.c.target.in_(targets)))


def _forget_mentions(connection: Connection, document: str) -> None:
    """Remove rows of any table that name the document, or an entity of it, by id: links, origins, decisions."""
    for table in (known for known in reversed(t.metadata.sorted_tables) if known not in t.ACCOUNTS | t.QUEUE):
        ids = [c for c in table.columns if isinstance(c.type, String)]
        named = [or_(c == document, func.substr(c, 1, len(document) + 1) == f"{document}#") for c in ids]
        if named:
            connection.execute(delete(table).where(or_(*named)))


def _without(reason: str, document: str) -> str:
    """The reason of an erasure without the name of what was erased."""
    return reason.replace(document, "the document")


def _kept_by_reject() -> ColumnElement[bool]:
    return t.blobs.c.sha256.in_(select(t.rejects.c.blob).where(t.rejects.c.blob.is_not(None)))


def bury(connection: Connection, kind: str, hashes: set[str], reason: str, author: str, now: str) -> None:
    """Leave tombstones: `document` and `person` for what must not come back, `renamed` for ids that held a name."""
    rows = [{"kind": kind, "hash": h, "reason": reason, "author": author, "recorded_at": now} for h in sorted(hashes)]
    if rows:
        connection.execute(insert(t.tombstones), rows)
