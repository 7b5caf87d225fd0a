"""What of a ledger is handed on: the filters that every format shares, and what must stay behind.

Confidential and sealed documents, and those under embargo, stay out with everything that rests on them alone, unless
they are named one by one. Protected people are masked unless a recorded decision to show them is made.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from according.errors import SettingError
from according.ledger import ClaimFilter, Ledger, clocks, name_key
from according.linking import Party, find_parties
from according.model import Claim, Document, is_draft
from according.ontology import Mask, Masks, name_forms, ontology, with_relatives_accused
from according.views import Desk

OPEN_HANDLING = ("public", "internal")
REVIEWED = ("accepted", "edited")
SETTLED = ("pleaded_guilty", "convicted", "sentenced")


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters of an export; an empty tuple leaves a filter open.

    Attributes:
        as_of: ISO day; only documents published by then. known_on: ISO day; only what the ledger had recorded by then.
        reviewed: only claims that a person accepted, edited or entered.
        min_origins: only claims that can have at least so many independent origins.
        stages, certainties, kinds: stage, certainty, and kind of the innermost speaker.
        include: ids of documents that are restricted and handed on all the same.
        unmask: show protected people. redact: pseudonyms for all who are neither convicted nor hold a post.
    """

    as_of: str | None = None
    known_on: str | None = None
    reviewed: bool = False
    min_origins: int = 1
    stages: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    unmask: bool = False
    redact: bool = False

    def __post_init__(self) -> None:
        known = ontology()
        for option, given, values in (
            ("--stage", self.stages, known.stages),
            ("--certainty", self.certainties, known.certainty),
            ("--source-kind", self.kinds, known.kinds),
        ):
            for value in given:
                if value not in values:
                    raise SettingError(f"{option} {value!r} is not one of {', '.join(values)}")
        self.given()

    def given(self) -> ClaimFilter:
        """The part of it that the ledger itself is asked with.

        Raises:
            SettingError: if a clock is no day.
        """
        return clocks(self.as_of, self.known_on)


@dataclass(slots=True)
class LeftOut:
    """What an export left behind, and why: reasons with counts."""

    documents: int = 0
    claims: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        told = [f"{self.documents} restricted or embargoed documents"] if self.documents else []
        told += [f"{number} claims {reason}" for reason, number in sorted(self.claims.items())]
        return "left out: " + (", ".join(told) or "nothing")


