"""`according export` through its entry point."""

from pathlib import Path

import pytest

from according.ledger import Ledger
from tests.cli.test_commands import run
from tests.factory import claim, document, reading


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of one charge."""
    path = tmp_path / "export.ledger"
    page = document()
    with Ledger.open(path, create=True) as opened:
        opened.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
    return path


def test_file_is_written_and_what_was_left_out_is_told(ledger: Path, tmp_path: Path) -> None:
    """On standard error, so that a pipe stays clean."""
    told = run("export", "--format", "csv", "--ledger", ledger, "-o", tmp_path / "x.csv", "--stage", "convicted")
    assert told.returncode == 0
    assert told.stderr == "0 claims; left out: 1 claims of another stage.\n"


def test_unmasking_needs_a_reason_and_is_kept(ledger: Path) -> None:
    """Who, when and why."""
    refused = run("export", "--format", "csv", "--ledger", ledger, "--unmask")
    assert refused.returncode == 2
    asked = run(
        "export", "--format", "csv", "--ledger", ledger, "--unmask", "--reason", "court order", "--author", "Ana"
    )
    assert asked.returncode == 0
    with Ledger.open(ledger) as opened:
        decision = opened.decisions()[-1]
    assert (decision.kind, decision.target, decision.author, decision.reason) == (
        "unmasked_export", "csv", "Ana", "court order",
    )  # fmt: skip


def test_unknown_format_names_the_known_ones(ledger: Path) -> None:
    """Exit code 2."""
    told = run("export", "--format", "xlsx", "--ledger", ledger)
    assert told.returncode == 2
    assert "graphml" in told.stderr


def test_names_after_the_format_keep_an_export_to_them(ledger: Path, tmp_path: Path) -> None:
    """As a PDF, here; a name that nobody bears is an error."""
    out = tmp_path / "x.pdf"
    told = run("export", "--format", "pdf", "Marten Oyelaran", "--ledger", ledger, "-o", out)
    assert (told.returncode, told.stderr) == (0, "1 claims; left out: nothing.\n")
    assert out.read_bytes().startswith(b"%PDF-")
    assert run("export", "--format", "pdf", "Ana Nobody", "--ledger", ledger).returncode == 4
