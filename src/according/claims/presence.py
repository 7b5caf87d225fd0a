"""Where a group operates: operates_in, by verbs, adjectives and nouns of presence.

A comparison ("not as large as") says nothing against a presence; a state after its town is no second place.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from according.model import Argument, MentionText

from .capitals import name_run
from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .place_before import place_before
from .places import place_arguments, place_mention, places_after
from .whereabouts import groups_at, placed, placed_apart, subjects_of
from .wordlists import wordlist, words


def find_presence(page: Page) -> Iterator[Draft]:
    """operates_in of one page."""
    yield from placed_apart(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        upos, lemma, word = page.tokens[t].upos, page.lemma(t), page.word(t)
        if upos in ("VERB", "ADJ", "AUX"):
            if (
                lemma in words("presence", "present_verbs")
                or lemma in words("presence", "base_verbs")
                or word == "based"
            ):
                yield from _operating(parties, t)
            if lemma in words("presence", "control_verbs") or lemma in words("presence", "takeover_verbs"):
                yield from _controlling(parties, t)
            if word in words("presence", "present_adjectives"):
                yield from _active(parties, t)
        if upos in ("NOUN", "PROPN"):
            if word in words("presence", "presence_nouns"):
                yield from _presence(parties, t)
            if word in words("presence", "base_nouns"):
                yield from _base(parties, t)
        if upos in ("PROPN", "NOUN", "ADJ", "PRON"):
            yield from _where_named(parties, t)
            yield from _from_place(parties, t)


def _operating(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A operates in P", "A, which is based in P", "operating in P and Q, the gangs ..."."""
    page = parties.page
    base = page.lemma(verb) in words("presence", "base_verbs") or page.word(verb) == "based"
    subjects = groups_at(parties, subjects_of(page, verb)) or groups_at(parties, parties.subject_before(verb))
    places = _places(
        parties,
        verb,
        ("in", "across", "throughout", "around", "near", "at", "along", "within", "outside", "out of", "from"),
    )
    if any(page.word(c) == "where" for c in page.dependents(verb, "advmod", "obl", "mark")):
        places = places or place_arguments(parties, [page.tokens[verb].head])
    if not places or not subjects:
        before, there = _where_before(parties, verb)
        subjects, places = subjects or before, places or there
    if page.word(verb) == "based" and not places:
        places = _hyphenated(parties, verb)
    yield from placed(
        parties,
        "operates_in",
        subjects,
        places,
        verb,
        "presence.base" if base else "presence.verb",
        role="base" if base else "presence",
    )


def _where_before(parties: Parties, verb: int) -> tuple[list[Argument], list[Argument]]:
    """The groups between "where" and the verb, and the places before it, whatever the tree makes of the clause."""
    page = parties.page
    first = page.sentences[page.sentence_of(verb)].first
    where = next((t for t in range(verb - 1, max(first, verb - 9), -1) if page.word(t) == "where"), None)
    if where is None or any(page.tokens[t].upos == "VERB" for t in range(where, verb)):
        return [], []
    return groups_at(parties, [where + 1]), place_arguments(parties, [where - 1])


def _hyphenated(parties: Parties, based: int) -> list[Argument]:
    """The place of "Kestrel County-based"."""
    page = parties.page
    if based >= 2 and page.word(based - 1) in "-–":
        return place_arguments(parties, [based - 2])
    return []


def _places(parties: Parties, verb: int, cases: tuple[str, ...]) -> list[Argument]:
    page = parties.page
    tokens = page.obliques(verb, *cases)
    for obj in page.dependents(verb, "obj", "xcomp"):
        tokens += page.obliques(obj, *cases)
    return place_arguments(parties, tokens) or places_after(parties, verb, cases)


