"""The one loader of the data files in `ontology/data`: predicates, stages, certainty, kinds and vocabularies.

The files are the single source of truth for what CLAIMS.md allows; nothing here knows a value by name except the
ladder's rules.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from according.errors import ContractError
from according.model import Argument, Claim

ARGUMENT_TYPES = (
    "Person",
    "People",
    "Group",
    "Organization",
    "Place",
    "Incident",
    "Offence",
    "Activity",
    "Term",
    "Value",
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate of CLAIMS.md §3; an empty `object` means that the object is always null.

    `roles` holds the words for a role that changes what the sentence says.
    """

    name: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    qualifiers: tuple[str, ...]
    ftm: str
    stage: str
    symmetric: bool
    words: str
    negated: str
    former: str | None
    bare: str | None
    roles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of CLAIMS.md §4; `rank` 1..10 on the ladder, None for ways out and `stated`."""

    name: str
    rank: int | None
    exit: bool
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """All vocabularies, read once."""

    predicates: dict[str, Predicate]
    stages: dict[str, Stage]
    certainty: dict[str, str]
    certainty_strength: dict[str, int]
    kinds: dict[str, str]
    incidents: dict[str, str]
    offences: dict[str, str]
    protection: dict[str, str]
    titles: frozenset[str]

    def further(self, stage: str, other: str) -> bool:
        """Whether `stage` is further along the ladder than `other`; ways out and `stated` are never compared."""
        a, b = self.stages[stage].rank, self.stages[other].rank
        return a is not None and b is not None and a > b


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def ontology() -> Ontology:
    """The ontology, read from its data files on first use."""
    certainty, stages = _read("certainty"), _read("stages")
    return Ontology(
        predicates={name: _predicate(name, entry) for name, entry in _read("predicates").items()},
        stages={
            name: Stage(name, entry.get("rank"), entry.get("exit", False), entry["label"], entry["words"])
            for name, entry in stages.items()
        },
        certainty={name: entry["words"] for name, entry in certainty.items()},
        certainty_strength={name: entry["strength"] for name, entry in certainty.items()},
        kinds={name: entry["words"] for name, entry in _read("kinds").items()},
        incidents=_read("incidents"),
        offences=_read("offences"),
        protection=_read("protection"),
        titles=frozenset(_read("titles")["before_names"]),
    )


def _predicate(name: str, entry: dict[str, Any]) -> Predicate:
    return Predicate(
        name=name,
        subject=tuple(entry["subject"]),
        object=tuple(entry["object"]),
        qualifiers=tuple(entry["qualifiers"]),
        ftm=entry["ftm"],
        stage=entry["stage"],
        symmetric=entry.get("symmetric", False),
        words=entry["words"],
        negated=entry["negated"],
        former=entry.get("former"),
        bare=entry.get("bare"),
        roles=entry.get("roles", {}),
    )


def check_claim(claim: Claim, text: str) -> None:
    """Hold a claim against CLAIMS.md and against the stored text of its document.

    Raises:
        ContractError: names the field that breaks the contract and its value.
    """
    known = ontology()
    predicate = known.predicates.get(claim.predicate)
    if predicate is None:
        raise ContractError(f"claim {claim.id}: predicate {claim.predicate!r} is not in the ontology")
    _check_argument(claim, "subject", claim.subject, predicate.subject)
    _check_argument(claim, "object", claim.object, predicate.object)
    if claim.stage is not None and claim.stage not in known.stages:
        raise ContractError(f"claim {claim.id}: stage {claim.stage!r} is not in the ontology")
    if predicate.stage == "required" and claim.stage is None:
        raise ContractError(f"claim {claim.id}: {claim.predicate} needs a stage")
    if predicate.stage == "never" and claim.stage is not None:
        raise ContractError(f"claim {claim.id}: {claim.predicate} takes no stage, got {claim.stage!r}")
    for speaker in claim.attribution:
        for one in (speaker, *speaker.also):
            if one.kind not in known.kinds:
                raise ContractError(f"claim {claim.id}: kind of speaker {one.kind!r} is not in the ontology")
    for item in claim.evidence:
        if text[item.start : item.end] != item.quote:
            raise ContractError(
                f"claim {claim.id}: the quote at {item.start}..{item.end} is not verbatim in the document"
            )


def _check_argument(claim: Claim, side: str, argument: Argument | None, allowed: tuple[str, ...]) -> None:
    if argument is None:
        return
    known = ontology()
    if argument.type not in allowed:
        raise ContractError(f"claim {claim.id}: {side} of {claim.predicate} cannot be a {argument.type}")
    if argument.type in ("Offence", "Activity") and argument.name not in known.offences:
        raise ContractError(f"claim {claim.id}: {argument.name!r} is not in the offence vocabulary")
    if argument.type == "Incident" and argument.incident_type not in known.incidents:
        raise ContractError(f"claim {claim.id}: incident type {argument.incident_type!r} is not in the ontology")
    if argument.protected is not None and argument.protected not in known.protection:
        raise ContractError(f"claim {claim.id}: {argument.protected!r} is not a reason for protection")
