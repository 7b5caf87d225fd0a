"""Search finds names by their beginnings, offers what was misspelt, and finds nobody who is protected."""

import re
from pathlib import Path

import pytest

from according.ledger import Ledger
from according.views import Desk, search, suggest
from tests.factory import argument, claim, document, reading


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A ledger that names a man and a boy."""
    with Ledger.open(tmp_path / "search.ledger", create=True) as ledger:
        page = document("Márten Oyelaran was charged with robbery.\nKarim Adeyemi was charged with robbery.")
        boy = argument("Karim Adeyemi", inside=page, entity="story-1#1", protected="minor")
        man = argument("Márten Oyelaran", inside=page, entity="story-1#0")
        told = (claim(page, subject=man), claim(page, subject=boy))
        ledger.put(page, b"x", told, reading=reading(page, "Márten Oyelaran", "Karim Adeyemi"))
        yield Desk(ledger)


@pytest.mark.parametrize("beginning", ["oye", "marten o", "OYELARAN, M"])
def test_a_name_is_suggested_by_the_beginnings_of_its_words(desk: Desk, beginning: str) -> None:
    """In any order, without accents."""
    assert [n.name for n in suggest(desk, beginning)] == ["Márten Oyelaran"]


def test_a_protected_person_is_neither_suggested_nor_found(desk: Desk) -> None:
    """Also not by the whole name."""
    assert suggest(desk, "karim") == ()
    assert search(desk, "Karim Adeyemi").parties == ()


def test_a_misspelt_name_is_offered(desk: Desk) -> None:
    """An empty page would end the search."""
    assert [n.name for n in search(desk, "Oyelarran Marten").alike] == ["Márten Oyelaran"]
    assert [n.name for n in search(desk, "oyelarann").alike] == ["Márten Oyelaran"]


def test_a_protected_name_is_not_offered_for_a_misspelt_one(desk: Desk) -> None:
    """Neither whole nor by its surname."""
    assert search(desk, "Karim Ademeyi").alike == ()
    assert search(desk, "Ademeyi").alike == ()


def test_an_empty_search_finds_nothing(desk: Desk) -> None:
    """No list of everybody."""
    assert search(desk, "  ").parties == suggest(desk, "?!") == ()


def test_no_half_of_a_protected_name_stands_at_the_edge_of_what_is_shown(tmp_path: Path) -> None:
    """Names are hidden before the words around what was asked for are cut out, wherever the name stands."""
    name = "Karim Adeyemi-Roth"
    with Ledger.open(tmp_path / "edge.ledger", create=True) as ledger:
        for number in range(16, 30):
            words = ["then"] * 60
            words[30] = "lantern"
            words[number] = name
            page = document(f"{' '.join(words)} was charged with robbery.", id=f"story-{number}")
            boy = argument(name, inside=page, entity=f"story-{number}#0", protected="minor")
            ledger.put(page, b"x", (claim(page, subject=boy),), reading=reading(page, name))
        found = search(Desk(ledger), "lantern").paragraphs
    assert len(found) == 14
    told = " ".join(p.snippet for p in found)
    assert "lantern" in told
    assert not {"Karim", "Adeyemi", "Roth"} & set(re.findall(r"\w+", told))
