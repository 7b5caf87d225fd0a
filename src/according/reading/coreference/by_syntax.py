"""Joined by how the words stand together: one head, apposition, "identified as", a name inside its description."""

import re

from according.model import Mention

from ..descriptions import Description
from ..lexicon import plurals, words
from ..names import fold
from .agreement import agree
from .by_name import named_body
from .story import BODIES, Story

_AS = re.compile(r"\s*,?\s*(?:identified |named |known |listed )?(?:only )?as\s*:?\s*$", re.IGNORECASE)


def same_words(story: Story, mention: Mention, _seen: Description) -> int | None:
    """Nested mentions with one head are one: "Teodor Lunz, 22" and "Teodor Lunz"."""
    cluster = story.by_head.get(mention.head)
    if cluster is None or len(story.conjuncts(mention)) > 1 or _is_owner(story, mention, cluster):
        return None
    return cluster if story.clusters[cluster].type == mention.type or mention.level != "named" else None


def _is_owner(story: Story, mention: Mention, cluster: int) -> bool:
    """Whether the mention is only the possessor inside the other phrase: "Lunz" in "Lunz's brother"."""
    if not re.match(r"['’]s? \w", story.text[mention.end : mention.end + 4], re.IGNORECASE):
        return False
    return any(story.mentions[m].end > mention.end + 2 for m in story.clusters[cluster].mentions[-3:])


def apposed(story: Story, mention: Mention, seen: Description) -> int | None:
    """Apposition, predicate noun and "identified as" say that two phrases mean one."""
    head = story.tokens[mention.head]
    found = _kind_of_body(story, mention)
    if found is None and head.head >= 0 and story._is(mention.head, "appos"):
        found = story.by_head.get(head.head)
    if found is None:
        found = _subject_of_predicate(story, mention)
    if found is None:
        found = _named_as(story, mention)
    if found is None:
        found = _right_before(story, mention)
    if found is None or len(story.conjuncts(mention)) > 1:
        return None
    return found if agree(story, story.clusters[found], mention, seen, apposed=True) else None


def _subject_of_predicate(story: Story, mention: Mention) -> int | None:
    below = story.children[mention.head]
    if not any(story._is(c, "cop") and story.tokens[c].lemma.lower() == "be" for c in below):
        return None
    hedged = {"not", "n't", "may", "might", "could", "if", "would", "will", "should", "can", "whether"}
    if any(fold(story.text[story.tokens[c].start : story.tokens[c].end]) in hedged for c in below):
        return None
    subjects = [c for c in below if story.tokens[c].deprel == "nsubj"]
    return story.by_head.get(subjects[0]) if subjects else None


def _right_before(story: Story, mention: Mention) -> int | None:
    """ "District Attorney" and the name behind it; a name with its age and the description behind them."""
    if mention.type != "person":
        return None
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end > mention.start:
            continue
        gap = story.text[other.end : mention.start]
        if other.type != "person" or len(gap) > 8:
            return None
        if mention.level == "named" and other.level == "nominal" and gap in (" ", ", "):
            noun = fold(story.text[story.tokens[other.head].start : story.tokens[other.head].end])
            titled = noun in words("titles") and gap == " "
            named = story.clusters[story.cluster_of[m]].named
            return story.cluster_of[m] if titled and not named else None
        if mention.level == "nominal" and other.level == "named":
            aged = re.fullmatch(r", \(?\d{1,3}\)?, ", gap) is not None
            told = aged or (gap == ", " and _is_false_list(story, mention.head, other))
            return story.cluster_of[m] if told and re.match(r"(?:an?|the) ", story.words_of(mention)) else None
        return None
    return None


