"""Parties: per-document entities gathered under one name. Precision first: two people merged wrongly is a libel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from according.ledger import Candidate, name_key
from according.model import Argument, Claim

AGE_SLACK = 1.5
"""Years that two ages, each carried to the same year, may differ and still be one person's."""
_ONE_PERSON = ("person",)


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
    marks: set[str] = field(default_factory=set)
    why: list[str] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The name forms as they are compared."""
        return {name_key(form) for form in self.forms}


def find_parties(
    candidates: Sequence[Candidate], claims: Iterable[Claim], published: dict[str, str | None]
) -> list[Party]:
    """Gather the entities of single documents into parties.

    Args:
        candidates: entities of the current readings, by document.
        claims: of the same readings; they tell aliases and what else is said of an entity.
        published: EDTF date of each document, by id.

    Returns:
        Parties in the order in which they first appear.
    """
    told = list(claims)
    marks, aliases = _told(told)
    company = _company(candidates, _post_holders(told))
    groups = _group_keys(told)
    parties: list[Party] = []
    by_key: dict[str, list[Party]] = {}
    for candidate in _with_unseen(candidates, told):
        if name_key(candidate.name) in groups and candidate.type != "group":
            candidate = replace(candidate, type="group")
        beside = company.get(candidate.document, {})
        own = marks.get(candidate.id, set()) | {n for k, n in beside.items() if k != name_key(candidate.name)}
        single = _single(candidate, own, aliases.get(candidate.id, set()), published)
        home = next((p for key in sorted(single.keys) for p in by_key.get(key, ()) if _is_same(p, single)), None)
        if home is None:
            parties.append(single)
            home = single
        else:
            _merge(home, single)
        for key in home.keys:
            if home not in by_key.setdefault(key, []):
                by_key[key].append(home)
    return parties


def _single(candidate: Candidate, marks: set[str], aliases: set[str], published: dict[str, str | None]) -> Party:
    day = published.get(candidate.document)
    born = [int(day[:4]) - candidate.age] if candidate.age is not None and day and day[:4].isdigit() else []
    person = candidate.type in _ONE_PERSON
    forms = {candidate.name} if person else {candidate.name, *candidate.forms, *aliases}
    return Party(
        candidate.name,
        candidate.type,
        [candidate.id],
        [candidate.document],
        {f for f in forms if len(f) > 1},
        [float(b) for b in born],
        candidate.protected,
        marks,
    )


def _is_same(home: Party, other: Party) -> bool:
    if (home.type in _ONE_PERSON) != (other.type in _ONE_PERSON):
        return False
    if home.type not in _ONE_PERSON:
        return {home.type, other.type} <= {"group", "organization"} or home.type == other.type
    if name_key(home.name) != name_key(other.name) or len(name_key(other.name).split()) < 2:
        return False
    if any(abs(a - b) > AGE_SLACK for a in home.born for b in other.born):
        return False
    if set(home.documents) & set(other.documents):
        return True
    shared = home.marks & other.marks
    agreed = bool(home.born and other.born)
    return bool(shared) or agreed


def _merge(home: Party, other: Party) -> None:
    if home.type in _ONE_PERSON:
        reasons = sorted(home.marks & other.marks)[:3]
        if home.born and other.born:
            reasons.insert(0, "age fits")
        because = f"{other.documents[0]}: same full name, {', '.join(reasons) or 'same document'}"
        if because not in home.why and other.documents[0] not in home.documents:
            home.why.append(because)
    home.entities += other.entities
    home.documents += [d for d in other.documents if d not in home.documents]
    home.forms |= other.forms
    home.born += other.born
    home.protected = home.protected or other.protected
    home.marks |= other.marks
    if len(other.name) > len(home.name) and home.type not in _ONE_PERSON:
        home.name = other.name
    if other.type == "group":
        home.type = "group"


LEAST_RARE, MOST_RARE = 3, 8
"""Documents in which a name may stand and still speak for those it stands beside: a third of a small ledger's."""


def _company(candidates: Sequence[Candidate], officials: set[str]) -> dict[str, dict[str, str]]:
    """For each document the full names of people in it that few other documents hold: who appears with whom.

    Holders of a post stand in every document of their office and speak for nobody.
    """
    full = [c for c in candidates if c.type == "person" and len(name_key(c.name).split()) > 1 and c.name[:1].isupper()]
    limit = min(max(LEAST_RARE, len({c.document for c in candidates}) // 3), MOST_RARE)
    holders: dict[str, set[str]] = {}
    for c in full:
        holders.setdefault(name_key(c.name), set()).add(c.document)
    printed = {name_key(c.name): c.name for c in reversed(full)}
    found: dict[str, dict[str, str]] = {}
    for name, places in holders.items():
        if 1 < len(places) <= limit and name not in officials:
            for document in places:
                found.setdefault(document, {})[name] = printed[name]
    return found


def _post_holders(claims: Iterable[Claim]) -> set[str]:
    return {name_key(c.subject.name) for c in claims if c.predicate == "holds_post" and c.subject is not None}


def entity_id(argument: Argument, document: str) -> str:
    """The id of an argument's entity: the reading's, else one made of its document and name."""
    return argument.entity or f"{document}~{name_key(argument.name)}"


_SEEN_AS = {"Group": "group", "Organization": "organization", "Place": "place", "Person": "person"}


def _group_keys(claims: Iterable[Claim]) -> set[str]:
    """Names that some claim takes for a group: they are one group also where a reading took them for something else."""
    sides = (a for c in claims for a in (c.subject, c.object))
    return {name_key(a.name) for a in sides if a is not None and a.type == "Group"} - {""}


def _with_unseen(candidates: Sequence[Candidate], claims: Iterable[Claim]) -> list[Candidate]:
    """The candidates, and the named arguments of claims that no reading has as an entity."""
    found = {c.id: c for c in candidates}
    for claim in claims:
        for a in (claim.subject, claim.object):
            if a is None or a.type not in _SEEN_AS or not a.name[:1].isupper():
                continue
            id = entity_id(a, claim.document.id)
            if id not in found:
                found[id] = Candidate(id, _SEEN_AS[a.type], a.name, (a.name,), claim.document.id, None, a.protected)
    return list(found.values())


def _told(claims: Iterable[Claim]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each entity, the names that it stands beside in claims, and its told aliases."""
    marks: dict[str, set[str]] = {}
    aliases: dict[str, set[str]] = {}
    for claim in claims:
        sides = [a for a in (claim.subject, claim.object) if a is not None]
        for one in sides:
            if one is claim.subject and claim.predicate == "holds_post" and claim.qualifiers.role:
                marks.setdefault(entity_id(one, claim.document.id), set()).add(claim.qualifiers.role.casefold())
            others = [o.name for o in sides if o is not one and o.type not in ("Value", "Incident", "Term")]
            marks.setdefault(entity_id(one, claim.document.id), set()).update(o.replace("_", " ") for o in others)
            if claim.predicate == "alias_of" and claim.polarity == "affirmed":
                aliases.setdefault(entity_id(one, claim.document.id), set()).update(
                    o.name for o in sides if o.type == "Term"
                )
    return marks, aliases
