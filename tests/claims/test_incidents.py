"""Incidents on invented stories, read with the bundled reader: who did it, to whom, where and when."""

from according.model import Claim

from .test_accusations import claims


def victims(found: list[Claim]) -> set[tuple[str, str | None, str | None]]:
    """Who suffered, the type of the incident, and what happened to them."""
    return {
        (c.subject.name, c.object.incident_type if c.object else None, c.qualifiers.role)
        for c in found
        if c.predicate == "victim_of" and c.subject is not None
    }


def test_who_was_shot_and_died_was_killed() -> None:
    """The later sentence says what the shooting was."""
    found = victims(claims("A gunman shot Pell Orrin outside a bar.", "Orrin died at a hospital two hours later."))
    assert {(type, role) for name, type, role in found if name == "Pell Orrin"} == {("homicide", "killed")}


def test_who_shot_did_the_killing_too() -> None:
    """ "He shot a clerk, killing him" makes no killer of the clerk."""
    found = claims("Ivo Lantana shot a clerk, Pell Orrin, killing him.")
    assert {c.subject.name for c in found if c.predicate == "perpetrator_of" and c.subject} == {"Ivo Lantana"}


def test_a_killing_that_is_only_threatened_has_no_victim() -> None:
    """Threats are not deaths."""
    assert victims(claims("Ivo Lantana threatened to kill a clerk.")) <= {("a clerk", "threat", "threatened")}


def test_an_owner_is_not_the_victim_of_what_befell_his_own() -> None:
    """ "Assaulting his neighbor's son" harms the son."""
    found = victims(claims("Ivo Lantana was convicted of assaulting his neighbor’s son."))
    assert not {name for name, _, _ in found if "neighbor" in name and "son" not in name}


def test_place_and_day_stand_with_the_act_they_open() -> None:
    """Where and when of the first verb hold for the deed joined to it."""
    found = claims("On May 1, 2023, Ivo Lantana walked into a bar and shot a clerk.")
    assert [c.object.name for c in found if c.predicate == "dated" and c.object] == ["2023-05-01"]


def test_the_day_of_a_conviction_is_not_the_day_of_the_deed() -> None:
    """What stands with a step of law dates the step."""
    found = claims("On May 1, 2023, Ivo Lantana was convicted of shooting a clerk.")
    assert not [c for c in found if c.predicate == "dated"]
