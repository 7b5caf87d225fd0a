"""A reading with its cross-references drawn: who is the subject of this verb, what does this name stand for.

Finders ask the page and never walk the layers themselves. Nothing here decides what is claimed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from according.model import (
    AmountExpression,
    AmountValue,
    Argument,
    DateValue,
    Entity,
    Mention,
    MentionText,
    PlaceReference,
    PlaceValue,
    Reading,
    Sentence,
    Span,
    TimeExpression,
    Token,
)
from according.reading.encoder.lemmas import by_rule

from .wordlists import words

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
_OF_A_CLAUSE = frozenset({"after", "before", "when", "while", "because", "since", "as", "until", "although", "though"})
"""Words that open a clause, which has a subject of its own where its verb is finite."""
OF_A_DEED = frozenset({"of", "for", "with", "from"})
"""Words behind which a deed is told that somebody is accused of, held for or cleared from."""
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_LEMMAS = {"pled": "plead"}
"""Past forms that a reader may take for present ones."""
_MEASURES = frozenset({"time", "day", "week", "month", "year", "hour", "minute"})
"""Nouns that say how often or how long, whatever the tree calls them."""
_SEVERAL = frozenset({"family", "families", "couple", "team", "crew"})
"""Nouns for several people that stand in the singular."""
_AGE_ONLY = re.compile(r"[\s,(]*(?:\d{1,3}[\s,)]*)?")
"""What may stand between a name and "who"."""
ARGUMENT_TYPE = {"person": "Person", "group": "Group", "organization": "Organization", "place": "Place"}


class Page:
    """One reading and its indexes; built once for a document, in time linear in its length."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.tokens = reading.tokens
        self.sentences = reading.sentences
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                self.children[token.head].append(i)
        self.headed: list[list[int]] = [[] for _ in self.tokens]
        for m, mention in enumerate(reading.mentions):
            self.headed[mention.head].append(m)
        for mentions in self.headed:
            mentions.sort(key=lambda m: reading.mentions[m].end - reading.mentions[m].start, reverse=True)
        self.memo: dict[type, object] = {}
        """What finders share and work out once for a page, by its class."""
        self._sentence_starts = [s.first for s in self.sentences]
        self._token_starts = [t.start for t in self.tokens]
        self._places = {p.mention: p for p in reading.places}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of the document, in lower case."""
        return frozenset(self.text[t.start : t.end].lower() for t in self.tokens)

    # --- tokens and trees -------------------------------------------------------------------------------------------

    def word(self, token: int) -> str:
        """The token's characters, lower case."""
        return self._words[token]

    def lemma(self, token: int) -> str:
        """The token's lemma, lower case; a past form that the reader left as it is gives its verb."""
        return self._lemmas[token]

    @cached_property
    def _words(self) -> list[str]:
        return [self.text[t.start : t.end].lower() for t in self.tokens]

    @cached_property
    def _lemmas(self) -> list[str]:
        found = []
        for t, word in zip(self.tokens, self._words, strict=True):
            lemma = t.lemma.lower()
            unchanged = lemma.endswith("ed") and t.upos == "VERB" and lemma == word
            found.append(_LEMMAS.get(lemma) or (by_rule(lemma, "VBD") if unchanged else lemma))
        return found

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds the token."""
        return bisect_right(self._sentence_starts, token) - 1

    def sentence_text(self, sentence: int) -> str:
        """The characters of a sentence."""
        s = self.sentences[sentence]
        return self.text[s.start : s.end]

    def token_at(self, offset: int) -> int:
        """The token that holds, or last starts before, the character at `offset`; -1 before the first."""
        return bisect_right(self._token_starts, offset) - 1

    def tokens_in(self, span: Span) -> range:
        """Indices of the tokens that start inside `span`."""
        return range(bisect_right(self._token_starts, span.start - 1), bisect_right(self._token_starts, span.end - 1))

    def dependents(self, token: int, *relations: str) -> list[int]:
        """Children of `token` with one of the relations, in order; a bare relation also takes its subtypes."""
        return [c for c in self.children[token] if _is(self.tokens[c].deprel, relations)]

    def subtree(self, token: int) -> Iterator[int]:
        """The token and everything below it, depth first."""
        stack = [token]
        while stack:
            t = stack.pop()
            yield t
            stack.extend(reversed(self.children[t]))

    def subtree_span(self, token: int) -> Span:
        """The stretch of text from the first to the last token of the subtree."""
        below = list(self.subtree(token))
        return Span(min(self.tokens[t].start for t in below), max(self.tokens[t].end for t in below))

    def ancestors(self, token: int) -> Iterator[int]:
        """Heads of the token, nearest first."""
        seen = 0
        head = self.tokens[token].head
        while head >= 0 and seen < 200:
            yield head
            head = self.tokens[head].head
            seen += 1

    def conjuncts(self, token: int) -> list[int]:
        """The token, then everything coordinated with it ("A, B and C"), in order."""
        return [token, *sorted(t for c in self.dependents(token, "conj") for t in self.conjuncts(c))]

    def case(self, token: int) -> str:
        """The preposition(s) of a nominal, as "in", "according to"; empty if bare."""
        words: list[str] = []
        for c in self.dependents(token, "case"):
            words += [self.word(c), *(self.word(f) for f in self.dependents(c, "fixed"))]
        return " ".join(words)

    def is_passive(self, verb: int) -> bool:
        """Whether the verb has a passive subject or auxiliary, or is a bare past participle that modifies a noun.

        "Was cleared of one and convicted of the other": the second borrows the auxiliary of the first.
        """
        if self.dependents(verb, "nsubj:pass", "aux:pass", "csubj:pass"):
            return True
        token = self.tokens[verb]
        borrowed = token.deprel == "conj" and token.xpos in ("VBN", "VBD") and self.tokens[token.head].xpos == "VBN"
        objects = [c for c in self.dependents(verb, "obj") if self.lemma(c) not in _MEASURES]
        if borrowed and not objects and not self.dependents(verb, "aux", *SUBJECTS):
            return self.is_passive(token.head)
        if token.upos == "VERB" and token.xpos in ("VBN", "VBD") and self.dependents(verb, "cop"):
            return True
        return (
            token.xpos == "VBN" and token.deprel.split(":")[0] in ("acl", "amod") and not self.dependents(verb, "obj")
        )

    def subjects(self, verb: int, *, depth: int = 4) -> list[int]:
        """Subject tokens of a verb or predicate, coordinated ones included; borrowed along conj, xcomp and acl.

        "The men who robbed her": the subject of "robbed" is "men". Empty where the tree gives none.
        """
        told = [c for c in self.dependents(verb, *SUBJECTS) if self.word(c) != "whom"]
        told = [c for c in told if c < verb] or told  # "they robbed a shop whose owner ...": one behind is another's
        own = [s for c in told for s in self.conjuncts(c)]
        if own:
            return [self._antecedent(s) for s in own]
        token = self.tokens[verb]
        relation = token.deprel.split(":")[0]
        if depth == 0 or token.head < 0 or self.clause_without_subject(verb) is not None:
            return []
        if relation in ("acl",):
            return self.conjuncts(token.head)[:1]
        if relation in ("advcl", "xcomp") and self.is_said_against(verb):
            return self.objects(token.head)
        if relation in ("conj", "xcomp", "advcl", "parataxis"):
            return self.subjects(self._joined_to(verb), depth=depth - 1)
        return []

    def is_said_against(self, verb: int) -> bool:
        """Whether another is accused of the deed or kept from it.

        In "the ferrymen accused the militia of burning it" the militia burns.
        """
        marked = {self.word(c) for c in self.dependents(verb, "mark", "case")}
        above = self.lemma(self.tokens[verb].head)
        if self.tokens[verb].xpos != "VBG":
            return False
        return "from" in marked or (bool(marked & OF_A_DEED) and above in words("law", "lists.against"))

    def clause_without_subject(self, verb: int) -> int | None:
        """The word that opens the clause of a finite verb for which the tree has no subject; None for all others.

        "Reed called for it after Finch and Orrin killed two": "after", where "killed" hangs on "called".
        """
        head = self.tokens[verb].head
        if self.tokens[verb].xpos not in _FINITE or self.dependents(verb, *SUBJECTS):
            return None
        opened = [t for t in range(head + 1, verb) if self.word(t) in _OF_A_CLAUSE and self.tokens[t].upos == "SCONJ"]
        if not opened or any(self.tokens[t].xpos in _FINITE for t in range(opened[-1], verb)):
            return None
        return opened[-1]

    def _joined_to(self, verb: int) -> int:
        """The verb whose subject a coordinated one shares: the last before it that has one of its own.

        In "they ran, and Reed drew a gun and shot" it is Reed who shot, whichever verb the tree hangs the last one on.
        """
        head = self.tokens[verb].head
        if self.tokens[verb].deprel != "conj":
            return head
        between = [c for c in self.dependents(head, "conj") if head < c < verb and self.dependents(c, *SUBJECTS)]
        return between[-1] if between else head

    def _antecedent(self, token: int) -> int:
        """A relative pronoun stands for the noun its clause modifies."""
        if self.word(token) in ("who", "that", "which", "whom"):
            for a in self.ancestors(token):
                if self.tokens[a].deprel == "acl:relcl":
                    return self._person_before(token, self.tokens[a].head)
            return self._person_before(token, token)
        return token

    def _person_before(self, pronoun: int, noun: int) -> int:
        """The noun a relative clause hangs on, or for "who" on a thing the person named right before it; "the family
        of Pell Orrin, who was shot" tells of Orrin."""
        if self.word(pronoun) not in ("who", "whom"):
            return noun
        if self.mention_index(noun, "person", "group") is not None and not self._is_told_of_one(pronoun, noun):
            return noun
        at = self.tokens[pronoun].start
        people = [
            self.reading.mentions[m].head
            for m in self.mentions_in(self.sentence_of(pronoun), "person", "group")
            if at - 9 <= self.reading.mentions[m].end <= at
            and _AGE_ONLY.fullmatch(self.text, self.reading.mentions[m].end, at)
        ]
        return people[-1] if people else noun

    def _is_told_of_one(self, pronoun: int, noun: int) -> bool:
        """Whether the clause has a singular verb and the noun stands for several."""
        several = self.lemma(noun) in _SEVERAL or self.tokens[noun].xpos == "NNS"
        return several and self.word(pronoun + 1) in ("was", "is", "has")

    def objects(self, verb: int) -> list[int]:
        """Direct objects of a verb, coordinated ones included; for a passive verb its subjects.

        "Whom" is an object whatever the tree calls it, and stands for the noun that its clause modifies.
        """
        if self.is_passive(verb):
            return self.subjects(verb)
        whom = [self._antecedent(c) for c in self.dependents(verb, *SUBJECTS) if self.word(c) == "whom"]
        objects = [t for c in self.dependents(verb, "obj", "iobj") for t in self.conjuncts(c)]
        return [*whom, *(self._antecedent(t) if self.word(t) == "whom" else t for t in objects)]

    def agents(self, verb: int) -> list[int]:
        """Who does it: the subjects, or for a passive verb the "by" phrase."""
        if not self.is_passive(verb):
            return self.subjects(verb)
        by = [c for c in self.dependents(verb, "obl") if self.case(c) == "by" or self._is_by_a_participle(c)]
        return [t for c in by for t in self.conjuncts(c)]

    def _is_by_a_participle(self, token: int) -> bool:
        """ "By hired assassins", where the tree hangs "by" on the participle."""
        if self.tokens[token].deprel != "obl:agent" or self.case(token):
            return False
        return any(self.word(m) == "by" for c in self.dependents(token, "amod") for m in self.dependents(c, "mark"))

    def obliques(self, token: int, *cases: str) -> list[int]:
        """Oblique or nominal modifiers with one of the prepositions, coordinated ones included, in order."""
        found = [c for c in self.dependents(token, "obl", "nmod") if self.case(c) in cases]
        return [t for c in found for t in self.conjuncts(c)]

    # --- who and what -----------------------------------------------------------------------------------------------

    def mentions_of(self, token: int) -> list[Mention]:
        """Mentions headed by the token, longest first."""
        return [self.reading.mentions[m] for m in self.headed[token]]

    def mention_index(self, token: int, *types: str) -> int | None:
        """Index of the mention headed by the token: the longest of one of the types (all types if none given)."""
        return next((m for m in self.headed[token] if not types or self.reading.mentions[m].type in types), None)

    def entity(self, token: int, *types: str) -> Entity | None:
        """The entity that the words headed by the token refer to, of one of the types (all if none given)."""
        m = self.mention_index(token, *types)
        if m is None or self.reading.mentions[m].entity < 0:
            return None
        return self.reading.entities[self.reading.mentions[m].entity]

    def mentions_in(self, sentence: int, *types: str) -> list[int]:
        """Indices of the mentions of one of the types inside a sentence, in order."""
        s = self.sentences[sentence]
        return [m for m in self._mentions_by_sentence[sentence] if self.reading.mentions[m].type in types] if s else []

    @cached_property
    def _mentions_by_sentence(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.sentences]
        for m, mention in enumerate(self.reading.mentions):
            found[self.sentence_of(mention.head)].append(m)
        return found

    def argument(self, mention: int, *, type: str | None = None) -> Argument | None:
        """The mention as an argument of a claim, under its entity's name; None for a type that cannot be one.

        A plural person is `People`, with its count.
        """
        m = self.reading.mentions[mention]
        kind = type or ARGUMENT_TYPE.get(m.type)
        if kind is None:
            return None
        words = MentionText(m.start, m.end, self.text[m.start : m.end])
        if m.entity < 0:
            return Argument(kind, words.text, mention=words)
        entity = self.reading.entities[m.entity]
        if kind == "Person" and m.level == "nominal" and not entity.plural and self.tokens[m.head].xpos == "NNS":
            return Argument("People", words.text, mention=words)  # several, whom reference took for one person
        if kind == "Person" and m.level != "named" and entity.name in self.place_names:
            return Argument(kind, words.text, mention=words)  # "the defendant", whom reference took for his town
        if kind == "Person" and entity.plural:
            kind = "People"
        return Argument(
            kind,
            entity.name,
            entity=f"{self.reading.document.id}#{m.entity}",
            mention=words,
            count=entity.count if kind == "People" else None,
            protected=entity.protected,
        )

    def party(self, token: int, *types: str) -> Argument | None:
        """The argument for the words headed by the token, if they are of one of the mention types."""
        m = self.mention_index(token, *types)
        return None if m is None else self.argument(m)

    @cached_property
    def place_names(self) -> frozenset[str]:
        """Words that stand for a place somewhere in the document, as written."""
        return frozenset(
            self.text[m.start : m.end] for m in self.reading.mentions if m.type == "place" and m.level == "named"
        )

    def value(self, span: Span, *, name: str | None = None) -> Argument:
        """A stretch of text as a Value argument."""
        words = span.of(self.text)
        return Argument("Value", name or words, mention=MentionText(span.start, span.end, words))

    # --- dates, places, amounts -------------------------------------------------------------------------------------

    def times_in(self, span: Span) -> list[TimeExpression]:
        """Resolved dates that start inside the span, in order."""
        return [t for t in self.reading.times if span.start <= t.start < span.end]

    def amounts_in(self, span: Span, *units: str) -> list[AmountExpression]:
        """Figures that start inside the span, of one of the units (all if none given), in order."""
        return [a for a in self.reading.amounts if span.start <= a.start < span.end and (not units or a.unit in units)]

    def date_value(self, time: TimeExpression) -> DateValue | None:
        """A date as a qualifier, None if it stays open."""
        return None if time.edtf is None else DateValue(time.edtf, self.text[time.start : time.end])

    def amount_value(self, amount: AmountExpression) -> AmountValue:
        """A figure as a qualifier."""
        return AmountValue(self.text[amount.start : amount.end], amount.min, amount.max, amount.unit)

    def place_value(self, mention: int) -> PlaceValue:
        """A place mention as a qualifier, as far as the gazetteer resolved it."""
        m = self.reading.mentions[mention]
        reference: PlaceReference | None = self._places.get(mention)
        entity = f"{self.reading.document.id}#{m.entity}" if m.entity >= 0 else None
        if reference is None:
            return PlaceValue(self.text[m.start : m.end], entity)
        return PlaceValue(reference.name, entity, reference.country, reference.admin1, reference.lat, reference.lon)

    def segment_kind(self, sentence: int) -> str:
        """Kind of the segment that holds the sentence; `body` if none does."""
        s: Sentence = self.sentences[sentence]
        segment = self.reading.document.segment_at(s.start)
        return "body" if segment is None else segment.kind

    def token(self, index: int) -> Token:
        """The token itself."""
        return self.tokens[index]


def _is(relation: str, wanted: tuple[str, ...]) -> bool:
    return relation in wanted or relation.split(":")[0] in wanted
