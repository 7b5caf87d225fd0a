"""Tables of a release: a line with a defendant, and below it what he is charged with or was found guilty of.

One line is one count. Headings, terms, court dates and enhancements stand between them and are no counts.
"""

import re
from collections.abc import Iterator

from according.model import Argument, Qualifiers

from .bystanders import is_law_officer, is_sufferer
from .draft import Draft
from .offences import Named, offence_argument, offences_in
from .page import Page
from .step import Step
from .steps import steps_of

_ENTRY = re.compile(
    r"\W*(?P<name>[^\W\d_][\w.’'“”\" -]*?)\s*"
    r"(?:[,(]\s*\d{1,2}\b[^\n]{0,60}(?:\n[^\n]*\b(?:moniker|alias|aka)\b[^\n]*)?)?\s*",
    re.IGNORECASE,
)
"""A line with a name, and maybe an age, a town and a by-name, and nothing else."""
_COUNT = re.compile(
    r"\W*(?:\(?\w{1,5}\)?\s+(?:felony\s+|misdemeanor\s+)?(?:counts?\s+(?:each\s+)?of\s+)?)?", re.IGNORECASE
)
"""What may stand before the offence on its line: a number of counts."""
_REST = re.compile(
    r"\s*[–—-]\s[^\n]{0,60}|\W*(?:st|nd|rd|th|degree|intent|counts?|\d+)?\W*(?:degree)?\W*(?:\d+\s*counts?)?\W*",
    re.IGNORECASE,
)
"""A line that only goes on with the line above, as where a raised ordinal is cut off."""
_ABOUT_HIM = re.compile(r"\W*(?:gang\s+)?(?:moniker|alias|aka|a\.k\.a\.)\b", re.IGNORECASE)
_OTHER_COLUMN = re.compile(
    r"\b(?:enhancements?|allegations?|sentenc\w+|arraign\w+|maximum|minimum|prior|court|trial|hearing|department|prison"
    r"|victims?|strikes?)\b",
    re.IGNORECASE,
)
_LONGEST, _MOST = 16, 40
"""Words of a line with a count, and lines of one defendant."""
_LONGEST_ENTRY = 160
"""Characters of a line that names a defendant."""
_RANKS = ("charged", "indicted", "pleaded_guilty", "convicted", "sentenced")


def find_tabled(page: Page) -> Iterator[Draft]:
    """accused_of for each count below a defendant's line, at the least stage that the document gives him or the set."""
    for line in range(len(page.sentences)):
        person = _entry(page, line)
        counts = _counts_below(page, line) if person is not None else []
        if person is None or not counts:
            continue
        stage = _stage(page, person)
        if stage is None:
            continue
        for below, named in counts:
            yield Draft(
                "accused_of",
                person,
                offence_argument(page, named),
                below,
                page.sentences[below].first,
                "law.table",
                stage=stage,
                certainty="certain",
                qualifiers=Qualifiers(offence=named.span.of(page.text)),
                score=0.75,
                antecedents=(line,),
            )


def _entry(page: Page, line: int) -> Argument | None:
    """The defendant whom a line names and tells nothing else of: with an age, or accused by name elsewhere."""
    text = page.sentence_text(line)
    found = _ENTRY.fullmatch(text) if len(text) < _LONGEST_ENTRY else None
    if found is None or _tells(page, line):
        return None
    start = page.sentences[line].start
    for m in page.mentions_in(line, "person"):
        mention = page.reading.mentions[m]
        person = page.argument(m)
        opens = not re.search(r"[^\W\d_]", page.text[start : mention.start])
        if mention.level != "named" or not opens or person is None or person.type != "Person":
            continue
        if is_sufferer(page, person) or is_law_officer(page, person):
            return None
        alone = mention.end >= start + found.end("name")
        known = any(p.entity == person.entity for s in steps_of(page) for p in s.people if p.entity is not None)
        return person if (alone and known) or re.search(r"[,(]\s*\d{1,2}\b", text) else None
    return None


def _counts_below(page: Page, line: int) -> list[tuple[int, Named]]:
    found: list[tuple[int, Named]] = []
    for below in range(line + 1, min(len(page.sentences), line + _MOST)):
        text = page.sentence_text(below)
        if not found and below - line < 3 and _ABOUT_HIM.match(text):
            continue
        if found and _REST.fullmatch(text):
            continue
        s = page.sentences[below]
        named = offences_in(page, s.span)
        begins = _COUNT.match(text)
        opens = bool(named) and begins is not None and named[0].span.start - s.start <= begins.end()
        if not opens or _tells(page, below) or s.last - s.first > _LONGEST or _OTHER_COLUMN.search(text):
            break
        found.append((below, named[0]))
    return found


def _tells(page: Page, line: int) -> bool:
    s = page.sentences[line]
    return page.sentence_text(line).rstrip().endswith(".") or any(
        page.tokens[t].upos == "AUX" or page.tokens[t].xpos in ("VBZ", "VBP", "MD") for t in range(s.first, s.last)
    )


def _stage(page: Page, person: Argument) -> str | None:
    """The least stage that the document's own matter gives the person or a set that he may be of."""
    told = {s.stage for s in steps_of(page) if _is_open(s) and any(_may_be(p, person) for p in s.people)}
    return next((stage for stage in _RANKS if stage in told), None)


def _is_open(step: Step) -> bool:
    return not step.prior and step.polarity is None and step.certainty is None


def _may_be(party: Argument, person: Argument) -> bool:
    return party.type == "People" or (party.entity is not None and party.entity == person.entity)
