"""A desk that is renewed after decisions, or narrowed to a day, is the one that reading everything anew would give."""

import gc
import weakref
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from according.ledger import ClaimFilter, Ledger
from according.linking import link_new
from according.model import Argument, Speaker
from according.ontology import Masks
from according.views import (
    Asked,
    Desk,
    atlas,
    contradictions,
    document_page,
    network,
    overview,
    profile,
    queue,
    timeline,
)
from according.views.renewal import narrowed
from according.web.desks import Desks
from tests.factory import argument, claim, document, reading

STORIES = {
    "a": ("2023-05-01", "Marten Oyelaran was charged with robbery, police said.\nHarbor Nine fights the Corvinos."),
    "b": ("2024-03-11", "Marten Oyelaran was charged with robbery, police said.\nNadia Roth saw it."),
    "c": ("2024-06-02", "Marten Oyelaran was acquitted of robbery, a jury found.\nPetra Oyelaran is his sister."),
}  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two stories with one sentence, an acquittal; groups, a name that no reading has, a witness and a relative."""
    with Ledger.open(tmp_path / "renewal.ledger", create=True) as opened:
        for id, (day, text) in STORIES.items():
            page = document(text, id=id, published=day)
            man = argument("Marten Oyelaran", inside=page, entity=f"{id}#0")
            told = [claim(page, subject=man)]
            if id == "a":
                nine = argument("Harbor Nine", "Group", inside=page)
                told.append(claim(page, predicate="rival_of", stage=None, subject=nine,
                                  object=argument("Corvinos", "Group", inside=page)))  # fmt: skip
                told.append(claim(page, predicate="alias_of", stage=None, subject=nine, object=Argument("Term", "H9")))
            if id == "b":
                witness = Speaker("witness", "Nadia Roth", entity="b#1", named=True, protected="witness")
                told.append(claim(page, predicate="member_of", stage=None, subject=man, attribution=(witness,),
                                  object=argument("Harbor Nine", "Group")))  # fmt: skip
            if id == "c":
                told = [claim(page, subject=man, stage="acquitted", attribution=(Speaker("court_record", "a jury"),))]
                sister = argument("Petra Oyelaran", inside=page, entity="c#1", protected="relative")
                told.append(claim(page, predicate="family_of", stage=None, subject=sister, object=man))
            names = ("Marten Oyelaran", *{"b": ("Nadia Roth",), "c": ("Petra Oyelaran",)}.get(id, ()))
            found = reading(page, *names)
            if id != "a":
                protected = {"b": "witness", "c": "relative"}[id]
                found = replace(found, entities=(found.entities[0], replace(found.entities[1], protected=protected)))
            opened.put(page, text.encode(), told, reading=found)
        yield opened


def seen(desk: Desk) -> object:
    """Everything that pages show of a desk."""
    return (
        asdict(overview(desk)), asdict(queue(desk)), asdict(timeline(desk)), asdict(atlas(desk)),
        asdict(network(desk, Asked())),
        [asdict(c) for c in contradictions(desk)], [asdict(document_page(desk, d)) for d in desk.documents],
        [asdict(profile(desk, p)) for p in desk.parties], desk.masks, desk.name_words,
        [desk.masks_in(d) for d in desk.documents], [c.id for c in desk.every_claim], [c.id for c in desk.waiting],
        desk.patterns,
        [c.id for c in desk.claims], sorted(desk.by_id), desk.entity_by_slug, desk.relations.pairs,
        {key: sorted(pairs) for key, pairs in desk.relations.of.items()}, desk.relations.parties,
        {kind: (told.at, told.unplaced, +told.spans, told.unreviewed) for kind, told in desk.spots.items()},
    )  # fmt: skip


DECISIONS = (
    "accept",
    "reject",
    "reject alias",
    "reject lone group",
    "edit",
    "edit accuses",
    "enter",
    "merge",
    "unmask",
)


def decide(ledger: Ledger, what: str) -> None:
    """Make the decision of that name."""
    by = {(c.document.id, c.predicate): c for c in ledger.claims()}
    charge, kin = by["b", "accused_of"], by["c", "family_of"]
    how = {"author": "Ana", "reason": "read it"}
    if what in ("accept", "reject"):
        ledger.decide(what, charge, **how)
    elif what == "reject alias":
        ledger.decide("reject", by["a", "alias_of"], **how)
    elif what == "reject lone group":
        ledger.decide("reject", by["a", "rival_of"], **how)
    elif what == "edit":
        ledger.edit(charge, replace(charge, stage="accused"), **how)
    elif what == "edit accuses":
        sister = replace(kin.subject, protected="relative")
        ledger.edit(kin, replace(kin, predicate="accused_of", subject=sister, object=charge.object, stage="charged",
                                 attribution=charge.attribution), **how)  # fmt: skip
    elif what == "enter":
        page = ledger.document("a")
        ledger.enter(claim(page, predicate="engages_in", stage=None, subject=argument("Quay Boys", "Group"),
                           object=Argument("Activity", "robbery")), **how)  # fmt: skip
    elif what == "merge":
        ledger.decide_identity("merge", ("a", "Marten Oyelaran"), ("c", "Marten Oyelaran"), **how)
        link_new(ledger)
    else:
        ledger.decide("unmask", target="Nadia Roth", **how)


CLOCKS = {
    "now": ClaimFilter(),
    "as of a day": ClaimFilter(as_of="2024-04-01"),
    "known on the last day": ClaimFilter(known_on="9999-12-31"),
    "known on an earlier day": ClaimFilter(known_on="2020-01-01"),
    "as of a day, known on the last": ClaimFilter(as_of="2024-04-01", known_on="9999-12-31"),
}


@pytest.mark.parametrize("what", DECISIONS)
@pytest.mark.parametrize("clock", CLOCKS)
def test_a_renewed_desk_shows_what_a_new_one_would(ledger: Ledger, what: str, clock: str) -> None:
    """After each kind of decision and after it is taken back; of all days and as of one; in copies, too."""
    desks, given = Desks(ledger), CLOCKS[clock]
    seen(desks.at(given))
    decide(ledger, what)
    assert seen(desks.at(given)) == seen(Desk(ledger, given))
    ledger.undo(max(d.id for d in ledger.decisions()), author="Ana")
    assert seen(desks.at(given)) == seen(Desk(ledger, given))


def test_an_acceptance_gathers_nothing_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents, readings and parties are not read again, and the claims of the documents that say so alone."""
    desks = Desks(ledger)
    seen(desks.at(ClaimFilter()))
    decide(ledger, "accept")
    asked = []
    whole = Ledger.claims
    monkeypatch.setattr(
        Ledger, "claims", lambda self, given, **more: asked.append(given.document) or whole(self, given, **more)
    )
    monkeypatch.setattr(Ledger, "documents", None)
    monkeypatch.setattr(Ledger, "candidates", None)
    before = desks.at(ClaimFilter())
    assert sorted(asked) == ["a", "b"]
    assert isinstance(before.masks, Masks)
    assert before.parties


def test_a_desk_as_of_a_day_sees_a_changed_document_as_it_stood_then(ledger: Ledger) -> None:
    """A later version does not stand in for the earlier one."""
    text = "Marten Oyelaran was cleared, prosecutors said."
    page = document(text, id="a", published="2025-01-01")
    ledger.put(page, text.encode(), (claim(page, stage="dismissed"),), reading=reading(page, "Marten Oyelaran"))
    for day in ("2022-01-01", "2023-06-01", "2024-12-31", "2025-02-01"):
        assert seen(narrowed(Desk(ledger), day)) == seen(Desk(ledger, ClaimFilter(as_of=day)))


def test_a_desk_that_is_replaced_is_freed_without_the_collector(ledger: Ledger) -> None:
    """What is set aside from the collector of cycles may not hold any, or each decision would keep a picture more."""
    desks = Desks(ledger)
    seen(desks.at(ClaimFilter()))
    old = weakref.ref(desks.at(ClaimFilter()))
    decide(ledger, "accept")
    gc.disable()
    try:
        desks.at(ClaimFilter())
        assert old() is None
    finally:
        gc.enable()
