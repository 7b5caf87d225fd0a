"""Who refers to whom, inside one document: one pass in reading order, each mention joined to what came before or not.

Two people wrongly made one is a libel, two halves left apart an inconvenience: a person is joined by a name that fits
one bearer only, by syntax (apposition, "identified as"), by a description that only one person answers to, or by the
encoder's antecedent where gender, number and role agree. Looks back over a bounded stretch, so time is linear.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from according.model import Mention, Reading, Span

from .descriptions import FIRST_PERSON, PLURAL_PRONOUNS, PRONOUN_GENDER, RELATIVE, Description, age_beside, describe
from .lexicon import plurals, table, words
from .names import PersonName, answers_to, body_key, fold, initials, is_short_form, person_name, same_person

PARTIES = ("person", "group", "organization")
BODIES = ("group", "organization")
SURE = 0.5
"""Probability from which the encoder's antecedent is believed for things other than people."""
SURE_PERSON = 0.4
"""The same for pronouns and descriptions of people, where gender, number and role are checked besides."""
NONE = 0.7
"""Probability of "no antecedent" from which the encoder forbids joining by the noun alone."""
ADVICE = 3.0
"""Weight of the encoder's probability against one sentence of distance, for "he" and "she"."""
LEAD = 0.4
"""By how much the likeliest person must lead the next before a pronoun is given to them."""
NEAR = 3
"""Sentences back in which a pronoun finds whom it stands for."""
TOLD = 30
"""Sentences back in which a description finds whom it describes."""
_AS = re.compile(r"\s*,?\s*(?:identified |named |known |listed )?(?:only )?as\s*:?\s*$", re.IGNORECASE)
_ALSO = re.compile(
    r"[\s,(]*(?:(?:who is |who was )?(?:also |better |commonly |formerly )?(?:known|called|referred to)(?: as)?|aka|"
    r"a\.k\.a\.|alias|dubbed|nicknamed|or)\s*[\"“‘'(]?(?:the )?$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(\s*(?:(?:or|aka|a\.k\.a\.|known as|hereinafter) )?[\"“‘']?(?:the )?$", re.IGNORECASE)
