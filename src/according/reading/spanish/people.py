"""Nouns and pronouns for people and groups in a Spanish text: "los tres acusados", "una niña de 6 años", "ella"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from according.model import Mention, Sentence, Token

from .lexicon import fold, nouns, number, words
from .names import is_capitals

PEOPLE = ("accused", "victims", "minors", "people", "kin", "officials", "witnesses")
"""The lists of nouns that stand for people."""
_BEHIND = re.compile(r" ?(?:# ?\d+|n[uú]mero \d+)")
_AGE = re.compile(r",? (?:de |con )?(?P<age>\d{1,2}|[a-z]+) (?P<unit>anos?|meses|semanas|dias)(?: de edad)?\b")
_SUBJECT = re.compile(
    r"(?:tambien |ya |hoy )?(?:no )?(?:se |le |lo |la )?(?:es|fue|ha|habia|esta|estaba|enfrenta|tiene|tenia|era|sera|"
    r"dijo|nego|admitio|confeso|vive|vivia|trabaja|huyo|recibio|cumplio|permanece|fallecio|murio|se \w+o|[a-z]+aba)\b"
)
_PRONOUNS = {"ella": False, "ellos": True, "ellas": True}


@dataclass(frozen=True, slots=True)
class Described:
    """A phrase for somebody: its mention, and what it says of number, age and sort."""

    mention: Mention
    noun: str
    plural: bool
    count: int | None
    age: int | None
    definite: bool
    sorts: frozenset[str]


class PeopleFinder:
    """Phrases for people and groups of one text, outside its names."""

    def __init__(self, text: str, sentences: Sequence[Sentence], tokens: Sequence[Token], names: list[Mention]) -> None:
        self.text, self.plain = text, fold(text)
        self.sentences, self.tokens = sentences, tokens
        self._named = {t for m in names for t in range(self._token(m.start), m.head + 1)}

    def find(self) -> list[Described]:
        """All phrases, in order."""
        return [d for s in self.sentences for d in self._in(s)]

    def _token(self, start: int) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < start:
                low = middle + 1
            else:
                high = middle
        return low

    def _in(self, sentence: Sentence) -> Iterator[Described]:
        for t in range(sentence.first, sentence.last):
            if t in self._named:
                continue
            word = self.tokens[t].lemma
            if word in _PRONOUNS or (word == "el" and self._is_pronoun(t, sentence)):
                found = self.tokens[t]
                mention = Mention(found.start, found.end, "person", "pronoun", t)
                yield Described(mention, word, _PRONOUNS.get(word, False), None, None, True, frozenset())
                continue
            last = word.rpartition("-")[2]
            sorts = frozenset(s for s in PEOPLE if last in nouns(s))
            if word == "grupo" and self._of_people(t):
                yield from self._phrase(t, word, sentence, frozenset({"people"}))
            elif sorts:
                yield from self._phrase(t, last, sentence, sorts)
            elif t + 1 in self._named and word in nouns("groups"):
                continue  # "la banda Harbor Nine": the name says it
            elif word in nouns("groups") or (word in ("grupo", "organizacion") and self._is_criminal(t)):
                yield from self._phrase(t, word, sentence, frozenset({"groups"}))

    def _is_pronoun(self, t: int, sentence: Sentence) -> bool:
        """ "Él", or an "El" without its accent that has a verb behind it."""
        token = self.tokens[t]
        if self.text[token.start : token.end] in ("Él", "él", "ÉL"):
            return True
        opens = t == sentence.first or self.tokens[t - 1].lemma in (",", "y", "que", "cuando", "“", "«")
        return opens and _SUBJECT.match(self.plain, token.end + 1) is not None

    def _of_people(self, t: int) -> bool:
        """ "Un grupo de prisioneros"."""
        behind = [self.tokens[i].lemma for i in range(t + 1, min(t + 3, len(self.tokens)))]
        return len(behind) == 2 and behind[0] == "de" and any(nouns(s).get(behind[1], False) for s in PEOPLE)

    def _is_criminal(self, t: int) -> bool:
        behind = self.tokens[t + 1].lemma if t + 1 < len(self.tokens) else ""
        return behind in ("criminal", "armado", "delictivo", "delictiva", "guerrillero", "terrorista", "armada")

    def _phrase(self, t: int, noun: str, sentence: Sentence, sorts: frozenset[str]) -> Iterator[Described]:
        first = t
        count: int | None = None
        lead: str | None = None
        while first > sentence.first and first > t - 4 and first - 1 not in self._named:
            word = self.tokens[first - 1].lemma
            if word in words("determiners") and lead is None:
                first, lead = first - 1, word
                if word not in ("otro", "otra", "otros", "otras"):
                    if word in ("un", "una"):
                        count = count or 1
                    break
            elif number(word) is not None and not self._is_calendar(first - 1):
                count, first = number(word), first - 1
            elif word in words("before"):
                first -= 1
            else:
                break
        heads = lead is None and t == sentence.first and nouns("accused").get(noun)
        if noun in words("participles") and (lead is None or self._word(first) == "está") and not heads:
            return
        if lead in ("al", "del"):
            first += 1
        elif first == t and not self._stands_bare(t, sentence, noun, sorts):
            return
        end = t
        while end + 1 < sentence.last and end < t + 2 and self._describes(end + 1):
            end += 1
        stop = self.tokens[end].end
        behind = _BEHIND.match(self.text, stop)
        stop = behind.end() if behind else stop
        if noun == "grupo":
            stop = self.tokens[t + 2].end
        many = noun == "grupo" or any(nouns(s).get(noun, False) for s in sorts) or (count or 0) > 1
        kind = "group" if "groups" in sorts else "person"
        if noun == "policia" and lead in ("la", None):
            return
        mention = Mention(self.tokens[first].start, stop, kind, "nominal", t)
        definite = lead in (
            "el",
            "la",
            "los",
            "las",
            "al",
            "del",
            "su",
            "sus",
            "ambos",
            "ambas",
            "este",
            "esta",
            "dicho",
        )
        yield Described(mention, noun, many, count if many else None, self._age(stop), definite, sorts)

    def _word(self, t: int) -> str:
        return self.text[self.tokens[t].start : self.tokens[t].end].lower()

    def _is_calendar(self, t: int) -> bool:
        return t > 0 and self.tokens[t - 1].lemma in ("#", "ano", "de") and self.tokens[t].lemma.isdigit()

    def _stands_bare(self, t: int, sentence: Sentence, noun: str, sorts: frozenset[str]) -> bool:
        """Without an article: at the head of a headline, behind a comma or "como", and plurals after a verb or "a"."""
        if "groups" in sorts:
            return t == sentence.first or nouns("groups").get(noun, False)
        if t == sentence.first:
            return True
        if nouns("accused").get(noun) is not None and is_capitals(self.text[sentence.start : sentence.end]):
            return True
        before = self.tokens[t - 1].lemma
        return before in (",", "y", "e", "como", "a", "contra", "por", "era", "es") or nouns("accused").get(noun, False)

    def _describes(self, t: int) -> bool:
        word = self.tokens[t].lemma
        singular = word.removesuffix("s").removesuffix("e")
        return word in words("adjectives") or singular in words("adjectives") or word[:-1] in words("adjectives")

    def _age(self, end: int) -> int | None:
        found = _AGE.match(self.plain, end)
        if found is None:
            return None
        years = number(found["age"])
        return years if found["unit"].startswith("ano") or years is None else 0
