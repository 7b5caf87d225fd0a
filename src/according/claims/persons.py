"""What a text tells of a person by the way: age, home and nationality.

Most of it stands right beside the name ("Aa Bb, 27, of Cc"), where word order says more than the tree.
"""

import re
from collections.abc import Iterator

from according.model import AmountValue, Argument, MentionText, Qualifiers
from according.reading.gazetteer import meanings_of
from according.reading.number_words import number_value

from .capitals import name_run
from .draft import Draft
from .listing import listed_after
from .page import Page
from .parties import is_name, key_of, parties_of
from .people_named import Named, named_people
from .places import gazetteer_place, home_place, place_arguments
from .relational import relate
from .wordlists import wordlist, words

_YEARS_OLD = re.compile(
    r"\b(\d{1,3}|[a-z]+(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)[-\s–]+years?[-\s–]+olds?\b",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(r"\b(\d{1,2})[-\s]months?[-\s]olds?\b", re.IGNORECASE)
_ENDS_AGE = frozenset(
    {
        ",",
        ";",
        ".",
        "(",
        ")",
        "and",
        "of",
        "–",
        "—",
        "-",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "from",
        "both",
        ":",
        "who",
        "&",
        "/",
        "pleaded",
        "appeared",
        "faces",
    }
)


def find_persons(page: Page) -> Iterator[Draft]:
    """age, residence and nationality of one page."""
    names = named_people(page)
    yield from _ages_after(page, names)
    yield from _years_old(page)
    yield from _aged(page)
    yield from _homes_after(page, names)
    yield from _place_people(page)
    yield from _living(page)
    yield from _nationalities(page)


# --- age ------------------------------------------------------------------------------------------------------------


def _ages_after(page: Page, names: list[Named]) -> Iterator[Draft]:
    """ "Aa Bb, 27," and "Aa Bb (27)"."""
    for name in names:
        t = age_token(page, name)
        if t is not None:
            yield _age(page, name.person, t, t + 1, "age.after_name", 0.95)


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
    if (bracket and after == ")") or (not bracket and after in _ENDS_AGE):
        return t
    at_end = t + 1 >= limit or "\n" in page.text[page.tokens[t].end : page.tokens[t + 1].start]
    return t if not bracket and at_end else None


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) <= 3 and 1 <= int(word) <= 110


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
                people = parties.people(head)
            break
        if not people:
            root = _outer(page, first, last)
            if page.dependents(root, "nsubj") and (page.dependents(root, "cop") or page.tokens[root].upos == "ADJ"):
                people = parties.people_all(page.subjects(root))
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


def _outer(page: Page, first: int, last: int) -> int:
    """The token of the stretch whose head lies outside it."""
    return next((t for t in range(last, first - 1, -1) if not first <= page.tokens[t].head <= last), last)


def _stretch(page: Page, first: int, last: int) -> tuple[int, int, str]:
    start, end = page.tokens[first].start, page.tokens[last].end
    return start, end, page.text[start:end]


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
                or page.word(t - 1) in (",", "(", "under", "over", "ages", "the")
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
        elif _is_age(word) and page.dependents(t, "cop") and page.dependents(t, "nsubj") and int(word) >= 5:
            people = parties.people_all(page.subjects(t))
            after = page.word(t + 1)
            if after in ("years", "year", "-", "months", "%", "percent", "of", "people", "or"):
                continue
            for person in people[:1]:
                if person.type == "Person":
                    yield _age(page, person, t, t + 1, "age.predicate", 0.8)


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


# --- home -----------------------------------------------------------------------------------------------------------


