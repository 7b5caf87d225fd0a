"""Which claims of the ledger are about what a draft's claim is about: same party, same matter."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from according.ledger import name_key
from according.linking import Party, entity_id
from according.model import Argument, Claim
from according.views import Desk

from .lexicon import patterns

LAW = ("accused_of", "perpetrator_of")
TIE = ("member_of", "leads", "associate_of")
"""Predicates that answer one another: a draft's `leads` is held against a ledger's `member_of`."""
TRADE = ("engages_in", *LAW)
"""Predicates that answer a draft's `engages_in`; an accusation bears none out, and tells how far the record goes."""
KIN: dict[str, tuple[str, ...]] = {
    "homicide": ("shooting",),
    "shooting": ("homicide", "assault", "attempted_homicide"),
    "attempted_homicide": ("homicide", "shooting"),
    "assault": ("shooting",),
    "robbery": ("home_invasion",),
    "theft": ("robbery", "burglary"),
    "home_invasion": ("robbery", "burglary"),
    "arson": ("bombing",),
    "threats": ("threat", "extortion"),
    "threat": ("threats", "extortion"),
    "migrant_smuggling": ("human_trafficking", "trafficking"),
    "drug_trafficking": ("trafficking",),
}
"""Offences and incidents that are told for one another in one matter."""
NAMED = ("Person", "Group", "Organization")


def is_law(claim: Claim) -> bool:
    """Whether the claim accuses somebody of an offence or an incident."""
    return claim.predicate in LAW


def object_code(claim: Claim) -> str | None:
    """The offence, activity or incident type of the object; None if there is none."""
    if claim.object is None or claim.object.type not in ("Offence", "Activity", "Incident"):
        return None
    return claim.object.incident_type or claim.object.name


def compared(claim: Claim) -> bool:
    """Whether the claim is about somebody: a person, a group, a body; details of events are not compared."""
    return any(a is not None and a.type in NAMED for a in (claim.subject, claim.object))


def named_parties(argument: Argument, desk: Desk) -> tuple[list[Party], bool]:
    """The ledger's parties that bear the name, and whether it is certain which one is meant."""
    key = name_key(argument.name)
    person = argument.type == "Person"
    alike = _by_last_word(desk).get(key.split()[-1] if key else "", ())
    sort = [(k, p) for k, p in alike if (p.type == "person") == person or " " not in key]
    found = _each_once(p for k, p in sort if _is_name_of(key, k))
    if found:
        return found, not person or (len(found) == 1 and " " in key)
    return (_each_once(p for _, p in sort) if person and " " not in key else []), False


def _by_last_word(desk: Desk) -> dict[str, list[tuple[str, Party]]]:
    """Every name of the ledger with its party, by the last word of the name."""

    def gather() -> dict[str, list[tuple[str, Party]]]:
        index: dict[str, list[tuple[str, Party]]] = {}
        for party in desk.parties:
            for key in party.keys:
                if key:
                    index.setdefault(key.split()[-1], []).append((key, party))
        return index

    return desk.once("check.names", gather)


def _each_once(parties: Iterable[Party]) -> list[Party]:
    return list({id(p): p for p in parties}.values())


def _is_name_of(key: str, other: str) -> bool:
    """Whether two names are one, save for a title or a trade before either: "Councillor Ada Bell" is Ada Bell."""
    longer, shorter = (key, other) if len(key) > len(other) else (other, key)
    return key == other or (" " in shorter and longer.endswith(f" {shorter}"))


SYMMETRIC = ("rival_of", "allied_with", "associate_of", "family_of")
MILDER: dict[str, tuple[str, ...]] = {
    "homicide": ("attempted_homicide", "assault"),
    "attempted_homicide": ("assault", "threats"),
    "robbery": ("theft", "burglary"),
    "human_trafficking": ("migrant_smuggling",),
    "sex_trafficking": ("migrant_smuggling", "human_trafficking"),
    "drug_trafficking": ("contraband",),
}
"""Graver offences, and those that do not bear them out though they are told of the same matter."""


@dataclass(slots=True)
class Answers:
    """Claims of the ledger about the party of a draft's claim.

    Attributes:
        same: of the same matter. vague: legal steps without an offence. milder: accusations of a lesser offence.
        other: other matters. sure: whether it is certain which party the name means.
    """

    same: list[Claim] = field(default_factory=list)
    vague: list[Claim] = field(default_factory=list)
    milder: list[Claim] = field(default_factory=list)
    other: list[Claim] = field(default_factory=list)
    sure: bool = True


