"""What the words of one sentence tell, and what turns them round."""

import pytest

from according.check.lexicon import is_told, stems, strength, told


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("A jury found guilty of conspiring to extort shopkeepers.", "convicted"),
        ("got seven years for her part in the laundering.", "sentenced"),
        ("is serving a seven-year term.", "sentenced"),
        ("was found not guilty.", "acquitted"),
        ("The judge tossed the charge against.", "dismissed"),
        ("Now under indictment for fraud, has left town.", "indicted"),
        ("has not been charged.", None),
        ("Charges against are not planned.", None),
        ("He faces up to ten years in prison when he is sentenced in June.", None),
        ("If convicted, faces life.", None),
        ("The indictment says that he led the gang.", None),
    ],
)
def test_furthest_step_is_told_and_not_where_it_is_turned_round(words: str, step: str | None) -> None:
    """Names are taken out before."""
    assert told("steps", words)[0] == step


@pytest.mark.parametrize(
    ("words", "sure"), [("may have belonged to", 1), ("is believed to have set it", 2), ("set it", 3)]
)
def test_doubt_is_read_from_words(words: str, sure: int) -> None:
    """Three degrees, as certainty has them."""
    assert strength(words) == sure


def test_telling_is_seen_in_many_words() -> None:
    """A speaker need not be named."""
    assert is_told("has 400 members, if the union is to be believed")
    assert not is_told("burned the bakery in June")


def test_words_are_alike_whatever_their_ending() -> None:
    """Smuggles, smuggling, smuggled."""
    assert stems("smuggles migrants") == stems("smuggling of migrants")
