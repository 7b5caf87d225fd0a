"""Words that a document explains: term_means, for foreign and slang words and for terms that a law defines."""

import re
from collections.abc import Iterator

from according.model import Argument, MentionText, Span

from .draft import Draft
from .page import Page
from .parties import Parties, parties_of

_QUOTED = re.compile(r"[“\"‘']([^“”\"‘’'\n]{2,40}?),?[”\"’']")


_MEANS = re.compile(
    r"[“\"‘'](?P<term>[^“”\"‘’\n]{2,40}?),?[”\"’'],?\s*(?:\(|[-–—]\s?)?"
    r"(?:which (?:means|translates (?:as|to)|is [A-Z]\w+ for)|(?:that )?means|meaning|"
    r"(?:is )?(?:[A-Z]\w+|slang|street slang|code) for|translated as|translates (?:as|to)|"
    r"a term (?:for|meaning)|a (?:slang|code|street) (?:term|word|name) for)\s+"
    r"(?:[“\"‘'](?P<quoted>[^“”\"\n]{2,80}?)[.,]?[”\"’']|(?P<bare>[^,.;:()\n“”\"]{3,80}))",
)


_EQUALS = re.compile(
    r"[“\"‘'](?P<term>[\w' -]{2,30}?),?[”\"’'](?:,? or | \()[“\"‘'](?P<quoted>[\w' -]{2,40}?),?[”\"’'](?:\)|\s?[-–—,])"
)


_GLOSS = re.compile(r"\((?P<lang>[A-Z]\w+) for [“\"‘'](?P<quoted>[^“”\"\n]{2,60}?)[”\"’']\)")


_DEFINED = re.compile(
    r"[“\"‘']([\w' -]{2,30}?),?[”\"’']\s?(?:[-–—]|,)\s?((?:the|a|an|its) (?:[\w-]+ ){0,3}"
    r"(?:drug|word|term|slang|code|nickname|name|currency|tax|fee|money|fine)\b[^.;\n]{0,80})"
)


def find_terms(page: Page) -> Iterator[Draft]:
    """term_means of one page."""
    yield from _terms(parties_of(page))


def _terms(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    seen: set[tuple[int, str]] = set()
    for pattern in (_MEANS, _EQUALS):
        for match in pattern.finditer(page.text):
            quoted = match["quoted"] is not None
            if not quoted and re.search(r"\bor\s+$", page.text[match.start() : match.start("bare")]):
                continue
            group = "quoted" if quoted else "bare"
            draft = _term(
                page, Span(match.start("term"), match.end("term")), Span(match.start(group), match.end(group))
            )
            key = (draft.sentence, draft.subject.name if draft.subject else "")
            if key not in seen:
                seen.add(key)
                yield draft
    for match in _GLOSS.finditer(page.text):
        before = _QUOTED.search(page.text, max(0, match.start() - 45), match.start())
        if before and before.end() >= match.start() - 2:
            yield _term(page, Span(before.start(1), before.end(1)), Span(match.start("quoted"), match.end("quoted")))
    yield from _defined(parties)
    yield from _laid_down(page)


_SAID_TO_BE = re.compile(
    r"(?:^|(?<=[.\n]))\s*(?:\(\d+\)\s*)?(?:Under the law, |In law, )?"
    r"(?:[“\"](?P<quoted>[^“”\"\n]{3,60})[”\"]|(?P<bare>(?:An? )?[A-Za-z][a-z]+(?: [a-z]+){0,2})) "
    r"(?P<verb>includes|is (?:described|defined) as|means|is (?:the act|a crime|an offence|a civil order))"
    r"(?P<meaning> [^.;\n]{12,400})",
    re.MULTILINE,
)
"""Definitions as laws and releases write them; the verb must define, and the meaning be told at some length."""


def _laid_down(page: Page) -> Iterator[Draft]:
    """ "(3) “Coercion” includes any scheme ...", "Pandering is the act of persuading ..."."""
    for match in _SAID_TO_BE.finditer(page.text):
        if match["verb"] in ("includes", "means") and match["quoted"] is None:
            continue
        group = "quoted" if match["quoted"] is not None else "bare"
        start = match.start("verb") + 3 if match["verb"].startswith("is a") or "the act" in match["verb"] else 0
        meaning = Span(start or match.start("meaning") + 1, match.end("meaning"))
        yield _term(page, Span(match.start(group), match.end(group)), meaning)


def _defined(parties: Parties) -> Iterator[Draft]:
    """ "‘Pisto’ – the drug that ...", "“X” is slang for Y": a quoted word, a dash, its description."""
    page = parties.page
    for match in _DEFINED.finditer(page.text):
        yield _term(page, Span(match.start(1), match.end(1)), Span(match.start(2), match.end(2)))


def _term(page: Page, term: Span, meaning: Span) -> Draft:
    trigger = page.token_at(term.start)
    name = " ".join(term.of(page.text).strip(" ,").split())
    value = " ".join(meaning.of(page.text).strip(" ,.").split())
    return Draft(
        "term_means", Argument("Term", name, mention=MentionText(term.start, term.end, term.of(page.text))),
        Argument("Value", value, mention=MentionText(meaning.start, meaning.end, meaning.of(page.text))),
        page.sentence_of(trigger), trigger, "term.explained", score=0.8,
    )  # fmt: skip
