"""Ladders: how far in law a document says that its own matter has got against a person, as of that document.

A release tells the step it was written for in its headline, and in its text much else: an earlier conviction, what a
co-defendant pleaded, the sentence that may come. So the headline decides for those whom the lead names; what is claimed
of a person decides for everybody else, and for a headline that tells no step. Earlier matters never count.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from according.model import Claim
from according.ontology import ontology

from .headlines import HEADLINE, LEAD_CHARS, headline_stage, people_in, told_first
from .introductions import introduced
from .sheets import Sheet

_WEAK = ("suspected", "accused", "stated")
"""Stages of narration: they count only where nothing else is told."""


@dataclass(frozen=True, slots=True)
class Step:
    """The stage of the matter of one document against one person.

    `why` is `headline`, or the sentence that says so. `claim` is the claim it rests on, if it rests on one.
    """

    document: str
    published: str | None
    stage: str
    why: str
    claim: Claim | None = None


def stage_in(sheet: Sheet, names: Sequence[str], claims: Sequence[Claim], *, alone: bool = False) -> Step | None:
    """How far the document says its matter has got against a person.

    Args:
        sheet: of the document.
        names: forms of the person's name in it.
        claims: all claims of the document of which the person is the subject.
        alone: whether the document accuses nobody else by name: then its headline is about this person.

    Returns:
        The step, or None if the document accuses the person of nothing.
    """
    own = _own(claims)
    best = _furthest(own)
    if not own or (best is None and _no_suspect(own, claims)):
        return None
    told = told_first(sheet, names, alone=alone, surname=best is None)
    if told is not None and told[1] == HEADLINE and _not_so_far(sheet, names, own, told[0]):
        told = None
    end = _ended(sheet) if alone and told is None and _rank_of(best) < _rank("pleaded_guilty") else None
    if end is not None:
        return Step(sheet.id, sheet.published, "dismissed", end)
    if _is_exit(best) and told is not None and (_is_before(best) or _in_part(sheet, told[0], best, own)):
        best = None
    if _is_exit(best):
        told = None
    elif told is None or told[0] in _CONVICTED:
        told = _further(sheet, names, own, told)
    if told is not None and told[1] == HEADLINE and told[0] in ("wanted", "arrested"):
        charge = _furthest([c for c in own if c.stage in ("charged", "indicted")])
        told, best = (None, charge) if charge is not None else (told, best)
    if told is None or (told[1] != HEADLINE and _rank_of(best) >= _rank(told[0])):
        best = best or max(own, key=_rank_of)
        return Step(sheet.id, sheet.published, best.stage or "accused", best.evidence[0].quote, best)
    return Step(sheet.id, sheet.published, *told, next((c for c in own if c.stage == told[0]), None))


def _further(
    sheet: Sheet, names: Sequence[str], own: Sequence[Claim], told: tuple[str, str] | None
) -> tuple[str, str] | None:
    """What was told first, or what goes further: the sentence that introduces the person, a term told in the lead."""
    first = introduced(sheet.line, names)
    if told is None or told[0] == "sentenced":
        return told or first
    if first is not None and first[0] == "sentenced":
        return first
    lead = sheet.story[:LEAD_CHARS]
    terms = (c for c in own if c.stage == "sentenced" and not _is_before(c))
    given = next((c for c in terms if c.evidence[0].quote[:80] in lead), None)
    return ("sentenced", given.evidence[0].quote) if given is not None else told


def _is_before(claim: Claim | None) -> bool:
    """Whether the sentence tells a step as one that was taken before those of which the document tells."""
    return claim is not None and _BEFORE.search(claim.evidence[0].quote) is not None


_BEFORE = re.compile(r"\bpreviously\b|\bhad (?:\w+ )?been\b", re.IGNORECASE)


def ladder(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The steps of one party in order of publication, the furthest of each document.

    Undated ones stand where their stage does, never by order of input.

    Args:
        steps: by the id of the document's entity.
    """
    furthest: dict[str, tuple[str, Step]] = {}
    for entity, step in steps.items():
        known = furthest.get(step.document)
        if known is None or _rank(step.stage) > _rank(known[1].stage):
            furthest[step.document] = (entity, step)
    told = list(furthest.values())
    dated = [(e, s) for e, s in told if s.published]
    dated.sort(key=lambda one: (one[1].published or "", _rank(one[1].stage), one[1].document))
    undated = [(e, s) for e, s in told if not s.published]
    for entity, step in sorted(undated, key=lambda one: (_rank(one[1].stage), one[1].document)):
        place = next((n for n, (_, s) in enumerate(dated) if _rank(s.stage) > _rank(step.stage)), len(dated))
        dated.insert(place, (entity, step))
    return dict(dated)


