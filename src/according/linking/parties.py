"""Parties: what documents name, gathered across documents. Precision first: two people merged wrongly is a libel."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from according.ledger import Candidate, Decision, Link, name_key
from according.model import Argument, Claim, Document

from .bodies import link_bodies
from .linker import link_people
from .sheets import Sheet, sheet

PERSON = "person"


@dataclass(slots=True)
class Party:
    """One person, group, organisation or place as far as the ledger can tell.

    `why` says what speaks for the documents being about one person; empty for a party of a single document.
    """

    name: str
    type: str
    entities: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    born: list[float] = field(default_factory=list)
    protected: str | None = None
    why: list[str] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The name forms as they are compared."""
        return {name_key(form) for form in self.forms}


def find_parties(
    candidates: Sequence[Candidate],
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    *,
    linked: Mapping[int, Link] | None = None,
    decisions: Collection[Decision] = (),
) -> list[Party]:
    """Gather the entities of single documents into parties.

    Args:
        candidates: entities of the current readings, by document.
        claims: of the same readings; they tell aliases, and who has no entity in a reading.
        documents: those that the candidates are of, by id.
        linked: what `according link` stored, by row; people are linked here and now where it does not cover them.
        decisions: what persons decided about identities; used where people are linked here.

    Returns:
        Parties in the order in which they first appear, whatever that order is with the same members.
    """
    told = list(claims)
    everybody = _with_groups(_with_unseen(candidates, told), told)
    people = [c for c in everybody if c.type == PERSON]
    if linked is None or any(c.row > 0 and c.row not in linked for c in people):
        pages = {id: sheet(d) for id, d in documents.items()}
        linked = link_people(people, pages, holders(told), decisions).links
    party_of = link_bodies([c for c in everybody if c.type != PERSON], _aliases(told), _offices(documents.values()))
    named = {(c.document, name_key(c.name)): linked[c.row].party for c in people if c.row in linked}
    party_of |= {c.id: named.get((c.document, name_key(c.name)), c.id) for c in people if c.row not in linked}
    party_of |= {c.id: linked[c.row].party for c in people if c.row in linked}
    gathered: dict[str, list[Candidate]] = {}
    for candidate in everybody:
        gathered.setdefault(party_of[candidate.id], []).append(candidate)
    aliases = _aliases(told)
    return [_party(members, aliases, documents, linked) for members in gathered.values()]


def _party(
    members: Sequence[Candidate],
    aliases: Mapping[str, set[str]],
    documents: Mapping[str, Document],
    linked: Mapping[int, Link],
) -> Party:
    first = members[0]
    person = first.type == PERSON
    forms: set[str] = set()
    for c in members:
        forms |= {c.name} if person else {c.name, *c.forms, *aliases.get(c.id, set())}
    party = Party(
        _called([c.name for c in members]) if person else max((c.name for c in members), key=len),
        "group" if any(c.type == "group" for c in members) else first.type,
        [c.id for c in members],
        list(dict.fromkeys(c.document for c in members)),
        {f for f in forms if len(f) > 1},
        [born for c in members if (born := _born(c, documents)) is not None],
        next((c.protected for c in members if c.protected), None),
    )
    reasons = {c.document: linked[c.row].why for c in members if c.row in linked and linked[c.row].why}
    party.why = [f"{document}: {why}" for document, why in reasons.items()] if len(party.documents) > 1 else []
    return party


def _called(names: Sequence[str]) -> str:
    """What a person is called: a name of several words, not in capitals, that most documents give; of equals the first.

    "Robin Orlo" where one document of three has only "Robin", and another "ROBIN ORLO".
    """
    often = Counter(names)
    return max(often, key=lambda n: (" " in n, not n.isupper(), often[n]))


def _born(candidate: Candidate, documents: Mapping[str, Document]) -> float | None:
    day = documents[candidate.document].published if candidate.document in documents else None
    return float(int(day[:4]) - candidate.age) if candidate.age is not None and day and day[:4].isdigit() else None


def _offices(documents: Iterable[Document]) -> dict[str, str]:
    return {d.id: d.authority or d.publisher or "" for d in documents}


def shaping(claims: Sequence[Claim], named: Collection[str]) -> tuple[object, ...]:
    """All that parties take from claims of a document: while it stays the same, other claims leave parties as they are.

    Args:
        named: ids of the entities that the document's reading has.
    """
    sides = [(a, entity_id(a, c.document.id)) for c in claims for a in (c.subject, c.object) if a is not None]
    unseen = {(id, a.type, a.name, a.protected) for a, id in sides if id not in named and a.type in _SEEN_AS}
    groups = {name_key(a.name) for a, _ in sides if a.type == "Group"}
    return unseen, groups, _aliases(claims), holders(claims)


def holders(claims: Iterable[Claim]) -> frozenset[str]:
    """Entity ids of those whom a claim gives a post."""
    return frozenset(
        entity_id(c.subject, c.document.id) for c in claims if c.predicate == "holds_post" and c.subject is not None
    )


def entity_id(argument: Argument, document: str) -> str:
    """The id of an argument's entity: the reading's, else one made of its document and name."""
    return argument.entity or f"{document}~{name_key(argument.name)}"


_SEEN_AS = {"Group": "group", "Organization": "organization", "Place": "place", "Person": "person"}


def _with_groups(candidates: Sequence[Candidate], claims: Sequence[Claim]) -> list[Candidate]:
    """The candidates; a name that some claim takes for a group is one, whatever a reading took it for."""
    sides = (a for c in claims for a in (c.subject, c.object))
    groups = {name_key(a.name) for a in sides if a is not None and a.type == "Group"} - {""}
    return [replace(c, type="group") if name_key(c.name) in groups else c for c in candidates]


def _with_unseen(candidates: Sequence[Candidate], claims: Iterable[Claim]) -> list[Candidate]:
    """The candidates, and the named arguments of claims that no reading has as an entity; these have rows below 0."""
    found = {c.id: c for c in candidates}
    for claim in claims:
        for a in (claim.subject, claim.object):
            if a is None or a.type not in _SEEN_AS or not a.name[:1].isupper():
                continue
            id = entity_id(a, claim.document.id)
            if id not in found:
                found[id] = Candidate(
                    id, _SEEN_AS[a.type], a.name, (a.name,), claim.document.id, None, a.protected, -1 - len(found)
                )
    return list(found.values())


def _aliases(claims: Iterable[Claim]) -> dict[str, set[str]]:
    """For each entity its told aliases."""
    aliases: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate == "alias_of" and claim.polarity == "affirmed":
            sides = [a for a in (claim.subject, claim.object) if a is not None]
            for one in sides:
                terms = {o.name for o in sides if o.type == "Term" and o is not one}
                aliases.setdefault(entity_id(one, claim.document.id), set()).update(terms)
    return aliases


__all__ = ["Party", "Sheet", "entity_id", "find_parties", "holders", "shaping"]
