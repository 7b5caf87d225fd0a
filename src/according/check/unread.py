"""A net below the reader: claims made from words alone, beside names that the ledger knows, where none was read.

It sees a name and a word that often tells a tie or an act, not who does what to whom. What comes of it is therefore
only ever used to warn: a claim from here may turn out overstated or unsupported, and never "supported".
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any

from according.claims.activities import codes_in
from according.claims.wordlists import wordlist
from according.ledger import name_key
from according.model import Argument, Claim, Document, DocumentRef, Evidence, Extractor, Reading, Span, Speaker
from according.ontology import ontology
from according.reading.encoder.lemmas import by_rule

from .known import Known
from .matching import LAW, TIE, is_law

RULE = "check.words"
"""The rule of every claim made here."""
_AUXILIARY = ("has", "have", "had", "who", "that", "also", "then", "later", "long", "twice", "personally", "himself")
_BE = ("is", "are", "was", "were", "be", "been", "being")
_NOT_GUILTY = re.compile(r"found not guilty|not guilty verdict|verdict of not guilty", re.IGNORECASE)
_BY = re.compile(r"\b(\w+(?:ed|en|ot|ung)) (?:to death |dead |down )?by (?:the )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
"""What stands before the doer of a passive; to be searched up to a name."""
_APPOSITION = re.compile(r",[^,;:]*,")


def unread_claims(reading: Reading, span: Span, names: Sequence[Known], read: Sequence[Claim]) -> list[Claim]:
    """Claims that the words of a sentence suggest and that were not read from it.

    Args:
        span: the sentence. names: of the ledger, those that stand in it. read: the claims read from it.
    """
    words = span.of(reading.text)
    if not names or words.rstrip("\"”’'").endswith("?"):
        return []
    told = partial(_claim, reading.document, words, span)
    found = [told("accused_of", n, other, stage) for n, stage, other in _steps(reading.text, span, names, read)]
    if _patterns("telling")["open"].search(words):
        return found
    seen = {(name_key(a.name), c.predicate) for c in read for a in (c.subject, c.object) if a is not None}
    found += [told(*tie) for tie in _ties(words, span, names) if not _is_seen(seen, tie[1], TIE)]
    found += [
        told(*relation) for relation in _relations(words, span, names) if not _is_seen(seen, relation[1], relation[:1])
    ]
    doers = [n for n in names if not found and not _is_seen(seen, n, (*LAW, "engages_in"))]
    return found + [told("perpetrator_of", n, Argument("Offence", c)) for n in doers for c in _acts(reading, span, n)]


def _is_seen(seen: set[tuple[str, str]], known: Known, predicates: Sequence[str]) -> bool:
    """Whether a claim of one of the predicates was read about whoever bears the name."""
    return any((known.key, predicate) in seen for predicate in predicates)


def _steps(
    text: str, span: Span, names: Sequence[Known], read: Sequence[Claim]
) -> Iterator[tuple[Known, str, Argument | None]]:
    """The furthest step told beside the one person of a sentence, if no claim read there goes as far."""
    people = {n.key: n for n in names if n.type == "person"}
    plain = _NOT_GUILTY.sub("acquitted", span.of(text))
    stage = next((name for name, pattern in _patterns("steps").items() if pattern.search(plain)), None)
    if stage is None or len(people) != 1 or _patterns("telling")["open"].search(plain):
        return
    ranks, ends = ontology().stages, ontology().stages[stage].exit
    for claim in read:
        other = ranks[claim.stage] if is_law(claim) and claim.stage is not None else None
        if other is not None and (other.exit or (not ends and (other.rank or 0) >= (ranks[stage].rank or 0))):
            return
    codes: list[str | None] = [code for code, _ in codes_in(text, span)]
    for code in codes[:2] or [None]:
        yield next(iter(people.values())), stage, Argument("Offence", code) if code is not None else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", "unread.toml").read_text(encoding="utf-8"))


@cache
def _patterns(section: str) -> dict[str, re.Pattern[str]]:
    """The expressions of a section of the data file, in its order."""
    entries = _data()[section].items()
    return {key: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for key, words in entries}


def _without(words: str, span: Span, names: Sequence[Known]) -> str:
    """The sentence with its names blanked: "Brothers at War" tells of no war."""
    for known in names:
        start, end = known.span.start - span.start, known.span.end - span.start
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _argument(known: Known) -> Argument:
    return Argument("Group" if known.type == "group" else "Person", known.written)


def _ties(words: str, span: Span, names: Sequence[Known]) -> Iterator[tuple[str, Known, Argument]]:
    """The one person and the one group of a sentence, with the closest tie that it tells."""
    people, groups = [n for n in names if n.type == "person"], [n for n in names if n.type == "group"]
    if len(people) != 1 or len(groups) != 1:
        return
    plain = _without(words, span, names)
    tie = next((name for name, pattern in _patterns("ties").items() if pattern.search(plain)), None)
    if tie is not None:
        yield tie, people[0], _argument(groups[0])


def _relations(words: str, span: Span, names: Sequence[Known]) -> Iterator[tuple[str, Known, Argument]]:
    """How the two groups of a sentence stand to one another."""
    groups = [n for n in names if n.type == "group"]
    if len(groups) != 2 or groups[0].key == groups[1].key:
        return
    plain = _without(words, span, names)
    for name, pattern in _patterns("relations").items():
        if pattern.search(plain):
            yield name, groups[0], _argument(groups[1])
            return


def _acts(reading: Reading, span: Span, known: Known) -> list[str]:
    """Codes of the acts that are told right behind a name as done by whoever bears it."""
    text = reading.text
    before = _BY.search(text[span.start : known.span.start])
    if before is not None:
        return _codes_of(before[1].lower())[:1]
    behind = _APPOSITION.match(text, known.span.end, span.end)
    at = behind.end() if behind is not None else known.span.end
    tokens = [t for t in reading.tokens if at <= t.start < span.end]
    step, be = 0, False
    while step < len(tokens) and (_low(text, tokens[step].start, tokens[step].end) in (*_AUXILIARY, *_BE)):
        be = be or _low(text, tokens[step].start, tokens[step].end) in _BE
        step += 1
    if step == len(tokens):
        return []
    token = tokens[step]
    word = _low(text, token.start, token.end)
    rest = Span(token.end, span.end)
    if be and not word.endswith("ing"):
        return _done(text, rest) if word in _data()["doing"]["states"] else []
    if _lemmas(word, token.lemma) & set(_data()["doing"]["verbs"]) and (codes := _done(text, rest)):
        return codes
    return _codes_of(word, token.lemma)[:1]


def _lemmas(word: str, *known: str) -> set[str]:
    return {*(lemma.lower() for lemma in known), *(by_rule(word, tag) for tag in ("VBZ", "VBD", "VBG"))}


def _codes_of(word: str, *lemmas: str) -> list[str]:
    """Codes of an act that a verb tells by itself."""
    table = {**wordlist("activities")["verbs"], **wordlist("offences")["narrated"], **_data()["acts"]}
    return [code for lemma, code in table.items() if lemma in _lemmas(word, *lemmas)]


def _low(text: str, start: int, end: int) -> str:
    return text[start:end].lower()


def _done(text: str, rest: Span) -> list[str]:
    """Codes of the acts that a stretch names, as far as its first break."""
    end = re.search(r"[,;:]", rest.of(text))
    near = Span(rest.start, rest.start + end.start() if end is not None else rest.end)
    found = [code for code, pattern in _patterns("done").items() if pattern.search(near.of(text))]
    return list(dict.fromkeys([*(code for code, _ in codes_in(text, near) if code != "other"), *found]))[:2]


def _claim(
    draft: Document,
    words: str,
    span: Span,
    predicate: str,
    known: Known,
    other: Argument | None,
    stage: str | None = None,
) -> Claim:
    flat = ("suspected" if _patterns("telling")["doubt"].search(words) else "stated") if predicate in LAW else None
    told, doubted = (_patterns("telling")[key].search(words) for key in ("words", "doubt"))
    return Claim(
        id=RULE,
        predicate=predicate,
        subject=_argument(known),
        object=other,
        attribution=(Speaker("unspecified" if told else "author"),),
        evidence=(Evidence(draft.id, span.start, span.end, words),),
        document=DocumentRef(draft.id, draft.version, published=draft.published),
        extractor=Extractor(RULE, "1", 0.0),
        stage=stage or flat,
        certainty="possible" if doubted and stage is None else "certain",
        rule=RULE,
    )
