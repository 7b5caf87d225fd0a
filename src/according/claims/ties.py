"""What the reader's ties may add to what the rules found: the guards that every tie passes, in one place.

A tie comes from a model that has seen other documents; it knows no grammar and no law. So it only adds what the rules
missed, needs a higher score the more it would accuse, never blames whom the document tells as a victim, and never goes
further in law than the words and the steps told elsewhere bear out.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from according.model import Argument, Reading, Span, Tie
from according.ontology import ontology

from .bystanders import is_official, is_sufferer
from .deeds import AUTHORITIES
from .membership import NEAR_A_GROUP
from .page import Page
from .parties import parties_of
from .party_names import is_name, key_of
from .speakers import own_voice
from .steps import is_in_general, steps_of
from .wordlists import wordlist, words

LEAST = {
    "accused_of": 0.3,
    "perpetrator_of": 0.35,
    "victim_of": 0.3,
    "located_at": 0.4,
    "member_of": 0.3,
    "leads": 0.45,
    "holds_post": 0.3,
    "moved_to": 0.5,
    "dated": 0.5,
    "associate_of": 0.7,
    "residence": 0.8,
}
"""Score from which a tie is believed, chosen on 51 annotated documents that the model had not seen."""
OTHERS = 0.35
OWN_VOICE = 0.8
"""Score from which a journalist's flat telling accuses somebody."""
_UNKNOWN = "charged"
"""The furthest that a tie accuses somebody of whom the rules found no step; a sure one goes to the lowest stage at
law that its sentence words, and any to the only one."""
_PRIOR = re.compile(r"\b(?:prior|previous(?:ly)?|past|earlier|strikes?|enhancements?)\b", re.IGNORECASE)
_OCCASION = frozenset({"during", "after", "before", "following", "since", "amid", "until", "about"})
"""Prepositions that make an event the time of something else: convicted of murder during a robbery."""
_NO_DENIAL = frozenset({"without", "no", "none", "nobody"})
"""Negators that deny no deed: "held without bail", "no one was hurt"."""
_TRIED = re.compile(
    r"\b(?:try|tries|tried|trying|attempt(?:s|ed|ing)?|fail(?:s|ed)?|not (?:been |yet )?able|unable) to "
    r"(?:arrest|detain|apprehend|identify|find)\b"
)
"""Nobody was arrested by it."""
_ORDERED = re.compile(
    r"\b(?:order(?:s|ed|ing)? (?:for )?(?:the|his|her|their) arrests?|arrest (?:order|warrant)s?|warrants? for)\b"
)
"""An arrest that nobody has made yet."""
_THANKED = re.compile(r"\b(?:thank(?:s|ed|ing)?|commend(?:s|ed)?) (?!to\b)", re.IGNORECASE)
"""Whoever is named behind it helped."""
_OWNING = re.compile(r"[’']s? (?P<whose>(?:[\w-]+ ){0,2}[\w-]+)")
"""A name in the possessive, with the next three words."""
_HURT = 0.5
"""Score of a tie to an incident from which somebody is not blamed, as its victim."""
_MAN_BEHIND = re.compile(r"[ -](?:man|men|woman|women|couple|resident|residents|teen|teens|teenager)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b\d{1,2},\s*$")
_BEFORE = 24
"""Characters before a name that may say what somebody is in the case."""


def believed(reading: Reading, *predicates: str) -> Iterator[Tie]:
    """Ties of the predicates whose score suffices, in order."""
    for tie in reading.ties:
        if tie.predicate in predicates and tie.score >= LEAST.get(tie.predicate, OTHERS):
            yield tie


def may_be_blamed(page: Page, party: Argument) -> bool:
    """Whether a tie may accuse the party: nothing in the document tells it as victim, witness, official or helper."""
    m = party.mention
    if m is not None and _THANKED.search(
        page.text, page.sentences[page.sentence_of(page.token_at(m.start))].start, m.start
    ):
        return False
    if key_of(party) in _suffering(page) or _is_called_sufferer(page, party) or _is_town(page, party):
        return False
    if _is_somebody_of(page, party) or is_in_general(party):
        return False
    if _is_an_event(page, party) or _is_shared(page, party):
        return False
    return not is_sufferer(page, party) and not is_official(page, party)


def _near_ones() -> frozenset[str]:
    return words("kinship", "kin") | words("kinship", "company")


def _is_somebody_of(page: Page, party: Argument) -> bool:
    """Whether the name only tells whose brother or driver is meant ("Mira Vale's brother pleaded guilty"), whatever
    the tree says."""
    m = party.mention
    behind = _OWNING.match(page.text, m.end) if m is not None else None
    return behind is not None and not _near_ones().isdisjoint(behind["whose"].lower().split())


def _is_shared(page: Page, party: Argument) -> bool:
    """Whether the party goes by a surname that several people of the document have."""
    m = party.mention
    if m is None or " " in m.text or not is_name(m.text):
        return False
    named = (page.reading.mentions[i] for e in page.reading.entities for i in e.mentions)
    full = {page.text[n.start : n.end] for n in named if n.level == "named" and n.type == "person"}
    return len({name.split()[0] for name in full if name.endswith(f" {m.text}")}) > 1


def _is_an_event(page: Page, party: Argument) -> bool:
    """Whether the words for the party are for what happened ("a chain of killings")."""
    if party.mention is None or party.type == "Person":
        return False
    named = page.tokens_in(Span(party.mention.start, party.mention.end))
    return any(page.lemma(t) in wordlist("incidents")["nouns"] and page.tokens[t].xpos == "NNS" for t in named)


