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
    keys = {c.id: body_keys(c, offices, aliases.get(c.id)) for c in candidates}
    own, others = {id: found[0] for id, found in keys.items()}, {id: found[1] for id, found in keys.items()}
    bearers: dict[str, set[str]] = {}
    for id, told in others.items():
        for key in told:
            bearers.setdefault(key, set()).add(own[id])
    pairs = [(id, f"={key}") for id, key in own.items()]
    pairs += [(id, f"={key}") for id, told in others.items() for key in told if len(bearers[key]) == 1]
    found = clusters(pairs)
    first: dict[str, str] = {}
    for id in sorted(own):
        first.setdefault(found[id], id)
    return {id: first[found[id]] for id in own}


def body_keys(
    candidate: Candidate, offices: Mapping[str, str], aliases: set[str] | None = None
) -> tuple[str, set[str]]:
    """By which a body is compared: its name's key, and the keys of its other names."""
    own = _key(candidate.name, candidate, offices)
    return own, _others(candidate, aliases or set(), offices) - {own}


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
