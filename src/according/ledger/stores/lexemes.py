"""Text as PostgreSQL's index takes it: words, their places, and the stretch of a paragraph that is shown.

The words are taken apart here and not by the server, so that both stores find the same, on every server, whatever its
language settings: runs of letters and digits, without case and accents.
"""

import re
from collections.abc import Iterator

from according.ledger.hiding import fold

WINDOW = 24
"""Words of a paragraph shown around those that were asked for, as many as SQLite's `snippet` is asked for."""
LONGEST_WORD = 500
"""Characters of a word that are looked at; the server takes 2,046 bytes."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


def words(told: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as they are looked up, with where each stands."""
    for match in _WORD.finditer(fold(told)):
        yield re.sub(r"[\u0300-\u036f]", "", match.group())[:LONGEST_WORD], match.start(), match.end()


def tsvector(told: str) -> str:
    """The words of a text with their places, as the server reads them."""
    places: dict[str, list[int]] = {}
    for at, (word, _, _) in enumerate(words(told), 1):
        places.setdefault(word, []).append(at)
    return " ".join(f"{quoted(word)}:{','.join(map(str, found[:255]))}" for word, found in places.items())


def quoted(word: str) -> str:
    """A word as the server reads it; it holds letters and digits alone."""
    return f"'{word}'"


def cut(told: str, wanted: set[str]) -> str:
    """The stretch of a text that holds most of the wanted words, as SQLite's `snippet` shows it."""
    found = list(words(told))
    if len(found) <= WINDOW:
        return told
    hits = [at for at, (word, _, _) in enumerate(found) if word in wanted]
    first = max(hits, key=lambda at: (len({found[i][0] for i in hits if at <= i < at + WINDOW}), -at), default=0)
    first = max(0, min(first - 4, len(found) - WINDOW))
    last = first + WINDOW - 1
    start, end = (found[first][1] if first else 0), (found[last][2] if last + 1 < len(found) else len(told))
    return f"{' … ' if first else ''}{told[start:end]}{' … ' if last + 1 < len(found) else ''}"
