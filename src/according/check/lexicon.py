"""What the words of one sentence tell, whoever wrote it: a step in law, a tie, how surely, on whose word, of what.

The same expressions read a draft and the documents of the ledger; they see words, not who does what to whom.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from according.claims.activities import codes_in
from according.model import Span

CLAUSE = re.compile(r"[,;:—–]| but ")
_OF_WHAT = re.compile(
    r" ?(?:of|to(?! \d| (?:[\w-]+ ){0,2}(?:years?|months?|life|prison|jail)\b)|with|for|over) "
    r"(?!the (?:first|second) time)"
)
_ENDS_SO = re.compile(r"(?:\b(?:with|over|for|of|against)|admit\w* )$")
_STEP_NOUN = re.compile(r"(?:charges?|counts?|trials?|indictments?)(?: [^,;:]{0,60}?)?\s(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENDINGS = re.compile(r"(?:ations?|ions?|ings?|ments?|ers?|ors?|ies|ied|ists?|ous|[ae]n(?:ce|t)s?|es|ed|s|e|y)$")
COUNTED = re.compile(
    r"\b\d[\d,]* (?:[\w-]+ ){0,3}?(?:members|men|women|people|soldiers|recruits|strong)\b"
    r"|(?<=number) (?:of |at |\w+ ){0,4}\d[\d,]*"
    r"|\b(?:members?|membership|strength|ranks|size) (?:of |\w+ ){0,3}?at (?:\w+ ){0,3}?\d[\d,]*"
)
LEAST_STEM = 4
CERTAIN, PROBABLE, POSSIBLE = 3, 2, 1
"""As `strength` of certainty in the ontology."""
CERTAINTY = {CERTAIN: "certain", PROBABLE: "probable", POSSIBLE: "possible"}


@cache
def word_data() -> dict[str, Any]:
    """The data file of words, by section."""
    return tomllib.loads(files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8"))


@cache
def patterns(section: str) -> dict[str, re.Pattern[str]]:
    """The expressions of a section of the data file, in its order."""
    entries = word_data()[section].items()
    return {key: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for key, words in entries}


def without(words: str, start: int, names: Iterable[Span]) -> str:
    """A sentence that begins at `start` without its names: "Brothers at War" tells of no war."""
    for name in sorted(names, key=lambda n: n.start, reverse=True):
        words = words[: name.start - start] + words[name.end - start :]
    return re.sub(r" +", " ", words)


def told(section: str, plain: str) -> tuple[str | None, Span]:
    """The first entry of a section that the words tell and do not turn round: "never charged" tells no charge."""
    for key, pattern in patterns(section).items():
        for found in pattern.finditer(plain):
            if not is_turned(plain, found.start(), past=section == "ties"):
                return key, Span(*found.span())
    return None, Span(0, 0)


def step_for(plain: str, codes: Collection[str]) -> str | None:
    """The first step of the list that the words tell of one of these offences, or without saying of which."""
    for key, pattern in patterns("steps").items():
        for found in pattern.finditer(plain):
            offence = _offence_behind(plain, found)
            if not is_turned(plain, found.start()) and (
                not offence or matters(offence, Span(0, len(offence))) & {*codes}
            ):
                return key
    return None


def _offence_behind(plain: str, step: re.Match[str]) -> str:
    """The words that say of what: up to the next mark, or the next step."""
    link = _OF_WHAT.match(plain, step.end())
    if link is None and not _ENDS_SO.search(step[0]):
        return ""
    start = link.end() if link is not None else step.end()
    rest = CLAUSE.split(plain[start:], maxsplit=1)[0]
    ends = [found.start() for pattern in patterns("steps").values() for found in pattern.finditer(rest)]
    return rest[: min(ends, default=len(rest))]


def is_turned(plain: str, at: int, *, past: bool = True) -> bool:
    """Whether what stands at an offset is denied, left open, yet to come or, with `past`, over."""
    marks = list(CLAUSE.finditer(plain, 0, at))
    begins = marks[-1].end() if marks else 0
    turning = patterns("open")
    if is_open(_clause(plain, at)) or (past and turning["past"].search(plain, begins, at) is not None):
        return True
    goes_on = turning["goes_on"].match(plain, begins) is not None
    if goes_on and marks and is_open(_clause(plain, marks[-1].start())):
        return True
    if turning["before"].search(plain, begins, at) is not None:
        return True
    noun = _STEP_NOUN.match(plain, at)
    return noun is not None and turning["behind"].match(plain, noun.end()) is not None


def _clause(plain: str, at: int) -> str:
    """The stretch between two marks in which an offset lies."""
    start = max((m.end() for m in CLAUSE.finditer(plain, 0, at)), default=0)
    end = CLAUSE.search(plain, at)
    return plain[start : end.start() if end is not None else len(plain)]


def is_open(plain: str) -> bool:
    """Whether the words deny something, or leave it open, wherever they do."""
    return patterns("open")["anywhere"].search(plain) is not None


_TENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_ONES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_SPELLED = re.compile(
    rf"\b(?:(?P<times>{'|'.join(_ONES)}|{'|'.join(_TENS)}) )?(?P<big>hundred|thousand|dozen)\b"
    rf"|\b(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<ones>{'|'.join(list(_ONES)[1:])}))?\b",
    re.IGNORECASE,
)


def with_digits(words: str) -> str:
    """The words with their numbers from ten on in digits: "four hundred men" as "400 men"."""

    def digits(found: re.Match[str]) -> str:
        if found["big"]:
            times = (found["times"] or "a").lower()
            return str(
                {**_ONES, **_TENS}[times] * {"hundred": 100, "thousand": 1000, "dozen": 12}[found["big"].lower()]
            )
        return str(_TENS[found["tens"].lower()] + _ONES.get((found["ones"] or "").lower(), 0))

    return _SPELLED.sub(digits, words)


def is_bound(words: str, at: int) -> bool:
    """Whether the number that begins at an offset is given as the most that it may be: "as many as 400"."""
    before = re.compile(rf"\b{word_data()['bounds']['before']}$", re.IGNORECASE)
    return before.search(words[:at]) is not None


def strength(plain: str) -> int:
    """How surely the words are put, as the strength of certainty."""
    telling = patterns("telling")
    if telling["faint"].search(plain):
        return POSSIBLE
    return PROBABLE if telling["doubt"].search(plain) else CERTAIN


def is_told(plain: str) -> bool:
    """Whether the words name, or hint at, somebody who says so."""
    return patterns("telling")["words"].search(plain) is not None


def matters(text: str, span: Span) -> frozenset[str]:
    """Codes of the offences and acts of which a stretch of a text speaks, in whatever form."""
    words = span.of(text)
    listed = {code for code, _ in codes_in(text, span)} - {"other"}
    return frozenset(listed | {code for code, pattern in patterns("matters").items() if pattern.search(words)})


def stems(plain: str) -> frozenset[str]:
    """Stems of the words that carry what is told: no names, no small words, no words of telling, steps or doubt."""
    for section, keys in (("telling", None), ("steps", None)):
        for key, pattern in patterns(section).items():
            if keys is None or key in keys:
                plain = pattern.sub(" ", plain)
    found = (_stem(w.lower()) for w in _WORD.findall(plain))
    return frozenset(w for w in found if w and w not in _small())


def heard(words: str) -> frozenset[str]:
    """Stems of all words but the small ones, those of who speaks among them."""
    found = (_stem(w.lower()) for w in _WORD.findall(words))
    return frozenset(w for w in found if w and w not in _small()) | frozenset(
        w.lower() for w in _WORD.findall(words) if patterns("telling")["authority"].fullmatch(w)
    )


def voice(plain: str) -> frozenset[str]:
    """Stems of the words for who says so, where they open or close a sentence."""
    found = next((m for pattern in _VOICES if (m := pattern.search(plain)) is not None), None)
    return heard(found["who"]) if found is not None else frozenset()


_SAY = r"(?:sa(?:id|ys?)|told|tells?|(?:claim|confirm|report|warn)(?:s|ed)?|believ\w+|thinks?|added)"
_VOICES = (
    re.compile(r"\baccording to (?P<who>[^,;:]+)", re.IGNORECASE),
    re.compile(rf", (?P<who>[^,;:]{{3,60}}?) {_SAY}\b[^,;:]{{0,40}}$", re.IGNORECASE),
    re.compile(rf"^(?P<who>[^;:]{{3,60}}?) (?:has |have |had )?{_SAY}\b", re.IGNORECASE),
)


def _stem(word: str) -> str:
    if word.isdigit():
        return word
    found = _ENDINGS.search(word)
    stem = word[: found.start()] if found is not None and found.start() >= LEAST_STEM else word
    return stem if len(stem) >= LEAST_STEM or word in _SHORT else ""


_SHORT = frozenset(("war", "gun", "sex", "fire", "pay", "paid"))


@cache
def _small() -> frozenset[str]:
    words: Sequence[str] = word_data()["small"]["words"].split()
    return frozenset(_stem(w) for w in words) | frozenset(words)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one sentence tells; `plain` is it without its names, `step` the words of the stage in that."""

    plain: str
    stage: str | None
    step: Span
    tie: str | None
    relations: frozenset[str]
    strength: int
    told: bool
    matters: frozenset[str]
    stems: frozenset[str]


def read_telling(text: str, span: Span, names: Iterable[Span]) -> Telling:
    """Read the words of a sentence. `names` are the stretches of names in it."""
    plain = with_digits(without(span.of(text), span.start, names))
    stage, step = told("steps", plain)
    return Telling(
        plain=plain,
        stage=stage,
        step=step,
        tie=told("ties", plain)[0],
        relations=frozenset(k for k, p in patterns("relations").items() if p.search(plain)),
        strength=strength(plain),
        told=is_told(plain),
        matters=matters(text, span),
        stems=stems(plain),
    )
