"""How sure the source is, and whether it affirms or denies (CLAIMS.md §5, rulings 8, 16): words around the trigger."""

import re

from .draft import Draft
from .page import Page
from .sayings import attributions_of, cue_tokens
from .wordlists import words

BESIDE_A_NAME = ("post.after_name", "post.before_name", "post.of_body", "alias.acronym", "alias.written_out")
"""Patterns of what stands beside a name to say whose it is: no speaker's point, and nothing that he denies."""
_HELD = ("accused", "charged", "indicted", "on_trial", "pleaded_guilty", "convicted", "sentenced", "arrested", "wanted")
"""Stages whose accuser is certain, however the sentence hedges the deed ("allegedly")."""


_RELATIONS = ("member_of", "leads", "associate_of", "part_of", "operates_in", "engages_in", "rival_of", "allied_with")
_ALLEGEDLY = frozenset({"allegedly", "reputedly", "purportedly", "supposedly"})
"""Adverbs that doubt a relation (ruling 8); of a deed they only say that somebody accuses (ruling 13)."""
_CLOSE = 60
"""Characters between a deed and the name of its doer."""
_FAR = 4
"""Words up the tree that a possibility bears on."""
_UNCONFIRMED = re.compile(
    r"\b(?:unconfirmed|unverified|(?:not|n[’']t) (?:yet |been ){0,2}(?:confirmed|verified))\b", re.IGNORECASE
)
_FALSE_REPORT = re.compile(
    r"\b(?:false|falsified|fake|bogus|fabricated|made-up|untrue) (?:[\w-]+ ){0,2}"
    r"(?:reports?|claims?|stor(?:y|ies)|rumou?rs?|accounts?|tweets?|posts?|alarms?) (?:of|about) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\s*and\s*/\s*or\b", re.IGNORECASE)


def _is_one_of_two(page: Page, trigger: int) -> bool:
    """ "Members and/or associates", "documentation and/or arrest": the one or the other, nobody says which."""
    t = page.tokens[trigger]
    before = page.text[max(0, t.start - 8) : t.start]
    return _AND_OR.match(page.text, t.end) is not None or _AND_OR.fullmatch(before.rstrip()[-6:]) is not None


def _is_unconfirmed(page: Page, draft: Draft) -> bool:
    """Whether the sentence says that nobody has confirmed what it tells."""
    sentence = page.sentences[draft.sentence]
    return _UNCONFIRMED.search(page.text, sentence.start, sentence.end) is not None


def _is_false_report(page: Page, trigger: int) -> bool:
    """Whether a report of what the word tells, or tells more of, is called false ("fake reports of an explosion")."""
    first = page.sentences[page.sentence_of(trigger)].start
    starts = [page.tokens[t].start for t in (trigger, *list(page.ancestors(trigger))[:2])]
    return any(_FALSE_REPORT.search(page.text, max(first, at - _CLOSE), at) for at in starts)


def read_certainty(page: Page, draft: Draft) -> str:
    """`certain`, `probable`, `possible` or `unknown`, as the sentence puts it; lowest of what bears on the trigger."""
    sentence = page.sentences[draft.sentence]
    if page.text[sentence.start : sentence.end].rstrip(" \n\"”’'»)").endswith("?"):
        return "unknown"
    near = _scope(page, draft)
    said = {w for t in near if page.tokens[t].upos not in ("NOUN", "PROPN") for w in (page.word(t), page.lemma(t))}
    told = attributions_of(page, draft.trigger)
    cues = [{w for t in cue_tokens(page, a) for w in (page.word(t), page.lemma(t))} for a in told]
    if any(cue & words("certainty", "negators") and not cue & words("certainty", "denies") for cue in cues):
        return "unknown"
    if _is_one_of_two(page, draft.trigger) or (draft.predicate in _FACTS and _is_unconfirmed(page, draft)):
        return "possible"
    if draft.stage in _HELD:
        if _is_to_come(page, draft) or (draft.predicate == "perpetrator_of" and said & words("certainty", "future")):
            return "unknown"
        return "possible" if draft.stage == "accused" and said & words("certainty", "possible") else "certain"
    if said & words("certainty", "unknown") or said & words("certainty", "future") or _is_only_meant(page, draft):
        return "unknown"
    if said & words("certainty", "possible") or _is_a_possibility(page, draft):
        return "possible"
    if draft.stage is None and draft.predicate in _RELATIONS and said & _ALLEGEDLY:
        return "probable"
    hedged = said | set().union(*cues) | _words_of_doers(draft) | _before_the_doer(page, draft)
    if hedged & words("certainty", "probable") or draft.stage == "suspected":
        return "probable"
    return "certain"


def _words_of_doers(draft: Draft) -> set[str]:
    """ "Shot dead by alleged members of the front": who did it is as doubtful as they are."""
    if (
        draft.predicate not in ("perpetrator_of", "accused_of")
        or draft.subject is None
        or draft.subject.mention is None
    ):
        return set()
    return set(draft.subject.mention.text.lower().split())


