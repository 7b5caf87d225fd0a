"""How states mark groups and people: sanctioned_by and designated_as."""

from collections.abc import Iterator

from according.model import Argument, Qualifiers

from .clauses import date_of
from .draft import Draft, each_once
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name
from .wordlists import words


def find_sanctions(page: Page) -> Iterator[Draft]:
    """sanctioned_by and designated_as of one page."""
    yield from each_once(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        if page.tokens[t].upos in ("VERB", "ADJ") and page.lemma(t) in words("activities", "sanctions.verbs"):
            yield from _marked(parties, t)
        elif page.tokens[t].upos in ("NOUN", "PROPN") and page.word(t) in words("activities", "sanctions.orders"):
            yield from _order(parties, t)


def _marked(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "The ministry sanctioned A", "A was designated a terrorist organization by B", "the gang was enjoined"."""
    page = parties.page
    lemma = page.lemma(verb)
    designated = words("activities", "sanctions.designations")
    targets = [t for t in page.objects(verb) if page.word(t) not in designated]
    if not any(parties.groups(t) for t in targets):
        targets += parties.name_after(verb)
    marked = [g for t in targets for g in (parties.groups(t) or parties.people(t))]
    if not marked:
        return
    by = _authority(parties, page.agents(verb))
    if lemma in ("sanction", "blacklist", "enjoin", "ban", "outlaw", "proscribe"):
        for one in marked:
            if one.type == "Group" or lemma in ("sanction", "blacklist"):
                yield Draft(
                    "sanctioned_by",
                    one,
                    by,
                    page.sentence_of(verb),
                    verb,
                    "sanction.verb",
                    qualifiers=Qualifiers(date=date_of(page, verb)),
                    score=0.75,
                )
    if lemma in ("designate", "label", "declare", "classify", "list", "brand", "deem", "add", "name", "proscribe"):
        names = [
            c
            for c in page.dependents(verb, "xcomp", "obj", "obl")
            if page.word(c) in words("activities", "sanctions.designations") and c not in targets
        ]
        for noun in names:
            if page.tokens[noun].deprel == "obl" and page.case(noun) not in ("as", "to", "on"):
                continue
            value = parties.made_argument(noun, "Value")
            for one in marked:
                if one.type == "Group" or is_name(one.name):
                    yield Draft(
                        "designated_as",
                        one,
                        value,
                        page.sentence_of(verb),
                        verb,
                        "designation.verb",
                        qualifiers=Qualifiers(date=date_of(page, verb), by=by),
                        score=0.75,
                    )


def _order(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "An injunction against A", "sanctions on A"."""
    page = parties.page
    if page.word(noun) in ("order", "restraining", "ban") and not page.obliques(noun, "against"):
        return
    against = parties.groups_all(page.obliques(noun, "against", "on"))
    if not against:
        head = page.tokens[noun].head
        if head >= 0 and page.tokens[head].upos == "VERB":
            against = parties.groups_all(page.obliques(head, "against"))
    by = None
    head = page.tokens[noun].head
    if head >= 0 and page.tokens[head].upos == "VERB":
        by = _authority(parties, page.agents(head))
    value = parties.made_argument(noun, "Value")
    for group in against:
        if group.type == "Group":
            yield Draft(
                "sanctioned_by",
                group,
                value,
                page.sentence_of(noun),
                noun,
                "sanction.order",
                qualifiers=Qualifiers(date=date_of(page, head) if head >= 0 else None, by=by),
                score=0.75,
            )


def _authority(parties: Parties, tokens: list[int]) -> Argument | None:
    page = parties.page
    for t in tokens:
        m = parties.mention(t, "organization", "person", "group", "place")
        if m is not None:
            return page.argument(m, type="Organization" if parties.kind(m) != "person" else None)
        if page.tokens[t].upos in ("NOUN", "PROPN") and page.word(t) in words("bodies", "authorities"):
            return parties.made_argument(t, "Organization")
    return None
