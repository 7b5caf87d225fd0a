"""Who a noun phrase stands for: the group, the people, or both gangs at once.

Finders ask here for the parties of a relation. Precision comes first: a phrase that may stand for two groups stands for
none. Names that no mention covers are taken from the words themselves, but only beside a word that says what they are.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from according.model import Argument, Mention, MentionText
from according.reading.number_words import number_value

from .capitals import name_run
from .group_names import GroupName, criminal_setting, group_names
from .page import Page
from .wordlists import wordlist, words

_LEFT = ("det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:unmarked", "punct", "nmod:desc")
_NUMBER = re.compile(r"\d[\d,]*")
_BREAKS = re.compile(r"[\n;:()\[\]“”]|, | who | has | have | is | are | was | were ")
_MODIFIER = re.compile(
    r"^(?:(?:the|a|an|their|its|his) )?(?:rival|alleged|notorious|so-called|feared|violent|Alleged|Rival|Reputed|"
    r"Suspected|Violent) (?=[A-Z0-9])"
)
_NICKNAME = re.compile(r"(?<=\w )\(?[“\"‘'][^“”\"‘’'\n]{1,28}[”\"’']\)? ")
_ARMED_FORCES = frozenset(
    {
        "army",
        "military",
        "navy",
        "troop",
        "troops",
        "armed",
        "forces",
        "force",
        "soldier",
        "soldiers",
        "national",
        "government",
        "command",
        "high",
        "air",
        "marine",
    }
)
_PAIR = frozenset({"both", "two", "these", "the"})
_PRONOUNS = frozenset(
    {
        "one",
        "some",
        "others",
        "another",
        "both",
        "two",
        "three",
        "several",
        "many",
        "all",
        "he",
        "she",
        "they",
        "his",
        "her",
        "hers",
        "their",
        "them",
        "him",
        "it",
        "its",
        "who",
        "whose",
        "i",
        "my",
        "we",
        "our",
        "you",
        "your",
        "themselves",
        "himself",
        "herself",
        "me",
        "us",
        "whom",
        "this",
        "that",
    }
)
"""Names that are none: a pronoun that nothing resolves stands for nobody."""
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "their", "his", "her", "its"})
_NEVER_PEOPLE = frozenset({"it", "its", "this", "that", "which", "what"})


def parties_of(page: Page) -> "Parties":
    """The parties of a page, made once."""
    found = page.memo.get(Parties)
    if not isinstance(found, Parties):
        found = page.memo[Parties] = Parties(page)
    return found


class Parties:
    """The people and groups of one page, by the token that heads their words."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # --- noun phrases -----------------------------------------------------------------------------------------------

    def core(self, token: int) -> tuple[int, int]:
        """First token and one past the last of the bare noun phrase: articles, adjectives, names, no clauses."""
        page = self.page
        first, last = token, token + 1
        members = {token, *self._core_members(token, 0)}
        while first - 1 in members:
            first -= 1
        while last in members:
            last += 1
        while first < token and (page.tokens[first].upos == "PUNCT" and page.word(first) not in "“\"‘'"):
            first += 1
        return first, last

    def _core_members(self, token: int, depth: int) -> Iterator[int]:
        if depth > 3:
            return
        for child in self.page.children[token]:
            relation = self.page.tokens[child].deprel
            before = child < token
            hyphen = relation == "punct" and self.page.word(child) in "-–"
            if hyphen or (before and relation in _LEFT and relation != "punct") or relation in ("flat", "goeswith"):
                yield child
                yield from self._core_members(child, depth + 1)
            elif (before and relation in ("case", "cc", "conj")) and depth:
                yield child

    def text(self, first: int, last: int) -> str:
        """The characters from token `first` up to token `last`, exclusive."""
        return self.page.text[self.page.tokens[first].start : self.page.tokens[last - 1].end]

    def phrase(self, token: int) -> str:
        """The words of the bare noun phrase headed by the token."""
        return self.text(*self.core(token))

    def lemmas(self, first: int, last: int) -> list[str]:
        """The words from `first` to `last`, lower case."""
        return [self.page.word(t) for t in range(first, last)]

    # --- mentions ---------------------------------------------------------------------------------------------------

    def mention(self, token: int, *types: str) -> int | None:
        """The mention that names the token, or else the cleanest one headed by it; None if none is of the types."""
        named = self._names.get(token)
        if named is not None and (not types or self.kind(named) in types):
            return named
        page = self.page
        first, last = self.core(token)
        low, high = page.tokens[first].start, page.tokens[last - 1].end
        best: tuple[float, int] | None = None
        for m in page.headed[token]:
            mention = page.reading.mentions[m]
            if types and self.kind(m) not in types:
                continue
            words_of = page.text[mention.start : mention.end]
            if _BREAKS.search(words_of) or len(words_of) > 80:
                continue
            rank = mention.score + (mention.level == "named") + 0.5 * (low <= mention.start and mention.end <= high)
            rank += 0.002 * len(words_of) + (0.5 if mention.entity >= 0 else 0.0)
            if best is None or rank > best[0]:
                best = (rank, m)
        return None if best is None else best[1]

    def name_at(self, token: int) -> int | None:
        """The named mention that holds the token, or None; told group names are left to `groups`."""
        return None if token in self._told_groups else self._names.get(token)

    def kind(self, m: int) -> str:
        """The type of a mention: its entity's where it is resolved, else what its name is mostly taken for."""
        mention = self.page.reading.mentions[m]
        if self._party_of(mention) in self._called_members:
            return "person"
        if mention.entity >= 0:
            return self.page.reading.entities[mention.entity].type
        votes = self._votes.get(self.page.text[mention.start : mention.end])
        return votes.most_common(1)[0][0] if votes else mention.type

    def _party_of(self, mention: Mention) -> int | str:
        return mention.entity if mention.entity >= 0 else self.page.text[mention.start : mention.end]

    @cached_property
    def _called_members(self) -> frozenset[int | str]:
        """Named parties that stand right after "gang member" or the like: people, whatever the reader took them for."""
        page = self.page
        nouns = words("bodies", "members") | words("people", "singular") | words("people", "plural")
        found = set()
        for mention in page.reading.mentions:
            if mention.type in ("group", "organization") and mention.level == "named":
                first = page.token_at(mention.start)
                if first > 0 and page.word(first - 1) in nouns and " " in page.text[mention.start : mention.end]:
                    found.add(self._party_of(mention))
        return frozenset(found)

    @cached_property
    def _votes(self) -> dict[str, Counter[str]]:
        """For each name on the page, what its mentions are taken for, by score."""
        votes: dict[str, Counter[str]] = {}
        for m in self.page.reading.mentions:
            text = self.page.text[m.start : m.end]
            if m.type in _PARTY_TYPES and _is_proper(text):
                votes.setdefault(text, Counter())[m.type] += m.score  # type: ignore[assignment]
        return votes

    @cached_property
    def _names(self) -> dict[int, int]:
        """Token to the named mention that holds it: the surest clean ones, none overlapping another."""
        page = self.page
        ranked = []
        for m, mention in enumerate(page.reading.mentions):
            text = _NICKNAME.sub("", page.text[mention.start : mention.end])
            town = mention.type == "place" and text.count(", ") == 1 and all(map(_is_proper, text.split(", ")))
            if mention.type in _PARTY_TYPES and mention.level != "pronoun" and (town or _is_proper(text)):
                length = text.count(" ") + text.count("-")
                ranked.append((mention.score + 0.08 * length + 0.3 * (mention.entity >= 0) - 0.6 * town, -m))
        names: dict[int, int] = {}
        for _, negative in sorted(ranked, reverse=True):
            mention = page.reading.mentions[-negative]
            inside = page.tokens_in(mention.span)
            if inside and not any(t in names for t in inside):
                names.update(dict.fromkeys(inside, -negative))
        return names

    def made_argument(self, token: int, kind: str) -> Argument:
        """An argument from the bare words of the phrase, for what no mention covers."""
        first, last = self.core(token)
        start, end = self.page.tokens[first].start, self.page.tokens[last - 1].end
        words_of = self.page.text[start:end]
        return Argument(kind, " ".join(words_of.split()), mention=MentionText(start, end, words_of))

    @cached_property
    def _told_groups(self) -> dict[int, GroupName]:
        return group_names(self.page)

    def is_group_name(self, token: int) -> bool:
        """Whether the token belongs to a name that the document calls a gang, cartel or crew."""
        return token in self._told_groups

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

    # --- groups -----------------------------------------------------------------------------------------------------

    def groups(self, token: int, *, bodies: bool = False) -> list[Argument]:
        """The groups that the phrase headed by the token stands for, by their bare names; see `_groups`."""
        found = []
        for group in self._groups(token, bodies=bodies):
            name = _bare_name(group.name)
            if self.is_authority(name.lower().split()) or name.lower() in _PRONOUNS:
                continue
            if not is_name(name) and self.page.word(token) not in name.lower():
                name = " ".join(
                    w for w in self.phrase(token).split() if w.lower() not in _ARTICLES and number_value(w) is None
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
        plain = {w for w in stripped if w not in _ARTICLES and w not in wordlist("demonyms")["demonyms"]}
        if plain and plain <= _ARMED_FORCES:
            return True
        if any(w in words("bodies", "criminal") for w in stripped):
            return False
        return any(w in words("bodies", "authorities") for w in (*phrase, *stripped))

    def is_plural(self, token: int) -> bool:
        """Whether the noun is plural."""
        return self.page.tokens[token].xpos in ("NNS", "NNPS") or self.page.word(token) in ("gangs", "groups", "mobs")

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
                if m is not None and _is_proper(
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
        if len(before) < 2 or ({"the", "these"} & {determiner} and "two" not in phrase and len(before) != 2):
            return []
        here = page.sentence_of(token)
        recent = [a for a in before[:2] if a.mention and here - page.sentence_of(page.token_at(a.mention.start)) <= 8]
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

    # --- people -----------------------------------------------------------------------------------------------------

    def people(self, token: int) -> list[Argument]:
        """The person or set of people that the phrase headed by the token stands for."""
        page = self.page
        if page.word(token) in _NEVER_PEOPLE or token in self._told_groups:
            return []
        m = self.mention(token, "person")
        if m is None and page.tokens[token].upos == "PROPN":
            m = next(
                (
                    n
                    for c in (token, *page.ancestors(token))
                    for n in [self.mention(c, "person")][:1]
                    if n is not None
                    and page.reading.mentions[n].start <= page.tokens[token].start < page.reading.mentions[n].end
                ),
                None,
            )
        if m is not None:
            argument = page.argument(m)
            if argument is None or argument.name.lower() in _PRONOUNS or not re.search(r"[^\W\d_]", argument.name):
                return []
            if argument.type not in ("Person", "People"):
                argument = replace(argument, type="Person")
            if argument.type == "Person" and self.is_plural(token) and page.reading.mentions[m].level != "named":
                first, last = self.core(token)
                return [replace(argument, type="People", count=self.count(first, last))]
            if argument.type == "People" and argument.count is None:
                return [replace(argument, count=self.count(*self.core(token)))]
            return [argument]
        word = page.word(token)
        if word in words("people", "plural"):
            made = self.made_argument(token, "People")
            return [replace(made, count=self.count(*self.core(token)))]
        if word in words("people", "singular"):
            return [self.made_argument(token, "Person")]
        return []

    def people_all(self, tokens: list[int]) -> list[Argument]:
        """The people of several phrases, each once, in order."""
        found: dict[str, Argument] = {}
        for token in tokens:
            for person in self.people(token):
                found.setdefault(key_of(person), person)
        return list(found.values())

    def count(self, first: int, last: int) -> int | None:
        """The stated number of a phrase ("32 alleged members", "three men"); None for a bound or no number."""
        page = self.page
        for t in range(first, last):
            word = page.word(t)
            if t + 1 < last and page.word(t + 1) in words("bodies", "groups"):
                continue
            if _NUMBER.fullmatch(word):
                return int(word.replace(",", ""))
            number = number_value(word) if page.tokens[t].upos == "NUM" or word in ("two", "three", "four") else None
            if number is not None:
                return int(number)
        return None


_PARTY_TYPES = frozenset({"person", "group", "organization", "place"})
_SMALL = frozenset(
    {"de", "la", "del", "of", "the", "los", "las", "el", "von", "van", "y", "da", "dos", "and", "al", "bin"}
)


def _is_proper(text: str) -> bool:
    """Whether the words are a name and nothing else: capitalised throughout, one name, no clause."""
    if _BREAKS.search(text) or len(text) > 60:
        return False
    parts = text.split()
    if parts and parts[0].lower() in ("the", "a", "an"):
        parts = parts[1:]
    if not parts or not is_name(" ".join(parts)):
        return False
    lower = [w for w in parts if not (w[0].isupper() or w[0].isdigit() or w[0] in "“\"‘'&(")]
    known = _SMALL | _GENERIC | words("bodies", "groups") | words("bodies", "lands")
    return all(w in known for w in lower) and " and " not in text


_GENERIC = frozenset(
    {"the", "a", "an", "street", "criminal", "prison", "rival", "this", "that", "both", "their", "his"}
)


def _bare_name(name: str) -> str:
    """A group's name without article and without what is only said of it ("the rival X")."""
    bare = _MODIFIER.sub("", name)
    first, _, rest = bare.partition(" ")
    return rest if first.lower() == "the" and rest[:1].isupper() else bare


def is_name(text: str) -> bool:
    """Whether the words hold a proper name rather than only common nouns ("the rival gang")."""
    common = _GENERIC | words("bodies", "groups") | words("group_names", "peoples") | words("group_names", "openers")
    kept = [w for w in re.split(r"[\s\-–]+", text) if w.lower().strip(".,’'") not in common]
    kept = [w for w in kept if w.lower() not in wordlist("demonyms")["demonyms"] or len(kept) > 1]
    return any((w[:1].isupper() and number_value(w) is None) or w[:1].isdigit() for w in kept)


def key_of(argument: Argument) -> str:
    """What makes two arguments the same party on one page."""
    return argument.entity or " ".join(argument.name.lower().split())


def same_party(one: Argument, other: Argument) -> bool:
    """Whether two arguments are, or may be, one party: a relation between them would be nonsense."""
    if key_of(one) == key_of(other):
        return True
    a, b = one.mention, other.mention
    if a and b and a.start < b.end and b.start < a.end and one.name == other.name:
        return True
    return one.name.lower() == other.name.lower()
