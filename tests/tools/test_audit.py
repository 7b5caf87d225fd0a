"""The audit of dependencies fails on a known weakness, and says when it could not look."""

from tools.audit import told

SOUND = {"name": "lamp", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "own", "skip_reason": "Dependency not found"}


def test_known_weakness_fails_and_is_named() -> None:
    """With the package, its version and the number under which it is known."""
    weak = {"name": "lock", "version": "2.1", "vulns": [{"id": "PYSEC-2025-1"}]}
    assert told({"dependencies": [SOUND, weak]}) == (1, "Known weaknesses:\nlock 2.1: PYSEC-2025-1")


def test_what_could_not_be_looked_up_is_named() -> None:
    """So that nobody takes it for sound."""
    assert told({"dependencies": [SOUND, UNKNOWN]})[1].endswith("1 could not be looked up: own.")


def test_audit_without_the_database_says_that_it_was_none() -> None:
    """It is no failure, and no success either."""
    code, words = told({"dependencies": [UNKNOWN]})
    assert (code, words.startswith("NOT AUDITED")) == (0, True)
