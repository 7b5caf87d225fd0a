"""Which claims are about one matter: the same person, the same charge or incident. What answers what."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from according.model import Argument, Claim

from .vocabulary import ontology
from .wording import Matter

Who = Callable[[Argument, Claim], object]
"""Tells whom an argument of a claim is; equal for one person, whatever the document calls them."""

_KIN = {
    "homicide": ("shooting", "attempted_homicide"),
    "shooting": ("homicide", "assault", "attempted_homicide"),
    "assault": ("shooting",),
    "robbery": ("home_invasion", "theft", "burglary"),
    "home_invasion": ("robbery", "burglary"),
    "arson": ("bombing",),
    "threats": ("threat", "extortion"),
    "threat": ("threats", "extortion"),
}
"""Offences and incidents that are charged for one another in one matter."""


def of_one_document(argument: Argument, claim: Claim) -> object:
    """Whom an argument is where only one document is known: its entity there, else its name."""
    return (claim.document.id, argument.entity or argument.name.casefold())


class Matters:
    """The accusations among some claims, by person."""

    def __init__(self, claims: Iterable[Claim], who: Who = of_one_document) -> None:
        self._who = who
        self._by_person: dict[object, list[Claim]] = {}
        self._open: dict[tuple[object, str], set[str]] = {}
        self._add(claims)

    def renewed(self, before: Mapping[str, Sequence[Claim]], after: Mapping[str, Sequence[Claim]]) -> "Matters":
        """The same after the claims of some documents changed.

        Args:
            before, after: their claims by document; of the order of all claims only that of documents counts.
        """
        new = Matters((), self._who)
        new._by_person, new._open = dict(self._by_person), dict(self._open)
        changed = [c for told in (before, after) for claims in told.values() for c in claims]
        for person in {self._who(c.subject, c) for c in changed if c.stage is not None and c.subject is not None}:
            new._by_person[person] = [c for c in new._by_person.get(person, ()) if c.document.id not in before]
            for document in before:
                new._open.pop((person, document), None)
        touched = new._add(c for claims in after.values() for c in claims)
        for person in touched:
            new._by_person[person].sort(key=lambda c: c.document.id)
        return new

    def _add(self, claims: Iterable[Claim]) -> set[object]:
        people = set()
        for claim in claims:
            if claim.stage is not None and claim.subject is not None:
                person = self._who(claim.subject, claim)
                people.add(person)
                self._by_person.setdefault(person, []).append(claim)
                if claim.polarity == "affirmed" and _is_open(claim.stage):
                    self._open.setdefault((person, claim.document.id), set()).update(_charge(claim) or ())
        return people

    def of(self, claim: Claim) -> Matter:
        """What the claims know of the matter of one: its latest document, ways out, denials."""
        mine: list[Claim] = []
        if claim.stage is not None and claim.subject is not None:
            mine = self._by_person.get(self._who(claim.subject, claim), [])
        same = [c for c in mine if _is_same(c, claim)]
        days = sorted(c.document.published for c in same if c.document.published)
        exits = [c for c in same if c.stage and ontology().stages[c.stage].exit and c.polarity == "affirmed"]
        denials = [c for c in same if c.polarity == "negated" and self._answers(c, claim)]
        return Matter(days[-1] if days else claim.document.published, _told_once(exits), _told_once(denials))

    def _answers(self, denial: Claim, claim: Claim) -> bool:
        """Whether a denial is one of this accusation: "pleaded not guilty" answers what its own document still accuses
        the person of, and no old conviction for something else."""
        charge = _charge(claim)
        if denial.object is not None or denial.subject is None or charge is None:
            return True
        told = self._open.get((self._who(denial.subject, denial), denial.document.id))
        return not told or bool(told & charge)


def _is_open(stage: str) -> bool:
    """Whether the matter still waits for a plea or a verdict."""
    rank = ontology().stages[stage].rank
    return rank is not None and rank < (ontology().stages["pleaded_guilty"].rank or 0)


def _is_same(one: Claim, other: Claim) -> bool:
    """The same offence or incident type; a step without an offence belongs to any matter of the person."""
    charges = [_charge(c) for c in (one, other)]
    return charges[0] is None or charges[1] is None or bool(charges[0] & charges[1])


def _charge(claim: Claim) -> set[str] | None:
    if claim.object is None:
        return None
    kind = claim.object.incident_type or claim.object.name
    return {kind, *(_KIN.get(kind, ()))}


def _told_once(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        found.setdefault((claim.stage, claim.polarity, claim.document.published, claim.innermost.kind), claim)
    return tuple(found.values())
