"""Whom a verb of law is taken against: by the tree, and by the order of words where the tree loses the defendant."""

import re

from according.model import Mention

from .page import Page

_PASSIVE = re.compile(
    r"\s*,?\s*(?:\bwho\s+)?\b(?:was|were|is|are|has been|have been|had been)\s+"
    r"(?:(?:all|both|each|also|then|later)\s+|\w+ly\s+)*",
    re.IGNORECASE,
)
"""What stands between the defendant and the participle."""
_AGE = r"(?:\s*,\s*\d{1,2}\b)?"
_BEHIND_A_NAME = re.compile(rf"{_AGE}\s*,?\s*")
_TOLD_OF = re.compile(rf"{_AGE}\s*,?\s*\bwho\s[^;:]*,\s*", re.IGNORECASE)
"""A clause that tells more of the one named before it."""
_BEFORE_NEXT = re.compile(rf"{_AGE}\s*,?\s*(?:\band\s+)?", re.IGNORECASE)


def patients(page: Page, verb: int) -> list[int]:
    """Heads of those a step is taken against: passive subject, or object of an authority's act."""
    if page.is_passive(verb):
        return _named_before(page, verb) or _passive_subjects(page, verb)
    objects = page.objects(verb)
    if objects:
        return objects
    token = page.tokens[verb]
    told_short = page.segment_kind(page.sentence_of(verb)) in ("headline", "dek", "caption")
    if token.xpos == "VBN" or (told_short and token.xpos == "VBD"):
        return page.subjects(verb)
    return []


def _passive_subjects(page: Page, verb: int) -> list[int]:
    """Subjects of the passive verb; a name behind it ("sentenced on Monday by Justice Venn") is none."""
    t = page.tokens[verb]
    found = page.subjects(verb)
    if page.dependents(verb, "aux:pass"):
        before = [s for s in found if s < verb]
        found = before or (page.subjects(t.head) if t.deprel == "conj" else found)
    if found or not t.deprel.startswith("acl"):
        return found
    described = [m.head for m in _people(page, verb) if m.end <= t.start and not page.text[m.end : t.start].strip(" ,")]
    return described[-1:] if described and page.mention_index(t.head, "person", "group") is None else [t.head]


def _named_before(page: Page, verb: int) -> list[int]:
    """The names right before "was sentenced", or before a clause about him that stands between, where the tree has no
    subject that stands with the verb itself."""
    own = [s for s in page.dependents(verb, "nsubj", "nsubj:pass") if s < verb and page.word(s) != "who"]
    if own or page.tokens[verb].xpos not in ("VBN", "VBD"):
        return []
    at, people = page.tokens[verb].start, _people(page, verb)
    for m in reversed(people):
        told = _TOLD_OF.match(page.text, m.end, at)
        stop = max((p for p in (m.end, told.end() if told else 0)), default=m.end)
        behind = _BEHIND_A_NAME.match(page.text, stop, at)
        if _PASSIVE.fullmatch(page.text, behind.end() if behind else stop, at) or _PASSIVE.fullmatch(
            page.text, stop, at
        ):
            return _run_up_to(page, people, m)
    return []


def _run_up_to(page: Page, people: list[Mention], last: Mention) -> list[int]:
    """Heads of the names that a list ends with, the last included ("Reed, 31, Orrin, 24, and Venn")."""
    heads, start = [last.head], last.start
    for m in reversed(people):
        if m.end <= start and m.end < last.start and _BEFORE_NEXT.fullmatch(page.text, m.end, start):
            heads.insert(0, m.head)
            start = m.start
    return heads


def _people(page: Page, token: int) -> list[Mention]:
    """Mentions of named people in the token's sentence, in order, the longest of those that overlap."""
    found: list[Mention] = []
    for index in page.mentions_in(page.sentence_of(token), "person"):
        m = page.reading.mentions[index]
        if m.level == "named" and not any(n.start <= m.start and m.end <= n.end for n in found):
            found = [n for n in found if not (m.start <= n.start and n.end <= m.end)] + [m]
    return sorted(found, key=lambda m: m.start)
