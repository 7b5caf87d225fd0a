"""Dates: every form is found, kept at its precision, and resolved against publication and the order of events."""

import re
import warnings
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.model import Document, Segment, Span
from according.reading.times import read_times

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the validator uses names that its own parser library has renamed
    from edtf_validate.valid_edtf import is_valid


def dates(text: str, published: str | None = None) -> list[tuple[str, str | None]]:
    """The dates of a text: their words and their EDTF."""
    document = Document("x", "0", text, (), published=published)
    return [(text[t.start : t.end], t.edtf) for t in read_times(document, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was shot on July 6, 2011.", [("July 6, 2011", "2011-07-06")]),
        ("It burned on July 6,\n2011, at night.", [("July 6,\n2011", "2011-07-06")]),
        ("He was shot on 6 July 2011.", [("6 July 2011", "2011-07-06")]),
        ("the 6th of July, 2011", [("the 6th of July, 2011", "2011-07-06")]),
        ("Thursday, Dec. 2, 2010", [("Thursday, Dec. 2, 2010", "2010-12-02")]),
        ("arraigned on 4/25/2025", [("4/25/2025", "2025-04-25")]),
        ("seen 2024-09-21 in Port Maren", [("2024-09-21", "2024-09-21")]),
        ("Santa Ilaria, 22 de julio, 2009", [("22 de julio, 2009", "2009-07-22")]),
        ("SIX MEN ATTACKED ON 16 NOV 89.", [("16 NOV 89", "1989-11-16")]),
        ("in late April 2025", [("late April 2025", "2025-04")]),
        ("It began in 2022.", [("2022", "2022")]),
        ("since 2019 the crew", [("2019", "2019/..")]),
        ("active until 2018", [("2018", "../2018")]),
        ("on or about March 5, 2020", [("March 5, 2020", "2020-03-05~")]),
        ("in the early 1990s", [("the early 1990s", "199X")]),
        ("back in the '90s", [("the '90s", "199X")]),
        ("in the spring of 2019", [("spring of 2019", "2019-21")]),
        (
            "between Oct. 28, 2015, and Nov. 9, 2015, they met",
            [("between Oct. 28, 2015, and Nov. 9, 2015", "2015-10-28/2015-11-09")],
        ),
        ("between June 28 and July 8, 2015", [("between June 28 and July 8, 2015", "2015-06-28/2015-07-08")]),
        ("from November 2014 to March 2015", [("from November 2014 to March 2015", "2014-11/2015-03")]),
        ("on March 2-5, 2015", [("March 2-5, 2015", "2015-03-02/2015-03-05")]),
        ("the 2012-2014 war", [("2012-2014", "2012/2014")]),
    ],
)
def test_absolute_forms(text: str, expected: list[tuple[str, str]]) -> None:
    """A date that is written out needs no publication date."""
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("seen today", "2025-05-15"),
        ("seen yesterday afternoon", "2025-05-14"),
        ("seen last night", "2025-05-14"),
        ("earlier this month", "2025-05"),
        ("last year", "2024"),
        ("last week", "2025-05-05/2025-05-11"),
        ("arrested Wednesday", "2025-05-14"),
        ("arrested last Thursday", "2025-05-08"),
        ("will be arraigned Friday", "2025-05-16"),
        ("next Monday", "2025-05-19"),
        ("three days ago", "2025-05-12"),
        ("two weeks ago", "2025-05-01~"),
        ("four years ago", "2021~"),
        ("over the past four years", "2021/2025"),
        ("shot on Sept. 21", "2024-09-21"),
        ("shot on May 2", "2025-05-02"),
        ("will be tried on Sept. 21", "2025-09-21"),
        ("closed in March", "2025-03"),
        ("closed in November", "2024-11"),
        ("last summer", "2024-22"),
        ("TODAY [3 JAN] THEY SAID", "2025-01-03"),
    ],
)
def test_relative_forms(text: str, edtf: str) -> None:
    """A relative date counts from Thursday 15 May 2025; the past is meant unless the sentence looks ahead."""
    assert [found[1] for found in dates(text, "2025-05-15")] == [edtf]


