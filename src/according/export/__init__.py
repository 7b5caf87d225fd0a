"""The ledger in the formats that others load: claims and documents as JSON lines, the complete working copy."""

import json
from collections.abc import Iterator

from according.ledger import ClaimFilter, Ledger
from according.model import claim_record

FORMATS = ("claims", "documents")
NOTICE = "This is the complete working copy: protected people are not masked in it."


def export(ledger: Ledger, format: str, given: ClaimFilter) -> Iterator[str]:
    """Lines of one format, in stable order.

    Args:
        format: `claims` (CLAIMS.md §2) or `documents` (so that anybody can check every quote).

    Raises:
        KeyError: for another format.
    """
    return {"claims": _claims, "documents": _documents}[format](ledger, given)


def _claims(ledger: Ledger, given: ClaimFilter) -> Iterator[str]:
    for claim in ledger.claims(given):
        yield json.dumps(claim_record(claim), ensure_ascii=False)


def _documents(ledger: Ledger, given: ClaimFilter) -> Iterator[str]:
    names = ("id", "version", "url", "title", "published", "language", "sha256", "text")
    for document in ledger.documents(given):
        yield json.dumps({name: getattr(document, name) for name in names}, ensure_ascii=False)
