"""Accusations stand by matter, and what ended a matter stands first."""

from pathlib import Path

from according.ledger import Ledger
from according.model import Argument, Speaker
from according.views import Desk, profile, profiles_named
from tests.factory import claim, document, reading


def cases(tmp_path: Path, *told):
    """The matters of the man's profile, of a ledger with one document of these claims."""
    page = document("Marten Oyelaran, charged in 2024, was acquitted.", published="2025-02-01")
    with Ledger.open(tmp_path / "cases.ledger", create=True) as ledger:
        ledger.put(page, b"x", tuple(claim(page, **c) for c in told), reading=reading(page, "Marten Oyelaran"))
        desk = Desk(ledger)
        return profile(desk, profiles_named(desk, "Marten Oyelaran")[0]).cases


FREED = {"stage": "acquitted", "object": None, "attribution": (Speaker("court_record", "a jury"),)}


def test_what_an_acquittal_ended_is_folded_beneath_it(tmp_path: Path) -> None:
    """One heading for the way out, the charge under it; the acquittal itself stays a line with its sentence."""
    (case,) = cases(tmp_path, {}, FREED)
    assert (case.offence, [o.label for o in case.outs]) == ("robbery", ["acquitted"])
    assert [line.stage for line in case.outs[0].before] == ["charged, not convicted"]
    assert [line.stage for line in case.lines] == ["acquitted"]


def test_an_acquittal_of_one_offence_ends_no_other(tmp_path: Path) -> None:
    """The arson stays open beside an acquittal of robbery."""
    arson = {"object": Argument("Offence", "arson")}
    found = {c.offence: c for c in cases(tmp_path, arson, {**FREED, "object": Argument("Offence", "robbery")})}
    assert found["arson"].outs == ()
    assert [line.stage for line in found["arson"].lines] == ["charged, not convicted"]
