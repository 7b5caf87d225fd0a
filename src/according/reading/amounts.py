"""Figures with their bounds and units: people, money, years of a sentence, ages, weights, counts of things.

"Between 3,000 and 5,000", "at least", "up to" keep their bounds; "about" keeps its words. A number is read only where
a unit, a currency or an age says what it counts, so that house numbers, sections of law and dates stay out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from according.model import AmountExpression, Reading, Span, TimeExpression

from .calendar_words import MONTHS
from .layers import Draft
from .lexicon import plurals, table, words
from .number_words import DIGITS, NUMBER, SCALES, number_value
from .times import stretches_of

_SCALE = rf"(?:[ -](?:{'|'.join(SCALES)})\b|(?<=\d)[kKmM]\b)"
_FIGURE = rf"(?:{NUMBER}(?: 1/2| and a half)?{_SCALE}*)"
_CURRENCY = r"(?:US ?\$|U\.S\. ?\$|C\$|A\$|\$|£|€|¥|S/\.? ?)"
_VAGUE = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "millions": 2_000_000,
    "tens of millions": 20_000_000,
    "hundreds of millions": 200_000_000,
    "billions": 2_000_000_000,
}
_EXACT = {"a couple": 2, "a pair": 2, "a dozen": 12, "half a dozen": 6, "a half dozen": 6, "a half-dozen": 6, "both": 2}
_EXACT |= {"two dozen": 24, "three dozen": 36, "four dozen": 48, "a score": 20, "the couple": 2}
_AT_LEAST = (
    "at least|no fewer than|no less than|not less than|a minimum of|over|more than|upwards of|upward of|in excess of|"
    "above|exceeding|well over|greater than"
)
_AT_MOST = (
    "up to|as many as|as much as|as long as|a maximum of|no more than|not more than|at most|under|less than|fewer than|"
    "below"
)
_ABOUT = "about|approximately|around|roughly|some|an estimated|estimated|nearly|almost|close to|approx\\."
_QUANTITY = re.compile(
    rf"(?<![\w$£€.,/-])(?:(?P<bound>{_AT_LEAST}|{_AT_MOST}|{_ABOUT}) )?"
    rf"(?:(?:an? )?(?:additional|estimated|combined|total of) )?"
    rf"(?:(?P<vague>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})(?: of)?"
    rf"|(?P<exact>{'|'.join(sorted(_EXACT, key=len, reverse=True))})(?: of)?"
    rf"|(?:(?P<between>between) |(?:anywhere )?from )?(?P<money>{_CURRENCY} ?)?(?P<low>{_FIGURE})"
    rf"(?: ?(?:-|–|—|to|or|(?(between)and|(?!))) ?(?P<money2>{_CURRENCY} ?)?(?P<high>{_FIGURE}))?)"
    rf"(?P<plus>\+| or more|-plus| plus\b| or so\b| or fewer| or less)?(?![\w/])",
    re.IGNORECASE,
)
_OLD = re.compile(r"^(?:[ -]years?[ -]olds?|[ -]year[ -]old| years? of age|-yr-old|-years?)(?!\w)", re.IGNORECASE)
_YOUNG = re.compile(r"^[ -](?:months?|weeks?|days?)[ -]olds?\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages|the age of|ages of)(?: of| between| from)? $", re.IGNORECASE)
_AFTER_NAME = re.compile(r"(?P<name>[^\W\d_][\w'’.-]*),? \(?$")
_AGE_CLOSES = re.compile(
    r"^(?:[,;.)]|$| of | from | and (?:[A-Z]|his|her|the)| who | was | were | is | had | has |\s*\()"
)
_TO_LIFE = re.compile(r"^(?:[ -]years?)?[ -]to[ -]life\b", re.IGNORECASE)
_LIFE = re.compile(
    r"\b(?:\w+ consecutive )?life"
    r"(?: (?:sentences?|terms?|imprisonment|in (?:state |federal )?prison|behind bars))?"
    r"(?: without (?:the )?(?:possibility of )?parole)?",
    re.IGNORECASE,
)
_PARTITIVE = frozenset({"of", "the", "these", "those", "his", "her", "their", "its", "our", "them"})
_UNIT_WORD = re.compile(r"[ -]?(%|[^\W\d_][\w'’]*(?:-[^\W\d_]\w*)*)")
_MAX_WORDS = 5
"""Words between a number and what it counts: "three suspected members of the crew"."""
_SYMBOLS = {"£": "GBP", "€": "EUR", "¥": "JPY", "C$": "CAD", "A$": "AUD", "S/": "PEN"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that words of number allow; None where they leave it open."""

    min: float | None
    max: float | None


