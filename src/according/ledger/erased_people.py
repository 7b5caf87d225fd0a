"""Erasing a person: claims, entities, decisions and notes go; stored documents stay, and are shown without the name.

The name is looked for in every text of every table, so that a table added later is covered, too. What new documents say
is held against keyed hashes: the ledger no longer knows the name it must not take in again.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import unquote

from sqlalchemy import Connection, String, and_, delete, insert, select, update

from according.model import Claim, Document, claim_from_record, claim_record

from . import schema as t
from .erasure import bury, forget_claims, forget_decisions, forget_entities, keyed_hash
from .hiding import Hider, redact, words_of
from .link_memory import clear
from .names import name_key
from .records import pack_document, unpack_document
from .stores import store_of

LONGEST_NAME = 6
"""Words of the longest erased name that is looked for in new documents."""

LONGEST_PASSAGE = 100_000
"""Characters of a paragraph that are searched as one; the index of a server takes no more than a megabyte of words."""

NAMED_IN = (2, 3, 7)
"""Places of names in what a decision was made on: subject, object, speaker (see `decisions.made_on`)."""

Change = Callable[[str], str]
"""Words as they shall stand."""


def erase_person(connection: Connection, forms: Sequence[str], reason: str, author: str, now: str) -> list[str]:
    """Remove a person's name: their claims, entities, decisions and search rows; block the name in stored texts.

    A claim that names the person in whatever role goes, and with it what was decided about it. Titles, addresses and
    notes lose the name; a document whose id holds it gets another id.

    Args:
        forms: the full names under which the ledger knows the person.

    Returns:
        The new ids of documents whose id held the name.
    """
    store_of(connection).defer_foreign_keys(connection)
    clear(connection)
    traces = _find_traces(connection, forms)
    homes = {r.id: r.document for r in connection.execute(select(t.claims.c.id, t.claims.c.document))}
    forget_claims(connection, [r.id for r in connection.execute(select(t.claims)) if traces.in_claim(r)])
    rows = [r.row for r in connection.execute(select(t.entities)) if traces.is_entity(r)]
    forget_entities(connection, t.entities.c.row.in_(rows))
    connection.execute(delete(t.names).where(t.names.c.row.in_(_telling_forms(connection, traces))))
    made = connection.execute(select(t.decisions)).all()
    forget_decisions(connection, {r.target for r in made if traces.in_decision(r, homes.get(r.target))})
    known = [r.id for r in connection.execute(select(t.known_links)) if traces.hider(r.document).finds(r.name)]
    connection.execute(delete(t.known_links).where(t.known_links.c.id.in_(known)))
    connection.execute(delete(t.rejects).where(t.rejects.c.source.in_(_told_sources(connection, traces))))
    renamed = {old: _renamed(connection, old) for old, hider in traces.inside.items() if hider.in_slug(old)}
    for row in connection.execute(select(t.versions)).all():
        _hide_in_version(connection, row, traces.hider(row.document), renamed.get(row.document, row.document))
    hashes = {keyed_hash(connection, name_key(name).encode()) for form in forms for name in (form, _turned(form))}
    bury(connection, "person", hashes, reason, author, now)
    bury(connection, "renamed", {keyed_hash(connection, old.encode()) for old in renamed}, reason, author, now)
    _rewrite(connection, lambda document: partial(_moved_or_hidden, renamed, traces.hider(document)), homes)
    return sorted(renamed.values())


@dataclass(frozen=True)
class _Traces:
    """Where a person is told of: `inside` has a hider for each document that tells of them."""

    everywhere: Hider
    inside: dict[str, Hider]
    rows: frozenset[int]
    entities: frozenset[tuple[int, str]]

    def hider(self, document: str | None) -> Hider:
        """What is hidden in a document, or where no document is known."""
        return self.inside.get(document or "", self.everywhere)

    def is_entity(self, row: Any) -> bool:
        """Whether an entity is the person, or bears the name."""
        return row.row in self.rows or self.hider(row.document).finds(row.name)

    def in_claim(self, row: Any) -> bool:
        """Whether a claim is about or by the person, or names them in whatever role."""
        record = json.loads(row.record)
        if any(key == "entity" and self._is_person(row.reading, value) for key, value in _strings(record)):
            return True
        told = {key: value for key, value in record.items() if key not in ("id", "document", "evidence")}
        return any(key != "entity" and self.hider(row.document).finds(value) for key, value in _strings(told))

    def _is_person(self, reading: int | None, entity: str) -> bool:
        return any(entity == known and reading in (None, of) for of, known in self.entities)

    def in_decision(self, row: Any, document: str | None) -> bool:
        """Whether a decision is about the person, or was made on a statement that names them."""
        if any({row.target, row.value} & {known} for _, known in self.entities):
            return True
        made_on = json.loads(row.made_on)
        told = [row.target, *(made_on[at] for at in NAMED_IN if at < len(made_on))]
        told += [value for _, value in _strings(_parsed(row.value))]
        return any(self.hider(document).finds(words) for words in told)


def _find_traces(connection: Connection, forms: Sequence[str]) -> _Traces:
    keys = {name_key(form) for form in forms} - {""}
    own = connection.execute(
        select(t.entities.c.row, t.entities.c.id, t.entities.c.reading, t.entities.c.document)
        .join(t.names, t.names.c.entity == t.entities.c.row)
        .where(t.names.c.key.in_(keys))
    ).all()
    rows = frozenset(r.row for r in own)
    everywhere = Hider(frozenset(forms))
    telling = {r.document for r in own}
    for version in connection.execute(select(t.versions)):
        document = unpack_document(version.record, version.fingerprint, [])
        if everywhere.in_slug(document.id) or any(map(everywhere.finds, (document.text, document.title or ""))):
            telling.add(document.id)
    inside = {document: _hider_inside(connection, document, forms, rows) for document in telling}
    return _Traces(everywhere, inside, rows, frozenset((r.reading, r.id) for r in own))


def _hider_inside(connection: Connection, document: str, forms: Sequence[str], rows: frozenset[int]) -> Hider:
    named = select(t.names.c.form, t.names.c.entity).join(t.entities, t.entities.c.row == t.names.c.entity)
    found = connection.execute(named.where(t.entities.c.document == document)).all()
    words = [r.form for r in found if r.entity in rows and " " not in r.form.strip()]
    return Hider.of(forms, words=words, others=(r.form for r in found if r.entity not in rows))


def _telling_forms(connection: Connection, traces: _Traces) -> list[int]:
    """Rows of name forms of others that tell the name: "the lawyer for Mr Finch"."""
    named = select(t.names.c.row, t.names.c.form, t.entities.c.document)
    found = connection.execute(named.join(t.entities, t.entities.c.row == t.names.c.entity))
    return [r.row for r in found if traces.hider(r.document).finds(r.form)]


def _told_sources(connection: Connection, traces: _Traces) -> list[str]:
    """Sources of notes that a document was once not taken, where they tell the name."""
    named = Hider.of(traces.everywhere.full)
    return [s for s in connection.scalars(select(t.rejects.c.source)) if named.in_slug(s)]


def _hide_in_version(connection: Connection, row: Any, hider: Hider, id: str) -> None:
    document = unpack_document(row.record, row.fingerprint, [])
    spans = hider.spans(document.text)
    hidden = hide_document(document, hider, id)
    if hidden != document:
        values = {"record": pack_document(hidden), "publisher": hidden.publisher}
        connection.execute(update(t.versions).where(t.versions.c.id == row.id).values(values))
    if spans:
        store_of(connection).forget_passages(connection, row.id)
        block(connection, row.id, hidden, spans)


def hide_document(document: Document, hider: Hider, id: str) -> Document:
    """The document under this id, its text as it is, without the name in what is told about it."""

    def hidden(words: str | None) -> str | None:
        return hider.hide(words) if words else words

    told = [document.url or "", *((document.fetch.url, document.fetch.final_url) if document.fetch else ())]
    addressed = any(map(hider.in_slug, told))
    return replace(
        document,
        id=id,
        title=hidden(document.title),
        publisher=hidden(document.publisher),
        author=hidden(document.author),
        authority=hidden(document.authority),
        corrects=hidden(document.corrects),
        url=None if addressed else document.url,
        fetch=None if addressed else document.fetch,
        source_name=id if hider.in_slug(document.source_name) else document.source_name,
    )


def hide_claims(claims: Iterable[Claim], hider: Hider, id: str) -> list[Claim]:
    """Claims that do not name the person, with their document under this id and without the name in its title."""
    kept = []
    for claim in claims:
        record = claim_record(claim)
        told = {key: value for key, value in record.items() if key not in ("id", "document", "evidence")}
        if any(key != "entity" and hider.finds(value) for key, value in _strings(told)):
            continue
        kept.append(claim_from_record(_walked(record, partial(_moved_or_hidden, {claim.document.id: id}, hider))))
    return kept


def block(connection: Connection, version: int, document: Document, spans: Sequence[tuple[int, int]]) -> None:
    """Note where erased names stand in a version, and make its passages findable without them."""
    if spans:
        rows = [{"version": version, "start": a, "end": b} for a, b in spans]
        connection.execute(insert(t.redactions), rows)
    shown = redact(document.text, blocked(connection, version))
    store_of(connection).add_passages(connection, version, passages(document, shown))


def passages(document: Document, shown: str) -> list[tuple[int, str]]:
    """What search finds of a document: its paragraphs by where they start, boilerplate left out.

    Args:
        shown: the document's text, erased names blocked out.
    """
    return [
        (at, shown[at : min(at + LONGEST_PASSAGE, s.end)])
        for s in document.segments
        if s.kind != "boilerplate"
        for at in range(s.start, s.end, LONGEST_PASSAGE)
    ]


def blocked(connection: Connection, version: int) -> list[tuple[int, int]]:
    """Stretches of a version's text that are not shown."""
    rows = select(t.redactions.c.start, t.redactions.c.end).where(t.redactions.c.version == version)
    return [(a, b) for a, b in connection.execute(rows)]