def find_steps(
    sheets: Mapping[str, Sheet],
    claims: Iterable[Claim],
    forms: Mapping[str, Sequence[str]],
    party_of: Mapping[str, str],
) -> dict[str, Step]:
    """The step of every person of a document, by the id of the document's entity.

    Who is accused in another document and whom the lead of this one names takes the step of its headline, too, unless
    this document calls the person a victim or the holder of a post; and the step of the sentence that introduces them.

    Args:
        sheets: of all documents, by id.
        forms: name forms of every person of every document, by entity id, which begins with the document's id.
        party_of: the party of each entity, as linking found it.
    """
    about: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.subject is not None and claim.subject.entity is not None and claim.subject.entity in forms:
            about[claim.subject.entity].append(claim)
    found: dict[str, Step] = {}
    named = Counter(told[0].document.id for entity, told in about.items() if _own(told) and _is_full(forms[entity][0]))
    for entity, told in about.items():
        sheet = sheets.get(told[0].document.id)
        alone = sheet is not None and _is_full(forms[entity][0]) and _meant(sheet.title, named[sheet.id])
        step = stage_in(sheet, forms[entity], told, alone=alone) if sheet is not None else None
        if step is not None:
            found[entity] = step
    presented = _presented(sheets, about, forms, found)
    accused = {party_of.get(entity) for entity in (*found, *presented)} - {None}
    for entity, names in forms.items():
        sheet = sheets.get(entity.rpartition("#")[0])
        if entity in found or sheet is None or (party_of.get(entity) not in accused and entity not in presented):
            continue
        role = any(c.predicate in _NO_SUSPECT for c in about[entity])
        shown = None if role else told_first(sheet, names)
        if shown is not None and shown[1] == HEADLINE and _not_so_far(sheet, names, (), shown[0]):
            shown = None
        if shown is None or shown[0] in _CONVICTED:
            shown = _further(sheet, names, (), shown)
        first = shown or presented.get(entity)
        if first is not None:
            found[entity] = Step(sheet.id, sheet.published, *first)
    return {entity: step for entity, step in found.items() if step.stage != "stated"}  # no step in law


def _is_full(name: str) -> bool:
    """Whether a name is one of several words, and not that of a case ("People v. Finch")."""
    return " " in name and not name.casefold().startswith("people v")


def _presented(
    sheets: Mapping[str, Sheet],
    about: Mapping[str, Sequence[Claim]],
    forms: Mapping[str, Sequence[str]],
    found: Collection[str],
) -> dict[str, tuple[str, str]]:
    """Who has no claim, and is introduced as a defendant is, by entity id: the stage told and the sentence."""
    told = {}
    for entity, names in forms.items():
        sheet = sheets.get(entity.rpartition("#")[0])
        if sheet is None or entity in found or any(c.predicate in _NO_SUSPECT for c in about.get(entity, ())):
            continue
        first = introduced(sheet.line, names)
        if first is not None and any(_with_age(name, first[1]) for name in names):
            told[entity] = first
    return told


def _with_age(name: str, sentence: str) -> bool:
    """Whether a sentence begins with somebody's full name and age: towns and bodies have none."""
    plain = " " in name and not _NO_ONE.search(name)
    return plain and re.match(rf"{re.escape(name)},? (?:(?:Jr|Sr)\.?,? )?\(?(?:\d{{1,3}}\b|DOB)", sentence) is not None


_NO_ONE = re.compile(r",|\band\b|^(?:both|all)\b")
"""What stands in no name of one person."""


_NO_SUSPECT = ("victim_of", "holds_post", "family_of")
_TOGETHER = ("arrested", "charged", "indicted")


def _meant(title: str, accused: int) -> bool:
    """Whether a headline is about all whom the document accuses by full name: it speaks of as many.

    Charges against a number of people may name fewer of them.
    """
    number = people_in(title)
    return accused == number or (1 < number > accused and headline_stage(title) in _TOGETHER)