def test_a_date_without_a_year_stays_open_where_nothing_dates_it() -> None:
    """No publication date and no earlier date: the year is not guessed."""
    assert dates("The raid was on Sept. 21.") == [("Sept. 21", "XXXX-09-21")]


def test_a_date_without_a_year_follows_the_story() -> None:
    """Two days after a dated killing, the arrest is of the same year and not of the year of publication."""
    found = dates("Karim was killed on July 6, 2011. On July 8, police arrested a man.", "2015-03-18")
    assert found == [("July 6, 2011", "2011-07-06"), ("July 8", "2011-07-08")]


def test_words_that_count_from_the_story() -> None:
    """ "That day" and "two days later" count from the date told last."""
    found = dates("He was shot on July 6, 2011. That day police came. Two days later he died.")
    assert [edtf for _, edtf in found] == ["2011-07-06", "2011-07-06", "2011-07-08"]


def test_precision_of_publication_is_kept() -> None:
    """Where only the month of publication is known, "today" is that month and "yesterday" stays open."""
    assert dates("today and yesterday", "2025-05") == [("today", "2025-05"), ("yesterday", None)]


def test_printed_date_dates_today() -> None:
    """A date printed in the dateline dates "today" like a supplied one."""
    text = "PORT MAREN, 12 JAN 90 -- The crew struck today."
    document = Document("x", "0", text, (Segment("body", 0, len(text)),))
    assert [t.edtf for t in read_times(document, [Span(0, len(text))])] == ["1990-01-12", "1990-01-12"]


@pytest.mark.parametrize(
    "text",
    [
        "2000 people marched",
        "the 1900 block of Quay Street",
        "You may 3 times",
        "They march in step",
        "Section 1985",
        "$2015",
        "in 12 months' time, perhaps",
        "Black Friday sales",
        "He is in his 60s",
    ],
)
def test_numbers_and_words_that_are_no_dates(text: str) -> None:
    """House numbers, counts, verbs and ages are left alone."""
    assert dates(text, "2025-05-15") == []


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2035, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d"]),
)
def test_any_written_day_is_read(day: date, form: str) -> None:
    """Every day of the calendar comes back from its usual written forms."""
    assert [found[1] for found in dates(f"It was on {day.strftime(form)} in town.")] == [day.isoformat()]


_JUMBLE = (
    "on in since between and to from until July March May 6 21 3, 2011 2015, Sept. 89 16 NOV last next this year week "
    "month Wednesday yesterday today ago three days later the 1990s about or - – said . , was will be arrested early "
    "late mid-"
)
_WORDS = st.sampled_from(re.findall(r"\S+", _JUMBLE))


@given(st.lists(_WORDS, max_size=25), st.sampled_from([None, "2025-05-15", "2025-05", "1990", "2024-02-29"]))
def test_whatever_is_found_is_valid_and_inside(words: list[str], published: str | None) -> None:
    """Any jumble of date words gives valid EDTF, in order, without overlap, inside the text."""
    text = " ".join(words)
    document = Document("x", "0", text, (), published=published)
    last = 0
    for found in read_times(document, [Span(0, len(text))]):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        assert found.edtf is None or is_valid(found.edtf)


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    """No text, whatever its script, makes the reading of dates fail."""
    for found in read_times(Document("x", "0", text, ()), [Span(0, len(text))]):
        assert re.search(r"\w", text[found.start : found.end])


@pytest.mark.parametrize(
    ("published", "today"), [("2020-12-14", "2020-12-11"), ("2020-12-11", "2020-12-11"), ("2020-12-01", "2020-12-01")]
)
def test_today_is_the_day_of_the_release_and_not_of_the_page_that_carries_it(published: str, today: str) -> None:
    """A page may be put up days later; never is a release younger than its page."""
    told = dates("FOR IMMEDIATE RELEASE\nFriday, December 11, 2020\nHe was arraigned today.", published)
    assert dict(told)["today"] == today
