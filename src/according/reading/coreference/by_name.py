"""Joined by name: the one bearer of a surname, the body of the same name, acronym or short name."""

import re

from according.model import Mention

from ..descriptions import Description
from ..lexicon import plurals, table, words
from ..names import PersonName, answers_to, body_key, is_short_form, person_name, same_person
from .agreement import is_source, says
from .by_pronoun import NEAR
from .story import Cluster, Story, family_of

_ALSO = re.compile(
    r"[\s,(]*(?:(?:who is |who was )?(?:also |better |commonly |formerly )?(?:known|called|referred to)(?: as)?|aka|"
    r"a\.k\.a\.|alias|dubbed|nicknamed|or)\s*[\"“‘'(]?(?:the )?$",
    re.IGNORECASE,
)


_BRACKET = re.compile(r"\s*\(\s*(?:(?:or|aka|a\.k\.a\.|known as|hereinafter) )?[\"“‘']?(?:the )?$", re.IGNORECASE)


def named_person(story: Story, mention: Mention, seen: Description) -> int | None:
    """The one bearer of a person's name, or of a surname, among the people told of so far."""
    if mention.type != "person" or mention.level != "named" or seen.plural or len(story.conjuncts(mention)) > 1:
        return None
    name = person_name(story.words_of(mention))
    if name is None:
        return None
    fitting = list(dict.fromkeys(c for part in _keys(name) for c in story.by_word.get(part, ())))
    here = story.sentence(mention.head)
    fitting = [c for c in fitting if _bears(story.clusters[c], name, seen)]
    fitting = [c for c in fitting if not _is_told_apart(story.clusters[c], name, here)]
    if not fitting:
        return None
    if name.is_full:
        exact = [c for c in fitting if any(n.parts == name.parts for n in story.clusters[c].people)]
        chosen = exact or fitting
        return chosen[0] if len(chosen) == 1 else None
    return _one_bearer(story, mention, name, fitting)


def _keys(name: PersonName) -> list[str]:
    return [p for word in reversed(name.parts) for p in dict.fromkeys((word, *word.split("-")))]


def _bears(entity: Cluster, name: PersonName, seen: Description) -> bool:
    if entity.type != "person" or entity.plural or (entity.gender and seen.gender and entity.gender != seen.gender):
        return False
    known = table("gender")
    titled = {known[t] for t in name.titles if t in known}
    if titled and entity.gender and entity.gender not in titled:
        return False
    if name.is_full:
        if any(n.is_full for n in entity.people):
            return all(same_person(name, n) for n in entity.people if n.is_full)
        return any(answers_to(name, n.parts[0]) == "surname" for n in entity.people)
    return any(answers_to(n, name.parts[0]) is not None for n in entity.people)


def _is_told_apart(entity: Cluster, name: PersonName, sentence: int) -> bool:
    """ "Marten Roe was charged with shooting Marten Roe, Jr.": one sentence that tells a father from his son."""
    same = [n for n in entity.people if n.parts == name.parts and name.is_full]
    return entity.last_sentence == sentence and bool(same) and all(n.suffix != name.suffix for n in same)


def _one_bearer(story: Story, mention: Mention, name: PersonName, fitting: list[int]) -> int | None:
    """Of several who answer to a bare surname: by title, by who speaks, else by who was named near; else none."""
    word = name.parts[0]
    by_surname = [c for c in fitting if any(answers_to(n, word) == "surname" for n in story.clusters[c].people)]
    fitting = by_surname or fitting
    with_full_name = [c for c in fitting if any(n.is_full for n in story.clusters[c].people)]
    fitting = with_full_name or fitting
    official = bool((name.titles | story.titles_before(mention)) & plurals("official_nouns").keys())
    if len(fitting) == 1:
        entity = story.clusters[fitting[0]]
        return None if official and entity.accused_only and "official" not in entity.roles else fitting[0]
    if official:
        fitting = [c for c in fitting if "official" in story.clusters[c].roles]
    else:
        speaks = is_source(story, mention) or says(story, mention)
        by_role = [c for c in fitting if ("official" in story.clusters[c].roles) == speaks]
        fitting = by_role or fitting
    if len(fitting) == 1:
        return fitting[0]
    called = [c for c in fitting if any(n.parts == name.parts for n in story.clusters[c].people)]
    if len(called) == 1:  # reporting gives the bare surname to one of a family, and first names to the others
        return called[0]
    if any(story.clusters[c].accused_only for c in fitting) and any(
        "victim" in story.clusters[c].roles for c in fitting
    ):
        told = story.role(mention)  # who is accused and who was harmed must not be mixed up by nearness alone
        fitting = [c for c in fitting if told in story.clusters[c].roles]
    here = story.sentence(mention.head)
    near = [c for c in story.back(here, reach=NEAR) if c in fitting]
    return near[0] if len(near) == 1 else None


def named_body(story: Story, mention: Mention, _seen: Description) -> int | None:
    """The group, organisation, place or thing of the same name, acronym or short name."""
    if mention.level != "named" or mention.type == "person" or len(story.conjuncts(mention)) > 1:
        return None
    words_here = story.words_of(mention)
    key = body_key(words_here)
    family = family_of(mention.type)
    found = story.by_body.get(f"{family}|{key}")
    if found is not None:
        return found
    introduced = _introduced(story, mention)
    if introduced is not None:
        return introduced
    if is_short_form(words_here):
        bearers = list(dict.fromkeys(story.by_initials.get(key.replace(" ", ""), ())))
        bearers = [c for c in bearers if family_of(story.clusters[c].type) == family]
        if len(bearers) == 1:
            return bearers[0]
    return _shorter_or_longer(story, key, family) if family == "body" else None


def _introduced(story: Story, mention: Mention) -> int | None:
    """A name put in brackets, or after "also known as", right behind another name."""
    lead = story.text[max(0, mention.start - 45) : mention.start]
    bridge = _BRACKET.search(lead) or _ALSO.search(lead)
    if bridge is None:
        return None
    at = mention.start - len(lead) + bridge.start()
    for m in reversed(story.recent):
        other = story.mentions[m]
        if other.end == at or (other.end < at and not story.text[other.end : at].strip(" ,")):
            same = family_of(other.type) == family_of(mention.type)
            brackets = "(" in bridge[0] and not is_short_form(story.words_of(mention)) and mention.type == "place"
            return story.cluster_of[m] if same and not brackets and other.start != mention.start else None
        if at - other.end > 80:
            return None
    return None


def _shorter_or_longer(story: Story, key: str, family: str) -> int | None:
    """ "Corvinos" for "Los Corvinos", "Port Maren Police" for "Port Maren Police Department", where one only fits."""
    small, generic = (
        words("small_words"),
        words("organization_words") | words("group_name_ends") | plurals("group_nouns").keys(),
    )
    mine = [w for w in key.split() if w not in small]
    core = [w for w in mine if w not in generic]
    if not core:
        return None
    fitting: set[int] = set()
    for other, cluster in story.by_body_word.get(f"{family}|{core[-1]}", ()):
        theirs = [w for w in other.split() if w not in small]
        longer, shorter = (theirs, mine) if len(theirs) >= len(mine) else (mine, theirs)
        same_core = [w for w in longer if w not in generic] == [w for w in shorter if w not in generic]
        if same_core or (longer[-len(shorter) :] == shorter and len(longer) - len(shorter) == 1):
            fitting.add(cluster)
    return fitting.pop() if len(fitting) == 1 else None
