"""Who is quoted where: the reading's attributions, mended, and those that the syntax shows besides.

An attribution is kept only if its cue reports something: "Man convicted of …", "offered to …" and "attempted to …" are
read as attributions at times, and put words into the mouth of people who said nothing. What a reporting verb governs in
the tree, and what follows "according to", is added where the reading missed it, so that nested speakers are not lost.
Works on one document; decides nothing about kinds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from according.model import Attribution, Span, hull

from .page import Page
from .turns import turns_of
from .wordlists import wordlist, words

_IMPERSONAL = re.compile(
    r"\bit (?:is|was|has been|had been) (?P<cue>(?:\w+ly )?(?:confirmed|announced|reported|stated|disclosed|revealed|"
    r"learned|established|alleged|claimed|acknowledged))(?: by (?P<source>[^,;:.\n]{3,60}?))?,? that\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_QUOTED = re.compile('“[^“”]{12,4000}[”]|"[^"\n]{12,2000}"|(?<!\\w)‘[^‘\n]{12,2000}[,.?!]’|“[^”“\n]{12,}(?=\n|\\Z)')
"""A quotation; the last form is a paragraph whose quotation runs on in the next one."""
_AT_END = re.compile(r"[\s.,;:)\]”’\"']*\Z")
_HANDS_OVER = re.compile(r":\s*\n")
_FILLED = 300
"""Characters; no wider gap between a cue and what it governs is closed."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """All attributions of a page that report something, in the order of the text, and its quotations."""

    attributions: tuple[Attribution, ...]
    quotations: tuple[Span, ...]


def sayings_of(page: Page) -> Sayings:
    """The attributions of a page, mended; worked out once."""
    found = page.memo.get(Sayings)
    if not isinstance(found, Sayings):
        found = page.memo[Sayings] = _sayings(page)
    return found


def attributions_of(page: Page, token: int) -> list[Attribution]:
    """Attributions whose content holds the token, outermost first."""
    t = page.tokens[token]
    at = Span(t.start, t.end)
    found = [a for a in sayings_of(page).attributions if any(s.overlaps(at) for s in a.content)]
    found = [a for a in found if not _stands_beside(page, a, token)]
    return sorted(found, key=lambda a: (_depth(a, found), -sum(len(s) for s in a.content)))


def _depth(attribution: Attribution, among: list[Attribution]) -> int:
    """In how many others' words this one's cue stands."""
    if not attribution.cue:
        return 0
    cue = attribution.cue[0]
    return sum(a is not attribution and bool(a.cue) and hull((a.cue[0], *a.content)).covers(cue) for a in among)


def cue_tokens(page: Page, attribution: Attribution) -> list[int]:
    """The tokens of the reporting words."""
    return [t for span in attribution.cue for t in page.tokens_in(span)]


def _sayings(page: Page) -> Sayings:
    quotations = tuple(Span(m.start(), m.end()) for m in _QUOTED.finditer(page.text))
    read = [
        _mended(page, a, quotations) for a in page.reading.attributions if (a.source or a.cue) and _reports(page, a)
    ]
    seen = {t for a in read if a.source and a.content for t in cue_tokens(page, a)}
    added = [
        a for a in (*_governed(page), *_according(page), *_impersonal(page)) if not seen & set(cue_tokens(page, a))
    ]
    replaced = {t for a in added for t in cue_tokens(page, a)}
    kept = [a for a in read if not replaced & set(cue_tokens(page, a))]
    spoken = (a for a in (*kept, *added) if a.content and not _is_refused(page, a))
    every = sorted(spoken, key=lambda a: a.content[0].start)
    every += [*_carried(page, every, quotations), *_blamed(page)]
    if page.reading.document.authority_kind is None:  # in an authority's own paper a colon hands over to nobody
        every += [*_handed_over(page, every), *turns_of(page)]
    return Sayings(tuple(every), quotations)


def _is_refused(page: Page, attribution: Attribution) -> bool:
    """ "Parole denied for a man convicted of murder": what was refused says nothing."""
    source = hull(attribution.source).of(page.text).lower().split() if attribution.source else []
    return bool(source) and source[-1] in words("certainty", "refused")


_FOUND = re.compile(r"found (?:not )?guilty\b", re.IGNORECASE)
"""A verdict on the one who stands before it, who says nothing."""


def _reports(page: Page, attribution: Attribution) -> bool:
    """Whether the cue reports, rather than telling a legal step, an attempt, an offer or an order of its subject."""
    cue = [page.lemma(t) for t in cue_tokens(page, attribution)]
    if not cue or not attribution.content:
        return bool(attribution.content)
    if any(_FOUND.match(page.text, page.tokens[t].start) for t in cue_tokens(page, attribution)):
        return False
    if set(cue) & words("speakers", "reporting"):
        return True
    source = hull(attribution.source).of(page.text).lower() if attribution.source else ""
    office = any(w in source for kind in ("court_record", "prosecutor", "police") for w in words("speakers", kind))
    return office or not set(cue) & words("speakers", "silent")


def _stands_beside(page: Page, attribution: Attribution, token: int) -> bool:
    """Whether the word's clause is coordinated with the reporting verb: "he told her so, and then shot her"."""
    for cue in cue_tokens(page, attribution):
        below = token
        for above in page.ancestors(token):
            if above == cue:
                return page.tokens[below].deprel == "conj" and page.tokens[cue].start < page.tokens[token].start
            below = above
    return False


