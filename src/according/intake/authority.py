"""Whether an authority issued the document: then its own voice is that authority's, and not a journalist's.

Told from signs that only such papers carry: the caption of a court, the head of an indictment, FOR IMMEDIATE RELEASE
together with an office, an office as publisher or in the title bar, "the District Attorney announced today" as the
opening. A story that quotes an office has none of these.
"""

import re
from collections.abc import Sequence

from .forms import COURT_PAPER

_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*\s+|of\s+|the\s+|and\s+|de\s+|del\s+|la\s+|for\s+){0,8}"
OFFICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "prosecutor",
        re.compile(
            r"(?P<name>(?:[A-ZÀ-Þ][\w.-]*\s+|of\s+){0,6}(?:District|County|State[’']?s|Commonwealth[’']?s|City"
            r"|United States|U\.?S\.?|Circuit|Crown|Prosecuting|County Prosecuting)"
            r"\s+(?:Attorney|Solicitor)(?:[’']?s)?(?:\s+General)?(?:[’']s)?(?:\s+Office)?(?:(?:,|\s+for|\s+of)\s+(?:the\s+)?(?:[A-ZÀ-Þ][\w.-]*\s*){1,6})?"
            r"|(?:[A-ZÀ-Þ][\w.-]*\s+|of\s+){0,6}(?:Attorney General|Public Prosecutor"
            r"|Prosecutor)(?:[’']s)?\s+Office(?:\s+of\s+(?:the\s+)?(?:[A-ZÀ-Þ][\w.-]*\s*){1,5})?"
            r"|(?:U\.?S\.?\s+)?Department of Justice|(?:Crown Prosecution Service)"
            r"|Fiscal[ií]a(?:\s+(?:General|Especial|del|de|la|el|Distrito|Condado|[A-ZÀ-Þ][\w.-]*)){0,8}"
            r"|Ministerio P[uú]blico)"
        ),
    ),
    (
        "police",
        re.compile(
            r"(?P<name>(?:[A-ZÀ-Þ][\w.-]*\s+|of\s+){1,5}(?:Police Department|Police Service|Sheriff[’']?s (?:Office"
            r"|Department)|State Police|Highway Patrol|Constabulary)"
            r"|Polic[ií]a (?:Nacional|Federal|Estatal|Municipal|Judicial)(?:\s+(?:de|del|[A-ZÀ-Þ][\w.-]*)){0,5})"
        ),
    ),
    (
        "official",
        re.compile(
            r"(?P<name>(?:Office of the |U\.?S\.? |United States )?(?:Department of (?:Homeland Security|the Treasury"
            r"|Corrections|Public Safety|State|Defense)"
            r"|Drug Enforcement Administration|Federal Bureau of Investigation|Immigration and Customs Enforcement"
            r"|Europol|Interpol|National Crime Agency"
            r"|Ministry of (?:the )?(?:Interior|Justice|Defen[cs]e|Security)|Ministerio (?:del Interior|de Justicia"
            r"|de Defensa|de Gobernaci[oó]n)"
            r"|Secretar[ií]a de (?:Seguridad|Gobernaci[oó]n)(?:\s+[A-ZÀ-Þ]\w*){0,4}"
            r"|(?:Office of (?:the )?)?(?:Governor|Mayor)(?:[’']s Office)?(?:\s+of\s+[A-ZÀ-Þ]\w*)?))"
        ),
    ),
)
_RELEASE = re.compile(
    r"\W*(?:for\s+immediate\s+release|for\s+release|press\s+release|news\s+release|media\s+release|comunicado\s+de\s+prensa"
    r"|para\s+(?:su\s+)?(?:publicaci[oó]n|divulgaci[oó]n)\s+inmediata)\b",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"(?:UNITED STATES (?:DISTRICT |BANKRUPTCY )?COURT|IN THE (?:UNITED STATES|SUPERIOR|CIRCUIT|DISTRICT|SUPREME|HIGH"
    r"|COUNTY)[A-Z ]*COURT"
    r"|(?:SUPERIOR|CIRCUIT|DISTRICT|SUPREME|CRIMINAL|COUNTY) COURT (?:OF|FOR)\b[A-Z ,]*|COURT OF (?:APPEALS?"
    r"|COMMON PLEAS)[A-Z ,]*"
    r"|[A-Z ]+ DISTRICT OF [A-Z ]+|JUZGADO [A-ZÀ-Þ ]+|TRIBUNAL [A-ZÀ-Þ ]+)"
)
_PARTIES = re.compile(
    r"\b(?:UNITED STATES OF AMERICA|(?:THE )?(?:PEOPLE|STATE|COMMONWEALTH|REPUBLIC|CROWN|KINGDOM)(?: OF [A-Z ]+)?|REX"
    r"|REGINA)"
    r"[\s,)(:;.-]{0,20}(?:Plaintiff[\s,.)(:-]{0,10})?(?:-?\s*(?:v|vs|against|V|VS|AGAINST)\.?\s*-?)[\s,]"
)
_GRAND_JURY = re.compile(
    r"\bThe (?:Special )?Grand Jury (?:for\b[^.]{0,80})?(?:charges|further charges|alleges|presents)", re.IGNORECASE
)
_OPENING_OFFICIAL = re.compile(
    r"(?:(?P<who>(?:[A-ZÀ-Þ][\w.-]*\s+){0,5}(?:District|County|State[’']s|United States|U\.S\."
    r"|Commonwealth[’']s) Attorney)"
    r"(?:\s+[A-ZÀ-Þ][\w.'’-]*){1,4}|(?:the\s+)?(?P<office>(?:[A-ZÀ-Þ][\w.-]*\s+){0,5}(?:District|County|State[’']s"
    r"|United States|U\.S\.) Attorney[’']s Office))"
    r"[^.]{0,120}?\b(?:today\s+)?(?:announced|has announced|announces)\b"
)
_SHORT_NAME = re.compile(r"\bDA(?:[’']s)?\b|\bU\.?S\.? Attorney\b")
_RANK = re.compile(r"(?:Deputy|Assistant|Senior|Chief|Supervising|Special|Meet|New|Former|National|Each|Every|Other)\b")
_PLACED_OFFICE = re.compile(
    r"(?!(?:The|Deputy|Assistant|Senior|Chief|Supervising|Acting|Meet|New|Former|National|Former|And|While|As"
    r"|When)\b)(?:[A-ZÀ-Þ][\w-]+ ){1,4}(?:County |City |Parish )?District Attorney(?:[’']s Office)?(?= |[.,;:)]|$)"
)
COURT_HEAD_CHARS = 2500
MASTHEAD_LINES = 3


