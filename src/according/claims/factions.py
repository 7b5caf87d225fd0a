"""Which group is part of another and which came out of another: part_of and split_from."""

from collections.abc import Iterator

from according.model import Argument

from .clauses import clause_of
from .draft import Draft
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .relational import relate
from .sides import cross, sound
from .wordlists import words


def find_factions(page: Page) -> Iterator[Draft]:
    """part_of and split_from of one page, each pair once a sentence."""
    yield from sound(_all(parties_of(page)))


def _all(parties: Parties) -> Iterator[Draft]:
    page = parties.page
    for t in range(len(page.tokens)):
        word, lemma, upos = page.word(t), page.lemma(t), page.tokens[t].upos
        if upos in ("NOUN", "PROPN", "ADJ", "X"):
            if word in words("rivalry", "part_of.nouns"):
                yield from _part(parties, t)
            if word in words("rivalry", "part_of.umbrella"):
                yield from _umbrella(parties, t)
            if word in ("groups", "gangs", "factions", "crews") and upos == "NOUN":
                yield from _one_of_them(parties, t)
            if word in words("rivalry", "split_from.nouns") or word in words("rivalry", "split_from.attributes"):
                yield from _splinter(parties, t)
            if word in words("rivalry", "split_from.people"):
                yield from _made_of_former(parties, t)
        if upos in ("VERB", "ADJ"):
            if lemma in words("rivalry", "split_from.verbs"):
                yield from _split(parties, t)
            if lemma in ("belong", "operate", "absorb", "merge"):
                yield from _belonging(parties, t, lemma)


