"""What groups do and how states mark them: engages_in, sanctioned_by, designated_as.

Only a flat statement about a group is `engages_in` (ruling 6); wording that accuses belongs to `accused_of`, and one
person's act is never a group's business.
"""

import re
from collections.abc import Iterator
from functools import cache

from according.model import Argument, MentionText, Qualifiers, Span

from .clauses import date_of
from .draft import Draft
from .page import Page
from .parties import Parties, is_name, parties_of
from .places import place_mention
from .wordlists import wordlist, words

_ACCUSING = frozenset(
    {
        "accuse",
        "charge",
        "indict",
        "convict",
        "suspect",
        "allege",
        "blame",
        "link",
        "believe",
        "say",
        "claim",
        "sentence",
        "arrest",
        "plead",
        "acquit",
        "tie",
    }
)


def find_activities(page: Page) -> Iterator[Draft]:
    """engages_in, sanctioned_by and designated_as of one page."""
    parties = parties_of(page)
    seen: set[tuple[str, int, str, str]] = set()
    for draft in _all(parties):
        key = (
            draft.predicate,
            draft.sentence,
            draft.subject.name.lower() if draft.subject else "",
            draft.object.name.lower() if draft.object else "",
        )
        if key not in seen:
            seen.add(key)
            yield draft


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        lemma = page.lemma(t)
        if page.tokens[t].upos in ("VERB", "ADJ"):
            if lemma in wordlist("activities")["verbs"] or lemma in words("activities", "object_verbs.verbs"):
                yield from _acting(parties, t, lemma)
            if lemma in words("activities", "sanctions.verbs"):
                yield from _marked(parties, t)
        elif page.tokens[t].upos in ("NOUN", "PROPN"):
            if page.word(t) in words("bodies", "criminal"):
                yield from _called_by_trade(parties, t)
            if page.word(t) in words("activities", "sanctions.orders"):
                yield from _order(parties, t)


# --- engages_in -----------------------------------------------------------------------------------------------------


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
    if (
        lemma in wordlist("activities")["verbs"]
        and not found
        and (page.dependents(verb, "obj") or lemma in ("extort", "traffic"))
    ) and _habitual(page, verb):
        end = max([page.tokens[t].end for t in [verb, *(o for o in page.dependents(verb, "obj"))]])
        found[wordlist("activities")["verbs"][lemma]] = Span(page.tokens[verb].start, max(end, page.tokens[verb].end))
    for group in groups:
        for code, span in found.items():
            yield _activity(parties, group, code, span, verb, "activity.verb")


def _only_meant(page: Page, verb: int) -> bool:
    """Whether the act is only threatened, planned or offered ("threatening to kill")."""
    head = page.tokens[verb].head
    return head >= 0 and page.tokens[verb].deprel in ("xcomp", "ccomp", "conj") and page.lemma(head) in _MEANT


_MEANT = frozenset(
    {
        "threaten",
        "vow",
        "plan",
        "intend",
        "conspire",
        "want",
        "offer",
        "promise",
        "plot",
        "refuse",
        "try",
        "attempt",
        "agree",
        "order",
        "hope",
    }
)


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
        if page.word(t) in words("bodies", "members") and parties.count(first, last) is not None:
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
        if page.lemma(ancestor) in ("accuse", "charge", "indict", "convict", "suspect"):
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


# --- sanctions and designations -------------------------------------------------------------------------------------


def _marked(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "The ministry sanctioned A", "A was designated a terrorist organization by B", "the gang was enjoined"."""
    page = parties.page
    lemma = page.lemma(verb)
    designated = words("activities", "sanctions.designations")
    targets = [t for t in page.objects(verb) if page.word(t) not in designated]
    if not any(parties.groups(t) for t in targets):
        targets += parties.name_after(verb)
    marked = [g for t in targets for g in (parties.groups(t) or parties.people(t))]
    if not marked:
        return
    by = _authority(parties, page.agents(verb))
    if lemma in ("sanction", "blacklist", "enjoin", "ban", "outlaw", "proscribe"):
        for one in marked:
            if one.type == "Group" or lemma in ("sanction", "blacklist"):
                yield Draft(
                    "sanctioned_by",
                    one,
                    by,
                    page.sentence_of(verb),
                    verb,
                    "sanction.verb",
                    qualifiers=Qualifiers(date=date_of(page, verb)),
                    score=0.75,
                )
    if lemma in ("designate", "label", "declare", "classify", "list", "brand", "deem", "add", "name", "proscribe"):
        names = [
            c
            for c in page.dependents(verb, "xcomp", "obj", "obl")
            if page.word(c) in words("activities", "sanctions.designations") and c not in targets
        ]
        for noun in names:
            if page.tokens[noun].deprel == "obl" and page.case(noun) not in ("as", "to", "on"):
                continue
            value = parties.made_argument(noun, "Value")
            for one in marked:
                if one.type == "Group" or is_name(one.name):
                    yield Draft(
                        "designated_as",
                        one,
                        value,
                        page.sentence_of(verb),
                        verb,
                        "designation.verb",
                        qualifiers=Qualifiers(date=date_of(page, verb), by=by),
                        score=0.75,
                    )


def _order(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "An injunction against A", "sanctions on A"."""
    page = parties.page
    if page.word(noun) in ("order", "restraining", "ban") and not page.obliques(noun, "against"):
        return
    against = parties.groups_all(page.obliques(noun, "against", "on"))
    if not against:
        head = page.tokens[noun].head
        if head >= 0 and page.tokens[head].upos == "VERB":
            against = parties.groups_all(page.obliques(head, "against"))
    by = None
    head = page.tokens[noun].head
    if head >= 0 and page.tokens[head].upos == "VERB":
        by = _authority(parties, page.agents(head))
    value = parties.made_argument(noun, "Value")
    for group in against:
        if group.type == "Group":
            yield Draft(
                "sanctioned_by",
                group,
                value,
                page.sentence_of(noun),
                noun,
                "sanction.order",
                qualifiers=Qualifiers(date=date_of(page, head) if head >= 0 else None, by=by),
                score=0.75,
            )


def _authority(parties: Parties, tokens: list[int]) -> Argument | None:
    page = parties.page
    for t in tokens:
        m = parties.mention(t, "organization", "person", "group", "place")
        if m is not None:
            return page.argument(m, type="Organization" if parties.kind(m) != "person" else None)
        if page.tokens[t].upos in ("NOUN", "PROPN") and page.word(t) in words("bodies", "authorities"):
            return parties.made_argument(t, "Organization")
    return None
