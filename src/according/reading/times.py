"""Dates and periods in a text, resolved to EDTF (ISO 8601-2) against the day of publication.

Precision is kept: "in March" is a month and never a day. A date without a year takes the year that fits the day of
publication and the order in which the document tells events; where neither is known the year stays open
(`XXXX-09-21`). The words are found by patterns, since their forms are few and their meaning exact.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from according.model import Document, Reading, Span, TimeExpression

from .calendar_words import (
    MONTH,
    SEASONS,
    SPANISH_MONTH,
    WEEKDAY,
    add_months,
    month_number,
    real_date,
    week_of,
    weekday_number,
)
from .layers import Draft
from .number_words import NUMBER, number_value

_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_PART = r"(?:(?:the )?(?:very )?(?:early|mid|middle of|late|beginning of|start of|end of)[- ](?:in )?)"
_TODAY = r"(?:(?:earlier|later) )?(?:today|tonight|yesterday|tomorrow)"
_DAYTIME = r"(?: (?:early |late )?(?:morning|afternoon|evening|night))?"
_UNIT = r"(?:days?|weeks?|months?|years?|decades?)"
_FEW = rf"(?:{NUMBER}|an?|a few|several|a couple(?: of)?|the)"

_CUES = re.compile(
    rf"\d|{WEEKDAY}|{MONTH}|{SPANISH_MONTH}|today|tonight|yesterday|tomorrow|\b(?:ago|later|earlier|this|last|next|past|previous|"
    r"following|that (?:same )?(?:day|night|morning|evening|afternoon)|same day|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(
    r"\b(?:(?:on|in) or (?:about|around)|about|around|approximately|approx\.|roughly|circa|ca\.|c\.)\s+$", re.IGNORECASE
)
_RELEASE = re.compile(r"\bFOR (?:IMMEDIATE )?RELEASE\b:?", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since(?: at least)?|on or after)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to|on or before|no later than)\s+$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|shall|won['’]t|scheduled|expected|is set|are set|set for|is due|are due|upcoming|forthcoming|"
    r"to be (?:sentenced|arraigned|tried|held|heard)|(?:returns?|due back) to court|due back|plans? to|"
    r"next court date|going to|"
    r"until|no later than|deadline)\b|['’]ll\b",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|early|mid|late|through|throughout|around|about|circa|"
    r"year|to|and|between|the|an?|his|her|their|its|this|that|for|summer|spring|fall|autumn|winter|back in|as of|"
    r"[A-Z][a-z]+['’]s|or)[\s-]+|\(|[–—/-]|, )$",
    re.IGNORECASE,
)
_AFTER_YEAR = re.compile(
    r"^(?:\s*(?:people|persons|members|men|women|troops|soldiers|civilians|victims|pounds|kilos|kilograms|grams|dollars|"
    r"miles|feet|meters|metres|hours|homes|houses|block|acres|square|euros|pesos|cases|times|rounds|tons|percent|"
    r"participants|employees|officers|students|residents|documents|pages)\b|\s*%|,\d|\.\d|[A-Za-z])",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(r"\b(?:black|bloody|good|ash|fat|super|cyber|holy|palm|easter|giving)\s+$", re.IGNORECASE)
_RANGE_LINK = re.compile(
    r"^,?\s*(?:-|–|—|to|through|thru|until|up to|(?:and )?continuing (?:through|until|to|up to)|and through)\s*"
    r"(?:on or about |on or around |in or about |at least |the )?$",
    re.IGNORECASE,
)
_AND = re.compile(r"^,?\s*and\s+(?:on or about |on or around |in or about )?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:on or about |in or about )?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:on or about |in or about |at least )?$", re.IGNORECASE)
_LOOK_BACK = 400
"""Characters within which a date with its year may lend that year to a later date without one."""
_LOOK_AHEAD_DAYS = 7
"""A date without a year this little after publication is of the same year even where nothing says "will"."""


@dataclass(frozen=True, slots=True)
class Clock:
    """When the document was published, as precisely as known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The day of publication, if known to the day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return real_date(self.year, self.month, self.day)

    @classmethod
    def of(cls, edtf: str | None) -> "Clock":
        """Read from an EDTF date; an interval or open date gives an empty clock."""
        found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$", edtf or "")
        if found is None:
            return cls()
        parts = [int(part) if part else None for part in found.groups()]
        if parts[1] is not None and not 1 <= parts[1] <= 12:
            return cls(parts[0])
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Point:
    """A date as written: what the words give, before a year is looked for; `edtf` where the form fixes it all."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    edtf: str | None = None
    last_day: int | None = None
    until: "Point | None" = None
    relative: "Callable[[Context], str | None] | None" = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a date without a year, or a relative one, is resolved against."""

    clock: Clock
    told: tuple[int, int | None, int | None] | None
    near: bool
    future: bool


