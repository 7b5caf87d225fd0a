"""The people of a document's main event, by first and last name, so that a fuller name in another document is the same.

Names are taken from three places that make different mistakes: the story's capitalised words, its claims, and its
title, where all capitals hide what is a name. What stands in small letters anywhere, is called a place or a body by a
claim, or ends in a word for people or officials ("Bronx Man") is no name.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from according.ledger import name_key
from according.model import Claim
from according.reading.lexicon import plurals

from .sheets import NO_PERSON, Sheet

_WORD = re.compile(r"\w+")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ACCUSED = ("accused_of", "perpetrator_of")
_HARMED = "victim_of"
_BODIES = ("Place", "Organization", "Group")


@dataclass(frozen=True, slots=True)
class Cast:
    """People whom a document names, and those whom it is about: in its title, accused, or harmed as its lead tells."""

    people: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


NOBODY = Cast()


def find_casts(sheets: Sequence[Sheet], claims: Iterable[Claim]) -> dict[str, Cast]:
    """The cast of each document, by id. A name is known as one by all the documents together.

    Args:
        claims: of these documents; who is accused or harmed, and what is a place or a body.
    """
    accused, harmed, bodies = _told(claims)
    known = {short_name(name) for page in sheets for name in page.people}
    known = {name for name in known.union(*accused.values(), *harmed.values()) if _may_be_name(name)} - bodies
    starts = {name.split()[0] for name in known}
    for page in sheets:
        known -= _standing_in(_WORD.findall(page.story), starts, known)
    found = {}
    for page in sheets:
        title = _standing_in(_WORD.findall(page.title.casefold()), starts, known)
        named = {short_name(name) for name in page.names} & known
        beside = {f"{a} {b}" for a, b in itertools.pairwise(page.words) if a in starts} & known
        lead = {short_name(name) for name in page.lead_names}
        about = title | (accused[page.id] & known) | (harmed[page.id] & lead & known)
        found[page.id] = Cast(frozenset(named | beside | about), frozenset(about))
    return found


def short_name(name: str) -> str:
    """First and last word of a name as names are compared, initials and suffixes left out; empty if there is one."""
    parts = [word for word in name_key(name).split() if word not in _SUFFIXES]
    parts = [word for place, word in enumerate(parts) if place == 0 or len(word) > 1]
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else ""


def _told(claims: Iterable[Claim]) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]], set[str]]:
    """Whom claims of each document accuse, whom they tell as harmed, and names of places and bodies."""
    accused: defaultdict[str, set[str]] = defaultdict(set)
    harmed: defaultdict[str, set[str]] = defaultdict(set)
    bodies: set[str] = set()
    for claim in claims:
        bodies |= {short_name(a.name) for a in (claim.subject, claim.object) if a is not None and a.type in _BODIES}
        one = claim.subject
        if one is None or one.type != "Person" or claim.polarity != "affirmed":
            continue
        if sum(word[:1].isupper() for word in one.name.split()) > 1:
            if claim.predicate in _ACCUSED:
                accused[claim.document.id].add(short_name(one.name))
            elif claim.predicate == _HARMED:
                harmed[claim.document.id].add(short_name(one.name))
    return accused, harmed, bodies


def _standing_in(spoken: Sequence[str], starts: set[str], known: set[str]) -> set[str]:
    """Known names that stand in words as they are, next to each other or with one word between."""
    near = itertools.pairwise(spoken), zip(spoken, spoken[2:], strict=False)
    return {name for pairs in near for a, b in pairs if a in starts and (name := f"{a} {b}") in known}


def _may_be_name(name: str) -> bool:
    last = name.rsplit(" ", 1)[-1]
    common = last in plurals("people") or last in plurals("official_nouns")
    return bool(name) and not common and not NO_PERSON.search(name.title())
