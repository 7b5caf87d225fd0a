"""The lists of a release: who the defendants are, name by name, and what they are charged with, line by line."""

import re
from collections.abc import Iterator

from according.model import Argument, DateValue, Qualifiers
from according.ontology import ontology

from .bystanders import is_law_officer, is_official, is_sufferer
from .charges import offences_of
from .draft import Draft
from .offences import Named, offence_argument, offences_in
from .page import Page
from .step import Step
from .steps import steps_of

_ROLL = re.compile(
    r"\b(?:defendants|(?:people|those|men|women|persons|individuals)\s+(?:charged|indicted|arrested|convicted))\b"
    r"[^.;:]{0,80}?(?:\b(?:are|were|include[sd]?)\b(?:\s+identified\s+as\b)?\s*:?|:)\s*"
    r"|^\W*they\s+(?:are|were|include[sd]?)\b\s*:"
    r"|\bidentified\s+(?:the\s+)?(?:\w+\s+){0,2}(?:defendants|suspects|people|men|women|individuals)\s+as:?\s+",
    re.IGNORECASE,
)
_BEFORE_A_NAME = re.compile(r"(?:^|[:;,•*–-]|\band|\n)\s*$")
"""What stands between two names of a list, or before its first."""
_COUNTS = re.compile(
    r"\W*(?:[\w ’'.,-]*?\b)?(?:found\s+guilty|convicted|pleaded\s+guilty|charged|indicted"
    r"|(?:felony |criminal )?(?:charges|counts)|(?:prior|previous)\s+(?:strike\s+)?convictions)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:not|never|if|unless|whether|will|would|could|may|might|acquitted|dismissed|dropped|cleared|faces?|maximum)\b",
    re.IGNORECASE,
)
"""What makes a heading tell no stage: denial, condition, things to come."""
_NO_OFFENCE = re.compile(r"\b(?:enhancements?|allegations?|maximum|faces?|penalty)\b", re.IGNORECASE)
_NONE: tuple[None] = (None,)
_LONGEST_LINE, _LONGEST_ROLL = 40, 240
"""Words; a longer sentence under a list's heading is narration again, and no list of names."""


def find_listed(page: Page) -> Iterator[Draft]:
    """accused_of for each name of a roll of defendants, and for each line of a list of counts."""
    yield from _rolls(page)
    yield from _count_lists(page)


def _rolls(page: Page) -> Iterator[Draft]:
    for sentence in range(len(page.sentences)):
        begins = _opening(page, sentence)
        if begins is None:
            continue
        people = _names(page, sentence, begins)
        for line in _items_after(page, sentence, longest=_LONGEST_ROLL):
            listed = _names(page, line, page.sentences[line].start)
            if not listed:
                break
            people += listed
        told = None
        if len(people) > 1:
            told = _told_of_the_set(page, sentence, len(people)) or _told_right_before(page, sentence, len(people))
        if told is None or _are_charged_one_by_one(page, [p for _, _, p in people], told[0]):
            continue
        step, offences = told
        for at, token, person in people:
            for offence in offences or _NONE:
                yield _draft(page, person, offence, at, token, step.stage, "law.roll", step.token, step.date)


def _opening(page: Page, sentence: int) -> int | None:
    """Where the names of a roll begin; a step against a set may open one with a colon ("are charged with arson:")."""
    s = page.sentences[sentence]
    opening = _ROLL.search(page.sentence_text(sentence))
    if opening is not None:
        return s.start + opening.end()
    steps = [st for st in steps_of(page) if page.sentence_of(st.token) == sentence]
    of_a_set = any(p.type == "People" for st in steps for p in st.people)
    return s.end if of_a_set and page.sentence_text(sentence).rstrip().endswith(":") else None


def _names(page: Page, sentence: int, start: int) -> list[tuple[int, int, Argument]]:
    """The people of a list that begins at a character: names one after another, as far as no verb tells of them."""
    inside = range(page.token_at(start), page.sentences[sentence].last)
    end = next((page.tokens[t].start for t in inside if page.tokens[t].upos in ("VERB", "PRON")), None)
    found: list[tuple[int, int, Argument]] = []
    for m in page.mentions_in(sentence, "person"):
        mention = page.reading.mentions[m]
        person = page.argument(m)
        if mention.level != "named" or mention.start < start or person is None or person.type != "Person":
            continue
        if end is not None and mention.start >= end:
            break
        before = page.text[start : mention.start]
        if not found and re.search(r"[^\W\d_]", before):
            break
        if not _BEFORE_A_NAME.search(before):
            continue
        if not (is_law_officer(page, person) or is_official(page, person) or is_sufferer(page, person)):
            found.append((sentence, mention.head, person))
    return found


