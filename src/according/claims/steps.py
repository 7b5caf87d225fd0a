"""Legal steps: the verb or noun that tells one, how far in law it is, and whom it is taken against.

A step is a word with its person in the tree; the offences are those named in its own clause.
"""

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from according.model import Argument, Span

from .bystanders import is_official
from .defendants import defendants_of, of_the_line_above, taken_up, told_right_before
from .indictments import is_by_indictment
from .modality import is_conditional, is_future, is_modal, step_polarity
from .offences import offences_in
from .page import Page
from .parties import parties_of
from .patients import patients
from .proceedings import phrases_at
from .sayings import is_word_of_mouth
from .standing import as_the_case_stands
from .step import Step
from .step_dates import dated
from .wordlists import wordlist, words

_IN_COURT = re.compile(r"\b(?:counts?|charges?|guilt|in court|to the court|allegations? of)\b", re.IGNORECASE)
"""What tells an admission in court from a confession elsewhere, which is the suspect's own claim (ruling 4)."""

_EARLIER = frozenset({"prior", "previous", "past", "earlier"})
_WARRANT = re.compile(
    r"\b(?:warrants?|orders?) (?:[\w-]+ |(?:[\w-]+ ){0,3}issued (?:[\w-]+ ){0,3})?"
    r"for (?:the|his|her|their) (?:[\w-]+ )?$",
    re.IGNORECASE,
)
"""What stands before an arrest that a court has ordered and nobody has made yet."""
_UNCHARGED = re.compile(r"\s+(?:\w+\s+){0,3}without\s+(?:any\s+)?(?:further\s+)?charges?\b", re.IGNORECASE)
_TERM = re.compile(r"\s+(?:for\s+(?:\S+\s+){0,3}(?:years?|months?|weeks?|life)\b|for\s+life\b)", re.IGNORECASE)
"""What tells being jailed by a judge from being jailed by the police."""
_NOUNS = {"arrest": "arrested", "conviction": "convicted", "indictment": "indicted", "arraignment": "charged"}
"""Nouns that tell a step, with its stage."""


_STEPS: "WeakKeyDictionary[Page, list[Step]]" = WeakKeyDictionary()


def steps_of(page: Page) -> list[Step]:
    """All legal steps of a page, in order; found once."""
    if page not in _STEPS:
        found = sorted(_steps(page), key=lambda s: s.token)
        _STEPS[page] = dated(page, as_the_case_stands(page, found))
    return _STEPS[page]


def _steps(page: Page) -> Iterator[Step]:
    verbs = wordlist("law")["verbs"]
    for token, t in enumerate(page.tokens):
        lemma = page.lemma(token)
        for told in phrases_at(page, token):
            yield from _made(page, told.token, told.stage, told.against, told.rule, prior=told.prior)
        if lemma in verbs and t.upos in ("VERB", "ADJ", "AUX") and t.xpos != "VBG":
            yield from _verb_step(page, token, verbs[lemma])
        elif lemma in ("plead", "admit") and t.upos == "VERB":
            yield from _plea(page, token)
        elif lemma == "guilty" and any(page.lemma(a) == "find" for a in list(page.ancestors(token))[:1]):
            stage = "acquitted" if page.word(token - 1) == "not" else "convicted"
            yield from _made(page, t.head, stage, patients(page, t.head), "law.found_guilty")
        elif lemma == "face" and t.upos == "VERB":
            objects = {page.lemma(o) for o in page.objects(token)}
            if objects & words("law", "lists.proceedings") and objects & {
                "charge",
                "charges",
                "count",
                "counts",
                "indictment",
            }:
                yield from _made(page, token, "charged", page.subjects(token), "law.faces_charges")
        elif t.upos == "VERB" and _ends_proceedings(page, token):
            yield from _ended(page, token)
        elif lemma in ("release", "free") and t.upos == "VERB" and _UNCHARGED.match(page.text, t.end):
            yield from _made(page, token, "released", patients(page, token), "law.released")
        elif lemma in _NOUNS and t.upos == "NOUN":
            yield from _noun_step(page, token)
        elif lemma == "custody" and page.case(token) in ("into", "in"):
            verb = t.head
            if verb >= 0 and page.lemma(verb) in ("take", "hold", "remain"):
                yield from _made(page, verb, "arrested", patients(page, verb) or page.subjects(verb), "law.custody")
        elif lemma == "want" and page.is_passive(token) and _is_wanted(page, token):
            yield from _made(page, token, "wanted", page.subjects(token), "law.wanted")


