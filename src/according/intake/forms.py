"""Lines that are told by their form alone: bylines, credits, datelines, case numbers, titles of court papers."""

import re

COURT_PAPER = re.compile(
    r"\W*(?:(?:FIRST |SECOND |THIRD |FOURTH |FIFTH )?(?:SUPERSEDING |AMENDED )?(?:INDICTMENT|CRIMINAL COMPLAINT"
    r"|COMPLAINT"
    r"|INFORMATION|AFFIDAVIT(?: IN SUPPORT OF[A-Z ]*)?|SENTENCING MEMORANDUM|PLEA AGREEMENT|JUDGMENT"
    r"|OPINION(?: AND ORDER)?"
    r"|MEMORANDUM(?: AND ORDER)?))\W*"
)
_BYLINE = re.compile(
    r"(?i:by|por|written by|story by|reporting by|escrito por)\s*:?\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|del|la|van|von|and|y|,"
    r"|&|\|)"
    r"(?:[\s,]+(?:[A-ZÀ-Þ][\w.'’-]*|de|del|la|los|van|von|and|y|&|\||of|the|for|at)){0,14},?",
)
CREDITS = re.compile(r"\(?(?:(?:additional )?(?:reporting|writing)|editing|compiled) by [A-ZÀ-Þ]", re.IGNORECASE)
CREDITS_CHARS = 300
_BYLINE_CAPITALS = re.compile(r"(?:BY|POR)\s+[A-ZÀ-Þ][A-ZÀ-Þ.'’ ,&-]{3,80}")
CASE_NUMBER = re.compile(
    r"(?:case|docket|file|no|cause|caso|expediente)\b\.?\s*(?:no\.?|number|#|s)?\s*[:#]?.{0,60}\d.{0,60}", re.I
)
RELEASE_MARK = re.compile(
    r"\W*(?:for immediate release|press release|news release|media release|comunicado de prensa"
    r"|para (?:su )?(?:publicaci[oó]n|divulgaci[oó]n) inmediata)\W*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<head>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ ,/]+|$)){1,4}(?:\(?[A-Z][A-Za-z.]{1,12}\)?,?\s*){0,3}"
    r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Za-z]{3,10}\.?(?:\s+\d{2,4})?))?"
    r"\s*(?:\([^)\n]{2,60}\))?\s*(?:--|[-–—]|:)[ \t\n]+)(?=[\"“‘'\[]?[A-ZÀ-Þ0-9])"
)
_CABLE = re.compile(
    r"(?P<head>[A-Z][A-Z .,'’()/-]{1,60}?,?\s+(?:\d{1,2}\s+[A-Z]{3,9}\.?(?:\s+\d{2,4})?|NO\s+DATE)"
    r"\s*(?:[(\[][^)\]]{2,80}[)\]])?\s*--?\s+(?:\[[^\]]{2,250}\]\s*)*)"
)
DATELINE_CHARS = 400
"""A dateline of a monitoring service names place, day, station, kind of piece and speaker, each in brackets."""


def is_court_paper(line: str) -> bool:
    """Whether the line is the title of a court paper; what stands above it are the court and the parties."""
    return bool(COURT_PAPER.fullmatch(line))


def is_byline(text: str) -> bool:
    """Whether the line names who wrote, and says nothing else."""
    if len(text) < CREDITS_CHARS and CREDITS.match(text):
        return True
    return len(text) < 120 and bool(_BYLINE.fullmatch(text) or _BYLINE_CAPITALS.fullmatch(text))


def author_of(text: str) -> str:
    """The name in a byline."""
    return re.sub(r"^(?:written by|story by|reporting by|by|por|escrito por)\s*:?\s+", "", text, flags=re.I).strip(" ,")


def opens_with_dateline(text: str) -> bool:
    """Whether the words begin with place, day or agency as datelines do."""
    return bool(_CABLE.match(text) or _DATELINE.match(text))


def dateline_end(text: str) -> int:
    """Where the dateline that opens a paragraph ends and its first sentence begins; 0 if it opens with none."""
    match = _CABLE.match(text)
    if match is None and not text.isupper():
        match = _DATELINE.match(text)
    if match is None or match.end() > DATELINE_CHARS or match.end() == len(text):
        return 0
    return match.end()
