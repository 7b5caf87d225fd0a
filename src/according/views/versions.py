"""One incident as each source tells it: who is in it and in which role, and where the sources differ.

A source is a speaker in a document. Rows are sources and columns are roles, so that reading down a column shows who
says three and who says four, who names somebody and who calls him a suspect only. Silence is told as silence: a source
that says nothing of a role does not deny it.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from according.ledger import name_key
from according.model import Argument, Claim
from according.ontology import OUTCOME_UNKNOWN

from .desk import Desk
from .lines import Line
from .pages import IncidentPage, claims_of_incidents

ROLES = {
    "perpetrator_of": "Said to have done it",
    "victim_of": "Suffered it",
    "weapon_in": "By what",
    "loss_in": "Lost or destroyed",
    "seized_in": "Seized",
    "located_at": "Where",
    "dated": "When",
}
"""The roles of an incident, by predicate, in the order of their columns."""
NUMBERED = ("perpetrator_of", "victim_of")
NAMED = ("Person", "Group", "Organization")
COMMON = {"the", "and", "near", "street", "road", "avenue", "city", "town", "county", "north", "south", "east", "west"}
"""Words that two places may share and be two."""
SEVERAL = " (perhaps several of this name: nobody has linked them)"


@dataclass(frozen=True, slots=True)
class Told:
    """Whom or what one line puts into a role, in few words."""

    words: str
    line: Line


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker in a document, and what is told in each role, in the order of `Comparison.roles`."""

    document: str
    title: str
    published: str
    speaker: str
    cells: tuple[tuple[Told, ...], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of telling it, and the documents that tell it so, as (title, id)."""

    says: str
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What documents tell differently, each way in its own words; none is called right.

    `out` and `answer` are the way out and the answer to an accusation that the ledger knows: they stand beside it.
    """

    about: str
    ways: tuple[Way, ...]
    out: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sources against roles; `roles` are those that anybody tells."""

    roles: tuple[str, ...]
    sources: tuple[Source, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class IncidentVersions:
    """An incident, other documents' versions of it, and all of them compared."""

    versions: tuple[IncidentPage, ...]
    compared: Comparison


def compare_versions(desk: Desk, pages: Sequence[IncidentPage]) -> IncidentVersions:
    """The versions of an incident, in the order of publication, compared."""
    ordered = sorted(pages, key=lambda p: (p.published or "9999", p.document))
    found = claims_of_incidents(desk)
    told = [(p, [c for _, c in found.get(p.key, ())]) for p in ordered]
    roles = [r for r in ROLES if any(c.predicate == r for _, claims in told for c in claims)]
    sources = tuple(s for page, claims in told for s in _sources(desk, page, claims, roles))
    differences = tuple(_differences(desk, told)) if len(told) > 1 else ()
    return IncidentVersions(tuple(pages), Comparison(tuple(ROLES[r] for r in roles), sources, differences))


def _sources(desk: Desk, page: IncidentPage, claims: Sequence[Claim], roles: Sequence[str]) -> Iterator[Source]:
    by_speaker: dict[str, dict[str, list[Told]]] = {}
    for claim in claims:
        if claim.predicate in roles:
            line = desk.line(claim)
            by_role = by_speaker.setdefault(line.speaker, {})
            by_role.setdefault(claim.predicate, []).append(Told(_words(desk, claim), line))
    for speaker, by_role in by_speaker.items():
        cells = tuple(tuple(by_role.get(role, ())) for role in roles)
        yield Source(page.document, page.title, page.published, speaker, cells)


def _other(claim: Claim) -> Argument | None:
    """The side of the claim that is not the incident."""
    return next((a for a in (claim.subject, claim.object) if a is not None and a.type != "Incident"), None)


def _words(desk: Desk, claim: Claim) -> str:
    side = _other(claim)
    if side is None:
        return "somebody not named here" if claim.predicate in NUMBERED else "something not named here"
    party = desk.party(side, claim)
    name = desk.shown(side.name, claim.document.id)
    if party is not None and side.type in NAMED:
        name = desk.shown(party.name, claim.document.id)
    return f"{name} ({side.count} people)" if side.count not in (None, 1) and str(side.count) not in name else name


# --- where they differ --------------------------------------------------------------------------------------------

Versions = Sequence[tuple[IncidentPage, Sequence[Claim]]]


def _differences(desk: Desk, told: Versions) -> Iterator[Difference]:
    standing = [(page, [c for c in claims if not c.superseded_by]) for page, claims in told]
    for role in NUMBERED:
        yield from _people(desk, role, standing)
        yield from _told_apart(desk, role, standing, _count, operator.ne, f"{ROLES[role]}: how many")
    for role in ("weapon_in", "located_at"):
        yield from _told_apart(desk, role, standing, partial(_words, desk), apart, ROLES[role])
    yield from _told_apart(desk, "dated", standing, partial(_words, desk), _other_day, ROLES["dated"])


def _people(desk: Desk, role: str, told: Versions) -> Iterator[Difference]:
    """People and groups whom some documents name in the role and others do not, or at another stage.

    What is compared is names: who bears one and was not linked is told so, and never said to be unnamed.
    """
    named: dict[str, list[tuple[IncidentPage, Claim]]] = {}
    for page, claims in told:
        for claim in claims:
            if claim.predicate == role and _names_one(desk, claim):
                named.setdefault(name_key(_words(desk, claim)), []).append((page, claim))
    for found in named.values():
        ways: dict[str, list[IncidentPage]] = {}
        for page, claim in found:
            ways.setdefault(_standing(desk, claim), []).append(page)
        telling = {page.key for page, _ in found}
        silent = [page for page, _ in told if page.key not in telling]
        if silent or len(ways) > 1:
            lines = [desk.line(claim) for _, claim in found]
            answers = [line.outcome for line in lines if line.outcome != OUTCOME_UNKNOWN]
            several = len({desk.who(_other(claim), claim) for _, claim in found}) > 1
            yield Difference(
                f"{ROLES[role]}: {_words(desk, found[0][1])}{SEVERAL if several else ''}",
                tuple(_way(says, at) for says, at in (*ways.items(), ("not named in this role", silent)) if at),
                out=max((line.out for line in lines), key=len),
                answer=max(answers, key=len, default=""),
            )


def _names_one(desk: Desk, claim: Claim) -> bool:
    """Whether the claim names somebody who may be shown: "a man of 19" names nobody."""
    side = _other(claim)
    if side is None or side.type not in NAMED:
        return False
    party = desk.party(side, claim)
    unnamed = side.name.islower() or re.match(r"(?:an?|one|another)\b", side.name, re.IGNORECASE)
    return party is not None and not party.protected and not unnamed


def _standing(desk: Desk, claim: Claim) -> str:
    """How far in law, and how sure: what tells two accusations of one person apart."""
    line = desk.line(claim)
    stage = line.stage or ("denied or ruled out" if claim.polarity == "negated" else "named")
    return stage if claim.certainty == "certain" else f"{stage}, {line.certainty}"


def _told_apart(
    desk: Desk, role: str, told: Versions, value: Callable[[Claim], str], differ: Callable[[str, str], bool], about: str
) -> Iterator[Difference]:
    """What documents tell in a role, if what one of them tells cannot be what another tells."""
    ways: dict[str, tuple[dict[str, None], list[IncidentPage]]] = {}
    for page, claims in told:
        for claim in claims:
            if claim.predicate == role and claim.polarity == "affirmed" and (known := value(claim)):
                words, pages = ways.setdefault(known, ({}, []))
                words[_words(desk, claim)] = None
                pages.append(page)
    of = {known: {p.key for p in pages} for known, (_, pages) in ways.items()}
    if any(differ(a, b) and not of[a] & of[b] for a, b in combinations(ways, 2)):
        yield Difference(about, tuple(_way(" / ".join(words), pages) for words, pages in ways.values()))


def _count(claim: Claim) -> str:
    side = _other(claim)
    count = side.count if side is not None and side.type == "People" else None
    return "" if count is None else str(count)


def apart(one: str, other: str) -> bool:
    """Whether two names of a place or a thing share no telling word: "Slate Street" may be "a shop on Slate Street"."""
    return not _telling(one) & _telling(other)


def _telling(words: str) -> set[str]:
    return set(re.findall(r"\w{3,}", words.casefold())) - COMMON


def _other_day(one: str, other: str) -> bool:
    """Whether neither is the other, told less exactly."""
    a, b = sorted((one.rstrip("~?"), other.rstrip("~?")), key=len)
    return not b.startswith(a)


def _way(says: str, pages: Sequence[IncidentPage]) -> Way:
    return Way(says, tuple({p.document: (p.title, p.document) for p in pages}.values()))
