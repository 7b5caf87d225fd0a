"""Lines for whoever keeps According running: structured, and without a name or a word of a document."""

import json
import logging
import sys

import pytest

from according.errors import SettingError
from according.logs import WithoutContent, use

from .test_commands import run


def test_record_tells_what_went_wrong_and_where_but_no_name() -> None:
    """The template of the event and the kind of the error; what was filled in stays out."""
    try:
        raise ValueError("Marten Oyelaran was charged")
    except ValueError:
        given = ("according", logging.ERROR, "pipeline.py", 7, "failed on %s", ("oyelaran.txt",), sys.exc_info())
        line = WithoutContent().format(logging.LogRecord(*given))
    told = json.loads(line)
    assert (told["level"], told["event"], told["error"]) == ("error", "failed on %s", "ValueError")
    assert told["at"][0].startswith("test_logs.py:")
    assert "oyelaran" not in line.lower()


def test_command_that_is_refused_says_so_as_json() -> None:
    """The kind of the error and the exit code; the ledger's name is not told."""
    done = run("--log", "json", "status", "--ledger", "oyelaran-case.ledger")
    told = json.loads(done.stderr)
    assert (done.returncode, told["error"], told["exit_code"]) == (4, "LedgerNotFound", 4)
    assert "oyelaran" not in done.stderr


def test_other_kind_of_log_is_refused() -> None:
    """The message lists those that there are."""
    with pytest.raises(SettingError, match="text, json"):
        use("xml")
