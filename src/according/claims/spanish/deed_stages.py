"""How far in law a narrated deed is: the stage that the document gives its doers for such a deed."""

from collections.abc import Sequence

from .charges import charges_in, region_of
from .deed_words import PERSONAL, deed_pattern, deed_told
from .step import Step
from .view import View

_RANKS = (
    "suspected",
    "accused",
    "wanted",
    "arrested",
    "charged",
    "indicted",
    "on_trial",
    "pleaded_guilty",
    "convicted",
    "sentenced",
)


_FITTING = {
    "homicide": {"homicide"},
    "shooting": {"homicide", "attempted_homicide", "assault", "weapons_possession"},
    "assault": {"homicide", "attempted_homicide", "assault", "sexual_violence", "kidnapping"},
    "robbery": {"robbery", "burglary", "theft"},
    "kidnapping": {"kidnapping", "human_trafficking"},
    "arson": {"arson"},
    "threat": {"threats", "extortion", "contempt_obstruction"},
    "extortion": {"extortion", "threats"},
    "bombing": {"terrorism", "homicide"},
}
"""Offences under which a deed of each type is brought to court (ruling 34: stage is per person and offence)."""


def stage_of(view: View, people: list[int], steps: Sequence[Step], type: str) -> str:
    """The stage that the document first gives these people for a deed of the type; the lowest of several."""
    own = [s for s in steps if s.stage in _RANKS and not s.prior and not s.negated and not s.own]
    return min((_first_stage(view, p, own, type) for p in people), key=_RANKS.index)


def _first_stage(view: View, person: int, steps: list[Step], type: str) -> str:
    m = view.mention(person)
    mine = [s for s in steps if any(view.mention(p).entity == m.entity for p in s.people)]
    if not mine and m.level == "nominal" and view.is_plural(person):
        if view.has_unknown_accomplice:
            return "accused"
        named = [s for s in steps if any(view.mention(p).level == "named" for p in s.people)]
        return min((s.stage for s in named if _fits(view, s, type)), key=_RANKS.index, default="accused")
    fitting = [s for s in mine if _fits(view, s, type)]
    return fitting[0].stage if fitting else "accused"


def _fits(view: View, step: Step, type: str) -> bool:
    """Whether a step is for such a deed: its offences say so, or it tells a deed itself and no offence."""
    region = region_of(view, step.region.start, step.region.end)
    codes = {c.code for c in charges_in(view, region)}
    if codes:
        return bool(codes & _FITTING.get(type, set()))
    told = [deed_told(m)[1] for m in deed_pattern().finditer(view.plain, region.start, region.end)]
    return type in told or (type in PERSONAL and bool({*told} & {*PERSONAL[PERSONAL.index(type) :]}))