def _no_suspect(own: Sequence[Claim], claims: Sequence[Claim]) -> bool:
    """Whether the document calls a person a victim or official, or narrates a relative's deeds and accuses nobody."""
    roles = {c.predicate for c in claims if c.predicate in _NO_SUSPECT}
    accused = any(c.predicate == "accused_of" and c.rule in _SAID for c in own)
    return bool(roles - {"family_of"}) or (bool(roles) and not accused)


_SAID = ("law.accuse", "law.suspect")
"""Rules of claims that a document words as an accusation."""


def _own(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of a stage in this matter: affirmed, not of an earlier matter, not of a step to come."""
    return [
        c
        for c in claims
        if c.stage is not None
        and c.polarity == "affirmed"
        and c.certainty != "unknown"
        and not c.rule.endswith(".prior")
        and c.predicate in ("accused_of", "perpetrator_of")
    ]


def _furthest(claims: Sequence[Claim]) -> Claim | None:
    """The claim of the furthest stage, a way out before all."""
    told = [c for c in claims if c.stage not in _WEAK]
    ends = [c for c in told if _is_exit(c) and c.stage != "released"]
    return max(ends or told, key=lambda c: _rank(c.stage or ""), default=None)


def _is_exit(claim: Claim | None) -> bool:
    return claim is not None and claim.stage is not None and ontology().stages[claim.stage].exit


def _rank_of(claim: Claim | None) -> int:
    return -1 if claim is None else _rank(claim.stage or "")


def _rank(stage: str) -> int:
    known = ontology().stages[stage]
    return 99 if known.exit else known.rank or 0


_CONVICTED = ("convicted", "pleaded_guilty", "sentenced")


def _in_part(sheet: Sheet, headline: str, end: Claim | None, own: Sequence[Claim]) -> bool:
    """Whether a way out leaves the conviction that the headline tells: it ended some counts, or an earlier trial."""
    convicted = [c for c in own if c.stage in _CONVICTED]
    if end is None or headline not in _CONVICTED or not convicted:
        return False
    if end.stage == "overturned":
        lead = sheet.line[:LEAD_CHARS]
        return any(" ".join(c.evidence[0].quote.split())[:80] in lead for c in convicted)
    return end.stage in ("acquitted", "dismissed")


_YET = re.compile(r"\b(?:is|are) (?:\w+ )?(?:charged|facing|accused)\b|\bfaces? (?:[\w-]+ ){0,3}(?:charges?|counts?)\b")
"""What is said of somebody who has not been convicted."""
_PLEA_TO_COME = re.compile(
    r"\b(?:expected|scheduled|due|set|will)\b[^.;]{0,60}\b(?:enter (?:a|an|the|his|her|their) (?:\w+ )?plea|plead)\b"
)


def _not_so_far(sheet: Sheet, names: Sequence[str], own: Sequence[Claim], headline: str) -> bool:
    """Whether the story says that this person, whom no claim takes so far, has not got to the headline's step yet.

    The headline is of another whom the lead names, too ("Odal Finch, 34, is charged"), or of a plea still to come.
    """
    if headline not in _CONVICTED or any(c.stage in _CONVICTED for c in own):
        return False
    first = introduced(sheet.line, names)
    if first is not None and _YET.search(first[1][:LEAD_CHARS]) is not None and first[0] not in _CONVICTED:
        return True
    return headline == "pleaded_guilty" and _PLEA_TO_COME.search(sheet.line) is not None


_DISMISSED = re.compile(
    r"[^.]*(?<!to have )\b(?:the|this|his|her|their) (?:case|charges?|indictment) (?:was|were|has been|have been)"
    r" (?:\w+ )?(?:dismissed|dropped)\b[^.]*\."
)


def _ended(sheet: Sheet) -> str | None:
    """The sentence that says that the only case of which a document tells was dismissed."""
    found = _DISMISSED.search(sheet.line)
    return found.group().strip() if found is not None and not _IF.search(found.group()) else None


_IF = re.compile(r"\b(?:if|unless|could|would|may|might|until|request|ask|motion|re-?filed)\b", re.IGNORECASE)
"""What leaves a dismissal open."""
