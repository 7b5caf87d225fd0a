"""The profile of a person, group or place: what is said about it, by whom, and why these documents are about one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from according.errors import NotInLedger
from according.ledger import name_key
from according.linking import Party, entity_id
from according.model import Claim
from according.ontology import ontology

from .banner import banner_of
from .cases import Case, cases_of
from .contradictions import contradictions
from .desk import Desk
from .identity import DecidedTogether, Joint, decided_about, joints_of
from .keys import party_key
from .known import KnownAs, known_of
from .ladder import Rung, ladder_of
from .lines import FAMILIES, Line, family_of
from .search import Named

OTHERS = 12
"""Others of the same name that are told apart on a profile; the rest is counted and found by a search."""
TITLES = 4
"""Documents that are named to tell another of the same name by."""
FINDINGS = ("pleaded_guilty", "convicted", "sentenced", "dismissed", "acquitted", "overturned")
"""Stages that a court has found or recorded."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another party with the same name: not to be confused with; `titles` are those of its first `documents`."""

    name: str
    type: str
    born: str
    places: tuple[str, ...]
    documents: int
    key: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A party that a claim names beside this one; listed by name, never by how often."""

    name: str
    type: str
    key: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the ledger shows about one party.

    `groups` has every line under its heading; `cases` has the accusations against the party once more, by matter, with
    ways out first. `more_others` counts those of the same name beyond the `others`. `joints` says why a person's
    documents are about one; `decided` what persons decided about that; `known` entries of lists that it may be, which
    only a decision confirms; `found` are people whom a search for `sought`
    found, to be merged with this one.
    """

    name: str
    type: str
    key: str
    aliases: tuple[str, ...]
    banner: str
    coverage: str
    why_one: tuple[str, ...]
    others: tuple[Other, ...]
    more_others: int
    documents: tuple[str, ...]
    ladder: tuple[Rung, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    said_by: tuple[Line, ...]
    identity_confirmed: bool
    joints: tuple[Joint, ...] = ()
    cases: tuple[Case, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    contradictions: int = 0
    decided: tuple[DecidedTogether, ...] = ()
    known: tuple[KnownAs, ...] = ()
    sought: str = ""
    found: tuple[Named, ...] = ()

    @property
    def uncased(self) -> tuple[Line, ...]:
        """Lines of the first heading that are no accusation against the party itself."""
        cased = {line.id for case in self.cases for line in (*case.lines, *(b for o in case.outs for b in o.before))}
        return tuple(line for heading, found in self.groups if heading == FAMILIES[0][0] for line in found
                     if line.id not in cased)  # fmt: skip


def profiles_named(desk: Desk, name: str) -> list[Party]:
    """Parties that bear the name, those said most about first; also by part of the name if nobody bears it whole.

    Raises:
        NotInLedger: if there is none.
    """
    key = name_key(name)
    found = [p for p in desk.parties if key in p.keys]
    if not found:
        words = set(key.split())
        found = [p for p in desk.parties if words and any(words <= set(k.split()) for k in p.keys)]
    if not found:
        raise NotInLedger(f"nobody and nothing called {name!r} is in these documents. Try: according search {name!r}")
    return sorted(found, key=lambda p: -len(desk.about(p)))


def profile(desk: Desk, party: Party) -> Profile:
    """The profile of one party, every claim worded, headings in the order of reading."""
    claims = desk.about(party)
    lines = {heading: desk.lines(c for c in claims if family_of(c) == heading) for heading, _ in FAMILIES}
    mine = set(party.entities)
    spoken = [] if party.type == "person" else desk.said_by(party)
    alike = _told_first(desk, desk.named_alike(party))
    shown = party.type != "person" or party.protected is None
    name = desk.shown(party.name, *party.documents) if not shown else party.name
    return Profile(
        name=desk.shown(name, *party.documents),
        type=party.type,
        key=party_key(party),
        aliases=tuple(sorted({desk.shown(f, *party.documents) for f in party.forms if _is_name(party, f)}))[:12],
        banner=banner_of(claims, mine),
        coverage=_coverage(desk, party, claims),
        why_one=tuple(desk.shown(w, *party.documents) for w in party.why),
        others=tuple(_other(desk, p) for p in alike[:OTHERS]),
        more_others=len(alike[OTHERS:]),
        documents=tuple(desk.address(d, d) for d in party.documents),
        ladder=ladder_of(desk, party),
        groups=tuple((heading, tuple(found)) for heading, found in lines.items() if found),
        said_by=tuple(desk.lines(spoken)),
        identity_confirmed=len(party.documents) < 2 or party.type != "person",
        joints=joints_of(desk, party, claims),
        cases=cases_of(desk, [c for c in claims if c.stage is not None and _accuses(c, mine)]),
        neighbours=_neighbours(desk, party, claims),
        contradictions=len(contradictions(desk, party)),
        decided=decided_about(desk, party),
        known=known_of(desk, party),
    )


def _accuses(claim: Claim, mine: set[str]) -> bool:
    """Whether the claim stands under accusations and is about one of these entities."""
    subject = claim.subject
    return family_of(claim) == FAMILIES[0][0] and subject is not None and entity_id(subject, claim.document.id) in mine


def _neighbours(desk: Desk, party: Party, claims: Sequence[Claim]) -> tuple[Neighbour, ...]:
    """Groups, bodies and places beside a party, and the people beside a group; a person's own people are not listed."""
    found: dict[str, Neighbour] = {}
    for claim in claims:
        for side in (claim.subject, claim.object):
            other = desk.party_of.get(entity_id(side, claim.document.id)) if side is not None else None
            if other is None or other is party or other.protected:
                continue
            if "person" in (party.type, other.type) and (party.type == other.type or claim.predicate == "victim_of"):
                continue
            if (key := party_key(other)) not in found:
                found[key] = Neighbour(desk.name(other), other.type, key)
    return tuple(sorted(found.values(), key=lambda n: (n.type, n.name.casefold())))


def _is_name(party: Party, form: str) -> bool:
    """A name other than the party's own, and without words that follow it ("Harbor Nine, but the Quay Boys")."""
    if form.casefold() == party.name.casefold():
        return False
    head, comma, _ = form.partition(",")
    return party.type == "person" or not comma or name_key(head) not in party.keys


def _coverage(desk: Desk, party: Party, claims: Sequence[Claim]) -> str:
    """How many documents of which days, who speaks in how many claims, and whether a court has found anything."""
    kinds = ontology().kinds
    days = sorted(d for id in party.documents if id in desk.documents and (d := desk.documents[id].published))
    span = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "undated"
    spoken = Counter(kinds[c.innermost.kind] for c in claims)
    told = ", ".join(f"{kind} ({number})" for kind, number in spoken.most_common())
    found = {c.stage for c in claims if c.polarity == "affirmed" and c.stage in FINDINGS}
    court = "" if found else " No court finding in these documents."
    number = len(party.documents)
    return f"{number} document{'s' if number != 1 else ''}, {span}. Who speaks: {told or 'nobody'}.{court}"


def _other(desk: Desk, party: Party) -> Other:
    born = f"born about {round(min(party.born))}" if party.born else "age not told"
    places = [c.object.name for c in desk.about(party) if c.predicate == "residence" and c.object is not None]
    titles = tuple(desk.title(d) for d in party.documents[:TITLES] if d in desk.documents)
    return Other(
        desk.name(party), party.type, born, tuple(dict.fromkeys(places)),
        len(party.documents), party_key(party), titles,
    )  # fmt: skip


def _told_first(desk: Desk, parties: Sequence[Party]) -> list[Party]:
    """The parties, those of whom something is said before those that are only named."""
    return sorted(parties, key=lambda p: not desk.is_told_of(p))
