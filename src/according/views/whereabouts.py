"""When and where what a claim tells happened, as far as it is told."""

from according.model import Claim, PlaceValue


def date_of(claim: Claim) -> str:
    """When what the claim tells happened, as EDTF; empty if it is not told."""
    if claim.qualifiers.date is not None:
        return claim.qualifiers.date.edtf
    for side in (claim.object, claim.subject):
        if side is not None and side.date is not None:
            return side.date.edtf
    return ""


def place_of(claim: Claim) -> PlaceValue | None:
    """Where what the claim tells is: its place, that of its incident, or the place it is about."""
    if claim.qualifiers.place is not None:
        return claim.qualifiers.place
    for side in (claim.object, claim.subject):
        if side is not None and side.place is not None:
            return side.place
    return None


def spot_of(claim: Claim) -> str:
    """The place of a claim as it is written in an address, to a hundredth of a degree; empty if the map has none."""
    place = place_of(claim)
    if place is None or place.lat is None or place.lon is None:
        return ""
    return f"{place.lat:.2f},{place.lon:.2f}"
