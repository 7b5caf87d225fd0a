"""The ladder of a person: how far in law each document puts its matter, each step with its sentence and its speaker.

The steps are those of `linking.ladders`, which the export hands on, too: no view puts anybody further than a document
does. A way out of the matter stands where it was told, what was said before it folded beneath.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from according.linking import HEADLINE, Party, Step, ladder
from according.model import Claim
from according.ontology import ontology

from .desk import Desk, ends_of
from .lines import counted


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: what one document says of its matter, in the words of a claim, of its headline, or of one sentence.

    `quote` is the sentence that says so, or the headline; `start` is where it stands, None if no claim rests on it.
    `reports` and `origins` count who says the same as `Line` does. `before` are the earlier steps that a way out ended.
    """

    day: str
    stage: str
    statement: str
    speaker: str
    certainty: str
    outcome: str
    quote: str
    redacted: bool
    document: str
    title: str
    start: int | None
    reports: int
    origins: int
    before: tuple["Rung", ...] = ()

    @property
    def counted(self) -> str:
        """How often it is told: "2 reports, at most 1 origin"."""
        return counted(self.reports, self.origins)

    @property
    def stages_before(self) -> str:
        """The stages that came before a way out, each once."""
        return "; ".join(dict.fromkeys(rung.stage for rung in self.before))


def ladder_of(desk: Desk, party: Party) -> tuple[Rung, ...]:
    """The steps of a person in order of publication, what a way out ended beneath it; of anybody else none."""
    if party.type != "person":
        return ()
    mine = frozenset(party.entities)
    steps = list(ladder({e: s for e, s in desk.steps_in(party.documents).items() if e in mine}).values())
    ends = [_end_of(desk, steps[number:]) for number in range(len(steps))]
    same = {claim.id: group for group in desk.gathered(desk.about(party)) for claim in group}
    rungs = [_rung(desk, party, step, steps, same) for step in steps]
    return tuple(
        replace(rung, before=tuple(r for r, end in zip(rungs, ends, strict=True) if end is step))
        for rung, step, end in zip(rungs, steps, ends, strict=True)
        if end is None
    )


def _end_of(desk: Desk, steps: Sequence[Step]) -> Step | None:
    """The first later step by which the matter of the first of these ended; a way out itself has none."""
    step = steps[0]
    if ontology().stages[step.stage].exit:
        return None
    return next((later for later in steps[1:] if _ends(desk, later, step)), None)


def _ends(desk: Desk, later: Step, step: Step) -> bool:
    """Whether a later step is the way out of the matter; a step that rests on no claim belongs to any of the person."""
    if later.stage not in ends_of(step.stage):
        return False
    if step.claim is None or later.claim is None:
        return True
    return any((e.stage, e.document.published) == (later.stage, later.published) for e in desk.matter(step.claim).exits)


def _rung(desk: Desk, party: Party, step: Step, steps: Sequence[Step], same: Mapping[str, Sequence[Claim]]) -> Rung:
    """The rung of one step of a ladder; `same` are the claims that say the same as one does, by its id."""
    day, stage = step.published or "", ontology().stages[step.stage].label
    if step.claim is not None:
        line, told = desk.line(step.claim), same[step.claim.id]
        answer = line.outcome if line.out or _is_open(step.stage) else ""
        return Rung(
            day, stage, line.statement, line.speaker, line.certainty, answer, line.quote, line.redacted,
            line.document, line.title, line.start, len(told), desk.origins(told),
        )  # fmt: skip
    headline = step.why == HEADLINE
    raw = desk.documents[step.document].title or "" if headline else step.why
    quote = desk.shown(raw, step.document)
    return Rung(
        day, stage, f"said of {desk.name(party)} in {'the headline' if headline else 'this sentence'}",
        _author(desk, step.document), ontology().certainty["certain"], "", quote, quote != raw,
        step.document, desk.title(step.document), None, _copies(desk, step, steps), 1,
    )  # fmt: skip


def _is_open(stage: str) -> bool:
    """Whether a denial or an acquittal may still answer a step: neither answers a conviction, nor a way out."""
    return not ontology().stages[stage].exit and "acquitted" in ends_of(stage)


def _copies(desk: Desk, step: Step, steps: Sequence[Step]) -> int:
    """How many documents of the ladder tell the step in one text, this one among them."""
    alike = [s.document for s in steps if s.claim is None and s.stage == step.stage]
    if len(alike) == 1:
        return 1
    return sum(1 for d in alike if desk.text_origins.get(d, d) == desk.text_origins.get(step.document, step.document))


def _author(desk: Desk, document: str) -> str:
    """Who speaks in a headline, and in a sentence that no claim rests on."""
    publisher = desk.documents[document].publisher
    author = ontology().kinds["author"]
    return f"{author} ({desk.shown(publisher, document)})" if publisher else author
