"""What groups do: engages_in.

Only a flat statement about a group is `engages_in` (ruling 6); wording that accuses belongs to `accused_of`, and one
person's act is never a group's business.
"""

import re
from collections.abc import Iterator
from functools import cache

from according.model import Argument, MentionText, Qualifiers, Span

from .draft import Draft, each_once
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name
from .places import place_mention
from .wordlists import wordlist, words

_ACCUSING = words("activities", "accusing")


def find_activities(page: Page) -> Iterator[Draft]:
    """engages_in of one page, each activity of a group once a sentence."""
    yield from each_once(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    last: list[Draft] = []
    for t in range(len(page.tokens)):
        lemma = page.lemma(t).replace("traffick", "traffic")
        if page.tokens[t].upos in ("VERB", "ADJ"):
            if lemma in wordlist("activities")["verbs"] or lemma in words("activities", "object_verbs.verbs"):
                found = list(_acting(parties, t, lemma))
                if not found and last and _goes_on(page, last[-1].trigger, t) and _acts_on(page, t):
                    found = list(_acting_too(parties, last, t, lemma))
                yield from found
                last = found or last
        elif page.tokens[t].upos in ("NOUN", "PROPN") and page.word(t) in words("bodies", "criminal"):
            yield from _called_by_trade(parties, t)


def _acting(parties: Parties, verb: int, lemma: str) -> Iterator[Draft]:
    """ "A traffics cocaine", "the gang engages in extortion and murder", "both groups smuggled migrants"."""
    page = parties.page
    if _accused(page, verb) or page.tokens[verb].deprel == "amod" or _only_meant(page, verb):
        return
    groups = _actors(parties, verb)
    if not groups:
        return
    found: dict[str, Span] = {}
    if lemma in words("activities", "object_verbs.verbs"):
        heads = [*page.dependents(verb, "obj"), *page.obliques(verb, "in", "from", "for", "through", "with", "out")]
        for head in [h for t in heads for h in page.conjuncts(t)]:
            pair = wordlist("activities")["pairs"].get(f"{lemma} {page.word(head)}")
            span = _span(parties, head)
            if pair is not None:
                found.setdefault(pair, Span(page.tokens[verb].start, span.end))
            else:
                for code, words_of in codes_in(page.text, span):
                    if code == "other" and lemma not in ("commit", "engage"):
                        continue
                    if code in ("arms_trafficking", "migrant_smuggling", "drug_trafficking") and lemma in (
                        "use",
                        "control",
                        "know",
                        "involve",
                        "carry",
                        "charge",
                    ):
                        continue
                    found.setdefault(code, words_of)
    told = lemma in _TRADES or page.dependents(verb, "obj") or (lemma == "threaten" and page.dependents(verb, "xcomp"))
    habit = lemma in _TRADES or _habitual(page, verb)
    if lemma in wordlist("activities")["verbs"] and not found and told and habit:
        end = max([page.tokens[t].end for t in [verb, *(o for o in page.dependents(verb, "obj"))]])
        found[wordlist("activities")["verbs"][lemma]] = Span(page.tokens[verb].start, max(end, page.tokens[verb].end))
    for group in groups:
        for code, span in found.items():
            yield _activity(parties, group, code, span, verb, "activity.verb")


def _goes_on(page: Page, before: int, verb: int) -> bool:
    """Whether two participles stand in one list: "by beating debtors, burning shops and kidnapping others"."""
    if page.sentence_of(before) != page.sentence_of(verb) or page.tokens[verb].xpos != "VBG":
        return False
    between = range(before + 1, verb)
    subject = any(page.tokens[t].deprel.startswith("nsubj") for t in between)
    return (
        page.tokens[before].xpos == "VBG" and not subject and any(page.word(t) in (",", "and", "or") for t in between)
    )


def _acts_on(page: Page, verb: int) -> bool:
    return bool(page.dependents(verb, "obj")) or any(page.dependents(c, "obj") for c in page.dependents(verb, "conj"))


def _acting_too(parties: Parties, last: list[Draft], verb: int, lemma: str) -> Iterator[Draft]:
    """The next of a list of acts, by the groups of the one before."""
    page = parties.page
    code = wordlist("activities")["verbs"].get(lemma)
    groups = {d.subject.entity or d.subject.name: d.subject for d in last if d.subject is not None}
    if code is None or _accused(page, verb):
        return
    end = max(page.tokens[t].end for t in (verb, *page.dependents(verb, "obj")))
    for group in groups.values():
        yield _activity(parties, group, code, Span(page.tokens[verb].start, end), verb, "activity.verb")


_AT_LAW = frozenset(
    {"accuse", "charge", "indict", "convict", "suspect", "sentence", "arraign", "plead", "arrest", "try", "face"}
)
"""What is told under a step of law against somebody is that person's, and no trade of the group's."""
_TRADES = frozenset({"extort", "traffic"})
"""Verbs that tell a trade even of the past and without what is traded."""


def _only_meant(page: Page, verb: int) -> bool:
    """Whether the act is only threatened, planned or offered ("threatening to kill")."""
    head = page.tokens[verb].head
    if head >= 0 and page.tokens[verb].deprel == "conj":
        apart = page.tokens[verb].xpos == "VBG" and page.tokens[head].xpos == "VB"
        return not apart and _only_meant(page, head)
    return head >= 0 and page.tokens[verb].deprel in ("xcomp", "ccomp") and page.lemma(head) in _MEANT


_MEANT = words("activities", "only_meant")


def _actors(parties: Parties, verb: int) -> list[Argument]:
    """Groups (or groups through their members in general) that act; a counted set of people is not the group."""
    page = parties.page
    subjects = page.agents(verb)
    token = page.tokens[verb]
    if not subjects and token.deprel.split(":")[0] in ("advcl", "xcomp") and token.head >= 0:
        subjects = page.subjects(token.head)
    found: dict[str, Argument] = {}
    for t in [c for s in subjects for c in page.conjuncts(s)]:
        first, last = parties.core(t)
        one = page.tokens[t].xpos in ("NN", "NNP") and page.lemma(t) in ("member", "associate")
        if one or (page.word(t) in words("bodies", "members") and parties.count(first, last) is not None):
            continue
        definite = (
            page.word(first) in ("the", "this", "that", "these", "both", "its", "their")
            or page.tokens[t].upos == "PRON"
        )
        for group in parties.standing_for(t):
            if group.type == "Group" and (definite or is_name(group.name)):
                found.setdefault(group.entity or group.name.lower(), group)
    return list(found.values())


def _accused(page: Page, verb: int) -> bool:
    """Whether the clause hangs on accusation wording, which is not a flat statement."""
    for n, ancestor in enumerate(page.ancestors(verb)):
        if n > 2:
            break
        if page.lemma(ancestor) in _ACCUSING and page.is_passive(ancestor):
            return True
        if page.lemma(ancestor) in _AT_LAW:
            return True
    hedges = {page.word(c) for c in page.dependents(verb, "advmod")}
    return bool(hedges & {"allegedly", "reportedly", "purportedly"})


def _habitual(page: Page, verb: int) -> bool:
    """Whether the verb tells what the group does rather than one event: present, progressive, or plural object."""
    token = page.tokens[verb]
    aux = {page.word(c) for c in page.dependents(verb, "aux")}
    if token.xpos in ("VBZ", "VBP", "VBG") or aux & {"been", "would", "used"}:
        return True
    objects = page.dependents(verb, "obj")
    return any(page.tokens[o].xpos == "NNS" and not page.dependents(o, "nummod") for o in objects)


def _called_by_trade(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A burglary crew", "this drug-trafficking gang", "a retail theft ring"."""
    page = parties.page
    if _accused(page, noun):
        return
    first, _ = parties.core(noun)
    if first >= noun or page.word(noun) in ("crime", "criminal", "terrorist"):
        return
    span = Span(page.tokens[first].start, page.tokens[noun - 1].end)
    if page.word(first) not in ("the", "this", "that", "these", "a", "an") and not any(
        parties.is_group_name(t) for t in range(first, noun)
    ):
        return
    for group in parties.groups(noun)[:1]:
        for code, words_of in codes_in(page.text, span):
            if code != "other":
                yield _activity(parties, group, code, words_of, noun, "activity.trade")


def _span(parties: Parties, head: int) -> Span:
    page = parties.page
    first, last = parties.core(head)
    end = page.tokens[last - 1].end
    below = [
        c
        for c in page.dependents(head, "nmod")
        if page.case(c) in ("of", "for", "in") and place_mention(parties, c) is None
    ]
    if below:
        end = max(end, *(page.subtree_span(c).end for c in below))
    return Span(page.tokens[first].start, min(end, page.tokens[first].start + 160))


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    code_of = {phrase: code for code, phrases in wordlist("activities")["phrases"].items() for phrase in phrases}
    ordered = sorted(code_of, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", re.IGNORECASE), code_of


def codes_in(text: str, span: Span) -> list[tuple[str, Span]]:
    """Codes of the activities named in a stretch, each once, with the words; "drug and sex trafficking" gives two."""
    pattern, code_of = _phrases()
    found: dict[str, Span] = {}
    stretch = span.of(text)
    for match in re.finditer(
        r"(?<!\w)(drug|sex|human|arms|weapons)(?:,? (?:and|or) | ?, )(drug|sex|human|arms|weapons|gun)[ -]trafficking",
        stretch,
        re.IGNORECASE,
    ):
        for kind in (match[1], match[2]):
            code = code_of.get(f"{kind.lower()} trafficking")
            if code:
                found.setdefault(code, Span(span.start + match.start(), span.start + match.end()))
    for match in pattern.finditer(stretch):
        found.setdefault(code_of[match[0].lower()], Span(span.start + match.start(), span.start + match.end()))
    return list(found.items())


def _activity(parties: Parties, group: Argument, code: str, span: Span, trigger: int, rule: str) -> Draft:
    page = parties.page
    words_of = span.of(page.text)
    return Draft(
        "engages_in", group, Argument("Activity", code, mention=MentionText(span.start, span.end, words_of)),
        page.sentence_of(trigger), trigger, rule, qualifiers=Qualifiers(activity=" ".join(words_of.split())), score=0.7,
    )  # fmt: skip
