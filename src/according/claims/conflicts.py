"""One person told as both doer and sufferer: what hangs on a pronoun gives way to what is said by name.

Coreference now and then takes "him" for the wrong one of two people. Where that makes a killer his own victim, or
has the dead stand trial, the pronoun was misread; its claims are left out rather than pinned on somebody.
"""

import re
from collections.abc import Sequence

from according.model import Argument, Claim

from .party_names import PRONOUNS

_GUILT = ("perpetrator_of", "accused_of")
_PEOPLE = ("Person", "People")
_OFFICES = ("prosecutor", "police", "court_record")
_OF_AN_EVENT = "incident.event.victim"
"""The rule that reads victims off "the murder of A": where it saw one, no other reading of that name counts."""


def without_conflicts(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that a pronoun pins on the wrong side of a deed.

    Args:
        claims: of one document.

    Returns:
        The rest, in their order. A person who is both by name (shot while robbing a shop) keeps both, and "she had
        been threatened" stays with the accused if no deed of hers stands in that sentence.
    """
    accused = [c for c in claims if c.predicate in _GUILT and c.polarity == "affirmed"]
    harmed = [c for c in claims if c.predicate == "victim_of" and c.polarity == "affirmed"]
    by_name_accused = {_who(c.subject) for c in accused if not _is_pronoun(c.subject)}
    by_name_harmed = {_who(c.subject) for c in harmed if not _is_pronoun(c.subject)}
    same_words = {(c.evidence[0].start, _words(c.subject)) for c in accused}
    named_victims = {(c.evidence[0].start, _words(c.subject)) for c in harmed if c.rule == _OF_AN_EVENT}
    same_sentence = {(c.evidence[0].start, _who(c.subject)) for c in accused}

    def is_misread(claim: Claim) -> bool:
        who = _who(claim.subject)
        if who is None:
            return False
        if claim.predicate == "victim_of":
            at = claim.evidence[0].start
            impossible = claim.qualifiers.role == "killed" or (at, who) in same_sentence
            by_pronoun = _is_pronoun(claim.subject) and who in by_name_accused
            doubled = (at, _words(claim.subject)) in same_words and claim.rule != _OF_AN_EVENT
            return doubled or (by_pronoun and impossible)
        if claim.predicate in _GUILT and (claim.evidence[0].start, _words(claim.subject)) in named_victims:
            return True
        return (
            claim.predicate in _GUILT
            and _is_pronoun(claim.subject)
            and who in by_name_harmed
            and who not in by_name_accused
        )

    return [c for c in claims if not is_misread(c)]


_DYING = re.compile(r"(?:deaths?|die[sd]?|dying|dead|passing|lives|life)", re.IGNORECASE)
_VIOLENT = re.compile(
    r"\b(?:kill\w*|murder\w*|homicid\w*|manslaughter|slain|slay\w*|assassinat\w*|shot|shoot\w*|gun\w*|bullets?|stab\w*|"
    r"knif\w*|beat\w*|strangl\w*|wound\w*|injur\w*|attack\w*|bomb\w*|blast|explo\w*|clash\w*|crash\w*|struck|fight\w*|"
    r"chokehold|police|victims?|hospital|massacre|ambush\w*|combat|troops|soldiers?|rebels?|guerrillas?|poison\w*|torch\w*|"
    r"fire|blaze|arson|overdos\w*|custody|prison)\b",
    re.IGNORECASE,
)


def without_natural_deaths(claims: Sequence[Claim], *, of_a_contest: bool) -> list[Claim]:
    """The claims without the homicides that a journalist's "died" or "her death" alone does not tell.

    Args:
        claims: of one document.
        of_a_contest: whether the document speaks of a campaign or a match, where a killing is only mentioned.

    Returns:
        All others: deaths told by an authority, in a story of a killing, with violence in the sentence, or of
        somebody who was killed by another sentence.
    """
    killings = [c for c in claims if c.predicate == "victim_of" and not _tells_a_death(c)]
    if any(c.qualifiers.role == "killed" for c in killings) and not of_a_contest:
        return list(claims)
    killed = {_who(c.subject) for c in killings} - {None}

    def is_natural(claim: Claim) -> bool:
        if claim.predicate != "victim_of" or not _tells_a_death(claim) or claim.attribution[0].kind in _OFFICES:
            return False
        return _who(claim.subject) not in killed and not _VIOLENT.search(claim.evidence[0].quote)

    return [c for c in claims if not is_natural(c)]


def _tells_a_death(claim: Claim) -> bool:
    mention = claim.object.mention if claim.object is not None else None
    return mention is not None and _DYING.fullmatch(mention.text) is not None


def _who(argument: Argument | None) -> str | None:
    """The entity of a person or of people, else None."""
    return argument.entity if argument is not None and argument.type in _PEOPLE else None


def _words(argument: Argument | None) -> tuple[int, int] | None:
    mention = argument.mention if argument is not None else None
    return (mention.start, mention.end) if mention is not None else None


def _is_pronoun(argument: Argument | None) -> bool:
    mention = argument.mention if argument is not None else None
    return mention is not None and mention.text.lower() in PRONOUNS
