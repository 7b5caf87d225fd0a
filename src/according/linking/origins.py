"""Origins: how many independent sources a statement can have at most, once copies and repeats of one source count once.

The count is an upper bound: two reports are put together only for a reason that can be shown. Whether two that stay
apart really are independent, no text can tell; so nothing here is ever called confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
    groups: dict[int, tuple[list[int], dict[str, None]]] = {}
    home: dict[int, int] = {}
    bearing: dict[object, list[int]] = {}
    for number, claim in enumerate(ordered):
        marks, sought = _marks(claim, texts)
        near = {n for mark in sought for n in bearing.get(mark, ())}
        joined = []
        for group in sorted({home[n] for n in near}):
            beside = [ordered[n] for n in groups[group][0] if n in near]
            if why := _why_one(claim, beside, texts, copies or {}):
                joined.append((group, why))
        home[number] = joined[0][0] if joined else number
        members, reasons = groups.setdefault(home[number], ([], {}))
        members.append(number)
        reasons |= {why: None for _, why in joined[:1]}
        for other, why in joined[1:]:  # a report may tie two groups that were apart
            theirs, told = groups.pop(other)
            members.extend(theirs)
            reasons |= {**told, why: None}
            home |= dict.fromkeys(theirs, home[number])
        for mark in marks:
            bearing.setdefault(mark, []).append(number)
    return [_origin([ordered[n] for n in members], reasons) for members, reasons in groups.values()]


def _origin(claims: Sequence[Claim], why: Iterable[str]) -> Origin:
    return Origin(tuple(claims), tuple(dict.fromkeys(c.innermost.kind for c in claims)), tuple(why))


def _marks(claim: Claim, texts: Mapping[str, str]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What a claim may share with another that rests on one source, and what such another bears (`why_one`): most
    reports of a statement share nothing, and need not be compared two by two."""
    document, speaker = claim.document, claim.innermost
    mine: tuple[object, ...] = (document.id, document.version, texts.get(document.id, document.id))
    source = name_key(speaker.source)
    if speaker.kind == "author" or not source:
        return mine, mine
    known = speaker.named or speaker.kind == "court_record"
    week = _ordinal(claim) // WEEK_DAYS
    whole, named = (speaker.kind, source), (speaker.kind, source, "named")
    beside = ((speaker.kind, source, w) for w in (week - 1, week, week + 1))
    return (*mine, whole, (*whole, week), *((named,) if known else ())), (*mine, whole if known else named, *beside)


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
    days = (_ordinal(one), _ordinal(other))
    return all(days) and abs(days[0] - days[1]) <= WEEK_DAYS


def _ordinal(claim: Claim) -> int:
    """The number of the day of publication, 0 if it is not told to the day."""
    return _ordinal_of(claim.document.published or "")


@lru_cache(maxsize=1 << 15)
def _ordinal_of(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0
