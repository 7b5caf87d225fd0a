"""What is dated stands at its range, what is not is listed; the map plots no home and no place it does not know."""

import sys
from pathlib import Path

import pytest

from according.ledger import Ledger
from according.model import Argument, DateValue, PlaceValue, Qualifiers
from according.views import Desk, atlas, timeline
from tests.factory import argument, claim, document, reading

TOWN = PlaceValue("Harrow Bend", country="US", admin1="Ohio", lat=40.0, lon=-83.0)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with a vague date, an exact one and none; a place on the map, one that is not, and a home."""
    with Ledger.open(tmp_path / "time.ledger", create=True) as opened:
        page = document()
        nine = argument("Harbor Nine", "Group", entity="story-1#1")
        shot = Argument(
            "Incident",
            "shooting",
            entity="story-1#9",
            incident_type="shooting",
            date=DateValue("2024-03-08"),
            place=TOWN,
        )
        year = Qualifiers(date=DateValue("2009"))
        told = (
            claim(page, predicate="founded", stage=None, subject=nine, object=None, qualifiers=year),
            claim(page, predicate="perpetrator_of", stage="accused", object=shot),
            claim(page, predicate="operates_in", stage=None, subject=nine, object=argument("Quay Ward", "Place")),
            claim(
                page, predicate="residence", stage=None, object=argument("Harrow Bend", "Place", place=TOWN),
                qualifiers=Qualifiers(place=TOWN),
            ),
        )  # fmt: skip
        opened.put(page, b"x", told, reading=reading(page, "Marten Oyelaran"))
        yield opened


def test_a_year_is_a_year_wide(ledger: Ledger) -> None:
    """Never snapped to its first day."""
    first, second = timeline(Desk(ledger)).entries
    assert (first.edtf, first.first, first.last) == ("2009", "2009-01-01", "2009-12-31")
    assert first.width > 100 * second.width
    assert [line.predicate for line in timeline(Desk(ledger)).undated] == ["operates_in"]


def test_a_range_keeps_what_may_lie_in_it(ledger: Ledger) -> None:
    """The year 2009 may have been June."""
    assert [e.edtf for e in timeline(Desk(ledger), since="2009-06", until="2010").entries] == ["2009"]


def test_the_map_has_what_has_a_place_and_lists_the_rest(ledger: Ledger) -> None:
    """A home is in neither."""
    page = atlas(Desk(ledger))
    assert [(p.name, p.kind, p.precision, p.shape) for p in page.points] == [("Harrow Bend", "events", "town", "law")]
    assert [line.predicate for line in page.unplaced] == ["operates_in"]
    assert page.outlines


def test_a_place_with_much_to_tell_shows_its_first_lines_and_counts_the_rest(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A map narrowed to the place has them all."""
    place = Qualifiers(place=TOWN)
    told = [claim(document(id=f"s{n}", published=f"2024-0{n}-01"), predicate="operates_in", stage=None,
                  subject=Argument("Group", f"Crew {n}"), qualifiers=place) for n in (3, 1, 2)]  # fmt: skip
    for said in told:
        page = document(id=said.document.id, published=said.document.published)
        ledger.put(page, page.text.encode(), (said,), reading=reading(page))
    monkeypatch.setattr(sys.modules[atlas.__module__], "OF_POINT", 2)
    (point,) = atlas(Desk(ledger), kind="presence").points
    assert ([line.document for line in point.lines], point.more) == (["s1", "s2"], 1)
    assert [len(p.lines) for p in atlas(Desk(ledger), kind="presence", place=point.spot).points] == [3]


def test_a_narrowed_map_draws_less(ledger: Ledger) -> None:
    """The same range as on the timeline."""
    assert atlas(Desk(ledger), since="2025").points == ()


def test_state_and_country_are_not_taken_for_towns() -> None:
    """A point stands somewhere in them."""
    from according.views.atlas import precision_of

    assert precision_of(PlaceValue("Ohio", country="US", admin1="Ohio", lat=40, lon=-83)) == "state"
    assert precision_of(PlaceValue("Mexico", country="MX", lat=23, lon=-102)) == "country"
    assert precision_of(TOWN) == "town"
