"""Names in a Spanish text: runs of capitals, and what stands around them that says of whom or what they are the name.

Two passes: what one sentence tells of a name ("Ana Roe, de 34 años") settles it in all others, headlines in capitals
among them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from according.model import Mention, Sentence, Token

from ..gazetteer import meanings_of
from ..lexicon import words as english
from .lexicon import fold, nouns, words

_AGE_BEHIND = re.compile(
    r"\s?,?\s?\(?(?:de )?(?:solo )?(?P<age>\d{1,2})(?: anos?\b| meses\b)|\s?,\s?(?P<bare>\d{1,2})[,;.]|"
    r"\s\((?P<braced>\d{1,2})\)"
)
_PLACE_BEFORE = re.compile(
    r"(?:\ben|\bciudad de|\bcondado de|\bmunicipio de|\blocalidad de|\bvecin[oa]s? de|\bresidentes? (?:de|en)|\bdesde|"
    r"\bhacia|\bpueblo de|\bestado de|\bprovincia de|\banos(?: de edad)?\)?,? de|\b\d\d,? de)\s$"
)
_LOOSE_PLACE_BEFORE = re.compile(r"(?:\bde|\ba|\bdel|\bpor|\by|,)\s$")
_GROUP_BEFORE = re.compile(
    r"\b(?:pandillas?|cartel|carteles|bandas?|clan|mara|guerrilla|celula|clica|grupo criminal|organizacion criminal|"
    r"(?:miembros?|integrantes?) de (?:la |el |los )?|(?:faccion|celula|brazo armado|rival|"
    r"aliad[oa]s?) (?:de|del|con)(?: el| la)?)(?: (?:criminal|rival|callejera|latina|local|"
    r"conocida como|llamada))*"
    r"\s[\"“«]?$"
)
_GROUP_BEHIND = re.compile(
    r"[\"”»]?,? (?:es )?(?:la|una|el|un) (?:[a-z]+ )?(?:pandilla|banda|cartel|clan|mara|guerrilla|faccion|"
    r"celula|milicia)\b"
)
_PARTS = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(slots=True)
class Names:
    """What has been settled: the kind of each folded name, and the words of people's names."""

    kinds: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)

    def settle(self, name: str, kind: str) -> None:
        """Keep the kind; a person's name of two words also settles its words."""
        self.kinds.setdefault(name, kind)
        if kind == "person" and " " in name:
            self.people.update(w for w in _PARTS.findall(name) if len(w) > 2 and w not in ("del", "las", "los"))


@dataclass(frozen=True, slots=True)
class _Run:
    first: int
    last: int


