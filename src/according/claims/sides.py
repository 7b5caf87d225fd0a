"""The two sides of a relation between groups, and the drafts that pair them.

Both sides must be groups, told apart and named or plainly described; authorities are never a side. A relation between
the wrong two groups gets people hurt, so anything ambiguous is left out.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from according.model import Argument, Qualifiers

from .clauses import clause_of, date_of
from .draft import Draft, each_once
from .parties import Parties
from .party_names import is_name, same_party
from .places import place_arguments, place_of
from .wordlists import words

PAIRS = ("rival_of", "allied_with")
"""The predicates whose sides may change places."""


def sound(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts whose sides can stand in a relation, each pair once a sentence."""
    can_stand = (d for d in drafts if d.subject is not None and d.object is not None and is_sound(d.subject, d.object))
    yield from each_once(can_stand, symmetric=frozenset(PAIRS))


def is_sound(one: Argument, other: Argument) -> bool:
    """Whether the two can stand in a relation: two parties, at least one of them named."""
    if one.name.lower() in words("bodies", "groups") or other.name.lower() in words("bodies", "groups"):
        return False
    return not same_party(one, other) and (is_name(one.name) or is_name(other.name))


def only_other(parties: Parties, token: int, known: list[Argument]) -> list[Argument]:
    """The one named group of the sentence besides those known, as a list; empty if there is none or more than one."""
    sentence = parties.page.sentences[parties.page.sentence_of(token)]
    named = parties.sides([t for t in range(sentence.first, sentence.last) if parties.is_group_name(t)])
    rest = [g for g in named if not any(same_party(g, k) for k in known)]
    return rest if len(rest) == 1 else []


def other_of_two(parties: Parties, token: int, one: Argument) -> Argument | None:
    """The other group, where the neighbourhood names exactly two: "They are the rivals"."""
    near = [g for g in parties.named_near(token, sentences=2) if not same_party(g, one)]
    return near[0] if len(near) == 1 else None


def standing(parties: Parties, tokens: list[int]) -> list[Argument]:
    """The groups that phrases stand for, through their members too, each once."""
    found: dict[str, Argument] = {}
    for t in tokens:
        for c in parties.page.conjuncts(t):
            for group in parties.standing_for(c, bodies=parties.criminal_setting):
                found.setdefault(group.entity or group.name.lower(), group)
    return list(found.values())


def each(
    parties: Parties, predicate: str, sides: list[Argument], trigger: int, rule: str, role: str | None
) -> Iterator[Draft]:
    """Every pair of the sides."""
    for one, other in combinations(sides, 2):
        yield _draft(parties, predicate, one, other, trigger, rule, role)


def cross(
    parties: Parties,
    predicate: str,
    ones: list[Argument],
    others: list[Argument],
    trigger: int,
    rule: str,
    role: str | None = None,
) -> Iterator[Draft]:
    """Every one with every other."""
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
