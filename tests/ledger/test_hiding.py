"""Where an erased name is found, and where it is not."""

import pytest

from according.ledger.hiding import Hider

NAME = Hider.of(
    ["Odalys Peña-Ruiz"], words=["Ody"], others=["Marta Peña", "the Ruiz Street crew", "Officer Odalys Peña-Ruiz"]
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Odalys Peña-Ruiz left", "████████████████ left"),
        ("ODALYS PENA RUIZ left", "████████████████ left"),
        ("Odalys M. Peña-Ruiz left", "███████████████████ left"),
        ("Peña-Ruiz, Odalys left", "████-████, ██████ left"),
        ("Odalys\nPeña-Ruiz left", "████████████████ left"),
        ("Peña’s sister Marta Peña", "████’s sister Marta Peña"),
        ("the Ruiz Street crew and Ruiz", "the Ruiz Street crew and ████"),
        ("Mr Ruiz, Lunz and Ruiz", "Mr ████, Lunz and ████"),
        ("Ody, as friends say", "███, as friends say"),
        ("ask odalys.penaruiz@x.example", "ask █████████████████████████"),
        ("Penalosa spent a pena of ruizes", "Penalosa spent a pena of ruizes"),
    ],
)
def test_name_is_hidden_in_its_forms_and_other_words_stay(words: str, shown: str) -> None:
    """Case, accents, order, initials, line ends; not another's name, not an ordinary word."""
    assert NAME.hide(words) == shown


@pytest.mark.parametrize(
    ("slug", "told"),
    [("a/odalys-pena.html", True), ("https://x.example/Pe%C3%B1a", True), ("penalosa.txt", False), ("", False)],
)
def test_name_is_found_in_paths_and_addresses(slug: str, told: bool) -> None:
    """Also where letters are written as in an address."""
    assert NAME.in_slug(slug) is told
