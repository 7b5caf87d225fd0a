"""Documents, arguments and claims with sensible defaults: a test mentions only what matters to it."""

import hashlib
from typing import Any

from according.model import (
    Argument,
    Claim,
    Document,
    DocumentRef,
    Entity,
    Evidence,
    Extractor,
    Mention,
    MentionText,
    Reading,
    Segment,
    Speaker,
    claim_id,
)

STORY = "Marten Oyelaran was charged with robbery, prosecutors said."


def document(text: str = STORY, **changes: Any) -> Document:
    """A document of one body paragraph a line, published on 11 March 2024."""
    segments, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            segments.append(Segment("body", at, at + len(line)))
        at += len(line) + 1
    given = {
        "id": "story-1",
        "version": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "published": "2024-03-11",
        "publisher": "Port Maren Courier",
        "language": "en",
        "source_name": "story-1.txt",
    }
    return Document(**{"text": text, "segments": tuple(segments), **given, **changes})


def argument(name: str, type: str = "Person", *, inside: Document | None = None, **changes: Any) -> Argument:
    """An argument whose mention is the first place of its name in the document."""
    start = inside.text.find(name) if inside is not None else -1
    mention = MentionText(start, start + len(name), name) if start >= 0 else None
    return Argument(type, name, mention=mention, **changes)


def claim(inside: Document | None = None, **changes: Any) -> Claim:
    """Prosecutors say that Marten Oyelaran was charged with robbery, in the first line of the document."""
    page = inside or document()
    first = page.segments[0]
    evidence = Evidence(page.id, first.start, first.end, page.text[first.start : first.end])
    parts: dict[str, Any] = {
        "predicate": "accused_of",
        "subject": argument("Marten Oyelaran", inside=page, entity=f"{page.id}#0"),
        "object": Argument("Offence", "robbery"),
        "attribution": (Speaker("prosecutor", "prosecutors", cue="said"),),
        "evidence": (evidence,),
        "stage": "charged",
        "polarity": "affirmed",
        **changes,
    }
    reference = DocumentRef(
        page.id, page.version, publisher=page.publisher, published=page.published, sha256=page.sha256
    )
    identity = claim_id(
        document=page.id,
        evidence=parts["evidence"][0],
        predicate=parts["predicate"],
        subject=parts["subject"],
        object=parts["object"],
        stage=parts["stage"],
        polarity=parts["polarity"],
        innermost=parts["attribution"][-1],
    )
    return Claim(**{"id": identity, "document": reference, "extractor": Extractor("according", "0", 0.8), **parts})


def reading(inside: Document, *names: str, type: str = "person") -> Reading:
    """A reading that knows one named entity for each name."""
    mentions, entities = [], []
    for name in names:
        start = inside.text.find(name)
        mentions.append(Mention(start, start + len(name), type, "named", 0, len(entities)))
        entities.append(Entity(type, name, (len(mentions) - 1,)))
    return Reading(inside, "test", "1", mentions=tuple(mentions), entities=tuple(entities))
