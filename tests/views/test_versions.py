"""One incident told by several sources: who says what of it, and where they differ."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from according.ledger import Ledger
from according.linking import link_entities
from according.model import Argument, DateValue, PlaceValue, Speaker
from according.views import Desk, IncidentVersions, compare_versions, incident_pages
from tests.factory import argument, claim, document, reading

POLICE = (Speaker("police", "the harbour police", cue="said"),)
WITNESS = (Speaker("witness", "the dockmaster", cue="said"),)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "versions.ledger", create=True) as opened:
        yield opened


def put(ledger: Ledger, number: int, *told: dict[str, Any], place: str = "Quay Ward", day: str = "2024-02-17") -> None:
    """A document on a robbery of a day, with a claim for each of `told`."""
    page = document(
        f"Marten Oyelaran robbed the shop with {number} others.", id=f"story-{number}", title=f"Story {number}",
        published=f"2024-03-0{number}",
    )  # fmt: skip
    event = Argument(
        "Incident", "robbery", entity=f"story-{number}#9", incident_type="robbery", date=DateValue(day),
        place=PlaceValue(place),
    )  # fmt: skip
    claims = []
    for given in told:
        side = "subject" if given["predicate"] in ("located_at", "dated") else "object"
        claims.append(claim(page, **{"stage": None, "attribution": POLICE, side: event, **given}))
    ledger.put(page, page.text.encode(), tuple(claims), reading=reading(page, "Marten Oyelaran"))


def did(who: Argument | None, stage: str = "accused", **changes: Any) -> dict[str, Any]:
    """Somebody is said to have done it."""
    return {"predicate": "perpetrator_of", "subject": who, "stage": stage, **changes}


def robbers(words: str, count: int) -> Argument:
    """An unnamed set."""
    return Argument("People", words, count=count)


def marten(number: int) -> Argument:
    """The one whom the documents name."""
    return argument("Marten Oyelaran", entity=f"story-{number}#0")


def compared(ledger: Ledger) -> IncidentVersions:
    """The incident of the first document and its versions."""
    desk = Desk(ledger)
    pages = {p.key: p for p in incident_pages(desk)}
    first = pages["story-1#9"]
    return compare_versions(desk, [first, *(pages[key] for key in first.versions)])


def ways(found: IncidentVersions) -> dict[str, list[tuple[str, list[str]]]]:
    """The differences, each way with the titles of its documents."""
    return {d.about: [(w.says, [t for t, _ in w.documents]) for w in d.ways] for d in found.compared.differences}


def test_three_robbers_and_four_are_told_apart(ledger: Ledger) -> None:
    """Each number with the document that tells it."""
    put(ledger, 1, did(robbers("three robbers", 3)))
    put(ledger, 2, did(robbers("four men", 4)))
    assert ways(compared(ledger)) == {
        "Said to have done it: how many": [
            ("three robbers (3 people)", ["Story 1"]), ("four men (4 people)", ["Story 2"]),
        ]
    }  # fmt: skip


def test_suspect_of_one_document_is_the_charged_of_another_and_unnamed_in_a_third(ledger: Ledger) -> None:
    """How far in law each goes; silence is told as silence."""
    put(ledger, 1, did(marten(1), "suspected", certainty="probable"))
    put(ledger, 2, did(marten(2), "charged"))
    put(ledger, 3, {"predicate": "located_at", "object": Argument("Place", "Quay Ward")})
    assert ways(compared(ledger)) == {
        "Said to have done it: Marten Oyelaran (perhaps several of this name: nobody has linked them)": [
            ("suspected, put as probable", ["Story 1"]), ("charged, not convicted", ["Story 2"]),
            ("not named in this role", ["Story 3"]),
        ]
    }  # fmt: skip


def test_an_acquittal_stands_beside_the_difference(ledger: Ledger) -> None:
    """A comparison of accusations never stands without their end."""
    put(ledger, 1, did(marten(1), "suspected"))
    put(ledger, 2, did(marten(2), "charged"))
    put(ledger, 3, did(marten(3), "acquitted"), day="2024-02")
    link_entities(ledger)
    decide = ledger.decide_identity
    for number in (2, 3):
        decide(
            "merge", ("story-1", "Marten Oyelaran"), (f"story-{number}", "Marten Oyelaran"), author="Ana", reason="x"
        )
    link_entities(ledger)
    (found,) = compared(ledger).compared.differences
    assert found.out == "acquitted"
    assert found.answer.startswith("acquitted, 2024-03-03")


def test_speakers_of_one_document_stand_in_rows_of_their_own(ledger: Ledger) -> None:
    """Police and a witness of one story say different numbers."""
    put(ledger, 1, did(robbers("three robbers", 3)), did(robbers("four men", 4), attribution=WITNESS))
    sources = compared(ledger).compared.sources
    assert [(s.speaker, [t.words for t in s.cells[0]]) for s in sources] == [
        ("“the harbour police” (police)", ["three robbers (3 people)"]),
        ("“the dockmaster” (a witness)", ["four men (4 people)"]),
    ]


@pytest.mark.parametrize(("second", "differs"), [("a shop on Slate Street", False), ("Eastholm", True)])
def test_place_told_with_more_words_is_no_difference(ledger: Ledger, second: str, differs: bool) -> None:
    """Only names that share no telling word differ."""
    put(ledger, 1, {"predicate": "located_at", "object": Argument("Place", "Slate Street")})
    put(ledger, 2, {"predicate": "located_at", "object": Argument("Place", second)})
    assert ("Where" in ways(compared(ledger))) is differs


def test_on_or_about_a_day_is_a_version_of_that_day(ledger: Ledger) -> None:
    """An indictment says "on or about"; a month makes no pair."""
    put(ledger, 1, did(robbers("three robbers", 3)))
    put(ledger, 2, did(robbers("three robbers", 3)), day="2024-02-17~")
    put(ledger, 3, did(robbers("three robbers", 3)), day="2024-02")
    assert [p.document for p in compared(ledger).versions] == ["story-1", "story-2"]


def test_protected_person_is_no_difference_by_name(ledger: Ledger) -> None:
    """Whoever is masked is named nowhere, not even as named by one and not by another."""
    hidden = argument("Wanda Pereault", entity="story-1#1", protected="minor")
    put(ledger, 1, {"predicate": "victim_of", "subject": hidden})
    put(ledger, 2, did(robbers("three robbers", 3)))
    found = compared(ledger)
    assert "Pereault" not in repr(found)
    assert ways(found) == {}
