"""What a statement rests on: its reports, gathered by the source that they may all go back to, and why.

The number of origins is an upper bound. Nothing here says that a statement holds, and nothing is called confirmed:
whether two sources that stay apart really are independent, no ledger can tell.
"""

from collections import Counter
from dataclasses import dataclass

from according.model import Claim
from according.ontology import ontology

from .desk import Desk
from .lines import Line


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin: the reports that may go back to it, kinds of speakers in words, and why they count as one."""

    kinds: tuple[str, ...]
    reports: tuple[Line, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corroboration:
    """A statement with its origins. `counted` words it: "9 reports, at most 3 origins: 2 prosecutor, 1 police"."""

    line: Line
    origins: tuple[OriginLine, ...]
    counted: str


def corroboration(desk: Desk, *, least_reports: int = 2) -> list[Corroboration]:
    """Statements that at least so many reports make, most reports first, then in order of publication."""
    found = []
    for same in desk.gathered(desk.claims):
        if len(same) >= least_reports:
            (line,) = desk.lines(same)
            found.append(_corroborated(desk, line, same))
    return sorted(found, key=lambda c: (-c.line.reports, c.line.published or "9999", c.line.id))


def _corroborated(desk: Desk, line: Line, same: list[Claim]) -> Corroboration:
    kinds = ontology().kinds
    gathered = desk.origins_of(same)
    origins = tuple(
        OriginLine(
            tuple(kinds[k] for k in origin.kinds),
            tuple(desk.line(c) for c in origin.claims),
            tuple(desk.shown(why) for why in origin.why),
        )
        for origin in gathered
    )
    told = Counter(origin.kinds[0].replace("_", " ") for origin in gathered)
    by_kind = ", ".join(f"{number} {kind}" for kind, number in sorted(told.items()))
    return Corroboration(line, origins, f"{line.counted}: {by_kind}")
