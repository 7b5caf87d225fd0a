"""What a charge is read out from: "they are charged with" in an authority's paper about their indictment tells the
counts of the indictment (ruling 4).

Only an indictment of the same people counts, and only a charge told of now; an earlier one stays a charge.
"""

from collections.abc import Sequence
from dataclasses import replace

from .page import Page
from .step import Step

_NOW = frozenset({"is", "are"})
_BEFORE = frozenset({"previously", "originally", "initially", "first", "earlier", "also"})


def as_the_case_stands(page: Page, steps: Sequence[Step]) -> list[Step]:
    """The steps, a charge told of now being `indicted` where the document tells that these people were."""
    if page.reading.document.authority_kind is None:
        return list(steps)  # a report may tell of an arrest long before the charge
    return [replace(s, stage=_stage_of(page, s, steps)) for s in steps]


def _stage_of(page: Page, step: Step, steps: Sequence[Step]) -> str:
    if step.prior or step.polarity is not None or step.certainty is not None:
        return step.stage
    if step.stage == "charged" and step.rule == "law.charge" and _is_told_of_now(page, step.token):
        read_out = any(_is_indictment(s) and _is_of_the_same(s, step) for s in steps)
        return "indicted" if read_out else step.stage
    return step.stage


def _is_indictment(step: Step) -> bool:
    return not step.prior and step.polarity is None and step.certainty is None and step.stage == "indicted"


def _is_of_the_same(other: Step, step: Step) -> bool:
    """Whether both are taken against the same people: each by name, or one set of people and the other."""
    told = {p.entity for p in other.people if p.entity is not None}
    if step.people and all(p.entity in told for p in step.people):
        return True
    sets = [p for s in (other, step) for p in s.people]
    return all(p.type == "People" for p in sets) and len({p.count for p in sets if p.count is not None}) < 2


def _is_told_of_now(page: Page, verb: int) -> bool:
    """ "Are charged with", "is variously charged with": the charge as it stands, not one that was made before."""
    near = {page.word(c) for c in page.dependents(verb, "aux", "aux:pass", "advmod")}
    return bool(near & _NOW) and not near & _BEFORE and not near & {"been", "being"}
