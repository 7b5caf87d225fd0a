"""The two sides of nouns such as "member", "leader" and "associate": who is called so, of which group, how surely.

A membership pinned on the wrong person is a libel: the noun must say it of that person in its own clause, and the group
must be named there, or be the only one that the document names.
"""

from according.model import Argument, MentionText, Qualifiers

from .ages import age_token
from .draft import Draft
from .group_names import is_no_name
from .listing import listed_after
from .page import Page
from .parties import Parties
from .party_names import is_name
from .people_named import named_people
from .relational import Related
from .wordlists import words

STAGE_VERBS = {"accuse": "accused", "charge": "charged", "indict": "indicted", "convict": "convicted"}


def says_gang(name: str) -> bool:
    """Whether what stands for a name only says gang or member."""
    return any(w in ("gang", "member", "members", "gangs") for w in name.lower().split())


def people_called(parties: Parties, related: Related) -> list[Argument]:
    """Who is called by the noun: its holders, else the people listed after it, else the phrase itself."""
    page = parties.page
    following = _announced(parties, related.noun) if related.called == "itself" else []
    if following:
        return following
    if related.called == "itself" or (
        related.called in ("apposition", "title") and min(related.holders) > related.noun
    ):
        listed = listed_after(parties, related.noun)
        if listed:
            return listed
    people = parties.people_all(
        [t for h in related.holders for t in ([h] if related.called == "itself" else page.conjuncts(h))]
    )
    if related.called == "itself" and page.tokens[related.noun].deprel.split(":")[0] == "conj" and not people:
        return parties.people(related.noun)
    return people


def _announced(parties: Parties, noun: int) -> list[Argument]:
    """The people named with their ages after the colon of "The following gang members are accused: ..."."""
    page = parties.page
    sentence = page.sentence_of(noun)
    first, _ = parties.core(noun)
    last = page.sentences[sentence].last
    colon = next((t for t in range(noun, last) if page.word(t) == ":"), None)
    if colon is None or "following" not in [page.word(t) for t in range(first, noun)]:
        return []
    end = page.sentences[min(sentence + 1, len(page.sentences) - 1)].last
    names = [n for n in named_people(page) if colon < n.first < end and age_token(page, n) is not None]
    return [n.person for n in names] if len(names) >= 2 else []


def groups_told_of(parties: Parties, related: Related, *, bodies: bool = False, generic: bool = True) -> list[Argument]:
    """The groups on the other side of a noun; for a bare "gang member" the only group the document names."""
    page = parties.page
    noun = related.noun
    others = [t for t in related.others if t not in related.holders]
    found = parties.groups_all(others, bodies=bodies)
    named = [g for g in found if is_name(g.name)]
    if named:
        return named
    after = parties.groups_all(parties.after_of(noun))
    if after:
        return after
    run = _name_before(parties, noun)
    if run is not None:
        return [run]
    before = _group_before(parties, noun)
    if before and not found:
        return before
    if found and generic:
        first, last = parties.core(noun)
        rival = "rival" in parties.lemmas(first, last)
        sole = None if rival else parties.sole_group() or parties.described_gang
        if sole is None or any(page.word(t) in ("a", "an", "another", "other") for t in range(first, last)):
            return found
        return [Argument("Group", sole.name, entity=sole.entity, mention=g.mention) for g in found[:1]]
    return []


def _group_before(parties: Parties, noun: int) -> list[Argument]:
    """The group named in the noun's own phrase ("the NLM directorate member Aa"), where the tree hangs it elsewhere."""
    page = parties.page
    low = max(page.sentences[page.sentence_of(noun)].first, noun - 4)
    for t in range(noun - 1, low - 1, -1):
        if page.tokens[t].upos not in ("PROPN", "NOUN", "ADJ", "NUM", "PUNCT", "SYM") or page.word(t) in (
            ",",
            ";",
            ":",
        ):
            return []
        m = parties.name_at(t)
        if parties.is_group_name(t) or (m is not None and parties.kind(m) == "group"):
            return [g for g in parties.groups(t) if is_name(g.name)]
    return []


def _name_before(parties: Parties, noun: int) -> Argument | None:
    """The name in "a Slate Street gang member", where no mention covers it: proper words, then a word for a group."""
    page = parties.page
    t = noun - 1
    if t < 0 or page.word(t) not in words("bodies", "criminal") | {"gang"}:
        return None
    end = t
    t -= 1
    if t >= 0 and page.word(t) in ("street", "criminal", "prison") and not page.text[page.tokens[t].start].isupper():
        end = t
        t -= 1
    first = end
    while (
        t >= 0
        and end - t <= 5
        and page.text[page.tokens[t].start].isupper()
        and page.tokens[t].upos in ("PROPN", "NOUN", "ADJ", "NUM")
    ):
        if page.word(t) in words("membership", "probable") or page.word(t) in words("membership", "former"):
            break
        first = t
        t -= 1
    if first == end or page.sentence_of(first) != page.sentence_of(noun) or is_no_name(page, first, end):
        return None
    if all(page.text[page.tokens[i].start : page.tokens[i].end].isupper() for i in range(first, noun + 1)):
        return None
    start, stop = page.tokens[first].start, page.tokens[end - 1].end
    text = page.text[start:stop]
    return Argument("Group", " ".join(text.split()), mention=MentionText(start, stop, text))


def accusation_above(page: Page, word: int) -> str | None:
    """The stage that an accusing verb above gives ("accused of being affiliated with")."""
    head = page.tokens[word].head
    for _ in range(2):
        if head < 0:
            return None
        if page.lemma(head) in STAGE_VERBS:
            return STAGE_VERBS[page.lemma(head)]
        head = page.tokens[head].head
    return None


def hedge_of(page: Page, noun: int) -> tuple[str | None, str | None]:
    """Certainty and stage that the noun's own modifiers or the accusing verb above it give (rulings 3 and 8)."""
    modifiers = {
        page.word(c)
        for c in page.children[noun]
        if page.tokens[c].deprel.split(":")[0] in ("amod", "advmod", "compound")
    }
    if page.tokens[noun - 1].end <= page.tokens[noun].start and noun:
        modifiers.add(page.word(noun - 1))
    accused = accusation_above(page, noun) if page.dependents(noun, "cop") or page.case(noun) == "as" else None
    if modifiers & words("membership", "suspected"):
        return "probable", "suspected"
    if modifiers & words("membership", "probable"):
        return "probable", accused
    return None, accused


def role_of(parties: Parties, noun: int) -> str:
    """The noun as a role, with the adjectives that make it one ("top leader")."""
    page = parties.page
    kept = [c for c in page.children[noun] if c < noun and page.word(c) in words("membership", "ranks")]
    return " ".join([*(page.word(c) for c in kept), page.lemma(noun)])


def belonging(
    parties: Parties,
    predicate: str,
    subject: Argument,
    object: Argument | None,
    trigger: int,
    *,
    rule: str,
    role: str | None = None,
    stage: str | None = None,
    certainty: str | None = None,
    former: bool | None = None,
    score: float = 0.7,
) -> Draft:
    """One tie of somebody to a group or person; "former" before the trigger makes it past."""
    page = parties.page
    before = {
        page.word(c)
        for c in page.children[trigger]
        if page.tokens[c].deprel.split(":")[0] in ("amod", "advmod", "compound")
    }
    if former is None and before & words("membership", "former"):
        former = True
    if predicate == "associate_of":
        former = None
    return Draft(
        predicate, subject, object, page.sentence_of(trigger), trigger, rule,
        stage=stage, qualifiers=Qualifiers(role=role, former=former), score=score, certainty=certainty,
    )  # fmt: skip
