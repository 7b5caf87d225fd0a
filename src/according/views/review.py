"""What waits for a person, most harmful first, and what people decided lately."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from according.ledger import IDENTITY, KNOWN, Decision
from according.model import Claim, Document

from .desk import Desk
from .harm import accuses_named, waiting_in
from .known import known_words
from .lines import Line

AROUND = 240
"""Characters of text shown before and after a claim's sentence."""
PAGE = 20
"""Claims on one page of the queue."""
PATTERNS = 40
"""Patterns offered for deciding what one of them made."""
RECENT = 10
"""Decisions listed for undoing."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One claim to decide, its sentence in its surroundings.

    `alone` is true for an accusation against a named person, which is never accepted together with others. `seen` is
    the number of the newest decision on it, to be handed back with the decision.
    """

    line: Line
    before: str
    after: str
    alone: bool
    seen: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in force: on what (the claim in words; the sentence, where it is no longer shown), who, when, why."""

    number: int
    kind: str
    words: str
    author: str
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the review queue. `people` of the `total` waiting are accusations against named people.

    `held` claims are left out: other reviewers have them in view.
    `patterns` are the patterns of the reader that made what waits, as (rule, how many claims), most claims first.
    """

    waiting: tuple[Waiting, ...]
    total: int
    people: int
    decided: int
    page: int
    pages: int
    document: str
    title: str
    together: bool
    recent: tuple[Decided, ...]
    show: str = ""
    rule: str = ""
    patterns: tuple[tuple[str, int], ...] = ()
    held: int = 0


def queue(
    desk: Desk, *, document: str = "", page: int = 1, show: str = "", rule: str = "", held: Collection[str] = ()
) -> Queue:
    """What waits: accusations against named people by furthest stage, then by the machine's doubt; then the rest.

    Args:
        document: only this document's claims; all if empty.
        page: from 1; beyond the end gives the last.
        show: `people` for accusations against named people alone, `other` for the rest; all if empty.
        rule: only claims that this pattern of the reader made; all if empty.
        held: ids of claims that other reviewers have in view.
    """
    mine = desk.by_document.get(document, []) if document else desk.claims
    waiting = waiting_in(mine) if document else desk.waiting
    patterns = Counter(c.rule for c in waiting if c.rule) if document else desk.patterns
    waiting_all = len(waiting)
    asked = [c for c in waiting if c.rule == rule] if rule else waiting
    waiting = [c for c in asked if c.id not in held] if held else asked
    people = bisect_left(waiting, True, key=lambda c: not accuses_named(c))
    chosen = {"people": waiting[:people], "other": waiting[people:]}.get(show, waiting)
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    known = desk.documents.get(document)
    return Queue(
        waiting=tuple(_waiting(desk, c) for c in shown),
        total=len(chosen),
        people=people,
        decided=len(mine) - waiting_all,
        page=page,
        pages=pages,
        document=document,
        title=desk.title(known.id) if known else "",
        together=len(shown) > 1 and not any(accuses_named(c) for c in shown),
        recent=recent(desk),
        show=show,
        rule=rule,
        patterns=tuple(patterns.most_common(PATTERNS)),
        held=len(asked) - len(waiting),
    )


def recent(desk: Desk) -> tuple[Decided, ...]:
    """The newest decisions in force, newest first."""
    return tuple(decided_words(desk, d) for d in reversed(desk.decisions[-RECENT:]))


def _waiting(desk: Desk, claim: Claim) -> Waiting:
    first = claim.evidence[0]
    around = _around(desk.documents[claim.document.id], first.start, first.end)
    before, after = (desk.shown(words, claim.document.id) for words in around)
    seen = desk.ledger.latest_decision(claim)
    return Waiting(desk.line(claim), before, after, accuses_named(claim), seen)


def _around(document: Document, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a sentence in its own paragraph."""
    home = document.segment_at(start)
    if home is None:
        return "", ""
    before = document.text[max(home.start, start - AROUND) : start].lstrip()
    after = document.text[end : min(home.end, end + AROUND)].rstrip()
    cut = start - AROUND > home.start, end + AROUND < home.end
    return (f"… {before}" if cut[0] else before), (f"{after} …" if cut[1] else after)


def _people(desk: Desk, decision: Decision) -> str:
    """Whom a decision about who is who is about, each with the document; empty for other decisions."""
    if decision.kind in KNOWN:
        return known_words(desk, decision)
    if decision.kind not in IDENTITY:
        return ""
    sides = json.loads(decision.value)
    both = [document for document, _ in sides]
    return " and ".join(f"{desk.shown(name, *both)} in “{desk.title(document)[:80]}”" for document, name in sides)


def decided_words(desk: Desk, decision: Decision) -> Decided:
    """A decision with what it is about, as it may be shown."""
    about = desk.by_id.get(decision.target)
    quoted = f"“{decision.made_on[0]}”" if decision.made_on else _people(desk, decision) or decision.target
    words = desk.line(about).text if about is not None else desk.shown(quoted)
    return Decided(
        decision.id, decision.kind, words, decision.author, desk.shown(decision.reason),
        decision.recorded_at[:16].replace("T", " "),
    )  # fmt: skip
