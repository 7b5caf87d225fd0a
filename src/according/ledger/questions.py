"""Every question the ledger answers, as functions with the names of the domain. No other room writes SQL."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, exists, func, or_, select, true

from according.intake.fingerprint import resemblance
from according.model import Argument, Claim, Document, Pool, claim_from_record

from . import schema as t
from .decisions import IDENTITY, KNOWN, REVIEW_OF, REVIEWED, Decision, made_on
from .erased_people import blocked_in
from .filters import EVERYTHING, ClaimFilter
from .names import name_key
from .records import unpack_claim, unpack_document, unpack_fingerprint
from .stores import store_of

PART = 250
"""Documents or statements that one question asks about: a server far away is asked rarely, no list grows too long."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or something that one document names; what the ledger knows before linking."""

    id: str
    type: str
    name: str
    forms: tuple[str, ...]
    document: str
    age: int | None
    protected: str | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that holds the words searched for; offsets are those of the document's stored text."""

    document: str
    version: str
    start: int
    end: int
    snippet: str
    text: str
    """The whole paragraph: names are masked in it, and not in words that were cut out of it."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that was not taken."""

    source: str
    reason: str
    detail: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What was erased, when and why; never its name."""

    kind: str
    reason: str
    author: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Status:
    """What is in the ledger and what is not."""

    schema: str
    documents: int
    versions: int
    claims: int
    people: int
    decisions: int
    publishers: int
    first_published: str | None
    last_published: str | None
    undated: int
    rejected: dict[str, int]
    erased: int
    last_added: str | None
    last_recorded: str | None


def _undone(known_on: str | None = None) -> Any:
    undo = t.decisions.alias("undo")
    taken_back = exists().where(undo.c.undoes == t.decisions.c.id)
    return taken_back if known_on is None else taken_back.where(undo.c.recorded_at <= end_of(known_on))


def in_collections(names: Collection[str]) -> Select[Any]:
    """Ids of the documents of these collections."""
    seen = select(t.documents.c.id).join(t.collections, t.collections.c.id == t.documents.c.collection)
    return seen.where(t.collections.c.name.in_(names))


def _made_in(collections: Collection[str] | None) -> Any:
    """Whether a decision is about documents of these collections alone; None lets every decision through.

    An unmasked name without an entity, and what a ledger was exported for, belong to no collection.
    """
    if collections is None:
        return true()
    seen = in_collections(collections)
    claims = select(t.claims.c.id).where(t.claims.c.document.in_(seen))
    entities = select(t.entities.c.id).where(t.entities.c.document.in_(seen))
    return or_(
        and_(t.decisions.c.kind.in_(REVIEWED), t.decisions.c.target.in_(claims)),
        and_(t.decisions.c.kind == "pin", t.decisions.c.target.in_(seen)),
        and_(t.decisions.c.kind == "unmask", t.decisions.c.target.in_(entities)),
        t.decisions.c.kind.in_((*IDENTITY, *KNOWN)),
    )


def _about_seen(connection: Connection, found: list[Decision], collections: Collection[str] | None) -> list[Decision]:
    """The decisions without those about who is who that name a document of another collection."""
    named = {d.id: documents_decided(d) for d in found if d.kind in (*IDENTITY, *KNOWN)}
    if collections is None or not named:
        return found
    seen = set(connection.scalars(in_collections(collections)))
    return [d for d in found if named.get(d.id, set()) <= seen]


def documents_decided(decision: Decision) -> set[str]:
    """The documents that a decision about who is who names."""
    told = json.loads(decision.value)
    return {told["document"]} if decision.kind in KNOWN else {document for document, _ in told}


def _in_force(known_on: str | None) -> Any:
    """Whether a decision stood on a day: made by then, and not taken back by then."""
    stands = ~_undone(known_on)
    return stands if known_on is None else and_(stands, t.decisions.c.recorded_at <= end_of(known_on))


def end_of(moment: str) -> str:
    """The last instant of a day, as instants are recorded; an instant is its own end."""
    return moment + "T23:59:59.999999Z" if len(moment) == 10 else moment


def select_documents(given: ClaimFilter) -> Select[Any]:
    """Version rows of the documents that the filter lets through: of each the newest that was there on that day.

    A document that was changed later is seen as it stood then, and not left out for its later date. Whether a row is
    the newest is asked of its own document's rows alone: who looks for a few rows does not pay for all.
    """
    later = t.versions.alias("later")
    newer = select(later.c.id).where(later.c.document == t.versions.c.document, later.c.id > t.versions.c.id)
    newer = newer.where(*_there(later, given)).correlate(t.versions)
    rows = select(t.versions).where(*_there(t.versions, given), ~newer.exists())
    if given.document is not None:
        rows = rows.where(t.versions.c.document == given.document)
    return _narrow(rows, given)


def _there(versions: FromClause, given: ClaimFilter) -> list[ColumnElement[bool]]:
    """That a version was in the ledger, and published, on the days that the filter asks for."""
    found: list[ColumnElement[bool]] = []
    if given.known_on is not None:
        found.append(versions.c.recorded_at <= end_of(given.known_on))
    if given.as_of is not None:
        found += [versions.c.published.is_not(None), versions.c.published <= given.as_of]
    return found


def _narrow(rows: Select[Any], given: ClaimFilter) -> Select[Any]:
    if given.collections is not None:
        rows = rows.where(t.versions.c.document.in_(in_collections(given.collections)))
    if given.public_only:
        today = datetime.now(UTC).date().isoformat()
        rows = rows.where(t.versions.c.handling.in_(("public", "internal")))
        rows = rows.where(or_(t.versions.c.embargo_until.is_(None), t.versions.c.embargo_until <= today))
    return rows


def documents(connection: Connection, given: ClaimFilter = EVERYTHING) -> Iterator[Document]:
    """The newest version of every document, by id."""
    rows = select_documents(given).order_by(t.versions.c.document)
    for part in _parts(connection.execute(rows).all()):
        yield from _unpacked(connection, part).values()


def documents_after(connection: Connection, version: int) -> list[str]:
    """Documents with a version row after the one of this number, newest first; read off the primary key."""
    rows = select(t.versions.c.document).where(t.versions.c.id > version).order_by(t.versions.c.id.desc())
    return list(dict.fromkeys(connection.scalars(rows)))


def documents_of(connection: Connection, claims: Collection[str]) -> set[str]:
    """The documents of claims, by their ids, also of claims that no current reading makes."""
    return set(connection.scalars(select(t.claims.c.document).where(t.claims.c.id.in_(claims))))


def changed_documents(connection: Connection) -> set[str]:
    """Documents of which the ledger has more than one version."""
    rows = select(t.versions.c.document).group_by(t.versions.c.document).having(func.count() > 1)
    return set(connection.scalars(rows))


def span(connection: Connection, collections: Collection[str] | None = None) -> tuple[str | None, str | None]:
    """The earliest and the latest day of publication, None if no document tells one; each one look into an index."""
    seen = true() if collections is None else t.versions.c.document.in_(in_collections(collections))
    ends = (func.min(t.versions.c.published), func.max(t.versions.c.published))
    first, last = (connection.scalar(select(end).where(seen)) for end in ends)
    return first, last


def _unpacked(connection: Connection, versions: Collection[Any]) -> dict[int, Document]:
    """Version rows as documents, by number, with erased names blocked out."""
    hidden = blocked_in(connection, [v.id for v in versions])
    return {v.id: unpack_document(v.record, v.fingerprint, hidden.get(v.id, [])) for v in versions}


def claims(
    connection: Connection, given: ClaimFilter = EVERYTHING, *, texts: Mapping[tuple[str, str], str] | None = None
) -> Iterator[Claim]:
    """Claims of the current readings, by document and place in it, with what people decided about them.

    An accepted, edited or entered claim that the current reading lacks stays in the answer.

    Args:
        texts: of documents that were read before, by document and version; the others are read here.
    """
    rows = select_documents(given).with_only_columns(t.versions.c.id, t.versions.c.document, t.versions.c.version)
    versions = sorted(connection.execute(rows).all(), key=lambda v: str(v.document))
    of_all = given.document is None
    replaced = _supersessions(connection, given.known_on) if of_all else {}
    reviews = _reviews(connection, given) if of_all else {}
    for part in _parts(versions):
        found = _claims_in(connection, part, given)
        shown = _texts(connection, [v for v in part if v.document in found], texts or {})
        told = [(packed, shown[v.document]) for v in part for packed in found.get(v.document, ())]
        if not of_all:
            replaced = _supersessions(connection, given.known_on, [packed.id for packed, _ in told])
        pool: Pool = {}
        unpacked = [
            (unpack_claim(packed.record, text, superseded_by=replaced.get(packed.id, ()), pool=pool), packed.entered_by)
            for packed, text in told
            if given.superseded or packed.id not in replaced
        ]
        if not of_all:
            reviews = _reviews(connection, given, [made_on(claim) for claim, _ in unpacked])
        for claim, entered_by in unpacked:
            yield _reviewed(claim, reviews, entered=entered_by is not None)


def _texts(connection: Connection, versions: Collection[Any], known: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The texts of versions, by document: those known already, and the others read, erased names blocked out."""
    lacking = [v.id for v in versions if (v.document, v.version) not in known]
    rows = connection.execute(select(t.versions).where(t.versions.c.id.in_(lacking))).all() if lacking else []
    read = _unpacked(connection, rows)
    return {v.document: read[v.id].text if v.id in read else known[v.document, v.version] for v in versions}


