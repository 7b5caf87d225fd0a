"""`according link`: from the entities of single documents to parties, stored in the ledger."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from according.ledger import Ledger

from .parties import find_parties


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of linking found: entities seen, parties made of them, and entities whose party is new."""

    entities: int
    parties: int
    changed: int


def link_entities(ledger: Ledger, *, dry_run: bool = False) -> Linked:
    """Link the entities of all current readings and store the party of each; with `dry_run`, store nothing."""
    candidates = ledger.candidates()
    published = {d.id: d.published for d in ledger.documents()}
    row_of = {c.id: c.row for c in candidates}
    found: dict[int, str] = {}
    for party in find_parties(candidates, ledger.claims(), published):
        key = party_id(party.entities)
        found |= {row_of[e]: key for e in party.entities if e in row_of}
    changed = 0 if dry_run else ledger.link(found, "names 1")
    return Linked(len(found), len(set(found.values())), changed)


def party_id(entities: Sequence[str]) -> str:
    """An id that depends on the members alone, whatever the order in which they were found."""
    return hashlib.sha256(min(entities).encode("utf-8", "surrogatepass")).hexdigest()[:20]
