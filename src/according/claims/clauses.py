"""Clauses: the verb that holds a word, and the dates that say when it happened."""

from according.model import DateValue

from .page import Page


def clause_of(page: Page, token: int) -> int | None:
    """The verb or predicate whose clause holds the token; None where nothing above has a subject."""
    return next((a for a in page.ancestors(token) if page.dependents(a, "nsubj", "nsubj:pass")), None)


def date_of(page: Page, verb: int | None) -> DateValue | None:
    """The first resolved date that depends on the verb itself ("in 2022"), not on a phrase below it."""
    if verb is None:
        return None
    for child in page.dependents(verb, "obl", "nmod", "advmod"):
        at = page.tokens[child].start
        for time in page.times_in(page.subtree_span(child)):
            value = page.date_value(time)
            if value is not None and time.start <= at < time.end:
                return value
    return None