def _claims_in(connection: Connection, versions: Collection[Any], given: ClaimFilter) -> dict[str, list[Any]]:
    """Claim rows of some documents that the filter lets through, by document and place in it."""
    readings = _current_readings(connection, versions, given.known_on)
    homes = {v.document for v in versions}
    standing = t.decisions.c.kind.in_(("accept", "edit")), _in_force(given.known_on)
    kept = select(t.decisions.c.target).where(*standing)
    current = t.claims.c.reading.in_(set(readings.values()))
    columns = (t.claims.c.id, t.claims.c.document, t.claims.c.reading, t.claims.c.entered_by, t.claims.c.record)
    rows = select(*columns).where(or_(current, t.claims.c.entered_by.is_not(None), t.claims.c.id.in_(kept)))
    if given.known_on is not None:
        rows = rows.where(t.claims.c.recorded_at <= end_of(given.known_on))
    if given.predicates is not None:
        rows = rows.where(t.claims.c.predicate.in_(given.predicates))
    if given.stages is not None:
        rows = rows.where(t.claims.c.stage.in_(given.stages))
    if given.entities is not None:
        mine = tuple(e for e in given.entities if e.rpartition("#")[0] in homes)
        homes = {e.rpartition("#")[0] for e in mine}
        spoken = [t.claims.c.record.contains(json.dumps(e, ensure_ascii=False), autoescape=True) for e in mine]
        rows = rows.where(or_(t.claims.c.subject.in_(mine), t.claims.c.object.in_(mine), *spoken))
    if given.dated_from is not None:
        rows = rows.where(t.claims.c.date >= given.dated_from)
    if given.dated_to is not None:
        rows = rows.where(t.claims.c.date <= given.dated_to + "~")
    found: dict[str, dict[str, Any]] = {}
    rows = rows.where(t.claims.c.document.in_(homes)).order_by(t.claims.c.start, t.claims.c.row)
    for row in connection.execute(rows) if homes else ():
        unique = found.setdefault(row.document, {})
        if row.id not in unique or row.reading == readings.get(row.document):
            unique[row.id] = row
    return {document: list(unique.values()) for document, unique in found.items()}


