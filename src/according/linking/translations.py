"""Translations of one text, found by what no translator changes: names, figures, case numbers, days, length.

Only documents of different languages that share a name or a case number and were published within weeks of each other
are compared, and each text is taken for the twin of the one it agrees with best, the nearer in time of two that agree
as well, if that one agrees best with it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from .copies import Copy
from .sheets import Sheet

WITHIN_DAYS = 21
AGREEMENT = 0.45
"""Mean share of the names and of the figures of either text that the other has, from which two texts are twins."""
LEAST_SHARED = 4
"""Names and figures in common that a pair needs at least."""
SOON_DAYS, SOON_SHARED = 3, 3
"""Of two texts of one office that come out so near to each other, and are as long, so many are enough."""
SOON_LENGTHS = (0.75, 1.35)
LENGTHS = (0.5, 2.0)
"""Bounds of the ratio of lengths in words; Spanish runs some 15 % longer than English, and some twins are cut."""
CROWD = 400
"""A name in more documents than this (the head of the office) leads to no pair."""


def find_translations(sheets: Sequence[Sheet]) -> list[Copy]:
    """Pairs of documents in different languages that carry one text."""
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        if sheet.language is not None:
            for key in (*sheet.names, *sheet.cases):
                by_key[key].append(place)
    best: dict[int, tuple[tuple[float, int], int]] = {}
    scores: dict[tuple[int, int], float] = {}
    for places in (*(p for p in by_key.values() if len(p) <= CROWD), *_soon(sheets)):
        if len({sheets[p].language for p in places}) > 1:
            for a, b in _across(places, sheets):
                if (a, b) not in scores:
                    scores[(a, b)] = agreement(sheets[a], sheets[b])
    for (a, b), score in sorted(scores.items()):
        if score >= AGREEMENT:
            told = (score, -(sheets[a].days_from(sheets[b]) or 0))
            for mine, theirs in ((a, b), (b, a)):
                if mine not in best or told > best[mine][0]:
                    best[mine] = (told, theirs)
    return [
        _translation(sheets[a], sheets[b], told[0])
        for a, (told, b) in sorted(best.items())
        if a < b and best[b][1] == a
    ]


def agreement(one: Sheet, other: Sheet) -> float:
    """How far two texts agree in names and figures, 0..1; 0 where length, day or case number speak against it."""
    days = one.days_from(other)
    if days is not None and days > WITHIN_DAYS:
        return 0.0
    ratio = len(one.words) / max(len(other.words), 1)
    if not LENGTHS[0] <= ratio <= LENGTHS[1] or (one.cases and other.cases and not one.cases & other.cases):
        return 0.0
    soon = days is not None and days <= SOON_DAYS and one.office == other.office != ""
    least = SOON_SHARED if soon and SOON_LENGTHS[0] <= ratio <= SOON_LENGTHS[1] else LEAST_SHARED
    if len(one.names & other.names) + len(one.numbers & other.numbers) < least:
        return 0.0
    return (_share(one.names, other.names) + _share(one.numbers, other.numbers)) / 2


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the smaller set, since a translator may drop a list or add an explanation; few members count for little."""
    least = min(len(one), len(other))
    return len(one & other) / max(least, 3)


def _soon(sheets: Sequence[Sheet]) -> list[list[int]]:
    """Documents of one office within a few days, of which one is in a language that the office seldom uses."""
    dated: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        if sheet.day is not None and sheet.office and sheet.language is not None:
            dated[sheet.office].append((sheet.day, place))
    found = []
    for told in dated.values():
        told.sort()
        usual = Counter(sheets[place].language for _, place in told).most_common(1)[0][0]
        days = [day for day, _ in told]
        for day, place in told:
            if sheets[place].language != usual:
                first = bisect_left(days, day - timedelta(SOON_DAYS))
                last = bisect_right(days, day + timedelta(SOON_DAYS))
                found.append([other for _, other in told[first:last]])
    return found


def _across(places: list[int], sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    by_language: defaultdict[str | None, list[int]] = defaultdict(list)
    for place in places:
        by_language[sheets[place].language].append(place)
    minor = sorted(by_language.values(), key=len)[:-1]
    found = []
    for group in minor:
        for a in group:
            found += [
                (min(a, b), max(a, b))
                for b in places
                if sheets[b].language != sheets[a].language and (sheets[a].days_from(sheets[b]) or 0) <= WITHIN_DAYS
            ]
    return found


def _translation(one: Sheet, other: Sheet, score: float) -> Copy:
    first, second = sorted((one.id, other.id))
    names, numbers = len(one.names & other.names), len(one.numbers & other.numbers)
    return Copy(first, second, "translation", round(score, 3), f"{names} names and {numbers} figures in common")
