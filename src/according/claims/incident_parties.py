"""Who did it and whom it befell: the people, groups and bodies of a deed, never the accused of a mere mention."""

import re
from collections.abc import Iterable
from dataclasses import replace

from according.model import Argument, MentionText, Span
from according.reading.number_words import number_value

from .bystanders import is_official, is_sufferer
from .defendants import whom_predicates_tell_of
from .page import Page
from .parties import parties_of
from .party_names import ARTICLES, PRONOUNS, is_name, key_of
from .speakers import own_voice
from .steps import steps_of
from .wordlists import words

_GENERIC = frozenset({"victims", "shooting victims", "others", "criminals", "killers", "people", "thieves"})
_BARE = re.compile(r"(?:rival |perceived |other )*[A-Za-z]+s", re.IGNORECASE)


def people(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The people of the phrases headed by the tokens, each once, by name where the words give one beside them.

    A bare number of people counts ("killed 12"); "each" and "the other" name nobody.
    """
    found: dict[str, Argument] = {}
    for token in tokens:
        if page.tokens[token].upos == "NOUN" and _holds_a_verb(page, token):
            continue
        for person in _called(page, token) or parties_of(page).people(token) or _number(page, token):
            whole = _without_clause(page, token, person)
            if not _is_nobody(whole) and not is_called_by_home(page, whole):
                found.setdefault(key_of(whole), whole)
    return list(found.values())


def _is_named_right_behind(page: Page, one: Argument, other: Argument) -> bool:
    """Whether "another defendant" is only the description of the one named next ("another defendant, Pell Orrin,")."""
    m, named = one.mention, other.mention
    if m is None or named is None or one.type != "Person" or other.type != "Person" or named.start <= m.end:
        return False
    return _APPOSED.fullmatch(page.text, m.end, named.start) is not None and not is_name(m.text)


_APPOSED = re.compile(r"\s*,?\s+(?:named\s+|identified\s+as\s+)?", re.IGNORECASE)


def _holds_a_verb(page: Page, token: int) -> bool:
    """Whether a headline was taken for a noun ("Corvin mourns apprentice"): a name, then a lower-case word in -s."""
    first, last = parties_of(page).core(token)
    inside = page.text[page.tokens[first].start : page.tokens[last - 1].end].split()
    return (
        len(inside) > 2
        and inside[0][:1].isupper()
        and any(re.fullmatch(r"[a-z]{3,}[^s]s", w) is not None for w in inside[1:-1])
    )


def _called(page: Page, token: int) -> list[Argument]:
    """The name that stands beside a description: "a fellow member, Pell Orrin,", "gang member Orrin"."""
    t = page.tokens[token]
    if t.upos != "NOUN" or t.xpos != "NN":
        return []
    parties = parties_of(page)
    if (man := _man_named(page, token)) is not None:
        return [man]
    for child in page.dependents(token, "appos", "flat", "nmod:desc"):
        named = parties.name_at(child) if child > token else None
        between = page.text[t.end : page.tokens[child].start]
        if named is None or parties.kind(named) != "person" or ";" in between or " and " in between:
            continue
        person = page.argument(named)
        if person is not None and person.type == "Person" and len(between) < 40:
            return [person]
    return []


def _man_named(page: Page, token: int) -> Argument | None:
    """ "A man named Pell Orrin": the name, and no longer a man nobody knows."""
    end = page.tokens[token].end
    behind = re.match(r"\s*,?\s+(?:named|identified as)\s+", page.text[end : end + 24])
    if behind is None:
        return None
    named = parties_of(page).name_at(page.token_at(end + behind.end()))
    person = page.argument(named) if named is not None and parties_of(page).kind(named) == "person" else None
    return person if person is not None and person.type == "Person" else None


_BY_DOING = re.compile(r",?\s+by\s+\w+ing\b", re.IGNORECASE)
"""How a deed was done, taken for a part of the words for whom it befell."""


def _without_clause(page: Page, token: int, person: Argument) -> Argument:
    """The bare words of a party whose mention swallowed a clause ("four soldiers wounded in the east")."""
    m = person.mention
    if m is None or len(m.text.split()) < 3:
        return person
    swallowed = _BY_DOING.search(m.text)
    if swallowed and page.tokens[token].start < m.start + swallowed.start():
        bare = m.text[: swallowed.start()]
        name = bare if person.name == m.text else person.name
        return replace(person, name=name, mention=MentionText(m.start, m.start + len(bare), bare))
    inside = page.tokens_in(Span(m.start, m.end))
    if not any(
        page.tokens[t].upos == "AUX"
        or page.tokens[t].xpos in ("VBD", "VBP", "VBZ", "VBG", "WP", "WDT", "IN")
        or (page.tokens[t].xpos == "VBN" and t > token)
        for t in inside
        if t != token
    ):
        return person
    if page.tokens[token].upos == "PRON" or token not in inside:
        return person
    made = parties_of(page).made_argument(token, person.type)
    return replace(made, entity=person.entity, count=person.count, protected=person.protected)


def _is_nobody(person: Argument) -> bool:
    return person.name.lower().startswith(("every ", "everyone", "anyone")) or person.name.lower() in (
        "each",
        "they each",
        "both",
        "one",
        "the other",
        "others",
        "one another",
        "each other",
    )


def is_called_by_home(page: Page, person: Argument) -> bool:
    """Whether "a 26-year-old Corvin man" is taken for somebody called Corvin."""
    m = person.mention
    if m is None or person.type != "Person" or len(m.text.split()) > 2:
        return False
    after = re.match(r"[ -](\w+)", page.text[m.end : m.end + 20])
    return after is not None and after[1].lower() in words("persons", "place_people")


def _number(page: Page, token: int) -> list[Argument]:
    """ "12" of "left 12 dead and 30 injured": a bare number right beside what happened to them, no age, day or hour."""
    t, said = page.tokens[token], page.word(token)
    counts_things = t.deprel == "nummod" and page.word(t.head) not in words("incidents", "lists.harm")
    if t.upos != "NUM" or counts_things or page.times_in(_span(page, token)) or not _beside_harm(page, token):
        return []
    value = int(said.replace(",", "")) if said.replace(",", "").isdecimal() else number_value(said)
    if value is None or not 2 <= value <= 100_000:
        return []
    words_used = page.text[t.start : t.end]
    return [Argument("People", words_used, mention=MentionText(t.start, t.end, words_used), count=int(value))]


def _beside_harm(page: Page, token: int) -> bool:
    """Whether "killed", "dead" or the like stands right before the number or after it, with no comma between."""
    harm = words("incidents", "lists.harm")
    sentence = page.sentences[page.sentence_of(token)]
    near = [*range(max(sentence.first, token - 1), token), *range(token + 1, min(sentence.last, token + 4))]
    for t in near:
        if page.word(t) in (",", "(", "-", ":"):
            return False
        if page.word(t) in harm:
            return True
    return False


def groups(page: Page, tokens: Iterable[int], *, named: bool = False) -> list[Argument]:
    """The armed groups and gangs that the phrases headed by the tokens name.

    Args:
        page: the reading.
        tokens: heads of phrases.
        named: whether a name of no known kind counts too, as where somebody is blamed for an attack.
    """
    found = [g for t in tokens for g in parties_of(page).groups(t, bodies=named)]
    return [g for g in found if g.type == "Group" or (named and _may_be_blamed(page, g))]


def _may_be_blamed(page: Page, body: Argument) -> bool:
    """A named body that is no authority; a government or its forces where a journalist tells who blames them."""
    if body.mention is None or not is_name(body.name):
        return False
    return not is_official(page, body) or _may_name_forces(page, body)


def bodies(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The organisations, and the premises of organisations, among the phrases headed by the tokens."""
    found: dict[str, Argument] = {}
    for token in tokens:
        body = _body(page, token)
        if body is not None:
            found.setdefault(key_of(body), body)
    return list(found.values())


def _body(page: Page, token: int) -> Argument | None:
    premises = page.lemma(token) in words("incidents", "lists.premises")
    mention = page.mention_index(token, "organization")
    if mention is not None and page.reading.mentions[mention].level == "named":
        return page.argument(mention)
    if premises:
        return replace(parties_of(page).made_argument(token, "Organization"), entity=_entity(page, token))
    return None


def _entity(page: Page, token: int) -> str | None:
    mention = page.mention_index(token, "organization", "place")
    if mention is None or page.reading.mentions[mention].entity < 0:
        return None
    return f"{page.reading.document.id}#{page.reading.mentions[mention].entity}"


def things(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The things that the phrases headed by the tokens name, as values; people and pronouns are none.

    A measure takes what it measures along ("84 kilograms of cocaine").
    """
    found = []
    for token in tokens:
        t = page.tokens[token]
        if t.upos not in ("NOUN", "PROPN") or parties_of(page).people(token):
            continue
        first, last = parties_of(page).core(token)
        measured = page.obliques(token, "of")
        if measured and page.lemma(token) in words("incidents", "lists.measures"):
            last = max(last, parties_of(page).core(measured[0])[1])
        found.append(page.value(_span(page, first, last)))
    return found


def property_of(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The buildings, vehicles and installations among the phrases headed by the tokens, as values."""
    kinds = words("incidents", "lists.property") | words("incidents", "lists.premises")
    return things(page, [t for t in tokens if page.lemma(t) in kinds and page.mention_index(t, "organization") is None])


def goods(page: Page, tokens: Iterable[int]) -> list[Argument]:
    """The objects and sums of money among the phrases headed by the tokens, as values."""
    found = []
    for token in tokens:
        sums = page.amounts_in(page.subtree_span(token), "USD", "EUR", "GBP", "MXN", "PEN", "COP")
        if sums:
            found += [page.value(Span(a.start, a.end)) for a in sums[:1]]
        elif page.mention_index(token, "object", "substance") is not None:
            found += things(page, [token])
    return found


def doers(page: Page, tokens: list[int], *, named: bool = False) -> list[Argument]:
    """Who may be told as having done it: no official, no victim; troops and police where a journalist tells it."""
    whom = [t for t in whom_predicates_tell_of(page, tokens) if page.tokens[t].upos != "NUM" or page.obliques(t, "of")]
    told = [*people(page, whom), *_one_of_several(page, whom), *groups(page, tokens, named=named)]
    charged = _charged(page)
    return [
        a
        for a in told
        if not any(_is_named_right_behind(page, a, other) for other in told)
        and not is_sufferer(page, a)
        and (not is_official(page, a) or (a.entity is not None and a.entity in charged) or _may_name_forces(page, a))
    ]


def _one_of_several(page: Page, tokens: list[int]) -> list[Argument]:
    """ "One of the gunmen": a person, though nobody knows which."""
    return [
        p for t in tokens if page.tokens[t].upos == "NUM" for p in parties_of(page).people(t) if not people(page, [t])
    ]


def forces(page: Page, tokens: list[int]) -> list[Argument]:
    """ "Police", "security forces" told by a journalist: bodies without a name, of whom no reading makes people."""
    if own_voice(page).kind != "author":
        return []
    listed = words("incidents", "lists.forces")
    bare = [t for t in tokens if page.word(t) in listed and not people(page, [t])]
    return [parties_of(page).made_argument(t, "Organization") for t in bare if not groups(page, [t], named=True)]


_VICTIM = re.compile(r"victims? ", re.IGNORECASE)


class _Charged(frozenset[str]):
    """Entities against whom a document tells that they were charged or more; kept with the page."""


def _charged(page: Page) -> _Charged:
    found = page.memo.get(_Charged)
    if not isinstance(found, _Charged):
        stages = ("charged", "indicted", "pleaded_guilty", "convicted", "sentenced")
        steps = [s for s in steps_of(page) if s.stage in stages and s.polarity is None and s.certainty is None]
        found = _Charged(p.entity for s in steps for p in s.people if p.entity and p.type == "Person")
        page.memo[_Charged] = found
    return found


def _may_name_forces(page: Page, party: Argument) -> bool:
    forces = party.mention is not None and bool(
        set(re.findall(r"\w+", party.mention.text.lower())) & words("incidents", "lists.forces")
    )
    return forces and own_voice(page).kind == "author"


def harmed(page: Page, tokens: list[int]) -> list[Argument]:
    """Whom a deed befell: people, but not those who only own what it befell, nobody in general, and no defendant whom
    a pronoun or a description may have been mistaken for."""
    weapons = words("incidents", "lists.weapons")
    hit = [t for t in tokens if page.word(t) not in weapons and not _is_doer_by_words(page, t)]
    whose_body = {key_of(v) for v in people(page, [t for t in hit if page.tokens[t].deprel == "nmod:poss"])}
    found = [
        v
        for v in people(page, hit)
        if (key_of(v) in whose_body or not is_owner(page, v)) and not is_generic(v) and not _may_be_mistaken(page, v)
    ]
    apart = [_namesake(page, v) for v in found]
    return [v for v in apart if not any(_only_describes(page, v, of=other) for other in apart)]


def _namesake(page: Page, victim: Argument) -> Argument:
    """The victim alone where a surname right behind "victim" was taken for the defendant of that name."""
    m = victim.mention
    if m is None or victim.entity not in _charged(page):
        return victim
    called = _VICTIM.match(page.text, page.text.rfind(" ", 0, max(0, m.start - 1)) + 1) or _VICTIM.match(
        page.text, m.start
    )
    return replace(victim, entity=None, name=m.text.removeprefix(called[0])) if called else victim


def _only_describes(page: Page, one: Argument, *, of: Argument) -> bool:
    """Whether "an apprentice" only says who the one named right before it is ("Pell Orrin, an apprentice")."""
    m, named = one.mention, of.mention
    if m is None or named is None or m.start <= named.end:
        return False
    between = page.text[named.end : m.start]
    return re.fullmatch(r"\s*,\s+", between) is not None and re.match(r"(?:an?|the)\s", m.text) is not None


def stands_for_office(page: Page, victim: Argument) -> bool:
    """Whether unnumbered people are an office rather than victims ("prosecutors"); soldiers and police can be hurt."""
    if victim.type == "Person" or victim.count is not None or not is_official(page, victim):
        return False
    said = set(re.findall(r"\w+", victim.mention.text.lower())) if victim.mention is not None else set()
    return not said & words("incidents", "lists.forces")


def _is_doer_by_words(page: Page, token: int) -> bool:
    """Whether "by" stands before the phrase, whatever the tree says."""
    first, _ = parties_of(page).core(token)
    return first > 0 and page.word(first - 1) == "by"


def _may_be_mistaken(page: Page, victim: Argument) -> bool:
    """Whether words that are no name stand for somebody the document accuses: a slip of reference makes victims so."""
    if victim.entity is None or victim.mention is None:
        return False
    accused = {p.entity for step in steps_of(page) for p in step.people}
    if victim.mention.text.lower() in PRONOUNS:
        return False
    named = any(w[:1].isupper() and w.lower() not in ARTICLES for w in victim.mention.text.split())
    return victim.entity in accused and (not named or victim.mention.text.isupper())


def is_owner(page: Page, victim: Argument) -> bool:
    """Whether the words only say whose something is ("the man’s head", "her neighbor’s baby")."""
    m = victim.mention
    return m is not None and (m.text.endswith(("’s", "'s", "'S")) or page.text[m.end : m.end + 2] in ("’s", "'s", "'S"))


def is_generic(victim: Argument) -> bool:
    """Bare "victims" of a statistic, "rivals" of a plan, are nobody in particular."""
    if victim.mention is None:
        return False
    said = " ".join(victim.mention.text.split())
    return said.lower() in _GENERIC or (
        victim.type == "People" and victim.count is None and said[:1].islower() and _BARE.fullmatch(said) is not None
    )


def _span(page: Page, first: int, last: int | None = None) -> Span:
    end = first + 1 if last is None else last
    return Span(page.tokens[first].start, page.tokens[end - 1].end)
