"""Readers and extractors of other packages: found by name, set up when asked for, held to the contract."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from according.cli import app
from according.errors import MissingLayer, SettingError
from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.readers import EXTRACTORS, READERS, installed, load
from according.settings import Settings, read_settings

PACKAGE = '''
from dataclasses import replace

from according.claims import ClaimEngine
from according.model import Evidence, Reading
from according.reading import BundledReader


class Shouting:
    """Reads as the bundled reader does, under a name of its own."""

    name, version = "shouting", "3"

    def __init__(self, settings):
        self.inner = BundledReader(threads=settings.threads)

    def read(self, document):
        return replace(self.inner.read(document), reader=self.name, reader_version=self.version)


class Bare:
    """Gives a reading without any layer."""

    name, version = "bare", "1"

    def __init__(self, settings):
        pass

    def read(self, document):
        return Reading(document, self.name, self.version)


class Lying:
    """Makes every claim twice, once with a quote that the document does not hold."""

    name, version = "lying", "1"

    def __init__(self, settings):
        self.inner = ClaimEngine()

    def extract(self, reading):
        for claim in self.inner.extract(reading):
            first = claim.evidence[0]
            yield claim
            yield replace(claim, evidence=(replace(first, quote="x" * len(first.quote)),))


def broken(settings):
    raise RuntimeError("no model here")
'''
POINTS = """
[according.readers]
shouting = quay_readers:Shouting
bare = quay_readers:Bare
broken = quay_readers:broken
nothing = quay_readers:dict

[according.extractors]
lying = quay_readers:Lying
"""
STORY = "Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said."


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as pip would install it, on the path of this process."""
    place = tmp_path / "site"
    info = place / "quay_readers-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "quay_readers.py").write_text(PACKAGE + "\n\ndef dict(settings):\n    return {}\n", encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: quay-readers\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(place))
    return place


def add(tmp_path: Path, settings: Settings) -> tuple[Ledger, object]:
    """A ledger of one story, and what the addition says of itself."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    ledger = Ledger.open(tmp_path / "x.ledger", create=True)
    options = IntakeOptions(published="2024-05-15")
    return ledger, Pipeline(settings).add(sources([str(tmp_path / "story.txt")], options), ledger, options)


@pytest.mark.usefixtures("package")
def test_installed_reader_is_found_by_its_name(tmp_path: Path) -> None:
    """And its name stands with the reading: the same story is read again by another reader."""
    ledger, first = add(tmp_path, Settings(reader="shouting"))
    assert first.outcomes == {"added": 1}
    assert [c.predicate for c in ledger.claims()].count("accused_of") == 1
    _, again = add(tmp_path, Settings(reader="shouting"))
    assert again.outcomes == {"unchanged": 1}
    _, other = add(tmp_path, Settings())
    assert other.outcomes == {"reread": 1}


@pytest.mark.usefixtures("package")
def test_claim_that_the_document_does_not_hold_is_refused_and_counted(tmp_path: Path) -> None:
    """Whoever makes it."""
    ledger, done = add(tmp_path, Settings(extractor="lying"))
    assert (done.refused, done.claims) == (len(ledger.claims()), len(ledger.claims()))
    assert done.claims > 0


@pytest.mark.usefixtures("package")
def test_reader_without_the_layers_that_claims_need_stops_the_addition(tmp_path: Path) -> None:
    """No other document would fare better."""
    with pytest.raises(MissingLayer, match="sentences"):
        add(tmp_path, Settings(reader="bare"))


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("group", "name", "told"),
    [
        (
            READERS,
            "quay",
            r"--reader 'quay' is not installed. Installed here: builtin, bare, broken, nothing, shouting, spacy",
        ),
        (EXTRACTORS, "spacy", r"--extractor 'spacy' is not installed. Installed here: builtin, lying"),
        (READERS, "broken", r"--reader 'broken' \(quay_readers:broken\) could not be set up: RuntimeError: no model"),
        (READERS, "nothing", r"--reader 'nothing' \(quay_readers:dict\) has no name"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_is_installed(group: str, name: str, told: str) -> None:
    """Instead of a traceback of another package."""
    with pytest.raises(SettingError, match=told):
        load(group, name, Settings())


@pytest.mark.usefixtures("package")
def test_commands_take_a_reader_by_name_and_list_those_installed(tmp_path: Path) -> None:
    """`read`, `add` and `model readers`."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    listed = CliRunner().invoke(app, ["model", "readers"]).output.splitlines()
    assert [line.split()[1] for line in listed] == [
        "builtin", "bare", "broken", "nothing", "shouting", "spacy", "builtin", "lying",
    ]  # fmt: skip
    read = CliRunner().invoke(app, ["read", str(tmp_path / "story.txt"), "--reader", "shouting"])
    assert "Marten Oyelaran was charged with extortion" in " ".join(read.output.split())
    path = str(tmp_path / "y.ledger")
    added = CliRunner().invoke(app, ["add", str(tmp_path / "story.txt"), "--ledger", path, "--extractor", "lying"])
    assert "claims of lying were refused" in added.output


def test_adapter_for_spacy_is_all_that_is_installed_beside_what_ships() -> None:
    """It needs its extra, and settings name no reader."""
    assert (list(installed(READERS)), list(installed(EXTRACTORS))) == (["spacy"], [])
    assert read_settings({"ACCORDING_READER": "shouting"}).reader == "shouting"


def test_reader_that_cannot_be_set_up_stops_the_adding(package: Path, tmp_path: Path) -> None:
    """It is told once and for all documents, and none is noted as a defect."""
    options = IntakeOptions()
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        with pytest.raises(SettingError, match="no model here"):
            Pipeline(Settings(reader="broken")).add(sources([str(package)], options), ledger, options)
        assert ledger.documents() == []
