"""Names and paragraphs that hold some words, and the names that they may become. Nobody protected is found."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil

from rapidfuzz import fuzz, process

from according.ledger import Hit, cut_around, name_key, words_looked_up
from according.linking import Party

from .desk import Desk
from .keys import party_key

FOUND = 40
"""Names and paragraphs on one page of search."""
SUGGESTED = 8
OFFERED = 5
"""Names offered for a misspelt one."""
ALIKE = 82
"""Likeness (0..100, `fuzz.token_sort_ratio` of compared names) from which a name is offered for a misspelt one."""


@dataclass(frozen=True, slots=True)
class Named:
    """A party that is found, with what tells it from others of its name."""

    name: str
    type: str
    key: str
    documents: int
    told: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that holds the words, as it may be shown."""

    document: str
    title: str
    publisher: str
    published: str
    start: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found in how many documents; `alike` are names offered where no name holds the words."""

    words: str
    parties: tuple[Named, ...]
    alike: tuple[Named, ...]
    paragraphs: tuple[Paragraph, ...]
    documents: int


def search(desk: Desk, words: str) -> Found:
    """Parties about whom something is said and whose name holds all the words, then paragraphs that do."""
    parties = _holding(desk, words, FOUND)
    hits = desk.ledger.search(words, desk.given) if words.strip() else []
    return Found(
        words,
        tuple(_named(desk, p) for p in parties),
        tuple(_named(desk, p) for p in _alike(desk, words)) if words.strip() and not parties else (),
        tuple(
            Paragraph(
                h.document, desk.title(d.id), d.publisher or "", d.published or "", h.start,
                masked(desk, h, words).snippet,
            )
            for h in hits
            if (d := desk.documents.get(h.document)) is not None
        )[:FOUND],
        len(desk.documents),
    )  # fmt: skip


def masked(desk: Desk, hit: Hit, words: str) -> Hit:
    """The hit as it may be shown: names are hidden before anything is cut, so that no half of one stands at an edge."""
    shown = desk.shown(hit.text, hit.document)
    if shown == hit.text:
        return hit
    return replace(hit, text=shown, snippet=cut_around(shown, {word for word, _, _ in words_looked_up(words)}))


def suggest(desk: Desk, beginning: str) -> tuple[Named, ...]:
    """Parties whose name has a word for each word of `beginning` that starts with it; by name."""
    return tuple(_named(desk, p) for p in _holding(desk, beginning, SUGGESTED))


def _holding(desk: Desk, words: str, most: int) -> list[Party]:
    """The first parties of whom something is said with words in their names that begin with each of the words, by name.

    The sorted words of all names are the index: what begins with a word is one stretch of them.
    """
    wanted = name_key(words).split()
    found: dict[int, Party] | None = None
    for word in wanted:
        at, here = bisect_left(desk.name_words, (word, -1)), {}
        while at < len(desk.name_words) and desk.name_words[at][0].startswith(word):
            number = desk.name_words[at][1]
            if found is None or number in found:
                here[number] = desk.parties[number]
            at += 1
        found = here
    by_name = sorted((found or {}).values(), key=lambda p: (p.name.casefold(), p.documents))
    return list(islice((p for p in by_name if _may_be_found(desk, p)), most))


def _alike(desk: Desk, words: str) -> list[Party]:
    """Parties whose name is nearly what was asked for, else those with a word nearly like it: a surname alone."""
    wanted = name_key(words)
    names = desk.once("names by length", lambda: _by_length(desk.parties_by_key))
    found = (p for key in _near(wanted, names) for p in desk.parties_by_key[key] if _may_be_found(desk, p))
    if (whole := list(islice(found, OFFERED))) or " " in wanted:
        return whole
    parts = desk.once("words by length", lambda: _by_length(dict.fromkeys(word for word, _ in desk.name_words)))
    held = (p for word in _near(wanted, parts) for p in _holding(desk, word, OFFERED))
    return list(islice({id(p): p for p in held}.values(), OFFERED))


def _near(wanted: str, by_length: Mapping[int, Sequence[str]]) -> list[str]:
    """The names most like the one wanted; one that is so much longer or shorter cannot be."""
    least = ALIKE / (200 - ALIKE)
    fitting = range(ceil(len(wanted) * least), int(len(wanted) / least) + 1)
    names = [name for length in fitting for name in by_length.get(length, ())]
    near = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, limit=OFFERED, score_cutoff=ALIKE)
    return [name for name, _, _ in near]


def _by_length(names: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(len(name), []).append(name)
    return found


def _may_be_found(desk: Desk, party: Party) -> bool:
    """Whether something is said of the party and its name is not masked."""
    return not party.protected and desk.is_told_of(party) and desk.name(party) == party.name


def _named(desk: Desk, party: Party) -> Named:
    first = desk.documents.get(party.documents[0])
    told = [f"born about {round(min(party.born))}"] if party.born else []
    if first is not None and party.type == "person":
        told.append(f"first in “{desk.title(first.id)[:80]}”")
    return Named(desk.name(party), party.type, party_key(party), len(party.documents), ", ".join(told))
