"""Whose names a document hides, and that no form of them is left in any text of it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.ontology import Masks, Named, masks_of, name_forms, people_of_reading, with_relatives_accused
from tests.reading.build import build, entities

from .test_wording import charge

MINORS = (
    Named("Karim Adeyemi-Roth", ("Karim Adeyemi-Roth", "Adeyemi-Roth"), "minor", "d#0"),
    Named("Tess Okonjo", ("Tess Okonjo",), "minor", "d#1"),
    Named("Milo Brandt", ("Milo",), "minor", "d#2"),
)
LIST = "Karim Adeyemi-Roth, 17, Tess Okonjo, 16, and Milo Brandt, 15, were hurt. Okonjo’s sister and MILO fled."
BETWEEN = st.sampled_from([" ", "\n", "  ", "\u00a0", " “Kit” "])
CASE = st.sampled_from([str, str.upper, str.title])
AROUND = st.text(st.sampled_from("abc ,.;:’'“”()-\n"), max_size=12)


def test_all_minors_of_a_list_are_hidden() -> None:
    """Whole names, surnames alone, first names alone, possessives and capitals."""
    assert masks_of(MINORS).hide(LIST) == (
        "[a person under 18], 17, [a person under 18], 16, and [a person under 18], 15, were hurt. "
        "[a person under 18]’s sister and [a person under 18] fled."
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MINORS), CASE, BETWEEN, AROUND), min_size=1, max_size=6))
def test_no_form_of_a_protected_name_is_left(told: list[tuple[Named, object, str, str]]) -> None:
    """In any letter case, over line breaks, with whatever stands around, whole or in parts."""
    parts = []
    for person, cased, between, around in told:
        first, last = person.name.split()
        parts += [around, " ", cased(f"{first}{between}{last}"), " ", cased(last), "’s ", cased(first)]  # type: ignore[operator]
    shown = masks_of(MINORS).hide("".join(parts)).casefold()
    for person in MINORS:
        for form in name_forms(person.name):
            assert not re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", shown)


@settings(max_examples=200, deadline=None)
@given(AROUND, AROUND)
def test_masking_twice_changes_nothing(before: str, after: str) -> None:
    """What stands for a name is no name."""
    masks = masks_of(MINORS)
    once = masks.hide(f"{before}Tess Okonjo{after}")
    assert masks.hide(once) == once


def test_a_name_in_an_address_is_hidden_in_small_letters() -> None:
    """In a text a lone word must be written as a name: not every hope is a Hope."""
    masks = masks_of([Named("Hope Lindqvist", (), "minor")])
    assert masks.hide("hope-lindqvist-hurt.html") == "[a person under 18]-hurt.html"
    assert masks.hide("There is hope for Hope.") == "There is hope for [a person under 18]."
    assert masks.hide("lindqvist-hurt", address=True) == "[a person under 18]-hurt"


def test_the_accused_keeps_a_surname_that_a_child_shares() -> None:
    """Nothing of the father's charge may read as the child's, and the child's whole name is hidden."""
    masks = masks_of([Named("Tess Okonjo", ("Tess Okonjo",), "minor"), Named("Bram Okonjo", ("Okonjo",))])
    assert masks.hide("Bram Okonjo hit Tess Okonjo. Okonjo was charged. Tess wept.") == (
        "Bram Okonjo hit [a person under 18]. Okonjo was charged. [a person under 18] wept."
    )


def test_a_shared_surname_that_stands_for_the_child_says_nothing_of_either() -> None:
    """Where the document calls the child by the surname alone it is withheld."""
    masks = masks_of([Named("Tess Okonjo", ("Okonjo",), "minor"), Named("Bram Okonjo")])
    assert masks.hide("Okonjo is 15; Bram Okonjo is 40.") == "[name withheld] is 15; Bram Okonjo is 40."


def test_a_second_reading_of_the_same_name_is_hidden_too() -> None:
    """A reader that takes one child for two people must not print her."""
    masks = masks_of([Named("Tess Okonjo", (), "minor"), Named("Tess M. Okonjo")])
    assert "Okonjo" not in masks.hide("Tess M. Okonjo and Tess Okonjo")


@pytest.mark.parametrize("name", ["the girl", "a 16-year-old Harrow Bend boy", "his wife", "16"])
def test_a_description_is_shown(name: str) -> None:
    """Masking replaces names, not descriptions."""
    assert masks_of([Named(name, (name,), "minor")]).hide(f"They met {name} there.") == f"They met {name} there."


def test_a_title_before_a_hidden_name_is_shown_elsewhere() -> None:
    """ "Detective" alone names nobody."""
    masks = masks_of([Named("Detective Sana Whitlock", (), "informant")])
    assert masks.hide("Detective Lunz met Whitlock.") == "Detective Lunz met [an informant]."


def test_unmasked_by_decision() -> None:
    """By entity or by name."""
    assert masks_of(MINORS[1:2], {"d#1"}).hide("Tess Okonjo") == "Tess Okonjo"
    assert masks_of(MINORS[1:2], {"Tess Okonjo"}).hide("Tess Okonjo") == "Tess Okonjo"
    assert not Masks()


def test_a_reading_hides_whom_no_claim_names() -> None:
    """Protection is a matter of the document, not of what was claimed."""
    reading = entities(build("{person+:Karim Adeyemi-Roth}, 16, watched {person+:Bruno Castellane}, 41, leave."))
    assert masks_of(people_of_reading(reading)).hide(reading.text) == (
        "[a person under 18], 16, watched Bruno Castellane, 41, leave."
    )


def test_a_relative_who_stands_accused_is_no_mere_relative() -> None:
    """Charged in one document, she is shown in the one that only calls her his wife; a minor stays hidden."""
    charged = charge()
    assert charged.subject is not None
    wife = replace(
        charged, id="c2", predicate="family_of", stage=None, subject=replace(charged.subject, protected="relative")
    )
    child = replace(wife, id="c3", subject=replace(charged.subject, protected="minor"))
    found = with_relatives_accused([charged, wife, child])
    assert [c.subject.protected for c in found if c.subject is not None] == [None, None, "minor"]


def test_a_relative_accused_of_nothing_stays_hidden() -> None:
    """Nor does a mere accusation without a step of law show her."""
    told = charge(stage="accused")
    assert told.subject is not None
    wife = replace(
        told, id="c2", predicate="family_of", stage=None, subject=replace(told.subject, protected="relative")
    )
    assert with_relatives_accused([told, wife])[1] == wife


def test_masks_lie_over_one_another() -> None:
    """Whom either hides is hidden; of a name that both know, what the upper says counts; nothing of either changes."""
    child = masks_of([Named("Tess Okonjo", (), "minor")])
    witness = masks_of([Named("Tess Okonjo", (), "witness"), Named("Milo Brandt", (), "witness")])
    both = child.over(witness)
    assert (
        both.hide("Tess Okonjo met MILO BRANDT and Brandt.") == "[a person under 18] met [a witness] and [a witness]."
    )
    assert child.hide("Milo Brandt") == "Milo Brandt"
    assert Masks((), (child, witness)).hide("tess okonjo") == "[a person under 18]"
    assert not Masks().over(Masks())
