"""Every question the ledger answers, as functions with the names of the domain. No other room writes SQL."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, exists, func, or_, select, text

from according.intake.fingerprint import resemblance
from according.model import Argument, Claim, Document, claim_from_record

from . import schema as t
from .decisions import REVIEW_OF, Decision, made_on
from .filters import EVERYTHING, ClaimFilter
from .names import name_key
from .records import unpack_claim, unpack_document, unpack_fingerprint


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


_AT_ONCE = 500
"""Values that one question lists at most."""


def _undone() -> Any:
    undo = t.decisions.alias("undo")
    return exists().where(undo.c.undoes == t.decisions.c.id)


def _end_of(moment: str) -> str:
    return moment + "T23:59:59.999999Z" if len(moment) == 10 else moment


def select_documents(given: ClaimFilter) -> Select[Any]:
    """Version rows of the documents that the filter lets through: of each the newest that was there on that day.

    A document that was changed later is seen as it stood then, and not left out for its later date.
    """
    newest = select(func.max(t.versions.c.id)).group_by(t.versions.c.document)
    if given.known_on is not None:
        newest = newest.where(t.versions.c.recorded_at <= _end_of(given.known_on))
    if given.as_of is not None:
        newest = newest.where(t.versions.c.published.is_not(None), t.versions.c.published <= given.as_of)
    rows = select(t.versions).where(t.versions.c.id.in_(newest))
    return _narrow(rows, given)


def _narrow(rows: Select[Any], given: ClaimFilter) -> Select[Any]:
    if given.collections is not None:
        seen = select(t.documents.c.id).join(t.collections, t.collections.c.id == t.documents.c.collection)
        rows = rows.where(t.versions.c.document.in_(seen.where(t.collections.c.name.in_(given.collections))))
    if given.document is not None:
        rows = rows.where(t.versions.c.document == given.document)
    if given.public_only:
        today = func.date("now")
        rows = rows.where(t.versions.c.handling.in_(("public", "internal")))
        rows = rows.where(or_(t.versions.c.embargo_until.is_(None), t.versions.c.embargo_until <= today))
    return rows


def documents(connection: Connection, given: ClaimFilter = EVERYTHING) -> Iterator[Document]:
    """The newest version of every document, by id."""
    rows = connection.execute(select_documents(given).order_by(t.versions.c.document)).all()
    hidden = _blocked(connection, given)
    for row in rows:
        yield unpack_document(row.record, row.fingerprint, hidden.get(row.id, []))


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


def span(connection: Connection) -> tuple[str | None, str | None]:
    """The earliest and the latest day of publication, None if no document tells one; each one look into an index."""
    ends = (func.min(t.versions.c.published), func.max(t.versions.c.published))
    first, last = (connection.scalar(select(end)) for end in ends)
    return first, last


def _blocked(connection: Connection, given: ClaimFilter) -> dict[int, list[tuple[int, int]]]:
    """Stretches of the stored texts that are not shown, by version."""
    rows = select(t.redactions.c.version, t.redactions.c.start, t.redactions.c.end)
    if given.document is not None:
        rows = rows.where(t.redactions.c.version.in_(select_documents(given).with_only_columns(t.versions.c.id)))
    found: dict[int, list[tuple[int, int]]] = {}
    for version, start, end in connection.execute(rows):
        found.setdefault(version, []).append((start, end))
    return found


def claims(
    connection: Connection, given: ClaimFilter = EVERYTHING, *, texts: Mapping[tuple[str, str], str] | None = None
) -> Iterator[Claim]:
    """Claims of the current readings, by document and place in it, with what people decided about them.

    An accepted, edited or entered claim that the current reading lacks stays in the answer.

    Args:
        texts: of documents that were read before, by document and version; the others are read here.
    """
    found = _packed_claims(connection, given)
    few = [row.id for rows in found.values() for row in rows] if given.document is not None else None
    replaced = _supersessions(connection, given.known_on, few)
    known = texts or {}
    columns = (t.versions.c.id, t.versions.c.document, t.versions.c.version)
    homes = {r.document: r for r in connection.execute(select_documents(given).with_only_columns(*columns))}
    lacking = [homes[d].id for d in found if (d, homes[d].version) not in known]
    read = _texts(connection, lacking, _blocked(connection, given) if lacking else {})
    unpacked = []
    for id in sorted(found):
        home = homes[id]
        words = known[id, home.version] if (id, home.version) in known else read[home.id]
        for packed in found[id]:
            later = replaced.get(packed.id, ())
            if given.superseded or not later:
                claim = unpack_claim(packed.record, words, superseded_by=later)
                unpacked.append((claim, packed.entered_by is not None))
    about = [made_on(claim) for claim, _ in unpacked] if few is not None else None
    reviews = _reviews(connection, given.known_on, about)
    for claim, entered in unpacked:
        yield _reviewed(claim, reviews, entered=entered)


def _texts(
    connection: Connection, versions: Sequence[int], hidden: Mapping[int, list[tuple[int, int]]]
) -> dict[int, str]:
    """The texts of versions, names of erased people blocked out."""
    found = {}
    for start in range(0, len(versions), _AT_ONCE):
        rows = select(t.versions.c.id, t.versions.c.record, t.versions.c.fingerprint)
        for row in connection.execute(rows.where(t.versions.c.id.in_(versions[start : start + _AT_ONCE]))):
            found[row.id] = unpack_document(row.record, row.fingerprint, hidden.get(row.id, [])).text
    return found


def _packed_claims(connection: Connection, given: ClaimFilter) -> dict[str, list[Any]]:
    """The claim rows of the current reading of each document, with those that a person kept, in order of the text."""
    versions = select_documents(given).with_only_columns(t.versions.c.id)
    current = select(t.readings.c.document, func.max(t.readings.c.id)).where(t.readings.c.version.in_(versions))
    if given.known_on is not None:
        current = current.where(t.readings.c.recorded_at <= _end_of(given.known_on))
    newest_of = {r[0]: r[1] for r in connection.execute(current.group_by(t.readings.c.document))}
    documents = connection.scalars(select_documents(given).with_only_columns(t.versions.c.document))
    reading: dict[str, int | None] = {document: newest_of.get(document) for document in documents}
    pins = select(t.decisions.c.target, t.decisions.c.value).where(t.decisions.c.kind == "pin", ~_undone())
    pinned = {d: int(n) for d, n in connection.execute(pins.order_by(t.decisions.c.id)) if d in reading}
    reading |= pinned
    kept = select(t.decisions.c.target).where(t.decisions.c.kind.in_(("accept", "edit")), ~_undone())
    ours = set(connection.scalars(kept))
    newest = select(func.max(t.readings.c.id)).where(t.readings.c.version.in_(versions))
    if given.known_on is not None:
        newest = newest.where(t.readings.c.recorded_at <= _end_of(given.known_on))
    wanted = [t.claims.c.reading.in_(newest.group_by(t.readings.c.document)), t.claims.c.entered_by.is_not(None)]
    wanted += [t.claims.c.id.in_(kept)]
    wanted += [t.claims.c.reading.in_(list(pinned.values()))] if pinned else []
    rows = select(t.claims).where(or_(*wanted))
    if given.document is not None:
        rows = rows.where(t.claims.c.document == given.document)
    rows = _narrow_claims(rows, given)
    unique: dict[str, dict[str, Any]] = {}
    for row in connection.execute(rows.order_by(t.claims.c.start, t.claims.c.row)):
        mine = row.document in reading and (row.reading == reading[row.document] or row.entered_by or row.id in ours)
        if not mine or not _is_of(row, given.entities):
            continue
        told = unique.setdefault(row.document, {})
        if row.id not in told or row.reading == reading[row.document]:
            told[row.id] = row
    return {document: list(told.values()) for document, told in unique.items()}


def _narrow_claims(rows: Select[Any], given: ClaimFilter) -> Select[Any]:
    if given.known_on is not None:
        rows = rows.where(t.claims.c.recorded_at <= _end_of(given.known_on))
    if given.predicates is not None:
        rows = rows.where(t.claims.c.predicate.in_(given.predicates))
    if given.stages is not None:
        rows = rows.where(t.claims.c.stage.in_(given.stages))
    if given.entities is not None:
        told = [t.claims.c.record.contains(_written(e), autoescape=True) for e in given.entities]
        rows = rows.where(or_(t.claims.c.subject.in_(given.entities), t.claims.c.object.in_(given.entities), *told))
    if given.dated_from is not None:
        rows = rows.where(t.claims.c.date >= given.dated_from)
    if given.dated_to is not None:
        rows = rows.where(t.claims.c.date <= given.dated_to + "~")
    return rows


def _written(entity: str) -> str:
    return json.dumps(entity, ensure_ascii=False)


def _is_of(row: Any, entities: tuple[str, ...] | None) -> bool:
    """Whether one of the entities of the claim's own document is its subject, its object or its speaker."""
    if entities is None:
        return True
    mine = [e for e in entities if e.startswith(f"{row.document}#")]
    return any(e in (row.subject, row.object) or _written(e) in row.record for e in mine)


