"""Groups and the places they are tied to: who may stand there, and the drafts that pair them."""

from collections.abc import Iterable, Iterator

from according.model import Argument, Qualifiers

from .clauses import date_of
from .draft import Draft, each_once
from .page import Page
from .parties import Parties
from .party_names import is_name
from .wordlists import words


def placed_apart(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts whose group is not its own place ("the Cc gang" taken for Cc), each pair once a sentence."""
    apart = (d for d in drafts if d.subject is not None and d.object is not None)
    yield from each_once(d for d in apart if d.subject and d.object and d.subject.name.lower() != d.object.name.lower())


def groups_at(parties: Parties, tokens: list[int]) -> list[Argument]:
    """Named groups that the tokens stand for, through their members too; an unnamed gang counts if it is a gang."""
    found: dict[str, Argument] = {}
    for t in tokens:
        for c in parties.page.conjuncts(t):
            for group in parties.standing_for(c) or parties.sole_before(c):
                found.setdefault(group.entity or group.name.lower(), group)
    return list(found.values())


def subjects_of(page: Page, verb: int) -> list[int]:
    """Subjects of a verb, or of the clause or noun that its participle hangs on."""
    found = page.subjects(verb)
    if found:
        return found
    token = page.tokens[verb]
    if token.deprel.split(":")[0] in ("advcl", "acl", "amod", "xcomp") and token.head >= 0:
        return page.subjects(token.head) or [token.head]
    return []


def placed(
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
    """Every group with every place, with the date of the trigger's clause; unnamed bodies that are no gang stay out."""
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
