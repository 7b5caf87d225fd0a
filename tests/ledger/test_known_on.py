"""What the ledger knew on a day: a document, a decision, an undoing or a link that came later does not show."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from according.cli import app
from according.errors import SettingError
from according.export import Selection, export, release
from according.ledger import ClaimFilter, Ledger, Link, clocks
from according.views import Desk, overview
from tests.factory import argument, claim, document, reading

THEN = ClaimFilter(known_on="2026-01-01")


class Clock:
    """Gives instants of one day, in order, until it is moved on."""

    def __init__(self) -> None:
        self.day, self._count = "2026-01-01", 0

    def __call__(self) -> str:
        """The next instant."""
        self._count += 1
        return f"{self.day}T10:00:00.{self._count:06d}Z"


@pytest.fixture
def clock() -> Clock:
    """The first of January 2026."""
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    """A charge, recorded on the first day."""
    with Ledger.open(tmp_path / "known.ledger", create=True, clock=clock) as opened:
        add(opened, "story-1")
        yield opened


def add(ledger: Ledger, id: str, name: str = "Marten Oyelaran", **changes: str) -> None:
    """A charge against one person, told by one document."""
    page = document(f"{name} was charged with robbery, prosecutors said.", id=id, **changes)
    who = argument(name, inside=page, entity=f"{id}#0")
    ledger.put(page, page.text.encode(), (claim(page, subject=who),), reading=reading(page, name))


def test_decision_of_a_later_day_does_not_show(ledger: Ledger, clock: Clock) -> None:
    """A claim rejected on the second day stood unreviewed on the first."""
    clock.day = "2026-01-02"
    ledger.decide("reject", ledger.claims()[0], author="Ana", reason="misread")
    assert [c.review for c in Desk(ledger).every_claim] == ["rejected"]
    assert [c.review for c in Desk(ledger, THEN).claims] == ["unreviewed"]
    assert Desk(ledger, THEN).decisions == []


def test_decision_taken_back_later_still_stood_on_the_day(ledger: Ledger, clock: Clock) -> None:
    """An undoing has its own day."""
    number = ledger.decide("accept", ledger.claims()[0], author="Ana", reason="checked")
    clock.day = "2026-01-02"
    ledger.undo(number, author="Ana")
    assert [c.review for c in ledger.claims()] == ["unreviewed"]
    assert [c.review for c in ledger.claims(THEN)] == ["accepted"]


def test_document_added_later_counts_nowhere(ledger: Ledger, clock: Clock) -> None:
    """Neither its claims nor its names, nor in what the overview says is there."""
    clock.day = "2026-01-02"
    add(ledger, "story-2", "Odalys Finch")
    ledger.reject("scan.pdf", "no_text")
    then = Desk(ledger, THEN)
    assert [p.name for p in then.parties] == ["Marten Oyelaran"]
    assert list(then.documents) == ["story-1"]
    assert overview(then).coverage.startswith("1 document; ")
    assert overview(then).status.rejected == {}
    assert overview(Desk(ledger)).coverage.startswith("2 documents; ")


def test_link_found_later_does_not_show(ledger: Ledger, clock: Clock) -> None:
    """Two were not yet known to be one."""
    add(ledger, "story-2", "Marten J. Oyelaran")
    clock.day = "2026-01-02"
    ledger.link({c.row: Link("one") for c in ledger.candidates()}, "test")
    assert len(Desk(ledger).parties) == 1
    assert len(Desk(ledger, THEN).parties) == 2


def test_unmasking_shows_nobody_before_it_was_decided_nor_after_it_was_taken_back(ledger: Ledger, clock: Clock) -> None:
    """Looking back never shows more of a protected person than both days allow."""
    clock.day = "2026-01-02"
    number = ledger.decide("unmask", target="Niko Farrand", author="Ana", reason="court order")
    assert ledger.unmasked() == {"Niko Farrand"}
    assert ledger.unmasked(known_on="2026-01-01") == frozenset()
    clock.day = "2026-01-03"
    ledger.undo(number, author="Ana")
    assert ledger.unmasked(known_on="2026-01-02") == frozenset()


@pytest.mark.parametrize("format", ["claims", "documents", "links", "csv", "rdf", "ftm", "stix"])
def test_export_of_a_day_stays_as_it_was(ledger: Ledger, clock: Clock, format: str) -> None:
    """Whatever came later; the same bytes."""
    given = Selection(known_on="2026-01-01")
    before = export(ledger, format, given, today="2026-02-01").content
    clock.day = "2026-01-02"
    add(ledger, "story-2", "Odalys Finch")
    ledger.decide("accept", ledger.claims()[0], author="Ana", reason="checked")
    assert before
    assert export(ledger, format, given, today="2026-02-01").content == before
    assert export(ledger, format, today="2026-02-01").content != before


def test_release_of_a_day_is_the_same_bytes_after_later_reviews(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    """A data set can be made again from a ledger that has grown."""
    ledger.decide("accept", ledger.claims()[0], author="Ana", reason="checked")

    def package(folder: str, known_on: str | None) -> dict[str, bytes]:
        release(ledger, tmp_path / folder, as_of="2025-01-01", known_on=known_on, people=True)
        return {p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()}

    before = package("before", "2026-01-01")
    clock.day = "2026-01-02"
    add(ledger, "story-2", "Odalys Finch")
    for made in ledger.claims():
        ledger.decide("accept", made, author="Ana", reason="checked")
    assert package("after", "2026-01-01") == before
    assert json.loads(before["datapackage.json"])["known_on"] == "2026-01-01"
    assert package("now", None)["claims.csv"] != before["claims.csv"]


def test_what_was_restricted_later_stays_out_of_any_day(ledger: Ledger, clock: Clock) -> None:
    """A hand-off looks back at claims, not at permissions."""
    clock.day = "2026-01-02"
    page = document("Marten Oyelaran was charged with robbery and theft.", handling="confidential")
    ledger.put(page, page.text.encode(), (claim(page),), reading=reading(page, "Marten Oyelaran"))
    made = export(ledger, "csv", Selection(known_on="2026-01-01"), today="2026-02-01")
    assert (made.claims, made.left_out.documents) == (0, 1)


@pytest.mark.parametrize("words", ["yesterday", "2026-13-01", "2026"])
def test_what_is_no_day_is_refused(words: str) -> None:
    """With the option's name and an example."""
    with pytest.raises(SettingError, match=r"--known-on .* is not a day"):
        clocks(None, words)


@pytest.mark.parametrize("command", [["show", "Marten Oyelaran"], ["overview"], ["incidents"]])
def test_commands_that_know_one_clock_know_the_other(ledger: Ledger, clock: Clock, command: list[str]) -> None:
    """The same answer before and after something was added."""
    asked = [*command, "--ledger", str(ledger.place.path), "--known-on", "2026-01-01"]
    before = CliRunner().invoke(app, asked)
    clock.day = "2026-01-02"
    add(ledger, "story-2", publisher="Radio Quay")
    ledger.decide("accept", ledger.claims()[0], author="Ana", reason="checked")
    after = CliRunner().invoke(app, asked)
    assert (before.exit_code, after.exit_code) == (0, 0)
    assert after.output == before.output


def test_report_of_a_day_tells_it_on_every_page(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    """And has no page of what came later."""
    clock.day = "2026-01-02"
    add(ledger, "story-2", "Odalys Finch")
    asked = ["report", "--ledger", str(ledger.place.path), "--out", str(tmp_path / "r"), "--known-on", "2026-01-01"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    pages = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "r").glob("*.html")}
    assert "Known on 2026-01-01" in pages["index.html"]
    assert not any("Finch" in text for text in pages.values())