def _told_of_the_set(page: Page, sentence: int, size: int) -> tuple[Step, list[Named]] | None:
    """The nearest legal step against a set of this size, with its offences; in the roll's own sentence any step."""
    for step in sorted(steps_of(page), key=lambda s: abs(page.sentence_of(s.token) - sentence)):
        own = page.sentence_of(step.token) == sentence
        if step.prior or step.polarity == "negated" or step.certainty == "unknown":
            continue
        offences = offences_of(page, step)
        fits = own or any(p.type == "People" and p.count in (None, size) for p in step.people)
        if offences and fits:
            said = page.sentence_text(page.sentence_of(step.token)).lower()
            return None if "variously" in said else (step, offences)
    return None


def _are_charged_one_by_one(page: Page, people: list[Argument], of_the_set: Step) -> bool:
    """Whether the document tells each of several names of a roll what he is charged with: then what it says of the set
    in sum ("indicted in connection with robberies and a killing") is not each one's charge."""
    listed = {p.entity for p in people if p.entity is not None}
    for step in steps_of(page):
        alone = len(step.people) == 1 and step.people[0].entity in listed and not step.prior
        if step is not of_the_set and alone and step.stage in ("charged", "indicted"):
            further = {page.word(c) for c in page.dependents(step.token, "advmod")} & {
                "also",
                "additionally",
                "further",
            }
            if not further and offences_of(page, step):
                return True
    return False


def _told_right_before(page: Page, sentence: int, size: int) -> tuple[Step, list[Named]] | None:
    """The first step without an offence that the sentences right before tell of a set of this size ("Two men were
    arrested. They are: …")."""
    for step in steps_of(page):
        of_the_set = any(p.type == "People" and p.count == size for p in step.people)
        near = sentence - 3 <= page.sentence_of(step.token) <= sentence
        open_ = step.prior or step.polarity == "negated" or step.certainty == "unknown"
        if near and of_the_set and not open_ and not offences_of(page, step):
            return step, []
    return None


def _count_lists(page: Page) -> Iterator[Draft]:
    for sentence in range(len(page.sentences)):
        heading = page.sentence_text(sentence).rstrip()
        if not heading.endswith(":") or not _COUNTS.match(heading) or _OPEN.search(heading):
            continue
        steps = [s for s in steps_of(page) if page.sentence_of(s.token) == sentence]
        people = list(steps[-1].people) if steps else _sole_defendant(page)
        stage = steps[-1].stage if steps else _stage_of_heading(heading)
        if not people or any(s.polarity == "negated" or s.certainty == "unknown" for s in steps):
            continue
        heads = page.sentences[sentence].first
        date = steps[-1].date if steps else _date_in(page, sentence)
        for line in _items_after(page, sentence):
            if _NO_OFFENCE.search(page.sentence_text(line)):
                continue
            offences = offences_in(page, page.sentences[line].span)
            if not offences:
                break
            token = page.sentences[line].first
            for person in people:
                for offence in offences:
                    yield _draft(page, person, offence, line, token, stage, "law.count_list", heads, date)


def _date_in(page: Page, sentence: int) -> DateValue | None:
    """The one date of a heading ("Found guilty by a jury on March 4 of the following counts:")."""
    dates = [d for t in page.times_in(page.sentences[sentence].span) if (d := page.date_value(t)) is not None]
    return dates[0] if len(dates) == 1 else None


def _stage_of_heading(heading: str) -> str:
    said = heading.lower()
    if "pleaded guilty" in said:
        return "pleaded_guilty"
    if "guilty" in said or "convict" in said:
        return "convicted"
    return "indicted" if "indict" in said else "charged"


def _sole_defendant(page: Page) -> list[Argument]:
    """The one named person that legal steps are taken against; nobody where there are several, or a way out is told."""
    steps = [s for s in steps_of(page) if not s.prior]
    known = ontology().stages
    if any(s.polarity == "negated" or known[s.stage].exit for s in steps):
        return []
    named = {p.entity or p.name: p for s in steps for p in s.people if p.type == "Person"}
    return list(named.values()) if len(named) == 1 else []


def _items_after(page: Page, sentence: int, *, longest: int = _LONGEST_LINE) -> Iterator[int]:
    """The lines of a list that follow: short, and without a verb of their own that tells something."""
    for line in range(sentence + 1, min(len(page.sentences), sentence + 200)):
        s = page.sentences[line]
        tells = any(
            page.tokens[t].upos == "AUX" or page.tokens[t].xpos in ("VBD", "VBZ", "VBP") for t in range(s.first, s.last)
        )
        if tells or s.last - s.first > longest or page.segment_kind(line) in ("headline", "boilerplate"):
            return
        yield line


def _draft(
    page: Page,
    person: Argument,
    offence: Named | None,
    sentence: int,
    token: int,
    stage: str,
    rule: str,
    antecedent: int,
    date: DateValue | None,
) -> Draft:
    behind = page.sentence_of(antecedent)
    return Draft(
        "accused_of",
        person,
        offence_argument(page, offence) if offence else None,
        sentence,
        token,
        rule,
        stage=stage,
        qualifiers=Qualifiers(date=date, offence=offence.span.of(page.text) if offence else None),
        score=0.75,
        antecedents=(behind,) if behind != sentence else (),
    )
