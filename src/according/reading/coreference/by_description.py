"""Joined by description: "the defendant", "the 27-year-old", "the gang", "the two", "the shooting"."""

from according.model import Mention

from ..descriptions import Description
from ..lexicon import plurals, words
from ..names import fold
from .agreement import SURE, agree, fits_person, suggested
from .story import BODIES, PARTIES, Cluster, Story, family_of

VERY_SURE = 0.9
"""Probability from which a new description of a person or body is joined on the encoder's word alone."""
NONE = 0.9
"""Probability of "no antecedent" from which the encoder forbids joining by the noun alone."""


TOLD = 30
"""Sentences back in which a description finds whom it describes."""


GENERIC = frozenset(
    {"man", "woman", "boy", "girl", "teen", "teenager", "youth", "person", "individual", "old", "year-old"}
)


GENERIC_SETS = GENERIC | {"suspect", "defendant", "member", "group", "pair", "couple", "other", "two", "three", "gang"}


FIGHTERS = frozenset({"guerrilla", "guerrillas", "rebel", "rebels", "insurgent", "insurgents", "paramilitary"})


ONE_OF_MANY = (*PARTIES, "event")
"""Types of which a document tells of several with the same words: "the gang", "the shooting"."""


def described_person(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The defendant", "the 27-year-old", "the man": the one person told of so far whom the words fit."""
    if mention.type != "person" or mention.level != "nominal" or seen.plural or seen.other or not seen.definite:
        return None
    here = story.sentence(mention.head)
    fitting = [c for c in story.back(here, reach=TOLD) if fits_person(story, story.clusters[c], mention, seen)]
    if seen.age is not None:
        same_age = [c for c in fitting if story.clusters[c].age == seen.age]
        if same_age or seen.noun not in plurals("victim_nouns").keys() | plurals("accused_nouns").keys():
            return same_age[0] if len(same_age) == 1 else None
    for role in ("accused", "victim"):
        if seen.noun in plurals(f"{role}_nouns"):
            found = _in_role(story, fitting, role, seen, here)
            open_to = [c for c in fitting if role in story.clusters[c].roles or not story.clusters[c].named]
            return found if found is not None else suggested(story, mention, seen, open_to)
    same_noun = [c for c in fitting if seen.noun in story.clusters[c].nouns or seen.noun in story.clusters[c].titles]
    if seen.noun in plurals("official_nouns"):
        return _in_office(story, same_noun, seen)
    bare = mention.end - story.tokens[mention.head].end <= 2
    if seen.noun in GENERIC and bare:
        fitting = [c for c in fitting if "official" not in story.clusters[c].roles]
        same_noun = [c for c in same_noun if c in fitting]
        advised = suggested(story, mention, seen, fitting)
        if advised is not None:
            return advised
        near = [c for c in fitting if here - story.clusters[c].last_sentence <= 2]
        agreeing = [c for c in near if seen.gender is None or story.clusters[c].gender in (None, seen.gender)]
        if same_noun and here - story.clusters[same_noun[0]].last_sentence <= 5:
            return same_noun[0]
        return agreeing[0] if len(agreeing) == 1 else None
    if len(same_noun) == 1 and bare:
        return same_noun[0]
    return suggested(story, mention, seen, fitting)


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


def _in_role(story: Story, fitting: list[int], role: str, seen: Description, here: int) -> int | None:
    """The one accused (or harmed) person; with several, the only one told of in this sentence or the one before."""
    playing = [c for c in fitting if role in story.clusters[c].roles or seen.noun in story.clusters[c].nouns]
    named = [c for c in playing if story.clusters[c].named]
    playing = named or playing
    if len(playing) <= 1:
        return playing[0] if playing else None
    near = [c for c in playing if here - story.clusters[c].last_sentence <= 1]
    return near[0] if len(near) == 1 else None


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
    advised = suggested(story, mention, seen, bodies)
    if advised is not None:
        return advised
    criminal = seen.noun in plurals("group_nouns") or mention.type == "group"
    same_noun = [c for c in bodies if seen.noun in story.clusters[c].nouns or _named_with(story.clusters[c], seen.noun)]
    if not criminal:
        return same_noun[0] if same_noun else None
    groups = [c for c in bodies if story.clusters[c].type == "group"]
    near = [c for c in groups if here - story.clusters[c].last_sentence <= 1] or groups[:1]
    near_named = [c for c in near if story.clusters[c].named]
    if not near_named and not any(story.clusters[c].named for c in groups):
        return same_noun[0] if same_noun else near[0] if len(near) == 1 else None
    near_named = near_named or near
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
    if seen.noun in FIGHTERS and seen.count is None and mention.type == "group":
        return _the_rebels(story, here)
    sets = [
        c
        for c in story.back(here, reach=TOLD)
        if story.clusters[c].plural and family_of(story.clusters[c].type) == family_of(mention.type)
    ]
    sets = [c for c in sets if agree(story, story.clusters[c], mention, seen)]
    if seen.count is not None:
        counted = [c for c in sets if story.clusters[c].count == seen.count]
        return counted[0] if counted else None
    same_noun = [c for c in sets if seen.noun in story.clusters[c].nouns]
    if same_noun:
        return same_noun[0]
    return suggested(story, mention, seen, sets) if seen.noun in GENERIC_SETS else None


def _the_rebels(story: Story, here: int) -> int | None:
    """ "The rebels" are the one armed group that has a name so far, or the rebels told of before."""
    groups = [c for c in story.back(here, reach=TOLD) if story.clusters[c].type == "group"]
    named = [c for c in groups if story.clusters[c].named]
    if len(named) == 1:
        return named[0]
    alike = [c for c in groups if story.clusters[c].nouns & FIGHTERS and not story.clusters[c].named]
    return alike[0] if alike else None


def something(story: Story, mention: Mention, seen: Description) -> int | None:
    """Things, events, places and the rest: the encoder's antecedent, where it is sure and the types agree."""
    if mention.level == "pronoun" or (mention.level == "named" and mention.type in (*PARTIES, "place")):
        return None
    if len(story.conjuncts(mention)) > 1 or seen.other:
        return None
    if mention.type == "person":
        return _same_relative(story, mention, seen) if seen.possessive else _newly_described(story, mention, seen)
    if mention.type in PARTIES and not (seen.definite or seen.possessive):
        return _newly_described(story, mention, seen)
    return suggested(story, mention, seen) or _same_thing(story, mention, seen)


def _newly_described(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "A known lieutenant" of somebody told of before: only where the encoder is very sure."""
    if seen.definite and seen.noun in plurals("accused_nouns").keys() | plurals("victim_nouns").keys():
        return None
    for cluster, probability in story.suggestions(mention):
        agrees = probability >= VERY_SURE and agree(story, story.clusters[cluster], mention, seen)
        return cluster if agrees else None
    return None


def _same_relative(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "His brother" again, where the encoder is sure and the noun is the same."""
    for cluster, probability in story.suggestions(mention):
        entity = story.clusters[cluster]
        return (
            cluster
            if probability >= SURE and seen.noun in entity.nouns and agree(story, entity, mention, seen)
            else None
        )
    return None


def _same_thing(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The shooting" after "a shooting": the same noun and nothing new said of it, or a thing by the same phrase.

    The first only where the encoder is not sure that it means nothing told of before.
    """
    if mention.level != "nominal" or not seen.definite or seen.other:
        return None
    again = story.by_phrase.get(f"{mention.type}|{fold(story.words_of(mention))}")
    if again is not None and mention.type not in ONE_OF_MANY:
        return again
    opinion = story.antecedents.get(mention.head)
    if opinion and opinion[0][0] < 0 and opinion[0][1] > NONE:
        return None
    bare = mention.end - story.tokens[mention.head].end <= 2
    if not bare:
        return None
    known = story.by_noun.get(f"{mention.type}|{seen.noun}|{seen.plural}")
    if known is None or story.sentence(mention.head) - story.clusters[known].last_sentence > TOLD:
        return None
    return (
        known
        if (seen.modifiers - {"the", "this", "that", "these", "those"}) <= story.clusters[known].modifiers
        else None
    )
