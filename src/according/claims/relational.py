"""Nouns that relate two parties: a member of, its rival, the leader of, his brother.

Whoever is called by the noun is its holder; whoever the noun points at is its other side. Both are read from the tree:
predicates ("A is a rival of B"), appositions ("its rival, B"), titles ("rival gang B") and roles ("named head of B").
"""

from dataclasses import dataclass

from .page import Page
from .wordlists import words

_BECOMING = words("relational", "becoming")
"""Verbs after which a noun says what somebody is ("named head of", "emerged as a rival", "accused of being")."""


@dataclass(frozen=True, slots=True)
class Related:
    """A relational noun with its two sides; `called` tells how the holder was found."""

    noun: int
    holders: tuple[int, ...]
    others: tuple[int, ...]
    called: str


def relate(page: Page, noun: int, *cases: str) -> Related:
    """The holders and the other side of a relational noun.

    Args:
        page: the reading.
        noun: token of the noun.
        cases: prepositions that lead to the other side, besides possessives and compounds.
    """
    holders, called = _holders(page, noun)
    return Related(noun, tuple(dict.fromkeys(holders)), tuple(dict.fromkeys(_others(page, noun, cases))), called)


_FALSE = words("relational", "pretending")
"""Verbs after which a noun says what somebody is not."""


def _holders(page: Page, noun: int) -> tuple[list[int], str]:
    token = page.tokens[noun]
    if any(page.lemma(a) in _FALSE for a in list(page.ancestors(noun))[:2]):
        return [], "false"
    relation = token.deprel.split(":")[0]
    told = _all_of_whom(page, noun)
    if told is not None:
        return [told], "predicate"
    if page.dependents(noun, "cop"):
        subjects = [_whom(page, s) for s in page.subjects(noun) if s != noun]
        if subjects:
            return subjects, "predicate"
        head = token.head
        if head >= 0 and page.lemma(head) in _BECOMING:
            above = page.subjects(head) if page.is_passive(head) else page.objects(head)
            if above:
                return [t for t in above if t != noun], "predicate"
    renamed = _renamed_by_text(page, noun)
    if renamed is not None:
        return [renamed], "apposition"
    if (relation == "appos" or token.deprel == "nmod:desc") and _side_by_side(page, token.head, noun):
        return [token.head], "apposition"
    if relation == "conj" and token.head < noun and page.tokens[token.head].upos == "NOUN":
        first = token.head
        upper = page.tokens[first]
        if upper.deprel.split(":")[0] == "appos" or page.dependents(first, "cop"):
            return _holders(page, first)
        if page.tokens[first].upos in ("NOUN", "PROPN") and upper.deprel == "nmod:desc":
            return [upper.head], "apposition"
    other_names = [
        c
        for c in page.dependents(noun, "appos")
        if page.tokens[c].upos in ("PROPN", "NOUN") and _side_by_side(page, noun, c)
    ]
    if other_names:
        return [t for c in other_names for t in page.conjuncts(c)], "apposition"
    titled = [c for c in page.dependents(noun, "flat", "nmod:desc") if c == noun + 1 and page.tokens[c].upos == "PROPN"]
    if titled:
        return titled[:1], "title"
    if relation in ("compound", "flat", "amod") and token.head > noun and page.tokens[token.head].upos == "PROPN":
        return [token.head], "title"
    head = token.head
    if head >= 0 and page.lemma(head) in _BECOMING:
        if relation in ("xcomp", "ccomp", "obj", "acl", "advcl"):
            objects = [o for o in page.objects(head) if o != noun]
            subjects = [s for s in page.subjects(head) if s != noun]
            if page.is_passive(head) or relation != "obj":
                return (objects or subjects), "role"
        if relation == "obl" and page.case(noun) in ("as", "to be"):
            return _told_as(page, head), "role"
    return [noun], "itself"


