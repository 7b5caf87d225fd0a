"""Origins: how many independent sources a statement can have at most, once copies and repeats of one source count once.

The count is an upper bound: two reports are put together only for a reason that can be shown. Whether two that stay
apart really are independent, no text can tell; so nothing here is ever called confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from according.ledger import name_key
from according.model import Claim

from .clusters import clusters
from .copies import Copy

WEEK_DAYS = 7
"""Days within which unnamed speakers of one description count as one ("officials said")."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that may all go back to one source.

    Attributes:
        claims: the reports, in order of publication.
        kinds: kinds of their innermost speakers (CLAIMS.md §6), each once.
        why: why two of them count as one, each reason once; empty for a single report.
    """

    claims: tuple[Claim, ...]
    kinds: tuple[str, ...]
    why: tuple[str, ...]


def document_origins(documents: Iterable[str], copies: Iterable[Copy]) -> dict[str, str]:
    """The origin of each document: the smallest id among those that carry its text."""
    joined = clusters((c.one, c.other) for c in copies if c.one_text)
    return {document: joined.get(document, document) for document in documents}


def find_origins(
    claims: Sequence[Claim], texts: Mapping[str, str], copies: Mapping[str, str] | None = None
) -> list[Origin]:
    """Gather claims that say the same into origins.

    Args:
        claims: of one statement, in any order.
        texts: the origin of each document's text, see `document_origins`; a document that is missing is its own.
        copies: for a pair of documents "id id", in order of id, the words why they carry one text.

    Returns:
        Origins in order of their first report; there are at most as many independent sources.
    """
    ordered = sorted(claims, key=lambda c: (c.document.published or "9999", c.document.id, c.evidence[0].start))
    groups: list[tuple[list[Claim], dict[str, None]]] = []
    for claim in ordered:
        joined = [(g, why) for g in groups if (why := _why_one(claim, g[0], texts, copies or {}))]
        if not joined:
            groups.append(([claim], {}))
            continue
        (home, reasons), why = joined[0]
        home.append(claim)
        reasons[why] = None
        for (members, told), other_why in joined[1:]:  # a report may tie two groups that were apart
            home.extend(members)
            reasons |= {**told, other_why: None}
            groups = [g for g in groups if g[0] is not members]
    return [Origin(tuple(g), tuple(dict.fromkeys(c.innermost.kind for c in g)), tuple(why)) for g, why in groups]


def _why_one(claim: Claim, group: Sequence[Claim], texts: Mapping[str, str], copies: Mapping[str, str]) -> str:
    return next((why for other in group if (why := why_one(claim, other, texts, copies))), "")


def why_one(one: Claim, other: Claim, texts: Mapping[str, str], copies: Mapping[str, str]) -> str:
    """Why two claims rest on one source, in words; empty if nothing shows that they do."""
    a, b = sorted((one.document.id, other.document.id))
    if a == b:
        return "one document"
    if one.document.version == other.document.version:
        return "the same bytes"
    if texts.get(a, a) == texts.get(b, b):
        return copies.get(f"{a} {b}", "copies of one text")
    mine, theirs = one.innermost, other.innermost
    if mine.kind != theirs.kind or mine.kind == "author":
        return ""
    if name_key(mine.source) and name_key(mine.source) == name_key(theirs.source):
        if mine.named or theirs.named or mine.kind == "court_record":
            return f"both rest on {mine.source}"
        if _within_a_week(one, other):
            return f"both rest on {mine.source}, within a week"
    return ""


def _within_a_week(one: Claim, other: Claim) -> bool:
    try:
        days = date.fromisoformat(one.document.published or "") - date.fromisoformat(other.document.published or "")
    except ValueError:
        return False
    return abs(days.days) <= WEEK_DAYS
