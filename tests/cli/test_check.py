"""`according check` through its entry point."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import run


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one story."""
    folder = tmp_path_factory.mktemp("check")
    story = folder / "story.txt"
    story.write_text("Marten Oyelaran, 34, was charged with extortion on Monday, prosecutors said.", encoding="utf-8")
    path = folder / "check.ledger"
    assert run("add", story, "--published", "2024-05-15", "--ledger", path).returncode == 0
    return path


def test_overstated_draft_stops_the_pipeline(ledger: Path, tmp_path: Path) -> None:
    """Exit code 6, and the draft is not stored."""
    draft = tmp_path / "draft.md"
    draft.write_text("Marten Oyelaran was convicted of extortion.\n", encoding="utf-8")
    told = run("check", draft, "--ledger", ledger, "--format", "json", "--as-of", "2025-01-01")
    assert told.returncode == 6
    record = json.loads(told.stdout)
    assert record["counts"] == {"overstated": 1}
    assert "documents   1 " in run("status", "--ledger", ledger).stdout


def test_draft_is_kept_if_asked_and_supports_nothing(ledger: Path) -> None:
    """The same check again finds the same."""
    for _ in range(2):
        told = run("check", "-", "--ledger", ledger, "--keep", input="Marten Oyelaran was convicted of extortion.")
        assert told.returncode == 6
        assert "Kept as a confidential document that supports nothing: according:draft/" in told.stderr
        assert "OVERSTATED" in told.stdout
    assert "documents   2 " in run("status", "--ledger", ledger).stdout


def test_supported_draft_from_standard_input_passes(ledger: Path) -> None:
    """Exit code 0, and the terminal says that it is no defence."""
    told = run("check", "-", "--ledger", ledger, input="Marten Oyelaran was charged with extortion.")
    assert told.returncode == 0
    assert "SUPPORTED (1 report, at most 1 origin)" in told.stdout
    assert "no defence by itself" in told.stdout


def test_unknown_format_is_a_setting_error(ledger: Path) -> None:
    """Exit code 2, and the formats are named."""
    told = run("check", "-", "--ledger", ledger, "--format", "docx", input="x")
    assert told.returncode == 2
    assert "sarif" in told.stderr


def test_help_stays_quick() -> None:
    """The check is not loaded for the help."""
    code = "import sys, according.cli; print([m for m in sys.modules if m.startswith('according.check')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
