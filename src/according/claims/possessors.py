"""Whose: the people that the possessive before a noun stands for ("her son", "Bb's wife", "whose boyfriend").

A possessive pronoun inside a clause mostly stands for that clause's subject, which is surer than coreference over
sentences; coreference decides only where no subject above it fits.
"""

from collections import Counter
from collections.abc import Iterator

from according.model import Argument

from .page import SUBJECTS, Page
from .parties import Parties

_SINGULAR = {"his": "m", "her": "f", "my": "", "hers": "f"}
_OWNED_UP = frozenset({"admit", "confess", "acknowledge", "deny", "boast", "decide", "realize"})
"""Verbs whose subject is whom "he" below them means: "Bb admitted that he had robbed his mother"."""
_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NOUNS = {
    "man": "m", "boy": "m", "father": "m", "son": "m", "husband": "m", "brother": "m", "boyfriend": "m", "mr": "m",
    "woman": "f", "girl": "f", "mother": "f", "daughter": "f", "wife": "f", "sister": "f", "girlfriend": "f",
    "ms": "f", "mrs": "f", "mom": "f", "uncle": "m", "aunt": "f", "miss": "f",
}  # fmt: skip


def owners_of(parties: Parties, noun: int) -> list[Argument]:
    """The people whose NOUN it is by the possessive before it; empty if there is none or it stands for nobody."""
    page = parties.page
    owner = _possessive(parties, noun)
    if owner is None and page.tokens[noun].deprel == "conj" and page.tokens[noun].head < noun:
        owner = _possessive(parties, page.tokens[noun].head)
    if owner is None:
        return []
    word = page.word(owner)
    if word == "whose":
        above = next((a for a in page.ancestors(owner) if page.tokens[a].deprel.startswith("acl")), None)
        return parties.people(page.tokens[above].head) if above is not None else []
    if word in _SINGULAR:
        return meant_by(parties, owner)
    return parties.people_all(page.conjuncts(owner)) or _named(parties, owner)


_BETWEEN = frozenset({"NOUN", "ADJ", "NUM", "ADV", "PUNCT", "PROPN"})
_MARKS = ("’s", "'s", "’", "'")


def _possessive(parties: Parties, noun: int) -> int | None:
    """The possessive pronoun, or the last word of the name before the mark, that stands before the noun.

    Word order decides: between the two only adjectives and an age may stand ("Bb's 9-year-old brother").
    """
    page = parties.page
    low = max(page.sentences[page.sentence_of(noun)].first, noun - 8)
    for t in range(noun - 1, low - 1, -1):
        word = page.word(t)
        if word in _SINGULAR or word in ("whose", "their"):
            return t
        if word in _MARKS:
            return t - 1 if t > low else None
        if page.tokens[t].upos not in _BETWEEN or word in (",", ";", ":"):
            return None
    return None


def _named(parties: Parties, token: int) -> list[Argument]:
    """The person whose name ends at the token, where the tree hangs it elsewhere."""
    m = parties.name_at(token)
    if m is None or parties.kind(m) != "person":
        return []
    argument = parties.page.argument(m)
    return [argument] if argument is not None else []


def meant_by(parties: Parties, pronoun: int) -> list[Argument]:
    """The person that a singular possessive pronoun stands for, as a list; empty if unclear."""
    page = parties.page
    gender = _SINGULAR.get(page.word(pronoun), "")
    meant: list[Argument] = []
    for subject in _subjects_above(page, pronoun) if gender else ():
        people = [p for p in parties.people(subject) if p.type == "Person"] if subject < pronoun else []
        if not people:
            continue
        if _is_told(parties, subject):
            return []
        if meant and page.lemma(page.tokens[subject].head) not in _OWNED_UP:
            break
        if _fits(page, subject, people[0], gender):
            if page.tokens[subject].upos != "PRON" or page.word(subject) == "who":
                return people[:1]
            meant = meant or people[:1]
    return meant or parties.people(pronoun)


def _subjects_above(page: Page, token: int) -> Iterator[int]:
    """Subjects of the clauses that hold the token, innermost first, and the nouns that its clauses describe."""
    below = token
    for ancestor in page.ancestors(token):
        relation = page.tokens[below].deprel
        if relation.split(":")[0] == "acl" or relation == "appos":
            yield ancestor
        if not relation.startswith(("nsubj", "csubj")) and page.tokens[ancestor].upos in ("VERB", "ADJ", "NOUN", "AUX"):
            for subject in page.dependents(ancestor, *SUBJECTS):
                yield page.subjects(ancestor)[0] if page.word(subject) in ("who", "that") else subject
        below = ancestor


def _is_told(parties: Parties, subject: int) -> bool:
    """Whether the subject tells somebody something: "he" and "his" may then be either."""
    page = parties.page
    verb = page.tokens[subject].head
    if verb < 0 or page.lemma(verb) not in ("tell", "inform", "ask", "remind", "warn"):
        return False
    return any(parties.people(t) for t in page.dependents(verb, "obj", "iobj"))


def _fits(page: Page, token: int, person: Argument, gender: str) -> bool:
    known = gender_of(page, token, person)
    return known is None or known == gender


def gender_of(page: Page, token: int, person: Argument) -> str | None:
    """ "m" or "f" where the words themselves or most pronouns for the person say so, else None."""
    word = page.word(token)
    if word in _GENDERS or word in _NOUNS:
        return _GENDERS.get(word) or _NOUNS.get(word)
    if person.entity is None:
        return None
    index = int(person.entity.rsplit("#", 1)[1])
    votes = Counter(
        _GENDERS.get(word) or _NOUNS[word]
        for mention in page.reading.mentions
        if mention.entity == index
        for word in [page.word(mention.head)]
        if word in _GENDERS or word in _NOUNS
    )
    return votes.most_common(1)[0][0] if votes else None