def _is_wanted(page: Page, verb: int) -> bool:
    """ "Wanted by the police", "wanted for kidnapping", also where the offence is taken for a clause."""
    return bool(page.obliques(verb, "for", "in", "by")) or page.word(verb + 1) == "for"


def _ends_proceedings(page: Page, verb: int) -> bool:
    """ "Dropped", "vacated", "threw out"."""
    if page.lemma(verb) in ("throw", "toss"):
        return page.word(verb + 1) == "out"
    return page.lemma(verb) in words("law", "lists.dismissing") | words("law", "lists.vacating")


def _verb_step(page: Page, verb: int, stage: str) -> Iterator[Step]:
    needed = wordlist("law")["words"].get(page.lemma(verb))
    sentence = page.sentence_of(verb)
    if needed and not any(w in page.sentence_text(sentence).lower() for w in needed):
        return
    if page.lemma(verb) == "allege" and not page.is_passive(verb):
        return
    if _is_only_tried(page, verb) or is_word_of_mouth(page, verb):
        return
    if page.lemma(verb) == "arraign" and any(page.word(c) in ("not", "never") for c in page.dependents(verb, "advmod")):
        return  # he was charged all the same
    if page.lemma(verb) == "sentence" and is_future(page, verb):
        return
    if page.lemma(verb) in ("capture", "detain") and _is_no_authority(page, verb):
        return
    if page.lemma(verb) == "sentence" and _is_told_with_conviction(page, verb):
        return
    if page.lemma(verb) == "convict" and _is_one_of_two(page, verb):
        return
    if page.lemma(verb) == "convict" and any(_is_told_with_conviction(page, c) for c in page.dependents(verb, "conj")):
        stage = "sentenced"
    if page.lemma(verb) == "jail" and _TERM.match(page.text, page.tokens[verb].end):
        stage = "sentenced"
    if page.lemma(verb) == "charge" and page.objects(verb) and _is_word_of_mouth(page, verb):
        stage = "accused"
    if stage == "charged" and is_by_indictment(page, verb):
        stage = "indicted"
    yield from _made(page, verb, stage, patients(page, verb), f"law.{page.lemma(verb)}")


def _is_only_tried(page: Page, verb: int) -> bool:
    """ "Tried to arrest him, but he fled": nobody was arrested."""
    t = page.tokens[verb]
    return t.xpos == "VB" and t.deprel == "xcomp" and page.lemma(t.head) in ("try", "attempt", "fail", "refuse")


def _is_told_with_conviction(page: Page, verb: int) -> bool:
    """ "Convicted of fraud and sentenced to six years": for one offence, one step (ruling 26)."""
    above = page.tokens[verb].head
    if page.lemma(verb) != "sentence" or page.tokens[verb].deprel != "conj" or page.lemma(above) != "convict":
        return False
    own = Span(page.tokens[verb].start, page.sentences[page.sentence_of(verb)].end)
    both = Span(page.tokens[above].start, own.end)
    return not is_future(page, verb) and not offences_in(page, own) and len(offences_in(page, both)) == 1


def _is_one_of_two(page: Page, verb: int) -> bool:
    """ "Were convicted or pleaded guilty": the lesser holds of all."""
    pleas = [c for c in page.dependents(verb, "conj") if page.lemma(c) == "plead"]
    return any(page.word(c) == "or" for p in pleas for c in page.dependents(p, "cc"))


