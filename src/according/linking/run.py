"""`according link`: from the entities of single documents to parties, stored in the ledger."""

from collections.abc import Callable
from dataclasses import dataclass, field

from according.ledger import Ledger, Link

from .bodies import link_bodies
from .linker import Conflict, Doubt, link_people
from .model import bundled_model
from .parties import PERSON
from .sheets import sheets


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of linking found: entities, parties, entities whose party is new, pairs for review, conflicts."""

    entities: int
    parties: int
    changed: int
    review: list[Doubt] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def link_entities(ledger: Ledger, *, dry_run: bool = False, progress: Callable[[int], None] | None = None) -> Linked:
    """Link the entities of all current readings and store the party of each; with `dry_run`, store nothing.

    The outcome depends on the documents, the decisions and the model alone: so it is the same in whatever order and in
    how many additions the documents came.
    """
    candidates = ledger.candidates()
    pages = {page.id: page for page in sheets(ledger.documents())}
    people = [c for c in candidates if c.type == PERSON]
    done = link_people(people, pages, ledger.post_holders(), ledger.decisions(), progress=progress)
    bodies = [c for c in candidates if c.type != PERSON]
    body_of = link_bodies(bodies, {}, {id: page.office for id, page in pages.items()})
    found = done.links | {c.row: Link(body_of[c.id], "") for c in bodies}
    changed = 0 if dry_run else ledger.link(found, bundled_model().version)
    return Linked(len(found), len({link.party for link in found.values()}), changed, done.review, done.conflicts)
