"""Dates as the ranges they are: the first and the last day that an EDTF date may mean. Never snapped to a day.

Source: Extended Date/Time Format, ISO 8601-2:2019 (levels 0 to 2 as far as CLAIMS.md uses them).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_DATE = re.compile(r"(\d[\dX]{3})(?:-([\dX]{2}))?(?:-([\dX]{2}))?")
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day; `open_start` and `open_end` where one is not told, `about` where the date is approximate."""

    first: date
    last: date
    about: bool = False
    open_start: bool = False
    open_end: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return self.first == self.last and not (self.about or self.open_start or self.open_end)

    def meets(self, since: "Days | None", until: "Days | None") -> bool:
        """Whether it may lie between two dates; None sets no bound."""
        return (since is None or self.last >= since.first) and (until is None or self.first <= until.last)


@lru_cache(maxsize=1 << 16)
def days_of(edtf: str) -> Days | None:
    """The range of an EDTF date; None if it is none, or has neither a start nor an end.

    A date with `~` or `?` keeps its range and is marked `about`; an open interval ends where its known side does.
    """
    start, slash, end = edtf.strip().partition("/")
    sides = [_side(s) for s in ((start, end) if slash else (start,))]
    known = [s for s in sides if s is not None]
    if not known or (slash and any(s is None and raw not in _OPEN for s, raw in zip(sides, (start, end), strict=True))):
        return None
    about = any(c in edtf for c in "~?%")
    if not slash:
        return Days(*known[0], about)
    first = known[0] if sides[0] is None else sides[0]
    last = known[0] if sides[1] is None else sides[1]
    if last[1] < first[0]:
        return None
    return Days(first[0], last[1], about, sides[0] is None, sides[1] is None)


def _side(edtf: str) -> tuple[date, date] | None:
    match = _DATE.fullmatch(edtf.strip("~?%"))
    if match is None:
        return None
    low, high = int(match[1].replace("X", "0")), int(match[1].replace("X", "9"))
    try:
        if match[2] is None or "X" in match[1] or match[2] == "XX":
            return date(low, 1, 1), date(high, 12, 31)
        months = _SEASONS.get(int(match[2]), (int(match[2]), int(match[2]))) if "X" not in match[2] else (1, 12)
        if match[3] is None or "X" in match[3]:
            return date(low, months[0], 1), date(low, months[1], calendar.monthrange(low, months[1])[1])
        day = date(low, months[0], int(match[3]))
    except ValueError:
        return None
    return day, day
