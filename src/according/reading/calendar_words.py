"""Names of months, weekdays and seasons in English, and the Spanish months that English reporting keeps."""

from datetime import date, timedelta

_MONTHS = {
    1: "january jan enero",
    2: "february feb febr febrero",
    3: "march mar marzo",
    4: "april apr abril",
    5: "may mayo",
    6: "june jun junio",
    7: "july jul julio",
    8: "august aug agosto",
    9: "september sept sep septiembre setiembre",
    10: "october oct octubre",
    11: "november nov noviembre",
    12: "december dec diciembre",
}
MONTHS = {name: number for number, names in _MONTHS.items() for name in names.split()}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}
"""EDTF level 1 season codes."""

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
SPANISH_MONTH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\.)"


def month_number(name: str) -> int:
    """1 to 12 for a month as written, in any case, with or without its full stop."""
    return MONTHS[name.strip().rstrip(".").lower()]


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a weekday as written; a plural counts as its singular."""
    word = name.strip().rstrip(".").lower()
    return WEEKDAYS[word if word in WEEKDAYS else word.removesuffix("s")]


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month that lie `months` after (before, if negative) the given ones."""
    at = year * 12 + month - 1 + months
    return at // 12, at % 12 + 1


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that holds the day (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
