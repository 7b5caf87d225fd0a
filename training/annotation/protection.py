"""How many of the people marked as protected a reader protects, and what masking leaves of their names.

Two figures: a mark is *found* where the reader protects an entity at one of the person's forms; a *name* is masked
where none of the person's named forms can still be read in the document once it is masked. A mark on an entity, on an
argument or on a speaker counts alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from according.model import Document, Reading
from according.ontology import masks_of, name_forms, people_of_reading
from according.reading.lexicon import plurals

from .documents import Source

Json = dict[str, Any]
_NO_NAMES = {"he", "she", "they", "i", "we", "who", "whom", "victim", "teenager", "ex-girlfriend", "neighbors"}


@dataclass(slots=True)
class Protection:
    """Marks wanted and found, names wanted and masked, by reason; `misses` tells each that was not."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    people: int = 0
    needless: int = 0


def measure(annotated: Iterable[Json], found: dict[str, Source], read: Callable[[Source], Reading]) -> Protection:
    """Hold the reader's protection against the annotations.

    Args:
        annotated: stand-off annotations. found: their documents, by mark. read: from a document to its reading.
    """
    told = Protection()
    for one in annotated:
        source = found[one["doc"]]
        reading = read(source)
        shown = masks_of(people_of_reading(reading)).hide(source.text)
        marked = list(_marked(one))
        for reason, spans in marked:
            words = sorted({" ".join(source.text[a:b].split()) for a, b in spans})
            told.wanted[reason] += 1
            if _is_protected(reading, spans):
                told.found[reason] += 1
            else:
                told.misses.append(f"{one['doc']} {reason}: {' | '.join(words)}")
            names = [w for w in words if _is_name(w)]
            if names:
                told.names[reason] += 1
                left = [n for n in names if n in shown]
                told.masked[reason] += not left
                if left:
                    told.misses.append(f"{one['doc']} {reason}, name shown: {' | '.join(left)}")
        _count_needless(told, one, reading, [s for _, spans in marked for s in spans])
    return told


def _is_name(words: str) -> bool:
    """A name, and neither a pronoun nor a description in capitals ("MINOR GIRL", "Teen Gunman")."""
    called = [w for w in words.casefold().split() if w in _NO_NAMES or w in plurals("people") or w in plurals("minors")]
    return bool(name_forms(words)) and not called


def _marked(one: Json) -> Iterator[tuple[str, list[list[int]]]]:
    """Reason and spans of each protected person: an entity's forms, or the words of an argument or speaker alone."""
    reasons = {key: e["protected"] for key, e in one["entities"].items() if e.get("protected")}
    spans = {key: list(e["forms"]) for key, e in one["entities"].items()}
    alone: dict[tuple[int, int], str] = {}
    for given in _parties(one["claims"]):
        where = given.get("mention") or given.get("source")
        key = given.get("entity")
        if key in spans:
            spans[key] += [where] if where else []
            if given.get("protected"):
                reasons.setdefault(key, given["protected"])
        elif given.get("protected") and where and isinstance(where[0], int):
            alone[where[0], where[1]] = given["protected"]
    for key, reason in reasons.items():
        if spans[key]:
            yield reason, [s for s in spans[key] if isinstance(s[0], int)]
    known = {tuple(s) for key in reasons for s in spans[key] if isinstance(s[0], int)}
    yield from ((reason, [list(span)]) for span, reason in alone.items() if span not in known)


def _parties(value: Any) -> Iterator[Json]:
    """Every argument and speaker inside claims."""
    if isinstance(value, dict):
        if "type" in value or "kind" in value:
            yield value
        for inner in value.values():
            yield from _parties(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parties(inner)


def _is_protected(reading: Reading, spans: list[list[int]]) -> bool:
    return any(
        reading.entities[m.entity].protected is not None
        for m in reading.mentions
        if m.entity >= 0 and any(m.start < b and a < m.end and m.end <= b + 1 for a, b in spans)
    )


def _count_needless(told: Protection, one: Json, reading: Reading, marked: list[list[int]]) -> None:
    """Named people whom the annotators know and did not mark, and how many of them the reader protects."""
    for e in one["entities"].values():
        if e["type"] != "Person" or e.get("protected") or any(s in marked for s in e["forms"]):
            continue
        names = [s for s in e["forms"] if name_forms(" ".join(_text(reading.document, s).split()))]
        if names:
            told.people += 1
            told.needless += _is_protected_name(reading, names)


def _is_protected_name(reading: Reading, spans: list[list[int]]) -> bool:
    return any(
        reading.entities[m.entity].protected is not None
        for m in reading.mentions
        if m.entity >= 0 and m.level == "named" and [m.start, m.end] in spans
    )


def _text(document: Document, span: list[int]) -> str:
    return document.text[span[0] : span[1]]
