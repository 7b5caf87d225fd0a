"""Names: titles come off, double surnames and nicknames are understood, acronyms are made."""

import pytest

from according.reading.names import body_key, initials, is_short_form, person_name, same_person


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Kestrel County District Attorney Helena Marsh", ("helena", "marsh")),
        ("Judge Ruth Ekwueme", ("ruth", "ekwueme")),
        ("Teodor Lunz, 22", ("teodor", "lunz")),
        ('Dario "Chispa" Velasco-Prior', ("dario", "velasco-prior")),
        ("Velasco-Prior’s", ("velasco-prior",)),
        ("BRUNO CASTELLANE", ("bruno", "castellane")),
        ("Odalys Finch (left)", ("odalys", "finch")),
    ],
)
def test_the_name_is_found_in_the_words(words: str, parts: tuple[str, ...]) -> None:
    """Titles, ages, nicknames and possessives are no part of the name."""
    name = person_name(words)
    assert name is not None
    assert name.parts == parts


@pytest.mark.parametrize(
    "words", ["the defendant", "Port Maren Man", "The District Attorney", "Castellane's wife", "A fourth"]
)
def test_descriptions_have_no_name(words: str) -> None:
    """A description is never taken for a name, however it is written."""
    assert person_name(words) is None


def test_nicknames_and_suffixes_are_kept_apart() -> None:
    """The nickname is known; junior and senior are two people, as are Jane Doe 1 and 2."""
    nicknamed = person_name("Dario (“Chispa”) Velasco-Prior")
    assert nicknamed is not None
    assert nicknamed.nickname == "Chispa"
    junior, senior = person_name("Marten Oyelaran Jr."), person_name("Marten Oyelaran Sr.")
    first, second = person_name("Jane Doe 1"), person_name("Jane Doe 2")
    for a, b in ((junior, senior), (first, second)):
        assert a is not None
        assert b is not None
        assert not same_person(a, b)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Dario Velasco-Prior", "Dario Velasco", True),
        ("Dario J. Velasco-Prior", "Dario Velasco-Prior", True),
        ("D. Velasco-Prior", "Dario Velasco-Prior", True),
        ("Ines Maria Cabrera-Holt", "Ines Cabrera", True),
        ("Marten Velasco-Prior", "Dario Velasco-Prior", False),
        ("Dario Lunz", "Dario Velasco-Prior", False),
    ],
)
def test_two_full_names(a: str, b: str, same: bool) -> None:
    """Full names are one bearer's only if given name and surname agree."""
    first, second = person_name(a), person_name(b)
    assert first is not None
    assert second is not None
    assert same_person(first, second) is same


def test_keys_and_acronyms() -> None:
    """Bodies are known by their name without article, kind and case, or by their initials."""
    assert body_key("the Harbor Nine's") == body_key("Harbor Nine gang") == "harbor nine"
    assert "hn" in initials("Harbor Nine")
    assert "lc" in initials("Los Corvinos")
    assert "h9" in initials("Harbor 9")
    assert [is_short_form(w) for w in ("LC", "TrU", "H9", "Corvinos", "the")] == [True, True, True, False, False]
