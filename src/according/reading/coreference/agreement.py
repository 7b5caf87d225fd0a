"""Whether a mention and an entity can be one: type, number, gender, age, names, role; and what the encoder advises."""

from according.model import Mention

from ..descriptions import Description
from ..names import body_key, person_name, same_person
from .story import Cluster, Story, family_of

SURE = 0.3
"""Probability from which the encoder's antecedent is believed for things other than people."""


SURE_PERSON = 0.4
"""The same for pronouns and descriptions of people, where gender, number and role are checked besides."""


_SPEAKING = frozenset({"say", "tell", "announce", "add", "explain", "state", "note", "declare", "comment", "describe"})


def agree(story: Story, entity: Cluster, mention: Mention, seen: Description, *, apposed: bool = False) -> bool:
    """Whether nothing speaks against: type, number, gender, age, names, roles."""
    if family_of(entity.type) != family_of(mention.type) or (not apposed and _encloses(story, entity, mention)):
        return False
    if entity.plural != seen.plural and (mention.type == "person" or (mention.level == "nominal" and not entity.named)):
        return False
    if entity.gender and seen.gender and entity.gender != seen.gender:
        return False
    if entity.age is not None and seen.age is not None and abs(entity.age - seen.age) > 0 and not apposed:
        return False
    if entity.count is not None and seen.count is not None and entity.count != seen.count:
        return False
    if mention.type == "person" and not apposed:
        role = story.role(mention)
        if role == "victim" and (entity.accused_only or ("accused" in entity.roles and mention.level == "nominal")):
            return False
        if role == "accused" and entity.roles & {"victim", "official"} and "accused" not in entity.roles:
            return False
        if role == "official" and entity.roles & {"accused", "victim"} and "official" not in entity.roles:
            return False
    if mention.level == "named" and entity.named:
        return _names_agree(story, entity, mention)
    return True


def _encloses(story: Story, entity: Cluster, mention: Mention) -> bool:
    """Whether the words stand inside a phrase for that entity: "the boy" in "the boy's mother" is not the mother."""
    return any(
        story.mentions[m].start <= mention.start and mention.end < story.mentions[m].end for m in entity.mentions[-4:]
    )


def _names_agree(story: Story, entity: Cluster, mention: Mention) -> bool:
    if mention.type != "person":
        return body_key(story.words_of(mention)) in entity.bodies
    name = person_name(story.words_of(mention))
    return name is None or any(same_person(name, known) for known in entity.people)


def fits_person(story: Story, entity: Cluster, mention: Mention, seen: Description) -> bool:
    """Whether the entity is one person with whom the mention agrees."""
    return entity.type == "person" and not entity.plural and agree(story, entity, mention, seen)


def suggested(story: Story, mention: Mention, seen: Description, among: list[int] | None = None) -> int | None:
    """The encoder's antecedent, if it is sure enough, agrees, and is one of `among` (any if None)."""
    floor = SURE_PERSON if mention.type == "person" else SURE
    for cluster, probability in story.suggestions(mention):
        if probability < floor:
            return None
        if (among is None or cluster in among) and agree(story, story.clusters[cluster], mention, seen):
            return None if mention.level == "pronoun" and bound(story, mention, cluster) else cluster
    return None


def bound(story: Story, mention: Mention, cluster: int) -> bool:
    """Whether the entity already fills another place of the same verb, so that it is not meant again."""
    return any(_same_clause(story, mention, story.mentions[m]) for m in story.clusters[cluster].mentions[-2:])


def _same_clause(story: Story, mention: Mention, other: Mention) -> bool:
    """Subject and object of one verb are two ("Lunz told him"), but for reflexives and possessives."""
    pronoun_token, other_token = story.tokens[mention.head], story.tokens[other.head]
    if story.words_of(mention).lower().endswith("self") or pronoun_token.deprel.startswith(("nmod", "det")):
        return False
    return pronoun_token.head >= 0 and pronoun_token.head == other_token.head


def is_source(story: Story, mention: Mention) -> bool:
    """Whether the mention stands in the source of an attribution."""
    return any(s.overlaps(mention.span) for s in story.sources_near(mention))


def says(story: Story, mention: Mention) -> bool:
    """Whether the mention is the subject of a verb of speaking."""
    head = story.tokens[mention.head]
    return head.head >= 0 and head.deprel == "nsubj" and story.tokens[head.head].lemma.lower() in _SPEAKING
