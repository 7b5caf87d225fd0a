"""The picture of the ledger for each day that is asked for, kept in memory and renewed when the ledger has changed."""

import gc
import threading
from dataclasses import replace

from according.ledger import EVERYTHING, IDENTITY, REVIEWED, ClaimFilter, Decision, Ledger
from according.views import Desk
from according.views.desk import resting_collector
from according.views.renewal import narrowed, renewed

KEPT_DESKS = 4
"""Days (`as-of`, `known-on`) whose picture is kept in memory at once."""
VERSIONS, READINGS, SUPERSESSIONS, DECISIONS, LINKED, TOMBSTONES = 0, 1, 3, 4, 5, 7
"""Places of the newest rows' numbers in `Ledger.revision`."""
MOST_DECISIONS = 1000
"""More decisions than these at once (a merged ledger) are read with everything else."""


class Desks:
    """The desks of one ledger; whoever changes it, they are those of the ledger as it is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kept: dict[ClaimFilter, tuple[tuple[int, ...], Desk]] = {}
        self._lock = threading.RLock()

    def at(self, given: ClaimFilter) -> Desk:
        """The desk through a filter; that of everything stays in memory."""
        desk = self._at(given)
        desk.gather()
        return desk

    def _at(self, given: ClaimFilter) -> Desk:
        now = self._ledger.revision()
        with self._lock:
            known = self._kept.get(given)
            if known is None or known[0] != now:
                with resting_collector():
                    desk = self._renewed(*known, now) if known is not None else None
                    gc.freeze()  # what a renewed picture keeps has no cycles either
                known = (now, desk or self._made(given))
                others = [(asked, kept) for asked, kept in self._kept.items() if asked not in (EVERYTHING, given)]
                whole = [(EVERYTHING, self._kept[EVERYTHING])] if EVERYTHING in self._kept else []
                self._kept = dict([*others[-KEPT_DESKS + 1 :], *whole])
                self._kept[given] = known
            return known[1]

    def _made(self, given: ClaimFilter) -> Desk:
        """A desk made new; as of a day, it is cut from the desk of all documents known by then."""
        if given.as_of is None:
            return Desk(self._ledger, given)
        return narrowed(self._at(replace(given, as_of=None)), given.as_of)

    def _renewed(self, then: tuple[int, ...], desk: Desk, now: tuple[int, ...]) -> Desk | None:
        """The desk after what was decided since; None if more happened than decisions, and all must be read anew."""
        if any(then[n] != now[n] for n in (VERSIONS, READINGS, SUPERSESSIONS, TOMBSTONES)):
            return None
        if now[DECISIONS] - then[DECISIONS] > MOST_DECISIONS:
            return None
        made = self._ledger.decisions_by_number(list(range(then[DECISIONS] + 1, now[DECISIONS] + 1)))
        made += self._ledger.decisions_by_number({d.undoes for d in made if d.undoes is not None})
        if any(d.kind == "pin" for d in made):
            return None
        relinked = then[LINKED] != now[LINKED] or any(d.kind in IDENTITY for d in made)
        unmasked = any(d.kind == "unmask" for d in made)
        return renewed(desk, self._touched(desk, made), relinked=relinked, unmasked=unmasked)

    def _touched(self, desk: Desk, made: list[Decision]) -> set[str]:
        """Documents that hold a statement which was decided about: the same words may stand in several."""
        about = [d for d in made if d.kind in REVIEWED]
        if not about:
            return set()
        quotes = {d.made_on[0] for d in about if d.made_on}
        same = {c.document.id for c in desk.every_claim if c.evidence[0].quote in quotes}
        return same | self._ledger.documents_of({d.target for d in about})
