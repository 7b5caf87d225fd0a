"""Bare noun phrases: their words, number and count, before anybody asks whom they mean."""

import re
from collections.abc import Iterator

from according.model import Argument, MentionText
from according.reading.number_words import number_value

from .page import Page
from .wordlists import words

_LEFT = ("det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:unmarked", "punct", "nmod:desc")

_NUMBER = re.compile(r"\d[\d,]*")


class Phrases:
    """The noun phrases of one page, by the token that heads them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def core(self, token: int) -> tuple[int, int]:
        """First token and one past the last of the bare noun phrase: articles, adjectives, names, no clauses."""
        page = self.page
        first, last = token, token + 1
        members = {token, *self._core_members(token, 0)}
        while first - 1 in members:
            first -= 1
        while last in members:
            last += 1
        while first < token and (page.tokens[first].upos == "PUNCT" and page.word(first) not in "“\"‘'"):
            first += 1
        return first, last

    def _core_members(self, token: int, depth: int) -> Iterator[int]:
        if depth > 3:
            return
        for child in self.page.children[token]:
            relation = self.page.tokens[child].deprel
            before = child < token
            hyphen = relation == "punct" and self.page.word(child) in "-–"
            if hyphen or (before and relation in _LEFT and relation != "punct") or relation in ("flat", "goeswith"):
                yield child
                yield from self._core_members(child, depth + 1)
            elif (before and relation in ("case", "cc", "conj")) and depth:
                yield child

    def text(self, first: int, last: int) -> str:
        """The characters from token `first` up to token `last`, exclusive."""
        return self.page.text[self.page.tokens[first].start : self.page.tokens[last - 1].end]

    def phrase(self, token: int) -> str:
        """The words of the bare noun phrase headed by the token."""
        return self.text(*self.core(token))

    def lemmas(self, first: int, last: int) -> list[str]:
        """The words from `first` to `last`, lower case."""
        return [self.page.word(t) for t in range(first, last)]

    def is_plural(self, token: int) -> bool:
        """Whether the noun is plural."""
        return self.page.tokens[token].xpos in ("NNS", "NNPS") or self.page.word(token) in ("gangs", "groups", "mobs")

    def count(self, first: int, last: int) -> int | None:
        """The stated number of a phrase ("32 alleged members", "three men"); None for a bound or no number."""
        page = self.page
        for t in range(first, last):
            word = page.word(t)
            if t + 1 < last and page.word(t + 1) in words("bodies", "groups"):
                continue
            if _NUMBER.fullmatch(word):
                return int(word.replace(",", ""))
            number = number_value(word) if page.tokens[t].upos == "NUM" or word in ("two", "three", "four") else None
            if number is not None:
                return int(number)
        return None

    def made_argument(self, token: int, kind: str) -> Argument:
        """An argument from the bare words of the phrase, for what no mention covers."""
        first, last = self.core(token)
        start, end = self.page.tokens[first].start, self.page.tokens[last - 1].end
        words_of = self.page.text[start:end]
        return Argument(kind, " ".join(words_of.split()), mention=MentionText(start, end, words_of))
