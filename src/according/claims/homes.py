"""Where people live (residence): "Aa Bb, 27, of Cc", "a Cc man", "his Cc home"."""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers
from according.reading.gazetteer import meanings_of

from .ages import age_token
from .capitals import name_run
from .draft import Draft, each_once
from .page import Page
from .parties import Parties, parties_of
from .people_named import Named, named_people
from .place_before import place_before
from .places import home_place, place_arguments, places_after
from .possessors import owners_of
from .wordlists import words


def find_homes(page: Page) -> Iterator[Draft]:
    """residence of one page."""
    yield from _homes_after(page, named_people(page))
    yield from each_once([*_place_people(page), *_homes_of(page), *_living(page)])


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
        words_of = {page.word(i).removesuffix("’s").removesuffix("'s") for i in range(t, run)}
        if words_of & (words("posts", "bodies") | words("posts", "heads")):
            return None
        if run > t and (loose or meanings_of(page.text[page.tokens[t].start : page.tokens[run - 1].end])):
            outer = home_place(parties, run + 1) if run + 1 < limit and page.word(run) == "," else None
            end = outer.mention.end if outer is not None and outer.mention is not None else page.tokens[run - 1].end
            text = page.text[page.tokens[t].start : end]
            return Argument("Place", " ".join(text.split()), mention=MentionText(page.tokens[t].start, end, text))
    return None


def _place_people(page: Page) -> Iterator[Draft]:
    """ "A 34-year-old Brooklyn man", "thieves who are Eastholm residents", "a teenager from Eastholm"."""
    parties = parties_of(page)
    for noun in range(1, len(page.tokens)):
        if page.word(noun) not in words("persons", "place_people") or page.tokens[noun].upos not in ("NOUN", "PROPN"):
            continue
        place = place_before(page, noun) or _place_from(page, noun)
        if place is None:
            continue
        for person in _inhabitants(parties, noun, place):
            yield Draft("residence", person, place, page.sentence_of(noun), noun, "home.place_noun", score=0.8)


def _inhabitants(parties: Parties, noun: int, place: Argument) -> list[Argument]:
    """Who is called so: the subject of "are Cc residents", else the phrase itself; an uncounted plural is nobody."""
    page = parties.page
    if page.dependents(noun, "cop"):
        return parties.people_all([s for s in page.subjects(noun) if s != noun])
    people = parties.people(noun) or [parties.made_argument(noun, "Person")]
    people = [
        parties.made_argument(noun, "Person") if p.name in page.place_names or p.name == place.name else p
        for p in people
    ]
    return [p for p in people if p.count is not None] if parties.is_plural(noun) else people


def _homes_of(page: Page) -> Iterator[Draft]:
    """ "His Eastholm home", "the victim's apartment on Kiln Street in Eastholm"."""
    parties = parties_of(page)
    for noun in range(1, len(page.tokens)):
        if page.word(noun) not in words("persons", "homes"):
            continue
        owners = [
            p for p in owners_of(parties, noun) if p.type == "Person" and not p.name.lower().startswith(("a ", "an "))
        ]
        if not owners:
            continue
        before = place_before(page, noun, owned=True)
        streets = page.obliques(noun, "on", "near")
        within = [*page.obliques(noun, "in", "at"), *(p for s in streets for p in page.obliques(s, "in"))]
        places = (
            [before] if before is not None else place_arguments(parties, within) or places_after(parties, noun, ("in",))
        )
        for person in owners:
            for home in places:
                yield Draft("residence", person, home, page.sentence_of(noun), noun, "home.possessed", score=0.7)


def _place_from(page: Page, noun: int) -> Argument | None:
    """The place of "a teenager from Eastholm"."""
    limit = page.sentences[page.sentence_of(noun)].last
    if noun + 2 >= limit or page.word(noun + 1) != "from" or page.word(noun) in ("residents", "resident", "native"):
        return None
    return home_place(parties_of(page), noun + 2)


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
