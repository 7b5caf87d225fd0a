"""A Spanish page as its finders see it: folded sentences, the people in them, and who is the subject at a place.

There are no trees. A subject is the nearest chain of people before the verb that no preposition governs and whose
number agrees; where the sentence has none, the subject of the sentence before it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from according.model import Argument, Mention, Span
from according.reading.spanish.lexicon import fold, nouns
from according.reading.spanish.roles import all_roles

from ..page import Page

_GOVERNED = re.compile(
    r"\b(?:de|del|a|al|con|contra|por|para|en|hacia|sobre|entre|segun|sin|tras|ante|bajo|desde|hasta|como)\s$"
)
_AGE = r"(?:de |con )?\d{1,2}(?: anos?| meses)?(?: de edad)?"
_ASIDES = (
    rf"(?:\s?,? ?\(?{_AGE}\)?|\s?,? (?:residente |vecin[oa] |originari[oa] )?de (?:la ciudad de |el |"
    rf"la )?[^,;.]{{2,40}}|\s?,? (?:alias|conocid[oa] como) [^,;.]{{2,30}})*"
)
_AND = re.compile(rf"{_ASIDES}\s?(?:,|,? (?:y|e))\s$")
_APPOSED = re.compile(rf"(?:{_ASIDES}\s?,)?\s?")
_MORE = re.compile(rf"{_ASIDES}(?:, |,? (?:y|e) )")
_RELATIVE = re.compile(
    rf"{_ASIDES}\s?,? ?(?:quien|quienes|que|el cual|la cual|los cuales|cual)\s(?:[a-z]+mente |tambien |no |se |le )*$"
    r"|,? quien(?:es)? [^,;.]{0,50}$"
)
_LEAD = re.compile(
    r"(?:(?:hoy|ayer|tambien|ademas|luego|despues|asimismo|posteriormente|finalmente|anteriormente|y|e|ya|"
    r"no|se|le|ahora|actualmente|"
    r"(?:el )?\d{1,2} del? [a-z]+(?:,? del? (?:ano )?\d{4})?|(?:en|"
    r"el) (?:el )?(?:ano )?(?:[a-z]+ del? )?\d{4}|el (?:lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo)|,|:)\s?)*"
)
"""What may stand before a verb whose subject is left out; "el caso fue procesado" has one of its own."""


@dataclass(frozen=True, slots=True)
class Chain:
    """People told side by side ("A, B y un hombre"): indices of their mentions, and whether something governs them."""

    mentions: tuple[int, ...]
    governed: bool


class View:
    """One page, read by the Spanish finders."""

    def __init__(self, page: Page) -> None:
        self.page, self.text = page, page.text
        self.reading = page.reading
        self.plain = re.sub(r"\s", " ", fold(page.text))
        """The whole text, folded, of the same length; line breaks are spaces."""

    def bounds(self, sentence: int) -> tuple[int, int]:
        """Where a sentence starts and ends."""
        s = self.page.sentences[sentence]
        return s.start, s.end

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the offset."""
        return self.page.sentence_of(self.page.token_at(offset))

    def token(self, offset: int) -> int:
        """Index of the token at the offset."""
        return self.page.token_at(offset)

    @cached_property
    def roles(self) -> dict[int, set[str]]:
        """Roles of each entity, from all its names."""
        named = [m for m in self.reading.mentions if m.level == "named"]
        found: dict[int, set[str]] = {}
        for mention, roles in zip(named, all_roles(self.text, named, self.reading.sentences), strict=True):
            found.setdefault(mention.entity, set()).update(roles)
        return found

    @cached_property
    def people(self) -> list[list[int]]:
        """For each sentence the mentions of people and groups, in order, none inside another."""
        found: list[list[int]] = [[] for _ in self.page.sentences]
        for i, m in enumerate(self.reading.mentions):
            if m.type in ("person", "group"):
                s = self.sentence_at(m.start)
                if not found[s] or m.start >= self.reading.mentions[found[s][-1]].end:
                    found[s].append(i)
        return found

    def mention(self, index: int) -> Mention:
        """The mention."""
        return self.reading.mentions[index]

    def noun(self, index: int) -> str:
        """The folded head noun of a phrase."""
        return self.page.tokens[self.mention(index).head].lemma.rpartition("-")[2]

    def is_plural(self, index: int) -> bool:
        """Whether more than one is meant."""
        m = self.mention(index)
        if m.type == "group":
            return (m.level == "named" and self.plain[m.start : m.start + 4] in ("los ", "las ")) or (
                m.level == "nominal" and self.noun(index).endswith("s")
            )
        return m.entity >= 0 and self.reading.entities[m.entity].plural

    def is_all(self, index: int) -> bool:
        """Whether a phrase stands for everybody who is accused here: "los acusados"."""
        m = self.mention(index)
        return m.level == "nominal" and self.is_plural(index) and self.plain[m.start : m.start + 4] in ("los ", "las ")

    def argument(self, index: int) -> Argument | None:
        """The mention as an argument."""
        return self.page.argument(index)

    # --- chains and subjects ------------------------------------------------------------------------------------

    @cached_property
    def _chains(self) -> list[list[Chain]]:
        return [self._chains_of(s) for s in range(len(self.page.sentences))]

    def _chains_of(self, sentence: int) -> list[Chain]:
        start, _ = self.bounds(sentence)
        chains: list[Chain] = []
        for index in self.people[sentence]:
            m = self.mention(index)
            before = self.plain[start : m.start]
            if chains:
                last = chains[-1]
                gap = self.plain[self.mention(last.mentions[-1]).end : m.start]
                phrase = self.mention(last.mentions[-1]).level == "nominal" and m.level == "named"
                if phrase and _APPOSED.fullmatch(gap):
                    if self.is_plural(last.mentions[-1]):
                        chains.append(Chain((index,), governed=False))
                    else:
                        chains[-1] = Chain((*last.mentions[:-1], index), last.governed)
                    continue
                if last.governed and gap == ", " and m.level == "nominal" and self._is_topic(index):
                    chains.append(Chain((index,), governed=False))
                    continue  # "según Roe, los acusados huyeron"
                if self._is_apposed(last.mentions[-1], index, gap):
                    continue
                if (
                    "#" in self.plain[m.start : m.end]
                    and re.fullmatch(rf"{_ASIDES}, ", gap)
                    and not self.is_plural(last.mentions[-1])
                ):
                    chains[-1] = Chain((*last.mentions[:-1], index), last.governed)
                    continue
                loose = (
                    gap.rstrip().endswith(",") and last.mentions and self.mention(last.mentions[-1]).level == "nominal"
                )
                if loose and m.level == "nominal" and not _MORE.match(self.plain, m.end):
                    chains.append(Chain((index,), governed=False))
                    continue  # "un chef, su compañero de cuarto": one, told twice
                if _AND.fullmatch(gap) and m.level != "pronoun":
                    chains[-1] = Chain((*last.mentions, index), last.governed)
                    continue
            chains.append(Chain((index,), _GOVERNED.search(before) is not None or self._contracted(m)))
        return [self._without_parts(c) for c in chains]

    def _is_topic(self, index: int) -> bool:
        return self.plain[self.mention(index).start :].startswith(("los ", "las ")) and self.is_plural(index)

    def _is_apposed(self, name: int, phrase: int, gap: str) -> bool:
        """ "Ana Roe, presunta integrante de": what somebody is, behind the name."""
        one, other = self.mention(name), self.mention(phrase)
        if one.level != "named" or other.level != "nominal" or self.is_plural(phrase) or one.type != other.type:
            return False
        sorts = (nouns("people"), nouns("accused"), nouns("officials"), nouns("kin"))
        behind = self.plain[other.end : other.end + 3]
        return any(self.noun(phrase) in s for s in sorts) and gap == ", " and not behind.startswith((" y ", ", "))

    def _without_parts(self, chain: Chain) -> Chain:
        """ "Dos vecinos, un pescador y su sobrina": the two are the neighbours, told apart."""
        first = self.mention(chain.mentions[0])
        count = self.reading.entities[first.entity].count if first.entity >= 0 else None
        parts = [self.mention(i).level == "nominal" for i in chain.mentions[1:]]
        if first.level == "nominal" and count is not None and count == len(parts) and all(parts):
            return Chain(chain.mentions[:1], chain.governed)
        return chain

    def _contracted(self, m: Mention) -> bool:
        return re.search(r"\b(?:al|del) $", self.plain[max(0, m.start - 4) : m.start]) is not None

    def is_governed(self, sentence: int, index: int) -> bool:
        """Whether a preposition governs the mention, or the chain that it stands in."""
        return any(index in c.mentions and c.governed for c in self._chains[sentence])

    def chain_from(self, sentence: int, offset: int) -> tuple[int, ...]:
        """The people of the chain whose first, or any later, mention starts at the offset; those before it left out."""
        for chain in self._chains[sentence]:
            for i, index in enumerate(chain.mentions):
                if self.mention(index).start == offset:
                    return chain.mentions[i:]
        return ()

    def subjects(self, sentence: int, offset: int, *, plural: bool | None, borrow: bool = True) -> tuple[int, ...]:
        """Mentions that are the subject of a verb at the offset; empty where none is clear.

        Args:
            plural: number of the verb, None where the form does not tell it.
            borrow: whether the subject of the sentence before may stand in.
        """
        start, _ = self.bounds(sentence)
        before = [c for c in self._chains[sentence] if self.mention(c.mentions[-1]).end <= offset]
        if before:
            nearest = before[-1]
            gap = self.plain[self.mention(nearest.mentions[-1]).end : offset]
            if _RELATIVE.fullmatch(gap):
                chosen = nearest.mentions if plural else nearest.mentions[-1:]
                return chosen if self._agrees(chosen, plural) else ()
        for chain in reversed(before):
            if not chain.governed and self._agrees(chain.mentions, plural):
                return chain.mentions
            if not chain.governed and plural is False and len(chain.mentions) > 1:
                last = chain.mentions[-1:]
                gap = self.plain[self.mention(last[0]).end : offset]
                if len(gap) < 12 and self._agrees(last, plural):
                    return last
        lead = self.plain[start:offset]
        if borrow and sentence > 0 and not before and _LEAD.fullmatch(lead) and self._is_near(sentence):
            return self.topic(sentence - 1, plural=plural)
        return ()

    def topic(self, sentence: int, *, plural: bool | None) -> tuple[int, ...]:
        """Whom a sentence is about: its first people that nothing governs, of that number."""
        for chain in self._chains[sentence]:
            if not chain.governed:
                return chain.mentions if self._agrees(chain.mentions, plural) else ()
        return ()

    def _is_near(self, sentence: int) -> bool:
        """Whether the sentence before stands in the same block."""
        document = self.reading.document
        here = document.segment_at(self.bounds(sentence)[0])
        before = document.segment_at(self.bounds(sentence - 1)[0])
        return here is not None and before is not None and (here == before or (here.kind == before.kind == "body"))

    def _agrees(self, mentions: tuple[int, ...], plural: bool | None) -> bool:
        if plural is None:
            return True
        many = len(mentions) > 1 or self.is_plural(mentions[0])
        return many == plural

    # --- who may be accused -------------------------------------------------------------------------------------

    def is_accused(self, index: int) -> bool:
        """Whether a name or phrase stands for somebody accused elsewhere in the text or by its own noun."""
        m = self.mention(index)
        if m.entity in self.accused_entities:
            return True
        return m.level == "nominal" and m.type == "person" and self.noun(index) in nouns("accused")

    @cached_property
    def accused_entities(self) -> frozenset[int]:
        """Entities by whose names a step of law stands."""
        return frozenset(e for e, roles in self.roles.items() if "accused" in roles)

    def may_be_accused(self, index: int) -> bool:
        """No victim, no official at work, no crowd: who may be the subject of an accusation."""
        m = self.mention(index)
        roles = self.roles.get(m.entity, set())
        if m.level == "nominal":
            noun = self.noun(index)
            if noun in nouns("victims") or noun in ("familia", "nadie"):
                return False
            if noun in nouns("officials") and self._is_at_work(m):
                return False
            return not (noun in nouns("minors") and self.plain[m.start : m.start + 4] == "los ")
        return m.entity in self.accused_entities or not roles & {"victim", "official"}

    def _is_at_work(self, m: Mention) -> bool:
        return self.plain[m.start : m.start + 3] in ("el ", "la ", "los", "las")

    @cached_property
    def has_unknown_accomplice(self) -> bool:
        """Whether "the defendants" are more than those by name: "Roe y un cómplice desconocido"."""
        return any(
            m.level == "nominal" and self.noun(i) in ("complice", "complices")
            for i, m in enumerate(self.reading.mentions)
        )

    def lone_victim(self, before: int) -> tuple[int, ...]:
        """The last mention before an offset of the one victim that the text names; none where there are more."""
        victims = [e for e, roles in self.roles.items() if "victim" in roles and e not in self.accused_entities]
        if len(victims) != 1:
            return ()
        told = [i for i, m in enumerate(self.reading.mentions) if m.entity == victims[0] and m.end <= before]
        return tuple(told[-1:])

    def is_harmless(self, index: int) -> bool:
        """Whether somebody may be told to be a victim: nobody who is accused."""
        m = self.mention(index)
        if m.entity in self.accused_entities:
            return False
        return m.level != "nominal" or self.noun(index) not in nouns("accused")

    def span_of(self, index: int) -> Span:
        """Where a mention stands."""
        return self.mention(index).span
