"""What a legal step is for: the list of offences behind its verb or noun, item by item.

"Pleaded guilty to a count each of theft, keeping a false ledger, and arson" has three items;
one that the vocabulary lacks is `other`, in the document's words. Sentencing enhancements are no offences (ruling 26),
and a deed with its victim ("for stabbing a guard") is an incident, not an offence (ruling 1).
"""

import re
from collections.abc import Iterator

from according.model import Span

from .deeds import deed_at, lemma_is_offence
from .offences import Named, offence_wordings, offences_in
from .page import Page
from .parties import parties_of
from .step import Step
from .wordlists import words

_OPENERS = {
    "accused": ("of",),
    "suspected": ("of",),
    "sentenced": ("for",),
    "arrested": ("for", "of"),
    "wanted": ("for",),
    "convicted": ("of", "on", "for"),
    "acquitted": ("of", "on"),
    "pleaded_guilty": ("to", "of"),
}
"""Words that open the list, by stage; where a stage is not named, `_ANY`."""
_ANY = ("with", "of", "on", "for")
_OPENERS_BY_RULE = {"law.filed": ("for",), "law.plea": ("to", "of")}
_ENHANCED = re.compile(
    r"(?:,|;|\band\b|\bwith\b|\bplus\b)(?:(?!\bwith\b|\band\b)[^,;]){0,40}?"
    r"\b(?:enhancements?|special allegations?|allegations? (?:for|of|that)"
    r"|special circumstances? (?:of|allegations?|for))"
    r"|\b(?:during|in the course of) (?:an?|the|this|that) (?:\w+ ){0,4}?(?:investigation|probe|inquiry)\b",
    re.IGNORECASE,
)
"""Enhancements, and the inquiry about something else in which a count came up."""
_NEXT_COUNT = re.compile(
    r"(?:[,;]|\band)\s+(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:\w+\s+)?counts?\s+(?:each\s+)?of\b",
    re.IGNORECASE,
)
"""Where a list of counts goes on behind an enhancement."""
_JOINS = (",", ";", "and", "including", "plus", "or", "&")
_STARTS = ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "DET", "ADV")
_LONGEST = 14
"""Words of one item; longer ones tell a story."""
_NEAR = 5
"""Tokens between a step and an uncounted offence: "convicted on Monday of poaching"."""


def offences_of(page: Page, step: Step) -> list[Named]:
    """The offences that a step is for: the listed ones of its clause, and items of its list that no list knows.

    Args:
        step: with the clause that begins at its word.
    """
    found: dict[tuple[str, str], Named] = {}
    for region in without_enhancements(page, step.span):
        listed = [n for n in offences_in(page, region) if not is_deed(page, n)]
        items = [n for n in _unlisted(page, step, region) if not any(n.span.overlaps(k.span) for k in listed)]
        for n in sorted([*listed, *items], key=lambda n: n.span.start):
            found.setdefault((n.code, " ".join(n.span.of(page.text).lower().split())), n)
    return list(found.values())


def without_enhancements(page: Page, span: Span) -> list[Span]:
    """The stretches of the clause that name counts: up to an enhancement, and on from the next count behind it."""
    found = _ENHANCED.search(page.text, span.start, span.end)
    if found is None:
        return [span]
    goes_on = _NEXT_COUNT.search(page.text, found.end(), span.end)
    before = [Span(span.start, found.start())]
    return [*before, *without_enhancements(page, Span(goes_on.start(), span.end))] if goes_on else before


def is_deed(page: Page, named: Named) -> bool:
    """Whether the words are a verb with its victim, which the incident tells ("for murdering a clerk")."""
    return any(_is_deed_verb(page, token) for token in page.tokens_in(named.span))


def tells_deed(page: Page, step: Step) -> bool:
    """Whether a deed with its victim is what the step is for: the incident carries its stage."""
    return any(_is_deed_verb(page, token) for token in page.tokens_in(step.span) if token > step.token)


def _is_deed_verb(page: Page, token: int) -> bool:
    if page.tokens[token].xpos != "VBG" or deed_at(page, token) is None or lemma_is_offence(page, token):
        return False
    return bool(parties_of(page).people_all([o for o in page.objects(token) if o > token]))


def _unlisted(page: Page, step: Step, region: Span) -> Iterator[Named]:
    """Items of the list behind the step that the vocabulary lacks."""
    if step.stage in ("released", "dismissed", "overturned", "on_trial"):
        return
    known = [n.span for n in offence_wordings(page, region)]
    for first in _openings(page, step, region):
        items = list(_items(page, first, region, known))
        found = [
            n
            for i, item in enumerate(items)
            if (n := _worded(page, item, step, known)) is not None and (i == 0 or _is_own_item(page, item))
        ]
        if found or any(_holds(page, item, known) for item in items):
            yield from found
            return


def _openings(page: Page, step: Step, region: Span) -> Iterator[int]:
    cases = _OPENERS_BY_RULE.get(step.rule) or _OPENERS.get(step.stage, _ANY)
    for token in page.tokens_in(region):
        if token <= step.token or page.word(token) not in cases or page.word(token - 1) in ("connection", "connected"):
            continue
        near = token - step.token <= _NEAR and page.word(token) != "on"
        if not (near or _are_counts(page, token + 1) or page.tokens[token + 1].xpos == "VBG"):
            continue
        if page.tokens[token].upos in ("ADP", "SCONJ", "PART"):
            yield token + 1


