"""What was wished, recommended or is said of mankind was not done by anybody."""

import pytest

from according.claims import ClaimEngine
from according.model import Claim

from .reader import page_of


def accusations(text: str) -> list[Claim]:
    """Every claim with a stage."""
    return [c for c in ClaimEngine().extract(page_of(text).reading) if c.stage is not None]


@pytest.mark.parametrize(
    "text",
    [
        "A listener asked if the prosecutor would love to indict Mira Dole.",
        "Fanatics kill people in mass shootings.",
        "Any decision to charge someone would be taken by the attorney general.",
        "Vale wants poison to murder his rival.",
        "Nobody will know if Corin Vale was responsible for the killing.",
    ],
)
def test_wishes_and_habits_of_mankind_accuse_nobody(text: str) -> None:
    """Nobody was indicted, nobody killed."""
    assert accusations(text) == []


def test_a_sentence_that_a_jury_recommends_is_none() -> None:
    """The judge has not spoken."""
    found = accusations("The jury recommended that Corin Vale be sentenced to death for murdering Piet Aram.")
    assert all(c.stage != "sentenced" for c in found)


def test_a_killing_that_happened_is_told() -> None:
    """The past tense of a deed stays a deed."""
    found = accusations("Two gunmen killed three people in the market on Friday.")
    assert [c.predicate for c in found] == ["perpetrator_of"]


def stages(text: str) -> set[tuple[str, str | None, str]]:
    """Predicate, stage and kind of the innermost speaker of every accusation."""
    return {(c.predicate, c.stage, c.innermost.kind) for c in accusations(text)}


def test_people_charge_nobody_in_law() -> None:
    """ "Three neighbours charge him with": an accusation."""
    found = stages("Three neighbours charged Corin Vale with arson.")
    assert {stage for _, stage, _ in found} == {"accused"}


def test_an_allegation_is_the_word_of_who_makes_it() -> None:
    """And not the author's fact."""
    found = stages("The paper printed an allegation by a baker that Corin Vale had shot Piet Aram.")
    assert {stage for _, stage, _ in found} == {"accused"}
    assert all(kind != "author" for _, _, kind in found)


def test_a_thumb_held_up_robs_nobody() -> None:
    """A particle belongs to its own verb."""
    assert accusations("Mira Dole smiled at the children, holding a thumbs-up.") == []


def test_who_heads_an_office_for_gangs_heads_no_gang() -> None:
    """A prosecutor's division is not what it prosecutes."""
    text = "Brandt rose to deputy head of litigation in the Gang and Cartel Division."
    found = ClaimEngine().extract(page_of(text).reading)
    assert not [c for c in found if c.predicate in ("leads", "member_of")]


def test_who_was_not_arraigned_yet_is_charged_all_the_same() -> None:
    """Missing a hearing takes no charge back."""
    found = accusations("Corin Vale did not appear in court today and was not arraigned on the murder charge.")
    assert not [c for c in found if c.polarity == "negated"]


def test_a_case_to_be_dismissed_is_not_dismissed_yet() -> None:
    """A headline tells it ahead."""
    found = accusations("CASE TO BE DISMISSED AGAINST CORIN VALE AFTER HE DIED")
    assert {c.certainty for c in found if c.stage == "dismissed"} <= {"unknown"}


def test_getting_away_is_no_offence_of_escape() -> None:
    """ "To steal the register and escape" names no charge; "charged with escape" does."""

    def offences(text: str) -> set[str]:
        return {c.object.name for c in accusations(text) if c.object is not None}

    assert "contempt_obstruction" not in offences("Two men were sentenced for shooting a clerk to steal and escape.")
    assert "contempt_obstruction" in offences("Corin Vale was charged with escape.")
    assert "contempt_obstruction" in offences("Corin Vale was charged with robbery and escape.")
