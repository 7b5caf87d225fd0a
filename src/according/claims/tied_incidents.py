"""Who was in an incident by the reader's ties, beside what the rules tell: doers, victims, and further tellings."""

import re
from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument, Tie

from .deeds import as_told, deed_at, event_at, governing_step, is_done_to_oneself, is_lauded, is_planned
from .incident_parties import bodies, doers, harmed, stands_for_office
from .modality import is_conditional
from .offences import offence_wordings
from .page import Page
from .parties import parties_of
from .party_names import PRONOUNS, key_of
from .tellings import Doer, Sufferer, Telling
from .tied_scenes import CIRCUMSTANCES
from .ties import OWN_VOICE, believed, is_of_another_matter, is_only_suspected, is_taken_back, may_be_blamed, stage_of
from .wordlists import words

RULE = "tie.incident"
_ROLES = {
    "kidnapping": "kidnapped",
    "robbery": "robbed",
    "home_invasion": "robbed",
    "threat": "threatened",
}
"""What befell a victim, where the type of the incident alone says it; that somebody died takes a word for it."""
_MEANT = re.compile(r"attempt|tried|trying|plot|plan|conspir", re.IGNORECASE)
_SET = re.compile(
    r"\b(?:arson\w*|torch(?:ed|ing)|fire-?bomb\w*|ablaze|alight|set\w*\s(?:[\w’'-]+\s){0,4}(?:on\s)?fires?|deliberate(?:ly)?)\b",
    re.IGNORECASE,
)
"""Words by which a document says that a fire was somebody's doing."""
_DEATHS = ("die", "dead", "death", "deceased")
"""Whether a death is a killing is for the rules to tell: by what stands around it."""
_OF_AN_INCIDENT = ("perpetrator_of", "victim_of")


def with_ties(page: Page, tellings: list[Telling]) -> list[Telling]:
    """The tellings of the rules with the parties that ties add, and those of ties alone, in order of the text."""
    found = list(tellings)
    for tie in believed(page.reading, *_OF_AN_INCIDENT):
        if not _is_no_telling(page, tie):
            _add(found, _telling(page, tie, found))
    for tie in believed(page.reading, *CIRCUMSTANCES):
        told = _lexical(page, tie.first)
        if told is not None or tie.score >= OWN_VOICE:
            _add(found, Telling(tie.first, told[0] if told else tie.incident, RULE))
    return sorted(found, key=lambda t: t.token)


def _is_no_telling(page: Page, tie: Tie) -> bool:
    """Whether the tie is of a case put, of a deed against oneself, or blames somebody for what is no deed.

    A word that no list knows as a deed blames nobody: the defendant who "taught at a school" did nothing by that.
    """
    if is_conditional(page, tie.second) or is_done_to_oneself(page, tie.second):
        return True
    if tie.predicate != "perpetrator_of":
        told = _lexical(page, tie.second)
        if told is None and tie.score < OWN_VOICE:
            return True
        if is_planned(page, tie.second):
            return True
        return (told[0] if told else tie.incident) == "other" or page.lemma(tie.second) in _DEATHS
    if is_of_another_matter(page, tie) or is_only_suspected(page, tie) or _is_another_s(page, tie):
        return True
    if is_planned(page, tie.second) or is_lauded(page, tie.second) or is_taken_back(page, tie):
        return True
    at = page.tokens[tie.second].start
    span = page.sentences[page.sentence_of(tie.second)].span
    listed = any(n.span.start <= at < n.span.end for n in offence_wordings(page, span))
    return not listed and _lexical(page, tie.second) is None