def _mended(page: Page, attribution: Attribution, quotations: tuple[Span, ...]) -> Attribution:
    """With its source whole, and its content no further than its sentence unless a quotation goes on."""
    if not attribution.cue or not attribution.content:
        return attribution
    cue = hull(attribution.cue)
    source = attribution.source or _subject(page, cue)
    return replace(
        attribution, source=_whole_subject(page, source, cue), content=_content(page, attribution, quotations)
    )


def _content(page: Page, attribution: Attribution, quotations: tuple[Span, ...]) -> tuple[Span, ...]:
    cue = hull(attribution.cue)
    sentence = page.sentences[page.sentence_of(page.token_at(cue.start))].span
    pieces = []
    for piece in attribution.content:
        if any(q.overlaps(piece) for q in quotations):
            pieces.append(piece)
            continue
        start, end = max(piece.start, sentence.start), min(piece.end, sentence.end)
        if start < end:
            pieces.append(Span(start, end))
    own = [p for p in pieces if sentence.start <= p.start < sentence.end]
    if not own:
        return tuple(pieces) or attribution.content
    first, last = own[0], own[-1]
    if first.start >= cue.end and first.start - cue.end < _FILLED and last.end > cue.end:
        that = re.search(r"\bthat\b", page.text[cue.end : first.start])
        joined = Span(cue.end + that.end() if that else first.start, last.end)
    elif last.end <= cue.start and _AT_END.search(
        page.text[max(cue.end, *(s.end for s in attribution.source or (cue,))) : sentence.end]
    ):
        joined = Span(sentence.start, last.end)
    else:
        joined = Span(first.start, last.end)
    return tuple(sorted((joined, *(p for p in pieces if p not in own)), key=lambda s: s.start))


def _subject(page: Page, cue: Span) -> tuple[Span, ...]:
    """The subject of the cue's verb where the reading found no source ("who denies …")."""
    for t in page.tokens_in(cue):
        if page.tokens[t].upos == "VERB" and not page.is_passive(t) and page.lemma(t) in words("speakers", "reporting"):
            return tuple(_noun_span(page, s) for s in page.subjects(t)[:1] if page.tokens[s].upos in _NOMINAL)
    return ()


def _whole_subject(page: Page, source: tuple[Span, ...], cue: Span) -> tuple[Span, ...]:
    """The noun phrase that is the verb's subject where the source found is only a part of it."""
    if not source:
        return source
    found = hull(source)
    for t in page.tokens_in(cue):
        for s in page.dependents(t, "nsubj"):
            if page.tokens[s].upos not in _NOMINAL or page.word(s) in words("speakers", "pronouns"):
                continue
            head, below = page.tokens[s], page.subtree_span(s)
            if not found.covers(Span(head.start, head.end)) and below.covers(found):
                return (_noun_span(page, s),)
            whole = _noun_span(page, s)
            if whole.covers(found) and len(whole) > len(found):
                return (whole,)
    return source


def _noun_span(page: Page, head: int) -> Span:
    """The longest mention that the token heads, else the words from its first modifier to it and its flat name."""
    mention = page.mention_index(head)
    if mention is not None and len(page.reading.mentions[mention].span) < 160:
        return page.reading.mentions[mention].span
    below = [head, *page.dependents(head, "det", "amod", "compound", "nummod", "flat", "nmod:poss")]
    return Span(min(page.tokens[t].start for t in below), max(page.tokens[t].end for t in below))


