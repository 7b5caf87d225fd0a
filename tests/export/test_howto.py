"""The commands of the how-to page work as they stand there, with the consumers' own tools."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from according.export.formats import FORMATS
from according.intake import IntakeOptions, sources
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "export.md").read_text(encoding="utf-8")
ELSEWHERE = ("duckdb", "alephclient")
"""Tools that are not on the package index, or need a server."""
COMMANDS = [
    line.split("   #")[0]
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.strip() and "FORMAT" not in line and not line.startswith(ELSEWHERE)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `case.ledger`, the invented documents of the examples."""
    place = tmp_path_factory.mktemp("howto")
    options = IntakeOptions()
    with Ledger.open(place / "case.ledger", create=True) as ledger:
        Pipeline(Settings()).add(sources([str(ROOT / "examples" / "documents")], options), ledger, options)
    return place


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """One line of the page, with the programs of this environment; `according` is this tree's."""
    script = command.replace("according ", f"{shlex.quote(sys.executable)} -m according ", 1)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    script = script if script != command else re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", command)
    return subprocess.run(
        ["/bin/bash", "-c", script], cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path}
    )


@pytest.mark.slow
def test_every_command_of_the_page_ends_well(folder: Path) -> None:
    """In the order of the page; what a consumer prints is not empty."""
    failed = {}
    for command in COMMANDS:
        done = run(command, folder)
        if done.returncode != 0 or (command.startswith("python") and not done.stdout.strip()):
            failed[command] = done.stderr[-500:]
    assert failed == {}


def test_every_format_is_on_the_page_with_its_command() -> None:
    """`links` alone is not handed to anybody: it is for the exams of linking."""
    shown = set(re.findall(r"--format (\w+) ", "\n".join(COMMANDS)))
    assert set(FORMATS) - shown == {"links"}
