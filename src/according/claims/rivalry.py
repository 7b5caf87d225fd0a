"""How groups stand to one another: rival_of, allied_with, part_of, split_from.

Both sides must be groups, told apart and named or plainly described; authorities are never a side. A relation between
the wrong two groups gets people hurt, so anything ambiguous is left out.
"""

from collections.abc import Iterator
from itertools import combinations, product

from according.model import Argument, Qualifiers

from .clauses import clause_of, date_of
from .draft import Draft
from .page import Page
from .parties import Parties, is_name, parties_of, same_party
from .places import place_arguments, place_of
from .relational import relate
from .wordlists import words

_PAIRS = ("rival_of", "allied_with")


def find_group_relations(page: Page) -> Iterator[Draft]:
    """rival_of, allied_with, part_of and split_from of one page, each pair once a sentence."""
    parties = parties_of(page)
    seen: set[tuple[str, int, frozenset[str]]] = set()
    for draft in _all(parties):
        if draft.subject is None or draft.object is None or not _sound(draft.subject, draft.object):
            continue
        key = (draft.predicate, draft.sentence, frozenset((draft.subject.name.lower(), draft.object.name.lower())))
        if key not in seen:
            seen.add(key)
            yield draft


def _sound(one: Argument, other: Argument) -> bool:
    """Whether the two can stand in a relation: two parties, at least one of them named."""
    return not same_party(one, other) and (is_name(one.name) or is_name(other.name))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        word, lemma, upos = page.word(t), page.lemma(t), page.tokens[t].upos
        if upos in ("NOUN", "PROPN", "ADJ", "X"):
            for predicate in _PAIRS:
                if word in words("rivalry", f"{predicate}.nouns") and upos != "ADJ":
                    yield from _noun(parties, predicate, t)
                if word in words("rivalry", f"{predicate}.conflicts"):
                    yield from _conflict(parties, predicate, t)
                if word in words("rivalry", f"{predicate}.attributes"):
                    yield from _attribute(parties, predicate, t)
            if word in words("rivalry", "rival_of.states") and page.case(t) in ("at", "in"):
                yield from _at_odds(parties, t)
            if word in words("rivalry", "part_of.nouns"):
                yield from _part(parties, t)
            if word in words("rivalry", "part_of.umbrella"):
                yield from _umbrella(parties, t)
            if word in words("rivalry", "split_from.nouns") or word in words("rivalry", "split_from.attributes"):
                yield from _splinter(parties, t)
            if word in words("rivalry", "split_from.people"):
                yield from _made_of_former(parties, t)
        if upos in ("VERB", "ADJ"):
            for predicate in _PAIRS:
                yield from _verb(parties, predicate, t, lemma)
            if lemma in words("rivalry", "split_from.verbs"):
                yield from _split(parties, t)
            if lemma in ("belong", "operate", "absorb", "merge"):
                yield from _belonging(parties, t, lemma)


# --- rivals and allies ----------------------------------------------------------------------------------------------


def _noun(parties: Parties, predicate: str, noun: int) -> Iterator[Draft]:
    """ "A is a rival of B", "its rival, B", "a direct competitor to A", "A and B are rivals"."""
    page = parties.page
    related = relate(page, noun, *words("rivalry", f"{predicate}.cases"))
    holders = [t for h in related.holders for t in page.conjuncts(h)]
    fronted = _fronted(parties, noun, related.others)
    if fronted:
        yield from _cross(parties, predicate, fronted[:1], fronted[1:], noun, "noun.fronted")
        return
    others = parties.sides([t for t in related.others if t not in holders])
    if related.called == "itself":
        including = [
            c for c in page.dependents(noun, "nmod", "obl", "acl") if page.case(c) in ("including", "such as", "like")
        ]
        named = parties.sides([t for c in including for t in page.conjuncts(c)] or parties.including_after(noun))
        if named and others:
            yield from _cross(parties, predicate, named, others, noun, "noun.including")
        sides = others or (_sides(parties, noun) if page.case(noun) in ("as", "like", "unlike") else [])
        if (
            not others
            and page.case(noun) in ("as", "like", "unlike", "with", "against", "by", "to")
            and parties.unresolved_owner(noun)
        ):
            clause = clause_of(page, noun)
            subjects = parties.sides(page.subjects(clause)) if clause is not None else []
            sole = _other_of_two(parties, noun, subjects[0]) if len(subjects) == 1 else None
            if sole is not None:
                yield from _cross(parties, predicate, subjects, [sole], noun, "noun.their")
            return
        if page.case(noun) in ("as", "like", "unlike") and page.tokens[noun].head >= 0:
            clause = clause_of(page, noun)
            if clause is not None:
                subjects = parties.sides(page.subjects(clause))
                if others:
                    yield from _cross(parties, predicate, subjects, sides, noun, "noun.as")
        return
    called = parties.sides(holders)
    if others and not called and related.called == "role":
        called = _only_other(parties, noun, others)
    if not others and parties.unresolved_owner(noun):
        clause = clause_of(page, noun)
        others = parties.sides(page.subjects(clause)) if clause is not None else []
    if others:
        yield from _cross(parties, predicate, called, others, noun, f"noun.{related.called}")
    elif len(called) == 2 and related.called == "predicate":
        yield from _cross(parties, predicate, called[:1], called[1:], noun, "noun.each_other")
    elif (
        len(called) == 1
        and related.called == "predicate"
        and any(page.word(c) == "the" for c in page.dependents(noun, "det"))
    ):
        sole = _other_of_two(parties, noun, called[0])
        if sole is not None:
            yield from _cross(parties, predicate, called, [sole], noun, "noun.the_rivals")


