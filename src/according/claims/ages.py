"""How old people are (age): "Aa Bb, 27", "a 27-year-old man", "aged 14"."""

import re
from collections.abc import Iterator

from according.model import AmountValue, Argument, MentionText, Qualifiers
from according.reading.number_words import number_value

from .draft import Draft
from .page import Page
from .parties import parties_of
from .party_names import is_name
from .people_named import Named, named_people
from .relational import relate
from .wordlists import words

_YEARS_OLD = re.compile(
    r"\b(\d{1,3}|[a-z]+(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)[-\s–]+years?[-\s–]+olds?\b",
    re.IGNORECASE,
)


_MONTHS_OLD = re.compile(r"\b(\d{1,2})[-\s]months?[-\s]olds?\b", re.IGNORECASE)


_ENDS_AGE = words("persons", "ends_age")


_AKA = re.compile(r",?\s*(?:a\.?k\.?a\.?|(?:also )?known as),?\s*[“\"‘']?", re.IGNORECASE)
"""What stands between a name and another of the same person."""


def find_ages(page: Page) -> Iterator[Draft]:
    """age of one page."""
    yield from _ages_after(page, named_people(page))
    yield from _years_old(page)
    yield from _months_old(page)
    yield from _aged(page)


def _ages_after(page: Page, names: list[Named]) -> Iterator[Draft]:
    """ "Aa Bb, 27," and "Aa Bb (27)"."""
    for k, name in enumerate(names):
        t = age_token(page, name)
        if t is not None:
            by_alias = k > 0 and _AKA.fullmatch(
                page.text, page.tokens[names[k - 1].last - 1].end, page.tokens[name.first].start
            )
            person = names[k - 1].person if by_alias else name.person
            yield _age(page, person, t, t + 1, "age.after_name", 0.95)


def age_token(page: Page, name: Named) -> int | None:
    """The token of the bare age that follows a name, or None."""
    limit = page.sentences[page.sentence_of(name.first)].last
    t = name.last
    while t < limit and page.word(t) in ("”", "“", '"', "jr", "jr.", "sr", "sr.", ".", "ii", "iii"):
        t += 1
    if t + 1 >= limit or page.word(t) not in (",", "("):
        return None
    bracket = page.word(t) == "("
    t += 1
    if page.word(t) in ("age", "aged", "now") and t + 1 < limit:
        t += 1
    if not _is_age(page.word(t)):
        return None
    after = page.word(t + 1) if t + 1 < limit else "."
    if (bracket and after in (")", ";", ",")) or (not bracket and after in _ENDS_AGE):
        return t
    at_end = t + 1 >= limit or "\n" in page.text[page.tokens[t].end : page.tokens[t + 1].start]
    return t if not bracket and at_end else None


def _is_age(word: str) -> bool:
    return word.isdecimal() and len(word) <= 3 and 1 <= int(word) <= 110


def _years_old(page: Page) -> Iterator[Draft]:
    """ "27-year-old Aa Bb", "the 27-year-old", "Aa was 27 years old"."""
    parties = parties_of(page)
    for match in _YEARS_OLD.finditer(page.text):
        number = number_value(match[1])
        first, last = page.token_at(match.start()), page.token_at(match.end() - 1)
        if number is None or first < 0 or not 0 < number <= 110:
            continue
        if first and page.word(first - 1) in ("under", "over", "than", "least", "below", "above", "to", "until"):
            continue
        people: list[Argument] = []
        after = last + 1
        limit = page.sentences[page.sentence_of(last)].last
        while after < limit and not people and after - last <= 4:
            if page.tokens[after].upos in ("NOUN", "PROPN"):
                m = parties.name_at(after)
                if m is not None and parties.kind(m) == "person":
                    last_of = page.tokens_in(page.reading.mentions[m].span)[-1]
                    following = page.word(last_of + 1) if last_of + 1 < limit else ""
                    if following in words("persons", "place_people"):
                        after = last_of + 1
                        continue
                    argument = page.argument(m)
                    people = [argument] if argument is not None else []
                elif m is None:
                    people = parties.people(after)
            elif page.tokens[after].upos not in ("ADJ", "DET", "PUNCT") or page.word(after) in (",", ".", ";"):
                break
            after += 1
        head = last
        while (
            not people
            and head >= 0
            and page.tokens[head].deprel.split(":")[0] in ("amod", "compound", "nummod", "punct", "obl", "nmod")
        ):
            head = page.tokens[head].head
            if first <= head <= last:
                continue
            if page.tokens[head].upos in ("NOUN", "PROPN"):
                related = relate(page, head)
                named = parties.people_all(list(related.holders)) if related.called != "itself" else []
                people = [p for p in named if is_name(p.name)] or parties.people(head)
            break
        if not people:
            root = _outer(page, first, last)
            if page.dependents(root, "nsubj") and (page.dependents(root, "cop") or page.tokens[root].upos == "ADJ"):
                holders = [h for s in page.subjects(root) for h in relate(page, s).holders]
                named = [p for p in parties.people_all(holders) if is_name(p.name)]
                people = named or parties.people_all(page.subjects(root))
            elif page.tokens[root].upos in ("NOUN", "ADJ") and page.tokens[root].deprel.split(":")[0] in (
                "nsubj",
                "obj",
                "obl",
                "nmod",
                "iobj",
            ):
                made = MentionText(*_stretch(page, first, last))
                people = [Argument("Person", made.text, mention=made)]
        for person in people[:1]:
            if person.type == "Person" or person.count is None:
                one = person if person.type == "Person" else None
                if one is not None:
                    yield _age(page, one, first, last + 1, "age.years_old", 0.9, int(number))


