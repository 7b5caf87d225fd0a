"""Why a person's documents are taken to mean one person: document by document, the weakest joint named."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from according.ledger import IDENTITY, Decision, name_key
from according.linking import Party
from according.model import Claim
from according.ontology import ontology

from .desk import Desk
from .review import decided_words


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


@dataclass(frozen=True, slots=True)
class DecidedTogether:
    """Decisions in force about who a person is that were made in one go: their numbers, newest last; what, who, why."""

    numbers: tuple[int, ...]
    kind: str
    words: str
    author: str
    reason: str
    day: str


def decided_about(desk: Desk, party: Party) -> tuple[DecidedTogether, ...]:
    """What persons decided about who this person is, newest first; empty for other parties."""
    if party.type != "person":
        return ()
    mine, documents = set(party.entities), set(party.documents)
    keys = {
        (d, name_key(f)) for d in party.documents for c in desk.candidates_in(d) if c.id in mine
        for f in (c.name, *c.forms)
    }  # fmt: skip
    found: list[list[Decision]] = []
    about_identity = desk.once("identities", lambda: [d for d in desk.decisions if d.kind in IDENTITY])
    for decision in about_identity:
        sides = json.loads(decision.value)
        if not any(document in documents and (document, name_key(name)) in keys for document, name in sides):
            continue
        last = found[-1][-1] if found else None
        if last is not None and _in_one_go(last, decision):
            found[-1].append(decision)
        else:
            found.append([decision])
    return tuple(_together(desk, made) for made in reversed(found))


def _in_one_go(one: Decision, next: Decision) -> bool:
    return one.id + 1 == next.id and (one.kind, one.author, one.reason) == (next.kind, next.author, next.reason)


def _together(desk: Desk, made: Sequence[Decision]) -> DecidedTogether:
    first = decided_words(desk, made[0])
    more = f" and {len(made) - 1} more pair{'s' if len(made) > 2 else ''}" if len(made) > 1 else ""
    return DecidedTogether(
        tuple(d.id for d in made), first.kind, first.words + more, first.author, first.reason, first.day
    )


def joints_of(desk: Desk, party: Party, claims: Sequence[Claim]) -> tuple[Joint, ...]:
    """The joints of a person in order of publication; empty for other parties.

    Args:
        claims: about the person.
    """
    if party.type != "person":
        return ()
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.document.id, []).append(claim)
    why: dict[str, list[str]] = {}
    for document, _, words in (w.partition(": ") for w in party.why):
        why.setdefault(document, []).append(words)
    mine = set(party.entities)
    joints = [_joint(desk, mine, id, told.get(id, ()), why.get(id, ())) for id in party.documents]
    joined = [j for j in joints if j.reasons]
    if joined:
        least = min(joined, key=lambda j: (len(j.reasons), j.published))
        joints = [replace(j, weakest=j is least) for j in joints]
    return tuple(sorted(joints, key=lambda j: (j.published or "9999", j.document)))


def _joint(desk: Desk, mine: Collection[str], id: str, claims: Sequence[Claim], why: Sequence[str]) -> Joint:
    here = [c for c in desk.candidates_in(id) if c.id in mine]
    document = desk.documents.get(id)
    own = [c for c in claims if c.subject is not None and c.subject.entity in mine]
    homes = [c.object.name for c in own if c.predicate == "residence" and c.object is not None]
    charged = [c.object.incident_type or c.object.name for c in own if c.stage is not None and c.object is not None]
    known = {**ontology().offences, **{k: k.replace("_", " ") for k in ontology().incidents}}
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
