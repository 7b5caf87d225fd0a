"""Accusations and how far in law they have got (accused_of): legal steps, their defendants, their offences.

A step is a verb or adjective with its person in the tree; the offences are those named in its own clause. The case is
the picture of the whole document: which stage each defendant has reached in this matter, so that narration in an
authority's release takes the stage that the release gives (ruling 19). Prior convictions are claims of their own and
stay out of the case (ruling 17).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from according.model import AmountValue, Argument, Qualifiers, Span
from according.ontology import ontology

from .bystanders import is_law_officer, is_official, is_sufferer
from .clauses import date_of
from .draft import Draft
from .offences import offence_argument, offences_in, unlisted_offence
from .page import Page
from .parties import parties_of
from .wordlists import wordlist, words

_SENTENCE = re.compile(
    r"(?:(?:(?:between|from)\s+)?[\w.-]+\s+(?:years?|months?|days?)(?:\s+(?:to|and)\s+(?:life|[\w.-]+\s+(?:years?|months?|days?)))?"
    r"|life)(?:[- ](?:in|without|behind)\s+[\w ]{3,40}?)?(?=[.,;]|\s+(?:for|after|in|on|by|and|with|behind)\b|$)",
    re.IGNORECASE,
)


_IN_COURT = re.compile(r"\b(?:counts?|charges?|guilt|in court|to the court|allegations? of)\b", re.IGNORECASE)
"""What tells an admission in court from a confession elsewhere, which is the suspect's own claim (ruling 4)."""
_NEED_OFFENCE = ("suspected", "accused", "dismissed")
"""Stages that say nothing without an offence."""
_NONE: tuple[None] = (None,)


@dataclass(frozen=True, slots=True)
class Step:
    """One legal step in the text: its word, its stage, who took it, and the clause that names offences."""

    token: int
    stage: str
    people: tuple[Argument, ...]
    span: Span
    rule: str
    prior: bool = False
    polarity: str | None = None
    certainty: str | None = None


@dataclass(slots=True)
class Case:
    """Which stage each defendant has reached in the matter of the document."""

    stages: dict[str, str] = field(default_factory=dict)
    furthest: str | None = None

    def stage_of(self, person: Argument) -> str | None:
        """The stage of a defendant, by entity or name; None for somebody who has none."""
        return self.stages.get(person.entity or "") or self.stages.get(person.name)


_STEPS: "WeakKeyDictionary[Page, list[Step]]" = WeakKeyDictionary()


def steps_of(page: Page) -> list[Step]:
    """All legal steps of a page, in order; found once."""
    if page not in _STEPS:
        _STEPS[page] = sorted(_steps(page), key=lambda s: s.token)
    return _STEPS[page]


def case_of(page: Page) -> Case:
    """The case of a document, from its legal steps; priors, negated and uncertain steps left out."""
    case = Case()
    known = ontology()
    for step in steps_of(page):
        if step.prior or step.polarity == "negated" or step.certainty == "unknown" or step.stage == "suspected":
            continue
        for person in step.people:
            for key in filter(None, (person.entity, person.name)):
                before = case.stages.get(key)
                if before is None or known.further(step.stage, before) or known.stages[step.stage].exit:
                    case.stages[key] = step.stage
        if case.furthest is None or known.further(step.stage, case.furthest):
            case.furthest = step.stage
    return case


def find_accusations(page: Page) -> Iterator[Draft]:
    """accused_of: one claim for each defendant and offence of a step."""
    told: set[tuple[int, str]] = set()
    for step in sorted(steps_of(page), key=lambda s: not offences_in(page, s.span)):
        sentence = page.sentence_of(step.token)
        named = [*offences_in(page, step.span)]
        if not named and (unlisted := unlisted_offence(page, step.token)):
            named = [unlisted]
        date = date_of(page, step.token)
        served = _served(page, step)
        for person in step.people:
            who = (sentence, person.entity or person.name)
            if not named and (step.stage in _NEED_OFFENCE or who in told):
                continue
            told.add(who)
            for offence in named or _NONE:
                yield Draft(
                    "accused_of",
                    person,
                    offence_argument(page, offence) if offence else None,
                    sentence,
                    step.token,
                    step.rule,
                    stage=step.stage,
                    qualifiers=Qualifiers(
                        date=date,
                        offence=offence.span.of(page.text) if offence else None,
                        sentence=served,
                        count=person.count,
                    ),
                    score=0.85 if offence else 0.6,
                    certainty=step.certainty,
                    polarity=step.polarity,
                )


