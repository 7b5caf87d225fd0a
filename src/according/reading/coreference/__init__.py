"""Who refers to whom, inside one document: one pass in reading order, each mention joined to what came before or not.

Two people wrongly made one is a libel, two halves left apart an inconvenience: a person is joined by a name that fits
one bearer only, by syntax (apposition, "identified as"), by a description that only one person answers to, or by the
encoder's antecedent where gender, number and role agree. Looks back over a bounded stretch, so time is linear.
"""

from collections.abc import Callable, Mapping

from according.model import Mention, Reading

from ..descriptions import Description
from ..names import fold
from .by_description import described_body, described_person, set_again, something
from .by_name import named_body, named_person
from .by_pronoun import SECOND_PERSON, pronoun
from .by_syntax import apposed, name_inside, same_words, set_off
from .later_named import name_the_described
from .story import BODIES, Cluster, Story

__all__ = ["BODIES", "Cluster", "Story", "resolve"]

Step = Callable[[Story, Mention, Description], int | None]
STEPS: tuple[Step, ...] = (
    same_words,
    name_inside,
    apposed,
    named_person,
    set_off,
    named_body,
    described_person,
    described_body,
    set_again,
    pronoun,
    something,
)
"""In order of trust; the first that gives a cluster decides."""


def resolve(reading: Reading, antecedents: Mapping[int, tuple[tuple[int, float], ...]]) -> Story:
    """Cluster all mentions of a reading.

    Args:
        reading: with sentences, tokens, mentions, attributions and amounts; mentions in order of start, longer first.
        antecedents: as in `according.reading.layers.Draft`; may be empty.

    Returns:
        The story, in which every mention has its cluster.
    """
    story = Story(reading, antecedents)
    for index, mention in enumerate(reading.mentions):
        seen = story.described(mention)
        cluster = next((c for step in STEPS if (c := step(story, mention, seen)) is not None), None)
        joined = story.join(index, cluster, seen)
        parts = story.conjuncts(mention)
        if len(parts) > 1 and cluster is None:
            entity = story.clusters[joined]
            entity.plural, entity.parts = True, tuple(parts)
            entity.count = seen.count or (len(parts) if mention.type == "person" else None)
        if mention.level == "pronoun" and cluster is None:
            word = fold(story.words_of(mention))
            role = "you" if word in SECOND_PERSON else word if word in ("i", "we") else None
            said = story.speeches.get(story.sentence(mention.head), ())
            if role and not any(content.covers(mention.span) for content, _ in said):
                story.by_body.setdefault(f"author|{role}", joined)
    name_the_described(story)
    return story
