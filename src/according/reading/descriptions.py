"""What the words of a mention say about who is meant: gender, number, count, age, head noun, definiteness."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from according.model import AmountExpression, Mention, Token

from .lexicon import plurals, table, words
from .names import fold
from .number_words import number_value

PRONOUN_GENDER = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PLURAL_PRONOUNS = frozenset(
    "they them their theirs themselves we us our ours ourselves these those both".split()  # noqa: SIM905
)
FIRST_PERSON = {"i": False, "me": False, "my": False, "mine": False, "myself": False}
FIRST_PERSON |= {"we": True, "us": True, "our": True, "ours": True, "ourselves": True}
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "said", "such"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_OTHER = words("another_one")
_SETS = {"couple": 2, "pair": 2, "duo": 2, "twins": 2, "trio": 3, "quartet": 4}
_AGE = re.compile(
    r"(?<!\d)(\d{1,3})[ -]year[ -]olds?\b|\baged? (\d{1,3})\b|(?<!\d), (\d{1,3})(?=,|\)|$)|\((\d{1,3})\)", re.IGNORECASE
)
_UNDER_ONE = re.compile(r"(?<!\d)\d{1,2}[ -](?:month|week|day)s?[ -]old\b", re.IGNORECASE)
_WORD_AGE = re.compile(r"\b([a-z]+(?:-[a-z]+)?)-year-old\b", re.IGNORECASE)

_AGE_BEHIND = re.compile(r",? ?\(?(\d{1,3})\)?(?=[,;.)]|$| of | from | and | was | were | is | who |\s*\()")
_AGE_BEFORE = re.compile(r"(\d{1,3})[ -]years?[ -]olds? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Description:
    """A mention's own evidence; `noun` is the singular of its head noun, `modifiers` the folded words before it."""

    noun: str
    modifiers: frozenset[str]
    definite: bool
    possessive: bool
    other: bool
    plural: bool
    count: int | None
    gender: str | None
    age: int | None


def describe(
    text: str, tokens: Sequence[Token], mention: Mention, first: int, amounts: Sequence[AmountExpression] = ()
) -> Description:
    """Read a mention.

    Args:
        text: the stored text.
        tokens: of the reading.
        mention: any level.
        first: index of the mention's first token.
        amounts: figures that start inside the mention.
    """
    head = tokens[mention.head]
    word = fold(text[head.start : head.end])
    before = [fold(text[t.start : t.end]) for t in tokens[first : mention.head]]
    lead = before[0] if before else word
    people = plurals("people")
    if word == "one":  # "one of the men"
        before = [fold(text[t.start : t.end]) for t in tokens[first : first + 8] if t.end <= mention.end]
        after = [people[w] for w in before if w in people]
        return Description(
            after[-1] if after else word,
            frozenset(),
            False,
            False,
            False,
            False,
            None,
            gender_of(before),
            age_in(text[mention.start : mention.end]),
        )
    noun = people.get(word) or (head.lemma.lower() if head.upos == "NOUN" else word)
    age = age_in(text[mention.start : mention.end])
    count = stated_count(before if age is None else [], word, amounts)
    plural = (
        word in PLURAL_PRONOUNS
        or head.xpos in ("NNS", "NNPS")
        or word in _SETS
        or (count is not None and count > 1)
        or (word in people and people[word] != word)
    )
    return Description(
        noun,
        frozenset(before),
        definite=lead in _DEFINITE,
        possessive=lead in _POSSESSIVE or any(t.xpos == "POS" for t in tokens[first : mention.head]),
        other=bool(_OTHER & {*before, word}),
        plural=(plural and (mention.level != "named" or word in words("headline_people"))) or head.xpos == "NNPS",
        count=count,
        gender=gender_of([*before, word]),
        age=age,
    )


def stated_count(before: Sequence[str], word: str, amounts: Sequence[AmountExpression]) -> int | None:
    """How many people or things a noun phrase counts, if it says so exactly."""
    for amount in amounts:
        if amount.unit == "people" and amount.min is not None and amount.min == amount.max:
            return int(amount.min)
    if word in _SETS:
        return _SETS[word]
    if "both" in before or word == "both":
        return 2
    for part in (*before, word):
        value = number_value(part) if part not in ("a", "an") else None
        if value is not None and value == int(value) and value < 1000 and not part.endswith("-year-old"):
            return int(value)
    return None


def gender_of(folded: Sequence[str]) -> str | None:
    """`male` or `female` where a word says so; None where none does or they disagree."""
    known = table("gender")
    if folded and folded[-1] in known:
        return known[folded[-1]]
    found = {known[w] for w in folded if w in known} | {PRONOUN_GENDER[w] for w in folded[-1:] if w in PRONOUN_GENDER}
    return found.pop() if len(found) == 1 else None


def age_in(words: str) -> int | None:
    """The age in years that a noun phrase states: "a 27-year-old", "Teodor Lunz, 22", "a girl aged 9"."""
    found = _AGE.search(words)
    if found is not None:
        age = int(next(g for g in found.groups() if g))
        return age if age <= 115 else None
    if _UNDER_ONE.search(words):
        return 0
    spelt = _WORD_AGE.search(words)
    value = number_value(spelt[1].replace("-", " ")) if spelt else None
    return int(value) if value is not None else None


def age_beside(text: str, mention: Mention) -> int | None:
    """The age that stands right behind a name ("Teodor Lunz, 22,") or before it ("22-year-old Teodor Lunz")."""
    behind = _AGE_BEHIND.match(text, mention.end)
    before = _AGE_BEFORE.search(text[max(0, mention.start - 20) : mention.start])
    found = (behind if behind and behind[0].strip()[:1] in (",", "(") else None) or before
    return int(found[1]) if found and 0 < int(found[1]) <= 115 else None