def _is_called_sufferer(page: Page, party: Argument) -> bool:
    """Whether the words right before the name call the party a victim or witness ("the witness Ivo Lantana")."""
    m = party.mention
    if m is None:
        return False
    before = re.findall(r"\w+", page.text[max(0, m.start - _BEFORE) : m.start].lower())[-2:]
    return bool(set(before) & words("law", "lists.sufferers"))


def _is_town(page: Page, party: Argument) -> bool:
    """Whether the name is the town that somebody is of ("Ivo Lantana, 28, Corvin, ...", "Corvin Man Charged")."""
    m = party.mention
    if m is None:
        return False
    return bool(_AGE_BEFORE.search(page.text, max(0, m.start - 8), m.start) or _MAN_BEHIND.match(page.text, m.end))


class _Suffering(frozenset[str]):
    """Parties that the reader's ties tell as victims anywhere; kept with the page."""


def _suffering(page: Page) -> _Suffering:
    found = page.memo.get(_Suffering)
    if not isinstance(found, _Suffering):
        hurt = [t.first for t in page.reading.ties if t.predicate == "victim_of" and t.score >= _HURT]
        found = _Suffering(key_of(p) for t in hurt for p in parties_of(page).people(t) if p.type == "Person")
        page.memo[_Suffering] = found
    return found


def is_of_another_matter(page: Page, tie: Tie) -> bool:
    """Whether words before the second word tell a prior matter or an enhancement, or that it was the occasion only."""
    start = page.sentences[page.sentence_of(tie.second)].start
    if _PRIOR.search(page.text, start, page.tokens[tie.second].start):
        return True
    named = tie.second
    while page.tokens[named].deprel == "compound" and page.tokens[named].head > named:
        named = page.tokens[named].head
    return page.case(named) in _OCCASION


def stage_of(page: Page, tie: Tie, party: Argument) -> str | None:
    """How far in law a tie accuses the party; None where it would be a journalist's own word and too unsure.

    The stage that the model saw is lowered to one that a word of the sentence tells, and to the furthest that the
    rules found for this person anywhere in the document; of whom they found nothing, to a charge. What the sentence
    denies, takes back or ends is left to the rules, and so is mere suspicion.
    """
    stages, told = ontology().stages, tie.stage
    if stages[told].exit or is_taken_back(page, tie):
        return None
    if told == "stated":
        if own_voice(page).kind in AUTHORITIES:
            return "accused"
        return "stated" if tie.score >= OWN_VOICE else None
    if told == "arrested" and _ORDERED.search(" ".join(_said(page, tie))):
        return "wanted"
    ladder = [name for name, stage in stages.items() if stage.rank is not None]
    reached = [s.stage for s in steps_of(page) if party.entity and party.entity in {p.entity for p in s.people}]
    ranks = [rank for s in reached if (rank := stages[s].rank) is not None]
    at_law = ladder[ladder.index(_UNKNOWN) :]
    worded = [name for name in at_law if _is_worded(page, tie, name)]
    if len(worded) > 1 and "or" in _said(page, tie):
        return None
    sure = tie.score >= OWN_VOICE or worded == [told]
    unknown = worded[0] if worded and sure else _UNKNOWN
    top = max(ranks, default=stages[unknown].rank or 0)
    if told == ladder[0]:
        return None
    for name in reversed(ladder[1 : ladder.index(told) + 1]):
        rank = stages[name].rank
        if rank is not None and rank <= max(top, stages["accused"].rank or 0) and _is_worded(page, tie, name):
            return name
    return "accused"


def _is_worded(page: Page, tie: Tie, stage: str) -> bool:
    """Whether a word of the tie's sentence tells the stage."""
    stems = wordlist("ties")["stages"].get(stage, [])
    return any(word.startswith(stem) for word in _said(page, tie) for stem in stems)


def doubted(page: Page, tie: Tie) -> str | None:
    """How sure the tie's sentence can be where it doubts or only accuses; None where it does neither."""
    said, lists = _said(page, tie), wordlist("ties")["lists"]
    if "/" in said or any(word.startswith(stem) for word in said for stem in lists["doubts"]):
        return "possible"
    if tie.predicate == "member_of" and any(a == "or" and b in NEAR_A_GROUP for a, b in pairwise(said)):
        return "possible"
    return "probable" if any(word.startswith(stem) for word in said for stem in lists["hedges"]) else None


def is_only_suspected(page: Page, tie: Tie) -> bool:
    """Whether the tie's sentence doubts or suspects, beyond accusing: who did it is left to the rules then."""
    stems = [*wordlist("ties")["lists"]["doubts"], *wordlist("ties")["lists"]["suspicions"]]
    return any(word.startswith(stem) for word in _said(page, tie) for stem in stems)


def is_taken_back(page: Page, tie: Tie) -> bool:
    """Whether the tie's sentence denies something, takes it back, ends a case, or asks for what nobody has done."""
    said, stems = _said(page, tie), wordlist("ties")["lists"]["taken_back"]
    denied = words("certainty", "negators") - _NO_DENIAL
    if _TRIED.search(" ".join(said)):
        return True
    return not denied.isdisjoint(said) or any(word.startswith(stem) for word in said for stem in stems)


def _said(page: Page, tie: Tie) -> list[str]:
    sentence = page.sentences[page.sentence_of(tie.second)]
    return [page.word(t) for t in range(sentence.first, sentence.last)]
