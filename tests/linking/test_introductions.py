"""What the sentence that introduces somebody tells of them; invented people."""

import pytest

from according.linking.introductions import introduced

FINCH = ["Odal Finch", "Finch"]


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        ("Odal Finch, 34, Varn, is charged with arson.", "charged"),
        ("Odal Finch, 34, of Varn, pleaded nolo contendere May 3 to arson.", "pleaded_guilty"),
        ("Bera Moss's brother, Odal Finch, 34, Varn, was found guilty by a jury Jan. 9, 2020, of arson.", "convicted"),
        ("Odal Finch, 34, formerly of St. Orm, pleaded guilty to arson and was sentenced to a year.", "sentenced"),
        ("Odal Finch, 34, Varn, was convicted of arson. He was sentenced today to six years.", "sentenced"),
        ("Odal Finch, de 34 años, de Varn, fue sentenciado a dos años.", "sentenced"),
        ("Odal Finch, 19, of Varn, Orm. Bail set at $900.", "charged"),
        ("Odal Finch (DOB 3-25-84), Bera Moss (DOB 7-7-85) and Ivo Tarn, of Varn, were charged with arson.", "charged"),
        ("Odal Finch, 35, and his brother, Ivo (aka Io) Finch, 38, both of Varn, have been indicted.", "indicted"),
    ],
)
def test_what_stands_behind_a_full_name_is_told_of_it(story: str, stage: str) -> None:
    """Behind age and towns, and of a term also in the next sentence."""
    told = introduced(story, FINCH)
    assert told is not None
    assert told[0] == stage


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        ("Odal Finch, 34, Varn, pleaded guilty to arson and is scheduled to be sentenced June 4.", "pleaded_guilty"),
        ("Odal Finch, 34, Varn, was convicted of arson. He faces ten years at his sentencing.", "convicted"),
        ("Odal Finch, 34, Varn, pleaded guilty to arson. Bera Moss will be sentenced.", "pleaded_guilty"),
    ],
)
def test_a_sentence_to_come_is_none(story: str, stage: str) -> None:
    """What is scheduled or threatened adds nothing to what has happened."""
    told = introduced(story, FINCH)
    assert told is not None
    assert told[0] == stage


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        ("The co-defendants are Bera Moss, 31, Varn, and Odal Finch, 34, Varn.", "charged"),
        ("Also charged in the case is the defendant's brother, Odal Finch, 28, of Varn.", "charged"),
        ("The District Attorney identified the defendant as Odal Finch, 28, of Varn.", "charged"),
        (
            "The following 3 defendants are charged with theft: Bera Moss, 21, Varn Ivo Tarn, 30, Orm Odal Finch",
            "charged",
        ),
        (
            "The following two co-defendants pleaded guilty to theft and were sentenced to ten days: Bera Moss, 31, "
            "Varn; and Odal Finch, 34, Orm.",
            "sentenced",
        ),
    ],
)
def test_a_list_of_defendants_tells_of_each(story: str, stage: str) -> None:
    """Whether the names stand behind what was done to them, or behind the word for defendants alone."""
    told = introduced(story, FINCH)
    assert told is not None
    assert told[0] == stage


@pytest.mark.parametrize(
    "story",
    [
        "The defendant shot Odal Finch, 34, Varn.",
        "The defendant and Odal Finch went home.",
        "Defendant Bera Moss and Odal Finch argued.",
        "Also charged is Bera Moss, who shot Odal Finch.",
        "The following two defendants pleaded guilty to theft: Bera Moss, who robbed Odal Finch.",
        "Bera Moss was charged with arson. Odal Finch, 34, Varn, saw the fire.",
        "Finch was sentenced to six years.",
        "Odal Finch, 34, Varn, was charged with arson, and the charges were dismissed.",
    ],
)
def test_nobody_is_accused_by_standing_near(story: str) -> None:
    """A victim, a witness, whoever shares a surname, and one whose charges fell."""
    assert introduced(story, FINCH) is None
