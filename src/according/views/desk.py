"""What every view needs of a ledger, asked once: claims, parties, matters, origins."""

import gc
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from according.ledger import Candidate, ClaimFilter, Decision, Ledger, Link, Status, made_on, name_key
from according.linking import (
    Copy,
    Origin,
    Party,
    Sheet,
    Step,
    document_origins,
    entity_id,
    find_copies,
    find_incidents,
    find_origins,
    find_parties,
    find_steps,
    find_tellings,
    sheets,
)
from according.model import Argument, Claim, Document, is_draft
from according.ontology import (
    Masks,
    Matter,
    Matters,
    Named,
    accused_at_law,
    folded_words,
    masks_of,
    name_forms,
    ontology,
    people_of_claims,
    phrase,
    with_relatives_accused,
)

from .harm import waiting_in
from .keys import slug
from .lines import Line
from .relations import Relations
from .sayings import Sayings
from .spots import KINDS, Spots

T = TypeVar("T")
HEADINGS = {
    "relations": ("rival_of", "allied_with", "part_of", "split_from"),
    "presence": ("operates_in", "moved_to", "originated_in"),
    "sizes": ("estimated_size",),
}
"""Predicates of what the overview lists, by heading."""
ENDS = ("dismissed", "acquitted", "overturned", "released")
"""Stages at which an accusation falls, or somebody is let go."""
PREPARED = (
    "parties_by_key", "_mask_homes", "_matters", "text_origins",
    "relations", "spots", "sayings", "changes", "status", "by_day", "by_name", "patterns",
)  # fmt: skip
"""Parts of a desk that the first page which needs them would wait for."""


