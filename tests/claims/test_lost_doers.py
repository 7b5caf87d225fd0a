"""Who did it where the tree loses the subject, and along with whom, on invented releases."""

import pytest

from according.claims.deeds import find_deed
from according.claims.page import Page
from according.model import Claim

from .readings import readings
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


def test_a_passer_by_who_was_struck_killed_nobody() -> None:
    """Whom the deed befell is not who did it, however close the verb stands."""
    found = did(
        claims(CHARGED, "Ivo Lantana shot two men, striking a clerk who just happened to pass by, killing him too.")
    )
    assert {name for name, _, _ in found} <= {"Ivo Lantana"}


def test_who_drew_the_gun_shot_and_not_those_who_only_ran() -> None:
    """The last of several verbs has the subject of the clause it stands in."""
    found = did(claims(CHARGED, "Two women ran outside, and Ivo Lantana drew a pistol and shot Mira Venn."))
    assert {name for name, _, _ in found} == {"Ivo Lantana"}


def test_one_of_several_unknown_men_did_it() -> None:
    """Nobody knows which, but one of them."""
    found = did(claims(CHARGED, "One of the unidentified gunmen shot at a clerk near the pier."))
    assert {type for _, type, _ in found} == {"shooting"}


def test_a_deed_beside_the_one_somebody_is_convicted_of_is_only_told() -> None:
    """ "After invading a home": the jury's finding is of the murder."""
    found = did(claims("Ivo Lantana, 31, was convicted of murder after invading a nearby home."))
    assert {stage for _, type, stage in found if type == "home_invasion"} <= {"accused"}


def test_everybody_who_fired_is_nobody() -> None:
    """A promise to find every gunman accuses none."""
    assert not did(claims(CHARGED, "The office looks for every person who fired a gun at the clerk."))


def test_whom_the_deed_befell_is_none_of_its_doers() -> None:
    """ "The clerk, three men shoved her": two subjects, and she is the one who suffered."""
    page = Page(readings()["shoved_beside_the_doers"])
    shoved = next(i for i in range(len(page.tokens)) if page.lemma(i) == "shove")
    (told,) = find_deed(page, shoved, frozenset())
    assert [doer.party.name for doer in told.doers] == ["three men"]
    assert [one.party.name for one in told.sufferers] == ["The clerk"]


def test_questions_are_no_gunfire() -> None:
    """Who is peppered with questions is not assaulted; who is peppered with bullets is."""
    assert not did(claims("Ivo Lantana peppered Mira Venn with questions."))
    assert did(claims("Ivo Lantana peppered Mira Venn with gunfire."))


def test_who_flees_violence_obstructs_nothing() -> None:
    """Refugees are not accused; who flees from the police is."""

    def offences(sentence: str) -> set[str]:
        return {c.object.name for c in claims(sentence) if c.predicate == "accused_of" and c.object is not None}

    assert "contempt_obstruction" in offences("Ivo Lantana was convicted of fleeing the city.")
    assert "contempt_obstruction" not in offences("Ivo Lantana was convicted of fleeing violence in Brenmoor.")


def test_a_clause_of_its_own_does_not_borrow_the_subject_before_it() -> None:
    """Who asked for a ban after others had killed is told as having killed nobody."""
    found = did(
        claims(
            "Calder called for the ban in December after Sayed Farr and his wife, Tamsin Malk, killed 14 people in a "
            "mass shooting in Corvin, Calif."
        )
    )
    assert "Calder" not in {name for name, _, _ in found}


def test_a_subject_behind_the_verb_is_not_its_own_where_one_stands_before() -> None:
    """ "The crew robbed a shop, whose owner had been hurt": the owner robbed nobody."""
    page = Page(readings()["robbed_whose_owner"])
    robbed = next(i for i in range(len(page.tokens)) if page.lemma(i) == "rob")
    assert [page.lemma(s) for s in page.subjects(robbed)] == ["crew"]
