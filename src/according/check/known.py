"""A draft as somebody reads it who knows the ledger: its names are known, whole, and of the kind that they are.

A draft need not introduce what its readers know, and a reader that sees one sentence may take "Harbor Nine" for a place
and cut a double surname in two.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from according.ledger import name_key
from according.linking import Party
from according.model import Entity, Mention, Reading, Span, Token
from according.views import Desk

LEAST_LETTERS = 5
_WORD = re.compile(r"\S+")
_AROUND = "\"“”‘’'(),.;:!?…[]"
_OWNER = re.compile(r"['’]s?$")
_TITLES = ("mr", "mrs", "ms", "dr", "miss", "sir")
_SUBJECT = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the ledger where it stands in a text, as `written`; `parties` are those who bear it, of one `type`."""

    span: Span
    written: str
    key: str
    type: str
    parties: tuple[Party, ...]


class Names:
    """Full names of the ledger's people and names of its groups, to be found in a text as they are written."""

    def __init__(self, desk: Desk) -> None:
        self._parties: dict[str, list[Party]] = {}
        self._groups: set[str] = set()
        for party in desk.parties:
            group = party.type == "group" or is_band(party, desk)
            if party.type == "person" or group:
                for key in party.keys:
                    if len(key) >= LEAST_LETTERS and (" " in key or group):
                        self._parties.setdefault(key, []).append(party)
                        self._groups |= {key} if group else set()
        self._surnames = _surnames(desk)
        for key in [k for k in self._parties if _are_two(k, self._parties)]:
            del self._parties[key]
            self._groups.discard(key)
        for key in [k for k in self._groups if (short := _named_inside(k, self._groups)) is not None]:
            short = _named_inside(key, self._groups) or key
            self._parties[short] += self._parties.pop(key)
            self._groups.discard(key)
        self._longest = max((key.count(" ") + 2 for key in self._parties), default=0)  # one more: "the"

    def found(self, text: str, start: int = 0, end: int | None = None) -> list[Known]:
        """Names that stand whole in a stretch of the text, the longest at each place, in order."""
        words = list(_WORD.finditer(text, start, len(text) if end is None else end))
        found, at = [], 0
        while at < len(words):
            known = next(self._at(text, words, at), None)
            if known is None:
                at += 1
                continue
            found.append(known[0])
            at += known[1]
        return found

    def surnames(self, text: str, start: int, end: int) -> list[Known]:
        """People whose last name stands alone in a stretch, where the ledger knows one person of it only."""
        found = []
        for word in _WORD.finditer(text, start, end):
            span = _bare(text, word.start(), word.end())
            key = name_key(span.of(text))
            if key in self._surnames and key not in self._parties and span.of(text)[:1].isupper():
                found.append(Known(span, span.of(text), key, "person", self._surnames[key]))
        return found

    def bearing(self, name: str, span: Span) -> Known | None:
        """Somebody of a name that stands at a place in other words: as a surname, a pronoun, "the gang"."""
        key = name_key(name)
        if key not in self._parties:
            return None
        kind = "group" if key in self._groups else "person"
        return Known(span, name, key, kind, tuple(self._parties[key]))

    def _at(self, text: str, words: list[re.Match[str]], at: int) -> Iterator[tuple[Known, int]]:
        """The names that begin at a word, longest first, each with its number of words."""
        for length in range(min(self._longest, len(words) - at), 0, -1):
            span = _bare(text, words[at].start(), words[at + length - 1].end())
            key = name_key(span.of(text))
            if key in self._parties and span.of(text)[:1].isupper():
                parties = tuple(self._parties[key])
                kind = "group" if key in self._groups else "person"
                yield Known(span, span.of(text), key, kind, parties), length


def _surnames(desk: Desk) -> dict[str, tuple[Party, ...]]:
    """Last names that are those of one person only, with the parties that may be that person."""
    bearers: dict[str, list[Party]] = {}
    full: dict[str, set[str]] = {}
    for party in (p for p in desk.parties if p.type == "person"):
        for form in (f for f in party.forms if " " in f and name_key(f.split()[0]) not in _TITLES):
            last = name_key(form.split()[-1])
            full.setdefault(last, set()).add(name_key(" ".join(form.split()[-2:])))
            bearers.setdefault(last, []).append(party)
    return {
        k: tuple({id(p): p for p in bearers[k]}.values()) for k in full if len(full[k]) == 1 and len(k) >= LEAST_LETTERS
    }


def _named_inside(key: str, groups: Container[str]) -> str | None:
    """The group at the end of a name that was read too long: "the second in command of the Tin Road Gang"."""
    words = key.split()
    ends = (" ".join(words[i + 1 :]) for i, word in enumerate(words[:-1]) if word in ("of", "the", "from", "for"))
    return next((end for end in ends if end in groups), None)


def _are_two(key: str, known: Container[str]) -> bool:
    """Whether a name is two that were read as one: "the Pier Boys and the Old Crew"."""
    one, _, other = key.partition(" and ")
    other = other.removeprefix("the ")
    return bool(other) and one in known and other in known