def _part(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "The A faction of B", "A, a wing of B", "A is part of B"."""
    page = parties.page
    whole = parties.sides(page.obliques(noun, *words("rivalry", "part_of.cases")))
    strict = page.word(noun) in words("rivalry", "part_of.strict")
    related = relate(page, noun, "of")
    compounds = [
        c
        for c in page.dependents(noun, "compound", "nmod:unmarked", "amod")
        if c < noun and (parties.is_group_name(c) or parties.name_at(c) is not None)
    ]
    if related.called == "itself":
        named = parties.sides(compounds)
        if named and whole:
            yield from cross(parties, "part_of", named, whole, noun, "part.compound", page.lemma(noun))
        return
    parts = parties.sides([t for h in related.holders for t in page.conjuncts(h)])
    if not whole and not strict:
        whole = parties.sides(compounds)
    yield from cross(parties, "part_of", parts, whole, noun, f"part.{related.called}", page.lemma(noun))


def _umbrella(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "B is the umbrella for A", "A operates under the umbrella of B"."""
    page = parties.page
    under = page.case(noun) == "under"
    inside = parties.sides(
        [*page.obliques(noun, *words("rivalry", "part_of.umbrella_cases"), "over"), *page.dependents(noun, "nmod:poss")]
    )
    if under:
        clause = clause_of(page, noun)
        if clause is not None and inside:
            yield from cross(parties, "part_of", parties.sides(page.subjects(clause)), inside, noun, "umbrella.under")
        return
    if page.word(noun) not in ("umbrella", "umbrellas"):
        return
    related = relate(page, noun, "for", "of")
    holders = parties.sides([t for h in related.holders for t in page.conjuncts(h)])
    if related.called != "itself" and inside:
        yield from cross(parties, "part_of", inside, holders, noun, "umbrella.for", "umbrella")


def _one_of_them(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "One of the gangs is called A", right after B was told to be the umbrella of several."""
    page = parties.page
    s = page.sentences[page.sentence_of(noun)]
    before = [page.word(t) for t in range(max(s.first, noun - 3), noun)]
    after = [page.word(t) for t in range(noun + 1, min(noun + 4, s.last))]
    if "one" not in before or "of" not in before or not after or after[0] not in ("is", "was", "are"):
        return
    named = parties.sides([t for t in range(noun + 1, min(noun + 9, s.last)) if parties.is_group_name(t)])
    whole = _umbrella_before(parties, page.sentence_of(noun))
    if len(named) == 1 and whole is not None:
        yield from cross(parties, "part_of", named, [whole], noun, "umbrella.one_of_them")


def _umbrella_before(parties: Parties, sentence: int) -> Argument | None:
    """The group that the two sentences before call an umbrella, a coalition or a set of groups; None if unclear."""
    page = parties.page
    for earlier in range(sentence, max(-1, sentence - 3), -1):
        s = page.sentences[earlier]
        for t in range(s.last - 1, s.first - 1, -1):
            if page.word(t) in words("rivalry", "part_of.umbrella") and earlier < sentence:
                subjects = parties.sides([x for x in page.subjects(t) if x < t])
                subjects = subjects or parties.sides(parties.name_before(t))
                if len(subjects) == 1:
                    return subjects[0]
    return None


def _belonging(parties: Parties, verb: int, lemma: str) -> Iterator[Draft]:
    """ "A belongs to B", "A merged into B", "B absorbed A"."""
    page = parties.page
    if lemma == "belong":
        yield from cross(
            parties,
            "part_of",
            parties.sides(page.subjects(verb)),
            parties.sides(page.obliques(verb, "to")),
            verb,
            "part.belong",
        )
    elif lemma == "merge":
        yield from cross(
            parties,
            "part_of",
            parties.sides(page.subjects(verb)),
            parties.sides(page.obliques(verb, "into")),
            verb,
            "part.merge",
        )
    elif lemma == "absorb":
        yield from cross(
            parties,
            "part_of",
            parties.sides(page.objects(verb)),
            parties.sides(page.agents(verb)),
            verb,
            "part.absorb",
        )


def _splinter(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A, an offshoot of B", "A, a breakaway faction of B", "the splinter group A"."""
    page = parties.page
    head = noun
    if page.word(noun) in words("rivalry", "split_from.attributes") and page.tokens[noun].deprel.split(":")[0] in (
        "amod",
        "compound",
    ):
        head = page.tokens[noun].head
    related = relate(page, head, *words("rivalry", "split_from.cases"))
    origin = parties.sides(
        [t for t in page.obliques(head, *words("rivalry", "split_from.cases")) if t not in related.holders]
    )
    origin = origin or parties.sides([t for t in page.dependents(head, "nmod:poss", "compound") if t != noun])
    parts = parties.sides([t for h in related.holders for t in page.conjuncts(h)]) if related.called != "itself" else []
    if not parts:
        parts = parties.sides(list(page.dependents(head, "flat", "appos")))
    yield from cross(parties, "split_from", parts, origin, noun, f"split.{related.called}")


def _split(parties: Parties, verb: int) -> Iterator[Draft]:
    """ "A split from B", "A broke away from B", "A emerged from the remnants of B"."""
    page = parties.page
    tokens = page.obliques(verb, *words("rivalry", "split_from.verb_cases"))
    if page.lemma(verb) in ("break", "split"):
        tokens = [t for t in tokens if page.case(t) != "out of"]
    if page.lemma(verb) in ("emerge", "evolve", "spin"):
        inner = [t for t in tokens for t in page.obliques(t, "of")]
        tokens = [t for t in [*tokens, *inner] if page.case(t) != "with"]
    yield from cross(
        parties, "split_from", parties.sides(page.subjects(verb)), parties.sides(tokens), verb, "split.verb"
    )


def _made_of_former(parties: Parties, noun: int) -> Iterator[Draft]:
    """ "A was built by old members of B", "a gang whose members had all been in B"."""
    page = parties.page
    modifiers = {page.word(c) for c in page.children[noun]} | ({page.word(noun - 1)} if noun else set())
    if not modifiers & words("rivalry", "split_from.formers") and page.word(noun) not in ("defectors", "dissidents"):
        return
    origin = parties.sides(
        [t for c in page.conjuncts(noun) for t in parties.group_modifiers(c) if page.word(t) != "former"]
    )
    origin = origin or parties.sides([t for c in range(noun, noun + 4) for t in parties.after_of(c)][:1])
    if not origin:
        return
    for ancestor in page.ancestors(noun):
        if page.lemma(ancestor) in words("rivalry", "split_from.made_of"):
            parts = _made(parties, ancestor)
            if not any(is_name(p.name) for p in parts):
                parts = _sole_before(parties, ancestor, origin) or parts
            yield from cross(parties, "split_from", parts, origin, noun, "split.made_of_former")
            return


def _sole_before(parties: Parties, verb: int, origin: list[Argument]) -> list[Argument]:
    """The one named group that stands before the verb in its sentence, besides where it came from."""
    page = parties.page
    first = page.sentences[page.sentence_of(verb)].first
    named = parties.sides([t for t in range(first, verb) if parties.is_group_name(t)])
    rest = [g for g in named if not any(same_party(g, o) for o in origin)]
    return rest if len(rest) == 1 else []


def _made(parties: Parties, verb: int) -> list[Argument]:
    """What is made of, or founded by, the people: subject, object or the noun that the participle modifies."""
    page = parties.page
    token = page.tokens[verb]
    if token.deprel.split(":")[0] in ("acl", "amod") and token.head >= 0:
        noun = token.head
        related = relate(page, noun)
        if related.called != "itself":
            return parties.sides(list(related.holders))
        return parties.groups(noun)
    return parties.sides(page.subjects(verb)) or parties.sides(page.objects(verb))
