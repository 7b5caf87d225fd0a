"""Who is who in a Spanish text: names by their words, phrases by the one person they can mean, else each for itself.

Cautious on purpose: a surname that two people bear, and a phrase that could mean two, stand for nobody known.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from according.model import Entity, Mention, Sentence

from ..lexicon import table
from .lexicon import fold, nouns, number
from .people import Described

_AGE = re.compile(
    r"(?: ?,? ?\(?(?:de |con )?(?:solo )?(?=\d+ (?:ano|mes))| ?, ?(?:de )?|"
    r" \()(?P<age>\d{1,2})(?P<unit> anos?| meses|)(?: de edad)?(?=[,);. ]|$)"
    r"(?! (?:de \d|hasta |cargos))"
)
_ALIAS = re.compile(
    r" ?[,(]? ?(?:alias|conocid[oa] (?:tambien )?como|apodad[oa]|tambien conocid[oa] como|a quien llaman|\(a\)) "
    r"(?:el |la )?[\"“«‘']?(?P<alias>[^\"”»’'.,;()]{2,30})"
)
_THE_ACCUSED = frozenset(
    {"acusado", "acusada", "demandado", "demandada", "imputado", "imputada", "sospechoso", "sospechosa"}
)
_STEP_BEHIND = re.compile(
    r" (?:tambien |ya |hoy )?(?:(?:ha sido|fue|es|esta|sera|era) (?:\w+ )?(?:acusad|sentenciad|condenad|"
    r"arrestad|detenid|declarad|"
    r"instruid|procesad|libre|encontrad|ordenad)|enfrenta|se declaro|tiene (?:\w+ )?(?:\w+ )?(?:convicci|"
    r"condena|antecedent))"
)
_NEAR = 400
"""Characters back to which a pronoun may mean a name."""
_SMALL = frozenset({"de", "la", "del", "los", "las", "y", "jr", "sr"})


@dataclass(slots=True)
class Who:
    """Somebody or something in the making."""

    type: str
    names: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    sorts: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    label: str = ""
    plural: bool = False
    count: int | None = None
    age: int | None = None

    @property
    def words(self) -> set[str]:
        """The words of its fullest name, folded."""
        full = max(self.names, key=len, default="")
        return set(re.findall(r"[^\W\d_][\w'’-]*", fold(full))) - _SMALL


class Cast:
    """Everybody and everything of one text, gathered in the order of the mentions."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text, self.plain, self.sentences = text, fold(text), sentences
        self.who: list[Who] = []
        self._by_word: defaultdict[str, list[Who]] = defaultdict(list)

    def gather(
        self, named: Sequence[Mention], roles: Sequence[set[str]], described: Sequence[Described]
    ) -> tuple[list[Mention], list[Who]]:
        """All mentions in order, each with its entity, and the entities; `roles` are those of the named mentions."""
        of_name: dict[tuple[int, int], Who] = {}
        for mention, told in sorted(zip(named, roles, strict=True), key=lambda p: -len(self._words_of(p[0]))):
            who = of_name[mention.start, mention.end] = self._of_name(mention)
            who.roles |= told
            who.starts.append(mention.start)
            self._note_name(who, mention)
        every: list[tuple[Mention, Described | None]] = [(m, None) for m in named]
        every += [(d.mention, d) for d in described]
        pairs: list[tuple[Mention, Who]] = []
        last: Who | None = None
        for mention, phrase in sorted(every, key=lambda pair: (pair[0].start, -pair[0].end)):
            who = of_name[mention.start, mention.end] if phrase is None else self._of_phrase(phrase, last)
            who.mentions.append(len(pairs))
            if who.type == "person" and not who.plural:
                last = who
            pairs.append((mention, who))
        kept = sorted((w for w in self.who if w.mentions), key=lambda w: w.mentions[0])
        number_of = {id(w): i for i, w in enumerate(kept)}
        return [replace(m, entity=number_of[id(w)]) for m, w in pairs], kept

    def _words_of(self, mention: Mention) -> list[str]:
        return [w for w in re.findall(r"[^\W_][\w'’-]*", fold(mention.span.of(self.text))) if w not in _SMALL]

    def _of_name(self, mention: Mention) -> Who:
        parts = self._words_of(mention)
        key = " ".join(parts)
        same = [w for w in self._by_word[parts[0] if parts else key] if w.type == mention.type]
        found = [w for w in same if set(parts) <= w.words] if mention.type == "person" else []
        exact = [w for w in same if any(self._key(n) == key for n in w.names)]
        if exact or len(found) == 1:
            who = (exact or found)[0]
        else:
            who = Who(mention.type)
            self.who.append(who)
            for part in parts or [key]:
                self._by_word[part].append(who)
        shown = " ".join(mention.span.of(self.text).split())
        if shown not in who.names:
            who.names.append(shown)
        return who

    def _key(self, name: str) -> str:
        return " ".join(w for w in re.findall(r"[^\W_][\w'’-]*", fold(name)) if w not in _SMALL)

    def _note_name(self, who: Who, mention: Mention) -> None:
        if who.type not in ("person", "group"):
            return
        behind = self.plain[mention.end : mention.end + 80]
        age = _AGE.match(behind)
        if who.type == "person" and who.age is None and age is not None:
            who.age = 0 if "meses" in age["unit"] else number(age["age"])
        alias = (
            _ALIAS.match(re.sub(r"\s", " ", behind)) or _ALIAS.match(behind[age.end() :])
            if age
            else _ALIAS.match(behind)
        )
        if alias is not None:
            at = mention.end + (age.end() if age and alias.string != behind else 0)
            shown = self.text[at + alias.start("alias") : at + alias.end("alias")].strip()
            if shown and shown not in who.aliases and shown[0].isupper():
                who.aliases.append(shown)

    def _of_phrase(self, told: Described, last: Who | None) -> Who:
        mention = told.mention
        if mention.level == "pronoun":
            found = self._meant(mention, last) if not told.plural else None
            return found or self._new(told)
        single = told.definite and not told.plural and mention.type == "person"
        if single and "#" in mention.span.of(self.text):
            same = [w for w in self.who if w.label == mention.span.of(self.text).rpartition("#")[2].strip()]
            return same[0] if same else self._new(told)
        if single:
            for role, list_ in (("accused", _THE_ACCUSED), ("victim", nouns("victims"))):
                bearers = self._bearers(role)
                if told.noun in list_ and len(bearers) == 1:
                    return bearers[0]
            same = [w for w in self.who if w.type == "person" and told.noun in w.nouns and not w.plural and not w.label]
            if len(same) == 1 and not same[0].names:
                return same[0]
        if mention.type == "group" and told.definite and not told.plural:
            near = {
                id(w): w
                for w in self.who
                if w.type == "group" and w.names and self._last_start(w, mention.start) > mention.start - 2 * _NEAR
            }
            if len(near) == 1 and mention.span.of(self.text).count(" ") == 1:
                return next(iter(near.values()))
        if told.plural and told.definite:
            for known in self.who:
                if known.plural and told.noun in known.nouns and known.count == (told.count or known.count):
                    return known
        return self._new(told)

    def _bearers(self, role: str) -> list[Who]:
        """Named people in a role; for the victim, if nobody is told to be it, who is nothing else."""
        people = [w for w in self.who if w.names and w.type == "person"]
        if role == "accused":
            return [w for w in people if role in w.roles]
        found = [w for w in people if role in w.roles and "accused" not in w.roles]
        if found or not any("accused" in w.roles for w in people):
            return found
        return [w for w in people if not w.roles and w.age is not None]

    def _meant(self, mention: Mention, last: Who | None) -> Who | None:
        found = self._nearest(mention, last)
        if found is None or found.plural:
            return None
        wanted = "female" if mention.span.of(self.text).lower().endswith("a") else "male"
        first = max(found.names, key=len, default="").partition(" ")[0]
        gender = table("given_names").get(fold(first)) or self._of_noun(found)
        opens = any(s.start == mention.start for s in self.sentences)
        if gender is None and not opens and _STEP_BEHIND.match(self.plain, mention.end) is None:
            return None
        return found if gender in (None, wanted) else None

    def _of_noun(self, who: Who) -> str | None:
        ends = {n[-1:] for n in who.nouns}
        return "female" if ends == {"a"} and "victima" not in who.nouns else "male" if ends == {"o"} else None

    def _nearest(self, mention: Mention, last: Who | None) -> Who | None:
        """Whom "él" may mean: with whom the sentence before begins, the last accused, the last named."""
        before = [s for s in self.sentences if s.end <= mention.start]
        if before and any(s.start == mention.start for s in self.sentences):
            s = before[-1]
            told = [(at, w) for w in self.who for at in w.starts if w.type == "person" and s.start <= at < s.start + 60]
            if told and mention.start - s.end < 5:
                return min(told, key=lambda pair: pair[0])[1]
        if _STEP_BEHIND.match(self.plain, mention.end):
            told = [
                (self._last_start(w, mention.start), w)
                for w in self.who
                if w.names and "accused" in w.roles and self._last_start(w, mention.start) >= 0
            ]
            if told:
                return max(told, key=lambda pair: pair[0])[1]
        named = [(self._last_start(w, mention.start), w) for w in self.who if w.names and w.type == "person"]
        best = max(named, key=lambda pair: pair[0], default=None)
        if best is not None and 0 <= mention.start - best[0] < _NEAR and best[0] >= 0:
            return best[1]
        return last

    def _last_start(self, who: Who, before: int) -> int:
        return max((at for at in who.starts if at < before), default=-1)

    def _new(self, told: Described) -> Who:
        who = Who(told.mention.type, plural=told.plural, count=told.count, age=None if told.plural else told.age)
        who.sorts |= told.sorts
        who.nouns.add(told.noun)
        who.label = told.mention.span.of(self.text).partition("#")[2].strip()
        self.who.append(who)
        return who


def described_entity(who: Who, words_of: list[str], protected: str | None) -> Entity:
    """The record of one; `words_of` are the words of its mentions, in order."""
    name = max(who.names, key=lambda n: (len(n.split()), len(n))) if who.names else words_of[0]
    return Entity(
        who.type,
        name,
        tuple(who.mentions),
        aliases=tuple(n for n in (*who.names, *who.aliases) if n != name),
        plural=who.plural,
        count=who.count,
        age=who.age,
        protected=protected,
    )
