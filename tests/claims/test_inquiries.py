"""Who is looked into is suspected; whom a prosecutor will not charge is not charged."""

import pytest

from according.claims import ClaimEngine

from .reader import page_of


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Subject, stage, certainty and polarity of every accusation."""
    return [
        (c.subject.name, c.stage or "", c.certainty, c.polarity)
        for c in ClaimEngine().extract(page_of(text).reading)
        if c.predicate == "accused_of" and c.subject is not None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Mira Dole is under investigation by the state police for bribery.",
        "The state probe into Mira Dole’s handling of the harbor fund has lasted a year.",
    ],
)
def test_who_is_looked_into_is_suspected(text: str) -> None:
    """And no more."""
    assert told(text) == [("Mira Dole", "suspected", "certain", "affirmed")]


def test_an_inquiry_that_is_asked_for_is_left_open() -> None:
    """Nobody opened it."""
    text = "Opponents asked the Justice Department to investigate Mira Dole’s use of a private fund."
    assert told(text) == [("Mira Dole", "suspected", "unknown", "affirmed")]


@pytest.mark.parametrize(
    "text",
    [
        "The district attorney declined to charge Mira Dole with perjury.",
        "Prosecutors decided against recommending charges for Mira Dole.",
        "The office’s decision not to prosecute Mira Dole angered her opponents.",
    ],
)
def test_a_charge_that_is_declined_was_not_brought(text: str) -> None:
    """The ledger says so, and never the contrary."""
    assert told(text) == [("Mira Dole", "charged", "certain", "negated")]


def test_an_inquiry_into_a_death_suspects_nobody() -> None:
    """Least of all the dead."""
    assert told("Detectives are investigating the death of Piet Aram.") == []
