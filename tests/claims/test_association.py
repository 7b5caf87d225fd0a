"""Who works with whom, takes whose orders and stands between whom, on invented people and groups."""

from according.claims.association import find_associates
from according.claims.ownership import find_property

from .reader import said


def test_who_takes_orders_is_tied_to_who_gives_them() -> None:
    """Orders taken from somebody."""
    assert "associate_of(Pell Orrin, Ivo Lantana)" in said("Pell Orrin took orders from Ivo Lantana.", find_associates)


def test_a_link_between_two_groups_is_tied_to_both() -> None:
    """One claim for each end."""
    text = "Pell Orrin is the link between the Harbor Nine gang and the Salt Row gang."
    found = said(text, find_associates)
    assert {"associate_of(Pell Orrin, Harbor Nine)", "associate_of(Pell Orrin, Salt Row)"} <= found


def test_colleagues_who_only_work_are_not_tied() -> None:
    """Work alone makes no associates."""
    assert not said("Pell Orrin worked with Ivo Lantana at a bakery in Corvin.", find_associates)


def test_offices_that_work_closely_are_no_associates() -> None:
    """Thanks and co-operation of authorities are no claims (ruling 24)."""
    text = "Prosecutors worked closely with Pell Orrin on the case."
    assert not said(text, find_associates)


def test_what_belongs_to_a_group_is_owned_by_it() -> None:
    """ "Belonging to" tells the owner."""
    text = "Police searched a warehouse belonging to the Harbor Nine gang."
    assert "owns(Harbor Nine, a warehouse)" in said(text, find_property)


def test_people_belong_to_a_group_without_being_owned() -> None:
    """Members are no property."""
    assert not said("The men belong to the Harbor Nine gang.", find_property)
