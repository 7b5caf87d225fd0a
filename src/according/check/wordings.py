"""The ledger's own sentences about somebody, as they stand in its documents, also where no claim was read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from according.ledger import Candidate, name_key
from according.linking import Party
from according.model import Document, Span
from according.views import Desk

from .known import Names
from .lexicon import Telling, heard, matters, read_telling, stems

_ENDS = re.compile(
    r"(?<![ (][A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bJr\.)(?<!\bNo\.)(?<!\bSgt\.)"
    r"(?<!\bDet\.)(?<!\bLt\.)(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Ý0-9])|\n\s*\n|\n(?=[-*•] )"
)
_GOES_ON = re.compile(
    r"\b(?:he|she|him|her|his|they|them|their|it|its|the (?:gang|group|crew|man|woman|suspect|defendant|pair|two))\b",
    re.IGNORECASE,
)
_THE_GANG = re.compile(r"\bthe (?:gang|group|crew|band|clan|cartel)\b", re.IGNORECASE)
LEAST_SURNAME = 4
GOES_BACK = 8
"""Sentences back to which "the gang" may refer."""
MOST_DOCUMENTS = 200
"""Documents of one party that are gone through, latest first: a name in thousands must not keep a draft waiting."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence of a document of the ledger; `keys` are the names in it of whom the ledger knows."""

    document: Document
    span: Span
    keys: frozenset[str]
    people: int
    telling: Telling
    before: frozenset[str] = frozenset()
    """Stems of the two sentences before it."""
    beside: frozenset[str] = frozenset()
    """Keys of the names in the two sentences before it, and of the group named last before it."""
    asked: str | None = None
    """The tie for which the question right before it asks."""
    heard: frozenset[str] = frozenset()
    """Stems of all words of it and of the two before, with the offences that they name."""

    @property
    def paragraph(self) -> str:
        """The block of text in which it stands."""
        text = self.document.text
        start, end = text.rfind("\n\n", 0, self.span.start), text.find("\n\n", self.span.end)
        return text[max(start, 0) : end if end >= 0 else len(text)]

    @property
    def words(self) -> str:
        """The sentence as it stands."""
        return self.span.of(self.document.text)


