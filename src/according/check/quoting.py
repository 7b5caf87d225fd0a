"""What a check repeats of the ledger beside a claim of the draft: its lines, its furthest step, who denies it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date

from according.model import Claim, Document, Span, claim_record
from according.ontology import ontology
from according.views import Desk, Line

from .findings import OnRecord
from .places import place_of

UNREAD = "a sentence that was not read as this claim"
"""Stands where the worded claim of a line would."""


def on_record(desk: Desk, line: Line) -> OnRecord:
    """A line of the ledger with its speaker, its sentence and where that stands."""
    document = desk.documents[line.document]
    source = ", ".join(filter(None, (line.title, line.publisher, line.published or "undated")))
    place = place_of(document, line.start)
    return OnRecord(
        line.id, line.text, line.speaker, line.quote, source, place, _restricted(document), document.id, line.start
    )


def in_words(desk: Desk, document: Document, span: Span) -> OnRecord:
    """A sentence of a document of the ledger from which no claim was read that would answer, as it may be shown."""
    source = ", ".join(
        filter(None, (desk.title(document.id), document.publisher or "", document.published or "undated"))
    )
    quote = desk.shown(" ".join(span.of(document.text).split()), document.id)
    place = place_of(document, span.start)
    return OnRecord("", UNREAD, "", quote, source, place, _restricted(document), document.id, span.start)


def _restricted(document: Document) -> str:
    if document.handling in ("confidential", "sealed"):
        return document.handling
    return f"embargo until {document.embargo_until}" if document.embargo_until else ""


def standing(desk: Desk, claims: Sequence[Claim]) -> str:
    """The furthest step in law among the claims, with its day and what answers it; empty if none tells a step."""
    stages = ontology().stages
    steps = [c for c in claims if c.stage is not None and c.polarity == "affirmed"]
    if not steps:
        return ""
    furthest = max(steps, key=lambda c: (stages[c.stage or ""].rank or 0, c.document.published or ""))
    line = desk.line(furthest)
    ends = [c for c in steps if stages[c.stage or ""].exit and c is not furthest]
    if ends and not line.out:
        # the way out is told of a party that linking did not join with this one
        last = max(ends, key=lambda c: c.document.published or "")
        out = f"“{stages[last.stage or ''].label}” ({last.document.published or 'undated'}) for somebody of this name"
        return "; ".join((line.stage, line.day, out))
    return "; ".join(filter(None, (line.stage, line.day, line.outcome)))


def denied(desk: Desk, denials: Sequence[Claim]) -> list[str]:
    """Who denies it, worded, each wording once."""
    return list(dict.fromkeys(line.text for line in desk.lines(denials)))


def states(claims: Iterable[Claim]) -> tuple[tuple[str, str], ...]:
    """The id of each claim with a hash of what it says, reviews and replacements included."""
    return tuple(sorted({claim.id: _state(claim) for claim in claims}.items()))


def _state(claim: Claim) -> str:
    record = json.dumps(claim_record(claim), sort_keys=True)
    return hashlib.sha256(record.encode()).hexdigest()[:16]


def days_between(latest: str, day: date) -> int | None:
    """Days from a full EDTF day to the day of the check; None for a coarser or open date."""
    try:
        return (day - date.fromisoformat(latest[:10])).days
    except ValueError:
        return None
