"""Mentions without a name: people, groups and bodies that a noun describes, where a pipeline only marks names."""

from collections.abc import Iterator, Sequence

from according.model import Mention, Token

from ..lexicon import plurals, words

_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "det:predet"})
_LISTS = (
    ("person", ("people", "official_nouns", "victim_nouns", "witnesses", "accused_nouns", "kin", "informants")),
    ("organization", ("lawful_bodies", "organization_words")),
)


def described(text: str, tokens: Sequence[Token], named: Sequence[Mention]) -> Iterator[Mention]:
    """Phrases headed by a noun for people, groups or bodies, outside the names."""
    taken = {i for m in named for i, t in enumerate(tokens) if m.start <= t.start < m.end}
    for i, token in enumerate(tokens):
        if token.upos == "NOUN" and i not in taken and (kind := _kind(text[token.start : token.end].lower(), token)):
            start = token.start
            before = i - 1
            while before >= 0 and tokens[before].head == i and tokens[before].deprel in _BEFORE:
                start = tokens[before].start
                before -= 1
            yield Mention(start, token.end, kind, "nominal", i)


def _kind(word: str, token: Token) -> str | None:
    if {word, token.lemma} & plurals("group_nouns").keys():
        return "group"
    return next((kind for kind, lists in _LISTS if any({word, token.lemma} & words(name) for name in lists)), None)