class HandedDesk(Desk):
    """A desk that sees only documents that may be handed on, and masks by the whole ledger.

    A person whom a restricted document calls a minor is masked in the public ones, too.
    """

    def __init__(self, ledger: Ledger, selection: Selection, *, today: str) -> None:
        super().__init__(ledger, selection.given())
        self.selection = selection
        self._today = today
        self._whole = Desk(ledger)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Newest version of each document that may be handed on; what was restricted later stays out of any day."""
        newest, named = self._whole.documents, self.selection.include
        found = self.ledger.documents(self.given)
        return {d.id: d for d in found if d.id in named or (self._is_open(d) and self._is_open(newest.get(d.id, d)))}

    @cached_property
    def claims(self) -> list[Claim]:
        """Claims of those documents that nobody rejected."""
        found = with_relatives_accused(self.ledger.claims(self.given))
        return [c for c in found if c.review != "rejected" and c.document.id in self.documents]

    @cached_property
    def parties(self) -> list[Party]:
        """Parties as far as those documents tell."""
        candidates = [c for c in self.candidates if c.document in self.documents and not is_draft(c.document)]
        return find_parties(candidates, self.claims, self.documents, linked=self.linked, decisions=self.decisions)

    @cached_property
    def unmasked(self) -> frozenset[str]:
        """People whom a decision, or this export, shows."""
        shown = self.ledger.unmasked(known_on=self.given.known_on)
        if not self.selection.unmask:
            return shown
        protected = {a for c in self._whole.claims for a in (c.subject, c.object, c.qualifiers.by) if a is not None}
        names = {n for a in protected if a.protected for n in (a.name, a.entity) if n}
        names |= {s.source for c in self._whole.claims for s in c.attribution if s.protected}
        return shown | names

    @cached_property
    def masks(self) -> Masks:
        """Masks of every protected person in the ledger; with `redact`, of private people, too."""
        return self._with_pseudonyms(self._whole.masks)

    def _masks_of(self, ids: tuple[str, ...]) -> Masks:
        own = tuple(m for id in ids for m in self._whole.masks_in(id).masks)
        return self._with_pseudonyms(Masks(own, (self._whole.full_names,)))

    def _with_pseudonyms(self, masks: Masks) -> Masks:
        found, beneath = ((), ()) if self.selection.unmask else (masks.masks, masks.beneath)
        if not self.selection.redact:
            return Masks(found, beneath)
        hidden = [m for m in found if m.words]
        return Masks((*hidden, *self._pseudonyms, *(m for m in found if not m.words)), beneath)

    @cached_property
    def _mask_homes(self) -> dict[str, set[str]]:
        return self._whole._mask_homes  # restricted documents may tell of one who is protected in these

    @cached_property
    def _pseudonyms(self) -> tuple[Mask, ...]:
        return tuple(self._pseudonymous())

    def _pseudonymous(self) -> Iterable[Mask]:
        public = {
            name_key(c.subject.name)
            for c in self.claims
            if c.subject is not None
            and c.polarity == "affirmed"
            and (c.stage in SETTLED or (c.predicate == "holds_post" and not c.qualifiers.former))
        }
        people = [p for p in self._whole.parties if p.type == "person"]
        main = {name_key(form): p.name for p in people for form in (p.name, *p.forms)}
        names = {n for p in people for n in (p.name, *p.forms)}
        names |= {a.name for c in self._whole.claims for a in (c.subject, c.object) if a and a.type == "Person"}
        names |= {s.source for c in self._whole.claims for s in c.attribution if s.named and s.kind in _PRIVATE}
        bodies = {k for p in self._whole.parties if p.type != "person" for k in p.keys}
        for name in sorted(names):
            forms = tuple(f for f in name_forms(name) if name_key(f) not in bodies)
            if forms and name_key(name) not in public and name_key(name) not in bodies:
                whose = name_key(main.get(name_key(name), name))
                yield Mask(forms, f"person {hashlib.sha256(whose.encode()).hexdigest()[:6]}")

    def left_out(self) -> int:
        """Documents that stay behind because they are restricted or under embargo."""
        return len(self.ledger.documents(self.given)) - len(self.documents)

    def _is_open(self, document: Document) -> bool:
        embargo = document.embargo_until
        return document.handling in OPEN_HANDLING and (embargo is None or embargo <= self._today)


_PRIVATE = ("suspect", "victim", "witness", "relative", "person")


def select(desk: HandedDesk) -> tuple[list[tuple[Claim, list[Claim]]], LeftOut]:
    """The claims that the filters let through, each with those that say the same, and what was left out."""
    wanted = desk.selection
    left = LeftOut(documents=desk.left_out())
    left.claims["that only restricted documents make"] = sum(
        c.document.id not in desk.documents for c in desk.ledger.claims(desk.given)
    )
    found: list[tuple[Claim, list[Claim]]] = []
    for same in desk.gathered(desk.claims):
        few = desk.origins(same) < wanted.min_origins
        for claim in same:
            reason = "with too few origins" if few else _refused(claim, wanted)
            if reason:
                left.claims[reason] += 1
            else:
                found.append((claim, same))
    left.claims = Counter({reason: number for reason, number in left.claims.items() if number})
    found.sort(key=lambda pair: (pair[0].document.id, pair[0].evidence[0].start, pair[0].id))
    return found, left


def _refused(claim: Claim, wanted: Selection) -> str:
    if wanted.reviewed and claim.review not in REVIEWED:
        return "that nobody reviewed"
    if wanted.stages and claim.stage not in wanted.stages:
        return "of another stage"
    if wanted.certainties and claim.certainty not in wanted.certainties:
        return "of another certainty"
    if wanted.kinds and claim.innermost.kind not in wanted.kinds:
        return "of another kind of speaker"
    return ""
