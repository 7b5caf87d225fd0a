"""How two people's names agree: the same, one fuller than the other, two surnames against one, a misspelling, or not.

Names are taken apart in `reading.names`; here two of them are compared, whatever else is known of their bearers.
Suffixes that differ, first names of the other gender and different full middle names speak against one person.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from according.reading.names import PersonName, fold, person_name

PARTICLES = frozenset(("de", "la", "las", "los", "del", "van", "von", "der", "da", "dos", "di", "al", "el", "bin", "y"))
PLACEHOLDERS = frozenset(f"{first} {last}" for first in ("john", "jane", "baby", "james") for last in ("doe", "roe"))
"""Names that stand for a withheld one: "John Doe" is anybody."""
MOST_PARTS = 8
"""A longer run of words is a sentence that a reader took for a name."""
# fmt: off
_ENDS = frozenset((
    "of", "the", "to", "for", "in", "and", "with", "under", "by", "on", "who", "was", "at", "from", "as", "or", "after",
    "his", "her",
))
# fmt: on
"""Words that end a name which a reader took too long."""
_LEAD = re.compile(
    rf"(?:[A-ZÀ-Þ][\w’'-]* ){{0,3}}(?:(?!(?:{'|'.join(sorted(PARTICLES | _ENDS))}) )[a-zà-ÿ][\w’'-]* )+"
    r"(?=[A-ZÀ-Þ][\w’'.-]* )|[A-Z]{3,} (?=[A-ZÀ-Þ][a-zà-ÿ])"
)
"""Words before a name that say who somebody is: "Former star Odal Finch", "league referee", "NTU"."""
LEVELS = ("same", "fuller", "surnames", "misspelt", "middle differs")
"""Ways to agree, the surest first."""


@dataclass(frozen=True, slots=True)
class LinkName:
    """A person's name as it is compared: folded words without particles, hyphens opened; initials stay one letter."""

    parts: tuple[str, ...]
    suffix: str | None
    nickname: str | None
    titled: bool

    @property
    def first(self) -> str:
        """The given name."""
        return self.parts[0]

    @property
    def last(self) -> str:
        """The last surname."""
        return self.parts[-1]


@lru_cache(maxsize=65536)
def link_name(text: str) -> LinkName | None:
    """The name in the words of a mention.

    Returns:
        None for what cannot be linked across documents: one word, a withheld name, digits, a run of more than
        `MOST_PARTS` words.
    """
    found: PersonName | None = person_name(_without_lead(text))
    if found is None:
        return None
    opened = [p for part in found.parts for p in part.replace("’", "").replace("'", "").split("-") if p]
    opened = opened[: next((i for i, part in enumerate(opened) if part in _ENDS), len(opened))]
    parts = tuple(p for p in opened if p not in PARTICLES)
    if not 2 <= len(parts) <= MOST_PARTS or any(c.isdigit() for p in parts for c in p):
        return None
    if f"{parts[0]} {parts[-1]}" in PLACEHOLDERS or len(parts[0]) + len(parts[-1]) < 4:
        return None
    nickname = fold(found.nickname).strip(".") if found.nickname else None
    return LinkName(parts, found.suffix, nickname, bool(found.titles))


def lead_of(text: str) -> list[str]:
    """The words before a name that say who somebody is."""
    return text[: len(text) - len(_without_lead(text))].split()


def _without_lead(text: str) -> str:
    found = _LEAD.match(text)
    while found is not None:
        text = text[found.end() :]
        found = _LEAD.match(text)
    return text


@lru_cache(maxsize=262144)
def agreement(a: LinkName, b: LinkName) -> str | None:
    """The surest of `LEVELS` in which two names agree, None if they are two people's."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return None
    if a.parts == b.parts:
        return "same"
    longer, shorter = (a, b) if (len(a.parts), a.parts) >= (len(b.parts), b.parts) else (b, a)
    return _exact(longer, shorter) or _misspelt(longer, shorter)


def _exact(longer: LinkName, shorter: LinkName) -> str | None:
    if not _given(longer, shorter):
        return None
    if longer.last == shorter.last:
        return "fuller" if _middles_fit(longer.parts[1:-1], shorter.parts[1:-1]) else "middle differs"
    rest = iter(longer.parts[1:])
    if len(longer.parts) > len(shorter.parts) and all(part in rest for part in shorter.parts[1:]):
        return "surnames"
    return None


def _given(a: LinkName, b: LinkName) -> bool:
    """Whether one given name, its initial or a told nickname stands first in both."""
    one, other = a.first, b.first
    return (
        one == other
        or (len(min(one, other, key=len)) == 1 and one[0] == other[0])
        or other == a.nickname
        or (one == b.nickname)
    )


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    fewer, more = sorted((one, other), key=len)
    return all(any(m == n or (len(min(m, n, key=len)) == 1 and m[0] == n[0]) for n in more) for m in fewer)


def _misspelt(longer: LinkName, shorter: LinkName) -> str | None:
    """Given name and one surname nearly the same, letter for letter; a change of gender is no misspelling."""
    if not _near(longer.first, shorter.first) or _other_gender(longer.first, shorter.first):
        return None
    exact = longer.first == shorter.first
    if any(_near(part, shorter.last) and (exact or part == shorter.last) for part in longer.parts[1:]):
        return "misspelt" if _middles_fit(longer.parts[1:-1], shorter.parts[1:-1]) or exact else None
    return None


def _near(a: str, b: str) -> bool:
    """One letter changed, left out or added in words of five letters or more, two in eight; of four, only left out."""
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if shorter < 4 or a[0] != b[0] or (shorter == 4 and len(a) == len(b)):
        return False
    return OSA.distance(a, b) <= (1 if shorter < 8 else 2) and JaroWinkler.similarity(a, b) >= 0.9


def _other_gender(a: str, b: str) -> bool:
    """ "Mario" and "Maria", "Angel" and "Angela": brother and sister more often than a slip."""
    low, high = sorted((a, b), key=len)
    return (len(low) == len(high) and low[:-1] == high[:-1] and {low[-1], high[-1]} <= set("aoei")) or (
        high[:-1] == low and high[-1] in "aoe"
    )


def block_keys(name: LinkName) -> frozenset[str]:
    """Keys of which two names that agree share at least one: the first letter, and each later word's consonants."""
    return frozenset(f"{name.first[0]}:{_skeleton(part)}" for part in name.parts[1:])


def _skeleton(word: str) -> str:
    """The first letter and the next two consonants that differ from it and from each other."""
    kept = word[0]
    for letter in word[1:]:
        if letter not in "aeiouyh" and letter not in kept and len(kept) < 3:
            kept += letter
    return kept
