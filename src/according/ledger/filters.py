"""Which claims and documents a question is about, as data."""

from dataclasses import dataclass
from datetime import date

from according.errors import SettingError


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Every field narrows the answer; None leaves it open.

    Attributes:
        collections: names of the collections that the asker may see; None sees all.
        entities: entity ids of documents; a claim counts if one is its subject, its object or its speaker.
        as_of: ISO day; only documents published on or before it (undated ones are left out then).
        known_on: ISO day (of UTC, to its end) or instant; only what the ledger had recorded by then: documents,
            readings, claims, links, decisions and undoings.
        dated_from, dated_to: ISO days between which the claim's own date must start.
        public_only: leave out confidential and sealed documents and those under embargo.
        superseded: whether to keep claims that a later one replaces.
    """

    collections: tuple[str, ...] | None = None
    document: str | None = None
    predicates: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    entities: tuple[str, ...] | None = None
    as_of: str | None = None
    known_on: str | None = None
    dated_from: str | None = None
    dated_to: str | None = None
    public_only: bool = False
    superseded: bool = True


EVERYTHING = ClaimFilter()


def clocks(as_of: str | None = None, known_on: str | None = None) -> ClaimFilter:
    """The filter of two days as they were typed: what was published by the one, what was recorded by the other.

    Args:
        as_of, known_on: ISO days; empty or None leaves a clock open.

    Raises:
        SettingError: if one is no day.
    """
    return ClaimFilter(as_of=_day("as-of", as_of), known_on=_day("known-on", known_on))


def _day(clock: str, words: str | None) -> str | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise SettingError(f"--{clock} {words!r} is not a day. Write for example --{clock} 2025-05-31") from error
