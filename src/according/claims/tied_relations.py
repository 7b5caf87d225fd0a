"""Relations of people and groups that the reader's ties tell and the rules missed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from according.model import Argument, MentionText, Qualifiers, Tie
from according.ontology import ontology

from .draft import Draft
from .offences import offence_wordings
from .page import Page
from .parties import parties_of
from .party_names import is_name, key_of, same_party
from .payments import anyone
from .posts import post_told
from .scenes import place_argument
from .ties import believed, doubted, may_be_blamed

Sides = Callable[[Page, int], list[Argument]]
_ACCUSING = ("member_of", "leads", "associate_of", "engages_in")


def find_tied_relations(page: Page, told: Sequence[Draft]) -> Iterator[Draft]:
    """Relations by ties, beside the drafts that the rules found."""
    known = {key for d in told for key in _keys(d)}
    for tie in believed(page.reading, *SIDES):
        subjects, objects = SIDES[tie.predicate]
        for subject in subjects(page, tie.first):
            for target in objects(page, tie.second):
                draft = _draft(page, tie, subject, target)
                if draft is None or known & set(_keys(draft)) or _is_post_told(draft, told) or _is_alias(draft, told):
                    continue
                if draft.predicate == "leads" and known & set(_keys(replace(draft, predicate="member_of"))):
                    continue
                known |= set(_keys(draft))
                yield draft


def _is_post_told(draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether a rule tells the same person's post at a body or place whose words hold these: "Aa, Bb" and "Aa"."""
    if draft.predicate != "holds_post" or draft.object is None or draft.object.mention is None:
        return False
    m = draft.object.mention
    return any(
        d.predicate == "holds_post"
        and d.sentence == draft.sentence
        and d.subject is not None
        and draft.subject is not None
        and key_of(d.subject) == key_of(draft.subject)
        and d.object is not None
        and d.object.mention is not None
        and d.object.mention.start < m.end
        and m.start < d.object.mention.end
        for d in told
    )


def _is_alias(draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether the other side is another name of somebody: who is known as "Aa" leads no Aa."""
    aliases = (d for d in told if d.predicate == "alias_of" and d.object is not None and d.object.type == "Person")
    names = {d.subject.name.lower() for d in aliases if d.subject is not None}
    return draft.object is not None and draft.object.name.lower() in names


def _draft(page: Page, tie: Tie, subject: Argument, target: Argument) -> Draft | None:
    if same_party(subject, target):
        return None
    if tie.predicate in _ACCUSING and not all(
        may_be_blamed(page, p) for p in (subject, target) if p.type in ("Person", "People")
    ):
        return None
    if tie.predicate == "holds_post":
        post = post_told(parties_of(page), subject, target, tie.first, tie.second)
        return replace(post, rule="tie.holds_post", score=tie.score) if post is not None else None
    if tie.predicate == "residence" and _is_of_another(page, tie):
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
        certainty=_certainty(page, tie),
        score=tie.score,
    )


def _is_of_another(page: Page, tie: Tie) -> bool:
    """Whether somebody else by name stands nearer to the place ("Aa, 23, of Cc, was sentenced for killing Bb")."""
    place = page.tokens[tie.second].start
    near = abs(place - page.tokens[tie.first].start)
    others = (page.reading.mentions[m] for m in page.mentions_in(page.sentence_of(tie.second), "person"))
    first = page.tokens[tie.first].start
    return any(
        m.level == "named" and not m.start <= first < m.end and abs(place - m.end) < near and m.end <= place
        for m in others
    )


def _certainty(page: Page, tie: Tie) -> str | None:
    """No surer than the sentence where it doubts or only accuses; None leaves it to the reading of certainty."""
    return doubted(page, tie) if ontology().predicates[tie.predicate].stage != "never" else None


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


def _groups(page: Page, token: int) -> list[Argument]:
    return parties_of(page).groups(token)


def _named_groups(page: Page, token: int) -> list[Argument]:
    return [g for g in parties_of(page).groups(token) if is_name(g.name)]


def _bodies(page: Page, token: int) -> list[Argument]:
    """The group or body by name at the word; the body whose people are meant is none."""
    return _named_groups(page, token) or ([] if _people(page, token) else _organisations(page, token))


def _organisations(page: Page, token: int) -> list[Argument]:
    return [b for b in anyone(parties_of(page), [token]) if b.type == "Organization" and is_name(b.name)]


def _offices(page: Page, token: int) -> list[Argument]:
    """What a post is held at: a body, else a place by name."""
    return _organisations(page, token) or _places(page, token)


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
    "member_of": (_people, _bodies),
    "leads": (_people, _named_groups),
    "associate_of": (_sides, _sides),
    "rival_of": (_groups, _groups),
    "allied_with": (_groups, _groups),
    "part_of": (_groups, _named_groups),
    "operates_in": (_groups, _places),
    "engages_in": (_groups, _activities),
    "moved_to": (_sides, _places),
    "residence": (_people, _places),
    "holds_post": (_people, _offices),
}
"""Relations that are believed of ties, with what their two words must stand for."""
