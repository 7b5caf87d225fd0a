"""The accusations against one party, matter by matter: a way out first, what was said before it folded beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from according.model import Claim
from according.ontology import ontology

from .desk import Desk
from .lines import Line

UNNAMED = "an offence not named here"
EARLIER = "earlier matters"


@dataclass(frozen=True, slots=True)
class WayOut:
    """How accusations ended ("acquitted, 2025-02-14, according to …"), and the lines that came before, by day."""

    label: str
    words: str
    before: tuple[Line, ...]

    @property
    def stages(self) -> str:
        """The stages that came before, each once."""
        return "; ".join(dict.fromkeys(line.stage or "an accusation" for line in self.before))


@dataclass(frozen=True, slots=True)
class Case:
    """One matter: `outs` head it, `lines` are the accusations and steps that no way out ends, by day.

    Earlier convictions stand in a matter of their own: they say nothing about the present one.
    """

    offence: str
    outs: tuple[WayOut, ...]
    lines: tuple[Line, ...]


def cases_of(desk: Desk, claims: Sequence[Claim]) -> tuple[Case, ...]:
    """The matters in order of their first document.

    Args:
        claims: accusations and steps in law, each with a stage.
    """
    told = sorted(claims, key=lambda c: (c.document.published or "9999", c.document.id, c.evidence[0].start))
    headings: dict[str, list[Claim]] = {}
    for claim in told:
        headings.setdefault(_heading(claim, told), []).append(claim)
    return tuple(_case(desk, offence, same) for offence, same in headings.items())


def _heading(claim: Claim, told: Sequence[Claim]) -> str:
    """The words of its offence; a step that names none stands with the only offence of its document, or of all."""
    if claim.rule.endswith(".prior"):
        return EARLIER
    if claim.object is not None:
        return _words(claim)
    named = [c for c in told if c.object is not None]
    for same in ([c for c in named if c.document.id == claim.document.id], named):
        words = {_words(c) for c in same}
        if words:
            return words.pop() if len(words) == 1 else UNNAMED
    return UNNAMED


def _words(claim: Claim) -> str:
    if claim.object is None:
        return UNNAMED
    code = claim.object.incident_type or claim.object.name
    return ontology().offences.get(code, code.replace("_", " "))


def _case(desk: Desk, offence: str, claims: Sequence[Claim]) -> Case:
    lines = desk.lines(claims)
    ended: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.out:
            ended.setdefault((line.out, line.outcome), []).append(line)
    outs = tuple(WayOut(label, words, tuple(before)) for (label, words), before in ended.items())
    return Case(offence, outs, tuple(line for line in lines if not line.out))
