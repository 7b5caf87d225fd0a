"""The state of coreference while a document is gone through: entities so far, and indexes to find them."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from according.model import Mention, Reading, Span

from ..descriptions import Description, age_beside, describe
from ..lexicon import plurals, table, words
from ..names import PersonName, body_key, fold, initials, person_name

PARTIES = ("person", "group", "organization")


BODIES = ("group", "organization")


_BE = (
    r"(?:,? ?\(?\d{1,3}\)?,)?(?:,[^,.;]{0,60},)? (?:who )?"
    r"(?:(?:is|was|were|are|has|have|had|been|being|to be|will be|gets?) )*"
    r"(?:also |now |later |then |recently |already |allegedly )?"
)


_STANDS_ACCUSED = re.compile(
    _BE
    + r"(?:convicted|charged|indicted|sentenced|arrested|accused|arraigned|found guilty|pleads? guilty|pleaded guilty|"
    r"pled guilty|faces|facing|extradited|wanted|detained|remanded|held without bail|admits|admitted to|exonerated|"
    r"acquitted|re-?sentenced|Convicted|Charged|Indicted|Sentenced|Arrested|Accused|Arraigned|Found Guilty|"
    r"Pleads? Guilty|Faces|Facing|Wanted|CONVICTED|CHARGED|INDICTED|SENTENCED|ARRESTED|ACCUSED|ARRAIGNED|"
    r"TO BE ARRAIGNED|TO BE SENTENCED|"
    r"PLEADS? GUILTY|FOUND GUILTY|FACES|To Be Sentenced)\b"
)


_WAS_HARMED = re.compile(
    r"(?:,? ?\(?\d{1,3}\)?,)? (?:who )?(?:is|was|were|had been|has been) (?:\w+ly )?"
    r"(?:killed|murdered|shot|stabbed|robbed|beaten|raped|kidnapped|struck|injured|wounded|attacked|assaulted|abducted|slain)\b"
)


@dataclass(slots=True)
class Cluster:
    """One entity in the making."""

    type: str
    mentions: list[int] = field(default_factory=list)
    people: list[PersonName] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    count: int | None = None
    age: int | None = None
    roles: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    parts: tuple[int, ...] = ()
    last_sentence: int = -1

    @property
    def named(self) -> bool:
        """Whether a proper name is known."""
        return bool(self.people or self.bodies)

    @property
    def accused_only(self) -> bool:
        """Whether it is told to stand accused and nothing worse befell it."""
        return "accused" in self.roles and "victim" not in self.roles


class Story:
    """The state of the pass: clusters so far and indexes to find them."""

    def __init__(self, reading: Reading, antecedents: Mapping[int, tuple[tuple[int, float], ...]]) -> None:
        self.reading = reading
        self.text = reading.text
        self.tokens = reading.tokens
        self.mentions = reading.mentions
        self.antecedents = antecedents
        self.clusters: list[Cluster] = []
        self.cluster_of: list[int] = [-1] * len(self.mentions)
        self.by_head: dict[int, int] = {}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_body: dict[str, int] = {}
        self.by_body_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.by_noun: dict[str, int] = {}
        self.by_phrase: dict[str, int] = {}
        self.by_initials: dict[str, list[int]] = defaultdict(list)
        self.recent: deque[int] = deque(maxlen=120)
        self._token_starts = [t.start for t in self.tokens]
        self._sentence_firsts = [s.first for s in reading.sentences]
        self._amount_starts = [a.start for a in reading.amounts]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                self.children[token.head].append(i)
        self.heads = {m.head for m in self.mentions}
        self.sources, self.speeches = _speakers(reading)

    # --- looking at the text ----------------------------------------------------------------------------------------

    def sentence(self, token: int) -> int:
        """Index of the sentence that holds a token."""
        return bisect_right(self._sentence_firsts, token) - 1

    def first_token(self, mention: Mention) -> int:
        """Index of the mention's first token."""
        return min(bisect_left(self._token_starts, mention.start), mention.head)

    def described(self, mention: Mention) -> Description:
        """What the mention's words say."""
        low, high = (bisect_left(self._amount_starts, at) for at in (mention.start, mention.end))
        amounts = self.reading.amounts[low:high]
        return describe(self.text, self.tokens, mention, self.first_token(mention), amounts)

    def words_of(self, mention: Mention) -> str:
        """The mention's characters."""
        return self.text[mention.start : mention.end]

    def conjuncts(self, mention: Mention) -> list[int]:
        """Heads of what the mention coordinates ("A, B and C"), itself first; one if it coordinates nothing."""
        inside = [c for c in self.children[mention.head] if self._is(c, "conj") and self._covers(mention, c)]
        return [mention.head, *(c for c in inside if c in self.heads)]

    def _covers(self, mention: Mention, token: int) -> bool:
        return mention.start <= self.tokens[token].start and self.tokens[token].end <= mention.end

    def _is(self, token: int, *relations: str) -> bool:
        relation = self.tokens[token].deprel
        return relation in relations or relation.split(":")[0] in relations

    def role(self, mention: Mention) -> str | None:
        """`accused`, `victim` or `official`, where the verb it depends on or its own noun says so."""
        head = self.tokens[mention.head]
        noun = plurals("people").get(fold(self.text[head.start : head.end]), head.lemma.lower())
        for role in ("accused", "victim", "official"):
            if noun in plurals(f"{role}_nouns"):
                return role
        for c in self.children[mention.head]:
            clause = self.tokens[c]
            if clause.deprel.startswith("acl") and clause.xpos == "VBN":
                if clause.lemma.lower() in words("accusing_verbs"):
                    return "accused"
                if clause.lemma.lower() in words("harming_verbs"):
                    return "victim"
        behind = self.text[mention.end : mention.end + 110]
        if _STANDS_ACCUSED.match(behind):
            return "accused"
        if _WAS_HARMED.match(behind):
            return "victim"
        if head.head < 0:
            return None
        verb = self.tokens[head.head]
        lemma, relation = verb.lemma.lower(), head.deprel
        passive = relation.startswith(("nsubj:pass", "obj")) or (
            relation == "nsubj" and verb.xpos == "VBN" and not self._is_active(head.head)
        )
        if passive and lemma in words("accusing_verbs"):
            return "accused"
        if passive and lemma in words("harming_verbs"):
            return "victim"
        return "accused" if relation == "nsubj" and lemma in words("accused_verbs") else None

    def _is_active(self, verb: int) -> bool:
        """Whether a participle is an active verb after all: it has an object, or stands with "have"."""
        return any(
            self.tokens[c].lemma.lower() == "have" or self.tokens[c].deprel == "obj" for c in self.children[verb]
        )

    def sources_near(self, mention: Mention) -> list[Span]:
        """Sources of attributions that begin near the mention."""
        at = bisect_right(self.sources, Span(mention.start, mention.end))
        return self.sources[max(0, at - 3) : at + 3]

    # --- candidates -------------------------------------------------------------------------------------------------

    def back(self, sentence: int, *, reach: int) -> Iterator[int]:
        """Clusters mentioned within `reach` sentences, the latest first, each once."""
        seen: set[int] = set()
        for m in reversed(self.recent):
            if sentence - self.sentence(self.mentions[m].head) > reach:
                return
            cluster = self.cluster_of[m]
            if cluster not in seen:
                seen.add(cluster)
                yield cluster

    def suggestions(self, mention: Mention) -> Iterator[tuple[int, float]]:
        """Clusters of the encoder's antecedents with their probability, best first, until "none" is as likely."""
        for token, probability in self.antecedents.get(mention.head, ()):
            if token < 0:
                return
            cluster = self.by_head.get(token)
            if cluster is not None:
                yield cluster, probability

    def source_cluster(self, source: tuple[Span, ...]) -> int | None:
        """The cluster that the words of a source stand for."""
        for span in source:
            first, last = (bisect_left(self._token_starts, at) for at in (span.start, span.end))
            inside = [t for t in range(first, last) if t in self.by_head]
            for token in inside:
                if not first <= self.tokens[token].head < last:
                    return self.by_head[token]
            if inside:
                return self.by_head[inside[0]]
        return None

    def merge(self, kept: int, gone: int) -> None:
        """Make two clusters one; `gone` must be without a name."""
        a, b = self.clusters[kept], self.clusters[gone]
        for m in b.mentions:
            self.cluster_of[m] = kept
        for head in {self.mentions[m].head for m in b.mentions}:
            if self.by_head.get(head) == gone:
                self.by_head[head] = kept
        a.mentions.extend(b.mentions)
        a.gender, a.age, a.count = a.gender or b.gender, a.age if a.age is not None else b.age, a.count or b.count
        a.roles |= b.roles
        a.nouns |= b.nouns
        a.modifiers |= b.modifiers
        b.mentions = []

    # --- joining ----------------------------------------------------------------------------------------------------

    def join(self, index: int, cluster: int | None, description: Description) -> int:
        """Put a mention into a cluster, or into a new one."""
        mention = self.mentions[index]
        if cluster is None:
            cluster = len(self.clusters)
            self.clusters.append(Cluster(mention.type, plural=description.plural, count=description.count))
        entity = self.clusters[cluster]
        entity.mentions.append(index)
        entity.last_sentence = self.sentence(mention.head)
        self.cluster_of[index] = cluster
        if len(self.conjuncts(mention)) == 1:
            self.by_head.setdefault(mention.head, cluster)
        if mention.type in PARTIES or mention.level == "named":
            self.recent.append(index)
        entity.gender = entity.gender or description.gender
        entity.age = entity.age if entity.age is not None else description.age
        role = self.role(mention)
        if role is not None and mention.type == "person":
            entity.roles.add(role)
        if mention.level == "named":
            self._learn_name(cluster, mention)
        elif mention.level == "nominal":
            entity.nouns.add(description.noun)
            self.by_noun[f"{mention.type}|{description.noun}|{description.plural}"] = cluster
            self.by_phrase[f"{mention.type}|{fold(self.words_of(mention))}"] = cluster
            entity.modifiers |= description.modifiers
            entity.count = entity.count if entity.count is not None else description.count
        return cluster

    def titles_before(self, mention: Mention) -> frozenset[str]:
        """Title words right before a name that the mention leaves out."""
        lead = re.search(r"(?:[\w.'’-]+ ){1,5}$", self.text[max(0, mention.start - 60) : mention.start])
        found: list[str] = []
        for word in reversed(lead[0].split() if lead else []):
            key = fold(word).strip(".")
            if key not in words("titles") and not (word[0].isupper() and found):
                break
            found.append(key)
        return frozenset(k for k in found if k in words("titles"))

    def _learn_name(self, cluster: int, mention: Mention) -> None:
        entity = self.clusters[cluster]
        if mention.type == "person" and len(self.conjuncts(mention)) == 1:
            name = person_name(self.words_of(mention))
            if name is None:
                return
            entity.age = entity.age if entity.age is not None else age_beside(self.text, mention)
            titles = name.titles | self.titles_before(mention)
            entity.titles |= titles
            if not any(_contains(n.parts, name.parts) for n in entity.people):
                entity.people.append(name)
                for part in {p for word in name.parts for p in (word, *word.split("-"))} | (
                    {fold(name.nickname)} if name.nickname else set()
                ):
                    if cluster not in self.by_word[part]:
                        self.by_word[part].append(cluster)
            if titles & plurals("official_nouns").keys():
                entity.roles.add("official")
            if titles & plurals("accused_nouns").keys():
                entity.roles.add("accused")
            known = table("gender")
            entity.gender = entity.gender or next((known[t] for t in titles if t in known), None)
            if name.is_full:
                entity.gender = entity.gender or table("given_names").get(name.parts[0])
        elif len(self.conjuncts(mention)) == 1:
            key = body_key(self.words_of(mention))
            if key and key not in entity.bodies:
                entity.bodies.append(key)
                self.by_body.setdefault(f"{family_of(mention.type)}|{key}", cluster)
                for word in dict.fromkeys(key.split()):
                    self.by_body_word[f"{family_of(mention.type)}|{word}"].append((key, cluster))
                for short in initials(re.sub(r"\s*\(.*$", "", self.words_of(mention))):
                    self.by_initials[short].append(cluster)


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether one name is a run of words of the other, two words at least or the same: no name of its own."""
    size = len(shorter)
    if longer == shorter:
        return True
    return size > 1 and any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))


def family_of(type: str) -> str:
    """The type, groups and organisations being one family."""
    return "body" if type in BODIES else type


def _speakers(reading: Reading) -> tuple[list[Span], dict[int, list[tuple[Span, tuple[Span, ...]]]]]:
    """Spans of all sources in order, and for each sentence the contents said in it with their sources."""
    sources = sorted(s for a in reading.attributions for s in a.source)
    starts = [s.start for s in reading.sentences]
    speeches: dict[int, list[tuple[Span, tuple[Span, ...]]]] = defaultdict(list)
    for attribution in reading.attributions:
        for content in attribution.content:
            first, last = bisect_right(starts, content.start) - 1, bisect_left(starts, content.end)
            for sentence in range(max(first, 0), min(last, first + 12)):
                speeches[sentence].append((content, attribution.source))
    return sources, speeches
