"""What people decide about claims and entities. A decision is a row; undoing it is another row."""

from dataclasses import dataclass

from according.model import Claim

KINDS = (
    "accept",
    "reject",
    "edit",
    "enter",
    "merge",
    "split",
    "never_same",
    "same_incident",
    "not_same_incident",
    "unmask",
    "pin",
    "unmasked_export",
    "known_same",
    "known_other",
)
IDENTITY = ("merge", "split", "never_same")
"""Decisions about two people being one; `value` is two pairs of a document's id and a name, as JSON."""
KNOWN = ("known_same", "known_other")
"""Decisions about somebody being an entry of a list of known entities; `value` is that of `KnownLink`."""
REVIEWED = ("accept", "reject", "edit", "enter")
"""Decisions about a claim."""
REVIEW_OF = {"accept": "accepted", "reject": "rejected", "edit": "edited"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it stands in the ledger.

    `target` is a claim id, an entity id or a document id, by kind; `value` depends on the kind (an edited claim as
    JSON, the other entity of a merge); `made_on` is what it was made on.
    """

    id: int
    kind: str
    target: str
    made_on: tuple[str, ...]
    value: str
    author: str
    reason: str
    recorded_at: str
    undoes: int | None = None


def made_on(claim: Claim) -> tuple[str, ...]:
    """What a decision about a claim was made on: quote, predicate, names, stage, polarity and speaker.

    A new reading's claim with the same is the same statement, whatever its id.
    """
    return (
        claim.evidence[0].quote,
        claim.predicate,
        claim.subject.name if claim.subject else "",
        claim.object.name if claim.object else "",
        claim.stage or "",
        claim.polarity,
        claim.innermost.kind,
        claim.innermost.source,
    )
