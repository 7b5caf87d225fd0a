"""Other names of people and groups: alias_of.

Brackets, quotation marks inside a name, "aka", "known as", "nicknamed". Abbreviations of agencies are no aliases
(ruling 30).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument, MentionText, Qualifiers, Span

from .capitals import name_run
from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .people_named import named_people

_NICKNAME = re.compile(r"\s?\(?\s?[“\"‘']([A-Z][^“”\"‘’'\n]{0,28}?),?[”\"’']\s?\)?\s?,?")


_NICKNAMED = re.compile(r"\b([A-Z]\w*[a-z]\w*) [“\"‘']([A-Z][\w ]{0,28}?),?[”\"’'] ([A-Z][\w-]+)")


_AKA = re.compile(
    r"[\s,(]+(?:also )?(?:a\.?k\.?a\.?,?|alias|better known as|otherwise known as|known as|also known as|"
    r"nicknamed|dubbed|called himself|goes by(?: the name(?: of)?)?|"
    r"who (?:also )?goes by(?: the name(?: of)?)?|"
    r"(?:known|who goes) by (?:the|his|her) (?:alias|nickname|street name|pseudonym)s?(?: of)?|street name)\s+"
    r"(?:[“\"‘'](?P<quoted>[^“”\"\n]{1,40}?),?[”\"’']|(?P<bare>(?!(?:the|a|an)\b)[A-Z][\w-]*(?: [A-Z][\w-]*){0,3}))",
    re.IGNORECASE,
)


_CALLED_ON = ("on", "upon", "for", "off", "out", "by")
"""Behind "called" or "known", these ask for something or tell who did it."""


def find_aliases(page: Page) -> Iterator[Draft]:
    """alias_of of one page."""
    parties = parties_of(page)
    seen: set[tuple[str, str]] = set()
    for draft in [*_people(parties), *_groups(parties), *_written_out(parties), *_called(parties)]:
        key = (draft.subject.name.lower() if draft.subject else "", draft.object.name.lower() if draft.object else "")
        if key not in seen:
            seen.add(key)
            yield draft


def _people(parties: Parties) -> Iterator[Draft]:
    """ "Aa “Nick” Bb", "Aa Bb, aka “Nick”", "Aa Bb, 27, who goes by “Nick”"."""
    page = parties.page
    for name in named_people(page):
        start, end = page.tokens[name.first].start, page.tokens[name.last - 1].end
        inside = _NICKNAME.search(page.text, start, end)
        if inside:
            yield _alias(parties, Span(inside.start(1), inside.end(1)), name.person, name.first, "alias.nickname")
        if inside is None:
            before = _NICKNAMED.search(page.text, max(0, start - 60), end)
            if before and before.start(2) < start <= before.end() and before.end(3) <= end:
                yield _alias(parties, Span(before.start(2), before.end(2)), name.person, name.first, "alias.nickname")
                continue
            after = _NICKNAME.match(page.text, end)
            if (
                after
                and name_run(page, min(page.token_at(after.end()), len(page.tokens) - 1), len(page.tokens))
                and page.text[after.end() : after.end() + 2].strip()[:1].isupper()
                and "\n" not in after[0]
            ):
                yield _alias(parties, Span(after.start(1), after.end(1)), name.person, name.first, "alias.nickname")
                continue
        tail = page.text[end : end + 12]
        skip = re.match(r",? \d{1,2},? ", tail)
        aka = _AKA.match(page.text, end + (skip.end() - 1 if skip else 0))
        if aka:
            group = "quoted" if aka["quoted"] else "bare"
            yield _alias(parties, Span(aka.start(group), aka.end(group)), name.person, name.first, "alias.aka")


def _groups(parties: Parties) -> Iterator[Draft]:
    """ "Slate Street Crew (SSC)", "the gang, known as A", "A, also called B"."""
    page = parties.page
    for match in re.finditer(
        r"[\(\[](?:also |or |aka |a\.k\.a\. )?[“\"‘']?([A-Z][\w&.-]{1,14})[”\"’']?[\)\]]", page.text
    ):
        bracket = page.token_at(match.start())
        if bracket < 1:
            continue
        before = bracket - 1
        if page.tokens[before].end < match.start() - 3:
            continue
        for group in parties.groups(before) or (
            parties.groups(page.tokens[before].head) if page.tokens[before].head >= 0 else []
        ):
            alias = match[1]
            if group.name.lower() == alias.lower() and group.mention is not None:
                group = replace(group, name=" ".join(group.mention.text.split()))
            if group.name.lower() == alias.lower():
                continue
            words_before = page.text[page.tokens[max(0, before - 8)].start : match.start()]
            used_again = match[0].startswith("(") and len(alias) >= 3 and page.text.count(alias) >= 2
            if group.type == "Group" and (_initials_fit(alias, words_before) or used_again):
                yield _alias(parties, Span(match.start(1), match.end(1)), group, before, "alias.acronym")


_WRITTEN_OUT = re.compile(r"\b([A-Z][A-Z0-9-]{1,9})\s\[([A-Z][^\[\]\n]{5,80}(?:\n[^\[\]\n]{1,60})?)\]")


def _written_out(parties: Parties) -> Iterator[Draft]:
    """ "XLN [XANADU LIBERATION NAVY]": a wire service writes out in brackets what a group's letters stand for."""
    page = parties.page
    for match in _WRITTEN_OUT.finditer(page.text):
        before = page.token_at(match.start(1))
        if parties.is_authority(match[2].lower().split()) or not _initials_fit(match[1], match[2]):
            continue
        for group in parties.groups(before, bodies=True)[:1]:
            of = replace(group, type="Group", name=match[1])
            yield _alias(parties, Span(match.start(2), match.end(2)), of, before, "alias.written_out")


