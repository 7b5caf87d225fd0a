"""Ladders: how far in law a document says that its own matter has got against a person, as of that document.

A release tells the step it was written for in its headline, and in its text much else: an earlier conviction, what a
co-defendant pleaded, the sentence that may come. So the headline decides for those whom the lead names; what is claimed
of a person decides for everybody else, and for a headline that tells no step. Earlier matters never count.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from according.ledger import name_key
from according.model import Claim
from according.ontology import ontology
from according.reading.number_words import number_value

from .sheets import Sheet

LEAD_CHARS = 900
"""Length of headline and lead together."""

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


def headline_stage(title: str) -> str | None:
    """The step that a headline tells, None if it tells none (data/headlines.toml)."""
    adjective, _ = _headlines()
    words = adjective.sub(lambda m: " " if _told(title.replace(m.group(), " ")) else m.group(), title)
    return _told(words)


def _told(words: str) -> str | None:
    return next((stage for stage, pattern in _headlines()[1] if pattern.search(words)), None)


@cache
def _headlines() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    read = tomllib.loads(files("according.linking").joinpath("data/headlines.toml").read_text("utf-8"))
    steps = tuple((step["stage"], re.compile("|".join(step["words"]), re.IGNORECASE)) for step in read["step"])
    return re.compile("|".join(read["adjectives"]), re.IGNORECASE), steps


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
    if not own or (best is None and any(c.predicate in _NO_SUSPECT for c in claims)):
        return None
    told = _told_first(sheet, names, alone=alone, surname=best is None)
    if told is not None and (not _is_exit(best) or _in_part(told[0], best, own)):
        return Step(sheet.id, sheet.published, *told, next((c for c in own if c.stage == told[0]), None))
    if best is None:
        best = own[0]
    return Step(sheet.id, sheet.published, best.stage or "accused", best.evidence[0].quote, best)


def ladder(steps: Iterable[Step]) -> list[Step]:
    """Steps in order of publication; undated ones stand where their stage does, never by order of input."""
    dated = sorted((s for s in steps if s.published), key=lambda s: (s.published or "", _rank(s.stage), s.document))
    for step in sorted((s for s in steps if not s.published), key=lambda s: (_rank(s.stage), s.document)):
        place = next((n for n, s in enumerate(dated) if _rank(s.stage) > _rank(step.stage)), len(dated))
        dated.insert(place, step)
    return dated


def find_steps(
    sheets: Mapping[str, Sheet],
    claims: Iterable[Claim],
    forms: Mapping[str, Sequence[str]],
    party_of: Mapping[str, str],
) -> dict[str, Step]:
    """The step of every person of a document, by the id of the document's entity.

    Who is accused in another document and whom the lead of this one names takes the step of its headline, too, unless
    this document calls the person a victim or the holder of a post.

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
    named = Counter(told[0].document.id for entity, told in about.items() if _own(told) and " " in forms[entity][0])
    for entity, told in about.items():
        sheet = sheets.get(told[0].document.id)
        meant = sheet is not None and named[sheet.id] == _number_in(sheet.title)
        alone = meant and " " in forms[entity][0]
        step = stage_in(sheet, forms[entity], told, alone=alone) if sheet is not None else None
        if step is not None:
            found[entity] = step
    accused = {party_of.get(entity) for entity in found} - {None}
    for entity, names in forms.items():
        sheet = sheets.get(entity.rpartition("#")[0])
        if entity in found or sheet is None or party_of.get(entity) not in accused:
            continue
        first = _told_first(sheet, names)
        if first is not None and not any(c.predicate in _NO_SUSPECT for c in about[entity]):
            found[entity] = Step(sheet.id, sheet.published, *first)
    return found


_NO_SUSPECT = ("victim_of", "holds_post", "family_of")


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


def _rank(stage: str) -> int:
    known = ontology().stages[stage]
    return 99 if known.exit else known.rank or 0


_CONVICTED = ("convicted", "pleaded_guilty", "sentenced")


def _in_part(headline: str, end: Claim | None, own: Sequence[Claim]) -> bool:
    """Whether a matter ended on some counts only: the headline and another claim tell a conviction."""
    partly = end is not None and end.stage in ("acquitted", "dismissed") and headline in _CONVICTED
    return partly and any(c.stage in _CONVICTED for c in own)


_NUMBER = re.compile(r"(?:(?:all|the|another) )?(?P<number>[a-z]+|\d+)(?![\w-])", re.IGNORECASE)


def _number_in(title: str) -> int:
    """Of how many people a headline speaks ("Two Men Sentenced"); one if it does not say."""
    found = _NUMBER.match(title)
    return int((number_value(found["number"].casefold()) if found is not None else None) or 1)


_ADVISORY = re.compile(r"\bWHO:\s*(?P<who>.+?)\s+WHAT:\s*(?P<what>.+?)(?=\s+(?:WHEN|WHERE|WHY|HOW):|\Z)", re.DOTALL)
"""A media advisory: who will do what, and when and where the press may come."""


def _told_first(
    sheet: Sheet, names: Sequence[str], *, alone: bool = False, surname: bool = False
) -> tuple[str, str] | None:
    """The step that the document was written for and what tells it: its headline, else what an advisory announces."""
    told = headline_stage(sheet.title)
    if told is not None:
        return (told, "headline") if alone or _in_lead(sheet, names, surname=surname) else None
    found = _ADVISORY.search(sheet.story)
    if found is None or not any(" " in (key := name_key(n)) and key in name_key(found.group()) for n in names):
        return None
    told = _told(found["what"]) or _told(found["who"])
    return (told, " ".join(found["what"].split())) if told is not None else None


_BESIDE = re.compile(r"\bco-?(?: ?defendants?|conspirators?)\b[^.;]*$", re.IGNORECASE)
"""What stands before the name of one whose own step is told apart from that of the headline."""


def _in_lead(sheet: Sheet, names: Sequence[str], *, surname: bool = False) -> bool:
    """Whether the headline or the lead names the person, in full unless `surname` is enough, not as a co-defendant."""
    lead = sheet.story[:LEAD_CHARS]
    if any(_BESIDE.match(name) for name in names):
        return False
    for name in sorted(names, key=len, reverse=True):
        if " " not in name_key(name) and not surname:
            continue
        at = lead.casefold().find(name.casefold())
        if at >= 0:
            return not _BESIDE.search(lead[max(0, at - 120) : at])
        if " " in name_key(name) and name_key(name) in name_key(lead):
            return True
    return False
