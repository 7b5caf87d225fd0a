"""Family and partners (family_of), with the kin word as the role; whose kin it is must be told."""

from collections.abc import Iterator

from according.model import Argument, Qualifiers

from .draft import Draft, each_once
from .page import Page
from .parties import Parties, parties_of
from .party_names import is_name, same_party
from .possessors import owners_of
from .relational import relate
from .wordlists import words

_FIRST = frozenset({"my", "our", "me", "i", "we", "your", "you"})
_PAST = frozenset({"former", "ex", "estranged"})


def find_kin(page: Page) -> Iterator[Draft]:
    """family_of of one page, each pair once a sentence."""
    parties = parties_of(page)
    kin = (t for t in range(len(page.tokens)) if _is_kin(page, t))
    yield from each_once((d for t in kin for d in _kin(parties, t)), symmetric=frozenset({"family_of"}))


def _is_kin(page: Page, noun: int) -> bool:
    word = page.word(noun)
    if noun and word == "partner":
        return page.word(noun - 1) in ("life", "domestic", "romantic")
    if noun and word == "friend":
        return page.word(noun - 1) in ("lady", "girl", "boy")
    return word in words("kinship", "kin") and page.tokens[noun].upos in ("NOUN", "PROPN")


def _kin(parties: Parties, noun: int) -> Iterator[Draft]:
    page = parties.page
    related = relate(page, noun, "of", "to")
    others = owners_of(parties, noun) or _of_whom(parties, related.others, related.holders)
    others = [o for o in others if o.type in ("Person", "People")] or _headline_subject(parties, noun)
    if not others:
        return
    for holder in _holders(parties, noun, related.holders, related.called):
        for other in others:
            if not same_party(holder, other) and not _inside(holder, other):
                yield Draft(
                    "family_of", holder, other, page.sentence_of(noun), noun, f"kin.{related.called}",
                    qualifiers=Qualifiers(role=role_of_kin(page, noun)),
                    score=0.8 if related.called != "itself" else 0.65,
                )  # fmt: skip


def _of_whom(parties: Parties, others: tuple[int, ...], holders: tuple[int, ...]) -> list[Argument]:
    """The people of "the father of Aa and Bb"; kin of kin ("the wife of his son") is left to its own noun."""
    page = parties.page
    return [
        p
        for t in others
        if page.tokens[t].deprel not in ("compound", "amod", "nmod:unmarked", "nmod:poss")
        and t not in holders
        and not (page.word(t) in words("kinship", "kin") and page.obliques(t, "of", "to"))
        for p in parties.people(t) or _described(parties, t)
        if page.word(t) not in _FIRST or is_name(p.name)
    ]


def _described(parties: Parties, token: int) -> list[Argument]:
    """Kin or a holder of a post told by words alone: "the wife of the deputy editor"."""
    page = parties.page
    if page.word(token) in words("kinship", "kin") or page.word(token) in words("posts", "heads"):
        return [parties.made_argument(token, "People" if parties.is_plural(token) else "Person")]
    return []


def _holders(parties: Parties, noun: int, holders: tuple[int, ...], called: str) -> list[Argument]:
    page = parties.page
    beside = _name_after(parties, noun)
    if beside:
        return beside
    shared = _shared_holders(page, noun) or _predicated(page, noun) if called == "itself" else []
    named = parties.people_all([t for h in shared or holders for t in page.conjuncts(h) if h != noun])
    if named or called != "itself":
        return named
    own = parties.people(noun)
    if own and (is_name(own[0].name) or own[0].type == "Person"):
        return own
    made = parties.made_argument(noun, "People" if parties.is_plural(noun) else "Person")
    count = parties.count(*parties.core(noun)) if made.type == "People" else None
    return [Argument(made.type, made.name, mention=made.mention, count=count)]


def _name_after(parties: Parties, noun: int) -> list[Argument]:
    """The person named right after the kin word: "his brother Bb", "his brother, Bb"."""
    page = parties.page
    limit = page.sentences[page.sentence_of(noun)].last
    for t in range(noun + 1, min(noun + 3, limit)):
        m = parties.name_at(t)
        if m is not None and parties.kind(m) == "person" and not parties.is_group_name(t):
            argument = page.argument(m)
            return [argument] if argument is not None else []
        if page.word(t) != ",":
            break
    return []


def _shared_holders(page: Page, noun: int) -> list[int]:
    """Of "A is the father of B and the brother of C", A also for "brother", where the tree hangs it on B."""
    head = page.tokens[noun].head
    if page.tokens[noun].deprel != "conj" or head < 0 or page.tokens[head].deprel.split(":")[0] != "nmod":
        return []
    first = page.tokens[head].head
    if first < 0 or page.word(first) not in words("kinship", "kin"):
        return []
    related = relate(page, first, "of", "to")
    return list(related.holders) if related.called != "itself" else []


def _predicated(page: Page, noun: int) -> list[int]:
    """Of "Aa, the husband of Cc and father of Bb", Aa."""
    head = page.tokens[noun].head
    if page.tokens[noun].deprel != "conj" or head < 0 or page.tokens[head].upos not in ("VERB", "ADJ"):
        return []
    return page.subjects(head) if page.dependents(head, "cop", "aux:pass") else []


def _headline_subject(parties: Parties, noun: int) -> list[Argument]:
    """The subject of a headline for its bare kin word: "Man Sentenced for Killing Wife" is his wife."""
    page = parties.page
    sentence = page.sentence_of(noun)
    if page.segment_kind(sentence) not in ("headline", "dek") or page.word(noun) in words("kinship", "strict"):
        return []
    if page.word(noun).startswith("grand"):
        return []
    described = [c for c in page.dependents(noun, "amod", "nummod") if page.word(c) not in _PAST]
    if described or page.dependents(noun, "det", "nmod:poss", "nmod"):
        return []
    if page.tokens[noun].deprel.startswith(("nsubj", "root")):
        return []
    first = page.sentences[sentence].first
    subject = next(
        (t for t in range(first, noun) if page.tokens[t].deprel.startswith("nsubj") and parties.people(t)), None
    )
    return [p for p in parties.people(subject) if p.type == "Person"] if subject is not None else []


def _inside(holder: Argument, other: Argument) -> bool:
    """Whether one phrase holds the other: "the father of a daughter" is no kin of his own words."""
    one, two = holder.mention, other.mention
    return (
        one is not None and two is not None and one.start <= two.start and two.end < one.end and one.text == holder.name
    )


def role_of_kin(page: Page, noun: int) -> str:
    """The kin word as a role ("brother", "former wife")."""
    past = any(page.word(c) in _PAST for c in page.dependents(noun, "amod"))
    return f"former {page.lemma(noun)}" if past else page.lemma(noun)