Build = Callable[[re.Match[str]], Point | None]


def _edtf(year: int | None, month: int | None = None, day: int | None = None) -> str:
    parts = [f"{year:04d}" if year is not None else "XXXX"]
    parts += [f"{part:02d}" for part in (month, day) if part is not None]
    return "-".join(parts)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    return 2000 + short if short <= 35 else 1900 + short


def _point(found: re.Match[str]) -> Point | None:
    groups = found.groupdict()
    name = groups.get("month")
    if name is not None and not _reads_as_month(name):
        return None
    month = month_number(name) if name else None
    day = int(groups["day"]) if groups.get("day") else None
    year = _full_year(groups["year"].lstrip("'’")) if groups.get("year") else None
    if day is not None and month is not None and real_date(year or 2000, month, day) is None:
        return None
    if not groups.get("last"):
        return Point(*found.span(), year=year, month=month, day=day)
    end_day = int(groups["last"])
    if day is None or month is None or end_day <= day or real_date(year or 2000, month, end_day) is None:
        return Point(found.start(), found.end("day"), month=month, day=day)
    return Point(*found.span(), year=year, month=month, day=day, last_day=end_day)


def _reads_as_month(name: str) -> bool:
    """Lower case is a month only where the word is nothing else: not "may", "march", "mar", "august"."""
    word = name.rstrip(".")
    return word[0].isupper() or (len(word) > 4 and word not in ("march", "august"))


def _numeric(found: re.Match[str]) -> Point | None:
    first, second, year = int(found["a"]), int(found["b"]), _full_year(found["year"])
    month, day = (second, first) if first > 12 else (first, second)
    if real_date(year, month, day) is None:
        return None
    return Point(*found.span(), year=year, month=month, day=day)


def _iso_date(found: re.Match[str]) -> Point | None:
    year, month, day = (int(part) for part in found.groups())
    return Point(*found.span(), year=year, month=month, day=day) if real_date(year, month, day) else None


def _bare_month(found: re.Match[str]) -> Point | None:
    if not _reads_as_month(found["month"]):
        return None
    return Point(
        found.start("part") if found["part"] else found.start("month"), found.end(), month=month_number(found["month"])
    )


def _years(found: re.Match[str]) -> Point | None:
    first, second = found["year"], found["to"]
    last = int(second) if len(second) == 4 else int(first[:2] + second)
    if last <= int(first) or _AFTER_YEAR.match(found.string[found.end() : found.end() + 20]):
        return None
    return Point(*found.span(), edtf=f"{first}/{last}")


def _bare_year(found: re.Match[str]) -> Point | None:
    text = found.string
    before, after = text[max(0, found.start() - 30) : found.start()], text[found.end() : found.end() + 20]
    if _AFTER_YEAR.match(after) or not (_BEFORE_YEAR.search(before) or found["part"]):
        return None
    return Point(*found.span(), year=int(found["year"]))


