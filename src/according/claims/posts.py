"""Offices: holds_post where a title stands beside a name.

"District Attorney Aa Bb", "Aa Bb, chief of the Cc Police": the title is a run of title words, the body what stands
before it ("Cc County") or after it ("of the Cc Bureau").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from according.model import Argument, MentionText, Qualifiers

from .capitals import name_run
from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name
from .people_named import Named, named_people
from .wordlists import words

_JOINS = frozenset({"of", "for", "at", "and", "the", "to", "on", "’s", "'s", "’", "'", "&", ".", "-"})


_POSSESSIVE = frozenset({"’s", "'s", "’", "'", "s"})


_THANKS = re.compile(
    r"\b(?:prosecuted (?:by|this case|the case)|prosecuting (?:this|the) case|is prosecuting|investigated by|"
    r"under the supervision|thanked|assigned to (?:this|the) case|handling the case|for (?:his|her|their) assistance|"
    r"Media Contact|Contact:|Prosecutor:)",
    re.IGNORECASE,
)
"""Sentences about who worked on a case: not claims (ruling 24)."""


@dataclass(frozen=True, slots=True)
class _Title:
    first: int
    last: int
    body: Argument | None
    former: bool


def find_posts(page: Page) -> Iterator[Draft]:
    """holds_post and occupation of one page."""
    parties = parties_of(page)
    introduced: set[str] = set()
    for draft in _titles(parties):
        surname = draft.subject.name.split()[-1].lower() if draft.subject else ""
        bare = draft.object is None or draft.predicate == "occupation"
        unnamed = draft.predicate == "occupation" and not (draft.subject and is_name(draft.subject.name))
        if not (bare and surname in introduced) and not unnamed:
            yield draft
        introduced.add(surname)


def _titles(parties: Parties) -> Iterator[Draft]:
    """Every title beside a name; a bare title after the first only says again who is meant ("DA Bb said")."""
    page = parties.page
    names = named_people(page)
    for i, name in enumerate(names):
        sentence = page.sentence_of(name.first)
        if _THANKS.search(page.sentence_text(sentence)):
            continue
        until = names[i + 1].first if i + 1 < len(names) else page.sentences[sentence].last
        before = _title_before(parties, name)
        if before is not None:
            after_name = _body_after(parties, name.last, page.sentences[sentence].last) if before.body is None else None
            yield _post(parties, name.person, before, after_name, "post.before_name")
        yield from _titles_after(parties, name, min(until, page.sentences[sentence].last))


def _title_before(parties: Parties, name: Named) -> _Title | None:
    """The title that ends right before the name, with the body before it."""
    page = parties.page
    start = page.sentences[page.sentence_of(name.first)].first
    last = name.first
    if last - 1 >= start and page.word(last - 1) == ".":
        last -= 1
    head = last - 1
    if head < start or page.word(head).rstrip(".") not in words("posts", "heads"):
        return None
    if not page.text[page.tokens[head].start].isupper() and page.word(head) in words("posts", "everyday"):
        return None
    if page.tokens[head].upos in ("VERB", "AUX") or page.word(head) in ("the",):
        return None
    first = _modifiers(page, head, start)
    body_last = first
    if body_last - 1 >= start and page.word(body_last - 1) in _POSSESSIVE:
        body_last -= 1
    body_first = _proper_before(page, body_last, start)
    body = _body(parties, body_first, body_last) if body_first < body_last else None
    former = any(page.word(t) in ("former", "ex", "late") for t in range(max(start, body_first - 1), head))
    return _Title(first, last, body, former)


def _modifiers(page: Page, head: int, start: int) -> int:
    """The first token of the title that ends in `head`."""
    t = head
    while t - 1 >= start:
        word = page.word(t - 1).rstrip(".")
        dot = page.word(t - 1) == "." and page.word(t - 2) in words("posts", "shortened")
        modifier = word in words("posts", "modifiers") or word in words("posts", "heads")
        if page.word(t - 1) == "-" and t - 2 >= start and page.word(t - 2) in words("posts", "modifiers"):
            modifier = True
        if not modifier and not dot:
            break
        if (
            word in ("in", "the", "police", "court", "supreme", "county", "city", "superior", "state")
            and page.text[page.tokens[t - 1].start].isupper()
        ):
            break
        t -= 1
    while t < head and page.word(t) in (".", "-", "in"):
        t += 1
    return t


def _proper_before(page: Page, last: int, start: int) -> int:
    """The first token of the capitalised run that ends before `last` ("Kestrel County", "Port Maren Police")."""
    t = last
    while t - 1 >= start:
        word = page.text[page.tokens[t - 1].start : page.tokens[t - 1].end]
        if word[:1].isupper() and page.tokens[t - 1].upos in ("PROPN", "NOUN", "ADJ"):
            t -= 1
        elif word in ("of", "’s", "'s", "’", "-", ".", "and", "&") and t - 2 >= start and t < last:
            previous = page.text[page.tokens[t - 2].start : page.tokens[t - 2].end]
            if not previous[:1].isupper() or (
                word == "and" and page.tokens[t - 2].deprel.split(":")[0] not in ("compound", "flat", "conj")
            ):
                break
            t -= 1
        else:
            break
    while t < last and page.word(t) in words("posts", "honorifics") | {"former", "acting", "today", "then"} | _JOINS:
        t += 1
    return t


def _body(parties: Parties, first: int, last: int) -> Argument | None:
    """The body or place that the tokens name."""
    page = parties.page
    if first >= last:
        return None
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    text = page.text[start:end]
    for token in range(last - 1, first - 1, -1):
        m = parties.name_at(token)
        if m is not None and parties.kind(m) in ("organization", "place", "group"):
            mention = page.reading.mentions[m]
            if mention.start <= start + 4 and abs(mention.end - end) <= 2:
                kind = {"place": "Place", "group": "Organization"}.get(parties.kind(m), "Organization")
                return page.argument(m, type=kind)
    m = parties.name_at(first)
    lone_place = m is not None and parties.kind(m) == "place"
    tail = page.word(last - 1).rstrip(".")
    kind = (
        "Place" if lone_place and tail not in words("posts", "bodies") - {"county", "city", "state"} else "Organization"
    )
    return Argument(kind, " ".join(text.split()), mention=MentionText(start, end, text))


def _titles_after(parties: Parties, name: Named, limit: int) -> Iterator[Draft]:
    """ "Aa Bb, Unit Chief", "Aa Bb, the mayor of Cc", "Aa Bb of the Cc Bureau"."""
    page = parties.page
    t = name.last
    if t < limit and page.word(t) == ",":
        t += 1
        if t < limit and page.word(t).isdigit() and t + 1 < limit and page.word(t + 1) == ",":
            t += 2
    elif not (t < limit and page.word(t) in ("(", "–", "—")):
        return
    else:
        t += 1
    former = False
    while t < limit and page.word(t) in (
        "the",
        "a",
        "an",
        "former",
        "currently",
        "formerly",
        "then",
        "who",
        "is",
        "was",
    ):
        former = former or page.word(t) in ("former", "formerly", "then", "was")
        t += 1
    first = t
    end = t
    while end < limit and end - first < 7:
        word = page.word(end).rstrip(".")
        if word in words("posts", "heads") and not (
            end + 1 < limit
            and page.word(end + 1).rstrip(".") in words("posts", "heads")
            and page.tokens[end + 1].upos in ("NOUN", "PROPN")
        ):
            break
        proper = (
            page.text[page.tokens[end].start].isupper()
            or word in words("posts", "modifiers")
            or page.word(end) in ("-", "’s", "'s", "of")
        )
        if not proper:
            return
        end += 1
    if end >= limit or page.word(end).rstrip(".") not in words("posts", "heads"):
        return
    if end + 1 < limit and name_run(page, end + 1, limit) > end + 1 and page.word(end + 1) not in _JOINS:
        return
    head_first = _modifiers(page, end, first)
    body = (
        _body(parties, first, head_first - (page.word(head_first - 1) in _POSSESSIVE)) if head_first > first else None
    )
    if body is None:
        body = _body_after(parties, end + 1, page.sentences[page.sentence_of(end)].last)
    capital = page.text[page.tokens[end].start].isupper()
    if page.word(end) in words("posts", "everyday") and not capital and body is None:
        return
    yield _post(parties, name.person, _Title(head_first, end + 1, body, former), None, "post.after_name")


def _body_after(parties: Parties, t: int, limit: int) -> Argument | None:
    """The body of "of the Cc Bureau", "for Cc", "at Cc", right after a name or title."""
    page = parties.page
    if t >= limit or page.word(t) not in ("of", "for", "at", "with", "in"):
        if t + 1 < limit and page.word(t) == "," and page.word(t + 1) == "of":
            t += 1
        else:
            return None
    t += 1
    while t < limit and page.word(t) in ("the", "its", "a"):
        t += 1
    end = t
    while end < limit:
        text = page.text[page.tokens[end].start : page.tokens[end].end]
        if (
            text[:1].isupper()
            or (
                end > t
                and text in ("of", "’s", "'s", "’", "-", ".", "and", "for", "&")
                and end + 1 < limit
                and (
                    page.text[page.tokens[end + 1].start].isupper() or text == "." or page.word(end + 1) in ("the", "s")
                )
            )
            or (end > t and page.word(end) == "the" and page.word(end - 1) == "of")
        ):
            end += 1
        else:
            break
    while end > t and page.word(end - 1) in (*_JOINS, ","):
        end -= 1
    m = parties.name_at(t)
    if m is not None and parties.kind(m) == "person" and page.word(end - 1) not in words("posts", "bodies"):
        return None
    return _body(parties, t, end)


def _post(parties: Parties, person: Argument, title: _Title, after: Argument | None, rule: str) -> Draft:
    page = parties.page
    start, end = page.tokens[title.first].start, page.tokens[title.last - 1].end
    role = " ".join(page.text[start:end].split())
    body = title.body or after
    head = page.word(title.last - 1).rstrip(".")
    trigger = title.last - 1
    former = True if title.former else None
    role_words = role if role.isupper() and len(role) <= 4 else _plain(role)
    trade = role_words.lower() in ("attorney", "lawyer", "defense attorney", "defence lawyer", "defense lawyer")
    if body is None and (head in words("posts", "ranks") or trade):
        value = Argument("Value", role_words, mention=MentionText(start, end, page.text[start:end]))
        return Draft(
            "occupation", person, value, page.sentence_of(trigger), trigger, rule, score=0.75, certainty="certain"
        )
    return Draft(
        "holds_post", person, body, page.sentence_of(trigger), trigger, rule,
        qualifiers=Qualifiers(role=role_words, former=former), score=0.8, certainty="certain",
    )  # fmt: skip


def _plain(role: str) -> str:
    """A title as words: small letters, but not for abbreviations."""
    return " ".join(w if w.isupper() and len(w) <= 4 and not role.isupper() else w.lower() for w in role.split())
