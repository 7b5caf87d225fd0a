"""`import according as acc`: the ledger from a notebook, masked and sourced like an export."""

from datetime import date
from pathlib import Path

import pytest

import according as acc
from according.errors import NotInLedger
from according.model import Argument
from tests.factory import argument, claim, document, reading


@pytest.fixture
def ledger(tmp_path: Path):
    """A ledger of one story, read by the real reader, and one about a minor."""
    story = tmp_path / "story.txt"
    story.write_text("Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said.", encoding="utf-8")
    with acc.open(tmp_path / "api.ledger") as opened:
        assert opened.add(story, published="2024-05-15").outcomes == {"added": 1}
        page = document("Karim Adeyemi was hurt.", id="hurt")
        child = argument("Karim Adeyemi", inside=page, entity="hurt#0", protected="minor")
        incident = Argument("Incident", "assault", incident_type="assault", entity="hurt#1")
        made = claim(page, predicate="victim_of", subject=child, object=incident, stage=None)
        opened.ledger.put(page, b"x", (made,), reading=reading(page, "Karim Adeyemi"))
        yield opened


def test_person_has_claims_with_speaker_and_sentence(ledger) -> None:
    """The words are those of every other view."""
    found = ledger.person("Marten Oyelaran").claims(stages=("charged",))
    assert len(found) == 1
    assert found[0].text.startswith("“prosecutors” (prosecutors): Marten Oyelaran was charged with extortion")
    assert found[0].quote.startswith("Marten Oyelaran, 34,")


def test_tables_have_a_row_for_each_claim(ledger) -> None:
    """Arrow, pandas, polars."""
    claims = ledger.claims()
    number = len(claims)
    assert number >= 3
    assert claims.to_arrow().num_rows == number
    assert list(claims.to_pandas()["claim"]) == [row.id for row in claims]
    assert claims.to_polars()["speaker"].null_count() == 0


def test_notebook_view_marks_the_sentence_and_masks_the_name(ledger) -> None:
    """Escaped HTML, no protected name."""
    page = ledger.claims()._repr_html_()
    assert "<mark>Marten Oyelaran, 34," in page
    assert "Adeyemi" not in page + repr(ledger.claims())
    assert "Accusations are not findings." in page


def test_name_of_nobody_or_of_several_is_never_guessed(ledger) -> None:
    """`parties` lists, `person` refuses."""
    assert ledger.parties("Nobody Atall") == []
    with pytest.raises(NotInLedger, match="nobody of type person"):
        ledger.person("Nobody Atall")


def test_draft_is_checked_and_not_stored(ledger) -> None:
    """A string is the draft, a path its file."""
    found = ledger.check("Marten Oyelaran was convicted of extortion.", day=date(2025, 1, 1))
    assert found.counts == {"overstated": 1}
    assert ledger.ledger.status().documents == 2


def test_draft_is_kept_if_asked(ledger) -> None:
    """As one more document, which is not handed on."""
    ledger.check("Odalys Finch was convicted of extortion.", day=date(2025, 1, 1), keep=True)
    assert ledger.ledger.status().documents == 3
    assert ledger.search("Odalys") == []


def test_export_writes_a_file_and_tells_what_was_left_out(ledger, tmp_path: Path) -> None:
    """The same selection as on the command line."""
    left = ledger.export("csv", tmp_path / "x.csv", stages=("charged",))
    assert "claims of another stage" in str(left)
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").count("\n") == 2


def test_search_masks_protected_names(ledger) -> None:
    """A snippet is shown like any other text."""
    assert "Adeyemi" not in str(ledger.search("hurt"))
    assert len(ledger.search("hurt")) == 1