def _served(page: Page, step: Step) -> AmountValue | None:
    if step.stage != "sentenced":
        return None
    t = page.tokens[step.token]
    end = page.sentences[page.sentence_of(step.token)].end
    found = _SENTENCE.search(page.text, t.end, min(end, t.end + 160))
    if found is None or not re.search(
        r"\d|life|one|two|three|four|five|six|seven|eight|nine|ten|teen|ty", found.group(), re.I
    ):
        return None
    amounts = page.amounts_in(Span(found.start(), found.end()), "year", "month", "day")
    text = " ".join(found.group().split())
    if not amounts:
        return AmountValue(text)
    return AmountValue(text, amounts[0].min, None if "life" in text.lower() else amounts[0].max, amounts[0].unit)


# --- steps ----------------------------------------------------------------------------------------------------------


def _steps(page: Page) -> Iterator[Step]:
    verbs = wordlist("law")["verbs"]
    for token, t in enumerate(page.tokens):
        lemma = page.lemma(token)
        if lemma in verbs and t.upos in ("VERB", "ADJ", "AUX") and t.xpos != "VBG":
            yield from _verb_step(page, token, verbs[lemma])
        elif lemma in ("plead", "admit") and t.upos == "VERB":
            yield from _plea(page, token)
        elif lemma == "guilty" and any(page.lemma(a) == "find" for a in list(page.ancestors(token))[:1]):
            verb = t.head
            yield from _made(page, verb, "convicted", _patients(page, verb), "law.found_guilty")
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
        elif lemma in words("law", "lists.dismissing") | words("law", "lists.vacating") and t.upos == "VERB":
            yield from _ended(page, token)
        elif lemma in ("arrest", "conviction", "indictment", "arraignment") and t.upos == "NOUN":
            stage = {
                "arrest": "arrested",
                "conviction": "convicted",
                "indictment": "indicted",
                "arraignment": "charged",
            }
            of = [*page.obliques(token, "of"), *page.dependents(token, "nmod:poss")]
            if of and not _is_future(page, token):
                yield from _made(page, token, stage[lemma], of, "law.noun_of")
        elif lemma == "custody" and page.case(token) in ("into", "in"):
            verb = t.head
            if verb >= 0 and page.lemma(verb) in ("take", "hold", "remain"):
                yield from _made(page, verb, "arrested", _patients(page, verb) or page.subjects(verb), "law.custody")
        elif lemma == "want" and page.is_passive(token) and page.obliques(token, "for", "in", "by"):
            yield from _made(page, token, "wanted", page.subjects(token), "law.wanted")


def _verb_step(page: Page, verb: int, stage: str) -> Iterator[Step]:
    needed = wordlist("law")["words"].get(page.lemma(verb))
    sentence = page.sentence_of(verb)
    if needed and not any(w in page.sentence_text(sentence).lower() for w in needed):
        return
    if page.lemma(verb) == "allege" and not page.is_passive(verb):
        return
    if page.lemma(verb) == "sentence" and _is_future(page, verb):
        return
    if page.lemma(verb) in ("capture", "detain") and _is_no_authority(page, verb):
        return
    if stage == "charged" and "indict" in page.sentence_text(sentence).lower() and page.lemma(verb) == "arraign":
        stage = "indicted"
    yield from _made(page, verb, stage, _patients(page, verb), f"law.{page.lemma(verb)}")


def _is_no_authority(page: Page, verb: int) -> bool:
    """Whether somebody other than an authority takes people captive."""
    agents = page.agents(verb) if page.is_passive(verb) else page.subjects(verb)
    parties = [a for t in agents for a in parties_of(page).people(t) or parties_of(page).groups(t, bodies=True)]
    return bool(agents) and not any(is_official(page, a) for a in parties)


def _patients(page: Page, verb: int) -> list[int]:
    """Whom the step is taken against: passive subject, or object of an authority's act."""
    if page.is_passive(verb):
        return page.subjects(verb) or [
            t for t in [page.tokens[verb].head] if page.tokens[verb].deprel.startswith("acl")
        ]
    objects = page.objects(verb)
    if objects:
        return objects
    token = page.tokens[verb]
    told_short = page.segment_kind(page.sentence_of(verb)) in ("headline", "dek", "caption")
    if token.xpos == "VBN" or (told_short and token.xpos == "VBD"):
        return page.subjects(verb)
    return []


def _plea(page: Page, verb: int) -> Iterator[Step]:
    region = page.text[page.tokens[verb].end : page.tokens[verb].end + 25].lower()
    if re.match(r"\s+not\s+guilty", region):
        return
    if page.lemma(verb) == "plead" and not re.match(r"\s+guilty", region):
        return
    if page.lemma(verb) == "admit" and not _IN_COURT.search(page.text, page.tokens[verb].end, _clause(page, verb).end):
        return
    if _is_future(page, verb):
        return
    yield from _made(page, verb, "pleaded_guilty", page.subjects(verb), "law.plea")


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
        asked = _is_future(page, verb) or any(
            page.lemma(a) in ("move", "ask", "request", "seek", "recommend", "urge")
            for a in list(page.ancestors(verb))[:2]
        )
        yield from _made(page, verb, stage, people, f"law.{stage}", certainty="unknown" if asked else None)