def _governed(page: Page) -> Iterator[Attribution]:
    """What a reporting verb with a subject governs: "told the officers that …", "…, two people said"."""
    for verb, t in enumerate(page.tokens):
        reports = page.lemma(verb) in words("speakers", "reporting") or is_word_of_mouth(page, verb)
        if t.upos != "VERB" or not reports or page.is_passive(verb):
            continue
        subject = next((s for s in page.subjects(verb) if page.tokens[s].upos in _NOMINAL), None)
        if subject is None or page.word(subject) in ("it", "there"):
            continue
        content = [c for c in page.dependents(verb, "ccomp") if c != subject]
        span: Span | None = None
        if content:
            span = page.subtree_span(content[0])
        elif is_word_of_mouth(page, verb):
            span = Span(page.tokens[verb + 1].end, page.sentences[page.sentence_of(verb)].end)
        elif t.deprel in ("advcl", "parataxis") and t.head >= 0 and t.head < verb and page.dependents(verb, "nsubj"):
            sentence = page.sentences[page.sentence_of(verb)]
            tail = page.text[t.end : sentence.end]
            start = min(t.start, page.tokens[subject].start)
            if _AT_END.match(tail) and page.text[: page.subtree_span(verb).start].rstrip().endswith(
                (",", "”", '"', "’")
            ):
                span = Span(sentence.start, start)
        if span is not None:
            cue = _cue(page, verb)
            yield Attribution((_noun_span(page, subject),), (cue,), (span,))


def is_word_of_mouth(page: Page, verb: int) -> bool:
    """ "He charged that they had placed a bomb" charges nobody in law."""
    return page.lemma(verb) == "charge" and page.word(verb + 1) == "that" and not page.is_passive(verb)


def _impersonal(page: Page) -> Iterator[Attribution]:
    """ "It has been officially confirmed that …", "it was announced by the army that …"."""
    for match in _IMPERSONAL.finditer(page.text):
        sentence = page.sentences[page.sentence_of(page.token_at(match.start()))].span
        if match.end() < sentence.end:
            source = (Span(*match.span("source")),) if match["source"] else ()
            yield Attribution(source, (Span(*match.span("cue")),), (Span(match.end(), sentence.end),))


def _blamed(page: Page) -> Iterator[Attribution]:
    """What somebody accuses another of ("accused them of killing …") or takes upon himself ("took credit for …")."""
    for verb, t in enumerate(page.tokens):
        if t.upos != "VERB" or page.is_passive(verb) or t.deprel.startswith("acl"):
            continue
        if page.lemma(verb) in words("speakers", "accusing"):
            told = [*page.dependents(verb, "advcl"), *page.obliques(verb, "of", "for", "in")]
        else:
            told = [o for o in page.objects(verb) if page.lemma(o) in words("speakers", "taken_upon_oneself")]
            told += page.obliques(verb, "for") if told else []
        subject = next((s for s in page.subjects(verb) if page.tokens[s].upos in _NOMINAL), None)
        if told and subject is not None:
            content = tuple(page.subtree_span(c) for c in sorted(told))
            yield Attribution((_noun_span(page, subject),), (_cue(page, verb),), content)


def _cue(page: Page, verb: int) -> Span:
    """The verb with its auxiliaries and negation ("do not believe")."""
    t = page.tokens[verb]
    before = [c for c in page.dependents(verb, "aux", "advmod") if 0 < t.start - page.tokens[c].end < 20]
    negated = [
        c for c in before if page.tokens[c].deprel.startswith("aux") or page.word(c) in words("certainty", "negators")
    ]
    return Span(min((page.tokens[c].start for c in negated), default=t.start), t.end)


def _according(page: Page) -> Iterator[Attribution]:
    """ "According to …": the rest of the sentence, or what follows within another’s words."""
    for match in _ACCORDING.finditer(page.text):
        cue = Span(match.start(), match.end())
        first = page.token_at(match.end() + 1)
        if first < 0 or page.tokens[first].start < match.end():
            continue
        sentence = page.sentences[page.sentence_of(first)].span
        source = _after(page, first, sentence.end)
        before, after = Span(sentence.start, cue.start), Span(source.end, sentence.end)
        rest = page.text[after.start : after.end].strip(" .,;)”\"’'")
        lead = page.text[before.start : before.end]
        inside = re.search(r"\bthat,? ?\Z", lead) or not lead.strip()
        content = (after,) if inside and rest else (before,) if not rest else (before, after)
        if any(len(c) for c in content):
            yield Attribution((source,), (cue,), tuple(c for c in content if len(c)))


