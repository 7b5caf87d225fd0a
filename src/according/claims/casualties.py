"""The dead and the hurt of an incident: "left 12 dead", "was pronounced dead", "lost his life"."""

import re
from collections.abc import Iterator

from .deeds import deed_at, event_at, is_fatal
from .events import is_meant
from .incident_parties import harmed, people
from .page import SUBJECTS, Page
from .tellings import DEATH, Sufferer, Telling
from .wordlists import words

_DEAD = ("dead", "lifeless")
_HURT = ("wounded", "injured", "hurt", "maimed")
_TOLD_OF_HARM = ("report", "inflict", "cause", "suffer", "leave", "result", "be", "claim")
_HEART = re.compile(r"\bheart (?:attack|failure|disease)\b", re.IGNORECASE)
_SHOT = re.compile(r"\b(?:gunshot|bullet|stab|knife)\b|\bshot\b|\bstabbed\b|\bmurder", re.IGNORECASE)


def find_casualties(page: Page, token: int, killed: frozenset[str], *, violent: bool) -> Iterator[Telling]:
    """The dead and hurt that the word at `token` tells of.

    Args:
        killed: entities that the document tells as killed by somebody.
        violent: whether an incident with violence was told in this sentence or the three before.
    """
    lemma, t = page.lemma(token), page.tokens[token]
    if violent and _is_none_harmed(page, token):
        happened = _event_before(page, token)
        if happened is not None:
            nobody = (Sufferer(None, None, "negated", "possible"),)
            yield Telling(token, happened, "incident.unharmed", sufferers=nobody, definite=True)
    elif lemma == "die" and t.upos == "VERB":
        yield from _died(page, token, killed, page.subjects(token), violent)
    elif page.word(token) in _DEAD:
        yield from _died(page, token, killed, _called_dead(page, token), violent)
    elif page.word(token) in _HURT and (left := _left(page, token)) is not None:
        hurt = tuple(Sufferer(v, "injured") for v in harmed(page, left))
        if hurt:
            yield Telling(token, "assault", "incident.hurt", sufferers=hurt)
    elif lemma in ("life", "lives"):
        yield from _life(page, token)


def _is_none_harmed(page: Page, token: int) -> bool:
    """ "No casualties were reported", "did not cause injuries", "no one was hurt"."""
    lemma = page.lemma(token)
    if page.word(token) in _HURT or lemma in ("kill", "die"):
        return any(page.word(s) in ("nobody", "none") or _says_no(page, s) for s in page.dependents(token, *SUBJECTS))
    if lemma not in ("casualty", "casualties", "victim", "injury", "death", "fatality") or page.obliques(token, "of"):
        return False
    above = page.tokens[token].head
    told = above >= 0 and page.lemma(above) in _TOLD_OF_HARM
    if not told and not page.dependents(token, "expl"):
        return False
    denied = above >= 0 and {page.word(c) for c in page.dependents(above, "advmod")} & words("certainty", "negators")
    return _says_no(page, token) or bool(denied and page.tokens[token].deprel.startswith("obj"))


def _event_before(page: Page, token: int) -> str | None:
    """Type of the event told last, in this sentence or the one before."""
    sentence = page.sentence_of(token)
    first = page.sentences[max(0, sentence - 1)].first
    return next((e[0] for t in reversed(range(first, token)) if (e := event_at(page, t) or _deed(page, t))), None)


def _deed(page: Page, token: int) -> tuple[str, str] | None:
    return deed_at(page, token) if page.tokens[token].upos == "VERB" else None


def _says_no(page: Page, token: int) -> bool:
    return page.word(token - 1) == "no" or any(page.word(c) == "no" for c in page.dependents(token, "det"))


def _died(page: Page, token: int, killed: frozenset[str], subjects: list[int], violent: bool) -> Iterator[Telling]:
    if is_natural(page, token):
        return
    dead = harmed(page, subjects)
    by_violence = _tells_violence(page, page.sentence_of(token))
    told = [d for d in dead if violent or by_violence or (d.entity is not None and d.entity in killed)]
    if told:
        yield Telling(token, "homicide", DEATH, sufferers=tuple(Sufferer(d, "killed") for d in told))


