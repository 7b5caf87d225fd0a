"""The people, groups, bodies, places and things of a document: each with its mentions, name, age, gender, number."""

import re
from collections import Counter
from dataclasses import replace

from according.model import Entity, Reading

from .coreference import BODIES, Cluster, Story, resolve
from .layers import Draft
from .lexicon import plurals
from .names import fold, person_name, without_kind

_ALIAS_BEHIND = re.compile(
    r"[\s,(]*(?:also known as|a\.k\.a\.|aka|alias|nicknamed|known as|who goes by|also called)\s+[\"“‘']?"
    r"(?P<alias>[A-Z0-9][\w'’.-]*(?: (?:de |la |el |del |of |the )?[A-Z0-9][\w'’.-]*){0,3})"
)
_LONGEST_NAME = 90
_TRAILING = re.compile(r"\s*(?:[;:(\[]|\s[-–—]\s|\b(?:who|which|that|whose)\b).*$", re.DOTALL)
_OF = re.compile(
    r" of (?:the |a |an |his |her |their )?[\w'’ -]{1,40}?"
    r"(?= (?:in|from|with|for|at|by|who|that|which|and|to|on|during|being|involved|accused)\b|[,.;:(\n]|$)"
)


def add_entities(draft: Draft) -> Reading:
    """The reading with its entities, and every mention tied to one."""
    story = resolve(draft.reading, draft.antecedents)
    reading = draft.reading
    kept = [c for c in story.clusters if c.mentions]
    kept.sort(key=lambda c: min(c.mentions))
    number = {m: i for i, cluster in enumerate(kept) for m in cluster.mentions}
    mentions = tuple(replace(m, entity=number[i]) for i, m in enumerate(reading.mentions))
    entities = tuple(describe_entity(story, cluster) for cluster in kept)
    types = [e.type for e in entities]
    mentions = tuple(replace(m, type=types[m.entity]) if _is_party(m.type, types[m.entity]) else m for m in mentions)
    return replace(reading, mentions=mentions, entities=entities, layers=reading.layers | {"entities"})


def _is_party(type: str, entity: str) -> bool:
    return type in BODIES and entity in BODIES


def describe_entity(story: Story, cluster: Cluster) -> Entity:
    """The record of one cluster."""
    forms = proper_names(story, cluster)
    name = max(forms, key=lambda f: (len(f.split()), len(f))) if forms else best_description(story, cluster)
    aliases = [f for f in forms if f != name] + [a for a in _aliases_beside(story, cluster) if a not in (*forms, name)]
    nicknames = [n.nickname for n in cluster.people if n.nickname]
    return Entity(
        settled_type(story, cluster),
        name,
        tuple(sorted(cluster.mentions)),
        aliases=tuple(dict.fromkeys((*aliases, *nicknames))),
        plural=cluster.plural,
        count=cluster.count if cluster.plural else None,
        age=None if cluster.plural else cluster.age,
        gender=cluster.gender,
    )


def settled_type(story: Story, cluster: Cluster) -> str:
    """One type for all mentions: a group where any wording says so, else what most mentions are."""
    types = Counter(story.mentions[m].type for m in cluster.mentions)
    if cluster.type in BODIES and (types["group"] or cluster.nouns & plurals("group_nouns").keys()):
        return "group" if types["group"] * 2 >= types["organization"] or _is_gang(cluster) else "organization"
    return types.most_common(1)[0][0]


def _is_gang(cluster: Cluster) -> bool:
    return bool(cluster.nouns & plurals("group_nouns").keys())


def proper_names(story: Story, cluster: Cluster) -> list[str]:
    """Its names as written, without titles and articles, each once, in order of appearance."""
    found: dict[str, str] = {}
    for m in sorted(cluster.mentions):
        mention = story.mentions[m]
        if mention.level != "named" or len(story.conjuncts(mention)) > 1:
            continue
        words = story.words_of(mention)
        if mention.type == "person":
            name = person_name(words)
            shown = name.printed if name is not None else ""
        else:
            shown = _body_name(words)
        if shown:
            found.setdefault(fold(shown), shown)
    return list(found.values())


def _body_name(words: str) -> str:
    plain = re.sub(r"\s+", " ", re.sub(r"\s*[(\[,;].*$", "", words, flags=re.DOTALL)).strip(" \"“”‘’'")
    plain = without_kind(re.sub(r"['’]s?$", "", plain))
    return re.sub(r"^(?:the|The|THE|a|an) (?=\S)", "", plain)


def best_description(story: Story, cluster: Cluster) -> str:
    """The fullest short description, the first of equals; a pronoun only where there is nothing else."""
    nominal = [story.mentions[m] for m in sorted(cluster.mentions) if story.mentions[m].level != "pronoun"]
    words = [re.sub(r"\s+", " ", _cut(story.words_of(m), story, m.head, m.start)) for m in nominal[:12]]
    words = [w for w in words if w]
    if not words:
        return re.sub(r"\s+", " ", story.words_of(story.mentions[min(cluster.mentions)]))
    return max(words, key=lambda w: (len(w) <= _LONGEST_NAME, len(w) if len(w) <= _LONGEST_NAME else -len(w)))


def _cut(words: str, story: Story, head: int, start: int) -> str:
    """The phrase up to its head word, with an "of" phrase if one follows: what it is, not all that is told of it."""
    if re.search(r" and |, ", words[story.tokens[head].end - start :][:5]):
        return _TRAILING.sub("", words)  # a list is named by all of it
    end = story.tokens[head].end - start
    follows = _OF.match(words[end:])
    return words[:end] + (follows[0] if follows else "")


def _aliases_beside(story: Story, cluster: Cluster) -> list[str]:
    """Other names given in words right behind a name, whether or not they were seen as mentions."""
    found = []
    for m in sorted(cluster.mentions)[:12]:
        mention = story.mentions[m]
        if mention.level == "named" and cluster.type in ("person", "group", "organization"):
            behind = _ALIAS_BEHIND.match(story.text, mention.end)
            if behind is not None:
                found.append(behind["alias"].rstrip(".'’"))
    return found
