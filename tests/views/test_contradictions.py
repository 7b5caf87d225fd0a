"""What cannot both hold is set side by side; what can is not."""

from pathlib import Path

import pytest

from according.ledger import Ledger
from according.model import AmountValue, Argument, DateValue, PlaceValue, Qualifiers
from according.views import Desk, contradictions
from tests.factory import argument, claim, document, reading


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    with Ledger.open(tmp_path / "sides.ledger", create=True) as opened:
        yield opened


def put(ledger: Ledger, number: int, published: str, **told) -> None:
    """A document with one claim."""
    page = document(id=f"story-{number}", published=published)
    parts = {name: made(page) if callable(made) else made for name, made in told.items()}
    ledger.put(page, page.id.encode(), (claim(page, **parts),), reading=reading(page, "Marten Oyelaran"))


def group(name: str):
    """A group as an argument of the claim's own document."""
    return lambda page: argument(name, "Group", entity=f"{page.id}~{name}")


def kinds(ledger: Ledger) -> list[str]:
    """The kinds of what was found."""
    return [c.kind for c in contradictions(Desk(ledger))]


def test_a_charge_and_its_denial_stand_side_by_side(ledger: Ledger) -> None:
    """Both with their lines."""
    told = {"predicate": "member_of", "stage": None, "object": group("Harbor Nine")}
    put(ledger, 1, "2024-03-11", **told)
    put(ledger, 2, "2024-03-12", polarity="negated", **told)
    (found,) = contradictions(Desk(ledger))
    assert [(s.says, len(s.lines)) for s in found.sides] == [("said", 1), ("denied or ruled out", 1)]


@pytest.mark.parametrize(
    ("stage", "published", "against"),
    [("charged", "2024-03-10", ["denied"]), ("arrested", "2024-03-10", []), ("charged", "2024-09-01", [])],
)
def test_not_charged_rules_out_a_charge_told_by_then_alone(
    ledger: Ledger, stage: str, published: str, against: list[str]
) -> None:
    """Somebody can be arrested and not charged, or charged later."""
    member = {"predicate": "member_of", "object": group("Harbor Nine")}
    put(ledger, 1, published, stage=stage, **member)
    put(ledger, 2, "2024-03-11", stage="charged", polarity="negated", **member)
    assert kinds(ledger) == against


def test_rivals_who_are_allies_elsewhere(ledger: Ledger) -> None:
    """Whichever of the two is named first."""
    one = {"stage": None, "subject": group("Harbor Nine"), "object": group("Corvinos")}
    other = {"stage": None, "subject": group("Corvinos"), "object": group("Harbor Nine")}
    put(ledger, 1, "2024-03-11", predicate="rival_of", **one)
    put(ledger, 2, "2024-03-12", predicate="allied_with", **other)
    assert kinds(ledger) == ["opposed"]


@pytest.mark.parametrize(("second", "found"), [((40, 60), []), ((300, 400), ["figure"])])
def test_sizes_that_do_not_meet(ledger: Ledger, second: tuple[int, int], found: list[str]) -> None:
    """Ranges that overlap are no contradiction."""
    for number, (low, high) in enumerate([(50, 100), second]):
        amount = AmountValue(f"{low} to {high}", low, high, "people")
        put(
            ledger, number, "2024-03-11", predicate="estimated_size", stage=None, subject=group("Harbor Nine"),
            object=Argument("Value", amount.text), qualifiers=Qualifiers(amount=amount),
        )  # fmt: skip
    assert kinds(ledger) == found


def test_one_event_at_two_places(ledger: Ledger) -> None:
    """Same type and day in two documents."""
    for number, place in enumerate(["Quay Ward", "Eastholm"]):
        event = Argument(
            "Incident", "arson", entity=f"story-{number}#9", incident_type="arson", date=DateValue("2024-02-17"),
            place=PlaceValue(place),
        )  # fmt: skip
        put(ledger, number, "2024-03-11", predicate="perpetrator_of", stage="accused", object=event)
    assert kinds(ledger) == ["event"]


def test_an_event_of_no_known_kind_is_called_an_incident(ledger: Ledger) -> None:
    """And not "other", which says nothing in a heading."""
    for number, place in enumerate(["Quay Ward", "Eastholm"]):
        event = Argument(
            "Incident", "other", entity=f"story-{number}#9", incident_type="other", date=DateValue("2024-02-17"),
            place=PlaceValue(place),
        )  # fmt: skip
        put(ledger, number, "2024-03-11", predicate="perpetrator_of", stage="accused", object=event)
    assert [c.heading for c in contradictions(Desk(ledger))] == ["incident, 2024-02-17"]


def test_rejecting_a_side_closes_it(ledger: Ledger) -> None:
    """A person decides, nobody else."""
    told = {"predicate": "member_of", "stage": None, "object": group("Harbor Nine")}
    put(ledger, 1, "2024-03-11", **told)
    put(ledger, 2, "2024-03-12", polarity="negated", **told)
    ledger.decide("reject", ledger.claims()[0], author="Ana", reason="misread")
    assert kinds(ledger) == []
