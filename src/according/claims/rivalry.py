"""Which groups are at odds and which stand together: rival_of and allied_with."""

from collections.abc import Iterator

from according.model import Argument

from .clauses import clause_of
from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .relational import relate
from .sides import PAIRS, cross, each, only_other, other_of_two, sound, standing
from .wordlists import words


def find_rivals(page: Page) -> Iterator[Draft]:
    """rival_of and allied_with of one page, each pair once a sentence."""
    yield from sound(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        word, upos = page.word(t), page.tokens[t].upos
        for predicate in PAIRS:
            if upos in ("NOUN", "PROPN", "X") and word in words("rivalry", f"{predicate}.nouns"):
                yield from _noun(parties, predicate, t)
            if upos in ("NOUN", "PROPN", "ADJ", "X"):
                if word in words("rivalry", f"{predicate}.conflicts"):
                    yield from _conflict(parties, predicate, t)
                if word in words("rivalry", f"{predicate}.attributes"):
                    yield from _attribute(parties, predicate, t)
            if upos in ("VERB", "ADJ"):
                yield from _verb(parties, predicate, t, page.lemma(t))
        state = upos in ("NOUN", "PROPN", "ADJ", "X") and word in words("rivalry", "rival_of.states")
        if state and page.case(t) in ("at", "in"):
            yield from _at_odds(parties, t)


def _noun(parties: Parties, predicate: str, noun: int) -> Iterator[Draft]:
    """ "A is a rival of B", "its rival, B", "a direct competitor to A", "A and B are rivals"."""
    page = parties.page
    related = relate(page, noun, *words("rivalry", f"{predicate}.cases"))
    holders = [t for h in related.holders for t in page.conjuncts(h)]
    fronted = _fronted(parties, noun, related.others)
    if fronted:
        yield from cross(parties, predicate, fronted[:1], fronted[1:], noun, "noun.fronted")
        return
    others = parties.sides([t for t in related.others if t not in holders])
    if related.called == "itself":
        including = [
            c for c in page.dependents(noun, "nmod", "obl", "acl") if page.case(c) in ("including", "such as", "like")
        ]
        named = parties.sides([t for c in including for t in page.conjuncts(c)] or parties.including_after(noun))
        if named and others:
            yield from cross(parties, predicate, named, others, noun, "noun.including")
        sides = others or (_sides(parties, noun) if page.case(noun) in ("as", "like", "unlike") else [])
        if (
            not others
            and page.case(noun) in ("as", "like", "unlike", "with", "against", "by", "to")
            and parties.unresolved_owner(noun)
        ):
            clause = clause_of(page, noun)
            subjects = parties.sides(page.subjects(clause)) if clause is not None else []
            sole = other_of_two(parties, noun, subjects[0]) if len(subjects) == 1 else None
            if sole is not None:
                yield from cross(parties, predicate, subjects, [sole], noun, "noun.their")
            return
        if page.case(noun) in ("as", "like", "unlike") and page.tokens[noun].head >= 0:
            clause = clause_of(page, noun)
            if clause is not None:
                subjects = parties.sides(page.subjects(clause))
                if others:
                    yield from cross(parties, predicate, subjects, sides, noun, "noun.as")
        return
    called = parties.sides(holders)
    if others and not called and related.called == "role":
        called = only_other(parties, noun, others)
    if not others and parties.unresolved_owner(noun):
        clause = clause_of(page, noun)
        others = parties.sides(page.subjects(clause)) if clause is not None else []
    if others:
        yield from cross(parties, predicate, called, others, noun, f"noun.{related.called}")
    elif len(called) == 2 and related.called == "predicate":
        yield from cross(parties, predicate, called[:1], called[1:], noun, "noun.each_other")
    elif (
        len(called) == 1
        and related.called == "predicate"
        and any(page.word(c) == "the" for c in page.dependents(noun, "det"))
    ):
        sole = other_of_two(parties, noun, called[0])
        if sole is not None:
            yield from cross(parties, predicate, called, [sole], noun, "noun.the_rivals")


def _fronted(parties: Parties, noun: int, complements: tuple[int, ...]) -> list[Argument]:
    """Both sides of "as a rival of B, A ..." and "like its rival, A ...", from the words; empty for other phrases."""
    page = parties.page
    first, _ = parties.core(noun)
    low = page.sentences[page.sentence_of(noun)].first
    if first - 1 < low or page.word(first - 1) not in ("as", "like", "unlike"):
        return []
    others = parties.sides([t for t in complements if parties.is_group_name(t) or page.tokens[t].upos != "PRON"])
    if others:
        return [*only_other(parties, noun, others), *others][:2] if only_other(parties, noun, others) else []
    if any(page.word(t) in ("its", "their") for t in range(first, noun)):
        subject = only_other(parties, noun, [])
        sole = other_of_two(parties, noun, subject[0]) if subject else None
        return [subject[0], sole] if sole is not None else []
    return []


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
        yield from cross(parties, predicate, listed[:1], listed[1:], adjective, "attribute.list")
        return
    if (
        len(named) == 2
        and page.word(adjective) in ("warring", "feuding", "rival")
        and all(is_name(g.name) for g in named)
    ):
        yield from cross(parties, predicate, named[:1], named[1:], adjective, "attribute.pair")
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
        yield from cross(parties, predicate, owners, target, adjective, "attribute.owner")
        return
    if page.word(adjective) not in ("rival", "enemy", "allied", "opposing", "competing"):
        return
    subjects = _clause_groups(parties, noun)
    subjects = [s for s in subjects if not any(same_party(s, g) for g in target)]
    if len(subjects) == 1 and is_name(subjects[0].name):
        yield from cross(parties, predicate, subjects, target, adjective, "attribute.clause")


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
                found.setdefault(group.name.lower(), group)
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
        sides = standing(parties, between)
        if len(sides) == 1 and parties.is_plural(between[0]):
            sides = parties.sides(between)
        if len(sides) < 2:
            sides = _named_after(parties, noun)
        yield from each(parties, predicate, sides, noun, "conflict.between", role)
        return
    cases = (*words("rivalry", f"{predicate}.conflict_cases"), *(("on",) if page.word(noun) == "war" else ()))
    others = standing(parties, page.obliques(noun, *cases))
    clause = clause_of(page, noun)
    if (
        not others
        and clause is not None
        and clause != noun
        and page.tokens[noun].deprel.split(":")[0] in ("obj", "obl")
    ):
        others = standing(parties, page.obliques(clause, *cases))
    if not others:
        return
    owners = [g for g in parties.sides(page.dependents(noun, "nmod:poss", "compound")) if is_name(g.name)]
    subjects = owners or (standing(parties, page.subjects(clause)) if clause is not None else [])
    if clause is not None and not subjects and page.tokens[noun].deprel.split(":")[0] in ("nsubj", "nmod"):
        return
    yield from cross(parties, predicate, subjects, others, noun, "conflict.with", role)


def _named_after(parties: Parties, noun: int) -> list[Argument]:
    """The two groups named after "a battle between", where the tree loses one; empty if not just two."""
    page = parties.page
    last = page.sentences[page.sentence_of(noun)].last
    found: dict[str, Argument] = {}
    for t in range(noun + 1, last):
        m = parties.name_at(t)
        if parties.is_group_name(t) or (m is not None and parties.kind(m) == "group"):
            for group in parties.groups(t):
                found.setdefault(group.name.lower(), group)
    return list(found.values()) if len(found) == 2 else []


def _at_odds(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A is at war with B", "the two are at odds"."""
    page = parties.page
    clause = noun if page.dependents(noun, "nsubj") else clause_of(page, noun)
    if clause is None:
        return
    subjects = standing(parties, page.subjects(clause))
    others = standing(parties, [*page.obliques(noun, "with", "against"), *page.obliques(clause, "with", "against")])
    if others:
        yield from cross(parties, "rival_of", subjects, others, noun, "state.with")
    else:
        yield from each(parties, "rival_of", subjects, noun, "state.each_other", None)


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
    subjects = standing(parties, page.subjects(verb))
    others = standing(parties, list(page.obliques(verb, *cases))) if by_case or lemma == "join" else []
    if by_object and not others and not passive and lemma != "join":
        others = standing(parties, page.objects(verb))
    subjects = subjects or parties.sides(parties.subject_before(verb))
    if (
        not subjects
        and len(others) == 1
        and by_object
        and any(page.word(t) in ("they", "it") for t in page.dependents(verb, "nsubj"))
    ):
        sole = other_of_two(parties, verb, others[0])
        subjects = [sole] if sole is not None else []
    if lemma == "work" or not subjects:
        return
    if others:
        yield from cross(parties, predicate, subjects, others, verb, "verb")
    elif by_case and len(subjects) == 2 and lemma in ("feud", "clash", "war", "ally", "cooperate", "collaborate"):
        yield from each(parties, predicate, subjects, verb, "verb.each_other", None)
