"""The lists of a release: who the defendants are, name by name, and what they are charged with, line by line."""

import re
from collections.abc import Iterator

from according.model import Argument, Qualifiers, Span
from according.ontology import ontology

from .accusations import Step, case_of, steps_of
from .bystanders import is_law_officer, is_official, is_sufferer
from .draft import Draft
from .offences import Named, offence_argument, offences_in
from .page import Page

_ROLL = re.compile(
    r"\b(?:defendants?|(?:people|those|men|women|persons|individuals)\s+(?:charged|indicted|arrested|convicted))\b"
    r"[^.;:]{0,80}?(?:\b(?:is|are|were|was|include[sd]?)\b\s*(?:identified\s+as\b)?\s*:?|:)",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:charges?|charged|counts?|guilty|convicted|crimes|offen[sc]es|indicted)\b", re.IGNORECASE)
_PRIOR = re.compile(r"\b(?:prior|previous|previously|past|criminal history)\b", re.IGNORECASE)
_NO_OFFENCE = re.compile(r"\b(?:enhancements?|allegations?|maximum|faces?|penalty)\b", re.IGNORECASE)
_NEXT = 40
"""Characters between "the defendants are" and the first name."""
_LONGEST_LINE = 40
"""Words; a longer sentence under a list's heading is narration again."""


def find_listed(page: Page) -> Iterator[Draft]:
    """accused_of for each name of a roll of defendants, and for each line of a list of counts."""
    yield from _rolls(page)
    yield from _count_lists(page)


def _rolls(page: Page) -> Iterator[Draft]:
    for sentence in range(len(page.sentences)):
        opening = _ROLL.search(page.sentence_text(sentence))
        if opening is None:
            continue
        start = page.sentences[sentence].start + opening.end()
        people = list(_names(page, sentence, start))
        if people and page.tokens[people[0][1]].start - start > _NEXT:
            continue
        for line in _lines_after(page, sentence):
            listed = list(_names(page, line, page.sentences[line].start))
            if not listed:
                break
            people += listed
        if len(people) < 2:
            continue
        told = _told_of_the_set(page, sentence)
        if told is None:
            continue
        step, offences = told
        for at, token, person in people:
            for offence in offences:
                yield _draft(page, person, offence, at, token, step.stage, "law.roll", antecedent=step.token)


def _names(page: Page, sentence: int, start: int) -> Iterator[tuple[int, int, Argument]]:
    """People named in a sentence from a character on; nobody who is told as an officer or a victim."""
    for m in page.mentions_in(sentence, "person"):
        mention = page.reading.mentions[m]
        person = page.argument(m)
        if mention.level != "named" or mention.start < start or person is None or person.type != "Person":
            continue
        if not (is_law_officer(page, person) or is_official(page, person) or is_sufferer(page, person)):
            yield sentence, mention.head, person


def _told_of_the_set(page: Page, sentence: int) -> tuple[Step, list[Named]] | None:
    """The nearest legal step against a set of people, with its offences; in the roll's own sentence any step."""
    for step in sorted(steps_of(page), key=lambda s: abs(page.sentence_of(s.token) - sentence)):
        own = page.sentence_of(step.token) == sentence
        if step.prior or step.polarity == "negated" or step.certainty == "unknown":
            continue
        offences = offences_in(page, step.span)
        if offences and (own or any(p.type == "People" for p in step.people)):
            said = page.sentence_text(page.sentence_of(step.token)).lower()
            return None if "variously" in said else (step, offences)
    return None


def _count_lists(page: Page) -> Iterator[Draft]:
    for sentence in range(len(page.sentences)):
        heading = page.sentence_text(sentence).rstrip()
        if not heading.endswith(":") or not _COUNTS.search(heading):
            continue
        steps = [s for s in steps_of(page) if page.sentence_of(s.token) == sentence and s.certainty != "unknown"]
        people = list(steps[-1].people) if steps else _sole_defendant(page)
        stage = steps[-1].stage if steps else _stage_of_heading(heading)
        if stage is None or not people:
            continue
        for line in _lines_after(page, sentence):
            span = Span(page.sentences[line].start, page.sentences[line].end)
            offences = offences_in(page, span)
            said = page.sentence_text(line)
            if _NO_OFFENCE.search(said):
                continue
            if not offences:
                break
            token = page.sentences[line].first
            for person in people:
                for offence in offences:
                    yield _draft(
                        page,
                        person,
                        offence,
                        line,
                        token,
                        stage,
                        "law.count_list",
                        antecedent=page.sentences[sentence].first,
                    )


def _stage_of_heading(heading: str) -> str | None:
    said = heading.lower()
    if _PRIOR.search(said) or "guilty" in said or "convict" in said:
        return "pleaded_guilty" if "plead" in said or "pled" in said else "convicted"
    if "indict" in said:
        return "indicted"
    return "charged" if "charge" in said or "count" in said else None


def _sole_defendant(page: Page) -> list[Argument]:
    """The one named person that legal steps are taken against; nobody where there are several."""
    named = {
        p.entity or p.name: p
        for s in steps_of(page)
        if not s.prior and s.polarity != "negated"
        for p in s.people
        if p.type == "Person"
    }
    return list(named.values()) if len(named) == 1 and case_of(page).furthest in ontology().stages else []


def _lines_after(page: Page, sentence: int) -> Iterator[int]:
    """Short lines that follow, as long as they stay short."""
    for line in range(sentence + 1, min(len(page.sentences), sentence + 200)):
        words = page.sentences[line].last - page.sentences[line].first
        if words > _LONGEST_LINE or page.segment_kind(line) in ("headline", "boilerplate"):
            return
        yield line


def _draft(
    page: Page, person: Argument, offence: Named, sentence: int, token: int, stage: str, rule: str, *, antecedent: int
) -> Draft:
    behind = page.sentence_of(antecedent)
    return Draft(
        "accused_of",
        person,
        offence_argument(page, offence),
        sentence,
        token,
        rule,
        stage=stage,
        qualifiers=Qualifiers(offence=offence.span.of(page.text)),
        score=0.75,
        antecedents=(behind,) if behind != sentence else (),
    )
