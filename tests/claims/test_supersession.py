"""What is taken back, and what is replaced."""

from according.claims import ClaimEngine
from according.model import Claim
from tests.claims.reader import page_of


def accusations(text: str) -> list[Claim]:
    """Accusations in a text."""
    return [c for c in ClaimEngine().extract(page_of(text).reading) if c.predicate in ("accused_of", "perpetrator_of")]


def test_a_retraction_is_no_indictment() -> None:
    """What the letter said wrongly it does not say again."""
    found = accusations(
        "And one correction to our own letter of June 24: we wrote that Odalys Finch had been indicted. "
        "She has not been charged with anything."
    )
    assert {(c.stage, c.polarity) for c in found} == {("charged", "negated")}


def test_an_earlier_version_of_an_article_accuses_nobody() -> None:
    """Whatever it is called: version, story, headline."""
    text = "An earlier version of this article incorrectly stated that Marten Oyelaran was arrested for arson."
    assert accusations(text) == []


def test_what_the_police_wrongly_said_remains_theirs() -> None:
    """Only its own words does a publisher take back."""
    text = "Police wrongly said that Marten Oyelaran was arrested for arson."
    assert len(accusations(text)) > 0


def test_an_overturned_conviction_is_replaced() -> None:
    """And stays as history."""
    found = accusations(
        "Teodor Lunz was convicted of murder in 2010. In 2023 his conviction was overturned by an appeals court."
    )
    later = next(c for c in found if c.stage == "overturned")
    assert [c.superseded_by for c in found if c.stage == "convicted"] == [(later.id,)]


def test_a_motion_to_vacate_replaces_nothing_yet() -> None:
    """Until it is granted."""
    found = accusations(
        "Teodor Lunz was convicted of murder in 2010. Prosecutors asked a judge on Friday to vacate his conviction."
    )
    assert {c.superseded_by for c in found} <= {()}
