"""What is a party's name and when two names are one party's: questions about words alone."""

import re

from according.model import Argument
from according.reading.number_words import number_value

from .wordlists import wordlist, words

BREAKS = re.compile(r"[\n;:()\[\]“”]|, | who | has | have | is | are | was | were ")

_MODIFIER = re.compile(
    r"^(?:(?:the|a|an|their|its|his) )?(?:rival|alleged|notorious|so-called|feared|violent|Alleged|Rival|Reputed|"
    r"Suspected|Violent) (?=[A-Z0-9])"
)

_SMALL = frozenset(
    {"de", "la", "del", "of", "the", "los", "las", "el", "von", "van", "y", "da", "dos", "and", "al", "bin"}
)

_GENERIC = frozenset(
    {"the", "a", "an", "street", "criminal", "prison", "rival", "this", "that", "both", "their", "his"}
)

PRONOUNS = words("bodies", "pronouns")
"""Names that are none: a pronoun that nothing resolves stands for nobody."""

ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "their", "his", "her", "its"})


def is_proper(text: str) -> bool:
    """Whether the words are a name and nothing else: capitalised throughout, one name, no clause."""
    if BREAKS.search(text) or len(text) > 60:
        return False
    parts = text.split()
    if parts and parts[0].lower() in ("the", "a", "an"):
        parts = parts[1:]
    if not parts or not is_name(" ".join(parts)):
        return False
    lower = [w for w in parts if not (w[0].isupper() or w[0].isdigit() or w[0] in "“\"‘'&(")]
    known = _SMALL | _GENERIC | words("bodies", "groups") | words("bodies", "lands")
    return all(w in known for w in lower) and " and " not in text


def bare_name(name: str) -> str:
    """A group's name without article and without what is only said of it ("the rival X")."""
    bare = _MODIFIER.sub("", name)
    first, _, rest = bare.partition(" ")
    return rest if first.lower() == "the" and rest[:1].isupper() else bare


def is_name(text: str) -> bool:
    """Whether the words hold a proper name rather than only common nouns ("the rival gang")."""
    common = _GENERIC | words("bodies", "groups") | words("group_names", "peoples") | words("group_names", "openers")
    kept = [w for w in re.split(r"[\s\-–]+", text) if w.lower().strip(".,’'") not in common]
    kept = [w for w in kept if w.lower() not in wordlist("demonyms")["demonyms"] or len(kept) > 1]
    return any((w[:1].isupper() and number_value(w) is None) or w[:1].isdigit() for w in kept)


def key_of(argument: Argument) -> str:
    """What makes two arguments the same party on one page."""
    return argument.entity or " ".join(argument.name.lower().split())


def same_party(one: Argument, other: Argument) -> bool:
    """Whether two arguments are, or may be, one party: a relation between them would be nonsense."""
    if key_of(one) == key_of(other):
        return True
    a, b = one.mention, other.mention
    if a and b and a.start < b.end and b.start < a.end and one.name == other.name:
        return True
    return one.name.lower() == other.name.lower()
