"""The ledger as each visitor may see it, with its pictures: one for all who see the same collections."""

import threading

from according.ledger import Ledger, LedgerPart

from .desks import Desks

Section = tuple[Ledger, Desks]


class Sections:
    """What is opened of one ledger. Each section keeps its own pictures: none is gathered over what it may not show."""

    def __init__(self, ledger: Ledger) -> None:
        self.whole: Section = (ledger, Desks(ledger))
        self._parts: dict[tuple[str, ...], Section] = {}
        self._lock = threading.Lock()

    def of(self, collections: tuple[str, ...] | None) -> Section:
        """The ledger and the desks of these collections, of everything if None."""
        if collections is None:
            return self.whole
        key = tuple(sorted(set(collections)))
        with self._lock:
            if key not in self._parts:
                part = LedgerPart(self.whole[0], key)
                self._parts[key] = (part, Desks(part))
            return self._parts[key]
