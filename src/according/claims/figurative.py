"""Violence of words: campaigns attack, teams beat, cameras shoot, and nobody is hurt.

Political and sports reporting uses the verbs of violence for criticism, votes and scores. A deed read out of such a
sentence would accuse somebody of a crime that nobody speaks of; so in doubt there is no deed.
"""

from .draft import Draft
from .page import Page
from .wordlists import wordlist, words

_OF_DEEDS = ("perpetrator_of", "victim_of", "located_at", "dated", "weapon_in", "loss_in", "accused_of")
_REGISTER = 4
"""Different words of a register that make a document one of a campaign or a match."""


def is_figurative(page: Page, draft: Draft) -> bool:
    """Whether the trigger of a draft speaks of a blow that is none ("attacked Rowe for missing the vote")."""
    if draft.predicate not in _OF_DEEDS:
        return False
    trigger = page.tokens[draft.trigger]
    lemma = page.lemma(draft.trigger)
    if trigger.upos == "NOUN":
        words_only = lemma in words("figurative", "nouns") and _is_without_bodies(page, draft)
        if lemma == "death" and _is_nobodys_deed(page, draft.trigger):
            return True
        return words_only or (lemma == "indictment" and _is_said_to_be(page, draft.trigger))
    if trigger.upos != "VERB" or lemma not in words("figurative", "verbs"):
        return False
    return (
        _does_no_harm(page, draft.trigger, lemma)
        or _is_criticism(page, draft.trigger, lemma)
        or _is_without_bodies(page, draft)
    )


def _is_nobodys_deed(page: Page, death: int) -> bool:
    """ "The custodial death of Rowe": that he died in a cell does not say that anybody killed him."""
    kind = {page.word(c) for c in page.dependents(death, "amod", "compound")} | {page.word(death - 1)}
    return bool(kind & words("figurative", "deaths"))


def _is_said_to_be(page: Page, noun: int) -> bool:
    """ "The empty halls are an indictment of the mayor": no grand jury returned it."""
    return bool(page.dependents(noun, "cop"))


def _does_no_harm(page: Page, verb: int, lemma: str) -> bool:
    harmless = wordlist("figurative")["objects"].get(lemma, ())
    return any(page.lemma(o) in harmless or page.word(o) in harmless for o in page.objects(verb))


def _is_criticism(page: Page, verb: int, lemma: str) -> bool:
    """ "Attacked him for voting", "attack her as a spendthrift"."""
    if lemma not in ("attack", "assault", "hit", "punch", "slash"):
        return False
    clauses = page.dependents(verb, "advcl")
    return any(page.case(o) == "as" for o in page.dependents(verb, "obl")) or any(
        page.word(m) == "for" for c in clauses for m in page.dependents(c, "mark", "case")
    )


def _is_without_bodies(page: Page, draft: Draft) -> bool:
    return is_of_a_contest(page) and not _is_bodily(page, draft.sentence, draft.trigger)


def is_of_a_contest(page: Page) -> bool:
    """Whether the document speaks of a campaign or a match, by the number of different words of that register."""
    return any(len(page.vocabulary & words("figurative", kind)) >= _REGISTER for kind in ("politics", "sport"))


def _is_bodily(page: Page, sentence: int, trigger: int) -> bool:
    """Whether the sentence has arms, wounds, fighters or police beside the verb itself."""
    s = page.sentences[sentence]
    return any(page.word(t) in words("figurative", "bodily") for t in range(s.first, s.last) if t != trigger)
