"""Sets of sentences of drafts, each with documents of its own; nothing was changed for the one called `untouched`."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from according.intake import IntakeOptions
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.views import Desk
from tests.check.test_drafts import FOUND, OVERSTATED, checked, draft_source, pipeline, worst

__all__ = ["pipeline"]

FLOORS = {"fresh": 26, "unseen": 26, "sixth": 22, "seventh": 21, "untouched": 23, "eighth": 11,
          "twelfth": 17, "thirteenth": 16, "fifteenth": 15, "sixteenth": 9}  # fmt: skip
"""Overstatements found at least: of 26; of 13 in the eighth, of 20, 19, 19 and 18 in the last four."""
ALARMS = {"untouched": 2, "eighth": 1, "thirteenth": 3, "fifteenth": 1, "sixteenth": 1}
"""Sentences called overstated that are not: at first sight of the last set, and no more since."""
PASSED = {"sixth": 1, "untouched": 1, "eighth": 2, "twelfth": 1, "sixteenth": 1}
"""Sentences that say too much and pass as supported, at most."""


@pytest.fixture(scope="module", params=FLOORS)
def verdicts(
    request: pytest.FixtureRequest, pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[tuple[str, str, str]]]:
    """The name of a set, and each of its sentences with its gold and its verdict."""
    given = tomllib.loads(Path(__file__).with_name(f"{request.param}.toml").read_text(encoding="utf-8"))
    with Ledger.open(tmp_path_factory.mktemp("sets") / f"{request.param}.ledger", create=True) as ledger:
        for one in given["source"]:
            source = draft_source(f"{one['id']}.txt", one["text"].strip())
            pipeline.add([source], ledger, IntakeOptions(published=one["published"]))
        desk = Desk(ledger)
        told = [(s["gold"], worst(checked(s["text"], pipeline, desk)), s["text"]) for s in given["sentence"]]
    return request.param, told


Verdicts = tuple[str, list[tuple[str, str, str]]]
SIXTY = Counter(supported=21, stage=12, certainty=6, speaker=8, contradicted=4, outdated=5, unsupported=4)
OVERSTATED_IN = {"twelfth": (38, 20), "thirteenth": (36, 19), "fifteenth": (36, 19), "sixteenth": (34, 18)}
"""Sentences of the later sets, and how many of them are overstated."""
THIRTY = Counter(supported=10, stage=7, certainty=3, speaker=3, contradicted=2, outdated=3, unsupported=2)


def test_sets_are_sentences_of_every_kind(verdicts: Verdicts) -> None:
    """What the figures in the guide are counted on."""
    name, told = verdicts
    kinds = Counter(gold for gold, _, _ in told)
    if name in OVERSTATED_IN:
        assert (len(told), sum(kinds[kind] for kind in OVERSTATED)) == OVERSTATED_IN[name]
        assert {*kinds} == {*SIXTY}
    else:
        assert kinds == (THIRTY if name == "eighth" else SIXTY)


def test_overstatements_that_are_found_stay_found(verdicts: Verdicts) -> None:
    """Recall does not sink, and nothing else is called an overstatement."""
    name, told = verdicts
    found = sum(gold in OVERSTATED and given in FOUND for gold, given, _ in told)
    assert found >= FLOORS[name]
    wrong = [text for gold, given, text in told if given in FOUND and gold not in OVERSTATED]
    assert len(wrong) <= ALARMS.get(name, 0), wrong


def test_nothing_that_says_too_much_passes(verdicts: Verdicts) -> None:
    """What is missed is told as unsupported or not told at all; no more is let through than was at first."""
    name, told = verdicts
    passed = [text for gold, given, text in told if gold != "supported" and given == "supported"]
    assert len(passed) <= PASSED.get(name, 0), passed


SUSPENDED = "Mira Dole received a suspended prison term of one year for fraud."
SERVED = "Mira Dole was sentenced to one year in prison for fraud."


@pytest.mark.parametrize(
    ("source", "draft", "verdict"),
    [
        (SUSPENDED, "was sent to prison for fraud", "overstated"),
        (SUSPENDED, "got a suspended sentence for fraud", "supported"),
        ("Mira Dole got two years in prison, suspended, for fraud.", "was jailed for fraud", "overstated"),
        ("Mira Dole was convicted of fraud and put on probation.", "was sent to prison for fraud", "overstated"),
        ("A judge ordered Mira Dole to do 100 hours of community service for fraud.", "went to jail", "overstated"),
        ("Mira Dole was spared jail for fraud and fined 2,000 crowns.", "was jailed for fraud", "overstated"),
        (SERVED, "was sent to prison for fraud", "supported"),
        (
            "Mira Dole, who had been charged with robbery, pleaded guilty to disorderly conduct.",
            "pleaded guilty to robbery",
            "overstated",
        ),
        (
            "Police estimate that the Quay Ward gang has about 40 members.",
            "Quay Ward has 40 members",
            "speaker_missing",
        ),
    ],
    ids=["suspended", "as-it-was", "suspended-behind", "probation", "hours", "fine", "served", "lesser-plea", "size"],
)
def test_milder_end_bears_out_no_harsher_one(
    pipeline: Pipeline, tmp_path: Path, source: str, draft: str, verdict: str
) -> None:
    """Whoever is free was not locked up; whoever pleads to less has not pleaded to more."""
    with Ledger.open(tmp_path / "one.ledger", create=True) as ledger:
        pipeline.add([draft_source("court.txt", source)], ledger, IntakeOptions(published="2024-05-14"))
        words = f"The {draft}." if "members" in draft else f"Mira Dole {draft}."
        assert worst(checked(words, pipeline, Desk(ledger))) == verdict