def _noun_step(page: Page, noun: int) -> Iterator[Step]:
    """ "The arrest of A", "A's arrest"; an arrest that is ordered is `wanted`, one only asked for is no step."""
    whose = page.obliques(noun, "of")
    if whose and offences_in(page, Span(page.tokens[noun].end, page.tokens[whose[0]].end)):
        whose = []
    against = whose or page.dependents(noun, "nmod:poss")
    if not against or is_future(page, noun):
        return
    if _EARLIER & {page.word(c) for c in page.dependents(noun, "amod")} and not page.obliques(noun, "for", "of", "on"):
        return  # "his prior convictions": another matter, and nobody says which
    stage, above = _NOUNS[page.lemma(noun)], [page.lemma(a) for a in list(page.ancestors(noun))[:2]]
    if words("law", "lists.vacating").intersection(above[:1]):
        return
    before = page.text[page.sentences[page.sentence_of(noun)].start : page.tokens[noun].start]
    if "order" in above[:1] or _WARRANT.search(before):
        if stage != "arrested":
            return
        stage = "wanted"
    elif words("law", "lists.seeking").intersection(above):
        return
    yield from _made(page, noun, stage, against, "law.noun_of")


def _is_no_authority(page: Page, verb: int) -> bool:
    """Whether somebody other than an authority takes people captive."""
    agents = page.agents(verb) if page.is_passive(verb) else page.subjects(verb)
    parties = [a for t in agents for a in parties_of(page).people(t) or parties_of(page).groups(t, bodies=True)]
    return bool(agents) and not any(is_official(page, a) for a in parties)


def _is_word_of_mouth(page: Page, verb: int) -> bool:
    """ "Dozens of women charge him with": people charge nobody in law."""
    people = [] if page.is_passive(verb) else [a for t in page.subjects(verb) for a in parties_of(page).people(t)]
    return bool(people) and all(a.type == "People" and not is_official(page, a) for a in people)


def _plea(page: Page, verb: int) -> Iterator[Step]:
    region = page.text[page.tokens[verb].end : page.tokens[verb].end + 25].lower()
    if re.match(r"\s+not\s+guilty", region):
        return
    if page.lemma(verb) == "plead" and not re.match(r"\s+guilty", region):
        return
    if page.lemma(verb) == "admit" and not _IN_COURT.search(page.text, page.tokens[verb].end, _clause(page, verb).end):
        return
    if is_future(page, verb):
        return
    above = page.tokens[verb].head
    only_promised = (
        page.tokens[verb].xpos == "VB" and above >= 0 and page.lemma(above) in words("law", "lists.promising")
    )
    stage = "charged" if only_promised else "pleaded_guilty"
    yield from _made(page, verb, stage, page.subjects(verb), "law.plea")


def _ended(page: Page, verb: int) -> Iterator[Step]:
    """Charges dismissed, convictions vacated: ways out (ruling 14)."""
    things = [t for t in page.objects(verb) if page.lemma(t) in words("law", "lists.proceedings")]
    for thing in things:
        vacated = page.lemma(thing).startswith("conviction") and page.lemma(verb) not in words(
            "law", "lists.dismissing"
        )
        stage = "overturned" if vacated else "dismissed"
        if page.lemma(verb) in words("law", "lists.vacating") and not vacated and page.lemma(verb) != "vacate":
            continue
        people = page.obliques(thing, "against", "of") or page.dependents(thing, "nmod:poss")
        people = people or [p for v in (verb,) for p in page.obliques(v, "against")]
        asked = is_future(page, verb) or any(
            page.lemma(a) in ("move", "ask", "request", "seek", "recommend", "urge")
            for a in list(page.ancestors(verb))[:2]
        )
        yield from _made(page, verb, stage, people, f"law.{stage}", certainty="unknown" if asked else None)


