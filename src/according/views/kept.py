"""Claims in the order of documents, after those of some documents changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from according.model import Claim


def replaced(claims: Sequence[Claim], fresh: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """The claims, those of some documents replaced, in order of documents.

    Args:
        claims: in order of documents. fresh: the claims that stand instead, by document.
    """
    found = list(claims)
    for document, told in fresh.items():
        start, end = (find(found, document, key=_document_of) for find in (bisect_left, bisect_right))
        found[start:end] = told
    return found


def _document_of(claim: Claim) -> str:
    return claim.document.id
