"""A document that is not here, known only by the quotes of its claims, as another ledger handed them on.

Its text has the quotes at the places that they have in the real one, and nothing between them: so offsets hold, and
nobody takes it for the whole. The original is the claims themselves, as they came. When the document itself is added,
it is a newer version, and its own claims count.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from according.intake.dates import is_edtf
from according.model import (
    BY_QUOTES,
    DOCUMENT_STATUS,
    HANDLING,
    SEGMENT_KINDS,
    Argument,
    Claim,
    Document,
    DocumentRef,
    Entity,
    Mention,
    MentionText,
    Reading,
    Segment,
    claim_from_record,
)

NAME, VERSION = "quotes", "1"
GAP = "…"
"""Stands for each character that is not known; a blank would be searched, and drawn, as if nothing were missing."""
LONGEST = 20_000_000
"""Characters of the longest document that is taken."""
MOST_ENTITIES = 100_000
_NAMED = {"Person": "person", "People": "person", "Group": "group", "Organization": "organization", "Place": "place"}
_CLAIM_NEEDS = ("id", "predicate", "attribution", "evidence", "document", "extractor")


class NotVerbatim(ValueError):
    """Words that stand at a place where others do."""


def claim_of(record: Any) -> Claim:
    """The claim of one line.

    Raises:
        ValueError: if it is none, or its words are not in the document that it names.
    """
    if not isinstance(record, dict) or any(name not in record for name in _CLAIM_NEEDS):
        raise ValueError(f"not a claim: it needs {', '.join(_CLAIM_NEEDS)}")
    try:
        claim = claim_from_record(record)
        if not _fits(claim, Claim):
            raise ValueError("not a claim: one of its fields is of another kind")
        _check(claim)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a claim: {error}") from error
    return claim


def _check(claim: Claim) -> None:
    """Hold what the contract of claims leaves to the document.

    Raises:
        ValueError: names what is wrong.
    """
    page = claim.document
    if not claim.id or not page.id or not page.version:
        raise ValueError("it, or its document, has no id or version")
    if any(e.document != page.id for e in claim.evidence):
        raise ValueError("it quotes another document than it names")
    if any(not 0 <= p.start < p.end <= LONGEST for p in _places(claim)):
        raise ValueError(f"its words stand nowhere, or beyond character {LONGEST}")
    if any(e.segment not in SEGMENT_KINDS or e.segment == "boilerplate" for e in claim.evidence):
        raise ValueError("a sentence of it stands in no part of a document that can hold claims")
    if page.handling not in HANDLING or page.status not in DOCUMENT_STATUS:
        raise ValueError("handling or status of its document is unknown")
    if page.published is not None and not is_edtf(page.published):
        raise ValueError(f"its document was published on no day: {page.published[:40]!r}")
    if page.language is not None and len(page.language) != len("en"):
        raise ValueError(f"the language of its document has no code of two letters: {page.language[:40]!r}")
    if not 0 <= claim.extractor.confidence <= 1:
        raise ValueError("the reader's confidence is not between 0 and 1")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value is of a type, with all that is inside it."""
    if get_origin(kind) in (Union, UnionType):
        return any(_fits(value, one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_fits(item, get_args(kind)[0]) for item in value)
    if is_dataclass(kind):
        hints = _hints(cast(type, kind))
        return isinstance(value, kind) and all(_fits(getattr(value, f.name), hints[f.name]) for f in fields(kind))  # type: ignore[arg-type]
    if kind in (int, float):
        return isinstance(value, int if kind is int else (int, float)) and not isinstance(value, bool)
    return isinstance(value, kind)


def quotes_document(records: Sequence[dict[str, Any]], handling: str) -> tuple[Document, bytes]:
    """The document of these claims, and its original: the claims in order of their places.

    Raises:
        NotVerbatim: if the words of two claims do not agree.
    """
    claims = [claim_from_record(record) for record in records]
    order = sorted(range(len(claims)), key=lambda n: (claims[n].evidence[0].start, claims[n].id))
    told = {"handling": handling, "claims": [records[n] for n in order]}
    original = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    text, ref = Quoted(*claims).text, claims[order[0]].document
    document = Document(
        id=ref.id, version=hashlib.sha256(original).hexdigest(), text=text, segments=_segments(claims),
        title=ref.title, published=ref.published, publisher=ref.publisher, language=ref.language, url=ref.url,
        handling=handling, status=ref.status, media_type=BY_QUOTES, source_name=ref.id,
    )  # fmt: skip
    return document, original


def records_in(original: bytes) -> tuple[list[dict[str, Any]], str]:
    """The claims that a document known by quotes was made of, and its handling."""
    told = json.loads(original.decode("utf-8", "surrogatepass"))
    return told["claims"], told["handling"]


def read_quotes(document: Document, original: bytes) -> tuple[Reading, list[Claim]]:
    """The claims as they came, but for the version of their document, and the people and bodies that they name."""
    claims = [claim_from_record(record) for record in records_in(original)[0]]
    mentions, entities = _entities(claims, document.id)
    reading = Reading(document, NAME, VERSION, mentions=tuple(mentions), entities=tuple(entities))
    reference = DocumentRef(
        document.id, document.version, document.url, document.publisher, document.title, document.published,
        document.language, document.sha256, document.handling, document.status,
    )  # fmt: skip
    return reading, [replace(claim, document=reference, review="unreviewed") for claim in claims]


def _places(claim: Claim) -> Iterator[MentionText]:
    """Where words of the claim stand in its document."""
    yield from (MentionText(e.start, e.end, e.quote) for e in claim.evidence)
    qualifiers = claim.qualifiers
    sides = (claim.subject, claim.object, qualifiers.incident, qualifiers.by)
    yield from (side.mention for side in sides if side is not None and side.mention is not None)
    for speaker in claim.attribution:
        yield from (s.mention for s in (speaker, *speaker.also) if s.mention is not None)


class Quoted:
    """The words of claims at their places, and gaps everywhere else; it is cut as a text is.

    Raises:
        NotVerbatim: if two say other words of one place, or one does not fill its place.
    """

    def __init__(self, *claims: Claim) -> None:
        self._letters: dict[int, str] = {}
        for place in (place for claim in claims for place in _places(claim)):
            if place.end - place.start != len(place.text) or place.start < 0:
                raise NotVerbatim(f"{place.text[:40]!r} does not fill {place.start}..{place.end}")
            for at, letter in enumerate(place.text, place.start):
                if self._letters.setdefault(at, letter) != letter:
                    raise NotVerbatim(f"other words stand at {place.start}..{place.end} than {place.text[:40]!r}")

    def __getitem__(self, part: slice) -> str:
        return "".join(self._letters.get(at, GAP) for at in range(part.start, part.stop))

    @property
    def text(self) -> str:
        """All of it, up to the last word that is known."""
        return self[0 : max(self._letters, default=-1) + 1]


def _segments(claims: Sequence[Claim]) -> tuple[Segment, ...]:
    """The stretches whose words are known, each of the kind of its first quote."""
    kinds = {(e.start, e.end): e.segment for claim in claims for e in claim.evidence}
    kinds |= {(p.start, p.end): "body" for c in claims for p in _places(c) if (p.start, p.end) not in kinds}
    found: list[Segment] = []
    for (start, end), kind in sorted(kinds.items()):
        if found and start <= found[-1].end:
            found[-1] = replace(found[-1], end=max(end, found[-1].end))
        else:
            found.append(Segment(kind, start, end))
    return tuple(found)


def _entities(claims: Sequence[Claim], document: str) -> tuple[list[Mention], list[Entity]]:
    """Whom the claims name, each at the number that the claims call it by; numbers between name nobody."""
    told: dict[int, list[Argument]] = {}
    ages: dict[int, int] = {}
    for claim in claims:
        for side in (claim.subject, claim.object):
            number = _number(side, document)
            if side is not None and number is not None:
                told.setdefault(number, []).append(side)
        first = _number(claim.subject, document)
        if claim.predicate == "age" and first is not None and claim.object is not None:
            ages |= {first: int(claim.object.name)} if claim.object.name.isdecimal() else {}
    mentions: list[Mention] = []
    entities: list[Entity] = []
    for number in range(max(told, default=-1) + 1):
        sides = told.get(number, [])
        if not sides:
            entities.append(Entity("person", "", ()))
            continue
        kind, name = _NAMED[sides[0].type], sides[0].name
        first_mention = len(mentions)
        places = dict.fromkeys(s.mention for s in sides if s.mention is not None and s.mention.text[:1].isupper())
        mentions += [Mention(p.start, p.end, kind, "named", 0, number) for p in places]
        if not places:  # the quotes have only a pronoun: an empty place keeps the name without a form that is none
            mentions.append(Mention(0, 0, kind, "named", 0, number))
        mine = tuple(range(first_mention, len(mentions)))
        guard = next((s.protected for s in sides if s.protected), None)
        entities.append(Entity(kind, name, mine, age=ages.get(number), protected=guard))
    return mentions, entities


def _number(side: Argument | None, document: str) -> int | None:
    """The number of a named side among the document's entities; None of what has none."""
    if side is None or side.entity is None or side.type not in _NAMED:
        return None
    home, _, number = side.entity.rpartition("#")
    return int(number) if home == document and number.isdecimal() and int(number) < MOST_ENTITIES else None
