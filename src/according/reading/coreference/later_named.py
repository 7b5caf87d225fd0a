"""Who is described first and named later: the man of the headline, "a 27-year-old" of the first line."""

from ..lexicon import plurals, words
from .story import Cluster, Story

FIRST = 15
"""Sentences at the head of a document in which somebody may be described before being named."""


def name_the_described(story: Story) -> None:
    """Joins who is described first to who is named later: "a 27-year-old man was charged ... identified as".

    By an age that one person has, or as the only accused (or only harmed) person with a name; never where the words
    speak of another one.
    """
    people = [i for i, c in enumerate(story.clusters) if c.type == "person" and c.mentions and not c.plural]
    named = [i for i in people if story.clusters[i].people]
    only = {role: _only(story, named, role) for role in ("accused", "victim")}
    for i in people:
        entity = story.clusters[i]
        if entity.named or entity.modifiers & words("another_one") or not (entity.nouns or entity.roles):
            continue
        first = story.sentence(story.mentions[min(entity.mentions)].head)
        aged = [n for n in named if entity.age is not None and story.clusters[n].age == entity.age]
        fitting = [n for n in aged if _could_be(story, entity, n)]
        if len(fitting) == 1 and len(aged) == 1 and first <= FIRST:
            story.merge(fitting[0], i)
            continue
        for role, bearer in only.items():
            telling = entity.nouns & plurals(f"{role}_nouns").keys() or (first <= FIRST and role in entity.roles)
            if bearer is not None and telling and _could_be(story, entity, bearer):
                story.merge(bearer, i)
                break


def _only(story: Story, named: list[int], role: str) -> int | None:
    barred = {"official"} if role == "accused" else {"official", "accused"}
    playing = [i for i in named if role in story.clusters[i].roles and not barred & story.clusters[i].roles]
    return playing[0] if len(playing) == 1 else None


def _could_be(story: Story, entity: Cluster, bearer: int) -> bool:
    """Whether neither gender nor role stands between a description and a named person, and no phrase holds both."""
    other = story.clusters[bearer]
    if entity.gender and other.gender and entity.gender != other.gender:
        return False
    if entity.age is not None and other.age is not None and entity.age != other.age:
        return False
    if ("victim" in entity.roles and "accused" in other.roles) or (entity.accused_only and "victim" in other.roles):
        return False
    if "official" in other.roles and entity.roles & {"accused", "victim"}:
        return False
    heads = {story.tokens[story.mentions[m].head].head for m in other.mentions}
    return not any((h := story.tokens[story.mentions[m].head].head) >= 0 and h in heads for m in entity.mentions)