_BE = (
    r"(?:,? ?\(?\d{1,3}\)?,)?(?:,[^,.;]{0,60},)? (?:who )?(?:(?:is|was|were|are|has|have|had|been|being|to be|will be|gets?) )*"
    r"(?:also |now |later |then |recently |already |allegedly )?"
)
_STANDS_ACCUSED = re.compile(
    _BE
    + r"(?:convicted|charged|indicted|sentenced|arrested|accused|arraigned|found guilty|pleads? guilty|pleaded guilty|"
    r"pled guilty|faces|facing|extradited|wanted|detained|remanded|held without bail|admits|admitted to|exonerated|"
    r"acquitted|re-?sentenced|Convicted|Charged|Indicted|Sentenced|Arrested|Accused|Arraigned|Found Guilty|Pleads? Guilty|"
    r"Faces|Facing|Wanted|CONVICTED|CHARGED|INDICTED|SENTENCED|ARRESTED|ACCUSED|ARRAIGNED|TO BE ARRAIGNED|TO BE SENTENCED|"
    r"PLEADS? GUILTY|FOUND GUILTY|FACES|To Be Sentenced)\b"
)
_WAS_HARMED = re.compile(
    r"(?:,? ?\(?\d{1,3}\)?,)? (?:who )?(?:is|was|were|had been|has been) (?:\w+ly )?"
    r"(?:killed|murdered|shot|stabbed|robbed|beaten|raped|kidnapped|struck|injured|wounded|attacked|assaulted|abducted|slain)\b"
)
_SPEAKING = frozenset({"say", "tell", "announce", "add", "explain", "state", "note", "declare", "comment", "describe"})


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
            relation.startswith("nsubj") and verb.xpos == "VBN" and not self._has_auxiliary_have(head.head)
        )
        if passive and lemma in words("accusing_verbs"):
            return "accused"
        if passive and lemma in words("harming_verbs"):
            return "victim"
        return "accused" if relation == "nsubj" and lemma in words("accused_verbs") else None

    def _has_auxiliary_have(self, verb: int) -> bool:
        return any(self.tokens[c].lemma.lower() == "have" for c in self.children[verb])

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
                self.by_body.setdefault(f"{_family(mention.type)}|{key}", cluster)
                for word in dict.fromkeys(key.split()):
                    self.by_body_word[f"{_family(mention.type)}|{word}"].append((key, cluster))
                for short in initials(re.sub(r"\s*\(.*$", "", self.words_of(mention))):
                    self.by_initials[short].append(cluster)


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether one name is a run of words of the other, two words at least or the same: no name of its own."""
    size = len(shorter)
    if longer == shorter:
        return True
    return size > 1 and any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))


def _family(type: str) -> str:
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


# --- the steps, each giving the cluster a mention belongs to, or None ---------------------------------------------------


def same_words(story: Story, mention: Mention, _seen: Description) -> int | None:
    """Nested mentions with one head are one: "Teodor Lunz, 22" and "Teodor Lunz"."""
    cluster = story.by_head.get(mention.head)
    if cluster is None or len(story.conjuncts(mention)) > 1 or _is_owner(story, mention, cluster):
        return None
    return cluster if story.clusters[cluster].type == mention.type or mention.level != "named" else None


def _is_owner(story: Story, mention: Mention, cluster: int) -> bool:
    """Whether the mention is only the possessor inside the other phrase: "Lunz" in "Lunz's brother"."""
    if not re.match(r"['’]s? \w", story.text[mention.end : mention.end + 4], re.IGNORECASE):
        return False
    return any(story.mentions[m].end > mention.end + 2 for m in story.clusters[cluster].mentions[-3:])


def apposed(story: Story, mention: Mention, seen: Description) -> int | None:
    """Apposition, predicate noun and "identified as" say that two phrases mean one."""
    head = story.tokens[mention.head]
    found: int | None = None
    if head.head >= 0 and story._is(mention.head, "appos"):
        found = story.by_head.get(head.head)
    if found is None:
        found = _subject_of_predicate(story, mention)
    if found is None:
        found = _named_as(story, mention)
    if found is None:
        found = _right_before(story, mention)
    if found is None or len(story.conjuncts(mention)) > 1:
        return None
    return found if _agree(story, story.clusters[found], mention, seen, apposed=True) else None


def _subject_of_predicate(story: Story, mention: Mention) -> int | None:
    below = story.children[mention.head]
    if not any(story._is(c, "cop") and story.tokens[c].lemma.lower() == "be" for c in below):
        return None
    hedged = {"not", "n't", "may", "might", "could", "if", "would", "will", "should", "can", "whether"}
    if any(fold(story.text[story.tokens[c].start : story.tokens[c].end]) in hedged for c in below):
        return None
    subjects = [c for c in below if story.tokens[c].deprel == "nsubj"]
    return story.by_head.get(subjects[0]) if subjects else None


def _right_before(story: Story, mention: Mention) -> int | None:
    """ "District Attorney" and the name behind it; a name with its age and the description behind them."""
    if mention.type != "person":
        return None
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end > mention.start:
            continue
        gap = story.text[other.end : mention.start]
        if other.type != "person" or len(gap) > 8:
            return None
        if mention.level == "named" and other.level == "nominal" and gap in (" ", ", "):
            noun = fold(story.text[story.tokens[other.head].start : story.tokens[other.head].end])
            titled = noun in words("titles") and gap == " "
            named = story.clusters[story.cluster_of[m]].named
            return story.cluster_of[m] if titled and not named else None
        if mention.level == "nominal" and other.level == "named" and re.fullmatch(r", \(?\d{1,3}\)?, ", gap):
            return story.cluster_of[m] if re.match(r"(?:an?|the) ", story.words_of(mention)) else None
        return None
    return None


def _named_as(story: Story, mention: Mention) -> int | None:
    """ "the defendant as Teodor Lunz", "a man identified as Teodor Lunz"."""
    if mention.level != "named":
        return None
    lead = story.text[max(0, mention.start - 40) : mention.start]
    as_at = _AS.search(lead)
    if as_at is None:
        return None
    at = mention.start - len(lead) + as_at.start()
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end <= at + 1 and at - other.end <= 2:
            verb = story.text[max(0, other.start - 40) : other.start] + as_at[0]
            return story.cluster_of[m] if re.search(r"\b(?:identif|named|known|listed)", verb) else None
        if at - other.end > 60:
            return None
    return None


def _agree(story: Story, entity: Cluster, mention: Mention, seen: Description, *, apposed: bool = False) -> bool:
    """Whether nothing speaks against: type, number, gender, age, names, roles."""
    if _family(entity.type) != _family(mention.type) or (not apposed and _encloses(story, entity, mention)):
        return False
    if entity.plural != seen.plural and mention.type == "person":
        return False
    if entity.gender and seen.gender and entity.gender != seen.gender:
        return False
    if entity.age is not None and seen.age is not None and abs(entity.age - seen.age) > 0 and not apposed:
        return False
    if entity.count is not None and seen.count is not None and entity.count != seen.count:
        return False
    if mention.type == "person" and not apposed:
        role = story.role(mention)
        if role == "victim" and entity.accused_only:
            return False
        if role == "accused" and entity.roles & {"victim", "official"} and "accused" not in entity.roles:
            return False
        if role == "official" and entity.roles & {"accused", "victim"} and "official" not in entity.roles:
            return False
    if mention.level == "named" and entity.named:
        return _names_agree(story, entity, mention)
    return True


def _encloses(story: Story, entity: Cluster, mention: Mention) -> bool:
    """Whether the words stand inside a phrase for that entity: "the boy" in "the boy's mother" is not the mother."""
    return any(
        story.mentions[m].start <= mention.start and mention.end < story.mentions[m].end for m in entity.mentions[-4:]
    )


def _names_agree(story: Story, entity: Cluster, mention: Mention) -> bool:
    if mention.type != "person":
        return body_key(story.words_of(mention)) in entity.bodies
    name = person_name(story.words_of(mention))
    return name is None or any(same_person(name, known) for known in entity.people)


def named_person(story: Story, mention: Mention, seen: Description) -> int | None:
    """The one bearer of a person's name, or of a surname, among the people told of so far."""
    if mention.type != "person" or mention.level != "named" or seen.plural or len(story.conjuncts(mention)) > 1:
        return None
    name = person_name(story.words_of(mention))
    if name is None:
        return None
    fitting = list(dict.fromkeys(c for part in _keys(name) for c in story.by_word.get(part, ())))
    fitting = [c for c in fitting if _bears(story.clusters[c], name, seen)]
    if not fitting:
        return None
    if name.is_full:
        exact = [c for c in fitting if any(n.parts == name.parts for n in story.clusters[c].people)]
        chosen = exact or fitting
        return chosen[0] if len(chosen) == 1 else None
    return _one_bearer(story, mention, name, fitting)


