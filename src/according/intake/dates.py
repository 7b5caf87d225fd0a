"""When a document was published: what it says of itself in metadata or in words, as precise as it says it.

A wrong date is worse than none: it moves every claim of the document. So only words that can mean nothing else are
read ("Published July 22, 2009", "FOR IMMEDIATE RELEASE ... March 18, 2015", a dateline), an order of day and month that
could be either is not guessed, and a date in the future or before 1900 is refused.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

EARLIEST_YEAR = 1900
MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre set",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<{}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo),?\s+"
)
WEEKDAYS = ("mon lun", "tue mar", "wed mi", "thu jue", "fri vie", "sat sab sáb", "sun dom")
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|º)?"
_FORMS = (
    r"(?P<y0>\d{4})-(?P<m0>\d{2})(?:-(?P<d0>\d{2}))?(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z"
    r"|[+-]\d{2}:?\d{2})?)?(?![\d-])",
    _MONTH.format("m1") + r"\s*" + _DAY.format("d1") + r"\s*,?\s*(?:de\s+|del\s+)?(?P<y1>\d{4})(?!\d)",
    _DAY.format("d2") + r"\s+(?:de\s+)?" + _MONTH.format("m2") + r",?\s+(?:de\s+|del\s+)?(?P<y2>\d{4})(?!\d)",
    r"(?P<a3>\d{1,2})(?P<s3>[/.])(?P<b3>\d{1,2})(?P=s3)(?P<y3>\d{4})(?!\d)",
    _MONTH.format("m4") + r",?\s+(?:de\s+|del\s+)?(?P<y4>\d{4})(?!\d)",
)
_DATE = r"(?<![\w/])(?P<weekday>" + _WEEKDAY + r")?(?:" + "|".join(_FORMS) + ")"
_CLOCK = r"(?:,?\s*(?:at|a las|-|–|\|)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?)?(?:\s+[A-Z]{2,4}\b)?)?"
_ANY_DATE = re.compile(_DATE, re.IGNORECASE)
_WHOLE_LINE = re.compile(r"\s*\(?" + _DATE + _CLOCK + r"\)?\s*\.?\s*", re.IGNORECASE)
_LABEL = (
    r"(?:(?P<page>date\s+(?:published|posted)|published(?:\s+(?:on|at))?|posted(?:\s+on)?|publicado(?:\s+el)?"
    r"|publicaci[oó]n|fecha\s+de\s+publicaci[oó]n)"
    r"|date\s+(?:released|of\s+release)|release\s+date|date|released(?:\s+on)?|issued(?:\s+on)?|fecha"
    r"|for\s+(?:immediate\s+)?release(?:\s+on)?|para\s+(?:su\s+)?publicaci[oó]n\s+inmediata"
    r"|para\s+divulgaci[oó]n\s+inmediata)"
)
"""What stands before a date of publication; as `page`, that of a page, which may have been put up years later."""
_LABELLED = re.compile(r"^\W*" + _LABEL + r"\W*\s*" + _DATE + _CLOCK + r"\W*(?:$|[|•·–—-]|by\b|por\b)", re.IGNORECASE)
_LABEL_ALONE = re.compile(r"^\W*" + _LABEL + r"\W*$", re.IGNORECASE)
_FOR_RELEASE = re.compile(
    r"\b(?:for\s+immediate\s+release|para\s+(?:su\s+)?(?:publicaci[oó]n|divulgaci[oó]n)\s+inmediata"
    r"|comunicado\s+de\s+prensa|(?:press|news)\s+release)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .,'’()/-]{1,60}?),?\s+(?:" + _WEEKDAY + r")?"
    r"(?:(?P<d>\d{1,2})\s+(?P<m>[A-Za-z]{3,10})\.?,?\s+(?P<y>\d{4}|\d{2})"
    r"|(?P<m2>[A-Za-z]{3,10})\.?\s+(?P<d2>\d{1,2}),\s+(?P<y2>\d{4}))(?=\s*(?:\(|--|-|–|—|:|\[|\n|$))"
)
_RELATIVE = re.compile(
    r"\b(?P<when>today|hoy|yesterday|ayer|tomorrow|mañana),?\s+(?:on\s+|el\s+)?\(?" + _DATE, re.IGNORECASE
)
_DAYS_ON = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1, "tomorrow": -1, "mañana": -1}
_STAMP = re.compile(r"\s*(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}\s*")

_IN_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<mark>[/-])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?![\d.])")

HEAD_LINES = 40
"""Lines in which a date of publication is looked for: below them stand other stories' dates."""

RELEASE_LINES = 12
"""Lines between FOR IMMEDIATE RELEASE and its date: names and telephone numbers of a press office stand between."""

SCHEDULED_DAYS = 31
"""A page written to appear later was last changed this long before it appeared, at most."""

