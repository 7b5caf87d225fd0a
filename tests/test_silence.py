"""Nothing leaves the machine, and nothing is left on it but what was asked for: not by us, not by what we rest on."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "Marten Oyelaran, 34, was charged with arson on Tuesday, police in Port Maren said."


def run(home: Path, *given: str) -> str:
    """Run a command as somebody whose home is an empty folder; returns what it says."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "SYSTEMROOT")}
    told = {**kept, "HOME": str(home), "USERPROFILE": str(home), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-m", "according", *given], cwd=home.parent, env=told, check=True,
                          capture_output=True, encoding="utf-8")  # fmt: skip
    return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home beside a folder to work in."""
    (made := tmp_path / "home").mkdir()
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return made


def test_reading_and_adding_leave_nothing_in_the_home(home: Path) -> None:
    """No mark, no cache, no record of use; the ledger stands where it was asked for."""
    assert "charged" in run(home, "read", "story.txt")
    run(home, "add", "story.txt", "--ledger", "case.ledger")
    assert list(home.iterdir()) == []
    assert sorted(p.name for p in home.parent.iterdir()) == ["case.ledger", "home", "story.txt"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine: install the package strace")
def test_a_reader_that_stays_loaded_asks_no_other_machine_for_anything(home: Path) -> None:
    """Every call of every thread is watched for some seconds: not even an address is looked up."""
    stays = "import time; from according.reading.encoder.network import load_network; load_network(); time.sleep(8)"
    watch = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(home.parent / "calls")]
    subprocess.run([*watch, sys.executable, "-c", stays], env={**os.environ, "HOME": str(home)}, check=True)
    calls = (home.parent / "calls").read_text().splitlines()
    assert [call for call in calls if re.search(r"sin6?_(addr|port)", call)] == []