def _keys(name: PersonName) -> list[str]:
    return [p for word in reversed(name.parts) for p in dict.fromkeys((word, *word.split("-")))]


def _bears(entity: Cluster, name: PersonName, seen: Description) -> bool:
    if entity.type != "person" or entity.plural or (entity.gender and seen.gender and entity.gender != seen.gender):
        return False
    known = table("gender")
    titled = {known[t] for t in name.titles if t in known}
    if titled and entity.gender and entity.gender not in titled:
        return False
    if name.is_full:
        if any(n.is_full for n in entity.people):
            return all(same_person(name, n) for n in entity.people if n.is_full)
        return any(answers_to(name, n.parts[0]) == "surname" for n in entity.people)
    return any(answers_to(n, name.parts[0]) is not None for n in entity.people)


def _one_bearer(story: Story, mention: Mention, name: PersonName, fitting: list[int]) -> int | None:
    """Of several who answer to a bare surname: by title, by who speaks, else by who was named near; else none."""
    word = name.parts[0]
    by_surname = [c for c in fitting if any(answers_to(n, word) == "surname" for n in story.clusters[c].people)]
    fitting = by_surname or fitting
    with_full_name = [c for c in fitting if any(n.is_full for n in story.clusters[c].people)]
    fitting = with_full_name or fitting
    official = bool((name.titles | story.titles_before(mention)) & plurals("official_nouns").keys())
    if len(fitting) == 1:
        entity = story.clusters[fitting[0]]
        return None if official and entity.accused_only and "official" not in entity.roles else fitting[0]
    if official:
        fitting = [c for c in fitting if "official" in story.clusters[c].roles]
    else:
        speaks = _is_source(story, mention) or _says(story, mention)
        by_role = [c for c in fitting if ("official" in story.clusters[c].roles) == speaks]
        fitting = by_role or fitting
    if len(fitting) == 1:
        return fitting[0]
    here = story.sentence(mention.head)
    near = [c for c in story.back(here, reach=NEAR) if c in fitting]
    return near[0] if len(near) == 1 else None


