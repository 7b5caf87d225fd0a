"""Typed mentions and coreference (GUM), flat names (UNER), entities of armed groups (re3d)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from according.model import Mention, Reader, Reading

from ..documents import plain_document

Row = dict[str, Any]
GUM_TYPES = {
    "group": "organization",
    "nationality": "person",
    "money": "object",
    "quantity": "abstract",
    "weapon": "object",
    "vehicle": "object",
    "document": "abstract",
}
NER_TYPES = {"person": "PER", "organization": "ORG", "group": "ORG", "place": "LOC"}
RE3D_TYPES = {
    "person": "Person",
    "organization": "Organisation",
    "group": "Organisation",
    "place": "Location",
    "time": "Temporal",
    "nationality": "Nationality",
    "weapon": "Weapon",
    "vehicle": "Vehicle",
    "money": "Money",
    "quantity": "Quantity",
    "document": "DocumentReference",
}


def predict_mentions(rows: Iterable[Row], reader: Reader) -> Iterator[Row]:
    """`{doc, mentions: [{start, end, type}], clusters: [[[start, end], ...]]}`, GUM's types."""
    for row in rows:
        reading = reader.read(plain_document(row["doc"], row["text"]))
        named = [m for m in reading.mentions if m.level == "named" or reading.tokens[m.head].upos == "PROPN"]
        mentions = [{"start": m.start, "end": m.end, "type": GUM_TYPES.get(m.type, m.type)} for m in named]
        yield {"doc": row["doc"], "mentions": mentions, "clusters": list(_clusters(reading))}


def _clusters(reading: Reading) -> Iterator[list[list[int]]]:
    """Entities of two mentions or more; phrases nested around one head word are one mention, the longest."""
    for entity in reading.entities:
        longest: dict[int, tuple[int, int]] = {}
        for mention in sorted((reading.mentions[m] for m in entity.mentions), key=lambda m: m.start - m.end):
            longest.setdefault(mention.head, (mention.start, mention.end))
        if len(longest) > 1:
            yield [list(span) for span in sorted(longest.values())]


def predict_names(rows: Iterable[Row], reader: Reader) -> Iterator[Row]:
    """`{sent_id, entities: [[first, end, type]]}` over the given tokens, which are read as a text joined by spaces."""
    for row in rows:
        starts, text = _joined(row["tokens"])
        reading = reader.read(plain_document(row["sent_id"], text))
        wanted = _innermost([m for m in reading.mentions if m.type in NER_TYPES and _is_name(reading, m)])
        entities = [[*_tokens(starts, row["tokens"], m), NER_TYPES[m.type]] for m in wanted]
        yield {"sent_id": row["sent_id"], "entities": entities}


def _joined(tokens: list[str]) -> tuple[list[int], str]:
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    return starts, " ".join(tokens)


def _is_name(reading: Reading, mention: Mention) -> bool:
    """Bare names only: no peoples ("the Corvins"), nothing that ends in an ordinary word."""
    head = reading.tokens[mention.head]
    last = [t for t in reading.tokens if t.start < mention.end and t.end >= mention.end]
    peoples = mention.type == "person" and head.xpos == "NNPS"
    return mention.level == "named" and head.upos == "PROPN" and not peoples and all(t.upos != "PRON" for t in last)


def _innermost(mentions: list[Mention]) -> list[Mention]:
    """Flat names: the shortest name of an overlap, titles and relative clauses left out with the longer ones."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.end - m.start, m.start)):
        if not any(m.span.overlaps(k.span) for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: m.start)


def _tokens(starts: list[int], tokens: list[str], mention: Mention) -> tuple[int, int]:
    inside = [
        i for i, (s, t) in enumerate(zip(starts, tokens, strict=True)) if s < mention.end and s + len(t) > mention.start
    ]
    while len(inside) > 1 and tokens[inside[0]].lower() in ("the", "a", "an"):
        inside.pop(0)
    while len(inside) > 1 and tokens[inside[-1]] in ("'s", "’s", "'"):
        inside.pop()
    return inside[0], inside[-1] + 1


def re3d_entities(reading: Reading) -> list[Row]:
    """Named mentions and figures with re3d's types."""
    return [
        {"start": m.start, "end": m.end, "type": RE3D_TYPES[m.type]}
        for m in reading.mentions
        if m.type in RE3D_TYPES and (m.level == "named" or m.type in ("time", "money", "quantity", "weapon", "vehicle"))
    ]


Relations = Callable[[Reading], list[Row]]


def predict_re3d(rows: Iterable[Row], reader: Reader, *, relations: Relations) -> Iterator[Row]:
    """`{doc, entities, relations}`; `relations` draws them from the claims of a reading."""
    for row in rows:
        reading = reader.read(plain_document(row["doc"], row["text"]))
        yield {"doc": row["doc"], "entities": re3d_entities(reading), "relations": relations(reading)}
