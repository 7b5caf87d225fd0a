"""Two ledgers into one: documents without duplicates, decisions without overruling anybody.

The other ledger's documents keep their stored text, so that its quotes hold, and are read again by this version, so
that both halves are read alike. What people decided there is decided here, too, unless somebody here decided
otherwise: such conflicts are listed and left to a person.
"""

import json
from dataclasses import dataclass, field

from according.errors import RejectedDocument
from according.ledger import Decision, Ledger, made_on
from according.ledger.decisions import REVIEW_OF
from according.linking import link_new
from according.model import Claim, Document, Reading, claim_from_record
from according.pipeline import Pipeline
from according.reading import READ_LANGUAGES

from .table_rows import NAME, ROW_TYPE, VERSION, read_row


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the two ledgers do not agree on: a decision, or a document of the same id with other bytes."""

    what: str
    target: str
    here: str
    there: str


@dataclass(slots=True)
class Merged:
    """What a merge did."""

    documents: int = 0
    known: int = 0
    erased: int = 0
    decisions: int = 0
    entered: int = 0
    without_claim: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def merge(ledger: Ledger, other: Ledger, pipeline: Pipeline) -> Merged:
    """Bring the other ledger's documents and decisions into this one; running it again changes nothing.

    Erased documents do not come back. Of a document that both have in different versions, this ledger's stays.
    """
    done = Merged()
    here = {d.id: d.version for d in ledger.documents()}
    engine = f"{pipeline.engine.name} {pipeline.engine.version}"
    for document in other.documents():
        if document.id in here:
            if here[document.id] == document.version:
                done.known += 1
            else:
                mine, theirs = here[document.id][:12], document.version[:12]
                done.conflicts.append(Conflict("document", document.id, f"version {mine}", f"version {theirs}"))
            continue
        original = other.original(document.id, document.version)
        reading, claims = _read(document, original, pipeline)
        extractor = f"{NAME} {VERSION}" if document.media_type == ROW_TYPE else engine
        try:
            ledger.put(document, original, claims, reading=reading, extractor=extractor)
            done.documents += 1
        except RejectedDocument:
            done.erased += 1
    _decisions(ledger, other, done)
    if ledger.was_linked():
        link_new(ledger)
    return done


def _read(document: Document, original: bytes, pipeline: Pipeline) -> tuple[Reading | None, list[Claim]]:
    """What this version reads in a document of the other ledger."""
    if document.media_type == ROW_TYPE:
        return read_row(document, original)
    if document.language not in READ_LANGUAGES:
        return None, []
    reading = pipeline.reader.read(document)
    return reading, pipeline.claims_of(reading)[0]


def _decisions(ledger: Ledger, other: Ledger, done: Merged) -> None:
    known = {made_on(claim): claim for claim in ledger.claims()}
    standing = {d.made_on: d for d in ledger.decisions() if d.kind in REVIEW_OF}
    entered = {c.id: c for c in other.claims() if c.extractor.name == "person"}
    for decision in other.decisions():
        if decision.kind == "enter":
            _enter(ledger, entered.get(decision.target), decision, known, done)
        elif decision.kind in REVIEW_OF:
            _review(ledger, decision, known.get(decision.made_on), standing.get(decision.made_on), done)


def _enter(
    ledger: Ledger, claim: Claim | None, decision: Decision, known: dict[tuple[str, ...], Claim], done: Merged
) -> None:
    if claim is None or made_on(claim) in known:
        return
    if not any(d.id == claim.document.id and d.version == claim.document.version for d in ledger.documents()):
        done.without_claim += 1
        return
    ledger.enter(claim, author=decision.author, reason=decision.reason)
    known[made_on(claim)] = claim
    done.entered += 1


def _review(ledger: Ledger, there: Decision, claim: Claim | None, here: Decision | None, done: Merged) -> None:
    if here is not None:
        if (here.kind, here.value) != (there.kind, there.value):
            done.conflicts.append(
                Conflict("decision", here.target, f"{here.kind} by {here.author}", f"{there.kind} by {there.author}")
            )
        return
    if claim is None:
        done.without_claim += 1
        return
    if there.kind == "edit":
        ledger.edit(claim, _edited(there, claim), author=there.author, reason=there.reason)
    else:
        ledger.decide(there.kind, claim, author=there.author, reason=there.reason)
    done.decisions += 1


def _edited(decision: Decision, claim: Claim) -> Claim:
    record = json.loads(decision.value)
    quotes = [item.quote for item in claim.evidence]
    record["evidence"] = [{**item, "quote": q} for item, q in zip(record["evidence"], quotes, strict=False)]
    return claim_from_record(record)
