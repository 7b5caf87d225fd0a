"""What `deploy/Containerfile` promises: no root, and a file system that cannot be written to but for `/tmp`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONTAINERFILE = Path(__file__).resolve().parents[1] / "deploy" / "Containerfile"
MAY_MOUNT = os.name == "posix" and os.geteuid() == 0 and shutil.which("unshare") is not None
WORK = """
mount --make-rprivate / && mount -o remount,bind,ro / && mount -t tmpfs tmpfs /tmp && cd /tmp
! touch /var/tmp/x /etc/x 2>/dev/null
echo 'Marten Oyelaran was charged with arson on Tuesday, police in Port Maren said.' > story.txt
"$0" -m according add story.txt --ledger case.ledger >/dev/null 2>&1
"$0" -m according show 'Marten Oyelaran' --ledger case.ledger
ls -A
"""


def test_image_ends_as_an_account_without_rights_and_names_an_entry_point() -> None:
    """Nothing after the account is chosen installs anything or becomes root again."""
    steps = [line.split(maxsplit=1) for line in CONTAINERFILE.read_text().splitlines() if re.match("[A-Z]+ ", line)]
    assert ["USER", "10001"] in steps
    after = steps[steps.index(["USER", "10001"]) + 1 :]
    assert {name for name, _ in after} == {"WORKDIR", "ENV", "ENTRYPOINT", "CMD"}


@pytest.mark.slow
@pytest.mark.skipif(not MAY_MOUNT, reason="needs root and unshare, to make the file system read-only for one process")
def test_program_works_where_only_the_folder_for_temporary_files_can_be_written_to() -> None:
    """It adds and answers, and leaves in that folder what it was asked for alone."""
    command = ["unshare", "--mount", "sh", "-euc", WORK, sys.executable]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd="/", env={**os.environ})
    assert "charged with arson" in done.stdout
    assert done.stdout.splitlines()[-2:] == ["case.ledger", "story.txt"]