def _current_readings(connection: Connection, versions: Collection[Any], known_on: str | None) -> dict[str, int]:
    """The reading of each document that counts: the newest of its version, unless a person pinned another."""
    newest = select(t.readings.c.version, func.max(t.readings.c.id).label("reading")).group_by(t.readings.c.version)
    newest = newest.where(t.readings.c.version.in_([v.id for v in versions]))
    if known_on is not None:
        newest = newest.where(t.readings.c.recorded_at <= end_of(known_on))
    read = {r.version: int(r.reading) for r in connection.execute(newest)}
    pins = select(t.decisions.c.target, t.decisions.c.value).where(t.decisions.c.kind == "pin", _in_force(known_on))
    pins = pins.where(t.decisions.c.target.in_([v.document for v in versions])).order_by(t.decisions.c.id)
    pinned = {r.target: int(r.value) for r in connection.execute(pins)}
    return {v.document: read[v.id] for v in versions if v.id in read} | pinned


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[at : at + PART] for at in range(0, len(rows), PART))


def _reviews(
    connection: Connection, given: ClaimFilter, about: Sequence[tuple[str, ...]] | None = None
) -> dict[tuple[str, ...], Decision]:
    """The standing decision on each statement, by what it was made on; on those `about` alone, None for all."""
    known_on, collections = given.known_on, given.collections
    if about is None:
        found = decisions(connection, known_on=known_on, collections=collections)
    else:
        found = []
        told = [json.dumps(list(made), ensure_ascii=False) for made in dict.fromkeys(about)]
        for part in _parts(told):
            found += decisions(connection, known_on=known_on, about=part, collections=collections)
    return {d.made_on: d for d in found if d.kind in REVIEW_OF}