def _homes_after(page: Page, names: list[Named]) -> Iterator[Draft]:
    """ "Aa Bb, 27, of Cc", "Aa Bb, 27, Cc", "Aa Bb, of Cc", "Aa, 30, and Bb, 31, both of Cc"."""
    waiting: list[Named] = []
    for name in names:
        sentence = page.sentence_of(name.first)
        if waiting and page.sentence_of(waiting[-1].first) != sentence:
            waiting = []
        limit = page.sentences[sentence].last
        aged = age_token(page, name)
        t = (aged + 1) if aged is not None else name.last
        if t < limit and page.word(t) == ")":
            t += 1
        comma = t < limit and page.word(t) == ","
        if comma:
            t += 1
        former = t < limit and page.word(t) in ("formerly", "previously", "once")
        if former:
            t += 1
        shared = t < limit and page.word(t) in ("both", "all")
        if shared:
            t += 1
        of = t < limit and (
            page.word(t) in ("of", "from") or (page.word(t) == "a" and page.word(min(t + 1, limit - 1)) == "resident")
        )
        aged_before = name.first > 0 and page.word(name.first - 1) == "old"
        bare = (aged is not None or aged_before) and comma and not of and not shared
        if of:
            t += 3 if page.word(t) == "a" else 1
            if t < limit and page.word(t) == "of":
                t += 1
        while t < limit and page.word(t) in ("the", "unincorporated", "nearby", "near", "-", "by"):
            t += 1
        if of and t < limit and page.word(t)[:1].isdigit():
            t = next((i + 1 for i in range(t, min(t + 8, limit - 1)) if page.word(i) == "in"), t)
        if (of and (comma or aged is not None)) or bare:
            place = _home_at(page, t, limit, loose=of)
            if place is not None:
                for one in [*waiting, name] if shared else [name]:
                    yield Draft(
                        "residence", one.person, place, sentence, t, "home.after_name",
                        qualifiers=Qualifiers(former=True if former else None), score=0.9 if of else 0.75,
                    )  # fmt: skip
                waiting = []
                continue
        waiting.append(name)


def _home_at(page: Page, t: int, limit: int, *, loose: bool) -> Argument | None:
    """The place that starts at the token, as an argument."""
    if t >= limit:
        return None
    parties = parties_of(page)
    known = home_place(parties, t)
    if known is not None:
        return known
    if page.tokens[t].upos == "PROPN" and not parties.is_group_name(t):
        run = name_run(page, t, limit)
        words_of = {page.word(i).strip("’'s") for i in range(t, run)}
        if words_of & (words("posts", "bodies") | words("posts", "heads")):
            return None
        if run > t and (loose or meanings_of(page.text[page.tokens[t].start : page.tokens[run - 1].end])):
            outer = home_place(parties, run + 1) if run + 1 < limit and page.word(run) == "," else None
            end = outer.mention.end if outer is not None and outer.mention is not None else page.tokens[run - 1].end
            text = page.text[page.tokens[t].start : end]
            return Argument("Place", " ".join(text.split()), mention=MentionText(page.tokens[t].start, end, text))
    return None


def _place_people(page: Page) -> Iterator[Draft]:
    """ "A Brooklyn man", "Eastholm residents", "his Eastholm home"."""
    parties = parties_of(page)
    for noun in range(1, len(page.tokens)):
        word = page.word(noun)
        if word in words("persons", "place_people"):
            place = _place_before(page, noun)
            if place is None:
                continue
            people = parties.people(noun) or [parties.made_argument(noun, "Person")]
            if word in ("residents", "native", "resident"):
                people = [p for p in people if is_name(p.name) or p.count is not None]
            for person in people:
                yield Draft("residence", person, place, page.sentence_of(noun), noun, "home.place_noun", score=0.8)
        elif word in words("persons", "homes"):
            owners = [p for p in parties.people_all(page.dependents(noun, "nmod:poss")) if is_name(p.name)]
            if not owners:
                continue
            places = [p for p in [_place_before(page, noun)] if p is not None]
            places += place_arguments(parties, page.obliques(noun, "in", "at"))
            for person in owners:
                for home in places:
                    yield Draft("residence", person, home, page.sentence_of(noun), noun, "home.possessed", score=0.7)


def _place_before(page: Page, noun: int) -> Argument | None:
    parties = parties_of(page)
    if page.sentence_of(noun - 1) != page.sentence_of(noun):
        return None
    if page.tokens[noun - 1].deprel.split(":")[0] not in ("compound", "amod", "nmod", "flat"):
        return None
    known = place_arguments(parties, [noun - 1])
    if not known:
        known = [place for place in [gazetteer_place(parties, noun - 1)] if place is not None]
    if not known or known[0].mention is None or known[0].mention.end > page.tokens[noun - 1].end:
        return None
    return None if known[0].mention.text.lower() in wordlist("demonyms")["demonyms"] else known[0]