def _season(found: re.Match[str]) -> Point | None:
    return Point(*found.span(), edtf=f"{found['year']}-{SEASONS[found['season'].lower()]}")


def _decade(found: re.Match[str]) -> Point | None:
    digits = found["decade"]
    start = int(digits) if len(digits) == 4 else (2000 if int(digits) <= 20 else 1900) + int(digits)
    return Point(*found.span(), edtf=f"{start // 10:03d}X")


def _relative(resolve: Callable[[re.Match[str], Context], str | None]) -> Build:
    def build(found: re.Match[str]) -> Point | None:
        return Point(*found.span(), relative=lambda context: resolve(found, context))

    return build


def _todays(found: re.Match[str], context: Context) -> str | None:
    words = found[0].lower()
    days = -1 if "yesterday" in words or "last night" in words else 1 if "tomorrow" in words else 0
    days -= "before yesterday" in words
    clock = context.clock
    if clock.date is None:
        return _edtf(clock.year, clock.month) if days == 0 and clock.year is not None else None
    return _iso(_shift(clock.date, days))


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(found: re.Match[str], context: Context) -> str | None:
    published = context.clock.date
    if published is None:
        return None
    behind = (published.weekday() - weekday_number(found["weekday"])) % 7
    which = (found["which"] or "").lower()
    if which in ("next", "coming", "this coming") or (not which and context.future):
        return _iso(_shift(published, 7 - behind if behind or which else 0))
    if which in ("last", "past", "this past") and behind == 0:
        behind = 7
    return _iso(_shift(published, -behind))


def _this_or_last(found: re.Match[str], context: Context) -> str | None:
    which, unit = found["which"].lower(), found["unit"].lower().rstrip(".")
    step = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming") else 0
    clock = context.clock
    if clock.year is None:
        return None
    if unit == "year":
        return _edtf(clock.year + step)
    if unit in SEASONS:
        return _fit_season(clock, SEASONS[unit], step)
    if clock.month is None:
        return None
    if unit == "month":
        return _edtf(*add_months(clock.year, clock.month, step))
    if unit in ("week", "weekend"):
        return _fit_week(clock.date, unit, step)
    month = month_number(unit)
    if step < 0:
        return _edtf(clock.year if month < clock.month else clock.year - 1, month)
    if step > 0:
        return _edtf(clock.year if month > clock.month else clock.year + 1, month)
    return _edtf(clock.year, month)


def _fit_season(clock: Clock, season: int, step: int) -> str | None:
    if clock.year is None or clock.month is None:
        return None
    begins = {21: 3, 22: 6, 23: 9, 24: 12}[season]
    if step < 0 and clock.month <= begins + 2:
        return f"{clock.year - 1}-{season}"
    if step > 0 and clock.month >= begins:
        return f"{clock.year + 1}-{season}"
    return f"{clock.year}-{season}"


def _fit_week(published: date | None, unit: str, step: int) -> str | None:
    if published is None:
        return None
    inside = _shift(published, 7 * step)
    if inside is None:
        return None
    first, last = week_of(inside)
    if unit == "weekend":
        if step == 0 and published.weekday() < 2:  # on Monday and Tuesday "this weekend" mostly is the one just over
            first, last = first - timedelta(days=7), last - timedelta(days=7)
        return f"{(last - timedelta(days=1)).isoformat()}/{last.isoformat()}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _count(words: str) -> tuple[float, bool] | None:
    """How many, and whether only about: "three", "a couple of"."""
    word = words.lower().strip()
    if word in ("a", "an", "the"):
        return 1, False
    if word.startswith("a couple"):
        return 2, True
    if word in ("a few", "several"):
        return None
    value = number_value(word)
    return None if value is None or value > 1000 else (value, False)