def is_band(party: Party, desk: Desk) -> bool:
    """Whether somebody of one name is written with an article in its own documents: "the Lanternmen" are no person."""
    if party.type not in ("person", "organization") or " " in party.name or len(party.name) < LEAST_LETTERS:
        return False
    texts = (d.text for i in party.documents if (d := desk.documents.get(i)) is not None)
    banded = re.compile(rf"\b[Tt]he {re.escape(party.name)}(?![\w-]| [A-Z])")
    return any(f"he {party.name}" in text and banded.search(text) is not None for text in texts)


def _bare(text: str, start: int, end: int) -> Span:
    """A stretch without the marks around it, a possessive and a leading article."""
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    owner = _OWNER.search(text, start, end)
    end = owner.start() if owner is not None else end
    article = re.compile(r"[Tt]he (?=\S)").match(text, start, end)
    return Span(article.end() if article is not None else start, end)


def informed(reading: Reading, desk: Desk) -> Reading:
    """The reading of a draft, in which names that the ledger knows are whole, and gangs are groups."""
    reading = _with_types(reading, {k for p in desk.parties if p.type == "group" or is_band(p, desk) for k in p.keys})
    names = Names(desk).found(reading.text)
    return _Whole(reading).with_names(names) if names else reading


def _with_types(reading: Reading, groups: Iterable[str]) -> Reading:
    names = set(groups)
    known = {
        i
        for i, e in enumerate(reading.entities)
        if e.type in ("organization", "place", "person") and name_key(e.name) in names
    }
    if not known:
        return reading
    entities = tuple(replace(e, type="group") if i in known else e for i, e in enumerate(reading.entities))
    mentions = tuple(replace(m, type="group") if m.entity in known else m for m in reading.mentions)
    return replace(reading, entities=entities, mentions=mentions)


class _Whole:
    """A reading in the making, looked up by sentence: a draft may be long and full of names."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens, self.mentions, self.entities = list(reading.tokens), list(reading.mentions), list(reading.entities)
        self._begins = [s.start for s in reading.sentences]
        self._by_sentence: dict[int, list[int]] = {}
        for i, mention in enumerate(reading.mentions):
            self._by_sentence.setdefault(self._sentence(mention.start), []).append(i)
        self._named = {(e.type, name_key(e.name)): i for i, e in reversed(list(enumerate(reading.entities)))}

    def with_names(self, names: Iterable[Known]) -> Reading:
        """The reading in which each name is one phrase of its tree and one mention of somebody of that name."""
        for known in names:
            self._add(known)
        held: list[list[int]] = [[] for _ in self.entities]
        for i, mention in enumerate(self.mentions):
            if mention.entity >= 0:
                held[mention.entity].append(i)
        entities = [replace(e, mentions=tuple(own)) for e, own in zip(self.entities, held, strict=True)]
        return replace(self.reading, tokens=tuple(self.tokens), mentions=tuple(self.mentions), entities=tuple(entities))

    def _sentence(self, at: int) -> int:
        return bisect_right(self._begins, at) - 1

    def _add(self, known: Known) -> None:
        number = self._sentence(known.span.start)
        if number < 0:
            return
        sentence = self.reading.sentences[number]
        own = range(sentence.first, sentence.last)
        inside = [i for i in own if known.span.start <= self.tokens[i].start < known.span.end]
        here = self._by_sentence.setdefault(number, [])
        if not inside or any(self._tells(self.mentions[m], known) for m in here):
            return
        head = _head(self.tokens, inside)
        _hang_on(self.tokens, own, inside, head)
        entity = self._named.setdefault((known.type, known.key), len(self.entities))
        if entity == len(self.entities):
            self.entities.append(Entity(known.type, known.written, ()))
        mention = Mention(known.span.start, known.span.end, known.type, "named", head, entity)
        partial = [m for m in here if _overlaps(self.mentions[m], known.span)]
        for m in partial:
            self.mentions[m] = mention
        if not partial:
            here.append(len(self.mentions))
            self.mentions.append(mention)

    def _tells(self, mention: Mention, known: Known) -> bool:
        """Whether a mention covers the name and its entity bears it."""
        covers = mention.start <= known.span.start and known.span.end <= mention.end
        same = mention.type == known.type and mention.entity >= 0
        return covers and same and name_key(self.entities[mention.entity].name) == known.key


def _overlaps(mention: Mention, span: Span) -> bool:
    """Whether a mention is a piece of the name, or the name with a piece of its surroundings."""
    return mention.level == "named" and mention.start < span.end and span.start < mention.end


def _head(tokens: Sequence[Token], inside: Sequence[int]) -> int:
    """The word of a name on which its sentence hangs: a subject before anything else, else the first."""
    out = [i for i in inside if tokens[i].head not in inside]
    return next((i for i in out if tokens[i].deprel in _SUBJECT), out[0] if out else inside[0])


def _hang_on(tokens: list[Token], sentence: range, inside: Sequence[int], head: int) -> None:
    """Make a name one phrase: its other words hang on its head, and so does what hung on them."""
    above = tokens[head].head
    for i in sentence:
        token = tokens[i]
        if i in inside and i != head:
            mark = token.upos == "PUNCT"
            tokens[i] = replace(token, head=head, deprel="punct" if mark else "flat", upos="PUNCT" if mark else "PROPN")
        elif i not in inside and token.head in inside and i != above:
            tokens[i] = replace(token, head=head)
