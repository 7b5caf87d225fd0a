"""Who must not be shown by name in a Spanish document; the reasons, and their order, are those of the English reading.

Recall before precision: a name masked without need costs a click.
"""

import re
from collections.abc import Sequence

from according.model import Document, Mention, Sentence, TimeExpression

from .entities import Who
from .lexicon import fold, nouns

ADULT = 18
YOUNGEST = 10
_SEXUAL = re.compile(
    r"\b(?:sexual(?:es|mente)?|viol(?:o|ar|aron|ada|adas|ado|acion|aciones|ador|arla|arlo)|sexo|"
    r"lascivi?[oa]s?|sodomi\w*|"
    r"copulacion|incesto|pornografi\w*|manose\w*|abuso de menores|toc(?:o|ar|aron) inapropiad\w+|actos inapropiados)\b"
)
_TRAFFICKED = re.compile(
    r"\b(?:trata de (?:personas|blancas|mujeres|menores)|trafico (?:humano|de personas|sexual)|prostitu\w*|proxenet\w*|"
    r"explotacion sexual|esclav\w*|trabajo forzado)\b"
)
_THEN = re.compile(
    r"[^.;]{0,40}?\b(?:tenia|teniendo|con|cuando tenia|en ese entonces(?: un| una)?(?: \w+){0,4} de) (?P<age>\d{1,2})"
    r"(?: y \d{1,2})? anos\b|[^.;]{0,60}?\b(?:cuando era|era|siendo) (?:un |una )?menor de edad|"
    r"[^.;]{0,50}?\bcomo (?:adulto|menor)\b|"
    r"[^.;]{0,40}?en ese entonces[^.;]{0,40}? de (?P<age2>\d{1,2}) anos"
)
_DOE = re.compile(r"\b(?:jane|john) doe\b")


def reason(
    who: Who,
    text: str,
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
    years: Sequence[float],
) -> str | None:
    """The first reason of CLAIMS.md §2 that holds for a person, None if none does.

    Args:
        years: how long before publication lie the days of the matter; for the accused.
    """
    if who.type != "person":
        return None
    own = [mentions[m] for m in who.mentions]
    told = [fold(text[s.start : s.end]) for s in sentences_of(own, sentences)]
    behind = [fold(text[m.end : m.end + 90]).replace("\n", " ") for m in own if m.level != "pronoun"]
    accused = "accused" in who.roles or "accused" in who.sorts
    if _is_minor(who, behind, accused=accused, years=years):
        return "minor"
    harmed = not accused and ("victim" in who.roles or "victims" in who.sorts or _is_doe(who))
    if "official" in who.roles:
        return None
    if harmed and (_any(_TRAFFICKED, told)):
        return "trafficking_victim"
    if harmed and (_is_doe(who) or _any(_SEXUAL, told)):
        return "sexual_victim"
    if "informante" in who.nouns:
        return "informant"
    if not accused and ("witness" in who.roles or who.nouns & nouns("witnesses").keys()):
        return "witness"
    if not accused and "victim" not in who.roles and ("kin" in who.roles or ("kin" in who.sorts and not who.names)):
        return "relative"
    return None


def _is_minor(who: Who, behind: list[str], *, accused: bool, years: Sequence[float]) -> bool:
    if who.age is not None and who.age < ADULT:
        return True
    if accused and who.age is not None and any(YOUNGEST <= who.age - y < ADULT for y in years):
        return True
    if who.sorts & {"minors"} and (who.age is None or who.age < ADULT):
        return True
    for told in behind if not who.plural else ():
        found = _THEN.match(told)
        if found is not None and "official" not in who.roles:
            age = found["age"] or found["age2"]
            if age is None or int(age) < ADULT:
                return True
    return False


def _is_doe(who: Who) -> bool:
    return any(_DOE.search(fold(n)) for n in who.names)


def _any(pattern: re.Pattern[str], told: list[str]) -> bool:
    return any(pattern.search(t) for t in told)


def sentences_of(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that hold the mentions."""
    return [s for s in sentences if any(s.start <= m.start < s.end for m in mentions)]


def years_of_matter(
    document: Document, accused: Sequence[Mention], sentences: Sequence[Sentence], times: Sequence[TimeExpression]
) -> list[float]:
    """How many years before publication lie the days told in sentences that speak of the accused."""
    published = _year(document.published)
    if published is None:
        return []
    found = []
    for sentence in sentences_of(accused, sentences):
        plain = fold(document.text[sentence.start : sentence.end])
        if re.search(r"\b(?:convicci|condenas? previa|antecedente|nacid[oa]|nacio)\b", plain):
            continue
        for time in times:
            told = _year(time.edtf) if sentence.start <= time.start < sentence.end else None
            if told is not None and published > told:
                found.append(published - told)
    return found


def _year(edtf: str | None) -> float | None:
    found = re.match(r"(\d{4})(?:-(\d{2}))?", edtf or "")
    if found is None:
        return None
    return int(found[1]) + (int(found[2]) - 1) / 12 if found[2] and found[2] <= "12" else int(found[1]) + 0.99
