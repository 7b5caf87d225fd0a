"""Claims of another ledger, of documents that are not here: kept as they came, with their quotes and speakers.

A document that is here is not told a second time: its own claims count. Whoever has both ledgers merges them instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from according.errors import ContractError, RejectedDocument
from according.ledger import Ledger, made_on
from according.linking import link_new
from according.model import BY_QUOTES, HANDLING, Claim, Document, is_draft
from according.ontology import check_claim

from .decisions import Conflict
from .quotes import NAME, VERSION, Quoted, claim_of, quotes_document, read_quotes, records_in


@dataclass(slots=True)
class Claimed:
    """What bringing claims in did. `documents` are those known by quotes that are new or have more quotes than before.

    `known` claims are here already; `unmade` are of documents that are here, and this ledger does not make them, each
    with the document. `rejected` were rejected there, `erased` are of documents that were erased here. `refused` are no
    claims, by line.
    """

    documents: int = 0
    claims: int = 0
    known: int = 0
    rejected: int = 0
    erased: int = 0
    unmade: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """The claims of one document of the file, with their lines."""

    claims: list[Claim] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)


def take_claims(ledger: Ledger, lines: Iterable[tuple[int, Any]], *, handling: str = "internal") -> Claimed:
    """Bring claims in; running it again changes nothing.

    Args:
        lines: number and record of each line, as the export `claims` gives them; what is none is listed.
        handling: of the documents; one that the file handles more strictly stays so.
    """
    done = Claimed()
    pages = _pages(lines, done)
    with ledger.batch():
        here = {d.id: d for d in ledger.documents()}
        texts = {d.sha256: d for d in here.values() if d.media_type != BY_QUOTES}
        statements = {(c.document.id, made_on(c)) for c in ledger.claims()}
        for (id, _), page in pages.items():
            known = texts.get(page.claims[0].document.sha256)
            if known is not None:
                _compare(page, known, statements, done)
            else:
                _take(ledger, page, here.get(id), handling, done)
        if done.documents and ledger.was_linked():
            link_new(ledger)
    return done


def _pages(lines: Iterable[tuple[int, Any]], done: Claimed) -> dict[tuple[str, str], _Page]:
    """The claims of the file by document and version; of a line that agrees with the ones before it."""
    found: dict[tuple[str, str], _Page] = {}
    seen: set[tuple[str, str]] = set()
    for number, record in lines:
        try:
            claim = claim_of(record)
            if is_draft(claim.document.id):
                raise ValueError("a draft is no source")
            if claim.review == "rejected":
                done.rejected += 1
                continue
            if (claim.document.id, claim.id) in seen:
                done.known += 1
                continue
            check_claim(claim, cast(str, Quoted(claim)))
        except (ValueError, TypeError, ContractError) as error:
            done.refused.append((number, str(error)))
            continue
        seen.add((claim.document.id, claim.id))
        page = found.setdefault((claim.document.id, claim.document.version), _Page())
        page.claims.append(claim)
        page.records.append(record)
    return found


def _compare(page: _Page, known: Document, statements: set[tuple[str, tuple[str, ...]]], done: Claimed) -> None:
    """Claims of a document that is here, maybe under another id: those that are made here, and the others."""
    for claim in page.claims:
        if (known.id, made_on(claim)) in statements:
            done.known += 1
        else:
            done.unmade.append((known.id, claim.id))


def _take(ledger: Ledger, page: _Page, here: Document | None, handling: str, done: Claimed) -> None:
    """A document by its quotes, with those that it was known by before."""
    first = page.claims[0].document
    strict = max(handling, *(c.document.handling for c in page.claims), key=HANDLING.index)
    records = page.records
    if here is not None and here.media_type != BY_QUOTES:
        done.conflicts.append(
            Conflict("document", first.id, f"text {here.sha256[:12]}", f"text {first.sha256[:12]}, by its quotes")
        )
        return
    if here is not None:
        before, held = records_in(ledger.original(here.id, here.version))
        version = before[0]["document"]["version"]
        if version != first.version:
            told = Conflict(
                "document", first.id, f"quotes of version {version[:12]}", f"of version {first.version[:12]}"
            )
            done.conflicts.append(told)
            return
        fresh = {r["id"] for r in records}
        kept = {r["id"] for r in before}
        done.known += len(fresh & kept)
        if fresh <= kept:
            return
        records = [*before, *(r for r in records if r["id"] not in kept)]
        strict = max(strict, held, key=HANDLING.index)
    try:
        document, original = quotes_document(records, strict)
        reading, claims = read_quotes(document, original)
        ledger.put(document, original, claims, reading=reading, extractor=f"{NAME} {VERSION}")
    except RejectedDocument:
        done.erased += len(page.claims)
        return
    except ValueError as error:
        done.conflicts.append(Conflict("document", first.id, "one text", str(error)))
        return
    done.documents += 1
    done.claims += len(page.claims) if here is None else len(fresh - kept)
