"""Groups, organisations and places across documents: one name is one body, a short form if only one body bears it.

"Nine Bloods" and "Bloods" are two: of a form that stands for bodies of several names, none is meant for sure. A name
made of kind words alone ("Police Department") is one body only among the documents of one office.
"""

from collections.abc import Mapping, Sequence

from according.ledger import Candidate, name_key
from according.reading.lexicon import words
from according.reading.names import body_key

from .clusters import clusters

_CLASS = {"group": "body", "organization": "body"}


def link_bodies(
    candidates: Sequence[Candidate], aliases: Mapping[str, set[str]], offices: Mapping[str, str]
) -> dict[str, str]:
    """The body of each candidate, by id, named by the smallest id; whatever the order of candidates.

    Args:
        aliases: other names that claims tell, by candidate id. offices: who published each document.
    """
    own = {c.id: _key(c.name, c, offices) for c in candidates}
    others = {c.id: _others(c, aliases.get(c.id, set()), offices) - {own[c.id]} for c in candidates}
    bearers: dict[str, set[str]] = {}
    for id, keys in others.items():
        for key in keys:
            bearers.setdefault(key, set()).add(own[id])
    pairs = [(id, f"={key}") for id, key in own.items()]
    pairs += [(id, f"={key}") for id, keys in others.items() for key in keys if len(bearers[key]) == 1]
    found = clusters(pairs)
    first: dict[str, str] = {}
    for id in sorted(own):
        first.setdefault(found[id], id)
    return {id: first[found[id]] for id in own}


def _others(candidate: Candidate, aliases: set[str], offices: Mapping[str, str]) -> set[str]:
    """Keys of other names: acronyms and told aliases, not a part of the name, which a larger body may bear."""
    whole = set(body_key(candidate.name).split())
    told = {f for f in candidate.forms if not set(body_key(f).split()) <= whole} | aliases
    return {_key(form, candidate, offices) for form in told if len(form) > 1}


def _key(name: str, candidate: Candidate, offices: Mapping[str, str]) -> str:
    """The name as bodies are compared, with its kind; a name of kind words alone also with the office that used it."""
    key = body_key(name) or name_key(name)
    kind = _CLASS.get(candidate.type, candidate.type)
    if all(w in words("organization_words") or w in words("small_words") for w in key.split()):
        return f"{kind} {key} {offices.get(candidate.document, '') or candidate.document}"
    return f"{kind} {key}"
