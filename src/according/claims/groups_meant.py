"""Which group a noun phrase stands for: the one it names, "the gang" told of before, or both gangs at once.

Precision comes first: a phrase that may stand for two groups stands for none. Names that no mention covers are taken
from the words themselves, but only beside a word that says what they are.
"""

from collections import Counter
from dataclasses import replace
from functools import cached_property

from according.model import Argument, Mention, MentionText
from according.reading.number_words import number_value

from .capitals import name_run
from .group_names import criminal_setting
from .named_parties import NamedParties
from .party_names import ARTICLES, PRONOUNS, bare_name, is_name, is_proper, key_of
from .wordlists import wordlist, words

_ARMED_FORCES = words("bodies", "armed_forces")

_PAIR = frozenset({"both", "two", "these", "the"})


class GroupsMeant(NamedParties):
    """The groups of one page, by the token that heads their words."""

    def _told(self, token: int) -> Argument | None:
        """The group whose told name holds the token, under its entity's name where a mention of it is resolved."""
        name = self._told_groups.get(token)
        if name is None:
            return None
        page = self.page
        start, end = page.tokens[name.first].start, page.tokens[name.last - 1].end
        words_of = MentionText(start, end, page.text[start:end])
        entity = self._entities_by_name.get(name.full)
        if entity is None:
            return Argument("Group", name.full, mention=words_of)
        return Argument(
            "Group", page.reading.entities[entity].name, entity=f"{page.reading.document.id}#{entity}", mention=words_of
        )

    @cached_property
    def _entities_by_name(self) -> dict[str, int]:
        """The entity of each told group name: that of most of its mentions with just these words."""
        votes: dict[str, Counter[int]] = {}
        names = {n.full for n in self._told_groups.values()}
        for m in self.page.reading.mentions:
            text = self.page.text[m.start : m.end]
            if m.entity >= 0 and text in names and is_name(self.page.reading.entities[m.entity].name):
                votes.setdefault(text, Counter())[m.entity] += 1
        return {name: counted.most_common(1)[0][0] for name, counted in votes.items()}

    def groups(self, token: int, *, bodies: bool = False) -> list[Argument]:
        """The groups that the phrase headed by the token stands for, by their bare names; see `_groups`."""
        found = []
        for group in self._groups(token, bodies=bodies):
            name = bare_name(group.name)
            if self.is_authority(name.lower().split()) or name.lower() in PRONOUNS:
                continue
            if not is_name(name) and self.page.word(token) not in name.lower():
                name = " ".join(
                    w for w in self.phrase(token).split() if w.lower() not in ARTICLES and number_value(w) is None
                )
            found.append(replace(group, name=name or group.name))
        return found

    def _groups(self, token: int, *, bodies: bool = False) -> list[Argument]:
        """The groups that the phrase headed by the token stands for; empty if none or unclear.

        "Both gangs" stands for the two groups named before. With `bodies`, organisations such as parties and firms
        count too; authorities never do.
        """
        page = self.page
        told = self._told(token)
        if told is not None:
            return [told]
        word = page.word(token)
        if page.tokens[token].upos == "NUM" or number_value(word) is not None:
            return []
        first, last = self.core(token)
        phrase = self.lemmas(first, last)
        if self.is_authority(phrase):
            return []
        heads_group = page.lemma(token) in words("bodies", "groups") or word in words("bodies", "groups")
        plural = self.is_plural(token)
        if heads_group and plural:
            pair = self._pair(token, phrase)
            if pair:
                return pair
        if heads_group:
            named = self._name_inside(token) or self._called_name(token)
            if named is not None:
                return [named]
        m = self.mention(token, "group", "organization") if bodies or heads_group else self.mention(token, "group")
        if m is None:
            if heads_group and word not in (
                "family",
                "club",
                "army",
                "squad",
                "network",
                "group",
                "front",
                "organization",
            ):
                argument = self.made_argument(token, "Group")
                return [self._resolved(token, argument, phrase)]
            return []
        mention = page.reading.mentions[m]
        if mention.level == "pronoun" or page.tokens[token].upos == "PRON":
            return self._pronoun(m, token)
        if self.is_authority(page.text[mention.start : mention.end].lower().split()):
            return []
        known = page.argument(m)
        if known is None:
            return []
        argument = known if known.type in ("Group", "Organization") else replace(known, type="Group", count=None)
        if heads_group and mention.level != "named":
            argument = self._resolved(token, argument, phrase)
        return [argument]

    def groups_all(self, tokens: list[int], *, bodies: bool = False) -> list[Argument]:
        """The groups of several phrases, each once, in order."""
        found: dict[str, Argument] = {}
        for token in tokens:
            for group in self.groups(token, bodies=bodies):
                found.setdefault(key_of(group), group)
        return list(found.values())

    @cached_property
    def criminal_setting(self) -> bool:
        """Whether the document speaks of gangs or armed groups at all."""
        return criminal_setting(self.page)

    def sides(self, tokens: list[int]) -> list[Argument]:
        """The groups of several phrases; in a document about gangs also bodies that are no authority and no firm."""
        found = self.groups_all(tokens, bodies=self.criminal_setting)
        return [g for g in found if g.type == "Group" or not self._is_firm(g)]

    def _is_firm(self, body: Argument) -> bool:
        return any(w.strip(".,").lower() in words("bodies", "firms") for w in body.name.split())

    def standing_for(self, token: int, *, bodies: bool = False) -> list[Argument]:
        """The groups that the phrase names, or whose members it names ("X's members", "X thugs")."""
        page = self.page
        following = page.word(token + 1) if token + 1 < len(page.tokens) else ""
        if following in words("bodies", "members") and not self.is_group_name(token):
            return []
        own = [g for g in self.groups(token, bodies=bodies) if g.type == "Group" or not self._is_firm(g)]
        if own:
            return own
        if page.word(token) in words("bodies", "members"):
            return self.groups_all(self.group_modifiers(token))
        return []

    def group_modifiers(self, noun: int) -> list[int]:
        """Tokens that name the group inside the phrase: "X members", "X's members", "members of X and Y"."""
        page = self.page
        found: list[int] = []
        for child in page.children[noun]:
            relation = page.tokens[child].deprel
            if relation in ("compound", "nmod:poss", "amod", "nmod:unmarked", "flat") or (
                relation.split(":")[0] in ("nmod", "obl") and page.case(child) in ("of", "from", "with", "for", "in")
            ):
                found += page.conjuncts(child)
        return found

    def after_of(self, noun: int) -> list[int]:
        """Tokens of the group named right after "of" that follows the noun, whatever the tree makes of it."""
        page = self.page
        limit = page.sentences[page.sentence_of(noun)].last
        if noun + 2 >= limit or page.word(noun + 1) not in ("of", "in", "from"):
            return []
        t = noun + 2
        while t < limit and t < noun + 8 and not self.is_group_name(t):
            if page.tokens[t].upos not in ("DET", "ADJ", "PUNCT", "NUM") and page.word(t) not in (
                "street",
                "gang",
                "rival",
                "so",
                "called",
            ):
                return []
            t += 1
        return [t] if t < limit and self.is_group_name(t) else []

    def subject_before(self, verb: int) -> list[int]:
        """The group name that stands right before the verb and its auxiliaries, where the tree gives no subject."""
        page = self.page
        low = page.sentences[page.sentence_of(verb)].first
        t = verb - 1
        while t >= low and page.tokens[t].upos in ("AUX", "ADV"):
            t -= 1
        if t >= low and page.word(t) in ("gang", "cartel", "crew", "mob", "group"):
            t -= 1
        if t < low:
            return []
        m = self.name_at(t)
        named = self.is_group_name(t) or (m is not None and self.kind(m) == "group")
        return [t] if named else []

    def name_before(self, token: int) -> list[int]:
        """The last group name that stands before the token in its sentence."""
        first = self.page.sentences[self.page.sentence_of(token)].first
        return next(([t] for t in range(token - 1, first - 1, -1) if self.is_group_name(t)), [])

    def name_after(self, verb: int) -> list[int]:
        """The group name that stands right after the verb."""
        page = self.page
        t = verb + 1
        while t < len(page.tokens) and page.word(t) in ("the", "a", "“", "‘"):
            t += 1
        if t >= len(page.tokens) or page.sentence_of(t) != page.sentence_of(verb):
            return []
        m = self.name_at(t)
        return [t] if self.is_group_name(t) or (m is not None and self.kind(m) == "group") else []

    def including_after(self, noun: int) -> list[int]:
        """Tokens of the groups named after "NOUN, including A and B", whatever the tree makes of it."""
        page = self.page
        limit = page.sentences[page.sentence_of(noun)].last
        t = noun + 1
        if t < limit and page.word(t) == ",":
            t += 1
        if t >= limit or page.word(t) not in ("including", "like", "namely", "notably"):
            if not (t + 1 < limit and page.word(t) == "such" and page.word(t + 1) == "as"):
                return []
            t += 1
        t += 1
        found: list[int] = []
        while t < limit and (self.is_group_name(t) or page.word(t) in (",", "and", "the", "or")):
            if self.is_group_name(t):
                found.append(t)
            t += 1
        return found

    def is_authority(self, phrase: list[str]) -> bool:
        """Whether the words name police, prosecutors, courts or another public body."""
        stripped = [w.strip("’'s.,") for w in phrase]
        plain = {w for w in stripped if w not in ARTICLES and w not in wordlist("demonyms")["demonyms"]}
        if plain and plain <= _ARMED_FORCES:
            return True
        if any(w in words("bodies", "criminal") for w in stripped):
            return False
        return any(w in words("bodies", "authorities") for w in (*phrase, *stripped))

    def _name_inside(self, token: int) -> Argument | None:
        """The named group inside "the X street gang" or "rival gang X"."""
        page = self.page
        for child in page.children[token]:
            relation = page.tokens[child].deprel.split(":")[0]
            if relation in ("compound", "flat", "appos", "amod", "nmod"):
                told = self._told(child)
                if told is not None and (relation != "nmod" or child < token):
                    return told
                if relation == "nmod" and page.tokens[child].deprel not in ("nmod:desc", "nmod:unmarked"):
                    continue
                m = self.mention(child, "group", "organization")
                if m is not None and is_proper(
                    page.text[page.reading.mentions[m].start : page.reading.mentions[m].end]
                ):
                    text = page.text[page.reading.mentions[m].start : page.reading.mentions[m].end]
                    if not self.is_authority(text.lower().split()) and text.lower() not in words("bodies", "groups"):
                        return page.argument(m)
        return None

    @cached_property
    def _named_groups(self) -> list[tuple[int, Argument]]:
        """Head tokens and arguments of the named criminal groups, in document order."""
        page = self.page
        found: list[tuple[int, Argument]] = []
        for name in dict.fromkeys(self._told_groups.values()):
            told = self._told(name.first)
            if told is not None:
                found.append((name.first, told))
        for m in dict.fromkeys(self._names.values()):
            if self.kind(m) != "group" or page.reading.mentions[m].head in self._told_groups:
                continue
            mention = page.reading.mentions[m]
            head = mention.head
            text = page.text[mention.start : mention.end]
            if self.is_authority(text.lower().split()):
                continue
            argument = page.argument(m, type="Group")
            if argument is not None and is_name(argument.name):
                found.append((head, argument))
        return sorted(found, key=lambda pair: pair[0])

    def _before(self, token: int) -> list[Argument]:
        """Distinct named groups before the token, last mentioned first."""
        seen: dict[str, Argument] = {}
        for head, argument in reversed(self._named_groups):
            if head < token:
                seen.setdefault(key_of(argument), argument)
        return list(seen.values())

    def _called_name(self, token: int) -> Argument | None:
        """The name in "a gang called X", "a subset of A known as X"."""
        page = self.page
        limit = page.sentences[page.sentence_of(token)].last
        for t in range(token + 1, min(token + 12, limit)):
            if (page.word(t) in ("called", "named", "dubbed") and not page.dependents(t, "nsubj")) or (
                page.word(t) == "as" and page.word(t - 1) == "known"
            ):
                start = t + 1
                while start < limit and page.word(start) in ("“", "‘", '"', "'", "the"):
                    start += 1
                if start >= limit:
                    return None
                told = self._told(start)
                if told is not None:
                    return told
                last = name_run(page, start, limit)
                if last == start and page.word(start).isdigit() and page.word(token) != "family":
                    last = start + 1
                if last > start:
                    begin, end = page.tokens[start].start, page.tokens[last - 1].end
                    text = page.text[begin:end]
                    return Argument("Group", " ".join(text.split()), mention=MentionText(begin, end, text))
                return None
            following = page.word(t + 1) if t + 1 < limit else ""
            if page.word(t) == "," and following in ("known", "called", "dubbed", "also"):
                continue
            if (page.tokens[t].upos in ("VERB", "AUX") and page.word(t) != "known") or page.word(t) in (",", ".", ";"):
                return None
        return None

    def _pair(self, token: int, phrase: list[str]) -> list[Argument]:
        """The two groups of "both gangs", "the two groups", or of "the gangs" where two have been named."""
        page = self.page
        first = self.core(token)[0]
        if first and page.word(first - 1) == "both" and page.sentence_of(first - 1) == page.sentence_of(token):
            phrase = ["both", *phrase]
        determiner = next((w for w in phrase if w in _PAIR), None)
        if determiner is None or any(w in ("other", "street", "rival", "new") for w in phrase):
            return []
        if page.dependents(token, "acl", "nmod") or any(
            page.tokens[t].upos == "PROPN" for t in range(*self.core(token))
        ):
            return []
        before = self._before(token)
        here = page.sentence_of(token)
        near = [a for a in before if a.mention and here - page.sentence_of(page.token_at(a.mention.start)) <= 8]
        if {"the", "these"} & {determiner} and "two" not in phrase and len(near) != 2:
            return []
        recent = near[:2]
        if len(recent) != 2:
            return []
        words_of = self.made_argument(token, "Group").mention
        return [Argument("Group", a.name, entity=a.entity, mention=words_of) for a in reversed(recent)]

    def _resolved(self, token: int, argument: Argument, phrase: list[str]) -> Argument:
        """The named group for "the gang", where just one has been named nearby; else the argument as it is."""
        if is_name(argument.name) or not phrase or phrase[0] not in ("the", "this", "that"):
            return argument
        if any(w in ("rival", "other", "another", "new", "two", "three") for w in phrase):
            return argument
        near = self._sole_group(token, sentences=3)
        if near is None:
            return argument
        return Argument("Group", near.name, entity=near.entity, mention=argument.mention)

    def _sole_group(self, token: int, *, sentences: int) -> Argument | None:
        page = self.page
        here = page.sentence_of(token)
        near = {
            key_of(a): a
            for head, a in self._named_groups
            if head < token and here - page.sentence_of(head) <= sentences
        }
        sole = next(iter(near.values())) if len(near) == 1 else None
        return sole if sole is not None and (self._is_told(sole) or self.sole_group() is not None) else None

    def _is_told(self, group: Argument) -> bool:
        """Whether the document itself calls the group a gang, cartel or crew."""
        return any(n.full == group.name or n.name == group.name for n in self._told_groups.values()) or any(
            w in words("bodies", "criminal") for w in group.name.lower().split()
        )

    def unresolved_owner(self, noun: int) -> bool:
        """Whether the noun has a possessive "its" or "their" that stands for no group by itself."""
        page = self.page
        owners = [c for c in page.dependents(noun, "nmod:poss") if page.word(c) in ("its", "their")]
        return bool(owners) and not self.groups_all(owners)

    def named_near(self, token: int, *, sentences: int) -> list[Argument]:
        """The distinct named groups of the sentence and of the ones right before it."""
        here = self.page.sentence_of(token)
        near: dict[str, Argument] = {}
        for head, argument in self._named_groups:
            if 0 <= here - self.page.sentence_of(head) <= sentences:
                near.setdefault(key_of(argument), argument)
        return list(near.values())

    @cached_property
    def described_gang(self) -> Argument | None:
        """The one unnamed gang that the page tells apart by capitals ("an Eastholm street gang"); None if several."""
        page = self.page
        told: dict[frozenset[str], Argument] = {}
        if self._told_groups:
            return None
        for token in range(len(page.tokens)):
            if page.word(token) not in ("gang", "crew", "cartel") or token in self._told_groups:
                continue
            first, last = self.core(token)
            capitals = frozenset(
                page.word(t)
                for t in range(first, token)
                if page.text[page.tokens[t].start].isupper() and page.tokens[t].upos in ("PROPN", "ADJ")
            )
            sentence = page.sentence_text(page.sentence_of(token))
            rival = any(page.word(t) == "rival" for t in range(first, token))
            if capitals and not rival and last == token + 1 and not sentence.isupper():
                made = self.made_argument(token, "Group")
                name = " ".join(w for w in made.name.split() if w.lower() not in ARTICLES)
                told.setdefault(capitals, replace(made, name=name))
        return next(iter(told.values())) if len(told) == 1 else None

    def sole_before(self, token: int) -> list[Argument]:
        """For "they" or "it" that nothing resolves, the one group named before it here, else in the sentence before."""
        page = self.page
        if page.word(token) not in ("they", "it") or not self.criminal_setting or self._means_people(token):
            return []
        here = page.sentence_of(token)
        for sentence in (here, here - 1):
            named = ((h, a) for h, a in self._named_groups if page.sentence_of(h) == sentence and h < token)
            near = {key_of(a): a for _, a in named}
            if near:
                return list(near.values()) if len(near) == 1 else []
        return []

    def _means_people(self, token: int) -> bool:
        """Whether the pronoun stands for somebody or something that is named."""
        entity = self.page.entity(token)
        return entity is not None and is_name(entity.name) and entity.name.lower() not in PRONOUNS

    def sole_group(self) -> Argument | None:
        """The only group that the whole page calls by name and by what it is, or None."""
        names = {key_of(a): a for _, a in self._named_groups}
        sole = next(iter(names.values())) if len(names) == 1 else None
        return sole if sole is not None and self._is_told(sole) else None

    def _pronoun(self, m: int, token: int) -> list[Argument]:
        """A pronoun through its entity; unresolved pronouns stand for nothing."""
        mention: Mention = self.page.reading.mentions[m]
        if mention.entity < 0:
            return []
        entity = self.page.reading.entities[mention.entity]
        if entity.type not in ("group", "organization") or not is_name(entity.name):
            return []
        argument = self.page.argument(m, type="Group" if entity.type == "group" else "Organization")
        return [argument] if argument is not None and self.page.word(token) not in ("he", "she") else []
