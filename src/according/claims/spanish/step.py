"""One Spanish step of law, its day and the term that it gives."""

import re
from dataclasses import dataclass

from according.model import AmountValue, DateValue, Span
from according.reading.spanish.lexicon import number

from .view import View

TERM = re.compile(
    r"^[^.;]{0,25}?\ba (?:una pena de )?(?P<term>(?:(?:(?P<n>\d+|[a-z]+) (?P<unit>anos?|meses|"
    r"dias)(?: y (?:\d+|[a-z]+) meses)?"
    r"(?: (?:hasta|a) (?:cadena perpetua|\d+ anos))?|(?:\w+ )?cadenas? perpetuas?|muerte|"
    r"pena de muerte))(?: (?:en|de) (?:prision|la carcel|carcel)"
    r"(?: estatal| federal)?)?(?: sin (?:la )?posibilidad de libertad condicional)?)"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where its words stand, its stage, its people (indices of mentions), and what it is for.

    `region` is where its offences and deeds are looked for. A `prior` one belongs to an earlier matter (ruling 17).
    """

    sentence: int
    start: int
    end: int
    stage: str
    people: tuple[int, ...]
    region: Span
    rule: str
    prior: bool = False
    negated: bool = False
    own: bool = False


def step_date(view: View, step: Step) -> DateValue | None:
    """The day of a step: told in its own stretch, else the "today" at the head of its sentence."""
    start, _ = view.bounds(step.sentence)
    today = view.reading.document.published or "9999"
    own = [t for t in view.reading.times if step.start <= t.start < step.region.end and t.edtf]
    lead = [t for t in view.reading.times if start <= t.start < min(step.start, start + 6) and t.edtf]
    for time in (*own[:1], *lead[:1]):
        if time.edtf and time.edtf[:10] <= today[:10]:
            return DateValue(time.edtf, view.text[time.start : time.end])
    return None


def term_of(view: View, step: Step) -> AmountValue | None:
    """The sentence that a step gives: "a 117 años hasta cadena perpetua", "a cadena perpetua"."""
    if step.stage != "sentenced":
        return None
    m = TERM.match(view.plain[step.end : step.end + 140])
    if m is None:
        return None
    text = " ".join(view.text[step.end + m.start("term") : step.end + m.end("term")].split())
    count = number(m["n"]) if m["n"] else None
    if count is None:
        return AmountValue(text)
    unit = {"a": "year", "m": "month", "d": "day"}[m["unit"][0]]
    return AmountValue(text, count, None if "perpetua" in m["term"] else count, unit)
