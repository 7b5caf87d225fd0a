"""A desk made from another: after decisions, and as of a day. What a change cannot touch is kept, not gathered again.

Each part that is kept is compared by what it is made of, so that the new desk is the one that reading everything anew
would give (`tests/views/test_renewal.py` holds it to that).
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from according.ledger import ClaimFilter
from according.linking import entity_id, shaping
from according.model import Claim
from according.ontology import accused_at_law, with_relatives_accused

from .desk import ENDS, HEADINGS, Desk, protected_among, protected_by
from .harm import harm, waiting_in
from .kept import Layered, replaced
from .spots import KINDS

READ = ("documents", "by_day", "document_by_slug", "named", "sheets", "copies", "text_origins", "_copy_reasons")
"""What rests on the documents and their readings alone."""
PARTIES = ("parties", "party_of", "entity_by_slug", "parties_by_key", "name_words")
MASKS = ("masks", "full_names", "_mask_homes")


def renewed(desk: Desk, documents: Collection[str], *, relinked: bool = False, unmasked: bool = False) -> Desk:
    """The desk after decisions: only these documents' claims are read again.

    Args:
        relinked: whether who is one was decided or found anew. unmasked: whether a protected name was, or is no more.
    """
    new = _begun(desk, desk.given)
    _keep(desk, new, READ if relinked else (*READ, "linked"))
    fresh = {d: _claims(desk, d) for d in documents if d in desk.documents}
    told = {**desk.told, **fresh}
    new.__dict__["told"] = told if fresh.keys() <= desk.told.keys() else dict(sorted(told.items()))
    if any(accused_at_law(desk.told.get(d, ())) != accused_at_law(claims) for d, claims in fresh.items()):
        return new
    new.__dict__["accused"] = desk.accused
    lifted = {d: with_relatives_accused(claims, desk.accused) for d, claims in fresh.items()}
    new.__dict__["every_claim"] = replaced(desk.every_claim, lifted)
    _keep(desk, new, ("candidates", "_candidates"))
    standing = {d: [c for c in claims if c.review != "rejected"] for d, claims in lifted.items()}
    before = {d: desk.by_document.get(d, []) for d in lifted}
    _keep_claims(desk, new, before, standing)
    names = {d: {c.id for c in desk.candidates_in(d)} for d in lifted}
    if not relinked and all(shaping(before[d], names[d]) == shaping(standing[d], names[d]) for d in lifted):
        _keep(desk, new, PARTIES)
        _keep_gathered(desk, new, before, standing)
    if "status" in desk.__dict__:
        more = sum(len(claims) - len(desk.told.get(d, ())) for d, claims in fresh.items())
        status = replace(
            desk.status, claims=desk.status.claims + more, decisions=len(new.decisions),
            last_recorded=desk.ledger.last_recorded(known_on=desk.given.known_on),
        )  # fmt: skip
        new.__dict__["status"] = status
    _keep_masks(desk, new, lifted, unmasked=unmasked)
    return new


def narrowed(desk: Desk, day: str) -> Desk:
    """The desk of what was published until a day, from the desk of all days; the same as one that reads it so."""
    new = _begun(desk, replace(desk.given, as_of=day))
    several = desk.ledger.changed_documents()
    older = {d.id: d for id in sorted(several) for d in desk.ledger.documents(replace(new.given, document=id))}
    seen = {id: d for id, d in desk.documents.items() if id not in several and d.published and d.published <= day}
    documents = dict(sorted({**seen, **older}.items()))
    told = {id: claims for id, claims in desk.told.items() if id in seen}
    told |= {id: claims for id in older if (claims := desk.ledger.claims(replace(new.given, document=id)))}
    named = [c for c in desk.named if c.document in seen]
    named += [c for id in older for c in desk.ledger.candidates(None, replace(new.given, document=id))]
    new.__dict__["documents"] = documents
    new.__dict__["told"] = dict(sorted(told.items()))
    new.__dict__["named"] = sorted(named, key=lambda c: (c.document, c.row))
    return new


def _begun(desk: Desk, given: ClaimFilter) -> Desk:
    return type(desk)(desk.ledger, given)


def _keep(old: Desk, new: Desk, names: Iterable[str]) -> None:
    new.__dict__.update({name: old.__dict__[name] for name in names if name in old.__dict__})


def _claims(desk: Desk, document: str) -> list[Claim]:
    return desk.ledger.claims(replace(desk.given, document=document), inside=[desk.documents[document]])


def _keep_claims(old: Desk, new: Desk, before: dict[str, list[Claim]], standing: dict[str, list[Claim]]) -> None:
    """The claims by document and by whom they are about, with what changed in its place."""
    by_document = {**old.by_document, **standing}
    for document in [d for d, claims in standing.items() if not claims]:
        del by_document[document]
    new.__dict__["by_document"] = by_document
    if "claims" in old.__dict__:
        new.__dict__["claims"] = replaced(old.claims, standing)
    if "by_id" in old.__dict__:
        gone = {c.id: None for claims in before.values() for c in claims}
        new.__dict__["by_id"] = Layered(old.by_id, gone | {c.id: c for claims in standing.values() for c in claims})
    if "waiting" in old.__dict__:
        waiting = _without(old.waiting, (c for claims in before.values() for c in claims))
        for claim in waiting_in(c for claims in standing.values() for c in claims):
            insort(waiting, claim, key=harm)
        new.__dict__["waiting"] = waiting
    if "patterns" in old.__dict__:
        patterns = Counter(old.patterns)
        for told, number in ((before, -1), (standing, 1)):
            for claim in waiting_in(c for claims in told.values() for c in claims):
                patterns[claim.rule] += number if claim.rule else 0
        new.__dict__["patterns"] = +patterns
    if "_about" not in old.__dict__:
        return
    about: Mapping[str, list[Claim]] = old.__dict__["_about"]
    touched: dict[str, list[Claim]] = {}
    for claims in before.values():
        touched |= {e: [] for claim in claims for e in _entities(claim)}
    for claims in standing.values():
        for claim in claims:
            for entity in _entities(claim):
                touched.setdefault(entity, []).append(claim)
    for entity, claims in touched.items():
        kept = [c for c in about.get(entity, ()) if c.document.id not in before]
        touched[entity] = sorted([*kept, *claims], key=lambda c: c.document.id)
    new.__dict__["_about"] = Layered(about, {entity: claims or None for entity, claims in touched.items()})


def _keep_gathered(old: Desk, new: Desk, before: dict[str, list[Claim]], standing: dict[str, list[Claim]]) -> None:
    """What claims come to by person, pair, place and heading, where who is a party has not changed."""

    def of(predicates: Collection[str]) -> tuple[dict[str, list[Claim]], dict[str, list[Claim]]]:
        sides = [
            {d: [c for c in t if c.predicate in predicates] for d, t in told.items()} for told in (before, standing)
        ]
        return sides[0], sides[1]

    kept = old.__dict__
    new.__dict__ |= {part: kept[part].renewed(before, standing) for part in ("_matters", "relations") if part in kept}
    if "spots" in kept:
        new.__dict__["spots"] = {kind: old.spots[kind].renewed(*of(told)) for kind, told in KINDS.items()}
    if "sayings" in kept:
        new.__dict__["sayings"] = {name: old.sayings[name].renewed(*of(told)) for name, told in HEADINGS.items()}
    ends = any(c.superseded_by or c.stage in ENDS for claims in standing.values() for c in claims)
    if "changes" in kept and not ends and not old.changes.has_of(before):
        new.__dict__["changes"] = old.changes


def _without(waiting: Sequence[Claim], gone: Iterable[Claim]) -> list[Claim]:
    """The waiting claims, in their order, but for some; each is found by its place in the order."""
    kept = list(waiting)
    for claim in gone:
        at = bisect_left(kept, harm(claim), key=harm)
        while at < len(kept) and kept[at] is not claim and harm(kept[at]) == harm(claim):
            at += 1
        if at < len(kept) and kept[at] is claim:
            del kept[at]
    return kept


def _entities(claim: Claim) -> list[str]:
    return [entity_id(side, claim.document.id) for side in (claim.subject, claim.object) if side is not None]


def _keep_masks(old: Desk, new: Desk, documents: Collection[str], *, unmasked: bool) -> None:
    """Whom documents name and what is masked in them; masks are kept where they come out the same."""
    if "people" not in old.__dict__:
        return
    fresh = {d: new.people_in(d) for d in documents}
    new.__dict__["people"] = {**old.people, **fresh}
    if any(protected_among(old.people.get(d, ())) != protected_among(people) for d, people in fresh.items()):
        return
    _keep(old, new, ("reasons",))
    if "_named" in old.__dict__:
        own = {d: protected_by(old.reasons, people) for d, people in fresh.items()}
        new.__dict__["_named"] = {**old.__dict__["_named"], **own}
    if unmasked:
        return
    _keep(old, new, ("unmasked",))
    new.__dict__["_own"] = dict(old._own)
    for document in fresh:
        new._own.pop(document, None)
    if all(old._own_masks(d) == new._own_masks(d) for d in fresh):
        _keep(old, new, MASKS)
        new.__dict__["_masks"] = dict(old._masks)
        if new.__dict__.get("parties") is old.__dict__.get("parties"):
            _keep(old, new, ("_names_shown", "by_name"))
