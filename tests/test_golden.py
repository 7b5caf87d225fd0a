"""Golden files: claims of the example documents in words, and the ladders of their people, as a person accepted them.

A missing file is written, and the test fails until somebody has read it; a changed one is read in the diff. Write all
anew with `ACCORDING_GOLDEN=write make test`, then read what changed before committing it.
"""

import os
from pathlib import Path

import pytest

from according.intake import IntakeOptions, sources, take
from according.ledger import Ledger
from according.linking import link_new
from according.ontology import Matter, phrase
from according.pipeline import Pipeline
from according.settings import Settings
from according.views import Desk
from according.views.ladder import ladder_of

ROOT = Path(__file__).parent
DOCUMENTS = sorted(p for p in (ROOT.parent / "examples" / "documents").iterdir() if p.suffix != ".jsonl")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """One loaded reader for all documents."""
    return Pipeline(Settings())


def worded(path: Path, pipeline: Pipeline) -> str:
    """Every claim of a document in words, with its sentence."""
    lines = []
    for source in sources([path], IntakeOptions()):
        for claim in pipeline.read(take(source, IntakeOptions()))[0]:
            told = phrase(claim, Matter())
            lines.append(f"{told.text}\n    > {' '.join(told.quote.split())}\n")
    return "".join(lines)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_claims_of_an_example_are_the_ones_that_were_read(path: Path, pipeline: Pipeline) -> None:
    """Word for word."""
    hold(f"{path.name}.txt", worded(path, pipeline))


def test_ladders_of_the_examples_are_the_ones_that_were_read(pipeline: Pipeline, tmp_path: Path) -> None:
    """How far each document puts the matter of each of its people, with what says so."""
    with Ledger.open(tmp_path / "examples.ledger", create=True) as ledger:
        pipeline.add(sources([ROOT.parent / "examples" / "documents"], IntakeOptions()), ledger, IntakeOptions())
        link_new(ledger)
        desk = Desk(ledger)
        told = []
        for party in sorted(desk.parties, key=lambda p: (p.name.casefold(), p.entities)):
            for rung in ladder_of(desk, party):
                told += [(party.name, step) for step in (*rung.before, rung)]
        hold("ladders.txt", "".join(f"{n}: {r.day} {r.stage} ({r.title})\n    > {r.quote}\n" for n, r in told))


def hold(name: str, found: str) -> None:
    """Compare with the golden file of a name, or write it."""
    golden = ROOT / "golden" / name
    write = os.environ.get("ACCORDING_GOLDEN") == "write"
    known = golden.exists()
    if write or not known:
        golden.write_text(found, encoding="utf-8")
    assert known or write, f"{golden.name} was missing and is now written: read it, then commit it"
    assert found == golden.read_text(encoding="utf-8")