def _initials_fit(short: str, before: str) -> bool:
    """Whether the letters of a short form can be the initials of the words before it."""
    letters = [c.lower() for c in short if c.isalnum()]
    initials = [w[0].lower() for w in re.findall(r"\w+", before)]
    at = 0
    for initial in initials[-10:]:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at >= max(2, len(letters) - 1) or short.lower() in before.lower()


def _called(parties: Parties) -> Iterator[Draft]:
    """ "A gang known as B", "the group, dubbed B", "A is also called B", "self-titled “B”"."""
    page = parties.page
    for verb in range(len(page.tokens)):
        if page.word(verb) not in (
            "known",
            "called",
            "dubbed",
            "nicknamed",
            "labelled",
            "labeled",
            "self-titled",
            "self-styled",
            "named",
        ) or page.tokens[verb].upos not in ("VERB", "ADJ"):
            continue
        if page.word(verb + 1) in _CALLED_ON:
            continue
        names = [
            c
            for c in page.dependents(verb, "obl", "xcomp", "obj")
            if c > verb and (page.tokens[c].upos == "PROPN" or _quoted_before(page, c))
        ]
        names = [c for c in names if page.case(c) in ("", "as")]
        if page.word(verb) == "known":
            names = [c for c in names if page.case(c) == "as"]
        token = page.tokens[verb]
        attributive = token.deprel.split(":")[0] in ("acl", "amod")
        others = not attributive and not page.is_passive(verb)
        heads = (
            [token.head] if token.deprel.split(":")[0] in ("acl", "amod") and token.head >= 0 else page.subjects(verb)
        )
        for c in names[:1]:
            for head in heads[:1]:
                called = parties.groups(head) or [p for p in parties.people(head) if p.type == "Person"]
                text = _whole_name(parties, c)
                for one in called:
                    alias = Argument("Term", text.of(page.text))
                    if one.type == "Person" and (
                        others or (alias.name.isupper() and len(alias.name) < 6 and not _stands_before(page, one, verb))
                    ):
                        continue
                    if same_party(one, alias) and is_name(one.name):
                        continue
                    if one.type == "Person" and not is_name(one.name):
                        continue
                    if set(alias.name.lower().split()) <= set(one.name.lower().split()):
                        continue
                    yield _alias(parties, text, one, verb, "alias.called")


def _stands_before(page: Page, one: Argument, verb: int) -> bool:
    """Whether no other name, which the letters may be short for, stands between the bearer and "also known as"."""
    end = one.mention.end if one.mention is not None else 0
    between = page.reading.mentions[bisect_left(page.reading.mentions, end, key=lambda m: m.start) :]
    names = (m for m in between if m.level == "named" and m.type in ("person", "group", "organization"))
    nearest = next(names, None)
    return nearest is None or nearest.start >= page.tokens[verb].start


def _quoted_before(page: Page, token: int) -> bool:
    start = page.tokens[token].start
    return page.text[start : start + 1].isupper() and any(q in page.text[max(0, start - 14) : start] for q in '“‘"')


def _whole_name(parties: Parties, token: int) -> Span:
    page = parties.page
    first, last = parties.core(token)
    while first < token and page.word(first) in ("the", "“", "‘", '"', "'"):
        first += 1
    limit = page.sentences[page.sentence_of(token)].last
    return Span(page.tokens[first].start, page.tokens[max(last, name_run(page, first, limit)) - 1].end)


def _alias(parties: Parties, span: Span, of: Argument, trigger: int, rule: str) -> Draft:
    page = parties.page
    text = span.of(page.text).strip(" ,”’\"'")
    term = Argument(
        "Term",
        " ".join(text.split()),
        mention=MentionText(span.start, span.start + len(text), page.text[span.start : span.start + len(text)]),
    )
    sentence = page.sentence_of(page.token_at(span.start))
    return Draft(
        "alias_of",
        term,
        of,
        sentence,
        trigger,
        rule,
        qualifiers=Qualifiers(),
        score=0.85,
        certainty="certain",
        polarity="affirmed",
    )
