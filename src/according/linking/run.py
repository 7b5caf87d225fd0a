"""`according link`: from the entities of single documents to parties, stored in the ledger.

A full run counts how common clues are and keeps that; what is added afterwards is linked with what was counted, until
a full run counts again.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from according.ledger import Ledger, Link
from according.model import is_draft

from .bodies import link_bodies
from .clues import LedgerFrequencies
from .incremental import Relinked, Relinking
from .linker import Conflict, Doubt, identities, link_people
from .model import bundled_model
from .parties import PERSON
from .remembered import remember
from .sheets import sheets

MEMORY = 4
"""To be raised whenever what is kept of a document, or of a pair, would be another for the same documents."""
MANY = 300
"""More documents that came or went than this are linked faster from scratch, with the same outcome."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of linking found: entities, parties, entities whose party is new, pairs for review, conflicts."""

    entities: int
    parties: int
    changed: int
    review: list[Doubt] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)


def link_entities(
    ledger: Ledger,
    *,
    dry_run: bool = False,
    count: bool = True,
    progress: Callable[[int], None] | None = None,
) -> Linked:
    """Link the entities of all current readings and store the party of each; with `dry_run`, store nothing.

    The outcome depends on the documents, the decisions and the model alone: so it is the same in whatever order and in
    how many additions the documents came.

    Args:
        count: count anew how common clues are in the ledger; else what was counted last holds, as for `link_new`.
    """
    with ledger.link_memory() as memory:
        readings, kept = memory.readings(), memory.frequencies()
        documents, holders = ledger.documents(), ledger.post_holders()
        candidates = [c for c in ledger.candidates() if not is_draft(c.document)]
    pages = {page.id: page for page in sheets(documents)}
    people = [c for c in candidates if c.type == PERSON]
    decisions = identities(ledger.decisions())
    frequencies = None if count or kept is None else LedgerFrequencies.unpacked(kept[1])
    done = link_people(people, pages, holders, decisions, frequencies=frequencies, progress=progress)
    bodies = [c for c in candidates if c.type != PERSON]
    body_of = link_bodies(bodies, {}, {id: page.office for id, page in pages.items()})
    found = done.links | {c.row: Link(body_of[c.id], "") for c in bodies}
    changed = 0
    if not dry_run and done.frequencies is not None:
        counted = done.frequencies
        with ledger.link_memory() as memory:
            memory.keep_frequencies(counted.packed, counted.documents, model_version())
            remember(memory, done, pages, readings, {c: body_of[c.id] for c in bodies})
            memory.set_state(model_version(), [d.id for d in decisions])
            changed = ledger.link(found, linked_by(counted.packed))
    parties = len({link.party for link in found.values()})
    return Linked(len(found), parties, changed, done.review, done.conflicts, found)


def link_new(ledger: Ledger) -> Relinked:
    """Link what came, changed or went, and what was decided, since the last run; all, if nothing was ever linked.

    The outcome is that of `link_entities(ledger, count=False)`. A part of a ledger is linked with all of it.
    """
    ledger = ledger.whole
    with ledger.link_memory() as memory:
        state, kept = memory.state(), memory.frequencies()
        fresh, gone = memory.changes()
        known = state is not None and state["model"] == model_version() and len(fresh) + len(gone) <= MANY
        if known and state is not None and kept is not None:
            frequencies = LedgerFrequencies.unpacked(kept[1])
            decisions = identities(ledger.decisions())
            done = Relinking(ledger, memory, bundled_model(), frequencies, decisions, state["decisions"]).run(
                fresh, gone
            )
            memory.set_state(model_version(), [d.id for d in decisions])
            memory.note_links(done.links, linked_by(kept[1]))
            return done
    whole = link_entities(ledger, count=False)
    return Relinked(len(fresh), len(gone), whole.entities, whole.links, whole.conflicts)


def model_version() -> str:
    """The version of everything that the outcome depends on, but documents, decisions and frequencies."""
    return f"{bundled_model().version}, memory {MEMORY}"


def linked_by(frequencies: bytes) -> str:
    """The version of weights and frequencies that a link was made with."""
    return f"{bundled_model().version}, counted {hashlib.sha256(frequencies).hexdigest()[:8]}"
