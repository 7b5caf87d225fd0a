"""How far in law somebody has got, as the sentence says that introduces them: "Odal Finch, 34, Varn, pleaded guilty".

A release introduces each defendant once, by full name, age and town, and says in the same breath what has happened to
this one, or lists the names behind it. That breath is read here, and the sentence after it for a term that was given.
Only what stands right beside the name counts, so that what may come ("is to be sentenced", "faces ten years if
convicted") and what somebody else did never does.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from according.ledger import name_key

_WORD = r"(?:St\.|[A-ZÀ-Þ][\w’'-]*)"
_NAMES = rf"{_WORD}(?: (?:(?:de|del|la|los) )?{_WORD}){{0,3}}"
_DETAILS = re.compile(
    r"(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?"
    r"(?:,? (?:\(?\d{1,3}\)?|\((?:DOB|born):? [^()]{4,20}\)|de \d{1,3}(?: años(?: de edad)?)?))?"
    rf"(?:,? (?:(?:formerly|currently|both|all) )?(?:of|from|de) {_NAMES}"
    rf"|, {_NAMES}(?!,? \(?(?:\d|DOB|born))){{0,3}}[.,]? "
)
"""Age and towns between a name and what is said of it."""
_NEXT = re.compile(
    rf"(?:and )?(?:(?:his|her|their) [a-z-]+,? )?{_NAMES}(?: \((?:aka|a\.k\.a\.),? [^()]{{2,40}}\) {_NAMES})?(?=[ ,(])"
)
"""A further name of a list."""
_OF_SEVERAL = re.compile(r"(?:were|are|have|each|both|all|face|plead|pled)\b", re.IGNORECASE)
"""How what is said of several begins."""
MOST_NAMES = 12
"""Longest list of names that is read."""
_END = re.compile(
    r"(?<![ .(][A-Z])(?<!\b(?:Jr|Sr|Mr|Ms|Dr|No|St))(?<!\b(?:Mrs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"[.!?][”\"’')]*\s+(?=[A-ZÀ-Þ“\"*])"
)
MOST = 700
"""Longest sentence that is read."""


def introduced(story: str, names: Iterable[str]) -> tuple[str, str] | None:
    """The stage told of somebody where a full name stands, and the words that tell it.

    Args:
        story: of the document, headline and all, in one line.
        names: forms of the name; those of one word introduce nobody.

    Returns:
        The first that is told behind the name, else the first that a list of names was told of; None if neither is.
    """
    full = sorted((n for n in names if " " in name_key(n)), key=len, reverse=True)
    stands = list(_standing(story, full))
    told = (_behind(story, *place) for place in stands)
    listed = (_before(story, *place) for place in stands)
    return next((found for found in (*told, *listed) if found is not None), None)


def sentence_end(story: str, at: int) -> int:
    """Where the sentence ends in which a place stands, with the blanks behind it; `MOST` characters on at most."""
    found = _END.search(story, at, at + MOST)
    return found.end() if found is not None else min(len(story), at + MOST)


def _standing(story: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Where the names stand, in order."""
    if names:
        yield from (m.span() for m in re.finditer("|".join(rf"\b{re.escape(n)}(?!\w)" for n in names), story))


def _behind(story: str, start: int, end: int) -> tuple[str, str] | None:
    """What is told of a name behind it."""
    at = _after_names(story, end)
    close = sentence_end(story, at)
    stage = _words().stage(story[at:close]) if not _words().ends.search(story, at, close) else None
    if stage not in ("pleaded_guilty", "convicted"):
        return (stage, story[start:close].strip()) if stage is not None else None
    if _words().in_one.search(story, at, close):
        return "sentenced", story[start:close].strip()
    if _words().after.match(story, close):
        return "sentenced", story[start : sentence_end(story, close)].strip()
    return stage, story[start:close].strip()


def _after_names(story: str, end: int) -> int:
    """Where what is said of a name begins: behind its age and town, and behind the names it stands in one list with."""
    details = _DETAILS.match(story, end)
    alone = at = details.end() if details is not None else end + 1
    for _ in range(MOST_NAMES):
        other = _NEXT.match(story, at)
        further = _DETAILS.match(story, other.end()) if other is not None else None
        if further is None:
            break
        at = further.end()
        if _OF_SEVERAL.match(story, at):
            return at
    return alone


def _before(story: str, start: int, end: int) -> tuple[str, str] | None:
    """What is told of the list in which a name stands, before it."""
    ends = list(_END.finditer(story, max(0, start - MOST), start))
    first = ends[-1].end() if ends else max(0, start - MOST)
    found = next((m for words in _words().lists if (m := words.search(story, first, start)) is not None), None)
    if found is None:
        return None
    told = found["told"] or ""
    stage = "sentenced" if _words().in_one.search(told) else _words().stage(told) or "charged"
    return stage, story[first : sentence_end(story, end)].strip()


@dataclass(frozen=True, slots=True)
class _Words:
    steps: tuple[tuple[str, re.Pattern[str]], ...]
    in_one: re.Pattern[str]
    after: re.Pattern[str]
    lists: tuple[re.Pattern[str], ...]
    ends: re.Pattern[str]

    def stage(self, words: str) -> str | None:
        """The step that begins here."""
        return next((stage for stage, pattern in self.steps if pattern.match(words)), None)


@cache
def _words() -> _Words:
    read = tomllib.loads(files("according.linking").joinpath("data/introductions.toml").read_text("utf-8"))
    steps = tuple((step["stage"], re.compile("|".join(step["words"]), re.IGNORECASE)) for step in read["step"])
    in_one, after = (re.compile("|".join(read[name])) for name in ("sentenced_too", "sentenced_after"))
    ends = re.compile("|".join(read["ends"]), re.IGNORECASE)
    return _Words(steps, in_one, after, tuple(map(re.compile, read["lists"])), ends)
