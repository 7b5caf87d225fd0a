"""Prison, and the sentences that are none: by their words."""

import pytest

from according.check.custody import is_at_large, is_locked_up


@pytest.mark.parametrize(
    "words",
    [
        "was given a suspended prison term of a year", "got two years in prison, suspended for three years",
        "received a jail sentence that was suspended", "was spared jail", "avoided a prison sentence",
        "was put on probation instead of being sent to prison", "must do 200 hours of unpaid work", "was fined",
        "was sentenced to six months of house arrest",
    ],
)  # fmt: skip
def test_sentence_served_at_home_is_no_prison(words: str) -> None:
    """Also where it speaks of prison."""
    assert (is_at_large(words), is_locked_up(words)) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        "was sentenced to three years in prison", "is behind bars", "was jailed and fined 900 crowns",
        "violated his probation and was sent to prison", "was suspended from office and jailed",
    ],
)  # fmt: skip
def test_prison_is_told_also_beside_a_milder_word(words: str) -> None:
    """A fine beside it takes nothing away."""
    assert (is_at_large(words), is_locked_up(words)) == (False, True)


def test_words_without_a_sentence_tell_neither() -> None:
    """A councillor who was suspended was not sentenced."""
    assert (is_at_large("was suspended from the council"), is_locked_up("was suspended from the council")) == (
        False,
    ) * 2