def _fronted(parties: Parties, noun: int, complements: tuple[int, ...]) -> list[Argument]:
    """Both sides of "as a rival of B, A ..." and "like its rival, A ...", from the words; empty for other phrases."""
    page = parties.page
    first, _ = parties.core(noun)
    low = page.sentences[page.sentence_of(noun)].first
    if first - 1 < low or page.word(first - 1) not in ("as", "like", "unlike"):
        return []
    others = parties.sides([t for t in complements if parties.is_group_name(t) or page.tokens[t].upos != "PRON"])
    if others:
        return [*_only_other(parties, noun, others), *others][:2] if _only_other(parties, noun, others) else []
    if any(page.word(t) in ("its", "their") for t in range(first, noun)):
        subject = _only_other(parties, noun, [])
        sole = _other_of_two(parties, noun, subject[0]) if subject else None
        return [subject[0], sole] if sole is not None else []
    return []


def _only_other(parties: Parties, token: int, known: list[Argument]) -> list[Argument]:
    """The one named group of the sentence besides those known, as a list; empty if there is none or more than one."""
    sentence = parties.page.sentences[parties.page.sentence_of(token)]
    named = parties.sides([t for t in range(sentence.first, sentence.last) if parties.is_group_name(t)])
    rest = [g for g in named if not any(same_party(g, k) for k in known)]
    return rest if len(rest) == 1 else []


def _other_of_two(parties: Parties, token: int, one: Argument) -> Argument | None:
    """The other group, where the neighbourhood names exactly two: "They are the rivals"."""
    near = [g for g in parties.named_near(token, sentences=2) if not same_party(g, one)]
    return near[0] if len(near) == 1 else None


def _sides(parties: Parties, noun: int) -> list[Argument]:
    return parties.sides(parties.page.dependents(noun, "nmod:poss"))


def _attribute(parties: Parties, predicate: str, adjective: int) -> Iterator[Draft]:
    """ "Rival gang B" in A's clause, "the warring A and B", "two rival gangs, A and B", "members of the rival B"."""
    page = parties.page
    noun = page.tokens[adjective].head
    if noun < 0 or page.tokens[adjective].deprel.split(":")[0] not in ("amod", "compound", "nmod", "det"):
        return
    phrase = page.conjuncts(noun)
    named = parties.sides(phrase)
    appositive = [t for c in page.dependents(noun, "appos") for t in page.conjuncts(c)]
    listed = parties.sides(appositive)
    if parties.is_plural(noun) and len(listed) == 2:
        yield from _cross(parties, predicate, listed[:1], listed[1:], adjective, "attribute.list")
        return
    if (
        len(named) == 2
        and page.word(adjective) in ("warring", "feuding", "rival")
        and all(is_name(g.name) for g in named)
    ):
        yield from _cross(parties, predicate, named[:1], named[1:], adjective, "attribute.pair")
        return
    owners = parties.sides(list(page.dependents(noun, "nmod:poss")))
    including = [
        c for c in page.dependents(noun, "nmod", "obl", "acl") if page.case(c) in ("including", "such as", "like")
    ]
    target = listed or parties.sides([t for c in including for t in page.conjuncts(c)])
    target = target or parties.sides(parties.including_after(noun))
    if not target:
        target = [g for g in named if page.word(adjective) in ("rival", "enemy", "opposing", "allied")]
    if page.word(noun) in words("bodies", "members"):
        target = parties.sides(parties.group_modifiers(noun)) or target
    if not target:
        return
    if owners:
        yield from _cross(parties, predicate, owners, target, adjective, "attribute.owner")
        return
    if page.word(adjective) not in ("rival", "enemy", "allied", "opposing", "competing"):
        return
    subjects = _clause_groups(parties, noun)
    subjects = [s for s in subjects if not any(same_party(s, g) for g in target)]
    if len(subjects) == 1 and is_name(subjects[0].name):
        yield from _cross(parties, predicate, subjects, target, adjective, "attribute.clause")


