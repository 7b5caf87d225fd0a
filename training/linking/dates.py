"""When releases were published, as a reader dated them, against what intake finds in their words.

Labels are document marks and days alone (null where the text does not tell). The right day is the one that a release
gives itself; where that is a slip (another year than its "today, Thursday, Feb. 25, 2010"), the day that its own words
bear out. The page's day counts only where the release has none: old releases were put up again years later.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from according.intake import take_text

from ..annotation.documents import sources

LABELS = Path(__file__).parents[1] / "annotations" / "linking" / "dates.json"


@dataclass(slots=True)
class Dated:
    """How many documents were dated rightly, wrongly and not at all, and which wrongly: mark, found, told."""

    right: int = 0
    none: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        number = self.right + self.none + len(self.wrong)
        lines = [f"{number} documents: {self.right} right, {len(self.wrong)} wrong, {self.none} without a date"]
        return "\n".join([*lines, *(f"{mark}: found {found}, told {told}" for mark, found, told in self.wrong)])


def measure_dates(data: Path, kept: Path = LABELS) -> Dated:
    """Date the labelled documents by their words alone, and count.

    A document that tells no day and is given none is right; one that is given a less precise date than it tells is
    wrong.

    Raises:
        ValueError: if a document is missing.
    """
    told = json.loads(kept.read_text(encoding="utf-8"))
    days: dict[str, str | None] = told["documents"]
    found = {s.mark: take_text(s.text, id=s.id).published for s in sources(data, told["corpus"], set(days))}
    if missing := sorted(set(days) - set(found)):
        raise ValueError(f"not in the corpora of {data}: {', '.join(missing)}")
    counted = Dated()
    for mark, day in days.items():
        if found[mark] == day:
            counted.right += 1
        elif found[mark] is None:
            counted.none += 1
        else:
            counted.wrong.append((mark, found[mark] or "", day or "no day"))
    return counted
