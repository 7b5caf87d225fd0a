"""What people decided, as JSON lines that another ledger of the same documents takes over (`according decisions`).

Each line holds what the decision was made on, never a number of this ledger: the quote, names, stage and speaker of a
claim, a document and a name of a person. What only this ledger can mean (pinned readings, exports made) stays behind.
"""

import json
from collections.abc import Iterator
from typing import Any

from according.ledger import IDENTITY, KNOWN, Decision, Ledger
from according.model import Claim, claim_record

REVIEW = ("accept", "reject", "edit")


def decision_records(ledger: Ledger, *, known_on: str | None = None) -> Iterator[dict[str, Any]]:
    """Decisions in force, oldest first, each with what it takes to find its claim or person elsewhere.

    A claim that a person entered is told as it stands; where somebody edited it later, the edit is in it.
    """
    made = ledger.decisions(known_on=known_on)
    entered = {d.target for d in made if d.kind == "enter"}
    claims = {c.id: c for c in ledger.claims() if c.id in entered} if entered else {}
    edits = {d.target: d for d in made if d.kind == "edit"}
    links = {link.target: link for link in ledger.known_links()}
    for decision in made:
        told = _head(decision)
        if decision.kind in REVIEW and decision.target not in entered:
            yield {**told, "made_on": decision.made_on, "value": _parsed(decision.value)}
        elif decision.kind == "enter" and decision.target in claims:
            yield {**told, **_entered(claims[decision.target], decision, edits.get(decision.target))}
        elif decision.kind in IDENTITY:
            yield {**told, "value": _parsed(decision.value)}
        elif decision.kind in KNOWN:
            link = links.get(decision.target)
            why = {"score": link.score, "speaks": link.speaks, "against": link.against} if link else {}
            yield {**told, "value": {**_parsed(decision.value), **why}}
        elif decision.kind == "unmask":
            yield {**told, "value": _unmasked(ledger, decision)}


def decisions(ledger: Ledger, *, known_on: str | None = None) -> tuple[bytes, int]:
    """The lines, and how many there are."""
    lines = [json.dumps(r, ensure_ascii=False) + "\n" for r in decision_records(ledger, known_on=known_on)]
    return "".join(lines).encode("utf-8", "surrogatepass"), len(lines)


def _head(decision: Decision) -> dict[str, Any]:
    return {
        "kind": decision.kind, "author": decision.author, "reason": decision.reason,
        "recorded_at": decision.recorded_at,
    }  # fmt: skip


def _parsed(value: str) -> Any:
    return json.loads(value) if value else None


def _entered(claim: Claim, decision: Decision, edit: Decision | None) -> dict[str, Any]:
    reason = decision.reason
    if edit is not None:
        reason = f"{reason}; edited by {edit.author}: {edit.reason}".removeprefix("; ")
    return {"reason": reason, "claim": claim_record(claim)}


def _unmasked(ledger: Ledger, decision: Decision) -> dict[str, str]:
    """The document and name of a person who is shown; the id of an entity means nothing elsewhere."""
    named = next((c for c in ledger.candidates() if c.id == decision.target), None)
    if named is not None:
        return {"document": named.document, "name": named.name}
    return {"document": decision.target.rpartition("~")[0], "name": decision.target}
