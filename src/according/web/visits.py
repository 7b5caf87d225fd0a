"""When this browser last looked at the overview: numbers of the newest version and decision it saw, in a cookie."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SEEN = "according-seen"
PAUSE = timedelta(minutes=30)
"""Without a look for so long, what was seen last becomes the last visit."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The ledger at one look: numbers of its newest version and decision, and the instant in UTC, to the minute."""

    versions: int
    decisions: int
    at: datetime

    @property
    def words(self) -> str:
        """The instant as it is shown."""
        return self.at.strftime("%Y-%m-%d %H:%M UTC")

    def __str__(self) -> str:
        return f"{self.versions}.{self.decisions}.{int(self.at.timestamp())}"


def read_visits(cookie: str) -> list[Visit]:
    """The last visit and the newest look, as the cookie has them; what is malformed was no visit."""
    found = []
    for part in cookie.split("_")[:2]:
        numbers = part.split(".")
        if len(numbers) == 3 and all(n.isdecimal() and len(n) < 12 for n in numbers):
            found.append(Visit(int(numbers[0]), int(numbers[1]), datetime.fromtimestamp(int(numbers[2]), UTC)))
    return found


def look(cookie: str, revision: tuple[int, ...], now: datetime) -> tuple[Visit | None, str]:
    """The last visit, None at the first, and the cookie that keeps it beside the present look.

    Args:
        revision: of the ledger now (`Ledger.revision`): its first number is of versions, its fifth of decisions.
    """
    seen = read_visits(cookie)
    present = Visit(revision[0], revision[4], now)
    if not seen:
        return None, f"{present}_{present}"
    last, newest = seen[0], seen[-1]
    if now - newest.at > PAUSE:
        last = newest
    return last, f"{last}_{present}"