def _ago(found: re.Match[str], context: Context) -> str | None:
    count = _count(found["count"])
    clock = context.clock
    if count is None or clock.year is None:
        return None
    unit = found["unit"].lower().rstrip("s")
    if unit == "day":
        at = _iso(_shift(clock.date, -int(count[0]))) if clock.date else None
        return at + "~" if at and count[1] else at
    return _back(clock, unit, count[0], "~")


def _back(clock: Clock, unit: str, count: float, mark: str) -> str | None:
    """The day, month or year that lies so far before publication, at the precision of the unit."""
    if clock.year is None or clock.year - count * (10 if unit == "decade" else 1) < 1:
        return None
    if unit in ("year", "decade"):
        return _edtf(int(clock.year - count * (10 if unit == "decade" else 1))) + mark
    if unit == "month":
        return None if clock.month is None else _edtf(*add_months(clock.year, clock.month, -int(count))) + mark
    day = None if clock.date is None else _shift(clock.date, -int(count * (7 if unit == "week" else 1)))
    return None if day is None else day.isoformat() + mark


def _past_period(found: re.Match[str], context: Context) -> str | None:
    count = _count(found["count"] or "a")
    clock = context.clock
    if count is None or clock.year is None:
        return None
    unit = found["unit"].lower().rstrip("s")
    begin = _back(clock, unit, count[0], "")
    end = _back(clock, unit, 0, "")
    return f"{begin}/{end}" if begin and end else None


def _that_day(found: re.Match[str], context: Context) -> str | None:
    told = context.told
    return _edtf(*told) if told is not None and told[2] is not None and found else None


def _from_told(found: re.Match[str], context: Context) -> str | None:
    told = context.told
    words = found[0].lower()
    sign = -1 if re.search(r"earlier|before|previous", words) else 1
    count = _count(found.groupdict().get("count") or "a")
    if told is None or count is None:
        return None
    unit = found["unit"].lower()
    unit = "day" if unit in ("morning", "afternoon", "evening", "night") else unit.rstrip("s")
    year, month, day = told
    if unit in ("year", "decade"):
        return _edtf(year + sign * int(count[0]) * (10 if unit == "decade" else 1))
    if month is None:
        return None
    if unit == "month":
        return _edtf(*add_months(year, month, sign * int(count[0])))
    start = real_date(year, month, day) if day is not None else None
    if start is None:
        return None
    moved = _shift(start, sign * int(count[0]) * (7 if unit == "week" else 1))
    return None if moved is None else moved.isoformat() + ("~" if unit == "week" else "")


def _form(pattern: str, build: Build) -> tuple[re.Pattern[str], Build]:
    return re.compile(rf"(?<![\w$#]){pattern}(?!\w)".replace(" ", r"\s"), re.IGNORECASE), build


_LEAD_IN = (
    rf"(?:(?:(?:{_TODAY}|this (?:morning|afternoon)),? )?\(?{WEEKDAY}{_DAYTIME},? (?:the )?|{_TODAY},? |"
    r"(?:early |late )?(?:morning|evening) (?:hours )?of |(?:last|this past|this|next) )?"
)
_YEAR_AFTER = rf"(?:,? ?(?:of |del? )?(?P<year>{_YEAR}|['’]\d\d))?"
_SHORT_YEAR = r"['’]?\d\d(?!\d|:|,\d|(?: |-)?(?:year|people|men|a\.m|p\.m))"
_IN = r"(?:in|since|by|until|during|of|from|to|and|through|between|as early as|around|about)"
_LAST_DAY = (
    rf"(?: ?(?:-|–|—|to|through|and(?= \d\d?(?:st|nd|rd|th)?,? \d{{4}})) ?(?P<last>{_DAY}){_ORDINAL}(?!\d|:|,\d|/))?"
)