def _controlling(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A controls P", "P is controlled by A", "in P, A took over apartment blocks"."""
    page = parties.page
    takes = page.lemma(verb) in words("presence", "takeover_verbs")
    if takes and page.lemma(verb) == "take" and not any(page.word(c) == "over" for c in page.children[verb]):
        return
    groups = groups_at(parties, page.agents(verb))
    if not groups:
        return
    objects = page.objects(verb)
    places = place_arguments(parties, objects) + place_arguments(parties, page.obliques(verb, "in"))
    for obj in objects:
        places += place_arguments(parties, page.obliques(obj, "in", "of", "across"))
    yield from placed(parties, "operates_in", groups, places, verb, "presence.control", role="presence")


def _active(parties: Parties, adjective: int) -> Iterator[Draft]:
    """ "A is active in P", "they're very big in P, Q and R"."""
    page = parties.page
    if not page.dependents(adjective, "cop", "nsubj"):
        return
    groups = groups_at(parties, page.subjects(adjective))
    yield from placed(
        parties,
        "operates_in",
        groups,
        _places(parties, adjective, ("in", "across", "throughout", "around")),
        adjective,
        "presence.active",
        role="presence",
    )


def _is_presupposed(page: Page, noun: int) -> bool:
    """Whether the presence is taken for granted and something else said of it ("whose presence is not as large")."""
    return page.tokens[noun].deprel.split(":")[0] == "nsubj" and any(
        page.lemma(t) in words("presence", "measures") for t in list(page.ancestors(noun))[:2]
    )


def _presence(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A has a presence in P", "A's presence in P", "there was a big A movement at P"."""
    page = parties.page
    places = place_arguments(parties, page.obliques(noun, "in", "across", "throughout", "around", "at"))
    owners = page.obliques(noun, "of") + [
        o
        for o in page.dependents(noun, "nmod:poss")
        if page.tokens[o].upos != "PRON" or page.word(o) in ("its", "their", "whose")
    ]
    places = places or place_arguments(parties, [p for o in page.obliques(noun, "of") for p in page.obliques(o, "in")])
    groups = groups_at(parties, [_whose(page, o) for o in owners])
    if groups and page.word(noun) not in ("members", "cells"):
        owned = placed(parties, "operates_in", groups, places, noun, "presence.possessed", role="presence")
        for draft in owned:
            yield replace(draft, polarity="affirmed", certainty="certain") if _is_presupposed(page, noun) else draft
        return
    head = page.tokens[noun].head
    if (
        head >= 0
        and page.tokens[noun].deprel.split(":")[0] == "obj"
        and page.lemma(head) in words("presence", "presence_verbs")
    ):
        places = places or place_arguments(parties, page.obliques(head, "in", "across", "throughout", "at"))
        if page.word(noun) not in ("members", "movement"):
            yield from placed(
                parties,
                "operates_in",
                groups_at(parties, page.agents(head)),
                places,
                noun,
                "presence.has",
                role="presence",
            )
    elif page.word(noun) in ("movement", "presence", "activity") or (
        page.word(noun) in ("members", "cells") and _exists(page, noun)
    ):
        inside = parties.groups_all(list(page.dependents(noun, "compound", "amod", "nmod:unmarked")))
        inside = inside or parties.groups_all([noun - 1] if noun and parties.is_group_name(noun - 1) else [])
        if _exists(page, noun):
            places = places or place_arguments(parties, page.obliques(head if head >= 0 else noun, "in", "at"))
            if not places and noun + 1 < len(page.tokens) and page.word(noun + 1) in ("at", "in"):
                places = _building(parties, noun + 2, page.sentences[page.sentence_of(noun)].last)
            yield from placed(parties, "operates_in", inside, places, noun, "presence.there_is", role="presence")


def _exists(page: Page, noun: int) -> bool:
    before = [page.word(t) for t in range(max(page.sentences[page.sentence_of(noun)].first, noun - 9), noun)]
    if any(a == "there" and b in ("is", "was", "are", "were") for a, b in pairwise(before)):
        return True
    head = page.tokens[noun].head
    return bool(page.dependents(noun, "expl")) or (head >= 0 and bool(page.dependents(head, "expl")))


def _whose(page: Page, token: int) -> int:
    """For "whose" the noun that its clause modifies."""
    if page.word(token) != "whose":
        return token
    return next((page.tokens[a].head for a in page.ancestors(token) if page.tokens[a].deprel.startswith("acl")), token)


def _base(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A's stronghold of P", "P, an A stronghold", "used P as a home base"."""
    page = parties.page
    owners = [*page.dependents(noun, "nmod:poss"), *page.dependents(noun, "compound", "amod")]
    groups = groups_at(parties, owners)
    places = place_arguments(parties, page.obliques(noun, "of", "in", "at"))
    if page.tokens[noun].deprel.split(":")[0] == "appos":
        places += place_arguments(parties, [page.tokens[noun].head])
    if page.dependents(noun, "cop"):
        places += place_arguments(parties, page.subjects(noun))
    users = [a for a in list(page.ancestors(noun))[:3] if page.lemma(a) in ("use", "make", "turn")]
    user = next((a for a in users if groups_at(parties, page.agents(a))), None)
    if user is not None and page.case(noun) in ("as", "into"):
        groups = groups or groups_at(parties, page.agents(user))
        places += place_arguments(parties, page.objects(user)) or _building(parties, user + 1, noun)
    yield from placed(parties, "operates_in", groups, places, noun, "presence.base_noun", role="base")


def _building(parties: Parties, first: int, last: int) -> list[Argument]:
    """A building used as a base, by its own name: "the Harbour Hotel"."""
    page = parties.page
    for t in range(first, last):
        run = name_run(page, t, last)
        if run - t >= 2 and page.word(run - 1) in _BUILDINGS:
            start, end = page.tokens[t].start, page.tokens[run - 1].end
            text = page.text[start:end]
            return [Argument("Place", " ".join(text.split()), mention=MentionText(start, end, text))]
    return []


_BUILDINGS = words("presence", "buildings")


def _where_named(parties: Parties, token: int) -> Iterator[Draft]:
    """ "A Harrow Bend gang", "the Santa Ilaria cartel", "the P-based gang A"."""
    page = parties.page
    if page.word(token) not in words("bodies", "criminal") or page.tokens[token].upos == "PRON":
        return
    places = place_arguments(
        parties, [c for c in page.dependents(token, "compound", "amod", "nmod:unmarked") if c < token]
    )
    apart = page.tokens[token].deprel.split(":")[0] not in ("compound", "flat", "amod")
    if not places and apart and page.word(token) in ("gang", "gangs", "crew") and not parties.is_group_name(token):
        noun = token
        while page.word(noun - 1) in ("criminal", "street", "prison", "violent") and noun - 1 > 0:
            noun -= 1
        before = place_before(page, noun)
        places = [before] if before is not None else []
    places = [p for p in places if not _is_demonym(p)]
    based = [c for c in page.children[token] if page.word(c) == "based"]
    for b in based:
        places += _hyphenated(parties, b) or place_arguments(parties, page.dependents(b, "compound", "obl", "nmod"))
    groups = parties.groups(token)
    yield from placed(parties, "operates_in", groups, places, token, "presence.named", role="base")


def _is_demonym(place: Argument) -> bool:
    words_of = (place.mention.text if place.mention else place.name).lower()
    return words_of in wordlist("demonyms")["demonyms"]


def _from_place(parties: Parties, token: int) -> Iterator[Draft]:
    """ "A gang from P", "gangs in cities like P and Q"."""
    page = parties.page
    groups = (
        parties.groups(token) if page.word(token) in words("bodies", "criminal") or parties.is_group_name(token) else []
    )
    if not groups:
        return
    places = place_arguments(
        parties,
        [
            c
            for c in page.dependents(token, "nmod")
            if page.case(c) in ("from", "in", "of") and place_mention(parties, c) is not None
        ],
    )
    case = next((page.case(c) for c in page.dependents(token, "nmod")), "")
    if case == "of" and page.word(token) not in words("bodies", "criminal"):
        return
    yield from placed(
        parties, "operates_in", groups, places, token, "presence.from", role="base" if case == "from" else "presence"
    )