def _is_another_s(page: Page, tie: Tie) -> bool:
    """Whether the deed has a subject of its own by noun or name: "both men got out and Roe shot Finch" is Roe's."""
    if page.tokens[tie.second].upos != "VERB" or page.is_passive(tie.second):
        return False
    if page.is_said_against(tie.second):
        return tie.first not in page.subjects(tie.second)
    opened = page.clause_without_subject(tie.second)
    if opened is not None and tie.first < opened:
        return True
    own = [s for s in page.dependents(tie.second, "nsubj") if page.tokens[s].upos in ("NOUN", "PROPN")]
    return bool(own) and not any(tie.first in page.subtree(s) for s in own)


def _telling(page: Page, tie: Tie, found: list[Telling]) -> Telling:
    beside = [t for t in found if page.sentence_of(t.token) == page.sentence_of(tie.second)]
    type, role = _lexical(page, tie.second) or (tie.incident, _ROLES.get(tie.incident))
    if tie.predicate == "perpetrator_of":
        return Telling(tie.second, type, RULE, doers=tuple(_doers(page, tie, beside)))
    return Telling(tie.second, type, RULE, sufferers=tuple(_sufferers(page, tie, beside, role)))


def _lexical(page: Page, token: int) -> tuple[str, str | None] | None:
    """Type of the incident and what befell its victims, where the word itself tells them."""
    if page.word(token) in ("fire", "blaze") and page.tokens[token].upos == "NOUN":
        return "arson" if _SET.search(page.text) else "other", None
    found = deed_at(page, token) if page.tokens[token].upos == "VERB" else event_at(page, token)
    return (found[0], found[1] or None) if found is not None else None


def _add(found: list[Telling], added: Telling) -> None:
    """Put what is added to the telling of the same word or event, or beside the others."""
    k = next((k for k, t in enumerate(found) if added.token in (t.token, t.event)), None)
    if k is None:
        found.append(added)
    else:
        one = found[k]
        found[k] = replace(one, doers=(*one.doers, *added.doers), sufferers=(*one.sufferers, *added.sufferers))


def _doers(page: Page, tie: Tie, sentence: list[Telling]) -> Iterator[Doer]:
    """Whom the tie tells as having done it; nobody whom the rules already tell so, or as a victim."""
    hurt = {key_of(s.party) for t in sentence for s in t.sufferers if s.party is not None}
    told = {key_of(d.party) for t in sentence if _is_like(t, tie) for d in t.doers}
    if page.is_passive(tie.second):
        hurt |= {key_of(p) for p in parties_of(page).people_all(page.subjects(tie.second))}
    for party in doers(page, [tie.first], named=True):
        if key_of(party) in hurt | told or not may_be_blamed(page, party):
            continue
        doer = _as_told(page, tie, party)
        if doer is not None:
            yield doer


def _as_told(page: Page, tie: Tie, party: Argument) -> Doer | None:
    """The doer with the stage of the step above the deed, else of the words around it; never beyond `stage_of`."""
    step = governing_step(page, tie.second)
    if step is not None and key_of(party) in map(key_of, step.people):
        return Doer(party, step.stage, step.certainty, step.polarity, step.date, tie.score, f"tie.{tie.predicate}")
    doer = as_told(page, tie.second, party, how=f"tie.{tie.predicate}")
    if stage_of(page, tie, party) is None or (doer.stage == "stated" and tie.score < OWN_VOICE):
        return None
    return replace(doer, score=tie.score)


def _sufferers(page: Page, tie: Tie, sentence: list[Telling], role: str | None) -> Iterator[Sufferer]:
    """Whom the tie tells it befell; nobody whom the rules already tell so, or as having done it."""
    told = {key_of(s.party) for t in sentence if _is_like(t, tie) for s in t.sufferers if s.party is not None}
    did = {key_of(d.party) for t in sentence for d in t.doers}
    for party in [*harmed(page, [tie.first]), *bodies(page, [tie.first])]:
        if key_of(party) in told | did or stands_for_office(page, party) or _acts(page, tie) or _does_it(page, party):
            continue
        if _is_no_phrase(party) or _only_owns(page, tie):
            continue
        meant = _MEANT.search(page.sentence_text(page.sentence_of(tie.second))) is not None
        if not meant and not _is_only_possible(page, tie):
            yield Sufferer(party, role, how=f"tie.{tie.predicate}")


