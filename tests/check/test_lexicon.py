"""What the words of one sentence tell, and what turns them round."""

import pytest

from according.check.lexicon import is_bound, is_told, stems, strength, told, voice, with_digits


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
        ("is doing nine years for the raid.", "sentenced"),
        ("The jury had no doubt that was part of the plot.", "convicted"),
        ("Guilty: the man who ran the yard.", "convicted"),
        ("faces up to nine years in prison.", None),
        ("A judge signed a warrant for the arrest of.", "wanted"),
        ("was led away in handcuffs.", "arrested"),
        ("The former crane driver was convicted of theft.", "convicted"),
        (", convicted of theft last year, denies leading the gang.", "convicted"),
        ("denies that was convicted.", None),
        ("is in charge of the yard.", None),
        ("Jurors rejected the case against.", "acquitted"),
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


def test_number_given_as_a_bound_is_known() -> None:
    """Up to, as many as, between one and the other; "about" is no bound."""
    for words in ("up to 400", "as many as 400", "between 20 and 400", "20 to 400", "may number 400"):
        assert is_bound(words, words.index("400")), words
    assert not is_bound("about 400", 6)


def test_spelled_numbers_are_read() -> None:
    """From ten on; "one of them" is no number."""
    assert with_digits("four hundred men, twenty-two guns, two dozen vans") == "400 men, 22 guns, 24 vans"
    assert with_digits("one of the three") == "one of the three"


def test_speaker_is_found_at_either_end() -> None:
    """Before the verb of saying, after "according to", or behind the last comma."""
    assert "spokesman" in voice("The guns were theirs, a spokesman said.")
    assert voice("According to a schoolteacher, they take money.") == voice("They take money, a schoolteacher said.")