def set_off(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The suspect, Ada Venn, ran": a name between commas behind the description of one person, unnamed so far."""
    if mention.type != "person" or mention.level != "named" or len(story.conjuncts(mention)) > 1:
        return None
    m = next((m for m in reversed(story.recent) if story.mentions[m].end <= mention.start), None)
    if m is None or not _is_set_off(story, story.mentions[m], mention):
        return None
    cluster = story.clusters[story.cluster_of[m]]
    fits = not cluster.named and agree(story, cluster, mention, seen, apposed=True)
    return story.cluster_of[m] if fits else None


def _is_set_off(story: Story, described: Mention, name: Mention) -> bool:
    if (described.type, described.level) != ("person", "nominal"):
        return False
    if story.text[described.end : name.start] != ", " or not re.match(
        r"[.;]|,(?! (?:and|or)\b)", story.text[name.end :][:5]
    ):
        return False
    if not re.match(
        r"(?:the|his|her|their|its|our|my|an?|another) |\w+[’']s ", story.words_of(described), re.IGNORECASE
    ):
        return False
    head = story.tokens[described.head]
    noun = fold(story.text[head.start : head.end])
    one = head.xpos == "NN" and (noun in plurals("people") or noun in plurals("victim_nouns") or noun in plurals("kin"))
    return one and not _is_closed_list(story, described.head)


def _kind_of_body(story: Story, mention: Mention) -> int | None:
    """ "a gang from Corvin" right behind the name of a group, where no "and" or "or" makes the two a list."""
    if mention.type != "group" or mention.level != "nominal" or not re.match(r"an? ", story.words_of(mention)):
        return None
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end <= mention.start:
            behind = other.level == "named" and other.type in ("group", "organization")
            told = behind and story.text[other.end : mention.start] == ", "
            first = story.tokens[mention.head].head if story._is(mention.head, "conj") else mention.head
            return story.cluster_of[m] if told and not _is_closed_list(story, first) else None
    return None


def _is_false_list(story: Story, described: int, name: Mention) -> bool:
    """Whether the tree takes "A, the B" for a list that no "and" or "or" ever closes: then B is said of A."""
    first = story.tokens[described].head
    if not story._is(described, "conj") or not name.start <= story.tokens[first].start < name.end:
        return False
    return not _is_closed_list(story, first)


def _is_closed_list(story: Story, first: int) -> bool:
    """Whether an "and" or "or" stands before one of the things listed after the first, or after one of these."""
    items = [first, *(c for c in story.children[first] if story._is(c, "conj"))]
    items += [c for item in items[1:] for c in story.children[item] if story._is(c, "conj")]
    return any(story._is(c, "cc") for item in items for c in story.children[item])


def _named_as(story: Story, mention: Mention) -> int | None:
    """ "the defendant as Teodor Lunz", "a man identified as Teodor Lunz"."""
    if mention.level != "named":
        return None
    lead = story.text[max(0, mention.start - 40) : mention.start]
    as_at = _AS.search(lead)
    if as_at is None:
        return None
    at = mention.start - len(lead) + as_at.start()
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end <= at + 1 and at - other.end <= 2:
            verb = story.text[max(0, other.start - 40) : other.start] + as_at[0]
            return story.cluster_of[m] if re.search(r"\b(?:identif|named|known|listed)", verb) else None
        if at - other.end > 60:
            return None
    return None


def name_inside(story: Story, mention: Mention, seen: Description) -> int | None:
    """ "The Harbor Nine gang" is Harbor Nine; "gang leader" before a name is the bearer of the name."""
    head = story.tokens[mention.head]
    if head.head < 0 or not story._is(mention.head, "compound", "flat", "appos", "amod", "nmod"):
        return None
    outer = story.by_head.get(head.head)
    if outer is None or (story._is(mention.head, "nmod") and story.tokens[mention.head].deprel != "nmod:desc"):
        return None
    entity = story.clusters[outer]
    if mention.type == "person":
        if mention.level == "nominal" and entity.type == "person" and entity.people and not seen.plural:
            return outer
        return None
    if mention.type not in BODIES or mention.level != "named" or entity.type not in BODIES or entity.plural:
        return None
    noun = fold(story.text[story.tokens[head.head].start : story.tokens[head.head].end])
    if noun not in plurals("group_nouns") and noun not in ("organization", "organisation", "group"):
        return None
    known = named_body(story, mention, seen)
    if known is not None and known != outer and not entity.named:
        story.merge(known, outer)
        return known
    return outer if known is None and not entity.named else known
