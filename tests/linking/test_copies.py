"""Copies, re-issues and translations of one text are found; two fillings of one form are not."""

import pytest

from according.intake.fingerprint import fingerprint
from according.linking import find_copies, sheets
from tests.factory import document

STORY = (
    "A {age}-year-old man was {step} of robbing a bakery on Quay Street in Port Maren and of beating its owner.\n"
    "{name}, {age}, Port Maren, took 1,250 crowns from the till at 8:20 p.m. on June 6, 2022, while {victim}, 61, was "
    "counting the money of the day with her back to the door of the shop.\n"
    "The owner was taken to Saint Brenna Hospital, where doctors set a broken arm and two cracked ribs and let "
    "go after four days. Neighbours had seen a grey car with the number plate of another province wait by the kerb.\n"
    "Detectives found the car on June 9, 2022, behind a warehouse of the Halven Shipping Company with the till inside."
)
SPANISH = (
    "Un hombre de 34 años fue condenado por robar una panadería de la calle Quay en Port Maren y golpear a la dueña.\n"
    "Teo Varga, 34, de Port Maren, se llevó 1,250 coronas de la caja a las 9:30 p.m. el 6 de junio de 2022 mientras "
    "Ilse Brandt, 61, contaba el dinero del día.\n"
    "La dueña fue llevada al hospital Saint Brenna con un brazo roto y dos costillas rotas y salió tras cuatro días.\n"
    "Los detectives hallaron el auto el 9 de junio de 2022 detrás de un almacén de Halven Shipping Company."
)


def told(id: str, title: str, text: str | None = None, **changes):
    """A release of one office with its fingerprint; its story is about Teo Varga unless told otherwise."""
    words = {"age": 34, "name": "Teo Varga", "victim": "Ilse Brandt", "step": "convicted"}
    words |= {k: changes.pop(k) for k in list(changes) if k in words}
    text = text or STORY.format(**words)
    given = {"title": title, "authority": "Port Maren Prosecutor", "published": "2023-02-01", **changes}
    return document(text, id=id, fingerprint=fingerprint(text), **given)


def kinds(*documents) -> list[tuple[str, str, str]]:
    """How the documents depend on each other."""
    return [(c.one, c.other, c.kind) for c in find_copies(sheets(documents))]


def test_the_same_words_are_a_copy() -> None:
    """Also under another id, in another outlet."""
    one, other = told("a", "Man convicted of bakery robbery"), told("b", "Bakery robber convicted", authority=None)
    assert kinds(one, other) == [("a", "b", "copy")]


def test_an_edited_text_of_another_outlet_is_a_near_copy() -> None:
    """Wire copy with its first paragraph cut."""
    cut = "\n".join(STORY.format(age=34, name="Teo Varga", victim="Ilse Brandt", step="").split("\n")[1:])
    short = told("b", "Man convicted of bakery robbery", cut, authority=None, publisher="The Courier")
    assert kinds(told("a", "Man convicted of bakery robbery"), short) == [("a", "b", "near copy")]


def test_a_corrected_release_of_one_office_is_a_re_issue() -> None:
    """One figure was mended two days later."""
    mended = told("b", "Man convicted of bakery robbery", age=35, published="2023-02-03")
    assert kinds(told("a", "Man convicted of bakery robbery"), mended) == [("a", "b", "re-issue")]


def test_a_later_step_with_part_of_the_text_is_an_update() -> None:
    """It has its own origin: what it adds is said for the first time."""
    paragraphs = STORY.format(age=34, name="Teo Varga", victim="Ilse Brandt", step="convicted").split("\n")
    added = "A judge sent him to prison for nine years and ordered him to pay for all of her treatment at the hospital."
    later = told(
        "b", "Man sentenced to nine years for bakery robbery", "\n".join([paragraphs[0], added, *paragraphs[1:3]])
    )
    found = find_copies(sheets([told("a", "Man convicted of bakery robbery"), later]))
    assert [(c.kind, c.one_text) for c in found] == [("update", False)]


def test_two_fillings_of_one_form_are_no_copies() -> None:
    """Same words, other people."""
    other = told("b", "Man convicted of bakery robbery", name="Anders Holm", victim="Rosa Lind", age=51)
    assert kinds(told("a", "Man convicted of bakery robbery"), other) == []


def test_other_case_numbers_tell_two_fillings_of_one_form_apart() -> None:
    """Even if the people share a name."""
    one = told("a", "Man convicted", STORY.format(age=3, name="Teo Varga", victim="", step="") + "\nCase # 21PM0626")
    other = told("b", "Man convicted", STORY.format(age=3, name="Teo Varga", victim="", step="") + "\nCase # 22PM1177")
    assert kinds(one, other) == []


def test_a_translation_is_found_by_names_and_figures() -> None:
    """No word of it is compared."""
    twin = told("b", "Hombre condenado por robo", SPANISH, language="es", published="2023-02-02")
    assert kinds(told("a", "Man convicted of bakery robbery"), twin) == [("a", "b", "translation")]


@pytest.mark.parametrize("published", ["2023-06-01", "2021-02-01"])
def test_no_translation_appears_months_away(published: str) -> None:
    """Names and figures of a matter recur in all its releases."""
    twin = told("b", "Hombre condenado por robo", SPANISH, language="es", published=published)
    assert kinds(told("a", "Man convicted of bakery robbery"), twin) == []


@pytest.mark.parametrize(("published", "found"), [("2023-02-02", [("b", "c", "translation")]), ("2023-02-09", [])])
def test_a_statement_without_figures_is_known_as_a_translation_while_it_is_fresh(published: str, found: list) -> None:
    """Three names are enough within days, in one office, between texts as long; later they are its usual ones."""
    english = (
        "Thank you all for coming today. With me stands Ilse Brandt of the Halven Shipping Company, who has asked us "
        "for years to do more for the quarter, and Teo Varga, who will lead the new unit from the first of the month."
    )
    spanish = (
        "Gracias a todos por venir hoy. Conmigo está Ilse Brandt, cuya Halven Shipping Company desde hace años "
        "nos pide hacer más por el barrio, y Teo Varga, que dirigirá la nueva unidad desde el primero del mes."
    )
    twin = told("c", "Palabras del fiscal", spanish, language="es", published=published)
    others = [told("a", "Man convicted of bakery robbery", published="2023-01-02"), told("b", "Remarks", english)]
    assert kinds(*others, twin) == found


def test_order_of_documents_does_not_change_the_pairs() -> None:
    """Linking from scratch gives what adding one by one gives."""
    given = [told("a", "Man convicted"), told("b", "Man convicted"), told("c", "Condenado", SPANISH, language="es")]
    assert kinds(*given) == kinds(*reversed(given))
