"""Deeds told in Spanish: who did what to whom. "Es acusado de disparar", "por matar a un hombre", "Roe disparó a Poe".

A deed behind a step of law has its person and its stage. One that is narrated has the stage that the document gives
its doer in this matter (ruling 19); in a journalist's text it is `stated` of people not named, and of nobody by name
whom nothing accuses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from according.reading.spanish.lexicon import fold

from .charges import region_of
from .deed_stages import stage_of
from .deed_words import PERSONAL, deed_pattern, deed_told, noun_pattern
from .lists import table
from .step import Step
from .view import View
from .voices import Voices

_TO = re.compile(
    r"(?:(?: y [a-z]+)?(?: mortalmente| brutalmente| repetidamente| en la cabeza| varias veces|"
    r" una vez(?: mas)?| (?:tres|cuatro|cinco) veces| dos veces| a muerte)*)? (?:a |al )"
)
_BARE_OBJECT = re.compile(r" (?=(?:un|una|dos|tres|cuatro|su|sus) )")
_LINKED = re.compile(r"(?:,|,? y|,? e|,? o)?\s(?:luego |despues |tambien |de |por |le |les |lo |la |los )*")
_INDICTS = re.compile(r"\b(?:acusacion formal|gran jurado)\b")
_PERFECT = re.compile(r"\b(?:(?P<many>han|habian|habrian|hayan)|ha|habia|habria|haya) $")
_BY = re.compile(r" (?:a (?:tiros|balazos|golpes|punaladas) )?por ")
_NOUN_BEFORE = re.compile(r"\b(?:el|un|del|al|los|de|por|su|cada|primer|segundo|otro|este|ese|mayor|sin)\s$")
_INTENT = re.compile(
    r"\b(?:quer(?:ia|ian|er)|iba|iban|va|van|planea\w*|intent\w+|trat(?:o|aron|ando|aba) de|para|impedir|"
    r"sin|antes de|evitar|"
    r"amenaz\w+ con|podria\w*|conspir\w+ (?:para|de)|solicit\w+|en vez de|orden\w+)\s(?:de |que |"
    r"a )?(?:le |lo |la |los |les )?$"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One telling of a deed; people are indices of mentions.

    `stage` is None where nothing accuses (a killing told in the passive), `role` what befell the victims.
    """

    sentence: int
    start: int
    end: int
    type: str
    role: str
    doers: tuple[int, ...]
    victims: tuple[int, ...]
    stage: str | None
    rule: str
    step: Step | None = None
    clitic: bool = False


def find_deeds(view: View, voices: Voices, steps: Sequence[Step]) -> list[Deed]:
    """All deeds of the page, in order; two verbs side by side ("disparar y matar") are one, of the graver type."""
    found: list[Deed] = []
    for sentence in range(len(view.page.sentences)):
        found += _joined(
            view,
            sorted(
                _in_sentence(view, voices, sentence, [s for s in steps if s.sentence == sentence], steps),
                key=lambda d: d.start,
            ),
        )
    return found


def _in_sentence(view: View, voices: Voices, sentence: int, here: list[Step], every: Sequence[Step]) -> Iterator[Deed]:
    start, end = view.bounds(sentence)
    yield from _in_nouns(view, sentence, here)
    yield from _work_of(view, voices, sentence)
    for m in deed_pattern().finditer(view.plain, start, end):
        mood, type, role = deed_told(m)
        before = view.plain[max(start, m.start() - 45) : m.start()]
        if _INTENT.search(before) or (mood in ("one", "many") and not _is_verb(view, m, before)):
            continue
        victims = _objects(view, sentence, m.end(), end)
        clitic = bool(m.groupdict().get("clitic")) or re.search(r"\b(?:le|lo|la|les|los) $", before) is not None
        whom = bool(victims) or clitic or _TO.match(view.plain, m.end()) is not None
        if mood != "part" and type not in ("homicide", "shooting", "arson", "bombing") and not whom:
            continue
        victims = victims or (view.lone_victim(m.start()) if clitic else ())
        if type == "robbery" and not victims and _TO.match(view.plain, m.end()):
            continue  # from an office or a shop: a theft
        deed = Deed(sentence, m.start(), m.end(), type, role, (), victims, None, f"es.{mood}", clitic=clitic)
        if mood in ("inf", "ger"):
            step = next((s for s in reversed(here) if s.region.start <= m.start() < s.region.end), None)
            if (
                step is not None
                and mood == "inf"
                and not step.own
                and m.start() < region_of(view, step.region.start, step.region.end).end
            ):
                yield replace(deed, doers=step.people, stage=step.stage, step=step)
            continue
        perfect = _PERFECT.search(before) if mood == "part" and m[0].endswith("o") else None
        if mood == "part" and perfect is None:
            yield from _suffered(view, voices, sentence, m, before, deed, every)
            continue
        if perfect is not None:
            doers = view.subjects(sentence, m.start() - len(perfect[0]), plural=perfect["many"] is not None)
        else:
            doers = view.subjects(sentence, m.start(), plural=mood == "many" if mood != "phrase" else None)
        stage = _narrated(view, voices, doers, every, deed)
        if stage is not None:
            yield replace(deed, doers=doers, stage=stage)
        elif victims:
            yield deed