def _made(
    page: Page,
    token: int,
    stage: str,
    tokens: list[int],
    rule: str,
    *,
    certainty: str | None = None,
    prior: bool = False,
) -> Iterator[Step]:
    if is_conditional(page, token) or _is_of_whoever(page, token):
        return
    firm = stage in ("charged", "indicted", "pleaded_guilty", "convicted", "sentenced")
    people = taken_up(page, token, tokens) or defendants_of(page, tokens, firm=firm)
    people = people or of_the_line_above(page, token, tokens) or _of_the_sentence_before(page, token, tokens, rule)
    people = [p for p in people if not _is_anybody(page, token, p)]
    if not people:
        return
    if certainty is None and stage not in ("charged", "indicted") and is_future(page, token):
        return
    if certainty is None and (is_modal(page, token) or (page.lemma(token) != "arraign" and is_future(page, token))):
        certainty = "unknown"
    prior = prior or _is_prior(page, token)
    yield Step(token, stage, tuple(people), _clause(page, token), rule, prior, step_polarity(page, token), certainty)


def _of_the_sentence_before(page: Page, token: int, tokens: list[int], rule: str) -> list[Argument]:
    """ "They are variously charged with …", "The charges include …": whom the sentence right before tells of."""
    if rule == "law.charges_include" and not tokens:
        return told_right_before(page, token, several=False)
    unknown = [page.word(t) for t in tokens] == ["they"] and not parties_of(page).people(tokens[0])
    return told_right_before(page, token, several=True) if unknown and page.is_passive(token) else []


def _is_of_whoever(page: Page, token: int) -> bool:
    """ "Those who accuse the dead baker are lying": whoever says so speaks of accusers, and accuses nobody."""
    before = [page.word(t) for t in range(max(0, token - 2), token)]
    return before in (["those", "who"], ["anyone", "who"], ["anybody", "who"]) or before[-1:] == ["whoever"]


_ANYBODY = re.compile(
    r"(?:(?:all|any|those|most|other|such) )?(?:individuals|people|persons|offenders|clients|participants)",
    re.IGNORECASE,
)


def is_in_general(party: Argument) -> bool:
    """Whether the words stand for people in general ("all individuals"), uncounted."""
    return party.type == "People" and party.count is None and _ANYBODY.fullmatch(party.name) is not None


def _is_anybody(page: Page, token: int, party: Argument) -> bool:
    """ "All individuals arrested for theft are screened", "people who are fined": a rule, and no event."""
    if not is_in_general(party):
        return False
    around = {page.word(a) for a in page.dependents(token, "aux", "aux:pass")}
    return not around & {"was", "were", "been"} and page.tokens[token].xpos == "VBN"


_PRIOR = re.compile(r"\b(?:prior|previous|past|earlier) (?:\w+ )?(?:convictions?|strikes?|offen[cs]es?|record)\b", re.I)


def _is_prior(page: Page, token: int) -> bool:
    """Whether the step belongs to an earlier matter (ruling 17)."""
    if {page.word(c) for c in page.dependents(token, "advmod")} & words("law", "lists.prior"):
        return True
    start = page.sentences[page.sentence_of(token)].start
    return _PRIOR.search(page.text, start, page.tokens[token].start) is not None


def _clause(page: Page, token: int) -> Span:
    """From the step to the end of its clause: the next step with its own subject, a semicolon, or the last word."""
    sentence = page.sentences[page.sentence_of(token)]
    start = page.tokens[token].start
    end = sentence.end
    verbs = wordlist("law")["verbs"]
    for other in range(token + 1, sentence.last):
        t = page.tokens[other]
        if page.word(other) == ";" or (
            t.upos == "VERB"
            and (page.lemma(other) in verbs or page.lemma(other) == "find")
            and t.xpos != "VBG"
            and other > token + 2
        ):
            end = t.start
            break
        follows = page.word(other) == "following" and t.upos in ("VERB", "ADP", "SCONJ") and _is_of_a_step(page, other)
        if follows or (t.upos == "SCONJ" and page.word(other) in ("after", "while", "because", "although")):
            end = t.start
            break
    return Span(start, end)


def _is_of_a_step(page: Page, following: int) -> bool:
    """Whether "following" brings in the step before: "sentenced to six years following his conviction of arson"."""
    return any(
        page.lemma(t) in ("conviction", "plea") for t in range(following + 1, min(following + 5, len(page.tokens)))
    )