def _told_as(page: Page, verb: int) -> list[int]:
    """Who is told or acts as something: "A emerged as", "they described A as", never those who describe.

    A participle behind a noun is that noun's, whatever the tree hangs it on ("warrant for man described as").
    """
    token = page.tokens[verb]
    if token.deprel == "acl" and token.xpos in ("VBN", "VBD") and page.tokens[verb - 1].upos in ("NOUN", "PROPN"):
        return [_name_head(page, verb - 1)]
    told = page.objects(verb)
    return told if told or page.lemma(verb) in words("relational", "told_by_others") else page.subjects(verb)


def _all_of_whom(page: Page, noun: int) -> int | None:
    """The noun before ", all of whom were NOUN"."""
    low = page.sentences[page.sentence_of(noun)].first
    for t in range(noun - 1, max(low + 3, noun - 4) - 1, -1):
        if page.word(t) == "whom" and page.word(t - 1) == "of" and page.word(t - 2) in ("all", "both", "each"):
            before = t - 3 - (page.word(t - 3) == ",")
            return before if before >= low and page.tokens[before].upos in ("NOUN", "PROPN") else None
    return None


def _side_by_side(page: Page, one: int, other: int) -> bool:
    """Whether nothing that could start another statement stands between the two: no verb, no "and"."""
    low, high = min(one, other), max(one, other)
    between = range(low + 1, high)
    return high - low <= 14 and not any(
        page.tokens[t].upos in ("VERB", "AUX", "CCONJ", "SCONJ") and page.tokens[t].deprel != "amod" for t in between
    )


def _whom(page: Page, token: int) -> int:
    """For "all of whom" the noun that the clause modifies."""
    if page.word(token) in ("all", "both", "some", "most", "each", "many", "whom", "who"):
        above = next((a for a in page.ancestors(token) if page.tokens[a].deprel.startswith("acl")), None)
        if above is not None:
            return page.tokens[above].head
    return token


def _renamed_by_text(page: Page, noun: int) -> int | None:
    """The name in "Name, a NOUN of X" or "its NOUN, Name", where the tree misses the apposition."""
    token = page.tokens[noun]
    if token.deprel == "appos" or token.upos not in ("NOUN", "PROPN"):
        return None
    left = [c for c in page.children[noun] if c < noun and page.tokens[c].deprel.split(":")[0] in _LEFT]
    first = min(left, default=noun)
    low = page.sentences[page.sentence_of(noun)].first
    articles = any(page.word(c) in ("a", "an", "the") for c in left)
    at = first - 1
    if articles and at - 1 >= low and page.word(at) in (",", "–", "—"):
        at -= 1
        if page.word(at).isdigit() and at - 2 >= low and page.word(at - 1) == ",":
            at -= 2
        person = page.word(at) in words("people", "singular") or page.word(at) in words("people", "plural")
        if (page.tokens[at].upos == "PROPN" or person) and page.tokens[at].head != noun:
            return _name_head(page, at)
    owned = any(page.tokens[c].deprel == "nmod:poss" for c in left)
    limit = page.sentences[page.sentence_of(noun)].last
    if owned and noun + 2 < limit and page.word(noun + 1) == "," and page.tokens[noun + 2].upos == "PROPN":
        return _name_head(page, noun + 2)
    return None


_LEFT = ("det", "amod", "compound", "nummod", "nmod")


def _name_head(page: Page, token: int) -> int:
    """The head of the name that the token belongs to."""
    while page.tokens[token].deprel.split(":")[0] in ("flat", "compound") and page.tokens[
        page.tokens[token].head
    ].upos in (
        "PROPN",
        "NUM",
    ):
        token = page.tokens[token].head
    return token


def _others(page: Page, noun: int, cases: tuple[str, ...]) -> list[int]:
    found: list[int] = []
    for child in page.children[noun]:
        relation = page.tokens[child].deprel
        if (
            relation == "nmod:poss"
            or (relation.split(":")[0] in ("nmod", "obl") and page.case(child) in cases)
            or (relation in ("compound", "nmod:unmarked") and child < noun)
        ):
            found += page.conjuncts(child)
        elif relation == "amod" and page.tokens[child].upos == "PROPN":
            found.append(child)
        elif relation.split(":")[0] == "acl" and page.lemma(child) in ("call", "name", "know"):
            continue
    return found