class Wordings:
    """Sentences of the ledger's documents by the party they are about."""

    def __init__(self, desk: Desk, names: Names) -> None:
        self.desk, self._names = desk, names
        self._read: dict[tuple[str, int, int], Wording] = {}
        self._of: dict[int, list[Wording]] = {}
        self._near: dict[int, list[Wording]] = {}
        self._named: dict[str, list[str]] = {}
        for party in desk.parties:
            for key in (k for k in party.keys if " " in k):
                self._named.setdefault(key, []).extend(party.documents)

    def about(self, parties: Sequence[Party]) -> list[Wording]:
        """Every sentence that names one of the parties, or goes on about it right behind such a sentence."""
        found = {(w.document.id, w.span.start): w for p in parties for w in self._about(p)}
        return list(found.values())

    def around(self, parties: Sequence[Party]) -> list[Wording]:
        """Every sentence that stands right before or behind one about one of the parties."""
        self.about(parties)
        return [w for p in parties for w in self._near[id(p)]]

    def _about(self, party: Party) -> list[Wording]:
        if id(party) not in self._of:
            documents = [d for i in self._documents(party) if (d := self.desk.documents.get(i)) is not None]
            documents.sort(key=lambda d: d.published or "", reverse=True)
            self._near[id(party)] = []
            self._of[id(party)] = [w for d in documents[:MOST_DOCUMENTS] for w in self._in(d, party)]
        return self._of[id(party)]

    def _documents(self, party: Party) -> list[str]:
        """Its documents, and those of whatever was read as a place or a body of the same name, if it is a group."""
        named = [i for key in party.keys for i in self._named.get(key, ())] if party.type == "group" else []
        return list(dict.fromkeys([*party.documents, *named]))

    def _in(self, document: Document, party: Party) -> Iterator[Wording]:
        own, before = list(sentences(document.text)), False
        named_in = self._namer(party, document)
        names_it = [named_in(span) for span in own]
        if party.type == "group":
            names_it = [told or self._is_meant(party, document, own, i, names_it) for i, told in enumerate(names_it)]
        for number, span in enumerate(own):
            named = names_it[number]
            if named or before or any(names_it[number + 1 : number + 2]):
                found = replace(
                    self._wording(document, span), heard=_heard(document.text, own[max(number - 2, 0) : number + 1])
                )
                if named or (before and self._goes_on(found, party)):
                    past = (stems(s.of(document.text)) for s in own[max(number - 2, 0) : number])
                    back = [self._wording(document, s) for s in own[max(number - 2, 0) : number]]
                    gangs = (self._groups(document, s) for s in reversed(own[max(number - GOES_BACK, 0) : number]))
                    yield replace(
                        found,
                        before=frozenset().union(*past),
                        beside=next((g for g in gangs if g), frozenset()).union(*(w.keys for w in back)),
                        asked=back[-1].telling.tie if back and back[-1].words.endswith("?") else None,
                    )
                else:
                    self._near[id(party)].append(found)
            before = named

    def _is_meant(self, party: Party, document: Document, own: list[Span], number: int, named: list[bool]) -> bool:
        """Whether "the gang" in a sentence is a party that was named a few sentences before, and no other since."""
        if not any(named[max(number - GOES_BACK, 0) : number]) or not _THE_GANG.search(own[number].of(document.text)):
            return False
        back = (self._groups(document, s) for s in reversed(own[max(number - GOES_BACK, 0) : number + 1]))
        last = next((g for g in back if g), frozenset[str]())
        return bool(last) and last <= self._keys(party)

    def _keys(self, party: Party) -> set[str]:
        return party.keys | {key for key in self._named if any(key.endswith(f" {own}") for own in party.keys)}

    def _goes_on(self, found: Wording, party: Party) -> bool:
        """Whether a sentence behind one that names a party goes on about it: as "he", or as "the gang"."""
        if found.keys <= party.keys:
            return _GOES_ON.search(found.words) is not None
        gangs = self._groups(found.document, found.span)
        return party.type == "group" and gangs <= party.keys and _THE_GANG.search(found.words) is not None

    def _namer(self, party: Party, document: Document) -> Callable[[Span], bool]:
        """Whether a stretch of one of its documents names a party: by a form of its name or, for a person, a surname.

        Where several people share a surname, it stands alone for whoever is named first.
        """
        forms = {form for form in party.forms if len(form) >= LEAST_SURNAME and form[:1].isupper()}
        given: set[str] = set()
        if party.type == "person":
            full = [form for form in forms if " " in form]
            kin = [c.name for c in self.desk.candidates_in(document.id) if _is_namesake(c, party)]
            first = min((document.text.find(form) % len(document.text) for form in full), default=0)
            if all(document.text.find(name) % len(document.text) > first for name in kin):
                forms |= {form.split()[-1] for form in full if len(form.split()[-1]) >= LEAST_SURNAME}
            given = {name.split()[-2] for name in kin}
        listed = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        pattern = re.compile(rf"(?:\b(\w+) )?(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)")
        return lambda span: any(m[1] not in given for m in pattern.finditer(document.text, span.start, span.end))

    def _groups(self, document: Document, span: Span) -> frozenset[str]:
        known = self._names.found(document.text, span.start, span.end)
        return frozenset(k for n in known if n.type == "group" for p in n.parties for k in p.keys)

    def _wording(self, document: Document, span: Span) -> Wording:
        place = (document.id, span.start, span.end)
        if place not in self._read:
            known = self._names.found(document.text, span.start, span.end)
            keys = frozenset(k for n in known for p in n.parties for k in p.keys)
            people = len({n.key for n in known if n.type == "person"})
            telling = read_telling(document.text, span, [n.span for n in known])
            self._read[place] = Wording(document, span, keys, people, telling)
        return self._read[place]


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, by its marks alone."""
    start = 0
    for end in (*_ENDS.finditer(text), None):
        stop = end.start() if end is not None else len(text)
        inside = text[start:stop]
        if inside.strip():
            lead = len(inside) - len(inside.lstrip())
            yield Span(start + lead, start + len(inside.rstrip()))
        start = end.end() if end is not None else stop


def _heard(text: str, spans: Sequence[Span]) -> frozenset[str]:
    stretch = Span(spans[0].start, spans[-1].end)
    return heard(stretch.of(text)) | {f"={code}" for code in matters(text, stretch)}


def _is_namesake(candidate: Candidate, party: Party) -> bool:
    """Whether a person of a document bears the surname of another."""
    surnames = {form.split()[-1] for form in party.forms if " " in form}
    name = candidate.name.split()
    other = candidate.type == "person" and name_key(candidate.name) not in party.keys
    return other and len(name) > 1 and name[-1] in surnames