def read_bounds(found: re.Match[str]) -> Bounds | None:
    """The bounds of one match of a quantity; None if its figures cannot be read."""
    if found["vague"]:
        return Bounds(float(_VAGUE[found["vague"].lower()]), None)
    low = float(_EXACT[found["exact"].lower()]) if found["exact"] else _value(found["low"], found["high"])
    high = _value(found["high"], None) if found["high"] else None
    if low is None or (found["high"] and high is None):
        return None
    bound, plus = (found["bound"] or "").lower(), (found["plus"] or "").lower().strip()
    if high is not None:
        return Bounds(low, high) if low < high else None
    if re.fullmatch(_AT_LEAST, bound) or plus in ("+", "or more", "-plus", "plus"):
        return Bounds(low, None)
    if re.fullmatch(_AT_MOST, bound) or plus in ("or fewer", "or less"):
        return Bounds(None, low)
    return Bounds(low, low)


def _value(figure: str, partner: str | None) -> float | None:
    """The value of a figure; "two to three million" lends the scale of its second number to the first."""
    half = re.search(r" (?:1/2|and a half)", figure)
    figure = re.sub(r" (?:1/2|and a half)", "", figure)
    short = re.fullmatch(rf"({DIGITS})([kKmM])", figure)
    if short:
        return float(short[1].replace(",", "")) * (1_000 if short[2] in "kK" else 1_000_000)
    value = number_value(figure)
    if value is None:
        return None
    value += 0.5 if half else 0
    scale = re.search(r"(hundred|thousand|million|billion|trillion)s?$", (partner or "").lower())
    if scale and not re.search(r"hundred|thousand|illion", figure, re.IGNORECASE) and value < 1_000:
        value *= SCALES[scale[1]]
    return value


def find_amounts(text: str, stretch: Span, *, times: Sequence[TimeExpression] = ()) -> list[AmountExpression]:
    """The amounts written in a stretch, in order, none overlapping.

    Args:
        text: the stored text.
        stretch: a sentence or segment.
        times: dates in order; a number that is part of one is no amount.
    """
    inside = text[stretch.start : stretch.end]
    starts = [t.start for t in times]
    found: list[AmountExpression] = []
    at = 0
    while (match := _QUANTITY.search(inside, at)) is not None:
        amount = _read(inside, match)
        if amount is None or _in_time(stretch.start + match.start("low"), starts, times, match["low"] is not None):
            narrower = _narrower(match)
            at = narrower if narrower is not None else match.end()
            continue
        found.append(amount)
        at = amount.end
    for life in _LIFE.finditer(inside):
        spoken = " " in life[0] or re.search(r"\bsentenced to $", inside[: life.start()], re.IGNORECASE)
        if spoken and not any(a.start < life.end() and life.start() < a.end for a in found):
            found.append(AmountExpression(life.start(), life.end(), None, None, "year"))
    found.sort(key=lambda a: a.start)
    return [replace(a, start=a.start + stretch.start, end=a.end + stretch.start) for a in found]


def _narrower(match: re.Match[str]) -> int | None:
    """Where to look again when a range made no sense: "in 2015 and 21 men"."""
    return match.start("high") if match["high"] else None


def _in_time(at: int, starts: list[int], times: Sequence[TimeExpression], figure: bool) -> bool:
    if not figure:
        return False
    i = bisect_right(starts, at) - 1
    return i >= 0 and at < times[i].end