def _after(page: Page, first: int, end: int) -> Span:
    """The noun phrase that starts at the token: up to the first comma or full stop, or a verb of another clause."""
    stop = re.search(r"[,;:.](?=\s|\Z)|\n| [–—-] ", page.text[page.tokens[first].start : end])
    last = page.tokens[first].start + stop.start() if stop else end
    return Span(page.tokens[first].start, last)


def _carried(page: Page, told: list[Attribution], quotations: tuple[Span, ...]) -> Iterator[Attribution]:
    """Speakers who go on: a quotation without a cue is the last quoted speaker's, evidence covers its paragraph."""
    quoted = [a for a in told if a.source and any(q.overlaps(c) for q in quotations for c in a.content)]
    for q in quotations:
        if any(q.overlaps(c) for a in quoted for c in a.content):
            continue
        near = [a for a in quoted if a.cue and 0 <= q.start - a.cue[0].end <= 1500]
        between = near and page.text[hull((*near[-1].cue, *near[-1].content)).end : q.start]
        if near and isinstance(between, str) and between.count("\n\n") <= 1 and len(between.strip("\n ,.”’\"'")) < 250:
            yield Attribution(near[-1].source, (), (q,))
    for a in told:
        source = hull(a.source).of(page.text).lower() if a.source else ""
        if not a.cue or not any(w in source for w in wordlist("speakers")["evidence"]):
            continue
        end = page.sentences[page.sentence_of(page.token_at(a.cue[0].start))].end
        break_at = page.text.find("\n", end)
        paragraph = Span(end, break_at if break_at >= 0 else len(page.text))
        stop = min((s for s in _own_sentences(page, paragraph, told)), default=paragraph.end)
        if stop > end:
            yield Attribution(a.source, (), (Span(end, stop),))


def _handed_over(page: Page, told: list[Attribution]) -> Iterator[Attribution]:
    """What follows a line that ends in a colon ("The Front states:"), up to where somebody else is quoted."""
    for number, sentence in enumerate(page.sentences):
        if not _HANDS_OVER.search(page.text, sentence.start, sentence.end + 2):
            continue
        if (source := _who_hands_over(page, number)) is None:
            continue
        others = [a.cue[0].start for a in told if a.cue and a.source and a.cue[0].start > sentence.end]
        stop = min((page.sentences[page.sentence_of(page.token_at(o))].start for o in others), default=len(page.text))
        if stop > sentence.end:
            yield Attribution((source,), (), (Span(sentence.end, stop),))


def _who_hands_over(page: Page, number: int) -> Span | None:
    """The subject of the last reporting verb of a sentence, or whom "according to" names there."""
    sentence = page.sentences[number]
    if according := _ACCORDING.search(page.text, sentence.start, sentence.end):
        first = page.token_at(according.end() + 1)
        if first < 0:
            return None
        source = _after(page, first, sentence.end)
        return Span(source.start, source.start + len(source.of(page.text).rstrip(" :\n")))
    for verb in reversed(range(sentence.first, sentence.last)):
        if page.tokens[verb].upos == "VERB" and page.lemma(verb) in words("speakers", "handing_over"):
            speaks = (
                s for s in page.subjects(verb) if page.mention_index(s, "person", "organization", "group") is not None
            )
            return next((_noun_span(page, s) for s in speaks), None)
    return None


def _own_sentences(page: Page, paragraph: Span, told: list[Attribution]) -> Iterator[int]:
    """Where, within the paragraph, somebody else speaks or a step of law is told: the evidence has ended."""
    steps = wordlist("law")["verbs"].keys()
    for a in told:
        if a.cue and a.source and paragraph.start <= a.cue[0].start < paragraph.end:
            yield page.sentences[page.sentence_of(page.token_at(a.cue[0].start))].start
    for t in page.tokens_in(paragraph):
        if page.lemma(t) in steps and page.tokens[t].upos == "VERB":
            yield page.sentences[page.sentence_of(t)].start