def _in_nouns(view: View, sentence: int, here: list[Step]) -> Iterator[Deed]:
    """ "Condenado por el asesinato de Ana Roe", "acusa a la banda del incendio": the noun with its victim."""
    for step in here:
        if step.own:
            continue
        stop = region_of(view, step.region.start, step.region.end).end
        for m in noun_pattern().finditer(view.plain, step.region.start, stop):
            type, role, known = table("deeds")["nouns"][m["noun"]]
            of = re.compile(r" (?:de |contra |a |del |al )").match(view.plain, m.end())
            chain = view.chain_from(sentence, of.end()) if of and role else ()
            victims = tuple(i for i in chain if view.is_harmless(i) and view.mention(i).type == "person")
            definite = re.match(r"del|de la|por el|por la|en el|en la", m[0])
            if victims or (known and definite):
                yield Deed(
                    sentence,
                    m.start("noun"),
                    m.end("noun"),
                    type,
                    role,
                    step.people,
                    victims,
                    step.stage,
                    "es.noun",
                    step,
                )


def _work_of(view: View, voices: Voices, sentence: int) -> Iterator[Deed]:
    """ "El incendio fue obra de la banda": who is held responsible, in the speaker's words."""
    start, end = view.bounds(sentence)
    nouns = "|".join(table("deeds")["nouns"])
    for m in re.compile(rf"\b(?P<noun>{nouns})\b[^.;]{{0,120}}?\b(?:fue|es) obra de ").finditer(view.plain, start, end):
        doers = view.chain_from(sentence, m.end())[:1]
        if doers:
            type, role, _ = table("deeds")["nouns"][m["noun"]]
            speaker = voices.at(sentence, m.start("noun")).speakers[-1]
            stage = "accused" if speaker.kind in ("prosecutor", "police", "official", "court_record") else "suspected"
            yield Deed(sentence, m.start("noun"), m.end("noun"), type, role, doers, (), stage, "es.work_of")


def _is_verb(view: View, m: re.Match[str], before: str) -> bool:
    """Whether a word that is a noun, too, is the verb: written with its accent, or followed by its person."""
    if m["word"] is None or m["word"] not in table("deeds")["ambiguous"]:
        return True
    if view.text[m.start() : m.end()].lower()[: len(m["word"])].endswith("ó"):
        return True
    if re.search(r"\b(?:le|les|lo) $", before):
        return True
    return not _NOUN_BEFORE.search(before) and _TO.match(view.plain, m.end()) is not None


def _objects(view: View, sentence: int, at: int, end: int) -> tuple[int, ...]:
    """Whom the verb befalls: behind its "a", or right behind it ("matar un hombre")."""
    for pattern in (_TO, _BARE_OBJECT):
        m = pattern.match(view.plain, at, end)
        if m is None:
            continue
        chain = view.chain_from(sentence, m.end())
        chain = tuple(i for i in chain if view.is_harmless(i) and view.mention(i).type == "person")
        if chain:
            return chain
    return ()


def _suffered(
    view: View, voices: Voices, sentence: int, m: re.Match[str], before: str, deed: Deed, steps: Sequence[Step]
) -> Iterator[Deed]:
    """ "Ana Roe fue asesinada": somebody suffered it; who did it the sentence need not tell."""
    if not re.search(
        r"\b(?:fue|fueron|ha sido|han sido|habia sido|resulto|resultaron|murio|murieron) (?:\w+mente )?$", before
    ):
        return
    if deed.type == "robbery" and deed.rule == "es.part":
        return
    plural = m[0].endswith("s")
    people = tuple(
        p
        for p in view.subjects(sentence, m.start() - 4, plural=plural)
        if (view.is_harmless(p) or (deed.type == "homicide" and view.mention(p).level == "named"))
        and view.mention(p).type == "person"
    )
    by = _BY.match(view.plain, m.end())
    doers = view.chain_from(sentence, by.end()) if by is not None else ()
    stage = _narrated(view, voices, doers, steps, deed)
    if people or stage is not None:
        yield replace(deed, victims=people, doers=doers if stage else (), stage=stage, rule="es.suffered")


def _narrated(view: View, voices: Voices, doers: tuple[int, ...], steps: Sequence[Step], deed: Deed) -> str | None:
    """The stage of a deed told flatly; None where nobody may be said to have done it."""
    if not doers or not all(view.may_be_accused(d) for d in doers):
        return None
    if voices.is_authority:
        accused = [d for d in doers if view.is_accused(d)]
        if not accused:
            return None
        return "accused" if len(accused) < len(doers) else stage_of(view, accused, steps, deed.type)
    speaker = voices.at(deed.sentence, deed.start).speakers[-1]
    if speaker.kind in ("prosecutor", "police", "official", "court_record"):
        return "indicted" if _INDICTS.search(fold(speaker.source)) else "accused"
    if speaker.kind != "author":
        return "suspected" if speaker.kind == "unspecified" else "accused"
    if any(view.mention(d).level == "named" and view.mention(d).type == "person" for d in doers):
        return stage_of(view, list(doers), steps, deed.type) if all(view.is_accused(d) for d in doers) else None
    return "stated"


def _joined(view: View, deeds: list[Deed]) -> list[Deed]:
    found: list[Deed] = []
    for deed in deeds:
        last = found[-1] if found else None
        if last is not None and _is_one(view, last, deed):
            graver = max(last.type, deed.type, key=PERSONAL.index)
            role = deed.role if graver == deed.type else last.role
            victims = deed.victims or last.victims
            found[-1] = replace(
                last, end=deed.end, type=graver, role=role, victims=victims, doers=last.doers or deed.doers
            )
        else:
            found.append(deed)
    return found


def _is_one(view: View, one: Deed, other: Deed) -> bool:
    if one.type not in PERSONAL or other.type not in PERSONAL or one.stage != other.stage:
        return False
    return _LINKED.fullmatch(view.plain[one.end : other.start]) is not None
