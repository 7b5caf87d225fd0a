"""Where a group operates, comes from and moves to: operates_in, originated_in, moved_to.

A comparison ("not as large as") says nothing against a presence; a state after its town is no second place.
"""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers

from .capitals import name_run
from .clauses import date_of
from .draft import Draft
from .page import Page
from .parties import Parties, is_name, parties_of
from .places import place_arguments, place_mention, places_after
from .wordlists import wordlist, words


def find_presence(page: Page) -> Iterator[Draft]:
    """operates_in, originated_in and moved_to of one page."""
    parties = parties_of(page)
    seen: set[tuple[str, int, str, str]] = set()
    for draft in _all(parties):
        if draft.subject is None or draft.object is None:
            continue
        key = (draft.predicate, draft.sentence, draft.subject.name.lower(), draft.object.name.lower())
        if key not in seen and draft.subject.name.lower() != draft.object.name.lower():
            seen.add(key)
            yield draft


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
            if lemma in words("presence", "origin_verbs"):
                yield from _origin(parties, t)
            if lemma in words("presence", "move_verbs"):
                yield from _movement(parties, t)
        if upos in ("NOUN", "PROPN"):
            if word in words("presence", "presence_nouns"):
                yield from _presence(parties, t)
            if word in words("presence", "base_nouns"):
                yield from _base(parties, t)
        if upos in ("PROPN", "NOUN", "ADJ", "PRON"):
            yield from _where_named(parties, t)
            yield from _from_place(parties, t)


def _groups(parties: Parties, tokens: list[int]) -> list[Argument]:
    """Named groups that the tokens stand for, through their members too; an unnamed gang counts if it is a gang."""
    found: dict[str, Argument] = {}
    for t in tokens:
        for c in parties.page.conjuncts(t):
            for group in parties.standing_for(c):
                found.setdefault(group.entity or group.name.lower(), group)
    return list(found.values())


# --- presence -------------------------------------------------------------------------------------------------------


