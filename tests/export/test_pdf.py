"""The dossier on paper, read back from its PDF: nothing of a line or its sentence is lost, nobody protected named."""

import sys
from pathlib import Path

import pytest

from according.errors import MissingExtra
from according.export import HandedDesk, Selection, export, rows
from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.ontology import ontology
from according.pipeline import Pipeline
from according.settings import Settings
from tests.export.printed import is_printed, pdf_pages, pdf_words, run_together
from tests.factory import claim, document, reading

DOCUMENTS = Path(__file__).parents[2] / "examples" / "documents"
TODAY = "2025-06-01"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The examples, read by the real reader."""
    with Ledger.open(tmp_path_factory.mktemp("pdf") / "examples.ledger", create=True) as opened:
        options = IntakeOptions()
        Pipeline(Settings()).add(sources([str(DOCUMENTS)], options), opened, options)
        yield opened


def test_every_speaker_stage_and_quote_is_on_paper(ledger: Ledger) -> None:
    """With its document, its day and its counts."""
    pages = [run_together(page) for page in pdf_pages(export(ledger, "pdf", today=TODAY).content)]
    found, _ = rows(HandedDesk(ledger, Selection(), today=TODAY))
    assert len(found) > 100
    for row in found:
        stage = ontology().stages[row.stage].label if row.stage else ""
        speaker = row.speaker[:1].upper() + row.speaker[1:]  # a line begins with its speaker
        for part in (row.text, speaker, stage, row.quote, row.source.title, row.source.sha256):
            assert is_printed(run_together(part), pages), (row.id, part)


def test_footnotes_are_numbered_one_for_each_line(ledger: Ledger) -> None:
    """As many numbers as claims, and the number stands with its sentence."""
    made = export(ledger, "pdf", today=TODAY, about=["Bruno Castellane", "Los Corvinos"])
    told = run_together(pdf_words(made.content))
    assert 10 < made.claims < 200
    assert told.startswith("BrunoCastellane;LosCorvinos")
    assert f"{made.claims}\u2026" in told
    assert f"{made.claims + 1}\u2026" not in told
    assert "Accusationsarenotfindings." in told


def test_protected_person_is_masked_on_paper(ledger: Ledger) -> None:
    """A boy of 16, in lines, quotes, surroundings and titles; unmasked he is there."""
    assert "Farrand" not in pdf_words(export(ledger, "pdf", today=TODAY).content)
    assert "a name is masked" in pdf_words(export(ledger, "pdf", today=TODAY).content)
    assert "Farrand" in pdf_words(export(ledger, "pdf", Selection(unmask=True), today=TODAY).content)


def test_quote_of_many_pages_and_of_any_script_is_set_whole_and_never_as_markup(tmp_path: Path) -> None:
    """Typesetting commands in a document are its words."""
    words = " ".join(f"word{i}" for i in range(3000))
    line = f"Marten Oyelaran was charged {words} #strong[x] $y$ @z \\#end <a> \x00 Ωμέγα Жук endmark"
    page = document(line)
    with Ledger.open(tmp_path / "odd.ledger", create=True) as opened:
        opened.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
        told = run_together(pdf_words(export(opened, "pdf", today=TODAY).content))
    assert [i for i in range(3000) if f"word{i}" not in told] == []
    assert run_together("#strong[x] $y$ @z \\#end <a> Ωμέγα Жук endmark") in told


def test_missing_typesetter_says_how_to_install_it(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"pip install 'according\[pdf\]'"):
        export(ledger, "pdf", today=TODAY)
