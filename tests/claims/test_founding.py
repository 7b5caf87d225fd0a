"""What a story about gangs tells by the way, on invented ones: bases, maps, lists of acts, ultimatums, entries."""

import pytest

from according.claims import ClaimEngine
from according.model import Claim

from .reader import page_of


def claims(text: str) -> list[Claim]:
    """The claims of a story by a journalist."""
    return ClaimEngine().extract(page_of(text).reading)


def told(found: list[Claim], predicate: str) -> set[tuple[str, str]]:
    """Subject and object of each claim of a predicate."""
    return {
        (c.subject.name, c.object.incident_type or c.object.name)
        for c in found
        if c.predicate == predicate and c.subject is not None and c.object is not None
    }


def test_a_place_goes_by_its_name_without_whose_it_is_and_what_it_is_like() -> None:
    """The town before it and the adjectives are no part of the name."""
    found = claims("Harbor Nine, a street gang, used Corvin’s once proud Bellamar Hotel as a home base.")
    assert {o for _, o in told(found, "operates_in")} == {"Bellamar Hotel"}


def test_who_confirms_a_map_is_who_says_it() -> None:
    """The caption's own voice would be surer than its source."""
    text = (
        "Harbor Nine is a street gang. The newest map showing the US states where Harbor Nine is operating, as "
        "confirmed by the police."
    )
    (claim,) = [c for c in claims(text) if c.predicate == "operates_in"]
    assert claim.attribution[-1].source == "the police"


def test_a_list_of_acts_is_a_list_of_activities() -> None:
    """The later acts have the group of the first."""
    found = claims(
        "Harbor Nine, a street gang, kept order on the docks by assaulting debtors, robbing porters and kidnapping "
        "those who hid."
    )
    assert {"assault", "robbery", "kidnapping"} <= {o for s, o in told(found, "engages_in") if s == "Harbor Nine"}


def test_a_demand_with_what_follows_is_a_threat_by_whoever_makes_it() -> None:
    """And it is the victim who tells it."""
    found = claims(
        "Masked men came to the house of a jeweller. The men demanded she hand over her rings or they would burn the "
        "house down, the victim told police."
    )
    assert ("Masked men", "threat") in told(found, "perpetrator_of")
    assert {c.attribution[-1].kind for c in found if c.predicate == "perpetrator_of"} == {"victim"}


@pytest.mark.parametrize(("teller", "stage"), [(", the border police told the Courier", "accused"), ("", "stated")])
def test_an_unlawful_entry_is_told_at_the_stage_of_who_tells_it(teller: str, stage: str) -> None:
    """An agency that says so accuses."""
    found = claims(f"Ivo Lantana, 28, was arrested on Monday. He illegally entered the country in March{teller}.")
    assert {c.stage for c in found if c.object is not None and c.object.name == "illegal_entry"} == {stage}


def test_a_lawful_entry_accuses_nobody() -> None:
    """Only what is said to be unlawful is."""
    assert not told(claims("Ivo Lantana, 28, entered the country in March with a visa."), "accused_of")


def test_the_accused_of_a_caption_accuses_nobody() -> None:
    """ "X, a Corvale man accused in helping": he is the one accused, not a witness."""
    found = claims("Ivo Lantana, 34, a Corvale man (right) accused in helping with a violent home invasion.")
    assert "person" not in {s.kind for c in found for s in c.attribution}


@pytest.mark.parametrize("where", ["in the groin region", "in broad daylight"])
def test_where_on_a_body_and_in_what_light_is_no_place(where: str) -> None:
    """Only places are."""
    assert not told(claims(f"Ivo Lantana shot a man {where}."), "located_at")


def test_a_place_is_told_with_its_whole_name() -> None:
    """However the tree cuts it."""
    found = claims("Ivo Lantana shot a man in a rural area of San Ilario on Monday.")
    assert {o for _, o in told_names(found, "located_at")} == {"a rural area of San Ilario"}


def told_names(found: list[Claim], predicate: str) -> set[tuple[str, str]]:
    """Names of subject and object of each claim of a predicate."""
    return {(c.subject.name, c.object.name) for c in found if c.predicate == predicate and c.subject and c.object}


def test_what_one_member_is_sentenced_for_is_no_trade_of_the_group() -> None:
    """The court has found nothing about the others."""
    found = claims("Harbor Nine Gang Member Sentenced for Kidnapping and Executing Rivals")
    assert not told(found, "engages_in")
