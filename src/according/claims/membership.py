"""Who belongs to a group, leads it, or keeps company with it (member_of, leads, associate_of).

A membership pinned on the wrong person is a libel: the noun or verb must say it of that person in its own clause, and
the group must be named there, or be the only one that the document names.
"""

from collections.abc import Iterator
from dataclasses import replace

from according.model import Argument, MentionText, Qualifiers

from .draft import Draft
from .group_names import is_no_name
from .listing import listed_after
from .page import Page
from .parties import Parties, is_name, parties_of, same_party
from .relational import Related, relate
from .wordlists import words

_MISTAKEN = frozenset({"mistake", "perceive", "pose", "pretend", "impersonate", "confuse", "dress"})
_TRIED = frozenset({"sentence", "convict", "charge", "indict", "arraign", "plead", "arrest", "face"})
_STAGE_VERBS = {"accuse": "accused", "charge": "charged", "indict": "indicted", "convict": "convicted"}


def find_memberships(page: Page) -> Iterator[Draft]:
    """member_of, leads and associate_of of one page."""
    parties = parties_of(page)
    for token in range(len(page.tokens)):
        word = page.word(token)
        if word in words("membership", "member_nouns"):
            yield from _members(parties, token)
        elif word in words("membership", "leader_nouns") and page.tokens[token].upos in ("NOUN", "PROPN"):
            yield from _leaders(parties, token)
        if word in words("membership", "associate_nouns") and page.tokens[token].upos in ("NOUN", "PROPN"):
            yield from _associates(parties, token)
        if page.tokens[token].upos in ("VERB", "ADJ", "AUX"):
            yield from _verbs(parties, token)


# --- nouns ----------------------------------------------------------------------------------------------------------


