"""The draft check on sixty sentences held against the example documents, as a newsroom's documents are."""

import tomllib
from pathlib import Path

import pytest

from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.views import Desk
from tests.check.test_drafts import FOUND, OVERSTATED, checked, pipeline, worst

__all__ = ["pipeline"]

GOLD: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))
DOCUMENTS = Path(__file__).parents[2] / "examples" / "documents"


@pytest.fixture(scope="module")
def verdicts(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Each sentence with its gold and its verdict."""
    options = IntakeOptions()
    with Ledger.open(tmp_path_factory.mktemp("examples") / "examples.ledger", create=True) as ledger:
        pipeline.add(sources([str(DOCUMENTS)], options), ledger, options)
        desk = Desk(ledger)
        return [(gold, worst(checked(text, pipeline, desk)), text) for gold, texts in GOLD.items() for text in texts]


def test_overstatements_found_at_first_sight_stay_found(verdicts: list[tuple[str, str, str]]) -> None:
    """18 of 24 were found when the sentences were first checked, 22 are now, and nothing else is called one."""
    right = sum(gold in OVERSTATED and given in FOUND for gold, given, _ in verdicts)
    wanted = sum(gold in OVERSTATED for gold, _, _ in verdicts)
    called = sum(given in FOUND for _, given, _ in verdicts)
    assert (len(verdicts), wanted) == (60, 24)
    assert right >= 22
    assert called == right


def test_nothing_that_says_too_much_passes_as_supported(verdicts: list[tuple[str, str, str]]) -> None:
    """What is missed has no verdict at all, and the sheet says that no claim was read in it."""
    assert [text for gold, given, text in verdicts if gold != "supported" and given == "supported"] == []


def test_warrant_is_not_outdated_by_an_earlier_arrest(verdicts: list[tuple[str, str, str]]) -> None:
    """What came before the warrant does not end it."""
    given = {text: verdict for _, verdict, text in verdicts}
    assert given["A judge has issued a warrant for the arrest of Marten Oyelaran."] == "supported"
