"""Groups, organisations and places across documents: one name is one body, a short form if only one body bears it.

"Nine Bloods" and "Bloods" are two: of a form that stands for bodies of several names, none is meant for sure. A short
form counts only for a name that spells it: a reader may hang one on the wrong body, and one slip would leave it to
nobody. A name made of kind words alone ("Police Department") is one body only among the documents of one office, a
description ("a rival gang") only in its own document.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations

from rapidfuzz.distance import OSA

from according.claims.wordlists import words as claim_words
from according.ledger import Candidate, name_key
from according.reading.lexicon import words
from according.reading.names import body_key, initials, is_short_form, without_kind

from .clusters import clusters

_CLASS = {"group": "body", "organization": "body"}
_LIST = re.compile(r",.*\b(?:and|or|y|o)\b|\band the\b")
"""Words that name several: "Blues, Greens and Reds", "the police and the sheriff"."""
SLIP_LETTERS = 12
"""Length of names from which one letter is a slip of the pen if both bear one short form."""


def link_bodies(
    candidates: Sequence[Candidate], aliases: Mapping[str, set[str]], offices: Mapping[str, str]
) -> dict[str, str]:
    """The body of each candidate, by id, named by the smallest id; whatever the order of candidates.

    Args:
        aliases: other names that claims tell, by candidate id. offices: who published each document.
    """
    keys = {c.id: body_keys(c, offices, aliases.get(c.id)) for c in candidates}
    own, others = {id: found[0] for id, found in keys.items()}, {id: found[1] for id, found in keys.items()}
    bearers: dict[str, set[str]] = {}
    for id, told in others.items():
        for key in told:
            bearers.setdefault(key, set()).add(own[id])
    pairs = [(id, f"={key}") for id, key in own.items()]
    pairs += [(id, f"={key}") for id, told in others.items() for key in told if one_name(bearers[key])]
    found = clusters(pairs)
    first: dict[str, str] = {}
    for id in sorted(own):
        first.setdefault(found[id], id)
    return {id: first[found[id]] for id in own}


def one_name(keys: Collection[str]) -> bool:
    """Whether the keys of all bearers of a form are one name, slips of a letter aside."""
    return len(keys) == 1 or all(
        min(len(a), len(b)) >= SLIP_LETTERS and OSA.distance(a, b) <= 1 for a, b in combinations(keys, 2)
    )


def body_keys(
    candidate: Candidate, offices: Mapping[str, str], aliases: set[str] | None = None
) -> tuple[str, set[str]]:
    """By which a body is compared: its name's key, and the keys of its other names."""
    own = _key(candidate.name, candidate, offices)
    return own, _others(candidate, aliases or set(), offices) - {own}


def _others(candidate: Candidate, aliases: set[str], offices: Mapping[str, str]) -> set[str]:
    """Keys of other names: acronyms and told aliases, not a part of the name, which a larger body may bear."""
    if _LIST.search(candidate.name):
        return set()
    whole = set(body_key(candidate.name).split())
    told = {f for f in candidate.forms if not set(body_key(f).split()) <= whole and _spelt(f, candidate.name)} | aliases
    return {_key(form, candidate, offices) for form in told if len(form) > 1}


def _spelt(form: str, name: str) -> bool:
    """Whether neither of the two is an acronym, or it has the other's initials: all, or all but one after the first."""
    short, long = (_bare(form), name) if is_short_form(_bare(form)) else (_bare(name), form)
    if not is_short_form(short):
        return True
    letters = re.sub(r"[\W_]", "", short).casefold()
    return any(
        letters == told or (len(letters) > 2 and any(letters == told[:n] + told[n + 1 :] for n in range(1, len(told))))
        for told in initials(body_key(long))
    )


def _bare(form: str) -> str:
    return re.sub(r"['’]s?$", "", without_kind(form))


def _key(name: str, candidate: Candidate, offices: Mapping[str, str]) -> str:
    """The name as bodies are compared, with its kind; a name of kind words alone also with the office that used it."""
    key = name_key(name) if _LIST.search(name) else body_key(name) or name_key(name)
    kind = _CLASS.get(candidate.type, candidate.type)
    if candidate.type == "group" and all(w in _descriptive() for w in key.split()):
        return f"{kind} {key} {candidate.document}"
    if all(w in words("organization_words") or w in words("small_words") for w in key.split()):
        return f"{kind} {key} {offices.get(candidate.document, '') or candidate.document}"
    return f"{kind} {key}"


@cache
def _descriptive() -> frozenset[str]:
    """Words that say what a gang is like and not which it is."""
    told = claim_words("group_names", "peoples") | claim_words("group_names", "openers")
    return told | words("group_nouns") | words("small_words")
