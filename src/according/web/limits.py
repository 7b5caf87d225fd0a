"""How often an address may try to sign in: guesses spread over many accounts lock none of them."""

import ipaddress
import time
from collections import deque
from collections.abc import Callable

TRIES = 20
"""Failed tries of one address within `WINDOW_S`."""
WINDOW_S = 15 * 60
MOST_ADDRESSES = 10_000


class Limits:
    """Failed tries by address, in the memory of this server; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, deque[float]] = {}

    def wait_s(self, address: str) -> int:
        """Seconds until this address may try again; 0 if it may now. A try counts as failed until `forgive`."""
        now, known = self._clock(), self._failed.setdefault(_net(address), deque())
        while known and known[0] <= now - WINDOW_S:
            known.popleft()
        if len(known) >= TRIES:
            return int(known[0] + WINDOW_S - now) + 1
        known.append(now)
        self._forget_oldest()
        return 0

    def forgive(self, address: str) -> None:
        """The last try of this address did not fail."""
        if known := self._failed.get(_net(address)):
            known.pop()

    def _forget_oldest(self) -> None:
        """Addresses that tried longest ago are forgotten first, so that no stranger fills the memory."""
        while len(self._failed) > MOST_ADDRESSES:
            del self._failed[min(self._failed, key=lambda known: self._failed[known][-1] if self._failed[known] else 0)]


def _net(address: str) -> str:
    """The address, of IPv6 the network that one customer has."""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(told) if told.version == 4 else str(ipaddress.ip_network(f"{told}/64", strict=False))
