"""Why a person's documents are taken to mean one person: document by document, the weakest joint named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from according.linking import Party
from according.model import Claim
from according.ontology import ontology

from .desk import Desk


@dataclass(frozen=True, slots=True)
class Joint:
    """What one document tells of who the person is, and what joins it to the others.

    `printed`, `age`, `towns` and `cases` are as the document has them, empty where it tells none. `reasons` is empty
    for the document that the others were joined to. `weakest` marks the joint that the least speaks for.
    """

    document: str
    title: str
    published: str
    printed: tuple[str, ...]
    age: str
    towns: tuple[str, ...]
    cases: tuple[str, ...]
    reasons: tuple[str, ...]
    weakest: bool = False


def joints_of(desk: Desk, party: Party, claims: Sequence[Claim]) -> tuple[Joint, ...]:
    """The joints of a person in order of publication; empty for other parties.

    Args:
        claims: about the person.
    """
    if party.type != "person":
        return ()
    joints = [_joint(desk, party, id, [c for c in claims if c.document.id == id]) for id in party.documents]
    joined = [j for j in joints if j.reasons]
    if joined:
        least = min(joined, key=lambda j: (len(j.reasons), j.published))
        joints = [replace(j, weakest=j is least) for j in joints]
    return tuple(sorted(joints, key=lambda j: (j.published or "9999", j.document)))


def _joint(desk: Desk, party: Party, id: str, claims: Sequence[Claim]) -> Joint:
    mine = set(party.entities)
    here = [c for c in desk.candidates_in(id) if c.id in mine]
    document = desk.documents.get(id)
    own = [c for c in claims if c.subject is not None and c.subject.entity in mine]
    homes = [c.object.name for c in own if c.predicate == "residence" and c.object is not None]
    charged = [c.object.incident_type or c.object.name for c in own if c.stage is not None and c.object is not None]
    known = {**ontology().offences, **{k: k.replace("_", " ") for k in ontology().incidents}}
    why = [w.removeprefix(f"{id}: ") for w in party.why if w.startswith(f"{id}: ")]
    return Joint(
        id,
        desk.title(id),
        (document.published or "") if document is not None else "",
        tuple(dict.fromkeys(desk.shown(c.name, id) for c in here)),
        " or ".join(dict.fromkeys(str(c.age) for c in here if c.age is not None)),
        tuple(dict.fromkeys(desk.shown(h, id) for h in homes)),
        tuple(dict.fromkeys(known.get(c, c) for c in charged)),
        tuple(desk.shown(part, id) for w in why for part in w.split(", ")),
    )
