"""What two documents are compared by: their story's words, the people and figures in it, and the step its title tells.

Everything here is read off the text alone and in any language, so that a Spanish release that no reader can read is
still known as the twin of its English original. Menus and lists of other stories are no part of a story.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from according.ledger import name_key
from according.model import Document

SHINGLE_WORDS = 5
LEAD_CHARS = 700
"""Length of the beginning of a story that names those it is about."""

_STORY = ("headline", "dek", "body", "list", "pull_quote", "caption", "table")
_AFTER = re.compile(r"#\s?#\s?#|\b(?:latest|recent|related|more) (?:posts|stories|news|articles|releases)\b", re.I)
"""Boilerplate after which the page shows other stories."""

_PARTICLE = r"(?:de la|de los|de|del|la|van|von|der|da|dos|di|al|el|bin|y)"
_CAPITAL = r"[A-ZÀ-Þ][\w'’]*[a-zà-ÿ](?:-[A-ZÀ-Þ][\w'’]+)*"
_NAME = re.compile(rf"\b{_CAPITAL}(?:,? (?:{_PARTICLE} )?(?:[“\"][\w ]+[”\"] )?(?:[A-Z]\. ?)?{_CAPITAL}){{1,4}}")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CASE = re.compile(r"\b(?=[\dA-Z-]*\d[\dA-Z-]*\d)(?=[\d-]*[A-Z])[\dA-Z]{2,}(?:-?[\dA-Z]{2,})+\b")
_WORD = re.compile(r"\w+")
_MONTHS = (
    "january enero", "february febrero", "march marzo", "april abril", "may mayo", "june junio", "july julio",
    "august agosto", "september septiembre setiembre", "october octubre", "november noviembre", "december diciembre",
)  # fmt: skip
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH_OF |= {name[:3]: n for name, n in _MONTH_OF.items()} | {"sept": 9}
_DAY_EN = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_ES = re.compile(r"\b(\d{1,2}) (?:de )?([a-zA-Z]{3,10})\.?,? (?:de |del )?(\d{4})\b")

NO_PERSON = re.compile(
    r"\b(?:County|City|State|Department|Court|Office|Unit|Street|Avenue|Road|Boulevard|Drive|Highway|Freeway|Jail|Prison"
    r"|Center|Centre|Hospital|School|University|College|Park|Beach|Church|Police|Sheriff|Attorney|District|Bureau|Team"
    r"|Division|Task|Force|Agency|Services?|Company|Inc|Corp|LLC|Bank|Code|Act|Law|Justice|Board|Association|Foundation"
    r"|Program|Club|Hotel|Motel|Inn|Union|Committee|Council|Commission|Security|Angeles|Francisco|Diego|Doe|Supreme"
    r"|Superior|Commissioner|Director|President|Insurance|Administration|Administrator|Proposition|Assembly|Bill|Senate"
    r"|Festival|Annual|Awards?|Week|Month|Day|National|American|California|Felony|Wanted|Zones?|Victims?|Rights"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    r"|November|December|Dec|Nov|Oct|Sept|Aug|Jan|Feb|United|North|South|East|West|New|San|Santa|Los|Las|Fort|Mount|Saint|Port|The|Jury)\b"
)
"""Words of which one makes a capitalised name that of a body or a place."""
_OFFICIAL = re.compile(
    r"\b(?:attorneys?|prosecutors?|detectives?|judges?|honou?rable|justices?|sergeants?|sgt|lieutenants?|lt|captains?"
    r"|capt|chief|sheriffs?|commissioners?|investigators?|officers?|deput(?:y|ies)|directors?|agents?|superintendents?"
    r"|mayor|governor|gov|supervisors?|secretary|spokes(?:man|woman|person)|paralegals?|counsel|lawyer|dda|fiscal|jefe"
    r"|juez)\b[^,;]*$",
    re.IGNORECASE,
)
"""Words before a name that make it an official's, whose name recurs from matter to matter."""

STEPS: tuple[tuple[str, str], ...] = (
    ("sentenced", r"\bsentenced?\b|\bsentencing\b|\bgets? (?:life|\d+)|\bsentenciad|\bcondenad[oa]s? a \d"),
    ("convicted", r"\bconvict(?:ed|s|ion)\b|\bfound guilty\b|\bguilty of\b|\bcondenad|\bdeclarad[oa]s? culpable"),
    ("pleaded_guilty", r"\bple(?:ads?|aded|d) (?:guilty|no contest)|\badmits?\b|\bse declar\w+ culpable"),
    ("on_trial", r"\btrial\b|\bopening statements?\b|\bjuicio\b"),
    ("indicted", r"\bindict"),
    ("charged", r"\bcharge[ds]?\b|\barraign|\bacusad|\bcargos\b"),
    ("arrested", r"\barrest"),
    ("ended", r"\bdismiss|\bacquit|\boverturn|\bexonerat"),
    (
        "parole",
        r"\bparole (?:hearing )?(?:denied|granted|continued|reversed)|\bdeny parole|\blibertad condicional negad",
    ),
    ("asked", r"\bto oppose\b|\brecommends?\b|\bseeks?\b"),
)
"""Steps that a title tells, by which a later release of one matter differs from a mere copy."""
_TERM_WORDS = frozenset(
    re.findall(
        r"\S+",
        "year years month months day days life death prison jail state county faces face over for and with the after"
        " from one two three four five six seven eight nine ten eleven twelve parole without possibility",
    )
)
"""Words of a title that a later step of the matter may add."""
_STEPS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in STEPS)


