"""Whose citizen somebody is (nationality): "a Peruvian man", "Aa Bb, a Mexican national".

Only what the text says; nothing is inferred from names or places.
"""

from collections.abc import Iterator

from according.model import Argument, MentionText

from .draft import Draft
from .listing import listed_after
from .page import Page
from .parties import parties_of
from .party_names import key_of
from .places import place_arguments
from .relational import relate
from .wordlists import wordlist, words


def find_nationalities(page: Page) -> Iterator[Draft]:
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
            elif page.tokens[t].upos in ("NOUN", "PROPN") and word == single and _is_a(page, t):
                holders = _described_people(page, t)
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


def _is_a(page: Page, token: int) -> bool:
    """Whether an article or age makes the word somebody: "an 18-year-old Peruvian", "the Peruvian who"."""
    first = min([token, *(c for c in page.children[token] if c < token)])
    after = page.word(token + 1) if token + 1 < len(page.tokens) else ""
    aged = any(page.word(c) == "old" for c in range(first, token))
    return page.word(first) in ("a", "an", "the") and (aged or after == "who")


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
