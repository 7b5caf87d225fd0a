"""What speaks for and against two people of two documents being one, as figures for the linking model and in words.

Each piece of evidence is a function of the two people, their documents' clues and the model alone: so a pair is judged
the same whatever else a ledger holds and in whatever order it came.
"""

import math
from dataclasses import dataclass

from .clues import Clues
from .people import Person
from .person_names import LEVELS, agreement

AGE_SLACK = 1
"""Years by which a told age may stray from what the dates allow: birthdays, and days of writing."""
FAR_OFF, OFF = 12.0, 3.0
"""Years that ages may be off of two with one full name, as slips of the pen are, and of two whose names only agree."""
FEATURES = (
    "fuller", "surnames", "misspelt", "middle differs", "long name", "rare name", "clues", "clue share", "no clues",
    "age fits", "same age", "age off", "same town", "other town", "same office", "other office", "one official",
    "years apart", "one suffix", "name and clues",
)  # fmt: skip
"""The figures, in the order of the model's weights."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a pair. `bits` are those of the shared clues, `rarity` those of the rarer of the two names."""

    level: str
    rarity: float
    bits: float
    share: float
    age_off: float | None
    same_age: bool
    towns: bool | None
    offices: bool | None
    officials: int
    years: float | None
    one_suffix: bool
    parts: int
    copies: bool = False

    def figures(self) -> list[float]:
        """The evidence as the model takes it, in the order of `FEATURES`."""
        clues = math.log2(1 + self.bits)
        return [
            *(float(self.level == level) for level in LEVELS[1:]),
            float(self.parts > 2 and self.level == "same"),
            self.rarity / 8,
            clues,
            self.share,
            float(self.bits < 1),
            float(self.age_off == 0),
            float(self.same_age),
            0.0 if self.age_off is None else min(self.age_off, 8.0) / 4,
            float(self.towns is True),
            float(self.towns is False),
            float(self.offices is True),
            float(self.offices is False),
            float(self.officials == 1),
            0.0 if self.years is None else math.log1p(self.years),
            float(self.one_suffix),
            clues * self.rarity / 16,
        ]

    def reasons(self) -> list[str]:
        """What speaks for the two being one, in words that name nobody."""
        told = [_AGREED[self.level]]
        told += ["age fits"] if self.age_off == 0 else []
        told += ["same town"] if self.towns is True else []
        told += ["same office"] if self.offices is True else []
        told += ["the documents share rare details"] if self.bits >= 1 else []
        return told + (["the documents are copies"] if self.copies else [])

    def doubts(self) -> list[str]:
        """What speaks against it."""
        told = [f"ages {self.age_off:.0f} years off"] if self.age_off else []
        told += ["other town"] if self.towns is False else []
        told += ["other office"] if self.offices is False else []
        return told + (["nothing rare shared"] if self.bits < 1 else [])


_AGREED = {
    "same": "same full name",
    "fuller": "one name fuller",
    "surnames": "one surname of two",
    "misspelt": "names a letter apart",
    "middle differs": "first and last name agree",
}

TWICE = "named in one document as two"


def veto(a: Person, b: Person) -> str | None:
    """Why two people cannot be one whatever else is shared; None if nothing forbids it."""
    if a.document == b.document:
        return TWICE
    level = agreement(a.name, b.name)
    if level is None:
        return "names differ"
    off = age_off(a, b)
    if off is not None and off > (FAR_OFF if level == LEVELS[0] else OFF):
        return "ages differ"
    return None


def age_off(a: Person, b: Person) -> float | None:
    """Years by which the ages told are further apart than the dates allow, 0 if they fit, None if one is not told.

    An age may be told as of the deed: then it stays the same in later documents, which counts as fitting.
    """
    if not a.ages or not b.ages:
        return None
    return min(_off(x, a.year, y, b.year) for x in a.ages for y in b.ages)


def _off(x: int, year: float | None, y: int, other: float | None) -> float:
    if year is None or other is None:
        return max(0.0, abs(x - y) - 8.0)
    first, then = ((x, y) if year <= other else (y, x)) if year != other else (min(x, y), max(x, y))
    grown, passed = then - first, abs(other - year)
    return max(0.0, -grown - AGE_SLACK, grown - passed - AGE_SLACK)


def evidence(a: Person, b: Person, clues_a: Clues, clues_b: Clues, rarity: float, *, copies: bool = False) -> Evidence:
    """The evidence for a pair that no veto forbids.

    Args:
        rarity: bits of the words that the names share. copies: whether the documents carry one text.
    """
    bits = clues_a.shared(clues_b, a.words | b.words)
    least = min(float(clues_a.bits.sum()), float(clues_b.bits.sum()))
    return Evidence(
        agreement(a.name, b.name) or "middle differs", rarity, bits, bits / (least + 20), age_off(a, b),
        bool(a.ages & b.ages), bool(a.towns & b.towns) if a.towns and b.towns else None,
        a.office == b.office if a.office and b.office else None, a.official + b.official,
        None if a.year is None or b.year is None else abs(a.year - b.year),
        (a.name.suffix is None) != (b.name.suffix is None), min(len(a.name.parts), len(b.name.parts)), copies,
    )  # fmt: skip
