"""What a later statement of the same document replaces: "was first believed to be A's work, later blamed on B"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from according.model import Claim

_FIRST = re.compile(r"\b(?:first|initially|originally|at first|early reports|previously|had been)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:later|now|since|subsequently|but|instead|in fact)\b", re.IGNORECASE)
_GUILT = ("perpetrator_of", "accused_of")


def superseded(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with `superseded_by` set where one sentence tells a first belief and what replaced it.

    Args:
        claims: of one document, in the order of their sentences.
    """
    out = list(claims)
    for i, early in enumerate(out):
        if early.predicate not in _GUILT or early.subject is None or early.subject.mention is None:
            continue
        evidence = early.evidence[0]
        first = _FIRST.search(evidence.quote)
        if first is None:
            continue
        later = _LATER.search(evidence.quote, first.end())
        if later is None or early.subject.mention.end - evidence.start > later.start():
            continue
        replacing = tuple(
            c.id
            for c in out
            if c.predicate in _GUILT
            and c.evidence[0].start == evidence.start
            and c.subject is not None
            and c.subject.mention is not None
            and c.subject.mention.start - evidence.start > later.start()
            and c.subject.name != early.subject.name
        )
        if replacing:
            out[i] = replace(early, superseded_by=replacing)
    return out
