"""The day of publication: found where it is plain, refused where it could be another."""

import json
from datetime import date

import pytest

from according.intake.dates import date_in_address, find_published, is_edtf, parse_date

from .conftest import Given

NOW = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("July 22, 2009", "2009-07-22"),
        ("Jul. 22nd 2009", "2009-07-22"),
        ("Wednesday, July 11, 2018", "2018-07-11"),
        ("22 July 2009", "2009-07-22"),
        ("22 de julio de 2009", "2009-07-22"),
        ("22 de julio, 2009", "2009-07-22"),
        ("11 de septiembre del 2018", "2018-09-11"),
        ("2025-05-15T10:00:00+02:00", "2025-05-15"),
        ("2025-05-15", "2025-05-15"),
        ("2025-05", "2025-05"),
        ("2025", "2025"),
        ("March 2015", "2015-03"),
        ("18/3/2015", "2015-03-18"),
        ("3/18/2015", "2015-03-18"),
        ("4/4/2015", "2015-04-04"),
    ],
)
def test_a_date_is_read_as_precise_as_it_is(words: str, edtf: str) -> None:
    """Days, months and years keep their precision."""
    assert parse_date(words, today=NOW) == edtf


@pytest.mark.parametrize(
    "words",
    [
        "3/4/2015",
        "July 32, 2009",
        "February 29, 2023",
        "May 1, 2031",
        "July 4, 1776",
        "yesterday",
        "",
        "22 Juvember 2009",
    ],
)
def test_what_could_be_two_days_or_cannot_be_is_refused(words: str) -> None:
    """A wrong date is worse than none."""
    assert parse_date(words, today=NOW) is None


def test_a_weekday_that_does_not_fit_refuses_the_date() -> None:
    """January 7 of 2014 was a Tuesday: somebody wrote last year's number."""
    assert parse_date("Wednesday, January 7, 2014", today=NOW) is None
    assert parse_date("Tuesday, January 7, 2014", today=NOW) == "2014-01-07"


@pytest.mark.parametrize(
    ("page", "edtf"),
    [
        ("Gang leader charged\nPublished July 22, 2009\nA man was charged.", "2009-07-22"),
        ("Gang leader charged\nPublished\nJuly 22, 2009\nA man was charged.", "2009-07-22"),
        ("Case 7\nDate: November 9, 2015\nTitle", "2015-11-09"),
        ("FOR IMMEDIATE RELEASE\nPaul Ormsby\nSpokesman\nMarch 18, 2015\nTitle", "2015-03-18"),
        ("FOR IMMEDIATE RELEASE – March 18, 2015\nTitle", "2015-03-18"),
        ("Posted on June 01, 2016\nTitle", "2016-06-01"),
        ("Lider acusado\nPublicado el 11 de julio de 2018\nUn hombre", "2018-07-11"),
        ("PORT MAREN, 3 JAN 90 (WIRE) -- [TEXT] TWO MEN", "1990-01-03"),
        ("PORT MAREN, Feb. 3, 2025 (Valdoria Wire) — Two men", "2025-02-03"),
        ("Title\nWednesday, July 11, 2018\nTwo men were held.", "2018-07-11"),
        ("Marten Oyelaran was sentenced today, July 11, 2018, to 12 years.", "2018-07-11"),
        ("Story\nphoto.jpg\n2021-10-04 17:46:53\n2021-10-05 08:00:00\nStory", "2021-10-04"),
        ("Story\nphoto.jpg\n2021-10-11 09:00:25\n2021-10-06 20:56:20\nStory", "2021-10-11"),
        ("For Immediate Release\nSeptember\n8, 2011\nOtto Bremner\nChief", "2011-09-08"),
    ],
)
def test_the_day_of_publication_is_found_in_words(page: str, edtf: str) -> None:
    """Labels, release heads, datelines, date lines, "today" with its day, and stamps."""
    assert find_published(page.split("\n"), today=NOW) == edtf


