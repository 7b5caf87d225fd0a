"""Where people live (residence): "Aa Bb, 27, of Cc", "a Cc man", "his Cc home"."""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers
from according.reading.gazetteer import meanings_of

from .ages import age_token
from .capitals import name_run
from .draft import Draft
from .page import Page
from .parties import parties_of
from .party_names import is_name
from .people_named import Named, named_people
from .places import gazetteer_place, home_place, place_arguments
from .wordlists import wordlist, words


def find_homes(page: Page) -> Iterator[Draft]:
    """residence of one page."""
    yield from _homes_after(page, named_people(page))
    yield from _place_people(page)
    yield from _living(page)


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
