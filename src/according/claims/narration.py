"""Offences that an authority narrates without a step of law: "she embezzled more than $400,000" (rulings 1, 15, 19).

Theft, fraud and the like have no incident of their own, so what a prosecutor tells flatly is an accusation by the
prosecutor, and never further. Journalists' narration is left alone: it is idiom too often, and nobody has accused.
"""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers

from .bystanders import is_law_officer, is_official, is_sufferer
from .clauses import date_of
from .draft import Draft
from .page import Page
from .parties import parties_of
from .steps import steps_of
from .wordlists import wordlist

_FINITE = ("VBD", "VBZ", "VBP", "VBN")


def find_narrated(page: Page) -> Iterator[Draft]:
    """accused_of for people of whom an authority tells an offence flatly."""
    if page.reading.document.authority_kind is None:
        return
    accused = {p.entity for s in steps_of(page) for p in s.people if p.entity is not None}
    for token, t in enumerate(page.tokens):
        code = wordlist("offences")["narrated"].get(page.lemma(token))
        if code is None or t.upos != "VERB" or t.xpos not in _FINITE or page.is_passive(token):
            continue
        sentence = page.sentence_of(token)
        if any(s.span.start <= t.start < s.span.end for s in steps_of(page)):
            continue
        for person in parties_of(page).people_all(page.subjects(token)):
            if person.entity not in accused or _is_bystander(page, person):
                continue
            told = [page.tokens[u] for u in (token, *page.objects(token)[:1])]
            yield Draft(
                "accused_of",
                person,
                Argument("Offence", code, mention=MentionText(t.start, t.end, page.text[t.start : t.end])),
                sentence,
                token,
                "law.narrated",
                stage="accused",
                certainty="certain",
                qualifiers=Qualifiers(
                    date=date_of(page, token), offence=" ".join(page.text[u.start : u.end] for u in told)
                ),
                score=0.7,
            )


def _is_bystander(page: Page, person: Argument) -> bool:
    return is_law_officer(page, person) or is_official(page, person) or is_sufferer(page, person)
