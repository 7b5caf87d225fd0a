"""Spanish read by rules: sentences, names, phrases for people, dates, who is who and whom to protect."""

import pytest

from according.model import Entity, Reading
from according.ontology import masks_of, people_of_reading
from according.reading.bundled import read_stretches
from according.reading.spanish import read_spanish
from according.reading.spanish.lexicon import fold, number
from tests.factory import document


def read(text: str) -> Reading:
    """The Spanish reading of a text published on 11 March 2024."""
    given = document(text, language="es")
    return read_spanish(given, read_stretches(given), reader="according", version="1")


def entity(reading: Reading, name: str) -> Entity:
    """The entity of that name."""
    return next(e for e in reading.entities if e.name == name)


def test_folding_keeps_the_length_of_the_text() -> None:
    """Offsets into folded text are offsets into the text."""
    assert fold("Acusó al NIÑO en Port Marén") == "acuso al nino en port maren"


def test_an_initial_and_a_shortened_word_end_no_sentence() -> None:
    """ "Sr. Lunz", "a las 8 p. m. en", "Odalys M. Finch"."""
    text = "El Sr. Lunz llegó a las 8 p. m. en auto. Odalys M. Finch salió. No volvió."
    assert [text[s.start : s.end] for s in read(text).sentences] == [
        "El Sr. Lunz llegó a las 8 p. m. en auto.",
        "Odalys M. Finch salió.",
        "No volvió.",
    ]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("el 18 de diciembre del 2007", "2007-12-18"),
        ("el 3 de marzo", "2024-03-03"),
        ("el 20 de diciembre", "2023-12-20"),
        ("en abril del 2008", "2008-04"),
        ("en 1996", "1996"),
        ("hoy", "2024-03-11"),
        ("ayer", "2024-03-10"),
        ("el sábado", "2024-03-09"),
        ("el pasado mes de mayo", "2023-05"),
    ],
)
def test_a_date_is_resolved_against_the_day_of_publication(words: str, edtf: str) -> None:
    """A day without a year is the last one of that name."""
    assert [t.edtf for t in read(f"La policía llegó {words}.").times] == [edtf]


def test_the_morning_is_not_tomorrow() -> None:
    """ "A las 8 de la mañana" is no day."""
    assert read("Llegó a las 8 de la mañana.").times == ()


def test_a_surname_is_the_person_named_before() -> None:
    """Also where a gazetteer knows a place of that name."""
    reading = read("Teodor Córdoba, de 22 años, fue arrestado en Eastholm. Córdoba vive en Port Maren.")
    person = entity(reading, "Teodor Córdoba")
    assert (person.type, person.age, len(person.mentions)) == ("person", 22, 2)


def test_a_surname_that_two_people_bear_is_neither() -> None:
    """Two people made one would be a libel."""
    reading = read("Ana Finch, de 30 años, y Odalys Finch, de 40 años, llegaron. Finch fue arrestada.")
    assert [len(e.mentions) for e in reading.entities if e.type == "person"] == [1, 1, 1]


def test_headlines_in_capitals_hold_the_names_of_the_story() -> None:
    """Capitals tell nothing there, the story does."""
    reading = read("TEODOR LUNZ SENTENCIADO A 20 AÑOS\n\nTeodor Lunz, de 22 años, fue sentenciado hoy en Eastholm.")
    assert len(entity(reading, "TEODOR LUNZ").mentions) == 2


def test_a_gang_is_known_by_its_article_and_by_its_noun() -> None:
    """ "Los Corvinos", "la banda Harbor Nine"."""
    reading = read("La banda Harbor Nine atacó a Los Corvinos en Quay Ward.")
    assert {e.name for e in reading.entities if e.type == "group"} == {"Harbor Nine", "Los Corvinos"}


def test_the_accused_is_the_one_accused_person() -> None:
    """ "El acusado" and "la víctima" stand for the one who is."""
    reading = read(
        "Teodor Lunz, de 22 años, fue acusado de asesinar a Karim Adeyemi-Roth, de 19 años.\n"
        "El acusado vio a la víctima."
    )
    assert len(entity(reading, "Teodor Lunz").mentions) == 2
    assert len(entity(reading, "Karim Adeyemi-Roth").mentions) == 2


def test_el_before_a_noun_is_an_article() -> None:
    """Only "él", or "el" with a verb behind it, is somebody."""
    reading = read("Teodor Lunz, de 22 años, fue arrestado. El juicio comenzó. El fue sentenciado.")
    assert len(entity(reading, "Teodor Lunz").mentions) == 2


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Niko Farrand, de 16 años, fue arrestado por robo.", "Niko Farrand", "minor"),
        ("Teodor Lunz, de 19 años, fue acusado de disparar el 5 de mayo del 2021.", "Teodor Lunz", "minor"),
        ("Jane Doe fue secuestrada por un vecino.", "Jane Doe", "sexual_victim"),
        ("Bruno Lunz violó a Ana Pereault, de 30 años, en su casa.", "Ana Pereault", "sexual_victim"),
        ("El testigo Juan Marlo, de 50 años, llegó al juicio.", "Juan Marlo", "witness"),
        ("Su hermana, Lila Adeyemi, de 31 años, pidió justicia.", "Lila Adeyemi", "relative"),
    ],
)
def test_who_is_protected_in_spanish_and_why(text: str, name: str, why: str) -> None:
    """The reasons of the English reading, from Spanish words."""
    assert entity(read(text), name).protected == why


def test_officials_and_accused_adults_are_not_protected() -> None:
    """A prosecutor who speaks of abuse, and an accused man of 40."""
    reading = read("La fiscal Helena Marsh acusó a Bruno Lunz, de 40 años, de abuso sexual.")
    assert entity(reading, "Helena Marsh").protected is None
    assert entity(reading, "Bruno Lunz").protected is None


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Según la fiscalía, Lunz huyó.", "la fiscalía", "Según"),
        ("Lunz huyó, de acuerdo con el informe.", "el informe", "de acuerdo con"),
        ("El alcalde Otto Bremner afirmó que Lunz huyó.", "El alcalde Otto Bremner", "afirmó"),
        ("«Lunz huyó», dijo la detective Sana Whitlock.", "la detective Sana Whitlock", "dijo"),
        ("Su madre niega que Lunz huyera.", "Su madre", "niega"),
    ],
)
def test_who_says_it_in_spanish(text: str, source: str, cue: str) -> None:
    """Source and cue, before or behind what is said."""
    told = read(text).attributions
    assert [(a.source[0].of(text), a.cue[0].of(text)) for a in told] == [(source, cue)]


def test_the_names_of_a_childs_and_an_abused_womans_story_are_masked() -> None:
    """The accused adult and the prosecutor are shown."""
    text = (
        "La fiscal Helena Marsh acusó a Bruno Lunz, de 40 años, de violar a Ana Pereault, de 30 años. "
        "La niña Mila Orrin, de 9 años, vio a Lunz."
    )
    shown = masks_of(people_of_reading(read(text))).hide(text)
    assert [name for name in ("Ana", "Pereault", "Mila", "Orrin") if name in shown] == []
    assert [name for name in ("Helena Marsh", "Bruno Lunz") if name in shown] == ["Helena Marsh", "Bruno Lunz"]


def test_a_footnote_mark_is_no_number() -> None:
    """Superscript numerals look like digits."""
    assert (number("²"), number("12")) == (None, 12)
