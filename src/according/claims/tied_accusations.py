"""Accusations that the reader's ties tell and the rules missed: accused_of."""

from collections.abc import Iterator, Sequence

from according.model import Argument, Qualifiers, Span, Tie

from .charges import without_enhancements
from .clauses import date_of
from .draft import Draft
from .incident_parties import doers
from .modality import is_conditional, is_still_to_be
from .offences import Named, offence_argument, offence_wordings
from .page import Page
from .parties import parties_of
from .party_names import key_of
from .prison_terms import term_served
from .step import Step
from .steps import steps_of
from .ties import believed, is_of_another_matter, may_be_blamed, stage_of
from .wordlists import wordlist, words

_OF_LAW = frozenset({"plead", "guilty", "custody", "sentence", "prison", "term", "plea", "verdict", "conviction"})
"""Words that tell a step and no offence."""
Key = tuple[int, str, str | None]
_LONGEST = 8
"""Words of an offence that no list knows."""


def find_tied_accusations(page: Page, told: Sequence[Draft]) -> Iterator[Draft]:
    """accused_of by ties, beside the drafts that the rules found."""
    known = {key for d in told if d.predicate in ("accused_of", "perpetrator_of") for key in _keys(d)}
    for tie in believed(page.reading, "accused_of"):
        sentence = page.sentence_of(tie.second)
        offence = _offence(page, tie)
        if is_conditional(page, tie.second) or is_still_to_be(page, tie.second) or is_of_another_matter(page, tie):
            continue
        for party in doers(page, [tie.first], named=True):
            keys = {(sentence, key_of(party), offence.code if offence else None)}
            if keys & known or (offence is None and any(k[:2] == (sentence, key_of(party)) for k in known)):
                continue
            stage = stage_of(page, tie, party) if may_be_blamed(page, party) else None
            if stage is None or (offence is None and not _is_a_step(page, tie, stage)):
                continue
            step = _step(page, sentence, party, stage)
            if offence is not None and not _is_borne_out(page, tie, party, offence, known):
                continue
            known |= keys
            yield Draft(
                "accused_of",
                party,
                offence_argument(page, offence) if offence else None,
                sentence,
                tie.second,
                "tie.accused_of",
                stage=stage,
                qualifiers=Qualifiers(
                    date=step.date if step is not None else date_of(page, tie.second) if stage == "accused" else None,
                    sentence=term_served(page, step) if step is not None else None,
                    offence=offence.span.of(page.text) if offence else None,
                    count=party.count,
                ),
                score=tie.score,
            )


def _is_a_step(page: Page, tie: Tie, stage: str) -> bool:
    """Whether the word tells a step by itself, at the stage that the model saw; a term that one only faces is none."""
    verbs = wordlist("law")["verbs"]
    return page.lemma(tie.second) in verbs and verbs[page.lemma(tie.second)] == stage == tie.stage


def _is_borne_out(page: Page, tie: Tie, party: Argument, offence: Named, known: set[Key]) -> bool:
    """Whether the rules have nothing against it: no enhancement, no step there against other people by name.

    An offence that no list knows needs a step of the rules against this party, for which they found no other.
    """
    at, sentence = page.tokens[tie.second].start, page.sentence_of(tie.second)
    if not any(span.start <= at < span.end for span in without_enhancements(page, page.sentences[sentence].span)):
        return False
    against = [p for s in steps_of(page) if s.span.start <= at < s.span.end for p in s.people]
    its_own = key_of(party) in map(key_of, against)
    if against and not its_own and all(p.type == "Person" for p in against):
        return False
    return offence.code != "other" or (its_own and not any(k[:2] == (sentence, key_of(party)) for k in known))


def _keys(draft: Draft) -> Iterator[Key]:
    """What a draft tells of whom: sentence, party, and the codes that stand for the same."""
    if draft.subject is None:
        return
    for code in {draft.object.name if draft.object else None, *_codes_of_incident(draft)}:
        yield draft.sentence, key_of(draft.subject), code


def _codes_of_incident(draft: Draft) -> Sequence[str]:
    """Offences that an incident of the same kind is no second accusation of (ruling 1)."""
    kind = draft.object.incident_type if draft.object else None
    return wordlist("ties")["offences_of_incidents"].get(kind, [kind]) if kind is not None else ()


def _offence(page: Page, tie: Tie) -> Named | None:
    """The offence at the second word: a listed wording, else its phrase as `other`; None where it is a step of law."""
    token = page.tokens[tie.second]
    s = page.sentences[page.sentence_of(tie.second)]
    for named in offence_wordings(page, Span(s.start, s.end)):
        if named.span.start <= token.start < named.span.end:
            return named
    lemma = page.lemma(tie.second)
    if lemma in wordlist("law")["verbs"] or lemma in words("offences", "vague") | _OF_LAW:
        return None
    if token.upos == "VERB" and lemma in wordlist("offences")["narrated"]:
        return Named(str(wordlist("offences")["narrated"][lemma]), Span(token.start, token.end))
    first, last = parties_of(page).core(tie.second) if token.upos in ("NOUN", "PROPN") else (tie.second, tie.second + 1)
    if last - first > _LONGEST:
        first, last = tie.second, tie.second + 1
    return Named("other", Span(page.tokens[first].start, page.tokens[last - 1].end))


def _step(page: Page, sentence: int, party: Argument, stage: str) -> Step | None:
    """The step of that stage against the party: in the sentence, else the only dated one that the document tells."""
    own = [s for s in steps_of(page) if s.stage == stage and key_of(party) in map(key_of, s.people)]
    here = [s for s in own if page.sentence_of(s.token) == sentence]
    dated = {s.date.edtf: s for s in own if s.date is not None and not s.prior}
    return here[0] if here else next(iter(dated.values())) if len(dated) == 1 else None