FORMS: tuple[tuple[re.Pattern[str], Build], ...] = (
    _form(r"(\d{4})-(\d\d)-(\d\d)", _iso_date),
    _form(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4}|\d\d)", _numeric),
    _form(
        rf"{_LEAD_IN}(?P<month>{MONTH}) (?:the )?(?P<day>{_DAY}){_ORDINAL}{_LAST_DAY}(?!\d|:\d){_YEAR_AFTER}",
        _point,
    ),
    _form(
        rf"(?:{_TODAY} )?[\[(]?{_LEAD_IN}(?:the )?(?P<day>{_DAY}){_ORDINAL} (?:of |de )?"
        rf"(?P<month>{MONTH}|{SPANISH_MONTH})"
        rf"(?:,? ?(?:of |del? )?(?P<year>{_YEAR}|{_SHORT_YEAR}))?(?:[\])](?!\w))?",
        _point,
    ),
    _form(rf"{_PART}?(?P<month>{MONTH})(?:,? | of |, in |-)(?P<year>{_YEAR})", _point),
    _form(rf"{_IN} (?P<part>{_PART})?(?P<month>{MONTH})(?! ?\d| (?-i:[A-Z]))", _bare_month),
    _form(rf"(?P<part>{_PART})(?P<month>{MONTH})(?! ?\d)", _bare_month),
    _form(rf"(?P<part>)(?P<month>{MONTH})(?= (?:through|to) {MONTH}| ?[-–] ?{MONTH})", _bare_month),
    _form(rf"(?P<season>spring|summer|fall|autumn|winter)(?:,? | of )(?P<year>{_YEAR})", _season),
    _form(rf"(?P<year>{_YEAR}) ?[-–—/] ?(?P<to>{_YEAR}|\d\d)(?!-)", _years),
    _form(rf"(?P<part>{_PART})?(?P<year>{_YEAR})", _bare_year),
    _form(rf"(?:the )?{_PART}?(?:the )?(?P<decade>1[5-9]\d0|20\d0)['’]?s", _decade),
    _form(rf"(?:the )?{_PART}?(?:the )?['’](?P<decade>\d0)s", _decade),
    _form(
        rf"(?:the day before yesterday|last night|{_TODAY}{_DAYTIME}|(?:earlier )?this (?:morning|afternoon|evening))",
        _relative(_todays),
    ),
    _form(
        rf"(?:(?P<which>last|this|next|this past|this coming|past|coming) )?(?:early |late )?"
        rf"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day){_DAYTIME}",
        _relative(_weekday),
    ),
    _form(
        rf"(?:(?:earlier|later|early|late) )?(?:the )?(?P<which>this|last|next|past|previous|coming) "
        rf"(?P<unit>week(?:end)?|month|year|{'|'.join(SEASONS)}|{MONTH}(?! ?\d))",
        _relative(_this_or_last),
    ),
    _form(rf"(?P<count>{_FEW}) (?P<unit>{_UNIT}) ago", _relative(_ago)),
    _form(rf"the (?:last|past) (?:(?P<count>{_FEW}) )?(?P<unit>{_UNIT})", _relative(_past_period)),
    _form(
        r"(?:later )?(?:(?:that|the) same (?:day|night|evening|morning|afternoon)|"
        r"that (?:day|night|evening|afternoon|morning))",
        _relative(_that_day),
    ),
    _form(
        r"the (?:next|following|previous) (?P<unit>day|morning|night|evening|week|month|year)", _relative(_from_told)
    ),
    _form(rf"(?P<count>{_FEW}) (?P<unit>{_UNIT}) (?:later|earlier|after that|before that)", _relative(_from_told)),
)
"""Every form of date that is known, with the function that reads it; at one place the longest match wins."""


def find_points(text: str, stretch: Span) -> list[Point]:
    """The dates written in a stretch, in order, none overlapping; not yet resolved."""
    inside = text[stretch.start : stretch.end]
    if _CUES.search(inside) is None:
        return []
    found = [point for pattern, build in FORMS for m in pattern.finditer(inside) if (point := build(m)) is not None]
    found.sort(key=lambda p: (p.start, -p.end))
    kept: list[Point] = []
    for point in found:
        if (not kept or point.start >= kept[-1].end) and not _HOLIDAY.search(
            inside[max(0, point.start - 8) : point.start]
        ):
            kept.append(point)
    return [replace(p, start=p.start + stretch.start, end=p.end + stretch.start) for p in _join_ranges(inside, kept)]


