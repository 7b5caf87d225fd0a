"""Who a noun phrase stands for: people here, groups by way of `groups_meant`, names by way of `named_parties`.

Finders ask here for the parties of a relation.
"""

import re
from dataclasses import replace

from according.model import Argument

from .groups_meant import GroupsMeant
from .page import Page
from .party_names import PRONOUNS, key_of
from .wordlists import words

_CLAUSE = re.compile(r"\b(?:who|whom|whose|which)\b", re.IGNORECASE)
_NEVER_PEOPLE = frozenset({"it", "its", "this", "that", "which", "what"})


def parties_of(page: Page) -> "Parties":
    """The parties of a page, made once."""
    found = page.memo.get(Parties)
    if not isinstance(found, Parties):
        found = page.memo[Parties] = Parties(page)
    return found


_ADDRESS_BEFORE = re.compile(r"\b\d{1,3}\)?, (?:formerly )?(?:of|from) (?:[A-Z][\w’'-]*(?: |(?=,))){1,4}, \Z")
"""What stands behind "Ada Venn, 34, of Mill Quay, " is the rest of where she lives."""


class Parties(GroupsMeant):
    """The people and groups of one page, by the token that heads their words."""

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
        if m is not None and _ADDRESS_BEFORE.search(page.text, 0, page.reading.mentions[m].start):
            return []
        if m is not None:
            argument = page.argument(m)
            if argument is None or argument.name.lower() in PRONOUNS or not re.search(r"[^\W\d_]", argument.name):
                return []
            if argument.type not in ("Person", "People"):
                argument = replace(argument, type="Person")
            clause = page.reading.mentions[m].level == "nominal" and _CLAUSE.search(argument.name) is not None
            if clause or self._is_called_by_town(token, argument):
                argument = replace(argument, name=self.phrase(token))
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

    def _is_called_by_town(self, token: int, person: Argument) -> bool:
        """Whether "a 26-year-old Cc man" is taken for somebody called Cc: the phrase is the better name."""
        head = self.page.word(token)
        before = self.phrase(token).split()[:-1]
        return head in words("persons", "place_people") and person.name in before and head != person.name.lower()

    def people_all(self, tokens: list[int]) -> list[Argument]:
        """The people of several phrases, each once, in order."""
        found: dict[str, Argument] = {}
        for token in tokens:
            for person in self.people(token):
                found.setdefault(key_of(person), person)
        return list(found.values())
