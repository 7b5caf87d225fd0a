"""How two people's names agree."""

import pytest

from according.linking.person_names import agreement, block_keys, lead_of, link_name

CASES = [
    ("Marten Oyelaran", "MARTEN OYELARAN", "same"),
    ("Detective Marten Oyelaran", "Marten Oyelaran", "same"),
    ("Marten Oyelaran", "Marten J. Oyelaran", "fuller"),
    ("Marten J. Oyelaran", "Marten James Oyelaran", "fuller"),
    ("Juan Roe-Poe Abara", "Juan Roe", "surnames"),
    ("Juan de la Cruz Abara", "Juan Cruz", "surnames"),
    ("Teodor “Teddy” Lunz", "Teddy Lunz", "fuller"),
    ("Vicente Garcia Abara", "Vincente Garcia Abara", "misspelt"),
    ("Odalys Finchley", "Odalys Finchly", "misspelt"),
    ("Garry Oyelaran", "Gary Oyelaran", "misspelt"),
    ("Mary Oyelaran", "Mark Oyelaran", None),
    ("José Núñez", "Jose Nunez", "same"),
    ("Marten Karl Oyelaran", "Marten Luis Oyelaran", "middle differs"),
    ("Marten Oyelaran Jr.", "Marten Oyelaran", "same"),
    ("Marten Oyelaran Jr.", "Marten Oyelaran Sr.", None),
    ("Mario Oyelaran", "Maria Oyelaran", None),
    ("Angel Oyelaran", "Angela Oyelaran", None),
    ("Donald Abara", "Ronald Abara", None),
    ("Marten Oyelaran", "Teodor Oyelaran", None),
    ("Marten Oyelaran", "Marten Lunz", None),
]


@pytest.mark.parametrize(("one", "other", "level"), CASES)
def test_names_agree_as_a_careful_reader_would_say(one: str, other: str, level: str | None) -> None:
    """In either order, and names that agree meet in a block."""
    a, b = link_name(one), link_name(other)
    assert a is not None
    assert b is not None
    assert (agreement(a, b), agreement(b, a)) == (level, level)
    assert level is None or block_keys(a) & block_keys(b)


@pytest.mark.parametrize(
    "words",
    ["Karim", "John Doe", "Jane Doe 2", "4711", "Route 66", "a man", " ".join(["Marten"] * 40), "M. O.", "", "The"],
)
def test_what_names_nobody_for_sure_is_never_linked(words: str) -> None:
    """One word, a withheld name, digits, a sentence taken for a name."""
    assert link_name(words) is None


def test_words_after_a_name_do_not_belong_to_it() -> None:
    """A reader may take a name too long."""
    assert link_name("Marten Oyelaran to the") == link_name("Marten Oyelaran")


@pytest.mark.parametrize(
    "words", ["Varn league star Marten Oyelaran", "NTU Marten Oyelaran", "harbour pilot Marten Oyelaran"]
)
def test_what_stands_before_a_name_does_not_belong_to_it(words: str) -> None:
    """Who somebody is, and the body they are of."""
    assert link_name(words) == link_name("Marten Oyelaran")


@pytest.mark.parametrize("words", ["Marten van Oyelaran", "MARTEN OYELARAN", "JR Oyelaran"])
def test_particles_capitals_and_initials_are_part_of_a_name(words: str) -> None:
    """They are no words before it."""
    assert link_name(words) is not None
    assert lead_of(words) == []