def _reviews(
    connection: Connection, known_on: str | None, about: Sequence[tuple[str, ...]] | None
) -> dict[tuple[str, ...], Decision]:
    """The standing decision on each statement, by what it was made on; on those `about` alone, None for all."""
    if about is None:
        found = decisions(connection, known_on=known_on)
    else:
        found = []
        told = [json.dumps(list(made), ensure_ascii=False) for made in dict.fromkeys(about)]
        for start in range(0, len(told), _AT_ONCE):
            found += decisions(connection, known_on=known_on, about=told[start : start + _AT_ONCE])
    return {d.made_on: d for d in found if d.kind in REVIEW_OF}


def _supersessions(
    connection: Connection, known_on: str | None, earlier: Sequence[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """The claims that replace each; of those `earlier` ones, None for all."""
    rows = select(t.supersessions.c.earlier, t.supersessions.c.later)
    if known_on is not None:
        rows = rows.where(t.supersessions.c.recorded_at <= _end_of(known_on))
    if earlier is not None:
        rows = rows.where(t.supersessions.c.earlier.in_(earlier))
    found: dict[str, tuple[str, ...]] = {}
    for replaced, later in connection.execute(rows.order_by(t.supersessions.c.id)):
        if later not in found.get(replaced, ()):
            found[replaced] = (*found.get(replaced, ()), later)
    return found


def _reviewed(claim: Claim, reviews: dict[tuple[str, ...], Decision], *, entered: bool) -> Claim:
    decision = reviews.get(made_on(claim))
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
    connection: Connection, *, known_on: str | None = None, about: Sequence[str] | None = None
) -> list[Decision]:
    """Decisions in force, in the order in which they were made; undone ones and undoings are left out.

    Args:
        about: only those made on one of these statements, as they are stored.
    """
    rows = select(t.decisions).where(t.decisions.c.undoes.is_(None), ~_undone()).order_by(t.decisions.c.id)
    if about is not None:
        rows = rows.where(t.decisions.c.made_on.in_(about))
    if known_on is not None:
        rows = rows.where(t.decisions.c.recorded_at <= _end_of(known_on))
    return [_decision(r) for r in connection.execute(rows)]


def decisions_by_number(connection: Connection, numbers: Collection[int]) -> list[Decision]:
    """Decisions by their numbers, also those taken back."""
    return [_decision(r) for r in connection.execute(select(t.decisions).where(t.decisions.c.id.in_(numbers)))]


def _decision(row: Any) -> Decision:
    made_on = tuple(json.loads(row.made_on))
    told = (row.value, row.author, row.reason, row.recorded_at, row.undoes)
    return Decision(row.id, row.kind, row.target, made_on, *told)


def latest_decision(connection: Connection, claim: Claim) -> int:
    """Number of the newest decision or undoing about a claim's statement; 0 if nobody decided yet."""
    about = or_(
        t.decisions.c.target == claim.id, t.decisions.c.made_on == json.dumps(made_on(claim), ensure_ascii=False)
    )
    return connection.scalar(select(func.max(t.decisions.c.id)).where(about)) or 0


def revision(connection: Connection) -> tuple[int, ...]:
    """Changes whenever anything was added to or erased from the ledger, by whichever process."""
    tables = (t.versions, t.readings, t.claims, t.supersessions, t.decisions, t.linked, t.rejects, t.tombstones)
    newest = [select(func.max(next(iter(table.primary_key)))).scalar_subquery() for table in tables]
    taken = select(func.count(t.rejects.c.taken_at)).scalar_subquery()
    return tuple(value or 0 for value in connection.execute(select(*newest, taken)).one())


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
        readings = readings.where(t.readings.c.recorded_at <= _end_of(given.known_on))
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

    No input is a malformed query: every term is quoted before it reaches the index.
    """
    terms = [f'"{phrase or word}"' for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    terms = [term for term in terms if re.search(r"\w", term)]
    if not terms:
        return []
    columns = (t.versions.c.id, t.versions.c.document, t.versions.c.version)
    visible = {r.id: r for r in connection.execute(select_documents(given).with_only_columns(*columns))}
    asked = {"query": " ".join(terms)}
    matching = text("SELECT rowid, version FROM search WHERE search MATCH :query ORDER BY rank, version, start")
    # words are cut out only of what is shown: cutting them out of every paragraph that matches takes longest
    rows = [r for r in connection.execute(matching, asked) if r.version in visible][:limit]
    cut = text(
        "SELECT rowid, start, text, snippet(search, 0, '', '', ' … ', 24) AS cut FROM search "
        "WHERE search MATCH :query AND rowid IN (SELECT value FROM json_each(:rows))"
    )
    shown = {r.rowid: r for r in connection.execute(cut, {**asked, "rows": json.dumps([r.rowid for r in rows])})}
    hits: list[Hit] = []
    for row in rows:
        version, told = visible[row.version], shown[row.rowid]
        hits.append(Hit(version.document, version.version, told.start, told.start + len(told.text), told.cut))
    return hits


def rejected(connection: Connection) -> list[Rejected]:
    """Documents that were not taken and have not been taken since."""
    rows = select(t.rejects).where(t.rejects.c.taken_at.is_(None)).order_by(t.rejects.c.id)
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


def status(connection: Connection, schema: str) -> Status:
    """Counts for the status page."""

    def count(table: Table) -> int:
        return connection.scalar(select(func.count()).select_from(table)) or 0

    newest = select(func.max(t.versions.c.id)).group_by(t.versions.c.document)
    rows = connection.execute(
        select(t.versions.c.published, t.versions.c.publisher).where(t.versions.c.id.in_(newest))
    ).all()
    dates = sorted(r.published for r in rows if r.published)
    current = select(func.max(t.readings.c.id)).group_by(t.readings.c.document)
    in_current = select(func.count()).select_from(t.claims)
    in_current = in_current.where(or_(t.claims.c.reading.in_(current), t.claims.c.entered_by.is_not(None)))
    people = and_(t.entities.c.type == "person", t.entities.c.reading.in_(current))
    reasons: dict[str, int] = {}
    for reject in rejected(connection):
        reasons[reject.reason] = reasons.get(reject.reason, 0) + 1
    return Status(
        schema=schema,
        documents=count(t.documents),
        versions=count(t.versions),
        claims=connection.scalar(in_current) or 0,
        people=connection.scalar(select(func.count()).select_from(t.entities).where(people)) or 0,
        decisions=count(t.decisions),
        publishers=len({r.publisher for r in rows if r.publisher}),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        undated=sum(1 for r in rows if not r.published),
        rejected=reasons,
        erased=len(tombstones(connection)),
        last_added=connection.scalar(select(func.max(t.versions.c.recorded_at))),
        last_recorded=_last_recorded(connection),
    )


def _last_recorded(connection: Connection) -> str | None:
    """When the latest row of any table was written; each table's newest row is found by its number."""
    tables = (t.versions, t.readings, t.claims, t.supersessions, t.decisions, t.linked, t.rejects, t.tombstones)
    found = []
    for table in tables:
        number = next(iter(table.primary_key))
        found.append(connection.scalar(select(table.c.recorded_at).order_by(number.desc()).limit(1)))
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
