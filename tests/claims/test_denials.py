"""Who rejects an accusation against himself makes a negated claim of his own, at the stage that it denies."""

import pytest

from according.claims import ClaimEngine

from .reader import page_of


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Subject, stage, offence and innermost speaker's kind of every negated accusation."""
    return [
        (c.subject.name, c.stage or "", c.object.name if c.object else "", c.attribution[-1].kind)
        for c in ClaimEngine().extract(page_of(text).reading)
        if c.predicate == "accused_of" and c.polarity == "negated" and c.subject is not None
    ]


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("Pavel Orlik pleaded not guilty to arson on Monday.", "arson"),
        ("Pavel Orlik has pleaded not guilty.", ""),
        ("Pavel Orlik entered a plea of not guilty.", ""),
    ],
)
def test_a_plea_of_not_guilty_denies_the_charge(text: str, offence: str) -> None:
    """The plea answers a charge, whatever else was told before."""
    assert told(text) == [("Pavel Orlik", "charged", offence, "suspect")]


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("Police arrested Pavel Orlik on Friday. Orlik denied the charges.", ""),
        ("Police arrested Pavel Orlik on Friday. Orlik has denied the arson.", "arson"),
        ("Police arrested Pavel Orlik on Friday. Orlik denies any involvement in the robbery.", "robbery"),
        ("Police arrested Pavel Orlik on Friday. Orlik has maintained his innocence.", ""),
    ],
)
def test_a_denial_carries_the_stage_that_the_document_told_last(text: str, offence: str) -> None:
    """Arrested, and no further."""
    assert told(text) == [("Pavel Orlik", "arrested", offence, "suspect")]


def test_both_who_plead_not_guilty_deny() -> None:
    """Each has his own claim."""
    text = "Pavel Orlik and Marten Vos pleaded not guilty to arson."
    assert {subject for subject, *_ in told(text)} == {"Pavel Orlik", "Marten Vos"}


def test_his_lawyer_stands_before_the_accused_in_the_chain() -> None:
    """The lawyer says that he pleaded so."""
    page = page_of("Pavel Orlik, 34, pleaded not guilty to arson, his lawyer said.")
    (claim,) = (c for c in ClaimEngine().extract(page.reading) if c.polarity == "negated")
    assert [s.kind for s in claim.attribution] == ["lawyer", "suspect"]


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Orlik is expected to plead not guilty to arson.",
        "Pavel Orlik pleaded guilty to arson.",
        "A judge denied bail to Pavel Orlik.",
        "Pavel Orlik denied Marten Vos's involvement in the robbery.",
        "Pavel Orlik was denied parole.",
        "Pavel Orlik did not deny the robbery.",
    ],
)
def test_what_is_no_denial_of_ones_own_makes_none(text: str) -> None:
    """A plea to come, a refused request, another's part, a denial denied."""
    assert told(text) == []