BODY_CHARS = 200
"""A line this long is a paragraph of the story: a date line below it is not the story's own."""


def is_edtf(value: str) -> bool:
    """Whether `value` is a calendar day, month or year in EDTF: `2025-05-15`, `2025-05`, `2025`."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def parse_date(words: str, *, today: date | None = None) -> str | None:
    """The one date that `words` are, in EDTF, or None if they are none, could be two, or cannot be true.

    Args:
        words: a date and nothing else: ISO 8601, `July 22, 2009`, `22 de julio de 2009`, `18/3/2015`, with or without
            weekday and time of day.
        today: a day after which no document can have been published; by default the day after the present one.
    """
    words = words.strip()
    match = _WHOLE_LINE.fullmatch(words) or _ANY_DATE.match(words)
    if match is None or (match.end() < len(words) and words[match.end()] not in " T,"):
        return words if is_edtf(words) and _plausible(words, today) else None
    return _edtf(match, today)


def find_published(lines: Sequence[str], *, today: date | None = None) -> str | None:
    """The date of publication in the words of a document, in EDTF, or None.

    Args:
        lines: the lines of the document in order, white space kept or not.
        today: see `parse_date`.
    """
    lines = _whole_dates(lines)
    for find in (_told, _in_dateline, _stamped, _on_a_line_of_its_own, _today):
        found = find(lines, today)
        if found is not None:
            return found
    return None


def date_in_address(url: str, *, today: date | None = None) -> str | None:
    """The day in the path of an address ("/2023/04/05/dock-raid"), in EDTF; None if there is none or more than one.

    It is the day on which a page was put up, mostly that of its publication: ask only where the page says nothing.
    """
    told = {_checked(int(found["y"]), int(found["m"]), int(found["d"]), today) for found in _IN_ADDRESS.finditer(url)}
    return told.pop() if len(told) == 1 else None


def _whole_dates(lines: Sequence[str]) -> list[str]:
    """The lines, a date that was broken over two of them ("September", "8, 2011") put together again."""
    mended = list(lines)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number, below in itertools.pairwise(filled):
        first, joined = mended[number].strip(), f"{mended[number].strip()} {mended[below].strip()}"
        if first.rstrip(".").lower() in MONTHS and len(joined) < BODY_CHARS and _WHOLE_LINE.fullmatch(joined):
            mended[number], mended[below] = joined, ""
    return mended


def _told(lines: Sequence[str], today: date | None) -> str | None:
    """What a label says: the day that the release gives itself, else the day on which the page appeared.

    Pages are put up again years later, and a day typed by hand may be a slip (last year's number, a later day than the
    page's): then the page's day counts, and so does whichever of the two the story's own "today" bears out.
    """
    page, own = _labelled(lines, today, page=True), _labelled(lines, today, page=False)
    own = own or _beside_release(lines, today)
    if page is None or own is None or page == own:
        return own or page
    implied = set(_implied(lines, today))
    for day in (own, page):
        if day in implied:
            return day
    return page if own > page or own[4:] == page[4:] else own


def _labelled(lines: Sequence[str], today: date | None, *, page: bool) -> str | None:
    """`Published July 22, 2009`, `Date: November 9, 2015`, or the label on one line and the date on the next.

    Below the first paragraph such a line may belong to a list of other stories: there it counts if it stands alone.
    """
    below: set[str | None] = set()
    story = False
    for number, line in enumerate(lines):
        story = story or len(line) > BODY_CHARS
        match = _LABELLED.match(line)
        label = match or _LABEL_ALONE.match(line)
        if label is None or (label["page"] is not None) != page:
            continue
        if match is None:
            under = next((text for text in lines[number + 1 : number + 3] if text.strip()), "")
            match = _WHOLE_LINE.fullmatch(under)
        if match is not None and not story:
            return _edtf(match, today)
        if match is not None:
            below.add(_edtf(match, today))
    return below.pop() if len(below) == 1 else None


def _beside_release(lines: Sequence[str], today: date | None) -> str | None:
    """A date line a few lines above or below FOR IMMEDIATE RELEASE."""
    for number, line in _head(lines):
        if not _FOR_RELEASE.search(line):
            continue
        inside = _ANY_DATE.search(line)
        if inside is not None and len(line) < BODY_CHARS:
            return _edtf(inside, today)
        for near in (*lines[number + 1 : number + RELEASE_LINES], *reversed(lines[max(0, number - 4) : number])):
            if len(near) > BODY_CHARS:
                break
            match = _WHOLE_LINE.fullmatch(near)
            if match is not None:
                return _edtf(match, today)
    return None


def _in_dateline(lines: Sequence[str], today: date | None) -> str | None:
    """`PORT MAREN, 3 JAN 90 (WIRE) --` at the head of the first paragraphs."""
    for _, line in _head(lines):
        match = _DATELINE.match(line.strip())
        if match is not None:
            month = MONTHS.get((match["m"] or match["m2"]).lower())
            if month is not None:
                return _checked(_full_year(match["y"] or match["y2"]), month, int(match["d"] or match["d2"]), today)
    return None


def _stamped(lines: Sequence[str], today: date | None) -> str | None:
    """The time stamps that page markup for machines leaves in a text: published, then changed, two lines together."""
    for first, second in itertools.pairwise(lines):
        match, later = _STAMP.fullmatch(first), _STAMP.fullmatch(second)
        if match is None or later is None or not _plausible(match[1], today) or not is_edtf(later[1]):
            continue
        if date.fromisoformat(match[1]) - date.fromisoformat(later[1]) <= timedelta(days=SCHEDULED_DAYS):
            return match[1]
    return None


def _on_a_line_of_its_own(lines: Sequence[str], today: date | None) -> str | None:
    """A date on a line of its own above the first paragraph, if there is only one."""
    found: set[str] = set()
    for _, line in _head(lines):
        if len(line) > BODY_CHARS:
            break
        match = _WHOLE_LINE.fullmatch(line)
        value = _edtf(match, today) if match is not None else None
        if value is not None and len(value) == len("2000-01-01"):
            found.add(value)
    return found.pop() if len(found) == 1 else None


def _today(lines: Sequence[str], today: date | None) -> str | None:
    """`was charged today, July 11, 2018`: the day of the words is the day of the document; only if all agree."""
    found = {day for day, on in _implied(lines, today).items() if on == 0}
    return found.pop() if len(found) == 1 else None


def _implied(lines: Sequence[str], today: date | None) -> dict[str, int]:
    """Days of the document by its own words, and how many days before it the nearest such word spoke of.

    `arraigned yesterday, July 14, 2016` was written on 15 July.
    """
    found: dict[str, int] = {}
    for match in itertools.chain.from_iterable(map(_RELATIVE.finditer, lines)):
        value, on = _edtf(match, today), _DAYS_ON[match["when"].lower()]
        if value is not None and len(value) == len("2000-01-01"):
            day = (date.fromisoformat(value) + timedelta(days=on)).isoformat()
            found[day] = min(abs(on), found.get(day, 1))
    return found


def _head(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines of the head, blank ones left out."""
    seen = 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        yield number, line
        seen += 1
        if seen >= HEAD_LINES:
            return


def _edtf(match: re.Match[str], today: date | None) -> str | None:
    part = match.groupdict()
    value = _calendar_day(part, today)
    if value is None or part["weekday"] is None or len(value) < len("2000-01-01"):
        return value
    # A weekday that the day does not have shows a slip of the pen, often last year's number in January.
    names = WEEKDAYS[date.fromisoformat(value).weekday()].split()
    return value if part["weekday"].lower().startswith(tuple(names)) else None


def _calendar_day(part: dict[str, str | None], today: date | None) -> str | None:
    def number(name: str) -> int:
        return int(part[name] or 0)

    def month(name: str) -> int:
        return MONTHS[(part[name] or "").lower()]

    if part["y0"] is not None:
        return _checked(number("y0"), number("m0"), number("d0") if part["d0"] else None, today)
    if part["y1"] is not None:
        return _checked(number("y1"), month("m1"), number("d1"), today)
    if part["y2"] is not None:
        return _checked(number("y2"), month("m2"), number("d2"), today)
    if part["y3"] is not None:
        return _numeric(number("a3"), number("b3"), number("y3"), today)
    return _checked(number("y4"), month("m4"), None, today)


def _numeric(first: int, second: int, year: int, today: date | None) -> str | None:
    """Day and month in figures: read only where one of them cannot be a month, or both are the same."""
    if first > 12:
        return _checked(year, second, first, today)
    if second > 12 or first == second:
        return _checked(year, first, second, today)
    return None


def _full_year(digits: str) -> int:
    """`90` is 1990 and `05` is 2005: two digits mean the nearest year that is not in the future."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if 2000 + year <= date.today().year else 1900 + year


def _checked(year: int, month: int, day: int | None, today: date | None) -> str | None:
    value = f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else "")
    return value if _plausible(value, today) else None


def _plausible(value: str, today: date | None) -> bool:
    last = today if today is not None else date.today() + timedelta(days=1)
    return is_edtf(value) and int(value[:4]) >= EARLIEST_YEAR and value <= last.isoformat()[: len(value)]


def is_date_line(line: str) -> bool:
    """Whether the line is a date, with or without a label and a time of day, and nothing else."""
    return len(line) < BODY_CHARS and bool(_WHOLE_LINE.fullmatch(line) or _LABELLED.fullmatch(line.strip()))