class Record:
    """The ledger's claims by party, ready to be asked for the ones that answer a draft's claim."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._by_party: dict[int, list[Claim]] = {}
        for claim in desk.claims:
            parties = {id(p) for a in (claim.subject, claim.object) if (p := self.party(a, claim)) is not None}
            for party in parties:
                self._by_party.setdefault(party, []).append(claim)

    def party(self, argument: Argument | None, claim: Claim) -> Party | None:
        """The party of an argument of a ledger's claim."""
        return None if argument is None else self.desk.party_of.get(entity_id(argument, claim.document.id))

    def about(self, parties: Sequence[Party]) -> list[Claim]:
        """Every claim that one of the parties is subject or object of, once."""
        return list(dict.fromkeys(c for p in parties for c in self._by_party.get(id(p), ())))

    def answers(self, claim: Claim) -> "Answers":
        """What the ledger has on the party of a draft's claim, and on which matter."""
        about = claim.subject if claim.subject is not None and claim.subject.type in NAMED else claim.object
        if about is None:
            return Answers()
        parties, sure = named_parties(about, self.desk)
        mine = {id(p) for p in parties}
        kin = next((g for g in (TIE, LAW, TRADE) if claim.predicate in g), (claim.predicate,))
        side = "subject" if about is claim.subject else "object"
        wanted = claim.object if side == "subject" else claim.subject
        answers = Answers(sure=sure or not parties)
        for found in self.about(parties):
            if found.predicate not in kin:
                continue
            sides = ("subject", "object") if claim.predicate in SYMMETRIC else (side,)
            held = next((s for s in sides if id(self.party(getattr(found, s), found)) in mine), None)
            if held is not None:
                there = found.object if held == "subject" else found.subject
                answers.sure = answers.sure and not (
                    claim.predicate in TIE and there is not None and _is_any_gang(there)
                )
                self._pile(claim, wanted, found, there, answers).append(found)
        return answers

    def _pile(
        self, claim: Claim, wanted: Argument | None, found: Claim, there: Argument | None, answers: "Answers"
    ) -> list[Claim]:
        mine, theirs = object_code(claim), object_code(found)
        if is_law(claim) and mine is not None and (theirs is None or (theirs == "other" and mine != "other")):
            return answers.other if theirs is not None and _are_named_apart(wanted, there) else answers.vague
        if is_law(claim) and mine is not None and theirs in MILDER.get(mine, ()):
            return answers.milder
        return answers.same if self._fits(claim, wanted, found, there) else answers.other

    def _fits(self, claim: Claim, wanted: Argument | None, found: Claim, there: Argument | None) -> bool:
        if is_law(claim):
            mine, theirs = object_code(claim), object_code(found)
            return mine is None or theirs is None or mine == theirs or theirs in KIN.get(mine, ())
        if wanted is None or there is None:
            return wanted is None
        if wanted.type == "Incident" and there.type == "Incident":
            mine, theirs = wanted.incident_type or "other", there.incident_type or "other"
            return mine == theirs or theirs in KIN.get(mine, ()) or "other" in (mine, theirs)
        if claim.predicate in TRADE and (theirs := object_code(found)) is not None:
            return object_code(claim) in (theirs, None) or theirs in KIN.get(object_code(claim) or "", ())
        if claim.predicate == "estimated_size" and (numbers := _numbers(wanted.name)):
            return bool(numbers & _numbers(there.name))
        if wanted.type in ("Offence", "Activity", "Value"):
            return _words(wanted.name) == _words(there.name)
        if claim.predicate in TIE and (_is_any_gang(wanted) or _is_any_gang(there)):
            return True
        party = self.party(there, found)
        keys = party.keys if party is not None else {name_key(there.name)}
        return name_key(wanted.name) in keys


def _is_any_gang(argument: Argument) -> bool:
    """Whether a group is called by no name: "the gang"."""
    return patterns("gangs")["noun"].fullmatch(name_key(argument.name)) is not None


def _are_named_apart(one: Argument | None, other: Argument | None) -> bool:
    """Whether two offences, one of a kind without a code, are named by words of which they share none."""
    named = [a.mention.text if a is not None and a.mention is not None else "" for a in (one, other)]
    stems = [{w[:5] for w in re.findall(r"[^\W\d_]{4,}", words.casefold())} for words in named]
    return all(stems) and not stems[0] & stems[1]


def _numbers(name: str) -> frozenset[str]:
    return frozenset(n.replace(",", "") for n in re.findall(r"\d[\d,]*", name))


def _words(name: str) -> str:
    return name_key(name.replace("_", " "))


def latest_day(claims: Iterable[Claim]) -> str:
    """The EDTF day of the latest document among the claims; empty if none is dated."""
    return max((c.document.published or "" for c in claims), default="")


def by_day(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, latest document first."""
    return sorted(claims, key=lambda c: c.document.published or "", reverse=True)