def _are_counts(page: Page, first: int) -> bool:
    """Whether "on" is followed by counts and not by a day or by evidence."""
    return any(
        page.lemma(t) in ("count", "charge", "suspicion") for t in range(first, min(first + 6, len(page.tokens)))
    )


def _items(page: Page, first: int, region: Span, known: list[Span]) -> Iterator[range]:
    """Stretches of tokens between commas and "and", as far as the list goes on."""
    inside = page.tokens_in(region)
    start = first
    for token in range(first, inside.stop + 1):
        ends = token >= inside.stop or (page.word(token) in _JOINS and not _is_inside(page, token, known))
        if not ends:
            continue
        if token < inside.stop and page.tokens[token].upos == "CCONJ" and _goes_on(page, token, inside.stop):
            continue
        if token > start:
            item = range(start, token)
            if start > first and not _may_begin(page, item):
                return
            yield item
        start = token + 1


def _is_inside(page: Page, token: int, known: list[Span]) -> bool:
    at = page.tokens[token].start
    return any(span.start < at < span.end for span in known)


def _goes_on(page: Page, token: int, stop: int) -> bool:
    """Whether "and" joins two words inside one item ("by stealth and with force", "false and misleading claims")."""
    if token + 1 >= stop:
        return False
    before, after = page.tokens[token - 1], page.tokens[token + 1]
    modifiers = before.upos in ("ADJ", "ADV") or before.xpos == "VBN"
    return after.upos == "ADP" or (modifiers and after.upos in ("ADJ", "ADV"))


def _may_begin(page: Page, item: range) -> bool:
    """Whether a stretch can be an item: no clause with a verb of its own, no phrase of time, place or speaker."""
    manner = page.word(item[0]).endswith("ly")
    if (
        (page.tokens[item[0]].upos not in _STARTS and not manner)
        or page.word(item[0]) in words("law", "lists.circumstance")
        or page.word(item[0]) == "according"
    ):
        return False
    if page.lemma(item[0]) in ("cause", "result", "leave", "render"):
        return False
    finite = any(page.tokens[t].xpos in ("VBD", "VBZ", "VBP", "MD") for t in item)
    return not finite and not any(page.word(t) == "said" for t in item)


def _holds(page: Page, item: range, known: list[Span]) -> bool:
    start, end = page.tokens[item[0]].start, page.tokens[item[-1]].end
    return any(start <= span.start < end for span in known)


def _worded(page: Page, item: range, step: Step, known: list[Span]) -> Named | None:
    """The item as an offence in its own words; None for a number of counts, a name, a time, or a listed offence."""
    if _holds(page, item, known):
        return None
    item = _shortened(page, _past_counts(page, item))
    head = _head(page, item)
    if head is None or len(item) > _LONGEST or page.lemma(head) in words("offences", "vague"):
        return None
    t = page.tokens[head]
    gerund = t.xpos == "VBG"
    if page.word(item[0]) in words("law", "lists.circumstance") or (t.upos != "NOUN" and not gerund):
        return None
    if step.stage in ("arrested", "sentenced", "wanted", "accused", "suspected") and not (
        gerund or _is_counted(page, item)
    ):
        return None
    if page.mention_index(head, "person", "time", "place", "organization", "group") is not None:
        return None
    if gerund and (deed_at(page, head) is not None or _shares_a_victim(page, item)):
        return None
    return Named("other", Span(page.tokens[item[0]].start, page.tokens[item[-1]].end))


def _shares_a_victim(page: Page, item: range) -> bool:
    """ "Hitting and killing a man": the first verb has the object of the second, which is a deed."""
    behind = item.stop + 1
    bare = len(item) == 1 and behind < len(page.tokens) and page.word(item.stop) == "and"
    return bare and deed_at(page, behind) is not None


def _is_own_item(page: Page, item: range) -> bool:
    """Whether a later item stands for itself: a gerund, or a noun of more than one word ("cattle and hay" is one)."""
    item = _shortened(page, item)
    head = _head(page, item)
    return len(item) > 1 or (head is not None and page.tokens[head].xpos == "VBG")


def _past_counts(page: Page, item: range) -> range:
    """The item behind "two felony counts each of", and behind its article."""
    for token in item:
        if page.lemma(token) in ("count", "charge", "suspicion"):
            of = next((t for t in range(token + 1, min(token + 4, item.stop)) if page.word(t) in ("of", "for")), None)
            if of is not None:
                item = range(of + 1, item.stop)
    start = item.start
    while start < item.stop - 1 and page.tokens[start].upos in ("DET", "NUM"):
        start += 1
    return range(start, item.stop)


def _shortened(page: Page, item: range) -> range:
    stop = next((t for t in item if t > item.start and page.word(t) in words("law", "lists.circumstance")), item.stop)
    while stop > item.start + 1 and page.tokens[stop - 1].upos == "PUNCT":
        stop -= 1
    return range(item.start, stop)


def _head(page: Page, item: range) -> int | None:
    return next((t for t in item if page.tokens[t].head not in item), None)


def _is_counted(page: Page, item: range) -> bool:
    before = page.text[max(0, page.tokens[item[0]].start - 30) : page.tokens[item[0]].start]
    return bool(re.search(r"\b(?:counts?|charges?|suspicion)(?: each)? (?:of|for) (?:an? )?$", before, re.IGNORECASE))