def _tells_violence(page: Page, sentence: int) -> bool:
    """Whether the sentence speaks of wounds, or of an attack, a blast or the like."""
    s = page.sentences[sentence]
    return bool(_SHOT.search(page.sentence_text(sentence))) or any(
        event_at(page, t) is not None and page.lemma(t) not in ("death", "homicide") for t in range(s.first, s.last)
    )


def _called_dead(page: Page, token: int) -> list[int]:
    """Who is called dead: "left 12 dead", "was pronounced dead", "was found dead", "12 people are dead"."""
    left = _left(page, token)
    if left is not None:
        return left
    above = page.tokens[token].head
    if page.dependents(token, "cop"):
        return page.subjects(token)
    if above >= 0 and page.lemma(above) in ("pronounce", "find", "declare", "discover"):
        return page.objects(above)
    return []


def _left(page: Page, token: int) -> list[int] | None:
    """Whom "left … dead" or "leaving … wounded" counts, by the tree or by the words between."""
    t = page.tokens[token]
    above = t.head
    if above >= 0 and page.lemma(above) == "leave":
        own = page.dependents(token, "nsubj", "nsubj:pass")
        told = own or [o for o in page.objects(above) if o < token][-1:]
        if told:
            return told
    if above >= 0 and t.deprel.split(":")[0] in ("amod", "acl", "conj") and token == above + 1:
        verb = next((a for a in page.ancestors(token) if page.lemma(a) == "leave"), None)
        return [above] if verb is not None else None
    before = token - 1
    if before >= 0 and page.tokens[before].upos == "NUM":
        verbs = {page.lemma(a) for a in page.ancestors(token)}
        return [before] if verbs & {"leave", "report", "result"} else None
    return None


def _life(page: Page, token: int) -> Iterator[Telling]:
    """ "Took the life of X", "claimed X's life", "X lost his life"."""
    verb = page.tokens[token].head
    if verb < 0 or page.lemma(verb) not in ("take", "claim", "lose", "cost"):
        return
    if page.lemma(verb) == "lose":
        victims = page.subjects(verb)
    else:
        victims = [*page.obliques(token, "of"), *page.dependents(token, "nmod:poss"), *page.dependents(verb, "iobj")]
    dead = tuple(Sufferer(v, "killed") for v in people(page, victims))
    if dead:
        yield Telling(token, "homicide", "incident.life", sufferers=dead)


def is_natural(page: Page, verb: int) -> bool:
    """Whether a death has a cause of its own ("died of cancer", "died a day after a heart attack")."""
    if _HEART.search(page.sentence_text(page.sentence_of(verb))):
        return True
    if {page.word(c) for c in page.dependents(verb, "advmod")} & {"nearly", "almost"}:
        return True
    causes = {page.lemma(t) for t in page.obliques(verb, "of", "from", "after", "with")}
    return bool(causes & words("incidents", "lists.natural"))


def killed_in(page: Page) -> frozenset[str]:
    """Entities that the document tells as killed by somebody; who died of an illness is none."""
    found: set[str] = set()
    for token in range(len(page.tokens)):
        found.update(p.entity for p in people(page, _told_killed(page, token)) if p.entity is not None)
    return frozenset(found)


def _told_killed(page: Page, token: int) -> list[int]:
    lemma, t = page.lemma(token), page.tokens[token]
    denied = {page.word(c) for c in page.dependents(token, "advmod")} & words("certainty", "negators")
    if denied:
        return []
    if lemma == "die" and t.upos == "VERB" and not is_natural(page, token):
        return page.subjects(token)
    if t.upos == "VERB" and _kills(page, token) and not _is_only_meant(page, token):
        return page.objects(token)
    if lemma in ("death", "murder", "killing", "assassination") and t.upos == "NOUN" and not is_meant(page, token):
        return [*page.obliques(token, "of"), *page.dependents(token, "nmod:poss")]
    return []


def _kills(page: Page, verb: int) -> bool:
    told = deed_at(page, verb)
    return told is not None and (told[1] == "killed" or (told[1] == "injured" and is_fatal(page, verb)))


def _is_only_meant(page: Page, verb: int) -> bool:
    t = page.tokens[verb]
    listed = (
        words("incidents", "lists.meaning")
        | words("incidents", "lists.threatening")
        | words("incidents", "lists.trying")
    )
    return t.deprel in ("xcomp", "ccomp", "acl") and t.xpos == "VB" and page.lemma(t.head) in listed
