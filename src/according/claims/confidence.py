"""How sure the machine is that it read rightly: the share of right claims of a pattern on the annotated documents.

Never how sure the source is, nor who it is (CLAIMS.md §7). The data file is versioned, and written by
`python -m training.confidence`, which also measures it on documents left out.
"""

import math
from dataclasses import dataclass
from functools import cache

from .draft import Draft
from .wordlists import wordlist


@dataclass(frozen=True, slots=True)
class Calibration:
    """Shares of right claims, and the shift on the log-odds scale for each kind of document.

    Attributes:
        version: of the data file, with the numbers of documents and claims it was counted on.
        every: the share of all claims. families: by the first part of a pattern's name.
        rules: by pattern, with how many claims of it were seen. shifts: `author`, `authority`.
    """

    version: str
    every: float
    shifts: dict[str, float]
    families: dict[str, float]
    rules: dict[str, tuple[float, int]]

    def share(self, rule: str) -> tuple[float, int]:
        """How often the pattern is right, and on how many claims that was counted; of a new one its family's share."""
        return self.rules.get(rule) or (self.families.get(rule.partition(".")[0], self.every), 0)

    def of(self, rule: str, voice: str) -> float:
        """Confidence in 0..1 for a claim of the pattern in a document of that kind."""
        share = min(max(self.share(rule)[0], 0.01), 0.99)
        return 1 / (1 + math.exp(-math.log(share / (1 - share)) - self.shifts.get(voice, 0.0)))


@cache
def calibration() -> Calibration:
    """The calibration that ships, read once."""
    data = wordlist("confidence")
    rules = {rule: (float(share), int(told)) for rule, (share, told) in data["rules"].items()}
    return Calibration(data["version"], data["every"], data["shifts"], data["families"], rules)


def calibrated(draft: Draft, *, authority: bool) -> float:
    """Confidence in 0..1 that the claim was read rightly."""
    return round(calibration().of(draft.rule, "authority" if authority else "author"), 2)
