"""`links`: JSON lines by which linking across documents is checked from outside; complete, nobody masked."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from according.ledger import Candidate, ClaimFilter, Ledger, Link
from according.linking import Step, ladder
from according.views import Desk

Line = dict[str, Any]
NAMED_TYPES = ("person", "group", "organization")


def person_lines(desk: Desk) -> Iterator[Line]:
    """One line for every name form of every person, group and organisation of every document.

    An entity that was added since the last `according link` stands alone, under its own id.
    """
    for candidate in desk.candidates:
        if candidate.type not in NAMED_TYPES:
            continue
        entity = _entity(desk.linked, candidate)
        told = {"kind": "person", "type": candidate.type, "doc": candidate.document}
        for form in dict.fromkeys((candidate.name, *candidate.forms)):
            yield {**told, "mention": form, "entity": entity}


def _entity(party_of: Mapping[int, Link], candidate: Candidate) -> str:
    link = party_of.get(candidate.row)
    return link.party if link is not None else candidate.id


def incident_lines(desk: Desk) -> Iterator[Line]:
    """One line for each document: the incident of its main event, shared by documents that tell the same one."""
    for document, incident in sorted(desk.incident_of.items()):
        yield {"kind": "incident", "doc": document, "incident": incident}


def origin_lines(desk: Desk) -> Iterator[Line]:
    """One line for each document: the origin of its text, shared by copies, re-issues and translations."""
    for document, origin in sorted(desk.text_origins.items()):
        yield {"kind": "origin", "doc": document, "origin": origin}


def ladder_lines(desk: Desk) -> Iterator[Line]:
    """One line for each person and document that accuses them: the stage of its matter as of that document.

    The same steps stand on the person's profile.
    """
    steps = desk.steps_in(desk.documents)
    found: dict[str, dict[str, Step]] = {}
    names = {}
    for candidate in desk.candidates:
        if candidate.id in steps:
            found.setdefault(_entity(desk.linked, candidate), {})[candidate.id] = steps[candidate.id]
            names[candidate.id] = candidate.name
    for entity in sorted(found):
        for id, step in ladder(found[entity]).items():
            line: Line = {"kind": "ladder", "entity": entity, "name": names[id], "doc": step.document}
            yield line | {"date": step.published, "stage": step.stage}


PARTS: tuple[Callable[[Desk], Iterator[Line]], ...] = (person_lines, incident_lines, origin_lines, ladder_lines)
"""What the export consists of, in order: each a function from the desk to lines."""


def links(ledger: Ledger, given: ClaimFilter | None = None) -> tuple[bytes, int]:
    """The lines of all parts, and how many there are, as seen through a filter if one is given."""
    desk = Desk(ledger, given)
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for part in PARTS for line in part(desk)]
    return "".join(lines).encode("utf-8", "surrogatepass"), len(lines)