def _is_source(story: Story, mention: Mention) -> bool:
    return any(s.overlaps(mention.span) for s in story.sources_near(mention))


def _says(story: Story, mention: Mention) -> bool:
    head = story.tokens[mention.head]
    return head.head >= 0 and head.deprel == "nsubj" and story.tokens[head.head].lemma.lower() in _SPEAKING


def named_body(story: Story, mention: Mention, _seen: Description) -> int | None:
    """The group, organisation, place or thing of the same name, acronym or short name."""
    if mention.level != "named" or mention.type == "person" or len(story.conjuncts(mention)) > 1:
        return None
    words_here = story.words_of(mention)
    key = body_key(words_here)
    family = _family(mention.type)
    found = story.by_body.get(f"{family}|{key}")
    if found is not None:
        return found
    introduced = _introduced(story, mention)
    if introduced is not None:
        return introduced
    if is_short_form(words_here):
        bearers = list(dict.fromkeys(story.by_initials.get(key.replace(" ", ""), ())))
        bearers = [c for c in bearers if _family(story.clusters[c].type) == family]
        if len(bearers) == 1:
            return bearers[0]
    return _shorter_or_longer(story, key, family) if family == "body" else None


def _introduced(story: Story, mention: Mention) -> int | None:
    """A name put in brackets, or after "also known as", right behind another name."""
    lead = story.text[max(0, mention.start - 45) : mention.start]
    bridge = _BRACKET.search(lead) or _ALSO.search(lead)
    if bridge is None:
        return None
    at = mention.start - len(lead) + bridge.start()
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end == at or (other.end < at and not story.text[other.end : at].strip(" ,")):
            same = _family(other.type) == _family(mention.type)
            brackets = "(" in bridge[0] and not is_short_form(story.words_of(mention)) and mention.type == "place"
            return story.cluster_of[m] if same and not brackets and other.start != mention.start else None
        if at - other.end > 80:
            return None
    return None


def _shorter_or_longer(story: Story, key: str, family: str) -> int | None:
    """ "Corvinos" for "Los Corvinos", "Port Maren Police" for "Port Maren Police Department", where one only fits."""
    small, generic = (
        words("small_words"),
        words("organization_words") | words("group_name_ends") | plurals("group_nouns").keys(),
    )
    mine = [w for w in key.split() if w not in small]
    core = [w for w in mine if w not in generic]
    if not core:
        return None
    fitting: set[int] = set()
    for other, cluster in story.by_body_word.get(f"{family}|{core[-1]}", ()):
        theirs = [w for w in other.split() if w not in small]
        longer, shorter = (theirs, mine) if len(theirs) >= len(mine) else (mine, theirs)
        same_core = [w for w in longer if w not in generic] == [w for w in shorter if w not in generic]
        if same_core or (longer[-len(shorter) :] == shorter and len(longer) - len(shorter) == 1):
            fitting.add(cluster)
    return fitting.pop() if len(fitting) == 1 else None