def _clause_groups(parties: Parties, noun: int) -> list[Argument]:
    """The other groups of the clause, or the groups of the people who act in it ("a member of A shot a rival")."""
    page = parties.page
    sentence = page.sentences[page.sentence_of(noun)]
    first, last = parties.core(noun)
    found: dict[str, Argument] = {}
    for t in range(sentence.first, sentence.last):
        if first <= t < last or t in page.conjuncts(noun):
            continue
        m = parties.name_at(t)
        if parties.is_group_name(t) or (m is not None and parties.kind(m) == "group"):
            for group in parties.groups(t):
                found.setdefault(group.entity or group.name.lower(), group)
    if found:
        return list(found.values())
    clause = clause_of(page, noun)
    if clause is None:
        return []
    return [g for s in page.subjects(clause) for g in parties.standing_for(s)]


def _conflict(parties: Parties, predicate: str, noun: int) -> Iterator[Draft]:
    """ "A war between A and B", "A has been engaged in a feud with B", "A declared war on B"."""
    page = parties.page
    between = [t for c in page.dependents(noun, "nmod", "obl") if page.case(c) == "between" for t in page.conjuncts(c)]
    role = "truce" if page.word(noun) in words("rivalry", "allied_with.truces") else None
    if between:
        sides = _standing(parties, between)
        if len(sides) == 1 and parties.is_plural(between[0]):
            sides = parties.sides(between)
        yield from _each(parties, predicate, sides, noun, "conflict.between", role)
        return
    cases = (*words("rivalry", f"{predicate}.conflict_cases"), *(("on",) if page.word(noun) == "war" else ()))
    others = _standing(parties, page.obliques(noun, *cases))
    clause = clause_of(page, noun)
    if (
        not others
        and clause is not None
        and clause != noun
        and page.tokens[noun].deprel.split(":")[0] in ("obj", "obl")
    ):
        others = _standing(parties, page.obliques(clause, *cases))
    if not others:
        return
    owners = [g for g in parties.sides(page.dependents(noun, "nmod:poss", "compound")) if is_name(g.name)]
    subjects = owners or (_standing(parties, page.subjects(clause)) if clause is not None else [])
    if clause is not None and not subjects and page.tokens[noun].deprel.split(":")[0] in ("nsubj", "nmod"):
        return
    yield from _cross(parties, predicate, subjects, others, noun, "conflict.with", role)


def _standing(parties: Parties, tokens: list[int]) -> list[Argument]:
    found: dict[str, Argument] = {}
    for t in tokens:
        for c in parties.page.conjuncts(t):
            for group in parties.standing_for(c, bodies=parties.criminal_setting):
                found.setdefault(group.entity or group.name.lower(), group)
    return list(found.values())


