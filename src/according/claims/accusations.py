"""Accusations (accused_of): one claim for each defendant and offence of a legal step.

Prior convictions are claims of their own and never the stage of the present matter (ruling 17).
"""

from collections.abc import Iterator

from according.model import Qualifiers

from .charges import offences_of, tells_deed
from .draft import Draft
from .offences import Named, offence_argument
from .page import Page
from .prison_terms import term_served
from .step import Step
from .step_dates import prior_date
from .steps import steps_of

_NEED_OFFENCE = ("suspected", "accused")
"""Stages that say nothing without an offence."""
_WAYS_OUT = ("released", "dismissed", "acquitted", "overturned")
_NONE: tuple[None] = (None,)
_ANYBODY = frozenset({"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "no one", "nobody"})
"""Words for nobody in particular: "any decision to charge someone" charges nobody."""
_COUNTED = frozenset({"first", "second", "third", "fourth", "fifth", "another"})
"""What is left of a headline's victim: "Ferryman Who Shot Two, Wounded Third Sentenced"."""


def _offence_served_for(page: Page, step: Step) -> list[Named]:
    """The offence that a sentence is for which names none, where the same people are told beside it as having been
    convicted of it or as having pleaded guilty: the first, which the term is given with (ruling 26)."""
    if step.stage != "sentenced":
        return []
    whom = {p.entity or p.name for p in step.people}
    for before in sorted(steps_of(page), key=lambda s: abs(s.token - step.token)):
        if before is step or page.sentence_of(before.token) != page.sentence_of(step.token):
            continue
        guilty = before.stage in ("convicted", "pleaded_guilty") and before.polarity is None
        if guilty and not before.prior and whom == {p.entity or p.name for p in before.people}:
            return offences_of(page, before)[:1]
    return []


def find_accusations(page: Page) -> Iterator[Draft]:
    """accused_of: one claim for each defendant and offence of a step."""
    told: set[tuple[int, str]] = set()
    for step in sorted(steps_of(page), key=lambda s: (not offences_of(page, s), s.rule == "law.held")):
        sentence = page.sentence_of(step.token)
        named = offences_of(page, step) or _offence_served_for(page, step)
        served = term_served(page, step)
        for person in step.people:
            if person.name.lower() in _ANYBODY | _COUNTED:
                continue
            who = (sentence, person.entity or person.name)
            if not named and (step.stage in _NEED_OFFENCE or (who in told and step.stage not in _WAYS_OUT)):
                continue
            if not named and step.stage != "sentenced" and tells_deed(page, step):
                continue
            told.add(who)
            for offence in named or _NONE:
                yield Draft(
                    "accused_of",
                    person,
                    offence_argument(page, offence) if offence else None,
                    sentence,
                    step.token,
                    step.rule,
                    stage=step.stage,
                    qualifiers=Qualifiers(
                        date=(step.prior and offence and prior_date(page, offence.span)) or step.date,
                        offence=offence.span.of(page.text) if offence else None,
                        sentence=served,
                        count=person.count,
                    ),
                    score=0.85 if offence else 0.6,
                    certainty=step.certainty,
                    polarity=step.polarity,
                )
