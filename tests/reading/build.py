"""Readings built by hand, so that rules are tested without a model.

Markup: `{person+:Dario Velasco-Prior}` is a named mention, `{person.:the defendant}` a nominal one, `{person~:he}` a
pronoun; mentions may nest. A line or a full stop before a capital ends a sentence.
"""

import re
from collections.abc import Iterable, Mapping

from according.model import Attribution, Document, Mention, Reading, Sentence, Span, Token
from according.reading.amounts import add_amounts
from according.reading.entities import add_entities
from according.reading.layers import Draft
from according.reading.protected import mark_protected
from according.reading.times import add_times

LEVELS = {"+": "named", ".": "nominal", "~": "pronoun"}
PRONOUNS = frozenset(
    re.findall(r"\w+", "he she him her his hers they them their i me my we us our it its himself herself who")
)
_WORD = re.compile(r"\w+(?:[-'’]\w+)*\.?(?<=[A-Z]\.)|\w+(?:-\w+)*|['’]s|[^\w\s]")
_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.) (?=[A-Z{])|\n")

Arc = tuple[str, str, str]


def build(
    marked: str,
    *,
    arcs: Iterable[Arc] = (),
    lemmas: Mapping[str, str] | None = None,
    said: Iterable[tuple[str, str]] = (),
    published: str | None = None,
) -> Reading:
    """A reading with sentences, tokens and mentions.

    Args:
        marked: text with marked mentions.
        arcs: (word, head word, relation); each word is the first of its form that has no arc yet.
        lemmas: of verbs, where the form is not the lemma.
        said: (source words, content words) of attributions.
        published: EDTF date.
    """
    text, spans = _strip(marked)
    tokens = _tokens(text, spans, lemmas or {})
    for word, head, relation in arcs:
        _attach(text, tokens, word, head, relation)
    starts = [t.start for t in tokens]
    mentions = [Mention(a, b, kind, level, _head(text, tokens, a, b)) for a, b, kind, level in spans]
    sentences, at = [], 0
    for end in [m.start() for m in _END.finditer(text)] + [len(text)]:
        first = sum(s < at for s in starts)
        last = sum(s < end for s in starts)
        if last > first:
            sentences.append(Sentence(at, end, first, last))
        at = end + 1
    attributions = tuple(Attribution((_span(text, source),), (), (_span(text, content),)) for source, content in said)
    return Reading(
        Document("x", "0", text, (), published=published),
        "hand",
        "0",
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, -m.end))),
        attributions=attributions,
        layers=frozenset({"sentences", "tokens", "mentions", "attributions"}),
    )


def entities(reading: Reading, antecedents: Mapping[int, tuple[tuple[int, float], ...]] | None = None) -> Reading:
    """The reading with dates, figures, entities and protected marks drawn."""
    for layer in (add_times, add_amounts):
        reading = layer(Draft(reading))
    reading = add_entities(Draft(reading, antecedents or {}))
    return mark_protected(Draft(reading))


def clusters(reading: Reading) -> list[list[str]]:
    """The words of every entity's mentions, entities of one mention left out."""
    words = [
        [reading.text[reading.mentions[m].start : reading.mentions[m].end] for m in e.mentions]
        for e in reading.entities
    ]
    return [w for w in words if len(w) > 1]


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def _strip(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    text, spans, open_marks, at = "", [], [], 0
    for mark in re.finditer(r"\{(\w+)([+.~]):|\}", marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] == "}":
            start, kind, level = open_marks.pop()
            spans.append((start, len(text), kind, LEVELS[level]))
        else:
            open_marks.append((len(text), mark[1], mark[2]))
    return text + marked[at:], spans


def _tokens(text: str, spans: list[tuple[int, int, str, str]], lemmas: Mapping[str, str]) -> list[Token]:
    named = [(a, b) for a, b, _, level in spans if level == "named"]
    tokens = []
    for word in _WORD.finditer(text):
        form = word[0]
        inside = any(a <= word.start() < b for a, b in named)
        upos = "PRON" if form.lower() in PRONOUNS else "PROPN" if inside and form[0].isupper() else "NOUN"
        upos = "PUNCT" if not form[0].isalnum() else upos
        many = upos == "NOUN" and (form.endswith("s") or form in ("men", "women", "people"))
        lemma = lemmas.get(form, form.lower())
        xpos = "VBN" if form in lemmas and form.endswith("ed") else "NNS" if many else "NN"
        tokens.append(Token(word.start(), word.end(), upos, xpos, -1, "root", lemma))
    return tokens


def _attach(text: str, tokens: list[Token], word: str, head: str, relation: str) -> None:
    child = next(i for i, t in enumerate(tokens) if text[t.start : t.end] == word and t.head < 0)
    parents = [i for i, t in enumerate(tokens) if text[t.start : t.end] == head]
    parent = min(parents, key=lambda p: abs(p - child))
    t = tokens[child]
    tokens[child] = Token(t.start, t.end, t.upos, t.xpos, parent, relation, t.lemma)


def _head(text: str, tokens: list[Token], start: int, end: int) -> int:
    """The last word before a comma or a preposition, as in most English names and phrases."""
    stop = re.search(r",| of | who | and | \(", text[start:end])
    last = start + stop.start() if stop and stop.start() else end
    inside = [i for i, t in enumerate(tokens) if start <= t.start < last and text[t.start].isalnum()]
    return inside[-1]
