"""Whether a step was taken at all: denied, conditional, possible, or still to come."""

import re

from .page import Page
from .wordlists import words

_ANNOUNCED = frozenset({"dismiss", "drop", "release", "sentence", "convict"})
"""Steps that a headline tells ahead: "Case to be dismissed"."""


def step_polarity(page: Page, token: int) -> str | None:
    """`negated` where an adverb denies the step; None where nothing is said."""
    said = {page.word(c) for c in page.dependents(token, "advmod")}
    return "negated" if said & words("certainty", "negators") else None


def is_conditional(page: Page, token: int) -> bool:
    """Whether the step hangs on an "if" or "when"."""
    if any(
        page.word(c) in ("if", "unless", "whether", "until", "when") for c in page.dependents(token, "mark", "advmod")
    ):
        return True
    start = page.tokens[token].start
    return bool(re.search(r"\b(?:if|unless)\s+$", page.text[max(0, start - 8) : start], re.IGNORECASE))


def is_still_to_be(page: Page, token: int) -> bool:
    """Whether the step is still to be taken, or hangs on a noun of what may be ("the possibility of charging him")."""
    if page.lemma(token) in words("certainty", "steps") and is_future(page, token):
        return True
    above = page.tokens[token].head
    return above >= 0 and page.lemma(above) in words("certainty", "possibilities")


def is_modal(page: Page, token: int) -> bool:
    """Whether the step only might or should be taken."""
    return bool(
        {page.word(c) for c in page.dependents(token, "aux")} & {"would", "could", "may", "might", "should", "can"}
    )


def is_future(page: Page, token: int) -> bool:
    """Whether the step is still to come, or only asked for."""
    around = {page.word(c) for c in page.dependents(token, "aux", "advmod", "mark")}
    if around & {"will", "would", "shall", "could", "may", "might", "should"}:
        return True
    head = page.tokens[token].head
    if {"to", "be"} <= around and page.tokens[token].deprel in ("root", "acl") and page.lemma(token) in _ANNOUNCED:
        return True
    return "to" in around and head >= 0 and page.lemma(head) in words("law", "lists.to_come")