@dataclass(frozen=True)
class Sheet:
    """A document as it is compared; what is derived from its story is worked out when first asked for."""

    id: str
    version: str
    language: str | None
    office: str
    published: str | None
    title: str
    story: str
    fingerprint: tuple[int, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The story's words, case and punctuation left out."""
        return tuple(_WORD.findall(self.story.casefold()))

    @cached_property
    def day(self) -> date | None:
        """The day of publication, None if it is not known to the day."""
        try:
            return date.fromisoformat(self.published or "")
        except ValueError:
            return None

    @cached_property
    def line(self) -> str:
        """The story in one line."""
        return " ".join(self.story.split())

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The title's words of three letters or more, without those that tell a legal step or a term."""
        title = self.title.casefold()
        for _, words in _STEPS:
            title = words.sub(" ", title)
        return frozenset(w for w in _WORD.findall(title) if len(w) > 2 and w not in _TERM_WORDS and not w[0].isdigit())

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Hashes of all runs of five words."""
        length = min(SHINGLE_WORDS, len(self.words))
        return frozenset(hash(self.words[k : k + length]) for k in range(len(self.words) - length + 1))

    @cached_property
    def names(self) -> frozenset[str]:
        """Runs of capitalised words, as names are compared: people, bodies and places with two words or more."""
        return frozenset(name_key(m.group()) for m in _NAME.finditer(self.story)) - {""}

    @cached_property
    def lead_names(self) -> frozenset[str]:
        """The names in the lead."""
        return frozenset(name_key(m.group()) for m in _NAME.finditer(self.story[:LEAD_CHARS])) - {""}

    @cached_property
    def people(self) -> frozenset[str]:
        """Names in the story that seem to be those of people it is about: no office, body or street, no official."""
        found = set()
        for m in _NAME.finditer(self.body):
            name = name_key(m.group())
            before = self.body[max(0, m.start() - 60) : m.start()].rsplit(". ", 1)[-1]
            if not NO_PERSON.search(m.group()) and not _OFFICIAL.search(before):
                found.add(name)
        return frozenset(found - {""})

    @cached_property
    def body(self) -> str:
        """The story below its headlines: in them every word is a capital's."""
        lines = self.story.split("\n")
        return "\n".join(line for line in lines if sum(w[:1].isupper() for w in line.split()) * 2 < len(line.split()))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Figures of two digits or more: ages, years, amounts, times, case numbers."""
        return frozenset(m.group() for m in _NUMBER.finditer(self.story) if len(m.group()) > 1)

    @cached_property
    def cases(self) -> frozenset[str]:
        """Case numbers: capitals and figures in one word, four figures or more."""
        return frozenset(m.group() for m in _CASE.finditer(self.story) if sum(c.isdigit() for c in m.group()) > 3)

    @cached_property
    def days(self) -> frozenset[str]:
        """Full calendar days in the story, ISO 8601, those of its own publication left out."""
        found = set()
        for month, day, year in _DAY_EN.findall(self.story):
            found.add(_iso(year, _MONTH_OF.get(month.lower()), day))
        for day, month, year in _DAY_ES.findall(self.story):
            found.add(_iso(year, _MONTH_OF.get(month.lower()), day))
        return frozenset(found - {None, self.published})  # type: ignore[arg-type]

    @cached_property
    def steps(self) -> frozenset[str]:
        """The steps of a matter that the title tells."""
        return frozenset(name for name, words in _STEPS if words.search(self.title))

    def days_from(self, other: "Sheet") -> int | None:
        """Days between the two publications, None if either is not known to the day."""
        return abs((self.day - other.day).days) if self.day is not None and other.day is not None else None


def sheet(document: Document) -> Sheet:
    """The sheet of a document."""
    return Sheet(
        document.id,
        document.version,
        document.language,
        document.authority or document.publisher or "",
        document.published,
        document.title or "",
        story(document),
        document.fingerprint,
    )


def sheets(documents: Iterable[Document]) -> list[Sheet]:
    """The sheets of documents, in the same order."""
    return [sheet(document) for document in documents]


def story(document: Document) -> str:
    """The text of headline, captions and body, without what stands below the end of the story."""
    parts: list[str] = []
    for segment in document.segments:
        words = document.text[segment.start : segment.end]
        if segment.kind == "boilerplate" and parts and _AFTER.search(words):
            break
        if segment.kind in _STORY:
            parts.append(words)
    return "\n".join(parts)


def _iso(year: str, month: int | None, day: str) -> str | None:
    try:
        return date(int(year), month or 0, int(day)).isoformat()
    except ValueError:
        return None
