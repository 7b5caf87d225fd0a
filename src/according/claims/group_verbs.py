"""Verbs that tie people to groups: they join, belong, are affiliated, lead, have ties, work with."""

from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument

from .draft import Draft
from .group_nouns import (
    STAGE_VERBS,
    accusation_above,
    belonging,
)
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .wordlists import words


def find_ties(page: Page) -> Iterator[Draft]:
    """member_of, leads and associate_of by verbs and participles, of one page."""
    parties = parties_of(page)
    for token in range(len(page.tokens)):
        if page.tokens[token].upos in ("VERB", "ADJ", "AUX"):
            yield from _verbs(parties, token)


def _verbs(parties: Parties, verb: int) -> Iterator[Draft]:
    page = parties.page
    lemma, word = page.lemma(verb), page.word(verb)
    if lemma in words("membership", "join_verbs") or lemma in words("membership", "leave_verbs"):
        former = True if lemma in words("membership", "leave_verbs") else None
        targets = page.dependents(verb, "obj")
        if lemma == "defect":
            targets = page.obliques(verb, "from")
        joins = lemma in words("membership", "join_verbs")
        for group in [g for t in targets for g in parties.groups(t, bodies=joins)]:
            if not is_name(group.name) and group.type != "Group":
                continue
            if not joins and not is_name(group.name) and not _is_gang(group.name):
                continue
            yield from _pairs(
                parties, "member_of", page.subjects(verb), [group], verb, "membership.verb", former=former
            )
        ranks = [t for t in targets if page.lemma(t) == "rank"]
        owners = [t for r in ranks for t in [*page.dependents(r, "nmod:poss"), *page.obliques(r, "of")]]
        yield from _pairs(
            parties,
            "member_of",
            page.subjects(verb),
            parties.groups_all(owners),
            verb,
            "membership.ranks",
            former=former,
        )
    elif lemma in words("membership", "belong_verbs"):
        yield from _pairs(
            parties,
            "member_of",
            page.subjects(verb),
            parties.groups_all(page.obliques(verb, "to"), bodies=True),
            verb,
            "membership.belong",
        )
    elif word in words("membership", "affiliate_words"):
        groups = parties.groups_all(page.obliques(verb, "with", "to"))
        groups += parties.groups_all([c for c in page.children[verb] if page.tokens[c].deprel == "compound"])
        yield from _pairs(
            parties,
            "member_of",
            _described(page, verb),
            groups,
            verb,
            "membership.affiliated",
            stage=accusation_above(page, verb),
        )
    elif lemma in words("membership", "associate_verbs") and (
        page.is_passive(verb) or page.tokens[verb].upos == "ADJ" or word.endswith("ed")
    ):
        targets = page.obliques(verb, "with", "to")
        others = [g for g in parties.groups_all(targets, bodies=True) if g.type == "Group" or is_name(g.name)]
        holders = list(_described(page, verb))
        hedged = "probable" if lemma in ("link", "tie", "connect") else None
        yield from _pairs(
            parties,
            "associate_of",
            holders,
            others,
            verb,
            "associate.verb",
            certainty=hedged,
            stage=accusation_above(page, verb),
        )
    elif lemma in words("membership", "recruit_verbs"):
        if page.is_passive(verb):
            groups = parties.groups_all([*page.obliques(verb, "into", "by", "to")])
            yield from _pairs(
                parties, "member_of", page.subjects(verb), groups, verb, "membership.recruited", role="recruit"
            )
    elif lemma in words("membership", "lead_verbs") and page.tokens[verb].upos == "VERB":
        groups = [g for t in page.objects(verb) for g in parties.groups(t)]
        role = (
            "founder" if lemma in ("found", "co-found", "cofound", "establish", "create", "form", "start") else "leader"
        )
        people = [t for t in page.agents(verb) if parties.people(t) and not parties.groups(t)]
        yield from _pairs(parties, "leads", people, groups, verb, "leader.verb", role=role)
    elif lemma == "accuse":
        yield from _accused_of_being_in(parties, verb)
    elif lemma == "have":
        yield from _ties(parties, verb)
    elif lemma in ("work", "partner", "collaborate") and page.tokens[verb].upos == "VERB":
        yield from _working_together(parties, verb)


