"""Deeds and legal steps that nobody took: wished for, recommended, declined or only supposed."""

from .draft import Draft
from .page import Page
from .wordlists import words

_REACH = 3
"""Predicates above the trigger among which a wish is looked for."""


def is_undone(page: Page, draft: Draft) -> bool:
    """Whether the trigger of an accusation tells a wish ("would love to indict her"), a refusal or a case put."""
    if draft.stage is None or draft.predicate not in ("perpetrator_of", "accused_of"):
        return False
    return _is_supposed(page, draft.trigger) or _is_wished(page, draft)


def _is_supposed(page: Page, trigger: int) -> bool:
    """ "If he was responsible for the fire": a case put, not told."""
    return any(page.word(m) in ("if", "unless", "whether") for m in page.dependents(trigger, "mark", "advmod"))


def _is_wished(page: Page, draft: Draft) -> bool:
    below = draft.trigger
    if page.word(below - 1) == "to" and page.lemma(below - 2) in words("undone", "wishing"):
        return True
    for above in list(page.ancestors(below))[:_REACH]:
        if page.tokens[above].upos == "VERB":
            if page.lemma(above) in words("undone", "wishing") and _is_infinitive(page, below):
                return True
            if draft.polarity != "negated" and _is_refused(page, below, above):
                return True
            if draft.stage == "sentenced" and page.lemma(above) in words("undone", "recommending"):
                return True
        below = above
    return False


def _is_refused(page: Page, below: int, above: int) -> bool:
    """ "Declined to charge him": the one who might have, did not."""
    denied = any(page.word(c) in words("certainty", "negators") for c in page.dependents(above, "advmod"))
    return page.lemma(above) in words("undone", "refusing") and not denied and _is_infinitive(page, below)


def _is_infinitive(page: Page, verb: int) -> bool:
    """ "To indict", or the bare form after "recommend that"."""
    if page.tokens[verb].deprel.split(":")[0] not in ("xcomp", "ccomp", "advcl"):
        return False
    return page.tokens[verb].xpos == "VB" and not page.dependents(verb, "aux")
