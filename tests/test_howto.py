"""The how-to pages of what runs on: a server that programs ask, Python, and feeds that are watched."""

import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from according.intake import IntakeOptions
from according.ledger import Ledger
from according.pipeline import Pipeline
from according.settings import Settings
from tests.check.test_drafts import draft_source
from tests.export.test_howto import ROOT, commands, run
from tests.watch.test_rounds import STORY, Site

PAGES = ROOT / "docs" / "how-to"
TOLD = "Marten Oyelaran, 34, was charged with robbery on Monday, prosecutors said. A fire burned in the Quay Ward."
PATIENCE_S = 120

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`case.ledger`, of one story."""
    with Ledger.open(tmp_path / "case.ledger", create=True) as ledger:
        options = IntakeOptions(published="2025-05-14")
        Pipeline(Settings()).add([draft_source("story.txt", TOLD)], ledger, options)
    return tmp_path


def blocks(name: str, language: str) -> list[str]:
    """The pieces of a page in one language."""
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


@contextmanager
def running(command: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A command of a page that does not end by itself."""
    given = [sys.executable, "-m", *shlex.split(command)]
    with subprocess.Popen(given, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_programs_ask_over_http_as_the_page_shows(folder: Path) -> None:
    """The server's own line, then the client of the shell and that of Python; both get claims."""
    serve, ask = commands("rest")
    (program,) = blocks("rest", "python")
    with running(f"{serve} --port 0", folder) as process:
        assert process.stdout is not None
        here = re.search(r"127\.0\.0\.1:\d+", process.stdout.readline())
        assert here is not None
        told = program.replace("127.0.0.1:8765", here[0])
        asked = subprocess.run([sys.executable, "-c", told], cwd=folder, capture_output=True, text=True)
        assert (asked.returncode, asked.stderr) == (0, "")
        assert re.search(
            r"Marten Oyelaran was charged with robbery .* -- Marten Oyelaran, 34, was charged", asked.stdout
        )
        if shutil.which("curl"):
            done = run(ask.replace("127.0.0.1:8765", here[0]), folder)
            assert '"total":1' in done.stdout.replace(" ", "")


def test_python_page_runs_from_top_to_bottom(folder: Path) -> None:
    """And leaves the graph that it exports."""
    (folder / "stories").mkdir()
    (folder / "stories" / "more.txt").write_text("Teodor Lunz was arrested, police said.", encoding="utf-8")
    (program,) = blocks("python", "python")
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "<gexf" in (folder / "graph.gexf").read_text(encoding="utf-8")


def test_watch_page_adds_what_a_feed_and_a_folder_hold(folder: Path) -> None:
    """One round as it stands on the page but for the address; and rounds that go on until they are stopped."""
    site = Site()
    site.pages["/story"] = (200, STORY, {})
    site.rss("/story")
    (feeds,) = blocks("watch", "toml")
    feeds = feeds.replace("https://courier.example/crime.rss", f"{site.url}/feed").replace(
        "pause_s = 2.0", "pause_s = 0"
    )
    (folder / "feeds.toml").write_text(feeds, encoding="utf-8")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "note.txt").write_text("Teodor Lunz was arrested, police said.", encoding="utf-8")
    once, again = commands("watch")
    try:
        done = run(f"{once} --allow-private", folder)
        assert (done.returncode, "<feed" in (folder / "changed.xml").read_text(encoding="utf-8")) == (0, True)
        assert "extortion" in (folder / "changed.md").read_text(encoding="utf-8")
        with Ledger.open(folder / "case.ledger") as ledger:
            assert ledger.status().documents == 3
        (folder / "changed.md").unlink()
        with running(f"{again} --allow-private", folder) as process:
            until = time.monotonic() + PATIENCE_S
            while not (folder / "changed.md").exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.1)
            assert (folder / "changed.md").exists()
            assert process.poll() is None
    finally:
        site.http.shutdown()
        site.http.server_close()
