"""A date is the range that it may mean, never one day of it."""

import pytest

from according.views.days import days_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-03-08", "2024-03-08", "2024-03-08"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-03-XX", "2024-03-01", "2024-03-31"),
        ("2019/2021-06", "2019-01-01", "2021-06-30"),
        ("../2021", "2021-01-01", "2021-12-31"),
        ("2021/..", "2021-01-01", "2021-12-31"),
        ("2024~", "2024-01-01", "2024-12-31"),
    ],
)
def test_the_range_of_a_date(edtf: str, first: str, last: str) -> None:
    """First and last day."""
    days = days_of(edtf)
    assert (str(days.first), str(days.last)) == (first, last)


@pytest.mark.parametrize(
    "wrong", ["", "..", "../..", "yesterday", "2024-13", "2024-02-30", "2021/2019", "0000", "2024/x"]
)
def test_what_is_no_date_has_no_range(wrong: str) -> None:
    """It is listed as undated instead."""
    assert days_of(wrong) is None


def test_an_approximate_and_an_open_date_say_so() -> None:
    """Neither is exact."""
    assert days_of("2024-03-08~").about
    assert days_of("2021/..").open_end
    assert not days_of("2024-03-08~").exact
