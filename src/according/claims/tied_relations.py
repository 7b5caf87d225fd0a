"""Relations of people and groups that the reader's ties tell and the rules missed."""

from collections.abc import Callable, Iterator, Sequence

from according.model import Argument, MentionText, Qualifiers, Tie
from according.ontology import ontology

from .draft import Draft
from .offences import offence_wordings
from .page import Page
from .parties import parties_of
from .party_names import is_name, key_of, same_party
from .scenes import place_argument
from .ties import believed, is_hedged, may_be_blamed

Sides = Callable[[Page, int], list[Argument]]
_ACCUSING = ("member_of", "leads", "associate_of", "engages_in")


def find_tied_relations(page: Page, told: Sequence[Draft]) -> Iterator[Draft]:
    """Relations by ties, beside the drafts that the rules found."""
    known = {key for d in told for key in _keys(d)}
    for tie in believed(page.reading, *SIDES):
        if is_hedged(page, tie):
            continue
        subjects, objects = SIDES[tie.predicate]
        for subject in subjects(page, tie.first):
            for target in objects(page, tie.second):
                draft = _draft(page, tie, subject, target)
                if draft is None or known & set(_keys(draft)):
                    continue
                known |= set(_keys(draft))
                yield draft


def _draft(page: Page, tie: Tie, subject: Argument, target: Argument) -> Draft | None:
    if same_party(subject, target):
        return None
    if tie.predicate in _ACCUSING and subject.type in ("Person", "People") and not may_be_blamed(page, subject):
        return None
    said = target.mention.text if target.mention is not None and target.type == "Activity" else None
    return Draft(
        tie.predicate,
        subject,
        target,
        page.sentence_of(tie.second),
        tie.second,
        f"tie.{tie.predicate}",
        qualifiers=Qualifiers(activity=said, count=subject.count if subject.type == "People" else None),
        score=tie.score,
    )


def _keys(draft: Draft) -> Iterator[tuple[str, int, str, str]]:
    """What a draft tells, in both directions where it holds both ways."""
    if draft.subject is None or draft.object is None:
        return
    sides = (key_of(draft.subject), key_of(draft.object))
    yield (draft.predicate, draft.sentence, *sides)
    if ontology().predicates[draft.predicate].symmetric:
        yield (draft.predicate, draft.sentence, sides[1], sides[0])


def _people(page: Page, token: int) -> list[Argument]:
    return parties_of(page).people(token)


def _named_groups(page: Page, token: int) -> list[Argument]:
    return [g for g in parties_of(page).groups(token) if is_name(g.name)]


def _groups(page: Page, token: int) -> list[Argument]:
    return parties_of(page).groups(token)


def _sides(page: Page, token: int) -> list[Argument]:
    return parties_of(page).groups(token) or parties_of(page).people(token)


def _places(page: Page, token: int) -> list[Argument]:
    place = place_argument(page, token)
    return [place] if place is not None and page.tokens[token].upos == "PROPN" else []


def _activities(page: Page, token: int) -> list[Argument]:
    """The activity that a listed wording at the word names."""
    at = page.tokens[token].start
    for named in offence_wordings(page, page.sentences[page.sentence_of(token)].span):
        if named.span.start <= at < named.span.end:
            words = MentionText(named.span.start, named.span.end, named.span.of(page.text))
            return [Argument("Activity", named.code, mention=words)]
    return []


SIDES: dict[str, tuple[Sides, Sides]] = {
    "member_of": (_people, _named_groups),
    "leads": (_people, _named_groups),
    "rival_of": (_groups, _groups),
    "allied_with": (_groups, _groups),
    "part_of": (_groups, _named_groups),
    "operates_in": (_named_groups, _places),
    "engages_in": (_groups, _activities),
    "moved_to": (_sides, _places),
}
"""Relations that are believed of ties, with what their two words must stand for."""
