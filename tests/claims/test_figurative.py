"""Words of violence without violence accuse nobody."""

import pytest

from according.claims import ClaimEngine
from according.claims.aliases import find_aliases

from .reader import page_of, said

_RACE = "The primary comes after a bruising campaign, and voters trust the polls less than the candidates do. "
_DEEDS = ("perpetrator_of", "accused_of", "victim_of")


def deeds(text: str) -> list[str]:
    """Who is said to have done or suffered what."""
    found = ClaimEngine().extract(page_of(text).reading)
    return [f"{c.predicate}({c.subject.name if c.subject else None})" for c in found if c.predicate in _DEEDS]


@pytest.mark.parametrize(
    "text",
    [
        _RACE + "Mira Dole attacked Anton Rowe over taxes.",
        _RACE + "Only Mira Dole can beat Anton Rowe.",
        _RACE + "Mira Dole’s attack on the decision of Anton Rowe was her biggest yet.",
        _RACE + "Mira Dole must take responsibility for the budget.",
        "Mira Dole attacked Anton Rowe for missing the vote.",
        "The crew shot a film with Nils Brandt.",
        "The empty halls are no indictment of Mira Dole.",
        "Detective Mira Dole executed a search warrant at the quay.",
    ],
)
def test_criticism_votes_and_cameras_hurt_nobody(text: str) -> None:
    """Not even as a denial."""
    assert deeds(text) == []


def test_a_blow_in_a_campaign_is_a_blow() -> None:
    """Arms and wounds tell."""
    found = deeds(_RACE + "Corin Vale attacked the candidate Anton Rowe with a knife at a rally.")
    assert "perpetrator_of(Corin Vale)" in found


def test_alleged_members_did_it_probably() -> None:
    """Who did it is as doubtful as they are."""
    found = ClaimEngine().extract(page_of("Three farmers were shot dead by alleged Harbor Front members.").reading)
    assert [c.certainty for c in found if c.predicate == "perpetrator_of"] == ["probable"]


def test_an_official_who_says_that_it_may_have_been_them_leaves_it_possible() -> None:
    """An accuser is certain only of what he says flatly."""
    text = "Minister Doran Aster said that Harbor Front may have murdered the judge."
    found = ClaimEngine().extract(page_of(text).reading)
    assert {c.certainty for c in found if c.predicate == "perpetrator_of"} == {"possible"}


def test_whom_somebody_calls_on_is_not_called_so() -> None:
    """ "Called on Congress": a request."""
    assert said("Senator Mira Dole called on Harbor Council to pass the law.", find_aliases) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dole called Anton Rowe, her challenger, a liar.",
        "Mira Dole criticized the Harbor State, also known as HAS.",
    ],
)
def test_what_somebody_calls_another_is_not_his_own_name(text: str) -> None:
    """Nor is a name that belongs to the one nearer by."""
    assert not any("Mira Dole" in line for line in said(text, find_aliases))


def test_a_natural_death_is_no_homicide() -> None:
    """A widower's life has no victims."""
    assert deeds("Anton Pell shared a house in Eastholm with his sister Mira until her death in the spring.") == []


def test_a_death_in_custody_is_no_homicide_yet() -> None:
    """Who died in a cell was not killed by that word alone."""
    assert deeds("An inquiry looked at the custodial death of Anton Rowe.") == []
