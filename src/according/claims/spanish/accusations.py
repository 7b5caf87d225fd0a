"""accused_of from steps of law: one claim for each person and each offence of the list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from according.model import Argument, Qualifiers, Speaker

from ..draft import Draft
from .charges import acts_in, charges_in, offence_argument, region_of, unlisted_in
from .deeds import Deed
from .step import Step, step_date, term_of
from .view import View
from .voices import Voices

_BARE = (
    "charged",
    "indicted",
    "on_trial",
    "pleaded_guilty",
    "convicted",
    "sentenced",
    "acquitted",
    "dismissed",
    "released",
    "arrested",
    "wanted",
)
"""Stages that say something without an offence (ruling 26); an accusation without one says nothing."""
_ENHANCED = re.compile(r" (?:de |por |con )?(?:las? |unas? )?alegaci")
"""A finding on an enhancement alone is no claim (ruling 26)."""
_HELD = re.compile(r"(?:esta|estan|estaba|estaban|permanecen?) ")
"""Custody, which says nothing beside a stage that is further on (ruling 27)."""
_FURTHER = ("charged", "indicted", "on_trial", "pleaded_guilty", "convicted", "sentenced")


def accusations(view: View, voices: Voices, steps: Sequence[Step], deeds: Sequence[Deed]) -> Iterator[Draft]:
    """accused_of for every step."""
    reached = {view.mention(p).entity for s in steps if s.stage in _FURTHER and not s.negated for p in s.people}
    for step in steps:
        region = region_of(view, step.region.start, step.region.end)
        charges = [] if step.own else charges_in(view, region)
        if step.stage in _FURTHER and not step.own:
            charges += unlisted_in(view, region, charges)
        told = [d for d in deeds if d.step == step]
        if told:
            charges = [c for c in charges if c.span.end <= min(d.start for d in told)]
        by_words = {(c.code, view.plain[c.span.start : c.span.end]): c for c in reversed(charges)}
        objects: list[tuple[Argument | None, str | None]] = [
            (offence_argument(view, c), " ".join(c.span.of(view.text).split()))
            for c in sorted(by_words.values(), key=lambda c: c.span.start)
        ]
        if not objects and not told and step.stage in ("accused", "charged") and not step.negated:
            objects = [
                (offence_argument(view, c), " ".join(c.span.of(view.text).split())) for c in acts_in(view, region)
            ]
        if not objects:
            if _ENHANCED.match(view.plain, step.region.start):
                continue
            if told or step.stage not in _BARE or step.rule == "es.prior":
                continue
            objects = [(None, None)]
        for person in step.people:
            known = view.mention(person).entity in reached or (bool(reached) and view.is_all(person))
            if objects[0][0] is None and step.stage == "arrested" and known and _HELD.match(view.plain, step.start):
                continue
            yield from _claims(view, voices, step, person, objects)


def _claims(
    view: View, voices: Voices, step: Step, person: int, objects: list[tuple[Argument | None, str | None]]
) -> Iterator[Draft]:
    subject = view.argument(person)
    if subject is None:
        return
    voice = voices.at(step.sentence, step.start, stage=step.stage)
    speakers = voice.speakers
    if step.rule == "es.act" and speakers == (voices.own,):
        accuser = voices.accuser(step.sentence, step.start)
        speakers = (accuser,) if accuser else speakers
    if step.own:
        speakers = (
            *(s for s in speakers if s.kind in ("prosecutor", "police") and s.cue),
            _himself(view, person, step),
        )
    for object_, words in objects:
        yield Draft(
            "accused_of",
            subject,
            object_,
            step.sentence,
            view.token(step.start),
            step.rule,
            stage=step.stage,
            qualifiers=Qualifiers(
                date=step_date(view, step),
                offence=words,
                sentence=term_of(view, step),
                count=subject.count,
            ),
            certainty=voice.certainty,
            polarity="negated" if step.negated or voice.polarity == "negated" else "affirmed",
            attribution=speakers,
        )


def _himself(view: View, person: int, step: Step) -> Speaker:
    """Whoever pleads not guilty says so himself."""
    m = view.mention(person)
    argument = view.argument(person)
    words = " ".join(m.span.of(view.text).split())
    return Speaker(
        "suspect",
        words,
        entity=argument.entity if argument else None,
        named=m.level == "named",
        cue=" ".join(view.text[step.start : step.end].split()),
        mention=replace(argument.mention) if argument and argument.mention else None,
        protected=argument.protected if argument else None,
    )
