"""What a legal step is for, item by item, on invented releases."""

import pytest

from .test_accusations import claims, told


def worded(sentence: str) -> set[tuple[str, str]]:
    """Codes and words of the offences in the accusations of a sentence."""
    return {
        (c.object.name, c.qualifiers.offence or "")
        for c in claims(sentence)
        if c.predicate == "accused_of" and c.object is not None
    }


def test_an_item_that_no_list_knows_is_kept_beside_the_others() -> None:
    """Every count of a plea is a claim, listed or not."""
    found = worded(
        "Ivo Lantana pleaded guilty to one felony count each of arson, willfully poisoning a well, and grand theft."
    )
    assert {code for code, _ in found} == {"arson", "other", "theft"}
    assert ("other", "willfully poisoning a well") in found


def test_what_somebody_is_accused_of_doing_is_an_accusation() -> None:
    """A gerund after "accused of" needs no name in law."""
    assert worded("Ivo Lantana is accused of hiding behind a hedge and letting the dogs loose.") == {
        ("other", "hiding behind a hedge"),
        ("other", "letting the dogs loose"),
    }


def test_an_enhancement_is_no_offence() -> None:
    """What lengthens a sentence is not charged apart (ruling 26)."""
    assert worded(
        "Ivo Lantana was convicted of arson with sentencing enhancements for criminal street gang activity."
    ) == {("arson", "arson")}


def test_a_deed_with_its_victim_is_told_by_the_incident_alone() -> None:
    """One wording, one claim (ruling 1)."""
    found = claims("Ivo Lantana was charged with stabbing Pell Orrin outside a bar.")
    assert [c.predicate for c in found if c.stage is not None] == ["perpetrator_of"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ivo Lantana was convicted on Monday by a jury in Brenmoor.",
        "Ivo Lantana was charged in connection with the fire, following a lengthy inquiry.",
        "Ivo Lantana was convicted based on what a clerk told.",
    ],
)
def test_circumstances_of_a_step_are_no_offences(sentence: str) -> None:
    """Days, courts, evidence and inquiries are not what somebody is convicted of."""
    assert worded(sentence) == set()


def test_embezzling_is_theft_in_every_form_of_the_word() -> None:
    """ "Convicted of embezzling" names its offence as "convicted of embezzlement" does."""
    assert {code for code, _ in worded("Ivo Lantana was convicted of embezzling $40,000.")} == {"theft"}
    assert {code for code, _ in worded("Ivo Lantana was convicted of embezzlement.")} == {"theft"}


def test_a_conspiracy_that_is_a_count_of_its_own_is_kept() -> None:
    """Charged with conspiracy and arson is two charges; conspiracy to commit arson is one (ruling 5)."""
    assert told(claims("Ivo Lantana was charged with one count of conspiracy and one count of arson.")) == {
        ("Ivo Lantana", "conspiracy", "charged"),
        ("Ivo Lantana", "arson", "charged"),
    }
    assert told(claims("Ivo Lantana was charged with conspiracy to commit arson.")) == {
        ("Ivo Lantana", "arson", "charged")
    }


def test_a_bare_noun_behind_and_is_no_count_of_its_own() -> None:
    """ "A plot to sell cattle and hay" is one thing."""
    assert "hay" not in {said for _, said in worded("Ivo Lantana was convicted of robbery to steal cattle and hay.")}
