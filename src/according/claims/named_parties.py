"""Which words of a page name a person, group, body or place: the surest clean mentions, none overlapping another."""

import re
from collections import Counter
from functools import cached_property

from according.model import Mention

from .group_names import GroupName, group_names
from .party_names import BREAKS, is_proper
from .phrases import Phrases
from .wordlists import words

_NICKNAME = re.compile(r"(?<=\w )\(?[“\"‘'][^“”\"‘’'\n]{1,28}[”\"’']\)? ")

_PARTY_TYPES = frozenset({"person", "group", "organization", "place"})


class NamedParties(Phrases):
    """The names of one page, by token."""

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
            if BREAKS.search(words_of) or len(words_of) > 80:
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
            if m.type in _PARTY_TYPES and is_proper(text):
                votes.setdefault(text, Counter())[m.type] += m.score  # type: ignore[assignment]
        return votes

    @cached_property
    def _names(self) -> dict[int, int]:
        """Token to the named mention that holds it: the surest clean ones, none overlapping another."""
        page = self.page
        ranked = []
        for m, mention in enumerate(page.reading.mentions):
            text = _NICKNAME.sub("", page.text[mention.start : mention.end])
            town = mention.type == "place" and text.count(", ") == 1 and all(map(is_proper, text.split(", ")))
            if mention.type in _PARTY_TYPES and mention.level != "pronoun" and (town or is_proper(text)):
                length = text.count(" ") + text.count("-")
                ranked.append((mention.score + 0.08 * length + 0.3 * (mention.entity >= 0) - 0.6 * town, -m))
        names: dict[int, int] = {}
        for _, negative in sorted(ranked, reverse=True):
            mention = page.reading.mentions[-negative]
            inside = page.tokens_in(mention.span)
            if inside and not any(t in names for t in inside):
                names.update(dict.fromkeys(inside, -negative))
        return names

    @cached_property
    def _told_groups(self) -> dict[int, GroupName]:
        return group_names(self.page)

    def is_group_name(self, token: int) -> bool:
        """Whether the token belongs to a name that the document calls a gang, cartel or crew."""
        return token in self._told_groups
