"""Offences that an authority narrates without a step of law: "she embezzled more than $400,000" (rulings 1, 15, 19).

Theft, fraud and the like have no incident of their own, so what a prosecutor tells flatly is an accusation by the
prosecutor, and never further. Journalists' narration is left alone: it is idiom too often, and nobody has accused.
"""

from collections.abc import Iterator

from according.model import Argument, MentionText, Qualifiers, Span

from .activities import codes_in
from .bystanders import is_sufferer
from .clauses import date_of
from .deeds import stage_told
from .draft import Draft
from .page import Page
from .parties import parties_of
from .steps import steps_of
from .wordlists import wordlist

_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_SHAM = frozenset(
    {"false", "fake", "fraudulent", "phony", "forged", "counterfeit", "fabricated", "bogus", "fictitious"}
)
_PUT_FORWARD = frozenset(
    {"file", "submit", "use", "create", "make", "present", "deposit", "cash", "provide", "record", "pass"}
)
_OPEN = frozenset({"would", "could", "might", "may", "should", "will", "can"})
"""Verbs by which a sham thing is put to use: "submitted fake records"."""


def find_narrated(page: Page) -> Iterator[Draft]:
    """accused_of for people of whom an authority tells an offence flatly."""
    if page.reading.document.authority_kind is None:
        return
    accused = {p.entity for s in steps_of(page) for p in s.people if p.entity is not None}
    for token, t in enumerate(page.tokens):
        code = _code_told(page, token)
        if code is None or not _is_told_as_done(page, token):
            continue
        sentence = page.sentence_of(token)
        if any(s.span.start <= t.start < s.span.end for s in steps_of(page)):
            continue
        for person in parties_of(page).people_all(page.subjects(token)):
            if person.entity not in accused or is_sufferer(page, person):
                continue
            told = [
                page.tokens[u]
                for u in (token, *[o for o in page.objects(token) if o > token and page.word(o).isalpha()][:1])
            ]
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


def find_attributed(page: Page) -> Iterator[Draft]:
    """accused_of for those to whom somebody attributes crimes: "attributing to them the running of drug rings"."""
    for verb, t in enumerate(page.tokens):
        if t.upos != "VERB" or page.lemma(verb) not in ("attribute", "ascribe", "impute") or page.is_passive(verb):
            continue
        behind = [o for o in page.dependents(verb, "obj", "iobj", "obl") if o > verb]
        told = [o for o in behind if not page.case(o) and page.tokens[o].deprel == "obj"]
        whom = [w for w in behind if page.case(w) == "to"]
        span = page.subtree_span(told[0]) if told else None
        parties = [*parties_of(page).people_all(whom), *parties_of(page).groups_all(whom)]
        if not parties and whom and t.deprel == "advcl" and page.lemma(t.head) in ("accuse", "charge", "indict"):
            parties = parties_of(page).people_all(page.objects(t.head))
        for party in parties if span else ():
            if is_sufferer(page, party):
                continue
            for code, words_of in codes_in(page.text, span) if span else ():
                yield Draft(
                    "accused_of",
                    party,
                    Argument("Offence", code, mention=page.value(words_of).mention),
                    page.sentence_of(verb),
                    verb,
                    "law.attributed",
                    stage="accused",
                    qualifiers=Qualifiers(offence=words_of.of(page.text), count=party.count),
                    score=0.75,
                )


_BORDERS = frozenset({"country", "border", "nation", "states", "us", "u.s.", "u.s", "america"})
_UNLAWFUL = frozenset({"illegally", "unlawfully"})


def find_entries(page: Page) -> Iterator[Draft]:
    """accused_of for people who "illegally entered the country" (illegal_entry), at the stage of who tells it."""
    for verb, t in enumerate(page.tokens):
        if t.upos != "VERB" or page.lemma(verb) not in ("enter", "cross"):
            continue
        near = {page.word(v) for v in range(max(0, verb - 2), min(len(page.tokens), verb + 9))}
        if not near & _UNLAWFUL:
            continue
        if not {page.word(o) for o in page.objects(verb)} & _BORDERS or not _is_told_as_done(page, verb):
            continue
        subjects = [s for s in page.subjects(verb) if page.word(s) not in _UNLAWFUL]
        for person in parties_of(page).people_all(subjects):
            if person.type != "Person" or is_sufferer(page, person):
                continue
            stage, certainty = stage_told(page, verb)
            end = max([t.end, *(page.tokens[o].end for o in page.objects(verb) if o > verb)])
            yield Draft(
                "accused_of",
                person,
                Argument("Offence", "illegal_entry", mention=page.value(Span(t.start, end)).mention),
                page.sentence_of(verb),
                verb,
                "law.entered",
                stage=stage,
                certainty=certainty,
                qualifiers=Qualifiers(date=date_of(page, verb), offence=page.text[t.start : end]),
                score=0.75,
            )


def _code_told(page: Page, token: int) -> str | None:
    """The offence that the verb tells by itself, or with the sham thing that it puts to use; None if it tells none."""
    if page.tokens[token].upos != "VERB":
        return None
    lemma = page.lemma(token)
    code = wordlist("offences")["narrated"].get(lemma)
    if code is not None or lemma not in _PUT_FORWARD:
        return str(code) if code is not None else None
    told = (page.word(m) for o in page.dependents(token, "obj") for m in page.dependents(o, "amod", "compound"))
    return "fraud" if any(w in _SHAM for w in told) else None


def _is_told_as_done(page: Page, verb: int) -> bool:
    """Whether the verb tells it flatly: finite, or going on from a clause that does ("broke in, stealing cash")."""
    t = page.tokens[verb]
    if page.is_passive(verb):
        return False
    if t.xpos in _FINITE:
        return not {page.word(c) for c in page.dependents(verb, "aux")} & _OPEN
    goes_on = t.deprel.split(":")[0] in ("advcl", "conj") and not page.dependents(verb, "mark", "case")
    return t.xpos == "VBG" and goes_on and t.head >= 0 and page.tokens[t.head].xpos in ("VBD", "VBG")
