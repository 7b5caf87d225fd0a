"""How many dated lines each year has: those that lie in it, and those that only may, because their date is vague."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .days import Days

MOST = 60
"""Years shown; what is earlier stands together before them."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year: lines that lie in it, and `vague` ones whose dates reach beyond it; `first` is empty for all before."""

    first: str
    last: str
    certain: int
    vague: int

    @property
    def words(self) -> str:
        """The year and its lines, in words."""
        name = self.last if self.first else f"until {self.last}"
        also = f", {self.vague} more perhaps" if self.vague else ""
        return f"{name}: {self.certain} dated line{'s' if self.certain != 1 else ''}{also}"


def years_of(found: Iterable[Days]) -> tuple[Year, ...]:
    """The years from the first to the last day that any of the dates may mean, empty ones too."""
    return years_within(Counter((days.first.year, days.last.year) for days in found))


def years_within(spans: Mapping[tuple[int, int], int]) -> tuple[Year, ...]:
    """The same of dates that are counted by the first and the last year that they may mean."""
    certain: Counter[int] = Counter()
    vague: Counter[int] = Counter()
    spans = {span: number for span, number in spans.items() if number}
    if not spans:
        return ()
    last = max(end for _, end in spans)
    start = max(min(begin for begin, _ in spans), last - MOST + 1)
    for (begin, end), number in spans.items():
        reached = range(max(begin, start - 1), max(end, start - 1) + 1)
        (certain if len(reached) == 1 else vague).update(dict.fromkeys(reached, number))
    years = [Year(str(y), str(y), certain[y], vague[y]) for y in range(start, last + 1)]
    before = Year("", str(start - 1), certain[start - 1], vague[start - 1])
    return (before, *years) if before.certain or before.vague else tuple(years)
