"""Names in running text, read with the bundled reader."""

from functools import cache

from according.intake import take_text
from according.model import Reading
from according.reading import BundledReader


@cache
def read(text: str) -> Reading:
    """The reading of an invented sentence."""
    return BundledReader(threads=1).read(take_text(text, id="d1"))


def test_a_sentence_that_tells_father_from_son_names_two_people() -> None:
    """The suffix belongs to the name, and tells the two apart."""
    found = read(
        "Prosecutors charged Anton Brandt, 61, over a fire that killed Mira Dole, 29, and Anton Brandt, Jr., 33."
    )
    names = {e.name for e in found.entities if e.type == "person"}
    assert {"Anton Brandt", "Anton Brandt Jr.", "Mira Dole"} <= names
    assert "Jr." not in names


def test_the_prefix_of_a_hyphenated_word_is_nobody() -> None:
    """ "co" of "co-defendant" is no person."""
    found = read("Lunz and co-defendant Bruno Castellane, 41, were convicted of arson in May.")
    assert all(found.text[m.start : m.end] != "co" for m in found.mentions)


def test_what_somebody_is_in_the_case_is_no_part_of_the_name() -> None:
    """ "Co-defendants Corin Vale and …"."""
    found = read("Co-defendants Corin Vale, 52, Anton Pell, 38, and Piet Aram, 45, were found guilty of arson.")
    assert "Corin Vale" in {e.name for e in found.entities}