def _is_gang(name: str) -> bool:
    """Whether the words say that the body is a gang: one leaves a club at closing time."""
    return any(w in words("bodies", "criminal") for w in name.lower().split())


def _accused_of_being_in(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "Accused her of being in the other gang"; "wrongly accused" denies it."""
    page = parties.page
    for token in page.subtree(verb):
        if page.case(token) != "in" or not any(page.word(c) == "being" for c in page.dependents(token, "cop")):
            continue
        before = {page.word(c) for c in page.dependents(verb, "advmod")}
        denied = "negated" if before & {"wrongly", "falsely", "wrongfully", "mistakenly"} else None
        people = page.subjects(verb) if page.is_passive(verb) else _him(page, verb)
        for draft in _pairs(
            parties, "member_of", people, parties.groups(token), verb, "membership.accused", stage="accused"
        ):
            yield replace(draft, polarity=denied)


def _him(page: Page, verb: int) -> list[int]:
    """The objects of the verb; of "approached Aa and accused him", Aa."""
    objects, token = page.objects(verb), page.tokens[verb]
    if token.deprel == "conj" and token.head >= 0 and all(page.tokens[o].upos == "PRON" for o in objects):
        return page.dependents(token.head, "obj") or objects
    return objects


def _working_together(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A works closely with B": firms, bodies and people by name; police work with everybody, which says nothing."""
    page = parties.page

    def named(tokens: list[int]) -> list[Argument]:
        found = [a for t in tokens for a in (parties.groups(t, bodies=True) or parties.people(t))]
        return [a for a in found if is_name(a.name)]

    for one in named(page.subjects(verb)):
        for other in named(page.obliques(verb, "with")):
            if not same_party(one, other):
                yield belonging(parties, "associate_of", one, other, verb, rule="associate.works_with", score=0.6)


def _ties(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "Has ties to X"."""
    page = parties.page
    for noun in page.dependents(verb, "obj"):
        if page.word(noun) in words("membership", "claim_nouns"):
            targets = [*page.obliques(noun, "to", "with", "in"), *page.obliques(verb, "to", "with")]
            predicate = "member_of" if page.lemma(noun) == "membership" else "associate_of"
            yield from _pairs(
                parties, predicate, page.subjects(verb), parties.groups_all(targets), noun, "associate.ties"
            )


def _described(page: Page, word: int) -> list[int]:
    """Whom a participle or adjective describes: subject, object of the accusing verb, or the noun it modifies."""
    token = page.tokens[word]
    if page.dependents(word, "nsubj", "nsubj:pass"):
        return page.subjects(word)
    head = token.head
    if head < 0:
        return []
    if token.deprel.split(":")[0] in ("acl", "amod"):
        return [head]
    if token.deprel.split(":")[0] in ("advcl", "xcomp", "ccomp") and page.lemma(head) in STAGE_VERBS:
        return page.objects(head)
    return page.subjects(word)


def _pairs(
    parties: Parties,
    predicate: str,
    holders: list[int],
    others: list[Argument],
    trigger: int,
    rule: str,
    *,
    role: str | None = None,
    former: bool | None = None,
    stage: str | None = None,
    certainty: str | None = None,
) -> Iterator[Draft]:
    if not others:
        return
    for person in parties.people_all([t for h in holders for t in parties.page.conjuncts(h)]):
        for other in others:
            if not same_party(person, other):
                draft = belonging(
                    parties,
                    predicate,
                    person,
                    other,
                    trigger,
                    rule=rule,
                    role=role,
                    stage=stage,
                    certainty=certainty,
                    former=former,
                    score=0.8,
                )
                yield draft