def _supersessions(
    connection: Connection, known_on: str | None, earlier: Sequence[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """The claims that replace each; of those `earlier` ones, None for all."""
    rows = select(t.supersessions.c.earlier, t.supersessions.c.later)
    if known_on is not None:
        rows = rows.where(t.supersessions.c.recorded_at <= end_of(known_on))
    if earlier is not None:
        rows = rows.where(t.supersessions.c.earlier.in_(earlier))
    found: dict[str, tuple[str, ...]] = {}
    for replaced, later in connection.execute(rows.order_by(t.supersessions.c.id)):
        if later not in found.get(replaced, ()):
            found[replaced] = (*found.get(replaced, ()), later)
    return found


def _reviewed(claim: Claim, reviews: dict[tuple[str, ...], Decision], *, entered: bool) -> Claim:
    decision = reviews.get(made_on(claim)) if reviews else None
    if decision is None:
        return replace(claim, review="accepted") if entered else claim
    if decision.kind == "edit":
        edited = json.loads(decision.value)
        edited["evidence"] = [
            {**item, "quote": e.quote} for item, e in zip(edited["evidence"], claim.evidence, strict=False)
        ]
        return _carried(claim_from_record(edited), claim)
    return replace(claim, review=REVIEW_OF[decision.kind])


def _carried(edited: Claim, claim: Claim) -> Claim:
    """The edited claim in place of a claim that says the same, which may be another document's."""
    edited = replace(edited, id=claim.id, review="edited", superseded_by=claim.superseded_by)
    if edited.document.id == claim.document.id:
        return edited

    def here(side: Argument | None, own: Argument | None) -> Argument | None:
        if side is None or (own is not None and side.name == own.name):
            return own if side is not None else None
        return replace(side, entity=None, mention=None)

    return replace(
        edited,
        subject=here(edited.subject, claim.subject),
        object=here(edited.object, claim.object),
        attribution=tuple(replace(s, entity=None, mention=None) for s in edited.attribution),
        evidence=claim.evidence,
        document=claim.document,
    )


def decisions(
    connection: Connection,
    *,
    known_on: str | None = None,
    about: Sequence[str] | None = None,
    collections: Collection[str] | None = None,
) -> list[Decision]:
    """Decisions in force, in the order in which they were made; undone ones and undoings are left out.

    Args:
        known_on: ISO day or instant as of which they were in force; one that was taken back later counts.
        about: only those made on one of these statements, as they are stored.
        collections: only those about documents of these collections.
    """
    rows = select(t.decisions).where(t.decisions.c.undoes.is_(None), _in_force(known_on), _made_in(collections))
    rows = rows.order_by(t.decisions.c.id)
    if about is not None:
        rows = rows.where(t.decisions.c.made_on.in_(about))
    return _about_seen(connection, [_decision(r) for r in connection.execute(rows)], collections)


def decisions_by_number(
    connection: Connection, numbers: Collection[int], *, collections: Collection[str] | None = None
) -> list[Decision]:
    """Decisions by their numbers, also those taken back; of these collections alone, None for all."""
    rows = select(t.decisions).where(t.decisions.c.id.in_(numbers), _made_in(collections))
    return _about_seen(connection, [_decision(r) for r in connection.execute(rows)], collections)


def _decision(row: Any) -> Decision:
    made_on = tuple(json.loads(row.made_on))
    told = (row.value, row.author, row.reason, row.recorded_at, row.undoes)
    return Decision(row.id, row.kind, row.target, made_on, *told)


def latest_decision(connection: Connection, claim: Claim, collections: Collection[str] | None = None) -> int:
    """Number of the newest decision or undoing about a claim's statement; 0 if nobody decided yet."""
    same = and_(t.decisions.c.made_on == json.dumps(made_on(claim), ensure_ascii=False), _made_in(collections))
    about = or_(t.decisions.c.target == claim.id, same)
    return connection.scalar(select(func.max(t.decisions.c.id)).where(about)) or 0


def standing_about(connection: Connection, target: str) -> int:
    """Number of the newest decision in force about a target; 0 if there is none."""
    made = select(func.max(t.decisions.c.id)).where(t.decisions.c.target == target, t.decisions.c.undoes.is_(None))
    return connection.scalar(made.where(~_undone())) or 0


def revision(connection: Connection) -> tuple[int, ...]:
    """Changes whenever anything was added to or erased from the ledger, by whichever process."""
    tables = (
        t.versions, t.readings, t.claims, t.supersessions, t.decisions, t.linked, t.rejects, t.tombstones,
        t.known_links,
    )  # fmt: skip
    newest = [select(func.max(next(iter(table.primary_key)))).scalar_subquery() for table in tables]
    taken = select(func.count(t.rejects.c.taken_at)).scalar_subquery()
    return tuple(value or 0 for value in connection.execute(select(*newest, taken)).one())


def taken_back(connection: Connection) -> list[Decision]:
    """Decisions that were taken back, oldest first."""
    rows = select(t.decisions).where(t.decisions.c.undoes.is_(None), _undone()).order_by(t.decisions.c.id)
    return [_decision(r) for r in connection.execute(rows)]


def waiting(connection: Connection) -> int:
    """How many claims of the current readings nobody has decided about; copies of one statement count each."""
    current = select(func.max(t.readings.c.id)).group_by(t.readings.c.document)
    decided = select(t.decisions.c.id).where(
        t.decisions.c.target == t.claims.c.id, t.decisions.c.kind.in_(REVIEW_OF), _in_force(None)
    )
    own = select(func.count()).select_from(t.claims).where(t.claims.c.reading.in_(current), ~decided.exists())
    return connection.scalar(own.where(t.claims.c.entered_by.is_(None))) or 0


def lost_decisions(connection: Connection) -> list[Decision]:
    """Decisions about claims that no current reading makes any more: for review, never dropped."""
    standing = {made_on(claim) for claim in claims(connection)}
    return [d for d in decisions(connection) if d.kind in REVIEW_OF and d.made_on not in standing]


def candidates(connection: Connection, name: str | None = None, *, given: ClaimFilter = EVERYTHING) -> list[Candidate]:
    """Entities of the current readings that bear the name (all if None), by document."""
    versions = select_documents(given).with_only_columns(t.versions.c.id)
    readings = (
        select(func.max(t.readings.c.id)).where(t.readings.c.version.in_(versions)).group_by(t.readings.c.version)
    )
    if given.known_on is not None:
        readings = readings.where(t.readings.c.recorded_at <= end_of(given.known_on))
    rows = select(t.entities).where(t.entities.c.reading.in_(readings))
    if name is not None:
        named = select(t.names.c.entity).where(t.names.c.key == name_key(name))
        rows = rows.where(t.entities.c.row.in_(named))
    found = connection.execute(rows.order_by(t.entities.c.document, t.entities.c.row)).all()
    forms: dict[int, list[str]] = {}
    pairs = select(t.names.c.entity, t.names.c.form).order_by(t.names.c.row)
    if name is not None or given.document is not None:
        pairs = pairs.where(t.names.c.entity.in_([r.row for r in found]))
    for entity, form in connection.execute(pairs):
        forms.setdefault(entity, []).append(form)
    return [
        Candidate(r.id, r.type, r.name, tuple(forms.get(r.row, ())), r.document, r.age, r.protected, r.row)
        for r in found
    ]


def search(connection: Connection, words: str, given: ClaimFilter = EVERYTHING, *, limit: int = 50) -> list[Hit]:
    """Paragraphs that hold all the words, best first; a phrase in double quotes is kept together.

    No input is a malformed query.
    """
    words = words.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")  # halves of a character match nothing
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    terms = [term for term in terms if re.search(r"[^\W_]", term)]
    if not terms:
        return []
    visible = select_documents(given).with_only_columns(t.versions.c.id)
    found = store_of(connection).find_passages(connection, terms, visible, limit)
    columns = (t.versions.c.id, t.versions.c.document, t.versions.c.version)
    shown = select(*columns).where(t.versions.c.id.in_({p.version for p in found}))
    home = {r.id: r for r in connection.execute(shown)}
    return [
        Hit(home[p.version].document, home[p.version].version, p.start, p.start + len(p.text), p.cut, p.text)
        for p in found
    ]


def rejected(connection: Connection, *, known_on: str | None = None) -> list[Rejected]:
    """Documents that were not taken and have not been taken since, or by the end of a day if one is given."""
    rows = select(t.rejects).order_by(t.rejects.c.id)
    if known_on is None:
        rows = rows.where(t.rejects.c.taken_at.is_(None))
    else:
        waiting = or_(t.rejects.c.taken_at.is_(None), t.rejects.c.taken_at > end_of(known_on))
        rows = rows.where(t.rejects.c.recorded_at <= end_of(known_on), waiting)
    return [Rejected(r.source, r.reason, r.detail, r.recorded_at) for r in connection.execute(rows)]


def tombstones(connection: Connection) -> list[Tombstone]:
    """What was erased: one line an erasure."""
    rows = select(t.tombstones).where(t.tombstones.c.kind != "renamed").order_by(t.tombstones.c.id)
    lines = [Tombstone(r.kind, r.reason, r.author, r.recorded_at) for r in connection.execute(rows)]
    return list(dict.fromkeys(lines))


def near_copies(connection: Connection, document: str, *, least: float = 0.8) -> list[str]:
    """Other documents whose text is nearly the same, by the share of equal MinHash values."""
    rows = connection.execute(select(t.versions.c.document, t.versions.c.fingerprint)).all()
    own = [unpack_fingerprint(r.fingerprint) for r in rows if r.document == document]
    found = set()
    for row in rows:
        other = unpack_fingerprint(row.fingerprint)
        if row.document != document and other and any(resemblance(other, mine) >= least for mine in own):
            found.add(row.document)
    return sorted(found)


def collection_sizes(connection: Connection, collections: Collection[str] | None = None) -> dict[str, int]:
    """How many documents each collection holds, by its name; of these collections alone, if some are given."""
    rows = select(t.collections.c.name, func.count(t.documents.c.id).label("documents")).outerjoin(t.documents)
    rows = rows.group_by(t.collections.c.name).order_by(t.collections.c.name)
    if collections is not None:
        rows = rows.where(t.collections.c.name.in_(collections))
    return {row.name: row.documents for row in connection.execute(rows)}


def status(
    connection: Connection, schema: str, *, known_on: str | None = None, collections: Collection[str] | None = None
) -> Status:
    """Counts for the status page, of what was recorded by the end of a day if one is given.

    Args:
        collections: count what their documents hold; what was refused or erased belongs to none, and is not counted.
    """

    def by_then(rows: Select[Any], table: Table) -> Select[Any]:
        if collections is not None and table is not t.decisions:
            home = table.c.id if table is t.documents else table.c.document
            rows = rows.where(home.in_(in_collections(collections)))
        return rows if known_on is None else rows.where(table.c.recorded_at <= end_of(known_on))

    def count(table: Table) -> int:
        return connection.scalar(by_then(select(func.count()).select_from(table), table)) or 0

    newest = by_then(select(func.max(t.versions.c.id)), t.versions).group_by(t.versions.c.document)
    rows = connection.execute(
        select(t.versions.c.published, t.versions.c.publisher).where(t.versions.c.id.in_(newest))
    ).all()
    dates = sorted(r.published for r in rows if r.published)
    current = by_then(select(func.max(t.readings.c.id)), t.readings).group_by(t.readings.c.document)
    in_current = by_then(select(func.count()).select_from(t.claims), t.claims)
    in_current = in_current.where(or_(t.claims.c.reading.in_(current), t.claims.c.entered_by.is_not(None)))
    people = and_(t.entities.c.type == "person", t.entities.c.reading.in_(current))
    reasons: dict[str, int] = {}
    for reject in rejected(connection, known_on=known_on) if collections is None else ():
        reasons[reject.reason] = reasons.get(reject.reason, 0) + 1
    return Status(
        schema=schema,
        documents=count(t.documents),
        versions=count(t.versions),
        claims=connection.scalar(in_current) or 0,
        people=connection.scalar(select(func.count()).select_from(t.entities).where(people)) or 0,
        decisions=count(t.decisions)
        if collections is None
        else len(decisions(connection, known_on=known_on, collections=collections)),
        publishers=len({r.publisher for r in rows if r.publisher}),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        undated=sum(1 for r in rows if not r.published),
        rejected=reasons,
        erased=len(tombstones(connection)) if collections is None else 0,
        last_added=connection.scalar(by_then(select(func.max(t.versions.c.recorded_at)), t.versions)),
        last_recorded=last_recorded(connection, known_on) if collections is None else None,
    )


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in t.metadata.sorted_tables
    }


def last_recorded(connection: Connection, known_on: str | None = None) -> str | None:
    """When the latest row of any table was written; each table's newest row is found by its number."""
    tables = (
        t.versions, t.readings, t.claims, t.supersessions, t.decisions, t.linked, t.rejects, t.tombstones,
        t.known_links,
    )  # fmt: skip
    found = []
    for table in tables:
        number = next(iter(table.primary_key))
        newest = select(table.c.recorded_at).order_by(number.desc()).limit(1)
        if known_on is not None:
            newest = newest.where(table.c.recorded_at <= end_of(known_on))
        found.append(connection.scalar(newest))
    return max((moment for moment in found if moment), default=None)


def dump(connection: Connection) -> dict[str, Any]:
    """Everything that two ledgers of the same documents must have in common: no clocks, no row numbers."""
    found: dict[str, Any] = {"documents": [], "claims": [], "entities": [], "rejects": []}
    for document in documents(connection):
        found["documents"].append((document.id, document.version, document.sha256))
    found["claims"] = sorted(f"{c.document.id} {c.id} {c.review} {c.superseded_by}" for c in claims(connection))
    found["entities"] = sorted(f"{c.id} {c.type} {c.name} {c.forms}" for c in candidates(connection))
    found["rejects"] = sorted(f"{r.source} {r.reason}" for r in rejected(connection))
    return found