def blocked_in(connection: Connection, versions: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The same of several versions; those of which all is shown are left out."""
    rows = select(t.redactions).where(t.redactions.c.version.in_(versions))
    found: dict[int, list[tuple[int, int]]] = {}
    for row in connection.execute(rows):
        found.setdefault(row.version, []).append((row.start, row.end))
    return found


def current_id(connection: Connection, document: str) -> str:
    """The id under which the ledger keeps a document: another than its own where that holds an erased name."""
    stones = select(t.tombstones.c.id).where(t.tombstones.c.kind == "renamed")
    known = stones.where(t.tombstones.c.hash == keyed_hash(connection, document.encode()))
    slug = " ".join(words_of(unquote(document)))
    if connection.scalar(known.limit(1)) is not None or erased_names(connection, slug):
        return _renamed(connection, document)
    return document


def erased_names(connection: Connection, words: str) -> set[str]:
    """The names of erased people that stand in the words."""
    hashes = set(connection.scalars(select(t.tombstones.c.hash).where(t.tombstones.c.kind == "person")))
    if not hashes:
        return set()
    found = set()
    for length in range(1, LONGEST_NAME + 1):
        pattern = r"(?=(?<!\w)(" + r"[\s.,'’-]+".join([r"[^\W_][\w’'-]*"] * length) + r")(?!\w))"
        for match in re.finditer(pattern, words):
            if keyed_hash(connection, name_key(match.group(1)).encode()) in hashes:
                found.add(match.group(1))
    return found


def hider_of(connection: Connection, document: Document, version: int | None, others: Iterable[str]) -> Hider:
    """What is hidden in a document that is added or read again: erased names that it tells, and what was blocked."""
    names = erased_names(connection, f"{document.title or ''}\n{document.text}")
    words = {document.text[a:b] for a, b in blocked(connection, version)} if version is not None else set()
    names |= {form for form in words if " " in form}
    return Hider.of(names, words=words - names, others=others) if names or words else Hider()


def _renamed(connection: Connection, document: str) -> str:
    return f"document-{keyed_hash(connection, document.encode())[:16]}"


def _turned(name: str) -> str:
    """Surname first."""
    *given, surname = name.split() or [""]
    return " ".join((surname, *given))


def _moved(words: str, renamed: dict[str, str]) -> str | None:
    """The new id of a document, or of an entity of it, if the words are one that was renamed."""
    document, mark, entity = words.rpartition("#")
    if words in renamed:
        return renamed[words]
    return f"{renamed[document]}{mark}{entity}" if document in renamed else None


def _moved_or_hidden(renamed: dict[str, str], hider: Hider, words: str) -> str:
    return _moved(words, renamed) or hider.hide(words)


def _rewrite(connection: Connection, change: Callable[[str | None], Change], homes: dict[str, str]) -> None:
    """Pass every text of every table through the change for the row's document, also the strings inside records."""
    for table in (known for known in t.metadata.sorted_tables if known not in t.ACCOUNTS):
        texts = [column for column in table.columns if isinstance(column.type, String)]
        keys = list(table.primary_key)
        for row in connection.execute(select(*{c.name: c for c in (*keys, *texts)}.values())).mappings().all():
            mend = change(row.get("document") or homes.get(str(row.get("target"))))
            values = {c.name: _changed(row[c.name], mend) for c in texts}
            if any(values[name] != row[name] for name in values):
                same = and_(*(c == row[c.name] for c in keys))
                connection.execute(update(table).where(same).values(values))


def _changed(value: str | None, change: Change) -> str | None:
    if not value:
        return value
    record = _parsed(value)
    if record is None:
        return change(value)
    walked = _walked(record, change)
    return value if walked == record else json.dumps(walked, ensure_ascii=False, separators=(",", ":"))


def _parsed(value: str) -> Any:
    """The record or list that the words are in JSON, or None."""
    if not value.startswith(("{", "[")):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


def _walked(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_walked(item, change) for item in value]
    return {key: _walked(item, change) for key, item in value.items()} if isinstance(value, dict) else value


def _strings(value: Any, key: str = "") -> list[tuple[str, str]]:
    """Every string of a record with the field it stands in."""
    if isinstance(value, str):
        return [(key, value)]
    if isinstance(value, list):
        return [found for item in value for found in _strings(item, key)]
    return [found for k, item in value.items() for found in _strings(item, k)] if isinstance(value, dict) else []