def _months_old(page: Page) -> Iterator[Draft]:
    """ "A 9-month-old girl": the age keeps its words, for a month is no year."""
    parties = parties_of(page)
    for match in _MONTHS_OLD.finditer(page.text):
        first, last = page.token_at(match.start()), page.token_at(match.end() - 1)
        limit = page.sentences[page.sentence_of(last)].last
        people = [p for t in range(last + 1, min(last + 4, limit)) for p in parties.people(t) if p.type == "Person"]
        text = match[0]
        value = Argument("Value", text, mention=MentionText(match.start(), match.end(), text))
        amount = AmountValue(text, int(match[1]), int(match[1]), "month")
        for person in people[:1]:
            yield Draft(
                "age", person, value, page.sentence_of(first), first, "age.months_old",
                qualifiers=Qualifiers(amount=amount), score=0.85,
            )  # fmt: skip


def _outer(page: Page, first: int, last: int) -> int:
    """The token of the stretch whose head lies outside it."""
    return next((t for t in range(last, first - 1, -1) if not first <= page.tokens[t].head <= last), last)


def _stretch(page: Page, first: int, last: int) -> tuple[int, int, str]:
    start, end = page.tokens[first].start, page.tokens[last].end
    return start, end, page.text[start:end]


_OR_MORE = ("over", "older", "above", "up", "under", "younger", "below")
""" "Those age 45 and over" are nobody's age."""


def _aged(page: Page) -> Iterator[Draft]:
    """ "Aged 14", "at age 17", "when he was 27"."""
    parties = parties_of(page)
    for t in range(len(page.tokens) - 1):
        word = page.word(t)
        if word in ("aged", "age") and t > 0:
            number = (
                number_value(page.word(t + 1))
                if page.tokens[t + 1].upos == "NUM" or page.word(t + 1).isdigit()
                else None
            )
            if (
                number is None
                or not 0 < number <= 110
                or page.word(t - 1)
                in (",", "(", "under", "over", "ages", "the", "those", "people", "anyone", "everyone")
                or (page.word(t + 2) in ("and", "or") and page.word(t + 3) in _OR_MORE)
            ):
                continue
            verb = next((a for a in page.ancestors(t + 1) if page.tokens[a].upos in ("VERB", "AUX")), None)
            people = (
                parties.people_all(page.objects(verb) if page.is_passive(verb) else page.subjects(verb))
                if verb is not None
                else []
            )
            for person in people[:1]:
                if person.type == "Person":
                    yield _age(page, person, t + 1, t + 2, "age.aged", 0.7, int(number))
        elif _years(page, t) and page.dependents(t, "cop") and page.dependents(t, "nsubj") and _years(page, t) >= 5:
            people = parties.people_all(page.subjects(t))
            after = page.word(t + 1)
            if after in ("years", "year", "-", "months", "%", "percent", "of", "people", "or"):
                continue
            for person in people[:1]:
                if person.type == "Person":
                    yield _age(page, person, t, t + 1, "age.predicate", 0.8, _years(page, t))


def _years(page: Page, token: int) -> int:
    """The age that the token gives in figures or, from ten on, in words ("eighteen"); 0 if it is none."""
    if _is_age(page.word(token)):
        return int(page.word(token))
    number = number_value(page.word(token)) if page.tokens[token].upos == "NUM" else None
    return int(number) if number is not None and 10 <= number <= 110 and number == int(number) else 0


def _age(
    page: Page, person: Argument, first: int, last: int, rule: str, score: float, years: int | None = None
) -> Draft:
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    text = page.text[start:end]
    value = years if years is not None else int(text)
    return Draft(
        "age", person, Argument("Value", str(value), mention=MentionText(start, end, text)),
        page.sentence_of(first), first, rule,
        qualifiers=Qualifiers(amount=AmountValue(text, value, value, "year")), score=score, certainty=None,
    )  # fmt: skip
