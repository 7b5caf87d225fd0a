"""Who did it where the tree loses the subject, and along with whom, on invented releases."""

import pytest

from according.model import Claim

from .test_accusations import claims


def did(found: list[Claim]) -> set[tuple[str, str | None, str | None]]:
    """Who is told as having done what type of deed, at which stage."""
    return {
        (c.subject.name, c.object.incident_type if c.object else None, c.stage)
        for c in found
        if c.predicate == "perpetrator_of" and c.subject is not None
    }


CHARGED = "Ivo Lantana, 31, and Pell Orrin, 24, were charged with murder."


@pytest.mark.parametrize(
    "sentence",
    [
        "On May 3 in Brenmoor, Ivo Lantana, acting in concert with Pell Orrin, shot and killed Mira Venn.",
        "Ivo Lantana, along with Pell Orrin, shot and killed Mira Venn.",
        "Ivo Lantana shot and killed Mira Venn with the help of Pell Orrin.",
    ],
)
def test_who_helped_is_told_as_having_done_it_too(sentence: str) -> None:
    """Both are accused, never further."""
    found = did(claims(CHARGED, sentence))
    assert {("Ivo Lantana", "homicide", "accused"), ("Pell Orrin", "homicide", "accused")} <= found


def test_a_victim_named_beside_the_deed_is_no_helper() -> None:
    """Along with whom he was when it happened is another thing."""
    found = did(claims(CHARGED, "Ivo Lantana shot Mira Venn, who was walking along with Garo Venn."))
    assert "Garo Venn" not in {name for name, _, _ in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ivo Lantana fired several times at the clerk.",
        "Ivo Lantana pulled out a pistol and fired twice.",
        "Ivo Lantana fired in the direction of the clerks.",
    ],
)
def test_firing_needs_no_weapon_beside_it(sentence: str) -> None:
    """How often, or where to, tells that it was a gun."""
    assert ("Ivo Lantana", "shooting", "accused") in did(claims(CHARGED, sentence))


def test_pointing_any_gun_is_a_threat() -> None:
    """A pistol threatens like a gun."""
    assert ("Ivo Lantana", "threat", "accused") in did(claims(CHARGED, "Ivo Lantana pointed a pistol at the clerk."))


def test_who_ordered_the_killing_did_it_too() -> None:
    """The one who had it done is accused of it."""
    found = did(claims(CHARGED, "Pell Orrin ordered the killing of Mira Venn."))
    assert ("Pell Orrin", "homicide", "accused") in found


def test_an_officer_of_the_peace_who_is_charged_can_have_done_it() -> None:
    """What is told of the officer in the same words ("the officer’s killer") makes the defendant no officer."""
    found = did(claims("Ivo Lantana, 31, was convicted of murder.", "Lantana, Officer Venn’s killer, shot Mira Venn."))
    assert ("Ivo Lantana", "shooting", "accused") in found or ("Ivo Lantana", "homicide", "accused") in found


def test_the_part_in_the_shooting_that_somebody_is_sentenced_for_is_his() -> None:
    """The step is taken for this very deed."""
    found = did(claims("Ivo Lantana, 31, was sentenced to six years in prison for his role in the shooting."))
    assert ("Ivo Lantana", "shooting", "sentenced") in found
