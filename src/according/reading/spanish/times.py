"""Spanish dates, resolved against the day of publication: "el 18 de diciembre del 2007", "en abril", "ayer"."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from according.model import Span, TimeExpression

from .lexicon import fold

MONTHS = {
    "enero": 1,
    "febrero": 2,
    "marzo": 3,
    "abril": 4,
    "mayo": 5,
    "junio": 6,
    "julio": 7,
    "agosto": 8,
    "septiembre": 9,
    "setiembre": 9,
    "octubre": 10,
    "noviembre": 11,
    "diciembre": 12,
}
WEEKDAYS = {"lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6}
_MONTH = "|".join(MONTHS)
_WEEKDAY = "|".join(WEEKDAYS)
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS = (
    ("day", rf"(?P<day>[0-3]?\d)(?:ro|o)? del? (?:mes de )?(?P<month>{_MONTH})(?:,? (?:del? )?(?:ano )?{_YEAR})?\b"),
    ("month", rf"\b(?P<month>{_MONTH})(?: de|del|,)?(?: ano)? (?:de |del )?{_YEAR}\b"),
    ("past_month", rf"\bpasado mes de (?P<month>{_MONTH})\b|\bel pasado (?P<month2>{_MONTH})\b"),
    ("bare_month", rf"(?<=\ben )(?P<month>{_MONTH})\b(?! de \d)"),
    ("year", rf"(?:(?<=\ben )|(?<=\ben el )|(?<=\bdel )|(?<=\bde )|(?<=\bdesde ))(?:(?:el )?ano )?{_YEAR}\b(?! del? )"),
    ("today", r"\b(?:hoy|esta (?:manana|tarde|noche))\b"),
    ("yesterday", r"\bayer\b"),
    ("before_yesterday", r"\b(?:anteayer|antier)\b"),
    ("tomorrow", r"(?<!la )(?<!esta )(?<!proxima )(?<!de )\bmanana\b(?!s)"),
    ("last_week", r"\bla semana pasada\b"),
    ("last_month", r"\bel mes pasado\b"),
    ("last_year", r"\bel ano pasado\b"),
    ("weekday", rf"\bel (?:pasado )?(?P<weekday>{_WEEKDAY})(?: pasado)?\b(?!,? (?:el )?\d)"),
)
_ALL = tuple((name, re.compile(pattern)) for name, pattern in _FORMS)
_AHEAD = re.compile(
    r"\b(?:sera|seran|tendra|comenzara|proximo|proxima|comparecera|comparecer|fijada|programad[oa]s?)\b"
)


def find_times(text: str, stretches: Iterable[Span], published: str | None) -> tuple[TimeExpression, ...]:
    """The dates of the stretches, in order; one without a year takes the last that had it, None where unknown."""
    today = _day(published)
    return tuple(t for s in stretches for t in _in_stretch(text, s, today))


def _in_stretch(text: str, stretch: Span, today: date | None) -> Iterator[TimeExpression]:
    plain = " ".join(re.split(r"\s", fold(text[stretch.start : stretch.end])))
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for name, pattern in _ALL:
        for m in pattern.finditer(plain):
            if not any(m.start() < end and start < m.end() for start, end, _, _ in found):
                found.append((m.start(), m.end(), name, m))
    for start, end, name, m in sorted(found, key=lambda f: f[0]):
        ahead = _AHEAD.search(plain, max(0, start - 60), start) is not None
        yield TimeExpression(stretch.start + start, stretch.start + end, _resolve(name, m, today, ahead=ahead))


def _resolve(name: str, m: re.Match[str], today: date | None, *, ahead: bool) -> str | None:
    if name == "year":
        return m["year"]
    if name == "month":
        return f"{m['year']}-{MONTHS[m['month']]:02}"
    if name == "day":
        return _of_day(int(m["day"]), MONTHS[m["month"]], m["year"], today, ahead=ahead)
    if today is None:
        return None
    return _RELATIVE[name](m, today) if not (ahead and name == "weekday") else None


def _of_day(day: int, month: int, year: str | None, today: date | None, *, ahead: bool) -> str | None:
    try:
        if year:
            return date(int(year), month, day).isoformat()
        if today is None:
            date(2000, month, day)
            return f"XXXX-{month:02}-{day:02}"
        told = date(today.year, month, day)
        if told > today and not ahead:
            told = told.replace(year=today.year - 1)
        return told.isoformat()
    except ValueError:
        return None


def _last(month: int, today: date) -> str:
    return f"{today.year if month <= today.month else today.year - 1}-{month:02}"


def _weekday(m: re.Match[str], today: date) -> str:
    back = (today.weekday() - WEEKDAYS[m["weekday"]]) % 7
    return (today - timedelta(days=back)).isoformat()


_RELATIVE: dict[str, Callable[[re.Match[str], date], str]] = {
    "past_month": lambda m, today: _last(MONTHS[m["month"] or m["month2"]], today),
    "bare_month": lambda m, today: _last(MONTHS[m["month"]], today),
    "today": lambda _, today: today.isoformat(),
    "yesterday": lambda _, today: (today - timedelta(days=1)).isoformat(),
    "before_yesterday": lambda _, today: (today - timedelta(days=2)).isoformat(),
    "tomorrow": lambda _, today: (today + timedelta(days=1)).isoformat(),
    "last_week": lambda _, today: _week(today),
    "last_month": lambda _, today: (today.replace(day=1) - timedelta(days=1)).isoformat()[:7],
    "last_year": lambda _, today: str(today.year - 1),
    "weekday": _weekday,
}


def _week(today: date) -> str:
    monday = today - timedelta(days=today.weekday() + 7)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
