"""What a later statement of the same document replaces: "was first believed to be A's work, later blamed on B"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from according.model import Claim

from .page import Page

_FIRST = re.compile(r"\b(?:first|initially|originally|at first|early reports|previously|had been)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:later|now|since|subsequently|but|instead|in fact)\b", re.IGNORECASE)
_BELIEVED = re.compile(r"\b(?:believed|thought|suspected|blamed|attributed|linked|ascribed|assumed)\b", re.IGNORECASE)
"""What makes a first statement a belief, which the next sentence may replace."""
_GUILT = ("perpetrator_of", "accused_of")


_FOUND_GUILTY = ("pleaded_guilty", "convicted", "sentenced")
_OWN = (
    r"(?:we|this (?:newspaper|article|story|letter|report|post)|"
    r"(?:an?|the|our) (?:(?:earlier|previous|original|first) )?(?:version|edition|article|story|report|headline|"
    r"caption|letter|post|dispatch|item))"
)
_TOLD = r"(?:wrote|said|reported|stated|identified|named|described|published|gave|indicated|suggested|claimed|printed)"
_RETRACTS = re.compile(
    rf"\bcorrections?\b[^.]*?[:,–—-] ?.*?\b{_OWN}\b[^.]*?\b{_TOLD}\b"
    rf"|\b(?:earlier|previous|original) (?:version|edition)\b[^.]*?\b{_TOLD}\b"
    rf"|\b{_OWN}\b[^.]{{0,80}}?\b(?:incorrectly|wrongly|mistakenly|erroneously|in error|falsely)\b"
    rf"|\b{_OWN}\b[^.]{{0,80}}?\bmis(?:stated|identified|named|reported|attributed)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_retracted(page: Page, sentence: int, trigger: int) -> bool:
    """Whether the page takes back what it once said: "we wrote that Aa had been indicted" is no indictment.

    Only a publisher's own words are taken back so; what the police once wrongly said remains theirs.
    """
    start = page.sentences[sentence].start
    return _RETRACTS.search(page.text[start : page.tokens[trigger].start]) is not None


def superseded(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with `superseded_by` set where the document tells what replaced them.

    A first belief is replaced by the later one that the same sentence or the next tells; a finding of guilt by the
    ruling that overturned it. Rival accounts stand side by side.

    Args:
        claims: of one document, in the order of their sentences.
    """
    return _overturned(_corrected(list(claims)))


def _overturned(out: list[Claim]) -> list[Claim]:
    """Convictions of whom the document says that they were overturned; a motion to do so replaces nothing yet."""
    gone: dict[str | None, list[Claim]] = {}
    for claim in out:
        done = claim.stage == "overturned" and claim.polarity == "affirmed" and claim.certainty == "certain"
        if done and claim.subject is not None and claim.subject.entity is not None:
            gone.setdefault(claim.subject.entity, []).append(claim)
    return [replace(c, superseded_by=_undone_by(c, gone)) if not c.superseded_by else c for c in out]


def _undone_by(claim: Claim, gone: dict[str | None, list[Claim]]) -> tuple[str, ...]:
    if claim.subject is None or claim.stage not in _FOUND_GUILTY or claim.polarity != "affirmed":
        return ()
    later = gone.get(claim.subject.entity, ()) if claim.subject.entity is not None else ()
    day = claim.qualifiers.date.edtf if claim.qualifiers.date else ""
    return tuple(
        c.id
        for c in later
        if not (c.qualifiers.date and day > c.qualifiers.date.edtf)
        and (c.object is None or claim.object is None or c.object.name == claim.object.name)
    )


def _corrected(out: list[Claim]) -> list[Claim]:
    for i, early in enumerate(out):
        if early.predicate not in _GUILT or early.subject is None or early.subject.mention is None:
            continue
        evidence = early.evidence[0]
        first = _FIRST.search(evidence.quote)
        if first is None:
            continue
        replacing = tuple(c.id for c in out if _replaces(c, early, first.end()))
        if replacing:
            out[i] = replace(early, superseded_by=replacing)
    return out


_NEXT = 400
"""Characters from the end of the first belief's sentence within which the next one tells what replaced it."""


def _replaces(later: Claim, early: Claim, first: int) -> bool:
    """Whether another's guilt is told behind a word like "later", in the same sentence or at the head of the next."""
    if later.predicate not in _GUILT or later.subject is None or early.subject is None:
        return False
    if later.subject.name == early.subject.name or later.subject.mention is None or early.subject.mention is None:
        return False
    one, other = early.evidence[0], later.evidence[0]
    if other.start == one.start:
        word = _LATER.search(one.quote, first)
        turn = one.start + word.start() if word else None
        return turn is not None and early.subject.mention.end <= turn < later.subject.mention.start
    if not _BELIEVED.search(one.quote, first):
        return False
    word = _LATER.search(other.quote, 0, 60)
    follows = 0 <= other.start - one.end < _NEXT and _same_deed(early, later)
    return follows and word is not None and other.start + word.start() < later.subject.mention.start


def _same_deed(one: Claim, other: Claim) -> bool:
    kinds = [(c.object.incident_type or c.object.name) if c.object else None for c in (one, other)]
    return kinds[0] == kinds[1]