def _at_odds(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A is at war with B", "the two are at odds"."""
    page = parties.page
    clause = noun if page.dependents(noun, "nsubj") else clause_of(page, noun)
    if clause is None:
        return
    subjects = _standing(parties, page.subjects(clause))
    others = _standing(parties, [*page.obliques(noun, "with", "against"), *page.obliques(clause, "with", "against")])
    if others:
        yield from _cross(parties, "rival_of", subjects, others, noun, "state.with")
    else:
        yield from _each(parties, "rival_of", subjects, noun, "state.each_other", None)


def _verb(parties: Parties, predicate: str, verb: int, lemma: str) -> Iterator[Draft]:
    """ "A battles B", "A feuds with B", "A teamed up with B", "A and B clashed"."""
    page = parties.page
    by_object = lemma in words("rivalry", f"{predicate}.with_object")
    by_case = lemma in words("rivalry", f"{predicate}.with_case")
    if not by_object and not by_case:
        return
    if lemma == "join" and not any(page.word(t) == "forces" for t in page.dependents(verb, "obj")):
        return
    if lemma == "fall" and not any(page.word(c) == "out" for c in page.children[verb]):
        return
    cases = tuple(words("rivalry", f"{predicate}.verb_cases"))
    passive = page.is_passive(verb)
    subjects = _standing(parties, page.subjects(verb))
    others = _standing(parties, list(page.obliques(verb, *cases))) if by_case or lemma == "join" else []
    if by_object and not others and not passive and lemma != "join":
        others = _standing(parties, page.objects(verb))
    subjects = subjects or parties.sides(parties.subject_before(verb))
    if (
        not subjects
        and len(others) == 1
        and by_object
        and any(page.word(t) in ("they", "it") for t in page.dependents(verb, "nsubj"))
    ):
        sole = _other_of_two(parties, verb, others[0])
        subjects = [sole] if sole is not None else []
    if lemma == "work" or not subjects:
        return
    if others:
        yield from _cross(parties, predicate, subjects, others, verb, "verb")
    elif by_case and len(subjects) == 2 and lemma in ("feud", "clash", "war", "ally", "cooperate", "collaborate"):
        yield from _each(parties, predicate, subjects, verb, "verb.each_other", None)


# --- parts and umbrellas --------------------------------------------------------------------------------------------


def _part(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "The A faction of B", "A, a wing of B", "A is part of B"."""
    page = parties.page
    whole = parties.sides(page.obliques(noun, *words("rivalry", "part_of.cases")))
    strict = page.word(noun) in words("rivalry", "part_of.strict")
    related = relate(page, noun, "of")
    compounds = [
        c
        for c in page.dependents(noun, "compound", "nmod:unmarked", "amod")
        if c < noun and (parties.is_group_name(c) or parties.name_at(c) is not None)
    ]
    if related.called == "itself":
        named = parties.sides(compounds)
        if named and whole:
            yield from _cross(parties, "part_of", named, whole, noun, "part.compound", page.lemma(noun))
        return
    parts = parties.sides([t for h in related.holders for t in page.conjuncts(h)])
    if not whole and not strict:
        whole = parties.sides(compounds)
    yield from _cross(parties, "part_of", parts, whole, noun, f"part.{related.called}", page.lemma(noun))


def _umbrella(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "B is the umbrella for A", "A operates under the umbrella of B"."""
    page = parties.page
    under = page.case(noun) == "under"
    inside = parties.sides(
        [*page.obliques(noun, *words("rivalry", "part_of.umbrella_cases"), "over"), *page.dependents(noun, "nmod:poss")]
    )
    if under:
        clause = clause_of(page, noun)
        if clause is not None and inside:
            yield from _cross(parties, "part_of", parties.sides(page.subjects(clause)), inside, noun, "umbrella.under")
        return
    if page.word(noun) not in ("umbrella", "umbrellas"):
        return
    related = relate(page, noun, "for", "of")
    holders = parties.sides([t for h in related.holders for t in page.conjuncts(h)])
    if related.called != "itself" and inside:
        yield from _cross(parties, "part_of", inside, holders, noun, "umbrella.for", "umbrella")


def _belonging(parties: Parties, verb: int, lemma: str) -> Iterator[Draft]:
    """ "A belongs to B", "A merged into B", "B absorbed A"."""
    page = parties.page
    if lemma == "belong":
        yield from _cross(
            parties,
            "part_of",
            parties.sides(page.subjects(verb)),
            parties.sides(page.obliques(verb, "to")),
            verb,
            "part.belong",
        )
    elif lemma == "merge":
        yield from _cross(
            parties,
            "part_of",
            parties.sides(page.subjects(verb)),
            parties.sides(page.obliques(verb, "into")),
            verb,
            "part.merge",
        )
    elif lemma == "absorb":
        yield from _cross(
            parties,
            "part_of",
            parties.sides(page.objects(verb)),
            parties.sides(page.agents(verb)),
            verb,
            "part.absorb",
        )


# --- splits ---------------------------------------------------------------------------------------------------------


def _splinter(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A, an offshoot of B", "A, a breakaway faction of B", "the splinter group A"."""
    page = parties.page
    head = noun
    if page.word(noun) in words("rivalry", "split_from.attributes") and page.tokens[noun].deprel.split(":")[0] in (
        "amod",
        "compound",
    ):
        head = page.tokens[noun].head
    related = relate(page, head, *words("rivalry", "split_from.cases"))
    origin = parties.sides(
        [t for t in page.obliques(head, *words("rivalry", "split_from.cases")) if t not in related.holders]
    )
    origin = origin or parties.sides([t for t in page.dependents(head, "nmod:poss", "compound") if t != noun])
    parts = parties.sides([t for h in related.holders for t in page.conjuncts(h)]) if related.called != "itself" else []
    if not parts:
        parts = parties.sides(list(page.dependents(head, "flat", "appos")))
    yield from _cross(parties, "split_from", parts, origin, noun, f"split.{related.called}")


def _split(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A split from B", "A broke away from B", "A emerged from the remnants of B"."""
    page = parties.page
    tokens = page.obliques(verb, *words("rivalry", "split_from.verb_cases"))
    if page.lemma(verb) in ("break", "split"):
        tokens = [t for t in tokens if page.case(t) != "out of"]
    if page.lemma(verb) in ("emerge", "evolve", "spin"):
        inner = [t for t in tokens for t in page.obliques(t, "of")]
        tokens = [t for t in [*tokens, *inner] if page.case(t) != "with"]
    yield from _cross(
        parties, "split_from", parties.sides(page.subjects(verb)), parties.sides(tokens), verb, "split.verb"
    )


def _made_of_former(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A is made up of former members of B", "a gang comprised of former members and associates of B"."""
    page = parties.page
    modifiers = {page.word(c) for c in page.children[noun]} | ({page.word(noun - 1)} if noun else set())
    if not modifiers & words("rivalry", "split_from.formers") and page.word(noun) not in ("defectors", "dissidents"):
        return
    origin = parties.sides(
        [t for c in page.conjuncts(noun) for t in parties.group_modifiers(c) if page.word(t) != "former"]
    )
    origin = origin or parties.sides([t for c in range(noun, noun + 4) for t in parties.after_of(c)][:1])
    if not origin:
        return
    for ancestor in page.ancestors(noun):
        if page.lemma(ancestor) in words("rivalry", "split_from.made_of"):
            parts = _made(parties, ancestor)
            if not any(is_name(p.name) for p in parts):
                parts = _sole_before(parties, ancestor, origin) or parts
            yield from _cross(parties, "split_from", parts, origin, noun, "split.made_of_former")
            return


def _sole_before(parties: Parties, verb: int, origin: list[Argument]) -> list[Argument]:
    """The one named group that stands before the verb in its sentence, besides where it came from."""
    page = parties.page
    first = page.sentences[page.sentence_of(verb)].first
    named = parties.sides([t for t in range(first, verb) if parties.is_group_name(t)])
    rest = [g for g in named if not any(same_party(g, o) for o in origin)]
    return rest if len(rest) == 1 else []


def _made(parties: Parties, verb: int) -> list[Argument]:
    """What is made of, or founded by, the people: subject, object or the noun that the participle modifies."""
    page = parties.page
    token = page.tokens[verb]
    if token.deprel.split(":")[0] in ("acl", "amod") and token.head >= 0:
        noun = token.head
        related = relate(page, noun)
        if related.called != "itself":
            return parties.sides(list(related.holders))
        return parties.groups(noun)
    return parties.sides(page.subjects(verb)) or parties.sides(page.objects(verb))


# --- shared ---------------------------------------------------------------------------------------------------------


def _each(
    parties: Parties, predicate: str, sides: list[Argument], trigger: int, rule: str, role: str | None
) -> Iterator[Draft]:
    for one, other in combinations(sides, 2):
        yield _draft(parties, predicate, one, other, trigger, rule, role)


def _cross(
    parties: Parties,
    predicate: str,
    ones: list[Argument],
    others: list[Argument],
    trigger: int,
    rule: str,
    role: str | None = None,
) -> Iterator[Draft]:
    for one, other in product(ones, others):
        yield _draft(parties, predicate, one, other, trigger, rule, role)


def _draft(
    parties: Parties, predicate: str, one: Argument, other: Argument, trigger: int, rule: str, role: str | None
) -> Draft:
    page = parties.page
    sentence = page.sentence_of(trigger)
    clause = trigger if page.tokens[trigger].upos == "VERB" else clause_of(page, trigger)
    places = place_arguments(parties, page.obliques(clause, "in")) if clause is not None else []
    before = {page.word(c) for c in page.children[trigger]}
    date = date_of(page, clause)
    place = place_of(parties, places[0]) if len(places) == 1 else None
    past = before & {"former", "ex", "once", "onetime", "formerly"}
    former = True if past and predicate != "split_from" else None
    return Draft(
        predicate, one, other, sentence, trigger, f"group.{rule}",
        qualifiers=Qualifiers(date=date, place=place, former=former, role=role), score=0.8,
    )  # fmt: skip
