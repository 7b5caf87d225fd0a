"""The draft check on sixty sentences held against the example documents, as a newsroom's documents are."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.views import Desk
from tests.check.test_drafts import FOUND, OVERSTATED, checked, pipeline, worst

__all__ = ["pipeline"]

FLOORS = {
    "examples": (23, 24, 60), "reporters": (24, 26, 60), "ninth": (20, 21, 41), "tenth": (22, 22, 40),
    "eleventh": (20, 23, 44), "fourteenth": (21, 22, 40),
}  # fmt: skip
"""Overstatements found at least, how many there are, and of how many sentences."""
ALARMS = {"eleventh": 1}
"""Sentences called overstated that are not, at most."""
PASSED = {"fourteenth": 1}
"""Sentences that say too much and pass as supported, at most."""
DOCUMENTS = Path(__file__).parents[2] / "examples" / "documents"


@pytest.fixture(scope="module")
def desk(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The example documents in a ledger."""
    options = IntakeOptions()
    with Ledger.open(tmp_path_factory.mktemp("examples") / "examples.ledger", create=True) as ledger:
        pipeline.add(sources([str(DOCUMENTS)], options), ledger, options)
        yield Desk(ledger)


@pytest.fixture(scope="module", params=FLOORS)
def named(request: pytest.FixtureRequest, pipeline: Pipeline, desk: Desk) -> tuple[str, list[tuple[str, str, str]]]:
    """The name of a set, and each of its sentences with its gold and its verdict."""
    gold = tomllib.loads(Path(__file__).with_name(f"{request.param}.toml").read_text(encoding="utf-8"))
    found = [(kind, worst(checked(text, pipeline, desk)), text) for kind, texts in gold.items() for text in texts]
    return request.param, found


def test_overstatements_that_are_found_stay_found(named: tuple[str, list[tuple[str, str, str]]]) -> None:
    """And nothing else is called one."""
    name, verdicts = named
    least, overstated, sentences = FLOORS[name]
    right = sum(gold in OVERSTATED and given in FOUND for gold, given, _ in verdicts)
    wanted = sum(gold in OVERSTATED for gold, _, _ in verdicts)
    called = sum(given in FOUND for _, given, _ in verdicts)
    assert (len(verdicts), wanted) == (sentences, overstated)
    assert right >= least
    assert called <= right + ALARMS.get(name, 0)


def test_nothing_that_says_too_much_passes_as_supported(named: tuple[str, list[tuple[str, str, str]]]) -> None:
    """What is missed has no verdict, or says that it is to be checked by hand."""
    name, verdicts = named
    passed = [text for gold, given, text in verdicts if gold != "supported" and given == "supported"]
    assert len(passed) <= PASSED.get(name, 0), passed


def test_warrant_is_not_outdated_by_an_earlier_arrest(pipeline: Pipeline, desk: Desk) -> None:
    """What came before the warrant does not end it."""
    draft = checked("A judge has issued a warrant for the arrest of Marten Oyelaran.", pipeline, desk)
    assert worst(draft) == "supported"