def _made(
    page: Page, token: int, stage: str, tokens: list[int], rule: str, *, certainty: str | None = None
) -> Iterator[Step]:
    if _is_conditional(page, token):
        return
    people = _defendants(page, tokens) or _taken_up(page, token, tokens)
    if not people:
        return
    if certainty is None and stage not in ("charged", "indicted") and _is_future(page, token):
        return
    if certainty is None and _is_modal(page, token):
        certainty = "unknown"
    prior = bool({page.word(c) for c in page.dependents(token, "advmod")} & words("law", "lists.prior"))
    yield Step(token, stage, tuple(people), _clause(page, token), rule, prior, _polarity(page, token), certainty)


def _defendants(page: Page, tokens: list[int]) -> list[Argument]:
    parties = parties_of(page)
    found: dict[str, Argument] = {}
    for token in tokens:
        people = parties.people(token) or parties.groups(token)
        for person in people:
            if person.type in ("Person", "People") and (is_sufferer(page, person) or is_law_officer(page, person)):
                continue
            if person.type == "Organization" and is_official(page, person):
                continue
            if not (_has_namesake(page, person) or (found and _is_home(page, person))):
                found.setdefault(person.entity or person.name, person)
    return list(found.values())


def _is_home(page: Page, person: Argument) -> bool:
    """Whether the name stands where a defendant's town stands: "Ada Brandt, 25, Corvin, was charged"."""
    m = person.mention
    return m is not None and bool(re.search(r",\s*\d{1,2},\s*(?:of\s+)?$", page.text[max(0, m.start - 12) : m.start]))


def _has_namesake(page: Page, person: Argument) -> bool:
    """Whether a bare surname could be another person of the document: then nobody is accused by it."""
    if person.mention is None or person.type != "Person" or len(person.mention.text.split()) > 1:
        return False
    surname = person.mention.text.removesuffix("’s").removesuffix("'s")
    single = [e.name for e in page.reading.entities if e.type == "person" and not re.search(r",| and |\d", e.name)]
    return len({n for n in single if len(n.split()) > 1 and n.split()[-1] == surname and n[0].isupper()}) > 1


def _taken_up(page: Page, token: int, tokens: list[int]) -> list[Argument]:
    """Whom an unresolved pronoun takes up: the subjects of a step higher up in the same sentence ("… convicted after
    jurors found them guilty")."""
    if not any(page.word(t) in ("them", "they", "him", "he", "her", "she") for t in tokens):
        return []
    for higher in page.ancestors(token):
        if page.lemma(higher) in wordlist("law")["verbs"] and page.is_passive(higher):
            return _defendants(page, page.subjects(higher))
    return []


def _clause(page: Page, token: int) -> Span:
    """From the step to the end of its clause: the next step with its own subject, a semicolon, or the last word."""
    sentence = page.sentences[page.sentence_of(token)]
    start = page.tokens[token].start
    end = sentence.end
    verbs = wordlist("law")["verbs"]
    for other in range(token + 1, sentence.last):
        t = page.tokens[other]
        if page.word(other) == ";" or (
            t.upos == "VERB" and page.lemma(other) in verbs and t.xpos != "VBG" and other > token + 2
        ):
            end = t.start
            break
        if t.upos == "SCONJ" and page.word(other) in ("after", "while", "because", "although"):
            end = t.start
            break
    return Span(start, end)


def _polarity(page: Page, token: int) -> str | None:
    said = {page.word(c) for c in page.dependents(token, "advmod")}
    return "negated" if said & words("certainty", "negators") else None


def _is_conditional(page: Page, token: int) -> bool:
    if any(
        page.word(c) in ("if", "unless", "whether", "until", "when") for c in page.dependents(token, "mark", "advmod")
    ):
        return True
    start = page.tokens[token].start
    return bool(re.search(r"\b(?:if|unless)\s+$", page.text[max(0, start - 8) : start], re.IGNORECASE))


def _is_modal(page: Page, token: int) -> bool:
    return bool(
        {page.word(c) for c in page.dependents(token, "aux")} & {"would", "could", "may", "might", "should", "can"}
    )


def _is_future(page: Page, token: int) -> bool:
    around = {page.word(c) for c in page.dependents(token, "aux", "advmod", "mark")}
    if around & {"will", "would", "shall", "could", "may", "might", "should"}:
        return True
    head = page.tokens[token].head
    return "to" in around and head >= 0 and page.lemma(head) in {
        "schedule", "expect", "set", "await", "due", "face", "plan", "order", "slate", "want", "seek", "decide", "wait",
    }  # fmt: skip