def _before_the_doer(page: Page, draft: Draft) -> set[str]:
    """ "Was killed, apparently by another column": the words between a deed and who did it."""
    m, t = draft.subject.mention if draft.subject is not None else None, page.tokens[draft.trigger]
    if draft.predicate != "perpetrator_of" or m is None or not 0 < m.start - t.end < _CLOSE:
        return set()
    return set(re.findall(r"\w+(?=,? by\b)", page.text[t.end : m.start].lower()))


def _is_a_possibility(page: Page, draft: Draft) -> bool:
    """ "The possibility of an attack with rockets": what hangs on such a noun has not happened."""
    for above in list(page.ancestors(draft.trigger))[:_FAR]:
        if page.tokens[above].upos == "VERB":
            return False
        if page.lemma(above) in words("certainty", "possibilities"):
            return True
    return False


def _is_to_come(page: Page, draft: Draft) -> bool:
    """ "Is expected to be charged", "to be sentenced": a step that nobody has taken."""
    verb = page.tokens[draft.trigger]
    if page.lemma(draft.trigger) not in words("certainty", "steps"):
        return False
    helpers = page.dependents(draft.trigger, "aux", "advmod", "mark")
    own = {page.word(t) for t in helpers}
    if (
        page.word(draft.trigger - 1) == "be"
        and page.word(draft.trigger - 2) == "to"
        and not page.dependents(draft.trigger, "ccomp")
    ):
        return True
    if own & (words("certainty", "future") | {"would", "should", "may", "might", "could", "if", "unless"}):
        return True
    if verb.deprel != "xcomp" or verb.head < 0:
        return False
    return page.lemma(verb.head) in words("certainty", "to_come")


def _is_only_meant(page: Page, draft: Draft) -> bool:
    """ "Ordered to pay", "plan to attack": what a command or a wish governs has not happened."""
    verb = page.tokens[draft.trigger]
    if verb.deprel != "xcomp" or verb.head < 0 or draft.predicate not in ("paid", "moved_to", "owns", "operates_in"):
        return False
    return page.lemma(verb.head) in words("certainty", "meant")


def read_polarity(page: Page, draft: Draft) -> str:
    """`negated` where the trigger is negated or its speaker denies it, else `affirmed`."""
    if _is_false_report(page, draft.trigger):
        return "negated"
    said = {page.word(c) for c in page.dependents(draft.trigger, "advmod", "det", "cc")}
    if said & (words("certainty", "negators") | words("certainty", "wrongly")):
        return "negated"
    token = page.tokens[draft.trigger]
    if token.head >= 0 and token.deprel.split(":")[0] in ("xcomp", "ccomp", "obj"):
        requested = page.lemma(draft.trigger) in words("certainty", "refused")
        if page.lemma(token.head) in words("certainty", "denies") and not requested:
            return "negated"
        outer = {page.word(c) for c in page.dependents(token.head, "advmod")}
        if outer & words("certainty", "negators") and token.deprel == "xcomp":
            return "negated"
    if draft.rule in BESIDE_A_NAME:
        return "affirmed"
    for a in attributions_of(page, draft.trigger)[-1:]:
        cue = cue_tokens(page, a)
        if {page.lemma(t) for t in cue} & words("certainty", "believing") and {page.word(t) for t in cue} & words(
            "certainty", "negators"
        ):
            return "negated"
        if {page.word(t) for t in cue} & words("certainty", "denies") and not _describes(page, draft.trigger):
            refused = {page.lemma(o) for t in cue for o in page.objects(t)} & words("certainty", "refused")
            return "affirmed" if refused else "negated"
    return "affirmed"


def _describes(page: Page, trigger: int) -> bool:
    """Whether the word's clause describes a noun that somebody else is meant by, and is not what was denied."""
    token = page.tokens[trigger]
    if not token.deprel.startswith("acl") or token.head < 0:
        return False
    return page.lemma(token.head) not in words("certainty", "accusations")


_OF_PERSON = ("age", "nationality", "alias_of", "term_means")
"""Told beside a name; what the sentence hedges is something else."""
_FACTS = ("victim_of", "located_at", "dated", "weapon_in", "loss_in")
_CARRYING = ("xcomp", "ccomp", "obj", "nsubj", "conj", "csubj", "nsubj:pass", "advcl:relcl")
"""Relations through which a modal or a verb of belief above bears on what it governs; a reason or a time is its own."""


def _scope(page: Page, draft: Draft) -> set[int]:
    """The trigger, its function words, and the two predicates above that bear on it with theirs."""
    trigger = draft.trigger
    found = {trigger, *page.dependents(trigger, "aux", "advmod", "mark", "amod", "cop")}
    if draft.predicate in _OF_PERSON:
        return found
    below = trigger
    for a in list(page.ancestors(trigger))[:2]:
        if draft.predicate in _FACTS and page.tokens[below].deprel not in _CARRYING:
            break
        if page.tokens[a].upos in ("VERB", "AUX", "ADJ") or page.dependents(a, "cop"):
            found |= {a, *page.dependents(a, "aux", "advmod", "mark")}
        below = a
    return found
