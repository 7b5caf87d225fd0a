"""Who is protected: children, victims of sexual violence and trafficking, witnesses, informants, relatives."""

import pytest

from .build import build, entities


def reasons(marked: str, **more: object) -> dict[str, str | None]:
    """The reason of every person in a text, by name."""
    reading = entities(build(marked, **more))  # type: ignore[arg-type]
    return {e.name: e.protected for e in reading.entities if e.type == "person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{person+:Karim Adeyemi-Roth}, 16, was hurt.", "Karim Adeyemi-Roth"),
        ("{person.:A 16-year-old boy} ran.", "A 16-year-old boy"),
        ("{person.:The juvenile} was held.", "The juvenile"),
        ("{person.:Two girls} ran.", "Two girls"),
        ("{person+:Karim Adeyemi-Roth} was 15 at the time of the robbery.", "Karim Adeyemi-Roth"),
        ("{person+:Karim Adeyemi-Roth}, who was just 22 months old when the crew fired, died.", "Karim Adeyemi-Roth"),
        ("{person.:the teenage suspect} fled.", "the teenage suspect"),
        ("{person+:Karim Adeyemi-Roth} was charged as an adult.", "Karim Adeyemi-Roth"),
    ],
)
def test_minors(text: str, name: str) -> None:
    """Anyone under 18 at the time told, also if charged as an adult."""
    found = reasons(
        text,
        lemmas={"charged": "charge"},
        arcs=[("Adeyemi-Roth", "charged", "nsubj:pass")] if "charged" in text else [],
    )
    assert found == {name: "minor"}


def test_adults_are_not_minors() -> None:
    """A stated age of 18 or more outweighs a young noun."""
    assert reasons("{person.:The 19-year-old girl} ran. {person+:Teodor Lunz}, 22, left.") == {
        "The 19-year-old girl": None,
        "Teodor Lunz": None,
    }


def test_victims_of_sexual_violence_and_trafficking() -> None:
    """The victim where rape is told of, a Jane Doe anywhere, a woman told of with prostitution."""
    assert reasons("The jury heard of the rape of {person.:the victim}.") == {"the victim": "sexual_victim"}
    assert reasons("{person+:Jane Doe 1} spoke.")["Jane Doe 1"] == "sexual_victim"
    assert reasons("The crew forced {person.:the women} into prostitution.") == {"the women": "trafficking_victim"}


def test_the_accused_of_a_sexual_crime_is_not_its_victim() -> None:
    """Standing near the word does not protect who is charged with it."""
    found = reasons(
        "{person+:Bruno Castellane} was charged with rape.",
        arcs=[("Castellane", "charged", "nsubj:pass")],
        lemmas={"charged": "charge"},
    )
    assert found == {"Bruno Castellane": None}


def test_drug_trafficking_makes_no_victim() -> None:
    """Women near drug trafficking are not trafficked."""
    assert reasons("{person.:The women} lived near a drug trafficking route.") == {"The women": None}


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("{person.:A confidential informant} met them.", "A confidential informant", "informant"),
        ("{person.:the cooperating witness} spoke.", "the cooperating witness", "informant"),
        ("{person.:An eyewitness} called.", "An eyewitness", "witness"),
        ("{person.:his wife} left town.", "his wife", "relative"),
        ("{person.:The victim's family} wept.", "The victim's family", "relative"),
    ],
)
def test_witnesses_informants_relatives(text: str, name: str, reason: str) -> None:
    """Those who saw, inform or are kin."""
    assert reasons(text) == {name: reason}


def test_officials_who_testify_are_not_masked() -> None:
    """A detective on the stand is named as such."""
    found = reasons(
        "{person+:Detective Sana Whitlock} testified.",
        arcs=[("Whitlock", "testified", "nsubj")],
        lemmas={"testified": "testify"},
    )
    assert found == {"Sana Whitlock": None}


def test_a_victim_who_speaks_is_protected() -> None:
    """Somebody harmed who is the source of what is told."""
    found = reasons(
        "{person+:Wanda Pereault} was robbed and said so.",
        arcs=[("Pereault", "robbed", "nsubj:pass")],
        lemmas={"robbed": "rob"},
        said=[("Wanda Pereault", "so")],
    )
    assert found == {"Wanda Pereault": "witness"}