def _living(page: Page) -> Iterator[Draft]:
    """ "The defendants reside in Aa and Bb", "who had lived in Aa", "a resident of Aa"."""
    parties = parties_of(page)
    for t in range(len(page.tokens)):
        lemma = page.lemma(t)
        if lemma in words("persons", "live_verbs") and page.tokens[t].upos == "VERB":
            people = parties.people_all(page.subjects(t))
            places = place_arguments(parties, page.obliques(t, "in", "at", "near"))
            past = any(page.word(c) in ("previously", "formerly", "once") for c in page.dependents(t, "advmod"))
            past = past or any(page.word(c) == "used" for c in [page.tokens[t].head] if c >= 0)
        elif lemma == "resident" and page.tokens[t].upos == "NOUN":
            places = place_arguments(parties, page.obliques(t, "of"))
            subjects = page.subjects(t) if page.dependents(t, "cop") else []
            if page.tokens[t].deprel == "appos":
                subjects = [page.tokens[t].head]
            people = parties.people_all(subjects)
            past = any(page.word(c) == "former" for c in page.dependents(t, "amod"))
        else:
            continue
        for person in people:
            for place in places:
                yield Draft(
                    "residence", person, place, page.sentence_of(t), t, "home.lives",
                    qualifiers=Qualifiers(former=True if past else None), score=0.8,
                )  # fmt: skip


# --- nationality ----------------------------------------------------------------------------------------------------


def _nationalities(page: Page) -> Iterator[Draft]:
    """ "A Peruvian man", "Aa, a Mexican national", "four Venezuelans", "a citizen of Chile"."""
    parties = parties_of(page)
    demonyms = wordlist("demonyms")["demonyms"]
    for t in range(len(page.tokens)):
        word = page.word(t)
        single = word[:-1] if word.endswith("s") and word[:-1] in demonyms else word
        sentence = page.sentence_of(t)
        if single in demonyms and page.text[page.tokens[t].start].isupper():
            noun = page.tokens[t].head
            if (
                page.tokens[t].deprel.split(":")[0] in ("amod", "compound")
                and noun > t
                and page.word(noun) in words("persons", "described")
            ):
                holders = _described_people(page, noun)
            elif (
                word != single
                and page.tokens[t].upos in ("NOUN", "PROPN")
                and parties.count(*parties.core(t)) is not None
            ):
                from_list = listed_after(parties, t)
                first, last = parties.core(t)
                made = parties.made_argument(t, "People")
                holders = from_list or [
                    Argument("People", made.name, mention=made.mention, count=parties.count(first, last))
                ]
            else:
                continue
            span = page.tokens[t]
            text = page.text[span.start : span.end]
            country = Argument(
                "Value", text[:-1] if word != single else text, mention=MentionText(span.start, span.end, text)
            )
            for person in holders:
                if person.type == "Person" or (person.type == "People" and person.count is not None):
                    yield Draft("nationality", person, country, sentence, t, "nationality.adjective", score=0.85)
        elif word in words("persons", "citizen_nouns"):
            places = place_arguments(parties, page.obliques(t, "of"))
            if places:
                for person in _described_people(page, t):
                    yield Draft("nationality", person, places[0], sentence, t, "nationality.citizen", score=0.85)


def _described_people(page: Page, noun: int) -> list[Argument]:
    parties = parties_of(page)
    related = relate(page, noun)
    people = parties.people_all([t for h in related.holders for t in page.conjuncts(h)])
    if not people and related.called == "itself":
        plural = parties.is_plural(noun) or page.word(noun) in ("men", "women", "people")
        made = parties.made_argument(noun, "People" if plural else "Person")
        count = parties.count(*parties.core(noun)) if plural else None
        if plural and count is None:
            return []
        people = [Argument(made.type, made.name, mention=made.mention, count=count)]
    return list({key_of(p): p for p in people}.values())
