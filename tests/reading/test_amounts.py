"""Figures: bounds and units are read as the words give them, and bare numbers are left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.model import Span
from according.reading.amounts import read_amounts
from according.reading.number_words import number_value


def amounts(text: str) -> list[tuple[str, float | None, float | None, str]]:
    """The figures of a text: their words, bounds and unit."""
    return [(text[a.start : a.end], a.min, a.max, a.unit) for a in read_amounts(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 3,000-5,000 members", ("between 3,000-5,000 members", 3000.0, 5000.0, "people")),
        ("between 300 and 500 men", ("between 300 and 500 men", 300.0, 500.0, "people")),
        ("up to 40 guns", ("up to 40 guns", None, 40.0, "weapon")),
        ("at least 21 individuals", ("at least 21 individuals", 21.0, None, "people")),
        ("ABOUT 300 GUERRILLAS", ("ABOUT 300 GUERRILLAS", 300.0, 300.0, "people")),
        ("three accomplices", ("three accomplices", 3.0, 3.0, "people")),
        ("half a dozen suspected gang members", ("half a dozen suspected gang members", 6.0, 6.0, "people")),
        ("dozens of men", ("dozens of men", 24.0, None, "people")),
        ("two hundred and five people", ("two hundred and five people", 205.0, 205.0, "people")),
        ("more than $75,000", ("more than $75,000", 75000.0, None, "USD")),
        ("1.5 million dollars", ("1.5 million dollars", 1500000.0, 1500000.0, "USD")),
        ("$1-2 million", ("$1-2 million", 1000000.0, 2000000.0, "USD")),
        ("£2,500", ("£2,500", 2500.0, 2500.0, "GBP")),
        ("3 million Colombian pesos", ("3 million Colombian pesos", 3000000.0, 3000000.0, "COP")),
        ("12 years to life", ("12 years to life", 12.0, None, "year")),
        ("25 to life", ("25 to life", 25.0, None, "year")),
        ("55 Years to Life", ("55 Years to Life", 55.0, None, "year")),
        ("six years in prison", ("six years", 6.0, 6.0, "year")),
        ("three to five years", ("three to five years", 3.0, 5.0, "year")),
        ("life without parole", ("life without parole", None, None, "year")),
        ("18 months", ("18 months", 18.0, 18.0, "month")),
        ("12 kilos of cocaine", ("12 kilos", 12.0, 12.0, "kg")),
        ("500 grams", ("500 grams", 500.0, 500.0, "gram")),
        ("six rounds", ("six rounds", 6.0, 6.0, "round")),
        ("a 34-year-old man", ("34-year-old", 34.0, 34.0, "age")),
        ("Dario Velasco-Prior, 27, of Port Maren", ("27", 27.0, 27.0, "age")),
        ("Teodor Lunz (22)", ("22", 22.0, 22.0, "age")),
        ("aged 61", ("61", 61.0, 61.0, "age")),
    ],
)
def test_forms(text: str, expected: tuple[str, float | None, float | None, str]) -> None:
    """One figure, with its words, bounds and unit."""
    assert amounts(text) == [expected]


def test_two_figures_are_not_one_range() -> None:
    """ "And" joins a range only after "between"."""
    assert amounts("more than $75,000 and 12 rifles") == [
        ("more than $75,000", 75000.0, None, "USD"),
        ("12 rifles", 12.0, 12.0, "weapon"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "at 1700 Quay Street",
        "Section 187 of the code",
        "call 911",
        "room 12",
        "July 6, 2011",
        "Harbor Nine 9",
        "58,000 units of it per day",
    ],
)
def test_bare_numbers_are_left_alone(text: str) -> None:
    """A number that counts nothing is no amount."""
    assert amounts(text) == []


@given(st.integers(min_value=1, max_value=999))
def test_numbers_in_words(number: int) -> None:
    """Every number below one thousand is read from its words, in any case."""
    units = re.findall(
        r"\w+",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
    )
    tens = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    hundreds, rest = divmod(number, 100)
    words = [f"{units[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        words.append(tens[rest // 10 - 2] + (f"-{units[rest % 10]}" if rest % 10 else ""))
    elif rest:
        words.append(units[rest])
    text = " ".join(words)
    assert number_value(text) == float(number)
    assert number_value(text.upper()) == float(number)
    plain = f"the {text} people there"
    assert [(a.min, a.max) for a in read_amounts(plain, [Span(0, len(plain))])] == [(float(number), float(number))]


_JUMBLE = (
    "between and to from up at least 3 5,000 two hundred million $ $5 men members years to life old - , 27 (22) Lunz "
    "dozens of kg"
)
_WORDS = st.sampled_from(re.findall(r"\S+", _JUMBLE))


@given(st.one_of(st.text(max_size=150), st.lists(_WORDS, max_size=25).map(" ".join)))
def test_whatever_is_found_is_ordered_and_inside(text: str) -> None:
    """Any text gives amounts in order, inside the text, with the lower bound not above the upper."""
    last = 0
    for found in read_amounts(text, [Span(0, len(text))]):
        assert last <= found.start < found.end <= len(text)
        assert found.min is None or found.max is None or found.min <= found.max
        last = found.end
