"""`links`: JSON lines by which linking across documents is checked from outside; complete, nobody masked."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from according.ledger import Ledger

Line = dict[str, Any]
NAMED_TYPES = ("person", "group", "organization")


def person_lines(ledger: Ledger) -> Iterator[Line]:
    """One line for every name form of every person, group and organisation of every document.

    An entity that was added since the last `according link` stands alone, under its own id.
    """
    party_of = ledger.linked()
    for candidate in ledger.candidates():
        if candidate.type not in NAMED_TYPES:
            continue
        entity = party_of.get(candidate.row, candidate.id)
        told = {"kind": "person", "type": candidate.type, "doc": candidate.document}
        for form in dict.fromkeys((candidate.name, *candidate.forms)):
            yield {**told, "mention": form, "entity": entity}


PARTS: tuple[Callable[[Ledger], Iterator[Line]], ...] = (person_lines,)
"""What the export consists of, in order: each a function from the ledger to lines."""


def links(ledger: Ledger) -> tuple[bytes, int]:
    """The lines of all parts, and how many there are."""
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for part in PARTS for line in part(ledger)]
    return "".join(lines).encode("utf-8", "surrogatepass"), len(lines)
