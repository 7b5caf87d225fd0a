"""The order in which claims wait for a person: what harms most if it is wrong comes first."""

from collections.abc import Iterable

from according.model import Claim
from according.ontology import ontology


def waiting_in(claims: Iterable[Claim]) -> list[Claim]:
    """Those of the claims that nobody decided about, most harmful first."""
    return sorted((c for c in claims if c.review == "unreviewed"), key=harm)


def accuses_named(claim: Claim) -> bool:
    """Whether the claim accuses a person by name: decided one at a time, with its sentence in view."""
    return claim.stage is not None and claim.subject is not None and claim.subject.type == "Person"


def harm(claim: Claim) -> tuple[int, int, float, str, int]:
    """Sort key, most harmful first: named people, furthest stage, least sure reading."""
    stage = ontology().stages[claim.stage] if claim.stage else None
    rank = (stage.rank or 0) if stage else -1
    place = (claim.document.id, claim.evidence[0].start)
    return (0 if accuses_named(claim) else 1, -rank, claim.extractor.confidence, *place)
