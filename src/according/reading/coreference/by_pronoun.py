"""Whom a pronoun stands for."""

import re

from according.model import Mention

from ..descriptions import FIRST_PERSON, PLURAL_PRONOUNS, PRONOUN_GENDER, RELATIVE, Description
from ..names import fold
from .agreement import SURE_PERSON, bound, fits_person, is_source, says, suggested
from .story import BODIES, PARTIES, Story

ADVICE = 2.0
"""Weight of the encoder's probability against one sentence of distance, for "he" and "she"."""


LEAD = 0.4
"""By how much the likeliest person must lead the next before a pronoun is given to them."""


SECOND_PERSON = frozenset({"you", "your", "yours", "yourself"})


_IDENTIFIED = re.compile(
    r"\bidentified (?:the|a) (?:[\w-]+ ){0,3}?"
    r"(?:defendant|suspect|victim|man|woman|driver|shooter|gunman|attacker) as ",
    re.IGNORECASE,
)
NEAR = 3
"""Sentences back in which a pronoun finds whom it stands for."""


def pronoun(story: Story, mention: Mention, seen: Description) -> int | None:
    """Whom a pronoun stands for: the encoder's choice among those who agree, else the only one near."""
    if mention.level != "pronoun":
        return None
    word = fold(story.words_of(mention))
    if word in RELATIVE:
        return _relative(story, mention)
    if word in FIRST_PERSON:
        return _speaker(story, mention, plural=FIRST_PERSON[word])
    if word in SECOND_PERSON:
        said = any(content.covers(mention.span) for content, _ in story.speeches.get(story.sentence(mention.head), ()))
        return None if said else story.by_body.get("author|you")
    here = story.sentence(mention.head)
    near = list(story.back(here, reach=1 if word in ("it", "its", "itself") else NEAR))
    if word.endswith("self"):
        subject = _own_subject(story, mention)
        if subject is not None and fits_person(story, story.clusters[subject], mention, seen):
            return subject
    if word in PRONOUN_GENDER:
        identified = _just_identified(story, mention, seen)
        return identified if identified is not None else _most_likely(story, mention, seen)
    chosen = suggested(story, mention, seen) if word not in PLURAL_PRONOUNS else _suggested_many(story, mention)
    if chosen is not None:
        return chosen
    if word in ("they", "them", "their", "theirs", "themselves"):
        many = [c for c in near if story.clusters[c].plural or story.clusters[c].type in BODIES]
        return many[0] if len(many) == 1 else None
    if word in ("it", "its", "itself"):
        bodies = [c for c in near if story.clusters[c].type in BODIES and not story.clusters[c].plural]
        return bodies[0] if len(bodies) == 1 and word != "it" else None
    return None


def _just_identified(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "They identified the driver as Ada Venn, 32. She was arraigned": whom the sentence before names so."""
    here = story.sentence(mention.head)
    if here == 0 or mention.start != story.reading.sentences[here].start:
        return None
    before = story.reading.sentences[here - 1]
    told = _IDENTIFIED.search(story.text, before.start, before.end)
    if told is None:
        return None
    named: dict[int, None] = {}
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.start < told.end():
            break
        if other.type == "person" and other.level == "named":
            named[story.cluster_of[m]] = None
    cluster = next(iter(named)) if len(named) == 1 else None
    if cluster is None or story.clusters[cluster].plural:
        return None
    return cluster if fits_person(story, story.clusters[cluster], mention, seen) else None


def _suggested_many(story: Story, mention: Mention) -> int | None:
    for cluster, probability in story.suggestions(mention):
        entity = story.clusters[cluster]
        if probability >= SURE_PERSON and (entity.plural or entity.type in BODIES or entity.type not in PARTIES):
            return cluster
    return None


def _most_likely(story: Story, mention: Mention, seen: Description) -> int | None:
    """Of the people who agree, the one told of nearest, as a subject, by name, and by the encoder's advice.

    Officials come last unless the pronoun speaks, as they mostly do. None where nobody leads clearly.
    """
    here = story.sentence(mention.head)
    speaks = says(story, mention) or is_source(story, mention)
    advice: dict[int, float] = {}
    for cluster, probability in story.suggestions(mention):
        advice[cluster] = advice.get(cluster, 0.0) + probability
    speaking = _first_persons(story, mention)
    scores: dict[int, float] = {}
    for m in reversed(story.recent):
        other, cluster = story.mentions[m], story.cluster_of[m]
        distance = here - story.sentence(other.head)
        if distance > NEAR:
            break
        entity = story.clusters[cluster]
        if (
            cluster in scores
            or cluster in speaking
            or bound(story, mention, cluster)
            or not fits_person(story, entity, mention, seen)
        ):
            continue
        score = 2.0 - distance + ADVICE * advice.get(cluster, 0.0)
        score += 0.8 if story.tokens[other.head].deprel.startswith("nsubj") else 0.0
        score += 1.0 if entity.gender else 0.0
        score += 0.5 if entity.named else 0.0
        scores[cluster] = score + (0.3 if speaks else -1.5) * ("official" in entity.roles)
    ranked = sorted(scores, key=lambda c: -scores[c])
    if not ranked:
        return None
    if "official" in story.clusters[ranked[0]].roles and not speaks and advice.get(ranked[0], 0.0) < SURE_PERSON:
        return None
    return ranked[0] if len(ranked) == 1 or scores[ranked[0]] - scores[ranked[1]] >= LEAD else None


def _own_subject(story: Story, mention: Mention) -> int | None:
    """Who does it to himself: the subject of the verb over the word."""
    token = mention.head
    for _ in range(3):
        token = story.tokens[token].head
        if token < 0:
            return None
        for child in story.children[token]:
            if story.tokens[child].deprel.startswith("nsubj"):
                return story.by_head.get(child)
    return None


def _first_persons(story: Story, mention: Mention) -> set[int]:
    """Who says the words that the pronoun stands in, and so would say "I" of themselves."""
    here = story.sentence(mention.head)
    said = [s for s in story.speeches.get(here, ()) if s[0].covers(mention.span)]
    found = {story.source_cluster(source) for _, source in said}
    for m in reversed(story.recent):
        if story.sentence(story.mentions[m].head) != here:
            break
        if fold(story.words_of(story.mentions[m])) in FIRST_PERSON:
            found.add(story.cluster_of[m])
    return {c for c in found if c is not None}


def _relative(story: Story, mention: Mention) -> int | None:
    token = mention.head
    for _ in range(8):
        head = story.tokens[token].head
        if head < 0:
            return None
        if story.tokens[token].deprel == "acl:relcl":
            return story.by_head.get(head)
        token = head
    return None


def _speaker(story: Story, mention: Mention, *, plural: bool) -> int | None:
    """Inside what somebody says, "I" is who says it; elsewhere the author, who is one throughout."""
    said = [s for s in story.speeches.get(story.sentence(mention.head), ()) if s[0].covers(mention.span)]
    for _, source in sorted(said, key=lambda pair: len(pair[0])):
        cluster = story.source_cluster(source)
        if cluster is not None:
            entity = story.clusters[cluster]
            fits = entity.plural or entity.type in BODIES if plural else entity.type == "person" and not entity.plural
            return cluster if fits else None
    if said:
        return None
    return story.by_body.get("author|we" if plural else "author|i")