def _join_ranges(text: str, points: list[Point]) -> list[Point]:
    joined: list[Point] = []
    for point in points:
        first = joined[-1] if joined else None
        if first is not None and first.until is None and _is_plain(first) and _is_plain(point):
            gap, before = text[first.end : point.start], text[: first.start]
            between = _BETWEEN.search(before)
            opening = between or _FROM.search(before)
            if (between and _AND.match(gap)) or _RANGE_LINK.match(gap):
                start = opening.start() if opening else first.start
                joined[-1] = replace(first, start=start, end=point.end, until=point)
                continue
        joined.append(point)
    return joined


def _is_plain(point: Point) -> bool:
    return point.relative is None and point.edtf is None and point.last_day is None


def resolve_point(point: Point, context: Context, *, before: str = "") -> str | None:
    """The EDTF of a date; `before` is the text that leads up to it ("on or about", "since").

    Returns:
        None where neither the words nor the context fix at least a month and day or a year.
    """
    if point.relative is not None:
        return point.relative(context)
    if point.edtf is not None:
        return point.edtf
    if point.until is not None:
        return _interval(point, point.until, context)
    year = point.year if point.year is not None else fit_year(point.month, point.day, context)
    edtf = _edtf(year, point.month, point.day)
    if point.last_day is not None:
        return f"{edtf}/{_edtf(year, point.month, point.last_day)}" if year is not None else None
    if year is None:
        return edtf if point.day is not None else None
    if _APPROXIMATE.search(before):
        edtf += "~"
        before = _APPROXIMATE.sub("", before)
    if _SINCE.search(before):
        return f"{edtf}/.."
    return f"../{edtf}" if _UNTIL.search(before) else edtf


def _interval(first: Point, last: Point, context: Context) -> str | None:
    begin, end = first.year, last.year
    if begin is None and end is None:
        begin = fit_year(first.month, first.day, context)
    if begin is None and end is not None:
        begin = end if _in_year(first) <= _in_year(last) else end - 1
    if end is None and begin is not None:
        end = begin if _in_year(first) <= _in_year(last) else begin + 1
    if begin is None or end is None:
        return None
    first_edtf, last_edtf = _edtf(begin, first.month, first.day), _edtf(end, last.month, last.day)
    return f"{first_edtf}/{last_edtf}" if first_edtf[:10] <= last_edtf[:10] + "~" else None


def _in_year(point: Point) -> tuple[int, int]:
    return point.month or 1, point.day or 1


def fit_year(month: int | None, day: int | None, context: Context) -> int | None:
    """The year that a month or day without one belongs to (CLAIMS.md ruling 12).

    A date told shortly before lends its year where the new one continues the story within two months; else the last
    such day before publication is meant, or the next one if the sentence looks ahead.

    Returns:
        None where nothing is known to resolve it against.
    """
    if month is None:
        return None
    clock, told = context.clock, context.told
    if told is not None and told[1] is not None and not context.future:
        ahead = (month, day or 31) >= (told[1], told[2] or 1)
        if context.near and ahead and month - told[1] <= 2:
            return told[0]
        if clock.year is None:
            return told[0] if ahead or told[1] - month < 6 else told[0] + 1
    if clock.year is None or clock.month is None:
        return None
    if context.future:
        return clock.year if (month, day or 31) >= (clock.month, clock.day or 1) else clock.year + 1
    if day is not None and clock.date is not None:
        for year in (clock.year + 1, clock.year, clock.year - 1):
            candidate = real_date(year, month, day)
            if candidate is not None and (candidate - clock.date).days <= _LOOK_AHEAD_DAYS:
                return year
        return clock.year - 1
    return clock.year if month <= clock.month else clock.year - 1


