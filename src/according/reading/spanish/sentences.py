"""Sentences and words of a Spanish text. Words hang flat under the first of their sentence: there are no trees."""

import re
from collections.abc import Iterable, Iterator

from according.model import Sentence, Span, Token

from .lexicon import fold

_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[\"“‘«'(\[¿¡—–-]*\s?[A-ZÁÉÍÓÚÑ0-9])|\n\s*\n")
_SHORTENED = re.compile(
    r"(?:\b(?:sr|sra|srta|dr|dra|lic|ing|prof|gral|cnel|tte|sgto|cap|num|no|art|av|avda|calif|fla|tex|jr|st|ee|uu|"
    r"a|p|m|ud|uds|etc|pág|pag|vs|c|blvd|ave|dept|apto)|\b[a-z])$"
)
_ALWAYS = re.compile(r"\b(?:a|p)\. ?m\.$")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")


def find_sentences(text: str, stretches: Iterable[Span]) -> tuple[tuple[Sentence, ...], tuple[Token, ...]]:
    """The sentences inside the stretches, none across two of them, and all their words."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for stretch in stretches:
        for start, end in _split(text, stretch):
            first = len(tokens)
            for found in _WORD.finditer(text, start, end):
                head = -1 if len(tokens) == first else first
                tokens.append(_token(found, head))
            if len(tokens) > first:
                sentences.append(Sentence(start, end, first, len(tokens)))
    return tuple(sentences), tuple(tokens)


def _split(text: str, stretch: Span) -> Iterator[tuple[int, int]]:
    start = stretch.start
    for found in _END.finditer(text, stretch.start, stretch.end):
        if found[0][0] == "." and _is_shortened(text[start : found.start()], text[found.end() :][:1]):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, stretch.end)


def _is_shortened(before: str, after: str) -> bool:
    low = fold(before[-12:])
    if _ALWAYS.search(low + ".") is not None:
        return not after.isupper()
    return _SHORTENED.search(low) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _token(found: re.Match[str], head: int) -> Token:
    word = found[0]
    kind = "NUM" if word.isdigit() else "PUNCT" if not word[0].isalnum() else "PROPN" if word[0].isupper() else "X"
    return Token(found.start(), found.end(), kind, "_", head, "root" if head < 0 else "dep", fold(word))
