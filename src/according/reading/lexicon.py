"""Word lists of the reading, kept as plain files in `data/` and read once. They hold general vocabulary only."""

from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """All words of a list, in lower case."""
    return frozenset(word.lower() for line in _lines(name) for word in line)


@cache
def phrases(name: str) -> frozenset[str]:
    """A list of phrases, one a line, in lower case with single spaces."""
    return frozenset(" ".join(line).lower() for line in _lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """A list whose lines begin with a key: each later word, in lower case, to its key."""
    return {word.lower(): line[0] for line in _lines(name) for word in line[1:]}


@cache
def plurals(name: str) -> dict[str, str]:
    """A list of nouns, each line a singular and perhaps its plural: each plural, and each singular, to its singular."""
    found: dict[str, str] = {}
    for line in _lines(name):
        singular, plural = line[0].lower(), (line[1] if len(line) > 1 else plural_of(line[0])).lower()
        found[singular] = singular
        found[plural] = singular
    return found


def plural_of(noun: str) -> str:
    """The regular English plural of a noun."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"
