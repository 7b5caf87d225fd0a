"""When a legal step was taken, on invented releases."""

import pytest

from .test_accusations import claims


def days(*paragraphs: str) -> set[tuple[str | None, str | None]]:
    """Stage and day of every accusation."""
    return {
        (c.stage, c.qualifiers.date.edtf if c.qualifiers.date else None)
        for c in claims(*paragraphs)
        if c.predicate == "accused_of"
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ivo Lantana pleaded guilty to arson before Justice Ruth Ekwueme on April 27, 2023.", "2023-04-27"),
        ("On April 27, 2023, Ivo Lantana pleaded guilty to arson.", "2023-04-27"),
        ("Ivo Lantana was today convicted of arson.", "2024-05-14"),
        ("Ivo Lantana was convicted of arson and filing a false report today following a trial.", "2024-05-14"),
        ("Ivo Lantana, who drove a bus until 2010, pleaded guilty today to arson.", "2024-05-14"),
        ("In 1979, Ivo Lantana was charged with and convicted of arson.", "1979"),
        ("Ivo Lantana was sentenced to six years in prison for an arson in Brenmoor on April 27, 2023.", None),
        ("Ivo Lantana was convicted of the May 3 robbery.", None),
    ],
)
def test_the_date_of_a_step_is_not_the_date_of_the_deed(sentence: str, expected: str | None) -> None:
    """A day behind the charges is the step's, a day behind "for" is the deed's."""
    assert {day for _, day in days(sentence)} == {expected}


def test_a_step_told_twice_has_its_day_both_times() -> None:
    """The headline and the body tell one sentence of the court."""
    found = days(
        "Ivo Lantana Sentenced to Six Years in Prison for Arson",
        "Ivo Lantana, 31, was sentenced on May 2, 2024, to six years in prison.",
    )
    assert found == {("sentenced", "2024-05-02")}


def test_the_day_of_an_earlier_matter_is_not_this_ones() -> None:
    """A prior conviction lends its day to nothing."""
    found = days(
        "Ivo Lantana Sentenced to Six Years in Prison for Arson",
        "Lantana has a prior conviction: on May 2, 2021, he was sentenced to a year for robbery in Brenmoor.",
    )
    assert ("sentenced", None) in found


def test_a_day_to_come_is_not_the_day_of_a_step() -> None:
    """ "Is expected to be arraigned on May 20": nothing happened on that day yet."""
    found = claims("Corin Vale is charged with fraud and is expected to be arraigned on May 20, 2024.")
    assert all(c.qualifiers.date is None for c in found if c.predicate == "accused_of")


def test_a_step_told_twice_in_a_sentence_has_one_day() -> None:
    """Convicted in March by jurors who found them guilty: one verdict."""
    found = days(
        "Ivo Lantana, 33, was convicted last March after a long trial in which jurors found him guilty of murder."
    )
    assert found == {("convicted", "2024-03")}


def test_what_will_follow_does_not_move_a_day_that_has_passed() -> None:
    """The plea was on May 2, the sentence is to come."""
    found = days("Ivo Lantana, 36, pleaded guilty to arson on May 2, and will be sentenced later.")
    assert found == {("pleaded_guilty", "2024-05-02")}


def test_each_prior_conviction_has_the_year_told_with_its_offence() -> None:
    """Before the offence or behind it; the day of the present matter is none of theirs."""
    found = days(
        "Ivo Lantana was charged with theft on May 2, 2024.",
        "Lantana has prior strike convictions for a 1983 residential burglary, robbery in 1990, and for arson.",
    )
    assert found == {("charged", "2024-05-02"), ("convicted", "1983"), ("convicted", "1990"), ("convicted", None)}


@pytest.mark.parametrize(
    "told",
    [
        "Lantana has a prior 2003 prison conviction for robbery.",
        "Lantana has one 2003 prior strike conviction for robbery.",
        "Lantana has a prior conviction for robbery in 2003.",
    ],
)
def test_the_year_of_a_prior_conviction(told: str) -> None:
    """Before the word for it, or behind its offence."""
    assert ("convicted", "2003") in days(f"Ivo Lantana, 40, was convicted of arson. {told}")


def test_where_only_the_act_is_told_the_day_is_the_acts() -> None:
    """And no step's (ruling 25)."""
    assert days("Prosecutors said that in June 2015, Ivo Lantana stole $500 from a shop.") == {("accused", "2015-06")}
