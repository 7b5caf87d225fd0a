"""Offences that an authority narrates without a step of law: "she embezzled more than $400,000" (rulings 1, 15, 19).

Theft, fraud, dealing and the like have no incident of their own, so what a prosecutor tells flatly is an accusation by
the prosecutor, and never further. Journalists' narration is left alone: it is idiom too often, and nobody has accused.
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
from .wordlists import wordlist, words

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
    against = [p for s in steps_of(page) for p in s.people]
    accused = {p.entity for p in against if p.entity is not None}
    several = any(p.type == "People" for p in against)
    for token, t in enumerate(page.tokens):
        code = _code_told(page, token)
        if code is None or not _is_told_as_done(page, token):
            continue
        sentence = page.sentence_of(token)
        if any(s.span.start <= t.start < s.span.end for s in steps_of(page)):
            continue
        for person in parties_of(page).people_all(page.subjects(_above_infinitive(page, token))):
            known = person.entity in accused or (several and _are_defendants(person))
            if not known or is_sufferer(page, person):
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


def _are_defendants(people: Argument) -> bool:
    """Whether the words themselves say that the set stands accused ("these defendants")."""
    said = people.mention.text.lower().split() if people.mention is not None else []
    return people.type == "People" and bool({"defendants", "codefendants", "co-defendants"} & set(said))


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
    """The offence that the verb tells by itself or with what it is done to; None if it tells none."""
    if page.tokens[token].upos != "VERB":
        return None
    lemma = page.lemma(token)
    code = wordlist("offences")["narrated"].get(lemma)
    if code is not None:
        return str(code)
    if lemma in _PUT_FORWARD:
        told = (page.word(m) for o in page.dependents(token, "obj") for m in page.dependents(o, "amod", "compound"))
        if any(w in _SHAM for w in told):
            return "fraud"
    return _code_of_wares(page, token) or ("contempt_obstruction" if _obstructs(page, token) else None)


def _code_of_wares(page: Page, verb: int) -> str | None:
    """Dealing in drugs or guns, or having a gun: "sold heroin", "shipped dozens of pistols"."""
    lemma = page.lemma(verb)
    dealt = {
        page.word(t) for o in page.dependents(verb, "obj") for t in page.subtree(o) if _is_what_is_dealt(page, o, t)
    }
    if lemma in words("offences", "wares.deal_drugs") and dealt & words("offences", "wares.drugs"):
        return "drug_trafficking"
    if dealt & words("offences", "wares.guns"):
        if lemma in words("offences", "wares.deal_guns"):
            return "arms_trafficking"
        if lemma in words("offences", "wares.have_guns"):
            return "weapons_possession"
    return None


def _is_what_is_dealt(page: Page, noun: int, token: int) -> bool:
    """Whether the token is the object itself, one joined to it, or what it is a measure of ("kilos of cocaine")."""
    while token != noun:
        relation, above = page.tokens[token].deprel.split(":")[0], page.tokens[token].head
        measures = relation == "nmod" and page.case(token) == "of"
        if above < 0 or not (measures or relation in ("conj", "compound")):
            return False
        token = above
    return True


def _obstructs(page: Page, verb: int) -> bool:
    """Standing in the way of the law: "fled from officers", "lied to the jury", "tried to hide the weapon"."""
    lemma = "flee" if page.word(verb) == "fled" else page.lemma(verb)
    if lemma not in words("offences", "obstructing.verbs"):
        return False
    law = words("offences", "obstructing.law")
    near = [*page.dependents(verb, "obj", "iobj"), *page.obliques(verb, "from", "to", "with", "under")]
    said = {page.word(t) for t in near}
    if lemma in ("flee", "evade", "elude"):
        return bool(said & law)
    if lemma == "lie":
        return bool(said & (law | {"stand"}) or {"stand"} & {page.word(t) for t in page.obliques(verb, "on")})
    if lemma == "lead":
        return bool(said & law) and any(page.lemma(t) in ("chase", "pursuit") for t in page.obliques(verb, "on"))
    if lemma == "cover" and page.word(verb + 1) != "up":
        return False
    return bool(said & words("offences", "obstructing.evidence"))


def _above_infinitive(page: Page, verb: int) -> int:
    """The verb by which an infinitive was at least set about ("conspired to sell"), else the verb itself."""
    t = page.tokens[verb]
    governed = t.xpos == "VB" and t.deprel.split(":")[0] in ("xcomp", "advcl", "ccomp") and t.head >= 0
    return t.head if governed and page.lemma(t.head) in words("offences", "set_about.verbs") else verb


def _is_told_as_done(page: Page, verb: int) -> bool:
    """Whether the verb tells it flatly: finite, set about, or going on from a clause that does ("fled, taking it")."""
    above = _above_infinitive(page, verb)
    if above != verb:
        return _is_told_as_done(page, above)
    t = page.tokens[verb]
    if page.is_passive(verb):
        return False
    if t.xpos in _FINITE:
        return not {page.word(c) for c in page.dependents(verb, "aux")} & _OPEN and not _is_denied(page, verb)
    goes_on = t.deprel.split(":")[0] in ("advcl", "conj") and not page.dependents(verb, "mark", "case")
    return t.xpos == "VBG" and goes_on and t.head >= 0 and page.tokens[t.head].xpos in ("VBD", "VBG")


def _is_denied(page: Page, verb: int) -> bool:
    return bool({page.word(c) for c in page.dependents(verb, "advmod")} & words("certainty", "negators"))