@pytest.mark.parametrize(
    ("page", "own", "story", "edtf"),
    [
        ("February 19, 2015", "May 16, 2014", "was sentenced today", "2014-05-16"),
        ("February 25, 2010", "February 25, 2008", "will be read", "2010-02-25"),
        ("April 9, 2010", "April 10, 2010", "was sentenced today", "2010-04-09"),
        ("July 15, 2015", "July 7, 2015", "were arraigned yesterday, July 14, 2015,", "2015-07-15"),
        ("July 15, 2015", "July 14, 2015", "faces trial tomorrow, Wednesday, July 15, 2015,", "2015-07-14"),
    ],
)
def test_the_release_knows_its_day_better_than_the_page_on_which_it_was_put_up(
    page: str, own: str, story: str, edtf: str
) -> None:
    """Unless its own is a slip: another year, a day after the page's, or one that its "today" contradicts."""
    lines = ["Published", page, "Home", "For Immediate Release", "Case 24-0417", own, "Otto Bremner", f"He {story}."]
    assert find_published(lines, today=NOW) == edtf
    assert find_published([*lines[:3], f"Date: {own}", *lines[6:]], today=NOW) == edtf


@pytest.mark.parametrize(
    "page",
    [
        "Two men were arrested on July 11, 2018, and charged on July 12, 2018.",
        "The trial begins on May 4, 2020.",
        "PORT MAREN, Jan. 3 (Valdoria Wire) — Two men",
        "Title\nJuly 11, 2018\nAugust 2, 2019\nTwo men were held.",
        "One was held today, July 11, 2018, and one was held today, July 12, 2018.",
        "Updated\nJuly 11, 2029\nTwo men were held.",
        "Two men were held. " * 20 + "\nPosted on: July 11, 2018\nFire at the quay\nPosted on: May 2, 2018\nA sentence",
    ],
)
def test_days_of_events_are_not_days_of_publication(page: str) -> None:
    """A date in a sentence, a dateline without a year and a choice of two dates tell nothing."""
    assert find_published(page.split("\n"), today=NOW) is None


@pytest.mark.parametrize(
    ("value", "fits"), [("2025-02-28", True), ("2025-02-30", False), ("2025-13", False), ("25", False)]
)
def test_edtf_is_a_day_of_the_calendar(value: str, fits: bool) -> None:
    """Only days, months and years that exist."""
    assert is_edtf(value) is fits


def test_what_the_person_says_goes_before_what_the_document_says(given: Given) -> None:
    """`--published` overrides the words of the document, and says so."""
    story = "Published July 22, 2009\n\nTwo men of Harbor Nine were arrested in Quay Ward on Sunday, police said.\n"
    assert (given("a.txt", story).published, given("a.txt", story).published_how) == ("2009-07-22", "text")
    told = given("a.txt", story, published="2010-01")
    assert (told.published, told.published_how) == ("2010-01", "option")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://courier.example/2023/04/05/dock-raid", "2023-04-05"),
        ("https://courier.example/news/2023-4-5/", "2023-04-05"),
        ("https://courier.example/2023/04/dock-raid", None),
        ("https://courier.example/2023/13/05/dock-raid", None),
        ("https://courier.example/2031/04/05/dock-raid", None),
        ("https://courier.example/files/2019/01/02/2019-01-03.pdf", "2019-01-02"),
        ("https://courier.example/2019/01/02/2019/01/03/", None),
    ],
)
def test_day_in_an_address_is_taken_only_whole_and_alone(url: str, day: str | None) -> None:
    """A month alone, a day that is none or still to come, and two days tell nothing."""
    assert date_in_address(url, today=NOW) == day


def test_address_dates_a_page_only_where_the_page_is_silent(given: Given) -> None:
    """The words of the document go before its address, which says so."""
    story = "Two men of Harbor Nine were arrested in Quay Ward on Sunday, police said."
    record = {"id": "1", "url": "https://courier.example/2009/07/25/raid", "text": story}
    silent = given("a.jsonl", json.dumps(record))
    told = given("a.jsonl", json.dumps(record | {"text": f"Published July 22, 2009\n\n{story}"}))
    assert (silent.published, silent.published_how) == ("2009-07-25", "address")
    assert (told.published, told.published_how) == ("2009-07-22", "text")