@contextmanager
def resting_collector() -> Iterator[None]:
    """While much is read that has no cycles, the collector of cycles rests: it would go through it again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Desk:
    """A ledger as seen through one filter; reads it once, when first asked."""

    def __init__(self, ledger: Ledger, given: ClaimFilter | None = None) -> None:
        self.ledger = ledger
        self.given = given or ClaimFilter()
        self._made: dict[str, Any] = {}
        self._gathering = threading.Lock()

    def gather(self) -> None:
        """Read what every page needs, while the collector of cycles rests, and set it aside from the collector.

        A picture of many claims has no cycles; a collector that goes through it again and again takes as long as all
        the rest. What is no longer needed is freed at once, since nothing in a desk refers to the desk.
        """
        with self._gathering:
            if "_named" in self.__dict__ and "_about" in self.__dict__:
                return
            gc.collect()  # what is garbage now would be set aside, too
            with resting_collector():
                for part in ("party_of", "_about", "by_document", "name_words", "full_names", "waiting"):
                    getattr(self, part)
                gc.freeze()

    def prepare(self) -> None:
        """Read what only the first page that needs it would, while the collector of cycles rests."""
        with resting_collector():
            for part in PREPARED:
                getattr(self, part)
            gc.freeze()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """A view that is made when first asked for, and kept as long as this desk."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    @cached_property
    def told(self) -> dict[str, list[Claim]]:
        """The claims of each document as the ledger has them, in order of documents."""
        found: dict[str, list[Claim]] = {}
        for claim in self.ledger.claims(self.given, inside=self.documents.values()):
            found.setdefault(claim.document.id, []).append(claim)
        return found

    @cached_property
    def accused(self) -> frozenset[str]:
        """Full names of the people against whom some claim tells a legal step, folded."""
        return accused_at_law(c for claims in self.told.values() for c in claims)

    @cached_property
    def every_claim(self) -> list[Claim]:
        """Claims of the current readings, also those that a person rejected."""
        return with_relatives_accused((c for claims in self.told.values() for c in claims), self.accused)

    @cached_property
    def claims(self) -> list[Claim]:
        """Claims of the current readings that nobody rejected."""
        return [c for c in self.every_claim if c.review != "rejected"]

    @cached_property
    def waiting(self) -> list[Claim]:
        """The claims that nobody decided about, most harmful first."""
        return waiting_in(self.claims)

    @cached_property
    def patterns(self) -> Counter[str]:
        """How many of the waiting claims each pattern of the reader made."""
        return Counter(c.rule for c in self.waiting if c.rule)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Newest version of each document, by id."""
        return {d.id: d for d in self.ledger.documents(self.given)}

    @cached_property
    def parties(self) -> list[Party]:
        """Who and what the documents name, gathered across documents."""
        told = [c for c in self.candidates if not is_draft(c.document)]
        return find_parties(told, self.claims, self.documents, linked=self.linked, decisions=self.decisions)

    @cached_property
    def linked(self) -> dict[int, Link]:
        """What linking had found by the day that the desk knows of, by the row of a candidate."""
        return self.ledger.linked(known_on=self.given.known_on)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Decisions in force on the day that the desk knows of, oldest first."""
        return self.ledger.decisions(known_on=self.given.known_on)

    @cached_property
    def named(self) -> list[Candidate]:
        """Who and what each document names, as the ledger has it."""
        return self.ledger.candidates(None, self.given)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who and what each document names, before linking; a relative who stands accused is no mere relative."""
        return [
            replace(c, protected=None) if c.protected == "relative" and c.name.casefold() in self.accused else c
            for c in self.named
        ]

    def candidates_in(self, document: str) -> list[Candidate]:
        """Who and what one document names."""
        return self._candidates.get(document, [])

    @cached_property
    def _candidates(self) -> dict[str, list[Candidate]]:
        found: dict[str, list[Candidate]] = {}
        for candidate in self.candidates:
            found.setdefault(candidate.document, []).append(candidate)
        return found

    @cached_property
    def party_of(self) -> dict[str, Party]:
        """The party of each document's entity."""
        return {entity: party for party in self.parties for entity in party.entities}

    def named_alike(self, party: Party) -> list[Party]:
        """Other parties that bear one of its names."""
        found = {id(p): p for key in party.keys for p in self.parties_by_key.get(key, ()) if p is not party}
        return list(found.values())

    @cached_property
    def parties_by_key(self) -> dict[str, list[Party]]:
        """The parties that bear a name, by the name as it is compared."""
        found: dict[str, list[Party]] = {}
        for party in self.parties:
            for key in party.keys:
                found.setdefault(key, []).append(party)
        return found

    @cached_property
    def entity_by_slug(self) -> dict[str, str]:
        """An entity of a party by its short name in addresses."""
        return {slug(entity): entity for entity in self.party_of}

    @cached_property
    def document_by_slug(self) -> dict[str, str]:
        """A document's id by its short name in addresses."""
        return {slug(id): id for id in self.documents}

    @cached_property
    def name_words(self) -> list[tuple[str, int]]:
        """The words of all names as they are compared, each with its party's place, sorted: an index by beginning."""
        return sorted({(w, n) for n, party in enumerate(self.parties) for key in party.keys for w in key.split()})

    def is_told_of(self, party: Party) -> bool:
        """Whether any claim is about the party."""
        return any(entity in self._about for entity in party.entities)

    @cached_property
    def unmasked(self) -> frozenset[str]:
        """Protected people whom a decision shows."""
        return self.ledger.unmasked(known_on=self.given.known_on)

    @cached_property
    def masks(self) -> Masks:
        """The masks of every protected person in the ledger, for words that belong to no one document."""
        found = (m for d in self.documents for m in self._own_masks(d).masks if m.words)
        return Masks(tuple(found))

    def masks_in(self, *documents: str) -> Masks:
        """The masks of everybody protected whom these documents name.

        A full name that is masked in one document is masked in all; a first name or surname only where its document
        names the person.
        """
        ids = tuple(dict.fromkeys(documents))
        if ids not in self._masks:
            self._masks[ids] = self._masks_of(ids)
        return self._masks[ids]

    @cached_property
    def _masks(self) -> dict[tuple[str, ...], Masks]:
        return {}

    def _masks_of(self, ids: tuple[str, ...]) -> Masks:
        own = [masks for id in ids if (masks := self._own_masks(id)).masks]
        if not own:
            return self.full_names
        return own[0].over(self.full_names) if len(own) == 1 else Masks((), (*own, self.full_names))

    @cached_property
    def full_names(self) -> Masks:
        """Names of two words and more of everybody protected in the ledger."""
        full = (replace(m, forms=tuple(f for f in m.forms if " " in f.strip())) for m in self.masks.masks)
        return Masks(tuple(m for m in full if m.forms))

    def _own_masks(self, document: str) -> Masks:
        if document not in self._own:
            self._own[document] = masks_of(self._named.get(document, ()), self.unmasked)
        return self._own[document]

    @cached_property
    def _own(self) -> dict[str, Masks]:
        return {}

    @cached_property
    def people(self) -> dict[str, list[Named]]:
        """Whom and what each document names, in its reading and in its claims."""
        documents = dict.fromkeys((*(c.document for c in self.candidates), *(c.document.id for c in self.claims)))
        return {document: self.people_in(document) for document in documents}

    def people_in(self, document: str) -> list[Named]:
        """Whom and what one document names."""
        here = [Named(c.name, c.forms, c.protected, c.id, c.type == "person") for c in self.candidates_in(document)]
        return here + [p for c in self.by_document.get(document, ()) for p in people_of_claims((c,))]

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why people are protected, by their full names as they are compared."""
        return {key: reason for people in self.people.values() for key, reason in protected_among(people)}

    @cached_property
    def _named(self) -> dict[str, list[Named]]:
        """Whom and what each document names; who is protected in one document is so in all that give the full name."""
        return {document: protected_by(self.reasons, people) for document, people in self.people.items()}

    def about(self, party: Party) -> list[Claim]:
        """Claims in which the party is subject or object."""
        found = {id(c): c for entity in party.entities for c in self._about.get(entity, ())}
        return sorted(found.values(), key=lambda c: (c.document.id, c.evidence[0].start))

    def said_by(self, party: Party) -> list[Claim]:
        """Claims in whose chain of speakers the party stands."""
        found = {id(c): c for entity in party.entities for c in self._spoken.get(entity, ())}
        return sorted(found.values(), key=lambda c: (c.document.id, c.evidence[0].start))

    @cached_property
    def _spoken(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for entity in {s.entity for s in claim.attribution if s.entity}:
                found.setdefault(entity, []).append(claim)
        return found

    @cached_property
    def _about(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for side in (claim.subject, claim.object):
                if side is not None:
                    found.setdefault(entity_id(side, claim.document.id), []).append(claim)
        return found

    @cached_property
    def lost_decisions(self) -> list[Decision]:
        """Decisions on statements that no current reading makes any more."""
        about = [d for d in self.decisions if d.kind in ("accept", "reject", "edit")]
        quotes = {d.made_on[0] for d in about if d.made_on}
        standing = {made_on(c) for c in self.every_claim if c.evidence[0].quote in quotes} if quotes else set()
        edited = {c.id for c in self.every_claim if c.review == "edited"} if about else set()
        return [d for d in about if d.made_on not in standing and d.target not in edited]

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def by_document(self) -> dict[str, list[Claim]]:
        """The claims of each document, in the order of its text."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.document.id, []).append(claim)
        return found

    def lines(self, claims: Iterable[Claim]) -> list[Line]:
        """The claims in words, those that say the same gathered into one line, in order of publication."""
        return self.first_lines(claims, None)[0]

    def first_lines(self, claims: Iterable[Claim], most: int | None) -> tuple[list[Line], int]:
        """The first of the lines (all if None), and how many there are: what a page does not show is not worded."""
        told = self.said(claims)
        return [self.line(*one) for one in told.first(most)], len(told)

    def said(self, claims: Iterable[Claim]) -> Sayings:
        """What the claims say, those that say the same together."""
        return Sayings(claims, partial(_sameness, self.party_of))

    def gathered(self, claims: Iterable[Claim]) -> list[list[Claim]]:
        """The claims, those that say the same together."""
        gathered: dict[tuple[object, ...], list[Claim]] = {}
        for claim in claims:
            gathered.setdefault(_sameness(self.party_of, claim), []).append(claim)
        return list(gathered.values())

    def shown(self, words: str | None, *documents: str) -> str:
        """Any words as they may be shown; `documents` are those they come from, all if none is given."""
        if not documents:
            return self.masks.hide(words or "")
        return self.masks_in(*self._hiding(words or "", documents)).hide(words or "")

    def _hiding(self, words: str, documents: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the documents whose own masks may matter for the words: a group is named in thousands, and in few of
        them is anybody masked whose name begins with a word of the group's."""
        if len(documents) == 1:
            return documents
        homes = [found for word in folded_words(words) if (found := self._mask_homes.get(word))]
        here = set[str]().union(*homes)
        return tuple(d for d in documents if d in here) if here else ()

    def name(self, party: Party) -> str:
        """The party's name as it may be shown."""
        key = party.entities[0]
        if key not in self._names_shown:
            self._names_shown[key] = self.shown(party.name, *party.documents)
        return self._names_shown[key]

    @cached_property
    def _names_shown(self) -> dict[str, str]:
        return {}

    @cached_property
    def _mask_homes(self) -> dict[str, set[str]]:
        """The documents that mask, or expressly show, a name that begins with a word."""
        found: dict[str, set[str]] = {}
        for document in self.documents:
            for word in self._own_masks(document).first_words:
                found.setdefault(word, set()).add(document)
        return found

    def address(self, words: str | None, document: str) -> str:
        """An id, file name or URL of a document as it may be shown."""
        return self.masks_in(document).hide(words or "", address=True)

    def title(self, document: str) -> str:
        """The title of a document as it may be shown, else its id."""
        known = self.documents.get(document)
        if known is not None and known.title:
            return self.shown(known.title, document)
        return self.address(document, document)

    def line(self, claim: Claim, same: Sequence[Claim] = ()) -> Line:
        """One claim in words; with those that say the `same`, of which it is the first, the line of them all."""
        same = same or (claim,)
        matter = self.matter(claim)
        where = dict.fromkeys(c.document.id for c in (claim, *matter.exits, *matter.denials))
        masks = self.masks_in(*where)
        worded = phrase(claim, matter, unmasked=self.unmasked, masks=masks)
        kinds = ontology().kinds
        return Line(
            claim.id, masks.hide(worded.text), masks.hide(worded.speaker), masks.hide(worded.statement), worded.stage,
            worded.certainty, worded.day, masks.hide(worded.outcome), worded.quote, worded.redacted,
            claim.document.id, self.title(claim.document.id), claim.document.publisher or "",
            claim.document.published or "", claim.evidence[0].start, claim.evidence[0].end, claim.predicate,
            claim.polarity, claim.review, bool(claim.superseded_by), claim.extractor.confidence, len(same),
            self.origins(same), tuple(dict.fromkeys(kinds[c.innermost.kind] for c in same)),
            _way_out(claim, matter), self._names(claim),
        )  # fmt: skip

    def _names(self, claim: Claim) -> tuple[tuple[str, str], ...]:
        """Whoever of the claim has a profile; a protected person's is not linked to."""
        found = {}
        for argument in (claim.subject, claim.object):
            party = self.party_of.get(entity_id(argument, claim.document.id)) if argument is not None else None
            if party is not None and not party.protected:
                found[party.entities[0]] = self.shown(party.name, claim.document.id)
        return tuple((name, key) for key, name in found.items())

    # --- matters ----------------------------------------------------------------------------------------------------

    def matter(self, claim: Claim) -> Matter:
        """What else the ledger knows of the matter: its latest document, ways out, denials."""
        return self._matters.of(claim)

    @cached_property
    def _matters(self) -> Matters:
        return Matters(self.claims, partial(_who, self.party_of))

    def party(self, argument: Argument, claim: Claim) -> Party | None:
        """Whom or what a side of a claim stands for, None if it is nobody known."""
        return _party(self.party_of, argument, claim)

    def who(self, argument: Argument | None, claim: Claim) -> object:
        """What tells a side of a claim from others: its party if it has one, else its name."""
        return _who(self.party_of, argument, claim)

    # --- origins ----------------------------------------------------------------------------------------------------

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """What documents are compared by, by id."""
        return {s.id: s for s in sheets(self.documents.values())}

    @cached_property
    def relations(self) -> Relations:
        """What is said between two, by pair."""
        return Relations(self.claims, partial(_party, self.party_of))

    @cached_property
    def sayings(self) -> dict[str, Sayings]:
        """What the overview lists, by heading."""
        return {heading: self.said(c for c in self.claims if c.predicate in told) for heading, told in HEADINGS.items()}

    @cached_property
    def changes(self) -> Sayings:
        """Corrections and ways out, with what they replace."""
        exits = [c for c in self.claims if c.superseded_by or c.stage in ENDS]
        replacing = {later for c in exits for later in c.superseded_by}
        return self.said([*exits, *(c for c in self.claims if c.id in replacing)])

    @cached_property
    def status(self) -> Status:
        """Counts of what is in the ledger and what is not, by the day that the desk knows of; decisions in force."""
        return replace(self.ledger.status(known_on=self.given.known_on), decisions=len(self.decisions))

    @cached_property
    def by_day(self) -> list[Document]:
        """The documents in order of publication."""
        return sorted(self.documents.values(), key=lambda d: (d.published or "9999", d.id))

    @cached_property
    def by_name(self) -> dict[str, list[Party]]:
        """The parties of each type whose names are listed, in the order of the names that are shown.

        No protected person is among them, and none whom only a description or a single name tells.
        """
        found: dict[str, list[Party]] = {}
        for party in self.parties:
            if party.type != "person" or (not party.protected and _is_full_name(party.name)):
                found.setdefault(party.type, []).append(party)
        return {type: sorted(parties, key=lambda p: self.name(p).casefold()) for type, parties in found.items()}

    @cached_property
    def spots(self) -> dict[str, Spots]:
        """What the map draws, by kind."""
        return {kind: Spots(c for c in self.claims if c.predicate in told) for kind, told in KINDS.items()}

    @cached_property
    def incident_of(self) -> dict[str, str]:
        """The incident of each document's main event; the same for documents that tell the same event."""
        return find_incidents(find_tellings(self.sheets.values(), self.claims), self.copies)[0]

    def steps_in(self, documents: Iterable[str]) -> dict[str, Step]:
        """How far in law documents say their matters have got against each of their people, by entity id.

        Args:
            documents: with any of them, all that its people stand in: whom one accuses, another may only name.
        """
        ids = [d for d in dict.fromkeys(documents) if d in self.documents]
        people = [c for d in ids for c in self.candidates_in(d) if c.type == "person" and c.id in self.party_of]
        forms = {c.id: (c.name, *c.forms) for c in people}
        party_of = {c.id: self.party_of[c.id].entities[0] for c in people}
        pages = {s.id: s for s in sheets(self.documents[d] for d in ids)}
        return find_steps(pages, (c for d in ids for c in self.by_document.get(d, ())), forms, party_of)

    @cached_property
    def copies(self) -> list[Copy]:
        """Documents that carry one text, and later releases of one matter, two by two."""
        return find_copies(sheets(self.documents.values()))  # sheets keep what they were compared by: these are let go

    @cached_property
    def text_origins(self) -> dict[str, str]:
        """The origin of each document's text: the same for copies, re-issues and translations."""
        return document_origins(self.documents, self.copies)

    @cached_property
    def _copy_reasons(self) -> dict[str, str]:
        return {f"{c.one} {c.other}": f"{c.kind}: {c.why}" for c in self.copies}

    def origins_of(self, claims: Sequence[Claim]) -> list[Origin]:
        """Claims that say the same, gathered by the source that they may all go back to, with the reasons."""
        return find_origins(claims, self.text_origins, self._copy_reasons)

    def origins(self, claims: Sequence[Claim]) -> int:
        """The most independent origins that the claims can have: copies, and repeats of one source, count once."""
        return 1 if len(claims) == 1 else len(self.origins_of(claims))


def _is_full_name(name: str) -> bool:
    """Whether this is a name and not a description ("a woman"); single names lead nowhere in a list."""
    return any(" " in form for form in name_forms(name))


def _party(party_of: Mapping[str, Party], argument: Argument, claim: Claim) -> Party | None:
    return party_of.get(entity_id(argument, claim.document.id))


def _who(party_of: Mapping[str, Party], argument: Argument | None, claim: Claim) -> object:
    if argument is None:
        return None
    party = party_of.get(entity_id(argument, claim.document.id))
    return id(party) if party is not None else argument.entity or name_key(argument.name)


def _sameness(party_of: Mapping[str, Party], claim: Claim) -> tuple[object, ...]:
    """Equal for claims that say the same."""
    sides = tuple(_who(party_of, a, claim) for a in (claim.subject, claim.object))
    if claim.object is not None and claim.object.type == "Incident":
        sides = (sides[0], claim.document.id, claim.object.entity)
    return (claim.predicate, *sides, claim.stage, claim.polarity, claim.certainty, bool(claim.superseded_by))


def ends_of(stage: str | None) -> tuple[str, ...]:
    """The stages that end a matter which has got to a stage; being let go ends nothing."""
    settled = stage in ("pleaded_guilty", "convicted", "sentenced")
    return ("overturned",) if settled else ("dismissed", "acquitted", "overturned")


def _way_out(claim: Claim, matter: Matter) -> str:
    """The label of the latest end of the claim's matter, told no earlier than the claim; being let go ends nothing."""
    ends = ends_of(claim.stage)
    told = claim.document.published or ""
    outs = [e for e in matter.exits if e.id != claim.id and e.stage in ends and (e.document.published or "9") >= told]
    if (
        not outs
        or claim.polarity == "negated"
        or claim.superseded_by
        or (claim.stage is not None and ontology().stages[claim.stage].exit)
    ):
        return ""
    latest = max(outs, key=lambda e: e.document.published or "")
    return ontology().stages[latest.stage or ""].label


def protected_among(people: Iterable[Named]) -> list[tuple[str, str]]:
    """Those who are protected and named in full: the name as it is compared, and why."""
    return [(name_key(p.name), p.protected) for p in people if p.protected and " " in name_key(p.name)]


def protected_by(reasons: Mapping[str, str], people: Iterable[Named]) -> list[Named]:
    """The people, protected where somebody of their full name is."""
    return [replace(p, protected=p.protected or reasons.get(name_key(p.name))) if p.person else p for p in people]
