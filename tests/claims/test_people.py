"""Ages, homes, kin, posts and payments of invented people."""

from according.claims.ages import find_ages
from according.claims.homes import find_homes
from according.claims.kinship import find_kin
from according.claims.listing import listed_after
from according.claims.parties import parties_of
from according.claims.payments import find_payments
from according.claims.posts import find_posts

from .reader import page_of, said


def test_his_mother_is_the_mother_of_the_clause_s_subject() -> None:
    """Not of whoever coreference picks from the sentence before."""
    text = "Dario Lunz met Otto Brand in May. Lunz later admitted that he had robbed his mother."
    assert "family_of(his mother, Dario Lunz)" in said(text, find_kin)


def test_the_name_beside_a_kin_word_is_the_kin() -> None:
    """The name after "brother" is the brother."""
    assert said("Police also arrested Mara Oyel and her brother, Teo Oyel.", find_kin) == {
        "family_of(Teo Oyel, Mara Oyel)"
    }


def test_who_tells_somebody_of_his_wife_leaves_it_open_whose() -> None:
    """ "Told him that his wife": either man's."""
    found = said("Dario Lunz told Otto Brand that his wife was beautiful.", find_kin)
    assert "family_of(his wife, Dario Lunz)" not in found


def test_an_age_and_a_town_before_man_are_not_his_name() -> None:
    """The town is his home, and the age is his."""
    text = "Prosecutors said today that a 26-year-old Corvale man has been sentenced to prison."
    assert said(text, find_homes) == {"residence(a 26-year-old Corvale man, Corvale)"}
    assert {line.split("(")[0] for line in said(text, find_ages)} == {"age"}


def test_residents_in_general_live_nowhere_as_somebody() -> None:
    """An uncounted plural is nobody."""
    assert said("Chicago residents can rest assured that their homes are safer.", find_homes) == set()


def test_a_politician_s_bracket_names_what_he_represents() -> None:
    """ "(D-Vessin)" is the place of the post."""
    assert "holds_post(Jon Tallis, Ohio)" in said("Rep. Jon Tallis (D-Ohio) said the vote was near.", find_posts)


def test_a_title_keeps_the_body_the_document_names_elsewhere() -> None:
    """ "Mayor Marsh" is mayor of what the next sentence says."""
    text = "Mayor Helena Marsh spoke first. Helena Marsh, the mayor of Chicago, waved to the crowd."
    assert "holds_post(Helena Marsh, None)" not in said(text, find_posts)


def test_who_handled_a_case_is_no_claim() -> None:
    """Ruling 24."""
    assert said("The case was prosecuted by Deputy District Attorney Helena Marsh.", find_posts) == set()


def test_money_ordered_to_be_paid_has_not_been_paid() -> None:
    """The order keeps its certainty."""
    page = page_of("Dario Lunz was ordered to pay $9,000 in restitution to Mara Oyel.")
    assert {draft.certainty for draft in find_payments(page)} == {"unknown"}


def test_a_speaker_after_gunmen_is_none_of_them() -> None:
    """ "Since the town fell to its gunmen, Aa Bb said": one name after a plural is no list."""
    page = page_of("Speaking a year after the port fell to Corvino gunmen, Tobias Ward said he was sad.")
    gunmen = next(t for t in range(len(page.tokens)) if page.word(t) == "gunmen")
    assert listed_after(parties_of(page), gunmen) == []


def test_nobody_holds_the_post_he_pretends_to_hold() -> None:
    """A false officer is no officer."""
    text = "Dario Lunz called the victim and pretended to be a police officer."
    assert said(text, find_posts) == set()


def test_those_of_an_age_and_over_are_nobody() -> None:
    """ "Independents and those age 45 and over"."""
    text = "In both towns, Bruno Castellane won among men, women, independents and those age 45 and over."
    assert not said(text, find_ages)