def _read(text: str, match: re.Match[str]) -> AmountExpression | None:
    bounds = read_bounds(match)
    if bounds is None:
        return None
    start, end = match.span()
    after = text[end : end + 90]
    if match["money"] or match["money2"]:
        symbol = (match["money"] or match["money2"]).strip().upper().rstrip(".")
        return AmountExpression(start, end, bounds.min, bounds.max, _SYMBOLS.get(symbol, "USD"))
    if match["low"]:
        life = _TO_LIFE.match(after)
        if life:
            return AmountExpression(start, end + life.end(), bounds.min, None, "year")
        age = _age(text, match, bounds)
        if age is not None:
            return age
    unit = unit_after(after)
    if unit is None:
        return None
    name, length = unit
    life = _TO_LIFE.match(after[length:])
    if name == "year" and life:
        return AmountExpression(start, end + length + life.end(), bounds.min, None, "year")
    return AmountExpression(start, end + length, bounds.min, bounds.max, name)


def _age(text: str, match: re.Match[str], bounds: Bounds) -> AmountExpression | None:
    low = bounds.min if bounds.min is not None else bounds.max
    if low is None or low > 120 or low != int(low):
        return None
    start, end = match.span()
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    old = _OLD.match(after)
    if old and not (old[0].lower().startswith("-year") and "old" not in old[0].lower()):
        return AmountExpression(start, end + old.end(), bounds.min, bounds.max, "age")
    young = _YOUNG.match(after)
    if young:
        return AmountExpression(start, end + young.end(), 0.0, 0.0, "age")
    if _AGED.search(before) and unit_after(after) is None:
        return AmountExpression(start, end, bounds.min, bounds.max, "age")
    name = _AFTER_NAME.search(before)
    if name is None or match["bound"] or match["high"] or not match["low"].isdigit():
        return None
    word = name["name"]
    separated = before.rstrip("( ").endswith(",") or before.endswith("(")
    if word[0].isupper() and word.lower().rstrip(".") not in MONTHS and separated and _AGE_CLOSES.match(after):
        return AmountExpression(start, end, low, low, "age")
    return None


def unit_after(after: str) -> tuple[str, int] | None:
    """The unit that the words after a number name, and how far they reach: `people`, `year`, `kg`, `round` ...

    "three suspected members" counts members; "two of the men" counts men. None if nothing countable follows.
    """
    people, units = plurals("people"), table("units")
    at = 0
    for seen in range(_MAX_WORDS):
        word = _UNIT_WORD.match(after, at)
        if word is None:
            return None
        name = word[1].lower()
        bare = re.sub(r"['’]s?$", "", name)
        following = _UNIT_WORD.match(after, word.end())
        two = f"{bare}-{following[1].lower()}" if following and seen < 2 else ""
        if two in units and two.endswith(("peso", "pesos")):
            return units[two], following.end() if following else word.end()
        last = bare.rsplit("-", 1)[-1]
        if bare in people or (last in people and bare not in units):
            return "people", at + len(word[0]) - (len(name) - len(bare))
        unit = units.get(bare) or (units.get(last) if seen else None)
        compound = following is not None and following[1].lower() in people and following[0][:1] in " -"
        if unit is not None and not compound and not (seen and len(bare) < 3):
            return unit, at + len(word[0]) - (len(name) - len(bare))
        if name in words("stops_after_number") and not (name in _PARTITIVE and seen < 2):
            return None
        at = word.end()
    return None


def read_amounts(text: str, stretches: Iterable[Span], times: Sequence[TimeExpression] = ()) -> list[AmountExpression]:
    """The amounts in the stretches of a text, in order."""
    return [amount for stretch in stretches for amount in find_amounts(text, stretch, times=times)]


def add_amounts(draft: Draft) -> Reading:
    """The reading with its figures."""
    reading = draft.reading
    amounts = read_amounts(reading.text, stretches_of(reading), reading.times)
    return replace(reading, amounts=tuple(amounts), layers=reading.layers | {"amounts"})