def _operating(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A operates in P", "A, which is based in P", "operating in P and Q, the gangs ..."."""
    page = parties.page
    base = page.lemma(verb) in words("presence", "base_verbs") or page.word(verb) == "based"
    subjects = _groups(parties, _subjects(page, verb)) or _groups(parties, parties.subject_before(verb))
    if not subjects:
        return
    places = _places(
        parties,
        verb,
        ("in", "across", "throughout", "around", "near", "at", "along", "within", "outside", "out of", "from"),
    )
    if page.word(verb) == "based" and not places:
        places = _hyphenated(parties, verb)
    yield from _each(
        parties,
        "operates_in",
        subjects,
        places,
        verb,
        "presence.base" if base else "presence.verb",
        role="base" if base else "presence",
    )


def _subjects(page: Page, verb: int) -> list[int]:
    found = page.subjects(verb)
    if found:
        return found
    token = page.tokens[verb]
    if token.deprel.split(":")[0] in ("advcl", "acl", "amod", "xcomp") and token.head >= 0:
        return page.subjects(token.head) or [token.head]
    return []


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
    groups = _groups(parties, page.agents(verb))
    if not groups:
        return
    objects = page.objects(verb)
    places = place_arguments(parties, objects) + place_arguments(parties, page.obliques(verb, "in"))
    for obj in objects:
        places += place_arguments(parties, page.obliques(obj, "in", "of", "across"))
    yield from _each(parties, "operates_in", groups, places, verb, "presence.control", role="presence")


def _active(parties: Parties, adjective: int) -> Iterator[Draft]:
    """ "A is active in P", "they're very big in P, Q and R"."""
    page = parties.page
    if not page.dependents(adjective, "cop", "nsubj"):
        return
    groups = _groups(parties, page.subjects(adjective))
    yield from _each(
        parties,
        "operates_in",
        groups,
        _places(parties, adjective, ("in", "across", "throughout", "around")),
        adjective,
        "presence.active",
        role="presence",
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
    groups = _groups(parties, [_whose(page, o) for o in owners])
    if groups and page.word(noun) not in ("members", "cells"):
        yield from _each(parties, "operates_in", groups, places, noun, "presence.possessed", role="presence")
        return
    head = page.tokens[noun].head
    if (
        head >= 0
        and page.tokens[noun].deprel.split(":")[0] == "obj"
        and page.lemma(head) in words("presence", "presence_verbs")
    ):
        places = places or place_arguments(parties, page.obliques(head, "in", "across", "throughout", "at"))
        if page.word(noun) not in ("members", "movement"):
            yield from _each(
                parties,
                "operates_in",
                _groups(parties, page.agents(head)),
                places,
                noun,
                "presence.has",
                role="presence",
            )
    elif page.word(noun) in ("movement", "presence", "activity") or (
        page.word(noun) in ("members", "cells") and _exists(page, noun)
    ):
        inside = parties.groups_all(list(page.dependents(noun, "compound", "amod", "nmod:unmarked")))
        if _exists(page, noun):
            places = places or place_arguments(parties, page.obliques(head if head >= 0 else noun, "in", "at"))
            yield from _each(parties, "operates_in", inside, places, noun, "presence.there_is", role="presence")


def _exists(page: Page, noun: int) -> bool:
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
    groups = _groups(parties, owners)
    places = place_arguments(parties, page.obliques(noun, "of", "in", "at"))
    if page.tokens[noun].deprel.split(":")[0] == "appos":
        places += place_arguments(parties, [page.tokens[noun].head])
    if page.dependents(noun, "cop"):
        places += place_arguments(parties, page.subjects(noun))
    users = [a for a in list(page.ancestors(noun))[:3] if page.lemma(a) in ("use", "make", "turn")]
    user = next((a for a in users if _groups(parties, page.agents(a))), None)
    if user is not None and page.case(noun) in ("as", "into"):
        groups = groups or _groups(parties, page.agents(user))
        places += place_arguments(parties, page.objects(user)) or _building(parties, user + 1, noun)
    yield from _each(parties, "operates_in", groups, places, noun, "presence.base_noun", role="base")


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


_BUILDINGS = frozenset(
    {
        "hotel",
        "motel",
        "apartments",
        "park",
        "plaza",
        "building",
        "houses",
        "projects",
        "club",
        "bar",
        "tower",
        "mall",
        "market",
        "school",
        "prison",
        "center",
        "centre",
        "shelter",
        "pier",
        "docks",
        "port",
    }
)


def _where_named(parties: Parties, token: int) -> Iterator[Draft]:
    """ "A Harrow Bend gang", "the Santa Ilaria cartel", "the P-based gang A"."""
    page = parties.page
    if page.word(token) not in words("bodies", "criminal") or page.tokens[token].upos == "PRON":
        return
    places = place_arguments(
        parties, [c for c in page.dependents(token, "compound", "amod", "nmod:unmarked") if c < token]
    )
    places = [p for p in places if not _is_demonym(p)]
    based = [c for c in page.children[token] if page.word(c) == "based"]
    for b in based:
        places += _hyphenated(parties, b) or place_arguments(parties, page.dependents(b, "compound", "obl", "nmod"))
    groups = parties.groups(token)
    yield from _each(parties, "operates_in", groups, places, token, "presence.named", role="base")


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
    yield from _each(
        parties, "operates_in", groups, places, token, "presence.from", role="base" if case == "from" else "presence"
    )


# --- origin and movement --------------------------------------------------------------------------------------------


def _origin(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A started in a P prison", "A was founded in P", "Aa was born in P"."""
    page = parties.page
    lemma = page.lemma(verb)
    cases = (
        ("from",)
        if lemma in ("hail", "come")
        else ("in", "inside", "within", "at")
        if lemma != "originate"
        else ("in", "from", "inside")
    )
    tokens = [t for t in page.obliques(verb, *cases) if t > verb]
    places = _prison_of(parties, tokens) or place_arguments(parties, tokens) or places_after(parties, verb, cases)
    if not places:
        return
    if (
        lemma in ("found", "form", "create", "establish", "start", "begin")
        and page.objects(verb)
        and not page.is_passive(verb)
    ):
        groups = _groups(parties, page.objects(verb))
    else:
        groups = _groups(parties, _subjects(page, verb)) or _groups(parties, parties.subject_before(verb))
        if lemma in ("come", "emerge", "grow") and "from" not in [page.case(t) for t in tokens] and lemma != "emerge":
            return
    people = parties.people_all(page.subjects(verb)) if lemma in ("bear", "hail") and not groups else []
    yield from _each(
        parties,
        "originated_in",
        groups or [p for p in people if p.type in ("Person", "People")],
        places,
        verb,
        "origin.verb",
    )


def _prison_of(parties: Parties, tokens: list[int]) -> list[Argument]:
    """The place in "a Venezuela prison", "the prisons of P"."""
    page = parties.page
    found: list[Argument] = []
    for t in tokens:
        if page.lemma(t) in (
            "prison",
            "jail",
            "penitentiary",
            "neighborhood",
            "barrio",
            "suburb",
            "slum",
            "streets",
            "street",
            "state",
            "city",
            "town",
            "region",
        ):
            found += place_arguments(
                parties, list(page.dependents(t, "compound", "amod", "nmod:unmarked", "nmod:poss"))
            )
            found += place_arguments(parties, page.obliques(t, "of", "in"))
    return found


def _movement(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A crossed into P in 2022", "A expanded across P", "Aa fled to P from Q"."""
    page = parties.page
    lemma = page.lemma(verb)
    cases = tuple(words("presence", "move_cases"))
    if lemma in ("arrive", "embed"):
        cases = (*cases, "in")
    tokens = page.obliques(verb, *cases)
    if lemma in ("enter", "cross"):
        tokens += page.dependents(verb, "obj")
    places = place_arguments(parties, tokens) or places_after(parties, verb, cases)
    if not places:
        return
    passive = page.is_passive(verb)
    moved = page.subjects(verb) or ([page.tokens[verb].head] if page.tokens[verb].deprel.startswith("acl") else [])
    if lemma in ("deport", "extradite", "export", "smuggle", "transfer", "deploy", "extend") and not passive:
        moved = page.objects(verb)
    if not moved:
        moved = _subjects(page, verb) or parties.subject_before(verb)
    movers = _groups(parties, moved) or list(parties.people_all(moved))
    movers = [m for m in movers if is_name(m.name) or m.type in ("Group", "Organization") or m.count is not None]
    movers = [
        m
        for m in movers
        if m.type != "Person"
        or lemma not in ("come", "return", "head", "push", "travel", "spread", "extend", "transfer", "escape")
    ]
    origin = page.obliques(verb, "from")
    source = (
        parties.text(*parties.core(origin[0])) if origin and place_mention(parties, origin[0]) is not None else None
    )
    yield from _each(
        parties, "moved_to", movers, places, verb, "movement.verb", direction=f"from {source}" if source else None
    )


# --- shared ---------------------------------------------------------------------------------------------------------


def _each(
    parties: Parties,
    predicate: str,
    parties_moved: list[Argument],
    places: list[Argument],
    trigger: int,
    rule: str,
    *,
    role: str | None = None,
    direction: str | None = None,
) -> Iterator[Draft]:
    page = parties.page
    sentence = page.sentence_of(trigger)
    clause = (
        trigger
        if page.tokens[trigger].upos in ("VERB", "ADJ")
        else next((a for a in page.ancestors(trigger) if page.tokens[a].upos in ("VERB", "AUX")), trigger)
    )
    date = date_of(page, clause)
    head = page.tokens[trigger].head
    used_to = page.tokens[trigger].deprel == "xcomp" and head >= 0 and page.lemma(head) == "use"
    former = True if used_to and predicate == "operates_in" else None
    for group in parties_moved:
        for place in places:
            if (
                predicate != "moved_to"
                and group.type != "Person"
                and not is_name(group.name)
                and not any(w in words("bodies", "criminal") for w in group.name.lower().split())
            ):
                continue
            yield Draft(
                predicate, group, place, sentence, trigger, rule,
                qualifiers=Qualifiers(date=date, role=role, direction=direction, former=former),
                score=0.8,
            )  # fmt: skip
