"""What a newcomer does first, with the package as it is installed: the command alone, and an own document."""

import os
import pty
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.web.test_browser import add_first_document, chromium, pytestmark  # noqa: F401 - a fixture, and its needs

OPENER = '#!/bin/sh\necho "$1" > "$OPENED"\n'
"""A browser that only writes down the address it is given."""


@pytest.fixture
def command(wheel: Path, tmp_path: Path) -> Path:
    """The command of a fresh environment that holds the wheel, and borrows what the wheel needs from this one."""
    home = tmp_path / "installed"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, wheel], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (site / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    where = [python, "-c", "import according; print(according.__file__)"]
    told = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path, env=_bare())
    assert Path(told.stdout.strip()).is_relative_to(home)
    return home / "bin" / "according"


def _bare() -> dict[str, str]:
    """The environment without a way to the sources."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_the_command_alone_leads_to_an_own_document_in_five_actions(command: Path, chromium, tmp_path: Path) -> None:  # noqa: F811
    """In a terminal and an empty folder it opens a browser at the desk."""
    folder, opened, opener = tmp_path / "desk", tmp_path / "opened", tmp_path / "opener"
    folder.mkdir()
    opener.write_text(OPENER, encoding="utf-8")
    opener.chmod(0o755)
    story = tmp_path / "story.txt"
    story.write_text("Marten Oyelaran was charged with robbery, prosecutors said.\n", encoding="utf-8")
    known = {**_bare(), "BROWSER": str(opener), "OPENED": str(opened), "TERM": "dumb"}
    terminal, end = pty.openpty()
    with os.fdopen(terminal, encoding="utf-8") as screen:
        with subprocess.Popen([command], cwd=folder, env=known, stdin=end, stdout=end) as process:
            try:
                address = next(line for line in screen if line.startswith("http")).strip()
                page = chromium.new_page()
                page.goto(address, timeout=120_000)
                assert opened.read_text(encoding="utf-8").strip() == address
                add_first_document(page, story)
                assert page.locator("span.sentence").first.inner_text().startswith("Marten Oyelaran was charged")
            finally:
                process.terminate()
        os.close(end)
    assert [file.name for file in folder.glob("*.ledger")] == ["harbour.ledger"]
