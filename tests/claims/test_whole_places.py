"""Where invented incidents were: the address whole, the owner of a place with it, the town of a report apart."""

import pytest

from according.claims.incidents import find_incidents

from .reader import page_of


def places(text: str) -> set[str]:
    """Names of the places of the incidents of a text."""
    return {d.object.name for d in find_incidents(page_of(text)) if d.predicate == "located_at" and d.object}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Outside a bodega on Pine Avenue in East Carden, Kestrel, the man shot and killed Tom Hale.",
            "a bodega on Pine Avenue in East Carden, Kestrel",
        ),
        (
            "Footage showed that he opened fire at the intersection of Pine and Dumont Avenues.",
            "the intersection of Pine and Dumont Avenues",
        ),
        ("A bomb exploded at Frank Merin's residence last week.", "Frank Merin's residence"),
    ],
)
def test_an_address_is_one_place(text: str, place: str) -> None:
    """With its streets, its town and its owner, and none of them again by itself."""
    assert places(text) == {place}


def test_a_shop_and_its_town_are_two_places_in_a_report() -> None:
    """Where no street joins them."""
    assert places("The two women were killed at High's Ice Cream Shop in Alda.") == {"High's Ice Cream Shop", "Alda"}


def test_no_day_belongs_to_a_place() -> None:
    """The month behind a place stays a day."""
    assert places("Tom Hale was shot on Mill Street in January 2020.") == {"Mill Street"}