def name_inside(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The Harbor Nine gang" is Harbor Nine; "gang leader" before a name is the bearer of the name."""
    head = story.tokens[mention.head]
    if head.head < 0 or not story._is(mention.head, "compound", "flat", "appos", "amod", "nmod"):
        return None
    outer = story.by_head.get(head.head)
    if outer is None or (story._is(mention.head, "nmod") and story.tokens[mention.head].deprel != "nmod:desc"):
        return None
    entity = story.clusters[outer]
    if mention.type == "person":
        if mention.level == "nominal" and entity.type == "person" and entity.people and not seen.plural:
            return outer
        return None
    if mention.type not in BODIES or mention.level != "named" or entity.type not in BODIES or entity.plural:
        return None
    noun = fold(story.text[story.tokens[head.head].start : story.tokens[head.head].end])
    if noun not in plurals("group_nouns") and noun not in ("organization", "organisation", "group"):
        return None
    known = named_body(story, mention, seen)
    if known is not None and known != outer and not entity.named:
        story.merge(known, outer)
        return known
    return outer if known is None and not entity.named else known


GENERIC = frozenset(
    {"man", "woman", "boy", "girl", "teen", "teenager", "youth", "person", "individual", "old", "year-old"}
)


GENERIC_SETS = GENERIC | {"suspect", "defendant", "member", "group", "pair", "couple", "other", "two", "three", "gang"}


def described_person(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The defendant", "the 27-year-old", "the man": the one person told of so far whom the words fit."""
    if mention.type != "person" or mention.level != "nominal" or seen.plural or seen.other or not seen.definite:
        return None
    here = story.sentence(mention.head)
    fitting = [c for c in story.back(here, reach=TOLD) if _fits_person(story, story.clusters[c], mention, seen)]
    if seen.age is not None:
        same_age = [c for c in fitting if story.clusters[c].age == seen.age]
        return same_age[0] if len(same_age) == 1 else None
    for role in ("accused", "victim"):
        if seen.noun in plurals(f"{role}_nouns"):
            found = _in_role(story, fitting, role, seen, here)
            open_to = [c for c in fitting if role in story.clusters[c].roles or not story.clusters[c].named]
            return found if found is not None else _suggested(story, mention, seen, open_to)
    same_noun = [c for c in fitting if seen.noun in story.clusters[c].nouns or seen.noun in story.clusters[c].titles]
    if seen.noun in plurals("official_nouns"):
        return _in_office(story, same_noun, seen)
    bare = mention.end - story.tokens[mention.head].end <= 2
    if seen.noun in GENERIC and bare:
        fitting = [c for c in fitting if "official" not in story.clusters[c].roles]
        same_noun = [c for c in same_noun if c in fitting]
        suggested = _suggested(story, mention, seen, fitting)
        if suggested is not None:
            return suggested
        near = [c for c in fitting if here - story.clusters[c].last_sentence <= 2]
        agreeing = [c for c in near if seen.gender is None or story.clusters[c].gender in (None, seen.gender)]
        if same_noun and here - story.clusters[same_noun[0]].last_sentence <= 5:
            return same_noun[0]
        return agreeing[0] if len(agreeing) == 1 else None
    if len(same_noun) == 1 and bare:
        return same_noun[0]
    return _suggested(story, mention, seen, fitting)


def _in_office(story: Story, holders: list[int], seen: Description) -> int | None:
    """ "The district attorney": the one whose title has these words, and is nobody's deputy unless the words say so."""
    wanted = {seen.noun, *(seen.modifiers & words("titles"))}
    exact = [
        c for c in holders if wanted <= story.clusters[c].titles | story.clusters[c].nouns | story.clusters[c].modifiers
    ]
    for lesser in ("assistant", "deputy", "vice", "former"):
        if lesser not in wanted:
            exact = [c for c in exact if lesser not in story.clusters[c].titles]
    return exact[0] if len(exact) == 1 else None


def _fits_person(story: Story, entity: Cluster, mention: Mention, seen: Description) -> bool:
    return entity.type == "person" and not entity.plural and _agree(story, entity, mention, seen)


def _in_role(story: Story, fitting: list[int], role: str, seen: Description, here: int) -> int | None:
    """The one accused (or harmed) person; with several, the only one told of in this sentence or the one before."""
    playing = [c for c in fitting if role in story.clusters[c].roles or seen.noun in story.clusters[c].nouns]
    named = [c for c in playing if story.clusters[c].named]
    playing = named or playing
    if len(playing) <= 1:
        return playing[0] if playing else None
    near = [c for c in playing if here - story.clusters[c].last_sentence <= 1]
    return near[0] if len(near) == 1 else None


def _suggested(story: Story, mention: Mention, seen: Description, among: list[int] | None = None) -> int | None:
    floor = SURE_PERSON if mention.type == "person" else SURE
    for cluster, probability in story.suggestions(mention):
        if probability < floor:
            return None
        if (among is None or cluster in among) and _agree(story, story.clusters[cluster], mention, seen):
            return None if mention.level == "pronoun" and _bound(story, mention, cluster) else cluster
    return None


def _bound(story: Story, mention: Mention, cluster: int) -> bool:
    return any(_same_clause(story, mention, story.mentions[m]) for m in story.clusters[cluster].mentions[-2:])


def described_body(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The gang", "the department": the group or body told of last that is one."""
    if mention.type not in BODIES or mention.level != "nominal" or seen.plural or seen.other or not seen.definite:
        return None
    if any(w[:1].isupper() for w in story.words_of(mention).split()[1:]) and not story.words_of(mention).isupper():
        return None
    here = story.sentence(mention.head)
    bodies = [
        c for c in story.back(here, reach=TOLD) if story.clusters[c].type in BODIES and not story.clusters[c].plural
    ]
    suggested = _suggested(story, mention, seen, bodies)
    if suggested is not None:
        return suggested
    criminal = seen.noun in plurals("group_nouns") or mention.type == "group"
    same_noun = [c for c in bodies if seen.noun in story.clusters[c].nouns or _named_with(story.clusters[c], seen.noun)]
    if not criminal:
        return same_noun[0] if same_noun else None
    groups = [c for c in bodies if story.clusters[c].type == "group"]
    near = [c for c in groups if here - story.clusters[c].last_sentence <= 1] or groups[:1]
    near_named = [c for c in near if story.clusters[c].named] or near
    if len(near_named) == 1:
        return near_named[0]
    alike = [c for c in same_noun if c in near_named]
    return alike[0] if len(alike) == 1 else None


def _named_with(entity: Cluster, noun: str) -> bool:
    return any(noun in key.split() for key in entity.bodies)


def set_again(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The two", "the three men", "the defendants": the set told of before, by its number or its noun."""
    if mention.level != "nominal" or not seen.plural or seen.other or not seen.definite or mention.type not in PARTIES:
        return None
    if len(story.conjuncts(mention)) > 1:
        return None
    here = story.sentence(mention.head)
    sets = [
        c
        for c in story.back(here, reach=TOLD)
        if story.clusters[c].plural and _family(story.clusters[c].type) == _family(mention.type)
    ]
    sets = [c for c in sets if _agree(story, story.clusters[c], mention, seen)]
    if seen.count is not None:
        counted = [c for c in sets if story.clusters[c].count == seen.count]
        return counted[0] if counted else None
    same_noun = [c for c in sets if seen.noun in story.clusters[c].nouns]
    if same_noun:
        return same_noun[0]
    return _suggested(story, mention, seen, sets) if seen.noun in GENERIC_SETS else None


def pronoun(story: Story, mention: Mention, seen: Description) -> int | None:
    """Whom a pronoun stands for: the encoder's choice among those who agree, else the only one near."""
    if mention.level != "pronoun":
        return None
    word = fold(story.words_of(mention))
    if word in RELATIVE:
        return _relative(story, mention)
    if word in FIRST_PERSON:
        return _speaker(story, mention, plural=FIRST_PERSON[word])
    if word in ("you", "your", "yours", "yourself"):
        return None
    here = story.sentence(mention.head)
    near = list(story.back(here, reach=1 if word in ("it", "its", "itself") else NEAR))
    if word in PRONOUN_GENDER:
        return _most_likely(story, mention, seen)
    chosen = _suggested(story, mention, seen) if word not in PLURAL_PRONOUNS else _suggested_many(story, mention)
    if chosen is not None:
        return chosen
    if word in ("they", "them", "their", "theirs", "themselves"):
        many = [c for c in near if story.clusters[c].plural or story.clusters[c].type in BODIES]
        return many[0] if len(many) == 1 else None
    if word in ("it", "its", "itself"):
        bodies = [c for c in near if story.clusters[c].type in BODIES and not story.clusters[c].plural]
        return bodies[0] if len(bodies) == 1 and word != "it" else None
    return None


def _suggested_many(story: Story, mention: Mention) -> int | None:
    for cluster, probability in story.suggestions(mention):
        entity = story.clusters[cluster]
        if probability >= SURE_PERSON and (entity.plural or entity.type in BODIES or entity.type not in PARTIES):
            return cluster
    return None


def _most_likely(story: Story, mention: Mention, seen: Description) -> int | None:
    """Of the people who agree, the one told of nearest, as a subject, by name, and by the encoder's advice.

    Officials come last unless the pronoun speaks, as they mostly do. None where nobody leads clearly.
    """
    here = story.sentence(mention.head)
    speaks = _says(story, mention) or _is_source(story, mention)
    advice: dict[int, float] = {}
    for cluster, probability in story.suggestions(mention):
        advice[cluster] = advice.get(cluster, 0.0) + probability
    scores: dict[int, float] = {}
    for m in reversed(story.recent):
        other, cluster = story.mentions[m], story.cluster_of[m]
        distance = here - story.sentence(other.head)
        if distance > NEAR:
            break
        entity = story.clusters[cluster]
        if cluster in scores or _bound(story, mention, cluster) or not _fits_person(story, entity, mention, seen):
            continue
        score = 2.0 - distance + ADVICE * advice.get(cluster, 0.0)
        score += 0.8 if story.tokens[other.head].deprel.startswith("nsubj") else 0.0
        score += 1.0 if entity.gender else 0.0
        score += 0.5 if entity.named else 0.0
        scores[cluster] = score + (0.3 if speaks else -1.5) * ("official" in entity.roles)
    ranked = sorted(scores, key=lambda c: -scores[c])
    if not ranked:
        return None
    if "official" in story.clusters[ranked[0]].roles and not speaks and advice.get(ranked[0], 0.0) < SURE_PERSON:
        return None
    return ranked[0] if len(ranked) == 1 or scores[ranked[0]] - scores[ranked[1]] >= LEAD else None


def _same_clause(story: Story, mention: Mention, other: Mention) -> bool:
    """Subject and object of one verb are two ("Lunz told him"), but for reflexives and possessives."""
    pronoun_token, other_token = story.tokens[mention.head], story.tokens[other.head]
    if story.words_of(mention).lower().endswith("self") or pronoun_token.deprel.startswith(("nmod", "det")):
        return False
    return pronoun_token.head >= 0 and pronoun_token.head == other_token.head


def _relative(story: Story, mention: Mention) -> int | None:
    token = mention.head
    for _ in range(8):
        head = story.tokens[token].head
        if head < 0:
            return None
        if story.tokens[token].deprel == "acl:relcl":
            return story.by_head.get(head)
        token = head
    return None


def _speaker(story: Story, mention: Mention, *, plural: bool) -> int | None:
    """Inside what somebody says, "I" is who says it; elsewhere the author, who is one throughout."""
    said = [s for s in story.speeches.get(story.sentence(mention.head), ()) if s[0].covers(mention.span)]
    for _, source in sorted(said, key=lambda pair: len(pair[0])):
        cluster = story.source_cluster(source)
        if cluster is not None:
            entity = story.clusters[cluster]
            fits = entity.plural or entity.type in BODIES if plural else entity.type == "person" and not entity.plural
            return cluster if fits else None
    if said:
        return None
    return story.by_body.get("author|we" if plural else "author|i")


def something(story: Story, mention: Mention, seen: Description) -> int | None:
    """Things, events, places and the rest: the encoder's antecedent, where it is sure and the types agree."""
    if mention.level == "named" and mention.type in (*PARTIES, "place"):
        return None
    if mention.type in PARTIES and (mention.type == "person" or not (seen.definite or seen.possessive)):
        return _same_relative(story, mention, seen) if seen.possessive else None
    if len(story.conjuncts(mention)) > 1 or mention.level == "pronoun":
        return None
    return _suggested(story, mention, seen) or _same_thing(story, mention, seen)


def _same_relative(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "His brother" again, where the encoder is sure and the noun is the same."""
    for cluster, probability in story.suggestions(mention):
        entity = story.clusters[cluster]
        return (
            cluster
            if probability >= SURE and seen.noun in entity.nouns and _agree(story, entity, mention, seen)
            else None
        )
    return None


def _same_thing(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The shooting" after "a shooting": the same noun of the same type, nothing new said of it, and no sure "none"."""
    opinion = story.antecedents.get(mention.head)
    if opinion and opinion[0][0] < 0 and opinion[0][1] > NONE:
        return None
    bare = mention.end - story.tokens[mention.head].end <= 2
    if mention.level != "nominal" or not seen.definite or not bare or seen.other:
        return None
    known = story.by_noun.get(f"{mention.type}|{seen.noun}|{seen.plural}")
    if known is None or story.sentence(mention.head) - story.clusters[known].last_sentence > TOLD:
        return None
    return (
        known
        if (seen.modifiers - {"the", "this", "that", "these", "those"}) <= story.clusters[known].modifiers
        else None
    )


FIRST = 15
"""Sentences at the head of a document in which somebody may be described before being named."""


def name_the_described(story: Story) -> None:
    """Joins who is described first to who is named later: "a 27-year-old man was charged ... identified as".

    By an age that one person has, or as the only accused (or only harmed) person with a name; never where the words
    speak of another one.
    """
    people = [i for i, c in enumerate(story.clusters) if c.type == "person" and c.mentions and not c.plural]
    named = [i for i in people if story.clusters[i].people]
    only = {role: _only(story, named, role) for role in ("accused", "victim")}
    for i in people:
        entity = story.clusters[i]
        if entity.named or entity.modifiers & words("another_one") or not (entity.nouns or entity.roles):
            continue
        first = story.sentence(story.mentions[min(entity.mentions)].head)
        aged = [n for n in named if entity.age is not None and story.clusters[n].age == entity.age]
        fitting = [n for n in aged if _could_be(story, entity, n)]
        if len(fitting) == 1 and len(aged) == 1 and first <= FIRST:
            story.merge(fitting[0], i)
            continue
        for role, bearer in only.items():
            telling = entity.nouns & plurals(f"{role}_nouns").keys() or (first <= FIRST and role in entity.roles)
            if bearer is not None and telling and _could_be(story, entity, bearer):
                story.merge(bearer, i)
                break


def _only(story: Story, named: list[int], role: str) -> int | None:
    playing = [i for i in named if role in story.clusters[i].roles and "official" not in story.clusters[i].roles]
    return playing[0] if len(playing) == 1 else None


def _could_be(story: Story, entity: Cluster, bearer: int) -> bool:
    """Whether neither gender nor role stands between a description and a named person, and no phrase holds both."""
    other = story.clusters[bearer]
    if entity.gender and other.gender and entity.gender != other.gender:
        return False
    if entity.age is not None and other.age is not None and entity.age != other.age:
        return False
    if ("victim" in entity.roles and other.accused_only) or (entity.accused_only and "victim" in other.roles):
        return False
    if "official" in other.roles and entity.roles & {"accused", "victim"}:
        return False
    heads = {story.tokens[story.mentions[m].head].head for m in other.mentions}
    return not any((h := story.tokens[story.mentions[m].head].head) >= 0 and h in heads for m in entity.mentions)


Step = Callable[[Story, Mention, Description], int | None]
STEPS: tuple[Step, ...] = (
    same_words,
    name_inside,
    apposed,
    named_person,
    named_body,
    described_person,
    described_body,
    set_again,
    pronoun,
    something,
)
"""In order of trust; the first that gives a cluster decides."""


def resolve(reading: Reading, antecedents: Mapping[int, tuple[tuple[int, float], ...]]) -> Story:
    """Cluster all mentions of a reading.

    Args:
        reading: with sentences, tokens, mentions, attributions and amounts; mentions in order of start, longer first.
        antecedents: as in `according.reading.layers.Draft`; may be empty.

    Returns:
        The story, in which every mention has its cluster.
    """
    story = Story(reading, antecedents)
    for index, mention in enumerate(reading.mentions):
        seen = story.described(mention)
        cluster = next((c for step in STEPS if (c := step(story, mention, seen)) is not None), None)
        joined = story.join(index, cluster, seen)
        parts = story.conjuncts(mention)
        if len(parts) > 1 and cluster is None:
            entity = story.clusters[joined]
            entity.plural, entity.parts = True, tuple(parts)
            entity.count = seen.count or (len(parts) if mention.type == "person" else None)
        if mention.level == "pronoun" and cluster is None and fold(story.words_of(mention)) in ("i", "we"):
            said = story.speeches.get(story.sentence(mention.head), ())
            if not any(content.covers(mention.span) for content, _ in said):
                story.by_body.setdefault(f"author|{fold(story.words_of(mention))}", joined)
    name_the_described(story)
    return story
