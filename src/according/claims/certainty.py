"""How sure the source is, and whether it affirms or denies (CLAIMS.md §5, rulings 8, 16): words around the trigger."""

from .draft import Draft
from .page import Page
from .speakers import attributions_of
from .wordlists import words

_HELD = ("accused", "charged", "indicted", "on_trial", "pleaded_guilty", "convicted", "sentenced", "arrested", "wanted")
"""Stages whose accuser is certain, however the sentence hedges the deed ("allegedly")."""


def read_certainty(page: Page, draft: Draft) -> str:
    """`certain`, `probable`, `possible` or `unknown`, as the sentence puts it; lowest of what bears on the trigger."""
    sentence = page.sentences[draft.sentence]
    if page.text[sentence.start : sentence.end].rstrip().endswith("?"):
        return "unknown"
    near = _scope(page, draft.trigger)
    said = {page.word(t) for t in near} | {page.lemma(t) for t in near}
    if draft.stage in _HELD:
        return "certain"
    if said & words("certainty", "unknown") or said & words("certainty", "future"):
        return "unknown"
    if said & words("certainty", "possible"):
        return "possible"
    cues = {
        word
        for a in attributions_of(page, draft.trigger)
        for span in a.cue
        for word in span.of(page.text).lower().split()
    }
    if (said | cues) & words("certainty", "probable") or draft.stage == "suspected":
        return "probable"
    return "certain"


def read_polarity(page: Page, draft: Draft) -> str:
    """`negated` where the trigger is negated or its speaker denies it, else `affirmed`."""
    said = {page.word(c) for c in page.dependents(draft.trigger, "advmod", "det", "cc")}
    if said & words("certainty", "negators"):
        return "negated"
    token = page.tokens[draft.trigger]
    if token.head >= 0 and token.deprel.split(":")[0] in ("xcomp", "ccomp", "obj"):
        if page.lemma(token.head) in words("certainty", "denies"):
            return "negated"
        outer = {page.word(c) for c in page.dependents(token.head, "advmod")}
        if outer & words("certainty", "negators") and token.deprel == "xcomp":
            return "negated"
    for a in attributions_of(page, draft.trigger)[-1:]:
        cue = [t for span in a.cue for t in page.tokens_in(span)]
        if {page.word(t) for t in cue} & words("certainty", "denies") and not token.deprel.startswith("acl"):
            refused = {page.lemma(o) for t in cue for o in page.objects(t)} & words("certainty", "refused")
            return "affirmed" if refused else "negated"
    return "affirmed"


def _scope(page: Page, trigger: int) -> set[int]:
    """The trigger, its function words, and the two predicates above it with theirs."""
    found = {trigger, *page.dependents(trigger, "aux", "advmod", "mark", "amod", "cop")}
    for a in list(page.ancestors(trigger))[:2]:
        if page.tokens[a].upos in ("VERB", "AUX", "ADJ"):
            found |= {a, *page.dependents(a, "aux", "advmod", "mark")}
    return found