def _members(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    if (
        page.tokens[noun].deprel.split(":")[0] in ("compound", "amod")
        and page.tokens[page.tokens[noun].head].upos == "NOUN"
    ):
        return
    if any(page.lemma(a) in _MISTAKEN for a in list(page.ancestors(noun))[:2]):
        return
    related = relate(page, noun, "of", "in", "from", "within")
    groups = _groups_of(parties, related, bodies=page.lemma(noun) in ("member", "members"))
    if not groups:
        return
    people = _people(parties, related)
    role = None if page.lemma(noun) in ("member", "members") else page.lemma(noun)
    certainty, stage = _hedge(page, noun)
    for group in groups:
        for person in people:
            if same_party(person, group) or _official(person):
                continue
            named = is_name(group.name)
            if related.called == "itself" and _counted_only(page, noun):
                continue
            if related.called == "itself" and person.type == "Person":
                person = _by_its_words(parties, person, noun)
            if related.called == "itself" and not _told_of(parties, person, group, noun):
                continue
            if not named and not _worth_telling(parties, person, noun):
                continue
            yield _draft(
                parties, "member_of", person, group, noun,
                rule=f"membership.noun.{related.called}", role=role, certainty=certainty, stage=stage,
                score=0.85 if named else 0.6,
            )  # fmt: skip


def _by_its_words(parties: Parties, person: Argument, noun: int) -> Argument:
    """A gang member described but not named, under the words used: whom they mean is too often the wrong person.

    Only the one who is charged, convicted or sentenced in that very clause keeps the name, if the document tells the
    age that goes with it, as it does for defendants.
    """
    page = parties.page
    mention = person.mention
    if mention is None or person.name in mention.text:
        return person
    verb = page.tokens[noun].head
    tried = verb >= 0 and page.lemma(verb) in _TRIED and page.tokens[noun].deprel.startswith("nsubj")
    if tried and is_name(person.name) and _aged(page, person):
        return person
    return replace(person, name=" ".join(mention.text.split()), entity=None)


def _aged(page: Page, person: Argument) -> bool:
    """Whether the document tells the person's age."""
    if person.entity is None:
        return False
    index = int(person.entity.rsplit("#", 1)[1])
    return page.reading.entities[index].age is not None


def _official(person: Argument) -> bool:
    """Whether the words name a prosecutor, officer or judge: never a member for standing near the word."""
    low = {w.strip(".,’'").lower() for w in f"{person.name} {person.mention.text if person.mention else ''}".split()}
    return bool(low & {"attorney", "da", "detective", "judge", "justice", "prosecutor", "sheriff", "police", "officer"})


def _counted_only(page: Page, noun: int) -> bool:
    """Whether the sentence only says how many members there are: a group's size, not somebody's membership."""
    above = [noun, *list(page.ancestors(noun))[:2]]
    return any(page.dependents(a, "expl") for a in above)


def _told_of(parties: Parties, person: Argument, group: Argument, noun: int) -> bool:
    """Whether "gang members" with the gang named elsewhere tells of somebody; "any gang member" tells of nobody."""
    page = parties.page
    first, _ = parties.core(noun)
    if page.word(first) in ("each", "any", "every", "no", "other", "known", "documented"):
        return False
    words_of = group.mention.text if group.mention else group.name
    in_phrase = is_name(words_of)
    if person.type == "Person" and not (is_name(person.name) and not _says_gang(person.name)):
        return page.segment_kind(page.sentence_of(noun)) in ("headline", "dek")
    return in_phrase or person.count is not None or is_name(person.name)


def _worth_telling(parties: Parties, person: Argument, noun: int) -> bool:
    """Whether an unnamed gang's member is somebody: a named person, a counted set, or whom a headline is about."""
    if is_name(person.name) and not _says_gang(person.name):
        return True
    if person.type == "People":
        return person.count is not None
    return parties.page.segment_kind(parties.page.sentence_of(noun)) in ("headline", "dek") and person.type == "Person"


def _says_gang(name: str) -> bool:
    return any(w in ("gang", "member", "members", "gangs") for w in name.lower().split())


def _leaders(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    related = relate(page, noun, "of", "in", "for")
    groups = [
        g for g in _groups_of(parties, related, bodies=True) if g.type == "Group" or _LEADS_BODIES & {page.lemma(noun)}
    ]
    alone = page.word(noun) in ("ringleader", "mastermind", "kingpin") and related.called != "itself"
    people = [p for p in _people(parties, related) if p.type == "Person" or related.called != "itself"]
    if related.called == "itself":
        people = [p for p in people if is_name(p.name) and not _says_gang(p.name)]
    if not any(is_name(g.name) for g in groups) and not alone:
        people = [p for p in people if is_name(p.name) and not _says_gang(p.name)]
    certainty, stage = _hedge(page, noun)
    role = _role(parties, noun)
    for person in people:
        sides: list[Argument | None] = [*groups] if groups else [None] if alone else []
        for group in sides:
            if group is not None and same_party(person, group):
                continue
            yield _draft(
                parties, "leads", person, group, noun,
                rule=f"leader.noun.{related.called}", role=role, certainty=certainty, stage=stage, score=0.8,
            )  # fmt: skip


_LEADS_BODIES = frozenset({"leader", "founder", "co-founder", "boss", "kingpin", "underboss", "lieutenant"})


def _associates(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    lemma = page.lemma(noun)
    if noun and page.word(noun - 1) in ("life", "domestic", "romantic", "law"):
        return
    related = relate(page, noun, "of", "to", "with", "for")
    certainty, stage = _hedge(page, noun)
    groups = _groups_of(parties, related, generic=lemma in ("associate", "affiliate"))
    people = _people(parties, related)
    if lemma in (
        "friend",
        "partner",
        "neighbor",
        "colleague",
        "roommate",
        "supporter",
        "contractor",
        "aide",
        "ally",
        "sponsor",
        "broker",
        "courier",
        "mentor",
    ):
        people = [p for p in people if related.called != "itself" and p.type == "Person"]
    others: list[Argument] = groups or [
        p for t in related.others for p in parties.people(t) if page.tokens[t].deprel != "compound"
    ]
    for person in people:
        for other in others:
            if same_party(person, other) or (
                person.type == "People" and other.type == "People" and not is_name(other.name)
            ):
                continue
            yield _draft(
                parties, "associate_of", person, other, noun,
                rule=f"associate.noun.{related.called}", role=lemma if lemma != "associate" else None,
                certainty=certainty, stage=stage, score=0.7,
            )  # fmt: skip


def _people(parties: Parties, related: Related) -> list[Argument]:
    """Who is called by the noun: its holders, else the people listed after it, else the phrase itself."""
    page = parties.page
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


def _groups_of(parties: Parties, related: Related, *, bodies: bool = False, generic: bool = True) -> list[Argument]:
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
    if found and generic:
        first, last = parties.core(noun)
        rival = "rival" in parties.lemmas(first, last)
        sole = None if rival else parties.sole_group()
        if sole is None or any(page.word(t) in ("a", "an", "another", "other") for t in range(first, last)):
            return found
        return [Argument("Group", sole.name, entity=sole.entity, mention=g.mention) for g in found[:1]]
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


# --- verbs ----------------------------------------------------------------------------------------------------------


def _verbs(parties: Parties, verb: int) -> Iterator[Draft]:
    page = parties.page
    lemma, word = page.lemma(verb), page.word(verb)
    if lemma in words("membership", "join_verbs") or lemma in words("membership", "leave_verbs"):
        former = True if lemma in words("membership", "leave_verbs") else None
        targets = page.dependents(verb, "obj")
        if lemma == "defect":
            targets = page.obliques(verb, "from")
        for group in [g for t in targets for g in parties.groups(t)]:
            yield from _pairs(
                parties, "member_of", page.subjects(verb), [group], verb, "membership.verb", former=former
            )
        ranks = [t for t in targets if page.lemma(t) == "rank"]
        owners = [t for r in ranks for t in [*page.dependents(r, "nmod:poss"), *page.obliques(r, "of")]]
        yield from _pairs(
            parties,
            "member_of",
            page.subjects(verb),
            parties.groups_all(owners),
            verb,
            "membership.ranks",
            former=former,
        )
    elif lemma in words("membership", "belong_verbs"):
        yield from _pairs(
            parties,
            "member_of",
            page.subjects(verb),
            parties.groups_all(page.obliques(verb, "to"), bodies=True),
            verb,
            "membership.belong",
        )
    elif word in words("membership", "affiliate_words"):
        groups = parties.groups_all(page.obliques(verb, "with", "to"))
        groups += parties.groups_all([c for c in page.children[verb] if page.tokens[c].deprel == "compound"])
        yield from _pairs(
            parties,
            "member_of",
            _described(page, verb),
            groups,
            verb,
            "membership.affiliated",
            stage=_accusation(page, verb),
        )
    elif lemma in words("membership", "associate_verbs") and (
        page.is_passive(verb) or page.tokens[verb].upos == "ADJ" or word.endswith("ed")
    ):
        targets = page.obliques(verb, "with", "to")
        others = [g for g in parties.groups_all(targets, bodies=True) if g.type == "Group" or is_name(g.name)]
        holders = list(_described(page, verb))
        hedged = "probable" if lemma in ("link", "tie", "connect") else None
        yield from _pairs(
            parties,
            "associate_of",
            holders,
            others,
            verb,
            "associate.verb",
            certainty=hedged,
            stage=_accusation(page, verb),
        )
    elif lemma in words("membership", "recruit_verbs"):
        if page.is_passive(verb):
            groups = parties.groups_all([*page.obliques(verb, "into", "by", "to")])
            yield from _pairs(
                parties, "member_of", page.subjects(verb), groups, verb, "membership.recruited", role="recruit"
            )
    elif lemma in words("membership", "lead_verbs") and page.tokens[verb].upos == "VERB":
        groups = [g for t in page.objects(verb) for g in parties.groups(t)]
        role = (
            "founder" if lemma in ("found", "co-found", "cofound", "establish", "create", "form", "start") else "leader"
        )
        people = [t for t in page.agents(verb) if parties.people(t) and not parties.groups(t)]
        yield from _pairs(parties, "leads", people, groups, verb, "leader.verb", role=role)
    elif lemma == "have":
        yield from _ties(parties, verb)
    elif lemma in ("work", "partner", "collaborate") and page.tokens[verb].upos == "VERB":
        yield from _working_together(parties, verb)


def _working_together(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A works closely with B": firms, bodies and people by name; police work with everybody, which says nothing."""
    page = parties.page

    def named(tokens: list[int]) -> list[Argument]:
        found = [a for t in tokens for a in (parties.groups(t, bodies=True) or parties.people(t))]
        return [a for a in found if is_name(a.name)]

    for one in named(page.subjects(verb)):
        for other in named(page.obliques(verb, "with")):
            if not same_party(one, other):
                yield _draft(parties, "associate_of", one, other, verb, rule="associate.works_with", score=0.6)


def _ties(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "Has ties to X"."""
    page = parties.page
    for noun in page.dependents(verb, "obj"):
        if page.word(noun) in words("membership", "claim_nouns"):
            targets = [*page.obliques(noun, "to", "with", "in"), *page.obliques(verb, "to", "with")]
            predicate = "member_of" if page.lemma(noun) == "membership" else "associate_of"
            yield from _pairs(
                parties, predicate, page.subjects(verb), parties.groups_all(targets), noun, "associate.ties"
            )


def _described(page: Page, word: int) -> list[int]:
    """Whom a participle or adjective describes: subject, object of the accusing verb, or the noun it modifies."""
    token = page.tokens[word]
    if page.dependents(word, "nsubj", "nsubj:pass"):
        return page.subjects(word)
    head = token.head
    if head < 0:
        return []
    if token.deprel.split(":")[0] in ("acl", "amod"):
        return [head]
    if token.deprel.split(":")[0] in ("advcl", "xcomp", "ccomp") and page.lemma(head) in _STAGE_VERBS:
        return page.objects(head)
    return page.subjects(word)


def _accusation(page: Page, word: int) -> str | None:
    """The stage that an accusing verb above gives ("accused of being affiliated with")."""
    head = page.tokens[word].head
    for _ in range(2):
        if head < 0:
            return None
        if page.lemma(head) in _STAGE_VERBS:
            return _STAGE_VERBS[page.lemma(head)]
        head = page.tokens[head].head
    return None


def _pairs(
    parties: Parties,
    predicate: str,
    holders: list[int],
    others: list[Argument],
    trigger: int,
    rule: str,
    *,
    role: str | None = None,
    former: bool | None = None,
    stage: str | None = None,
    certainty: str | None = None,
) -> Iterator[Draft]:
    if not others:
        return
    for person in parties.people_all([t for h in holders for t in parties.page.conjuncts(h)]):
        for other in others:
            if not same_party(person, other):
                draft = _draft(
                    parties,
                    predicate,
                    person,
                    other,
                    trigger,
                    rule=rule,
                    role=role,
                    stage=stage,
                    certainty=certainty,
                    former=former,
                    score=0.8,
                )
                yield draft


# --- shared ---------------------------------------------------------------------------------------------------------


def _hedge(page: Page, noun: int) -> tuple[str | None, str | None]:
    """Certainty and stage that the noun's own modifiers or the accusing verb above it give (rulings 3 and 8)."""
    modifiers = {
        page.word(c)
        for c in page.children[noun]
        if page.tokens[c].deprel.split(":")[0] in ("amod", "advmod", "compound")
    }
    if page.tokens[noun - 1].end <= page.tokens[noun].start and noun:
        modifiers.add(page.word(noun - 1))
    accused = _accusation(page, noun) if page.dependents(noun, "cop") or page.case(noun) == "as" else None
    if modifiers & words("membership", "suspected"):
        return "probable", "suspected"
    if modifiers & words("membership", "probable"):
        return "probable", accused
    return None, accused


def _role(parties: Parties, noun: int) -> str:
    page = parties.page
    kept = [c for c in page.children[noun] if c < noun and page.word(c) in words("membership", "ranks")]
    return " ".join([*(page.word(c) for c in kept), page.lemma(noun)])


def _draft(
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