def read_times(document: Document, stretches: Iterable[Span]) -> tuple[TimeExpression, ...]:
    """The dates and periods in the stretches of a document, in order.

    Args:
        document: its `published` is the day that relative dates count from, or the earlier one on which a release says
            that it was released; if it has none, a full date in its dateline or first lines is.
        stretches: sentences or segments in document order; a date never crosses their borders.
    """
    text = document.text
    clock = Clock.of(document.published) if document.published else _printed_clock(document)
    released = _released(text)
    if released is not None and clock.date is not None and released < clock.date:
        clock = Clock(released.year, released.month, released.day)
    return tuple(_resolve_all(text, stretches, clock))


def _resolve_all(text: str, stretches: Iterable[Span], clock: Clock) -> Iterator[TimeExpression]:
    told: tuple[int, int | None, int | None] | None = None
    told_at = -_LOOK_BACK
    for stretch in stretches:
        points = find_points(text, stretch)
        ends = [stretch.start, *(p.end for p in points)]
        for i, point in enumerate(points):
            stop = points[i + 1].start if i + 1 < len(points) else stretch.end
            future = _looks_ahead(
                text[max(ends[i], point.start - 150) : point.start], text[point.end : min(stop, point.end + 60)]
            )
            near = point.start - told_at <= _LOOK_BACK
            before = text[max(stretch.start, point.start - 30) : point.start]
            edtf = resolve_point(point, Context(clock, told, near, future), before=before)
            yield TimeExpression(point.start, point.end, edtf)
            known = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(?:~|$)", edtf or "")
            if known is not None and known[2] is not None:
                told = int(known[1]), int(known[2]), int(known[3]) if known[3] else None
                told_at = point.end


def _looks_ahead(before: str, after: str) -> bool:
    return (
        _FUTURE.search(before) is not None
        or re.match(r"(?!,?\s*(?:and|but)\b),?[^.;]{0,40}\bwill\b", after) is not None
    )


def _released(text: str) -> date | None:
    """The day that stands right behind FOR IMMEDIATE RELEASE: a page may be put up days after what it holds."""
    told = _RELEASE.search(text, 0, 3000)
    for point in find_points(text, Span(told.end(), min(len(text), told.end() + 60))) if told else ():
        if point.year is not None and point.month is not None and point.day is not None:
            return real_date(point.year, point.month, point.day)
    return None


def _printed_clock(document: Document) -> Clock:
    """The date printed in the first lines, which dates "today" like a supplied one (ruling 36)."""
    for segment in document.segments or ():
        if segment.kind in ("dateline", "byline") and segment.start < 3000:
            for point in find_points(document.text, segment.span):
                if point.year is not None and point.day is not None:
                    return Clock(point.year, point.month, point.day)
    head = re.match(r"[^\n]*(?:\n[^\n]*){0,3}", document.text[:400])
    for point in find_points(document.text, Span(0, head.end() if head else 0)):
        if (
            point.year is not None
            and point.day is not None
            and re.search(r"[\[(]|--|—|–", document.text[: point.end + 40])
        ):
            return Clock(point.year, point.month, point.day)
    return Clock()


def stretches_of(reading: Reading) -> list[Span]:
    """What is read of a document: its sentences, or else its segments without boilerplate, or else its lines."""
    if reading.sentences:
        return [sentence.span for sentence in reading.sentences]
    if reading.document.segments:
        return [segment.span for segment in reading.document.segments if segment.kind != "boilerplate"]
    return [Span(*line.span()) for line in re.finditer(r"[^\n]+", reading.text)]


def add_times(draft: Draft) -> Reading:
    """The reading with its dates."""
    reading = draft.reading
    return replace(
        reading,
        times=read_times(reading.document, stretches_of(reading)),
        layers=reading.layers | {"times"},
    )