def find_authority(
    *,
    head: Sequence[str],
    story: Sequence[str],
    tail: Sequence[str],
    publisher: str | None,
    site: str | None,
    title: str | None,
) -> tuple[str, str] | None:
    """The office that issued the document, in its own words, and its kind; None if none did.

    Args:
        head: lines above the story. story: its paragraphs. tail: lines below it.
        publisher: as given or as metadata says. site: name in the title bar.
        title: headline.
    """
    court = _court_paper([*head, *story])
    if court is not None:
        return court
    for given in (publisher, site):
        office = _office(given) if given else None
        if office is not None:
            return office
        if given and _SHORT_NAME.search(given):
            return next((named for line in (*story, *tail) if (named := _office_of_a_place(line))), given), "prosecutor"
    opening = " ".join(" ".join(story[:3]).split())
    announced = _OPENING_OFFICIAL.search(opening[:700])
    released = any(_RELEASE.match(line.strip()) for line in [title or "", *head[-40:], *story[:2]] if len(line) < 200)
    if released:
        for line in (*head, *story[:3], *tail):
            office = _office(line)
            if office is not None:
                return office
    if announced is not None and not _is_reported(opening):
        return (announced["office"] or announced["who"]).strip(), "prosecutor"
    masthead = [line.strip() for line in head[:MASTHEAD_LINES] if len(line.split()) < 14]
    return next(
        (office for line in masthead if (office := _office(line)) and office[0] == " ".join(line.split())), None
    )


def _court_paper(lines: Sequence[str]) -> tuple[str, str] | None:
    opening = "\n".join(lines)[:COURT_HEAD_CHARS]
    paper = next((line for line in lines if COURT_PAPER.fullmatch(line)), None)
    parties = _PARTIES.search(opening)
    charges = _GRAND_JURY.search(opening)
    if sum(found is not None for found in (paper, parties, charges)) < 2:
        court = _COURT.search(opening)
        if court is None or (paper is None and parties is None and charges is None):
            return None
    court = _COURT.search(opening)
    name = (
        " ".join(court[0].split()) if court is not None else (" ".join(charges[0].split()[:3]) if charges else "court")
    )
    return name, "court_record"


def _office(line: str) -> tuple[str, str] | None:
    for kind, pattern in OFFICES:
        for match in pattern.finditer(line):
            name = " ".join(match["name"].split()).rstrip(" ,.")
            if not _RANK.match(name):
                return name, kind
    return None


def _office_of_a_place(line: str) -> str | None:
    """The name of a prosecutor's office that says of which place it is, in a line."""
    match = _PLACED_OFFICE.search(" ".join(line.split()))
    return match[0] if match is not None else None


def _is_reported(opening: str) -> bool:
    """Whether somebody else tells what the office announced: a news agency's mark, a "told", an "according to"."""
    return bool(
        re.search(
            r"\((?:AP|Reuters|AFP|EFE|UPI|CNN|Wire)\)|\btold\b|\baccording to (?:the )?(?:police|court|a )",
            opening[:500],
        )
    )
