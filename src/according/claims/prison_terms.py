"""Sentences of a court: how long, in the document's words and in figures (`qualifiers.sentence`)."""

import re

from according.model import AmountValue, Span

from .page import Page
from .step import Step

_NUMBER = (
    r"(?:\d[\d.]*(?:\s\d/\d)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)"
    r"(?:-[\w-]+)?)"
)
_SENTENCE = re.compile(
    rf"(?:(?:{_NUMBER}\s+to\s+)?(?:(?:between|from)\s+)?[\w.-]+\s+(?:years?|months?|days?)"
    r"(?:\s+(?:to|and)\s+(?:life|[\w.-]+\s+(?:years?|months?|days?)))?|life)"
    r"(?:[- ](?:in|without|behind)\s+[\w ]{3,40}?)?"
    r"(?=[.,;]|\s+(?:for|after|in|on|by|and|with|behind|following|to be|under|where|plus)\b|$)",
    re.IGNORECASE,
)


def term_served(page: Page, step: Step) -> AmountValue | None:
    """The term that a step of sentencing gives, with its bounds where it has figures; None if none is told."""
    if step.stage != "sentenced":
        return None
    t = page.tokens[step.token]
    end = page.sentences[page.sentence_of(step.token)].end
    found = _SENTENCE.search(page.text, t.end, min(end, t.end + 160))
    if found is None or not re.search(
        r"\d|life|one|two|three|four|five|six|seven|eight|nine|ten|teen|ty", found.group(), re.I
    ):
        return None
    amounts = page.amounts_in(Span(found.start(), found.end()), "year", "month", "day")
    text = " ".join(found.group().split())
    if not amounts or re.search(r"\bhalf\b|\d/\d", text, re.IGNORECASE):
        return AmountValue(text)
    return AmountValue(text, amounts[0].min, None if "life" in text.lower() else amounts[0].max, amounts[0].unit)
