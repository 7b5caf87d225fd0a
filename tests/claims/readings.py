"""Readings written down: a plain notation for parsed sentences, so that finders are tested apart from any model.

A block tells one small document. `# id NAME` opens it, `# text` gives its words, `# sentence FIRST LAST` a sentence
by its tokens, `# mention START END TYPE LEVEL HEAD ENTITY` and `# entity TYPE PLURAL COUNT NAME` who is meant,
`# amount` and `# time` what was read as a figure or date. Any other line is a token: `START END UPOS XPOS HEAD DEPREL
LEMMA`.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from according.model import AmountExpression, Document, Entity, Mention, Reading, Sentence, TimeExpression, Token

LAYERS = frozenset({"sentences", "tokens", "mentions", "entities", "attributions", "times", "amounts", "places"})
NONE = "-"


def written(reading: Reading, name: str) -> str:
    """A reading in the notation, for writing new blocks."""
    lines = [f"# id {name}", f"# text {reading.text}"]
    lines += [f"# sentence {s.first} {s.last}" for s in reading.sentences]
    lines += [f"# mention {m.start} {m.end} {m.type} {m.level} {m.head} {m.entity}" for m in reading.mentions]
    lines += [f"# entity {e.type} {int(e.plural)} {_or_none(e.count)} {e.name}" for e in reading.entities]
    lines += [f"# amount {a.start} {a.end} {_or_none(a.min)} {_or_none(a.max)} {a.unit}" for a in reading.amounts]
    lines += [f"# time {t.start} {t.end} {t.edtf or NONE}" for t in reading.times]
    lines += [f"{t.start} {t.end} {t.upos} {t.xpos} {t.head} {t.deprel} {t.lemma}" for t in reading.tokens]
    return "\n".join(lines) + "\n"


def read_block(block: str) -> tuple[str, Reading]:
    """The name and the reading of one block."""
    name, text = "", ""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    entities: list[Entity] = []
    amounts: list[AmountExpression] = []
    times: list[TimeExpression] = []
    for line in block.strip().splitlines():
        if not line.startswith("# "):
            start, end, upos, xpos, head, deprel, lemma = line.split(" ", 6)
            tokens.append(Token(int(start), int(end), upos, xpos, int(head), deprel, lemma))
            continue
        kind, _, rest = line[2:].partition(" ")
        parts = rest.split(" ")
        match kind:
            case "id":
                name = rest
            case "text":
                text = rest
            case "sentence":
                sentences.append((int(parts[0]), int(parts[1])))
            case "mention":
                head_and_entity = int(parts[4]), int(parts[5])
                mentions.append(Mention(int(parts[0]), int(parts[1]), parts[2], parts[3], *head_and_entity))
            case "entity":
                count = None if parts[2] == NONE else int(parts[2])
                entities.append(Entity(parts[0], " ".join(parts[3:]), (), plural=parts[1] == "1", count=count))
            case "amount":
                amounts.append(
                    AmountExpression(int(parts[0]), int(parts[1]), _number(parts[2]), _number(parts[3]), parts[4])
                )
            case "time":
                times.append(TimeExpression(int(parts[0]), int(parts[1]), None if parts[2] == NONE else parts[2]))
            case _:
                raise ValueError(f"block {name!r} has a line that says nothing: {line!r}")
    held = [
        replace(entity, mentions=tuple(m for m, mention in enumerate(mentions) if mention.entity == e))
        for e, entity in enumerate(entities)
    ]
    document = Document(id=name, version="0" * 64, text=text, segments=(), published="2025-04-25")
    return name, Reading(
        document,
        "written",
        "1",
        sentences=tuple(Sentence(tokens[a].start, tokens[b - 1].end, a, b) for a, b in sentences),
        tokens=tuple(tokens),
        mentions=tuple(mentions),
        entities=tuple(held),
        amounts=tuple(amounts),
        times=tuple(times),
        layers=LAYERS,
    )


@cache
def readings() -> dict[str, Reading]:
    """All readings of `sentences.txt`, by name."""
    blocks = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return dict(read_block(block) for block in blocks)


def _or_none(value: object) -> str:
    return NONE if value is None else str(value)


def _number(word: str) -> float | None:
    return None if word == NONE else float(word)