def _is_only_possible(page: Page, tie: Tie) -> bool:
    """Whether another verb tells what might have befallen them: "fired, potentially putting boys in danger"."""
    verb = next((a for a in page.ancestors(tie.first) if page.tokens[a].upos == "VERB"), None)
    if verb is None or verb == tie.second:
        return False
    around = {page.word(c) for c in page.dependents(verb, "aux", "advmod")}
    return bool(around & words("certainty", "possible"))


def _acts(page: Page, tie: Tie) -> bool:
    """Whether the one is the subject of another verb that has the deed below it: who condemns a murder is alive, and
    who was involved in it is no victim."""
    token = tie.first
    while page.tokens[token].deprel == "conj":
        token = page.tokens[token].head
    verb = page.tokens[token].head
    if tie.first in page.subjects(tie.second) and not page.is_passive(tie.second) and page.objects(tie.second):
        return True
    if _is_of_another_deed(page, token, tie.second):
        return True
    if any(_is_agent(page, t, tie.second) for t in (token, *list(page.ancestors(token))[:2])):
        return True
    if not page.tokens[token].deprel.startswith("nsubj") or verb < 0:
        return False
    if page.lemma(verb) in ("involve", "implicate", "participate") and tie.second in page.subtree(verb):
        return True
    if page.tokens[token].deprel.endswith("pass"):
        return False
    return tie.second != verb and deed_at(page, verb) is None and tie.second in page.subtree(verb)


def _is_of_another_deed(page: Page, token: int, deed: int) -> bool:
    """Whether two deeds befell two people each: "kidnapping a nephew and beating a landlady"."""
    verb = page.tokens[token].head
    if page.tokens[token].deprel != "obj" or verb in (-1, deed) or page.tokens[deed].upos != "VERB":
        return False
    return bool(page.dependents(deed, "obj")) and deed_at(page, verb) is not None


def _is_agent(page: Page, token: int, deed: int) -> bool:
    """Whether another deed was done by the one: "the murder of Venn, who was brought in by Roe"."""
    verb = page.tokens[token].head
    return page.case(token) == "by" and verb not in (-1, deed) and page.is_passive(verb)


def _does_it(page: Page, party: Argument) -> bool:
    """Whether a deed against another is told right behind the name, whatever the tree says: "Aa, 21, shot and killed
    Bb"."""
    m = party.mention
    if m is None:
        return False
    verb = page.token_at(m.end - 1) + 1
    end = page.sentences[page.sentence_of(verb - 1)].last
    while verb < end and (page.tokens[verb].upos in ("PUNCT", "NUM") or page.word(verb) in ("who", "then", "also")):
        verb += 1
    if verb >= end or page.tokens[verb].upos != "VERB" or deed_at(page, verb) is None or page.is_passive(verb):
        return False
    return any(o > verb for v in page.conjuncts(verb) for o in page.objects(v))


def _is_no_phrase(party: Argument) -> bool:
    """Whether a pronoun with more behind it was taken for somebody ("them than of you")."""
    said = party.name.lower().split()
    return len(said) > 1 and said[0] in PRONOUNS


def _only_owns(page: Page, tie: Tie) -> bool:
    """Whether it befell something of theirs: "the attack on Venn's residence", and not "Venn's murder" or his head."""
    t = page.tokens[tie.first]
    own = t.deprel == "nmod:poss" and t.head != tie.second
    return own and page.lemma(t.head) not in words("incidents", "lists.body_parts")


def _is_like(telling: Telling, tie: Tie) -> bool:
    """Whether a telling is of the same kind of incident as the tie, so that its parties are told already."""
    return telling.token == tie.second or telling.type == tie.incident or telling.rule == RULE
