"""One legal step in the text."""

from dataclasses import dataclass

from according.model import Argument, DateValue, Span


@dataclass(frozen=True, slots=True)
class Step:
    """One legal step in the text: its word, its stage, who took it, and the clause that names offences."""

    token: int
    stage: str
    people: tuple[Argument, ...]
    span: Span
    rule: str
    prior: bool = False
    polarity: str | None = None
    certainty: str | None = None
    date: DateValue | None = None