class NameFinder:
    """The named mentions of one text; `plain` is the folded text, whose offsets are those of the text."""

    def __init__(self, text: str, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> None:
        self.text, self.plain = text, fold(text)
        self.sentences, self.tokens = sentences, tokens
        self.known = Names()

    def find(self) -> list[Mention]:
        """Named mentions of people, groups, bodies and places, in order."""
        shown = [s for s in self.sentences if not is_capitals(self.text[s.start : s.end])]
        told = [(run, self._told(run, s)) for s in shown for run in self._runs(s)]
        for run, kind in told:
            if kind == "person":
                self.known.settle(self._name(run), kind)
        for run, kind in told:
            name = self._name(run)
            if kind and not (name in self.known.people and kind == "place" and not self._is_told_place(run)):
                self.known.settle(name, kind)
        found: list[Mention] = []
        for sentence in self.sentences:
            runs = self._runs(sentence) if sentence in shown else self._known_in(sentence)
            for run in runs:
                kind = self._kind(run, sentence) or self._beside_place(run, found)
                if kind:
                    found.append(self._mention(run, kind))
        return found

    # --- runs of capitals ---------------------------------------------------------------------------------------

    def _runs(self, sentence: Sentence) -> Iterator[_Run]:
        t = sentence.first
        while t < sentence.last:
            run = self._run_at(t, sentence)
            if run is None:
                t += 1
            else:
                yield run
                t = run.last

    def _run_at(self, t: int, sentence: Sentence) -> _Run | None:
        word, low = self._word(t), self._low(t)
        if not word[0].isalpha():
            return None
        if word[0].islower():
            return self._body_at(t, sentence)
        follows = t + 1 < sentence.last and self._word(t + 1)[0].isupper() and self._gap(t) == " "
        if low in ("los", "las") and follows and self._low(t + 1) not in nouns("accused"):
            return self._grown(t, t + 2, sentence, person=False)
        if low in words("titles") or low in words("no_names") or low.rstrip("s") in words("no_names"):
            return self._body_at(t, sentence) if low in words("bodies") | words("place_starts") else None
        if low in words("bodies") or low in words("place_starts") or low in words("group_starts"):
            return self._body_at(t, sentence) or self._grown(t, t + 1, sentence, person=False)
        return self._grown(t, t + 1, sentence, person=True)

    def _body_at(self, t: int, sentence: Sentence) -> _Run | None:
        """ "La fiscalía del condado de Kestrel", "Departamento de Policía de Eastholm": the noun with its names."""
        low = self._low(t)
        if low not in words("bodies") and low not in words("place_starts") and low not in words("group_starts"):
            return None
        small = self._word(t)[0].islower()
        if small and (
            low in ("ciudad", "municipio", "estado", "gran", "plaza")
            or (low == "distrito" and self._low(t - 1) == "de")
        ):
            return None
        end = self._extended(t + 1, sentence)
        return _Run(t, end) if end > t + 1 and any(self._word(i)[0].isupper() for i in range(t, end)) else None

    def _extended(self, end: int, sentence: Sentence) -> int:
        """Over capitals, and over "de", "del", "de la" where a capital or another such noun follows."""
        while end < sentence.last:
            if self._gap(end - 1).strip(" \n"):
                return end
            if self._is_name_word(end):
                end += 1
                continue
            nxt = end
            while nxt < sentence.last and nxt < end + 2 and self._low(nxt) in ("de", "del", "la", "los", "las", "para"):
                nxt += 1
            starts = words("bodies") | words("place_starts")
            if nxt == end or nxt >= sentence.last or not (self._is_name_word(nxt) or self._low(nxt) in starts):
                return end
            if self._low(nxt) in starts and self._word(nxt)[0].islower() and not self._leads_to_name(nxt, sentence):
                return end
            end = nxt + 1
        return end

    def _leads_to_name(self, t: int, sentence: Sentence) -> bool:
        near = range(t + 1, min(t + 4, sentence.last))
        return any(
            self._is_name_word(i) and all(self._low(j) in ("de", "del", "la") for j in range(t + 1, i)) for i in near
        )

    def _is_name_word(self, t: int) -> bool:
        word = self._word(t)
        return word[0].isupper() or (word.isdigit() and self.text[self.tokens[t].start - 1] == "-")

    def _grown(self, first: int, end: int, sentence: Sentence, *, person: bool) -> _Run:
        while end < sentence.last:
            gap = self._gap(end - 1)
            if gap == " " or gap == "\n" or gap == "  ":
                if self._word(end)[0].isupper() and self._low(end) not in ("y", "e"):
                    end += 1
                    continue
                nxt = end
                while nxt < sentence.last and self._low(nxt) in ("de", "del", "la", "los", "las"):
                    nxt += 1
                given = self._low(first) in english("given_names")
                near = nxt > end and nxt < sentence.last and nxt - end < 3 and self._word(nxt)[0].isupper()
                if person and given and near and not meanings_of(self._text(nxt, nxt + 2)) and not self._is_place(nxt):
                    end = nxt + 1
                    continue
            elif gap == ". " and len(self._word(end - 1)) == 1 and self._word(end)[0].isupper():
                end += 1
                continue
            elif self._is_initial(end, sentence):
                end += 2
                continue
            break
        return _Run(first, end)

    def _is_initial(self, t: int, sentence: Sentence) -> bool:
        """Whether the word is the full stop of an initial inside a name."""
        if self._word(t) != "." or len(self._word(t - 1)) != 1 or t + 1 >= sentence.last:
            return False
        return self._word(t + 1)[0].isupper() and self._gap(t) == " "

    def _is_place(self, t: int) -> bool:
        return bool(meanings_of(self._word(t))) or self._low(t) in words("place_starts")

    def _known_in(self, sentence: Sentence) -> Iterator[_Run]:
        """In capitals throughout, only names that the rest of the text has settled."""
        t = sentence.first
        while t < sentence.last:
            for length in (4, 3, 2, 1):
                end = t + length
                if end > sentence.last:
                    continue
                name = self._name(_Run(t, end))
                if name in self.known.kinds or (length == 1 and name in self.known.people):
                    yield _Run(t, end)
                    t = end - 1
                    break
            t += 1

    # --- what a run is the name of ------------------------------------------------------------------------------

    def _told(self, run: _Run, sentence: Sentence) -> str | None:
        """What this sentence alone says."""
        low = [self._low(t) for t in range(run.first, run.last)]
        start, end = self.tokens[run.first].start, self.tokens[run.last - 1].end
        before = self.plain[max(sentence.start, start - 60) : start]
        behind = self.plain[end : end + 60]
        name = self._name(run)
        if name in words("known_groups"):
            return "group"
        if low[0] in words("group_starts") or _GROUP_BEFORE.search(before) or _GROUP_BEHIND.match(behind):
            return "group"
        if low[0] in words("place_starts") or low[-1] in words("place_ends"):
            return "place"
        if low[0] in ("prision", "carcel", "penal", "reclusorio"):
            return "place"
        if low[0] in words("bodies") or low[-1] in words("body_ends"):
            return "organization"
        found = bool(meanings_of(self._text(run.first, run.last)))
        if low[0] in ("los", "las"):
            return "place" if found else "group"
        if _PLACE_BEFORE.search(before):
            return "place"
        if found and _LOOSE_PLACE_BEFORE.search(before) and low[0] not in english("given_names"):
            return "place"
        if self._word(run.first - 1) == "(" and self.plain[end : end + 1] == ")":
            return "organization"
        many = 2 <= len(low) <= 5
        if _AGE_BEHIND.match(behind) and (many or not self._opens(run, sentence)):
            return "person"
        if many and (low[0] in english("given_names") or self._has_title(run, sentence)):
            return "person"
        if found and (many or not self._opens(run, sentence)):
            return "place"
        return None

    def _beside_place(self, run: _Run, found: list[Mention]) -> str | None:
        """ "En Eastholm y Quay Ward": what is told in one breath with a place."""
        if not found or found[-1].type != "place" or not self._word(run.first)[0].isupper():
            return None
        gap = self.plain[found[-1].end : self.tokens[run.first].start]
        return "place" if gap in (" y ", ", ", " y en ", ", y ") else None

    def _is_told_place(self, run: _Run) -> bool:
        start = self.tokens[run.first].start
        return _PLACE_BEFORE.search(self.plain, max(0, start - 30), start) is not None

    def _kind(self, run: _Run, sentence: Sentence) -> str | None:
        name = self._name(run)
        known = self.known.kinds.get(name)
        if known:
            return known
        low = name.split()
        if all(w in self.known.people or w in ("de", "la", "del", "los") for w in low):
            return "person"
        if self._has_title(run, sentence) and len(low) <= 4:
            return "person"
        if len(low) == 1 and name.isalnum() and self._word(run.first).isupper() and 2 < len(name) < 7:
            return "organization" if run.first > sentence.first else None
        if 2 <= len(low) <= 4 and all(w.isalpha() for w in low) and run.first > sentence.first:
            return "person" if not meanings_of(self._text(run.first, run.last)) else "place"
        if 2 <= len(low) <= 4 and all(w.isalpha() for w in low) and not self._has_plain_word(run):
            return "person"
        return None

    def _opens(self, run: _Run, sentence: Sentence) -> bool:
        """Whether it stands at the head of a sentence or of a quotation, where any word has a capital."""
        return run.first == sentence.first or self._word(run.first - 1) in ("«", "“", '"', "¿", "¡", "—", "–", ":", "(")

    def _has_plain_word(self, run: _Run) -> bool:
        """Whether its first word stands small elsewhere in the text: "Buenos Samaritanos", not a name."""
        return re.search(rf"\b{re.escape(self._word(run.first).lower())}\b", self.text) is not None

    def _has_title(self, run: _Run, sentence: Sentence) -> bool:
        before = [self._low(t) for t in range(max(sentence.first, run.first - 2), run.first)]
        before = [w for w in before if w not in (".",)]
        return bool(before) and before[-1] in words("titles") and before[-1] not in ("distrito", "federal", "general")

    # --- small things -------------------------------------------------------------------------------------------

    def _mention(self, run: _Run, kind: str) -> Mention:
        first, last = self.tokens[run.first], self.tokens[run.last - 1]
        return Mention(first.start, last.end, kind, "named", run.last - 1)

    def _name(self, run: _Run) -> str:
        return " ".join(self._low(t) for t in range(run.first, run.last))

    def _text(self, first: int, last: int) -> str:
        last = min(last, len(self.tokens))
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def _word(self, t: int) -> str:
        return self.text[self.tokens[t].start : self.tokens[t].end]

    def _low(self, t: int) -> str:
        return self.tokens[t].lemma

    def _gap(self, t: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.tokens[t].end : self.tokens[t + 1].start] if t + 1 < len(self.tokens) else ""


def is_capitals(text: str) -> bool:
    """Whether capitals tell nothing in the line: all of it in capitals, or every long word with one, as in a title."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        return True
    long = [w for w in _PARTS.findall(text) if len(w) > 4]
    return len(long) > 5 and text[-1:] != "." and sum(w[0].isupper() for w in long) > 0.6 * len(long)
