"""How big a group is, when it began and when it ended: estimated_size, founded, dissolved; bounds are kept."""

from collections.abc import Iterator

from according.model import AmountExpression, Argument, MentionText, Qualifiers

from .clauses import date_of
from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name
from .places import place_arguments, place_of
from .relational import relate
from .wordlists import words

_PEOPLE = words("bodies", "people_of_groups")
_DISSOLVED = words("rivalry", "dissolved")
_FOUNDED = words("rivalry", "founded")


def find_sizes(page: Page) -> Iterator[Draft]:
    """estimated_size, founded and dissolved of one page."""
    parties = parties_of(page)
    for amount in page.reading.amounts:
        yield from _size(parties, amount)
    for t in range(len(page.tokens)):
        if page.tokens[t].upos == "VERB":
            if page.lemma(t) in _FOUNDED:
                yield from _founded(parties, t)
            elif page.lemma(t) in _DISSOLVED:
                yield from _dissolved(parties, t)


def _size(parties: Parties, amount: AmountExpression) -> Iterator[Draft]:
    """ "A has about 600 members", "between 3,000 and 5,000 A members", "the 300-strong A"."""
    page = parties.page
    if amount.unit != "people":
        return
    last = page.token_at(amount.end - 1)
    noun = _people_noun(page, page.token_at(amount.start), last)
    if noun is None:
        return
    groups = parties.groups_all(parties.group_modifiers(noun))
    rule = "size.members_of"
    head = page.tokens[noun].head
    if groups and not _estimates(page, noun):
        return
    if not groups:
        verb = next(
            (
                a
                for a in [head, *([page.tokens[head].head] if head >= 0 else [])]
                if a >= 0
                and page.lemma(a)
                in (
                    "have",
                    "number",
                    "count",
                    "comprise",
                    "consist",
                    "include",
                    "boast",
                    "grow",
                    "total",
                    "command",
                    "muster",
                )
            ),
            None,
        )
        if verb is not None and noun != verb:
            groups = [g for s in page.subjects(verb) for g in parties.standing_for(s)]
            rule = "size.has"
        elif page.word(noun) == "strong" or "-strong" in page.text[amount.start : amount.end + 8]:
            related = relate(page, head) if head >= 0 else None
            groups = parties.groups_all([head, *(related.holders if related else ())])[:1]
            rule = "size.strong"
    for group in groups:
        if group.type not in ("Group", "Organization"):
            continue
        start = page.tokens[page.token_at(amount.start)].start
        end = max(amount.end, page.tokens[noun].end)
        text = page.text[min(start, amount.start) : end]
        places = place_arguments(parties, page.obliques(noun, "in", "across"))
        place = place_of(parties, places[0]) if places else None
        words_of = MentionText(min(start, amount.start), end, text)
        value = Argument("Value", " ".join(text.split()), mention=words_of)
        yield Draft(
            "estimated_size", group, value, page.sentence_of(noun), noun, rule,
            qualifiers=Qualifiers(amount=page.amount_value(amount), place=place), score=0.8,
        )  # fmt: skip


def _people_noun(page: Page, first: int, last: int) -> int | None:
    """The noun that the figure counts, if it is one for a group's people."""
    for t in range(last, min(last + 8, page.sentences[page.sentence_of(last)].last)):
        if page.word(t) in _PEOPLE:
            return t
        if (t > last and page.tokens[t].upos in ("VERB", "AUX", "SCONJ")) or page.word(t) in (".", ";"):
            return None
    return next((t for t in range(last, first - 1, -1) if page.word(t) in _PEOPLE), None)


def _estimates(page: Page, noun: int) -> bool:
    """Whether the clause is about how many there are ("there are", "has", "estimated", "numbers")."""
    for n, ancestor in enumerate([noun, *page.ancestors(noun)]):
        if n > 3:
            break
        if page.dependents(ancestor, "expl") or page.lemma(ancestor) in (
            "estimate",
            "number",
            "believe",
            "think",
            "boast",
        ):
            return True
        if page.lemma(ancestor) == "have" and page.tokens[noun].deprel == "obj":
            return True
    return False


def _founded(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A was founded in 1998 in P", "A began in the 1990s"."""
    page = parties.page
    lemma = page.lemma(verb)
    passive = page.is_passive(verb)
    if lemma in ("found", "form", "establish", "create", "bear"):
        tokens = page.objects(verb) if not passive else page.subjects(verb)
        if lemma == "bear" and not passive:
            return
    else:
        tokens = page.subjects(verb)
        if page.dependents(verb, "obj", "xcomp", "ccomp"):
            return
    groups = [
        g
        for g in parties.groups_all(tokens, bodies=lemma in ("found", "establish"))
        if g.type == "Group" or is_name(g.name)
    ]
    date = date_of(page, verb)
    places = place_arguments(parties, page.obliques(verb, "in", "inside", "at"))
    place = place_of(parties, places[0]) if places else None
    if (
        lemma in ("emerge", "begin", "start", "originate", "form", "create")
        and date is None
        and not (lemma in ("form", "create") and passive)
    ):
        return
    by = None
    if lemma in ("found", "form", "establish", "create"):
        founders = parties.people_all(page.agents(verb))
        by = founders[0] if len(founders) == 1 and founders[0].type == "Person" else None
    for group in groups:
        yield Draft(
            "founded",
            group,
            None,
            page.sentence_of(verb),
            verb,
            "founded.verb",
            qualifiers=Qualifiers(date=date, place=place, by=by),
            score=0.75,
        )


def _dissolved(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A disbanded in 2019", "police dismantled A"."""
    page = parties.page
    tokens = page.objects(verb) or page.subjects(verb)
    groups = [g for g in parties.groups_all(tokens) if g.type == "Group"]
    date = date_of(page, verb)
    for group in groups:
        yield Draft(
            "dissolved",
            group,
            None,
            page.sentence_of(verb),
            verb,
            "dissolved.verb",
            qualifiers=Qualifiers(date=date),
            score=0.7,
        )
