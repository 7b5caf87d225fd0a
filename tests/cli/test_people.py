"""`according user`, `token`, `audit`: a desk's keeper lets people in."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from according.cli import app
from according.errors import AccordingError, SettingError
from according.ledger import Ledger
from tests.factory import claim, document, reading


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """A ledger with one document and an admin."""
    path = tmp_path / "desk.ledger"
    with Ledger.open(path, create=True) as ledger:
        page = document()
        ledger.put(page, b"x", (claim(page),), reading=reading(page, "Marten Oyelaran"))
    said(str(path), "user", "add", "Ana Marsh", "admin", "--all-collections")
    return str(path)


def said(ledger: str, *arguments: str, given: str = "") -> str:
    """What a command prints; its error is raised."""
    done = CliRunner().invoke(app, [*arguments, "--ledger", ledger], input=given)
    if isinstance(done.exception, AccordingError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_first_user_is_told_to_start_the_desk_anew(tmp_path: Path) -> None:
    """And is given a password that is good to choose another."""
    path = str(tmp_path / "desk.ledger")
    Ledger.open(path, create=True).close()
    told = said(path, "user", "add", "Ana Marsh", "admin")
    password = re.findall(r"to choose another: (\S+)", told)[0]
    assert "serve it anew" in told
    with Ledger.open(path) as ledger:
        user = ledger.accounts.by_session(ledger.accounts.sign_in("Ana Marsh", password, origin="test"))
        assert user is not None
        assert (user.must_change, user.collections) == (True, ("main",))


def test_accounts_are_listed_and_changed(desk: str) -> None:
    """Roles, collections, passwords, doors shut and opened."""
    said(desk, "user", "add", "Ben", "reader", "-c", "harbour", "--password-stdin", given="slate harbour lantern\n")
    said(desk, "user", "role", "Ben", "reviewer")
    said(desk, "user", "collections", "Ben", "-c", "courts", "-c", "docks")
    said(desk, "user", "disable", "Ben")
    assert "Ben: reviewer; courts, docks; disabled" in said(desk, "user", "list").splitlines()
    said(desk, "user", "disable", "Ben", "--undo")
    said(desk, "user", "password", "Ben")
    assert "Ben: reviewer; courts, docks; must choose a password" in said(desk, "user", "list").splitlines()


def test_tokens_are_made_listed_and_revoked(desk: str) -> None:
    """The secret is printed once."""
    secret = said(desk, "token", "make", "Ana Marsh", "nightly", "--scope", "read", "--days", "2").strip()
    with Ledger.open(desk) as ledger:
        found = ledger.accounts.by_token(secret)
        assert found is not None
        assert (found.name, found.role) == ("Ana Marsh", "reader")
    listed = said(desk, "token", "list", "Ana Marsh")
    assert listed.startswith("1 nightly: read, until ")
    assert secret not in listed
    said(desk, "token", "revoke", "Ana Marsh", "1")
    with Ledger.open(desk) as ledger:
        assert ledger.accounts.by_token(secret) is None


def test_log_tells_of_accounts_exports_and_decisions(desk: str, tmp_path: Path) -> None:
    """In order, as text or as data, and verify follows it."""
    said(desk, "export", "--format", "csv", "--out", str(tmp_path / "out.csv"))
    with Ledger.open(desk) as ledger:
        id = ledger.claims()[0].id
    said(desk, "decide", "accept", id, "--reason", "seen in court", "--author", "Ben")
    done = CliRunner().invoke(app, ["audit", desk, "--json"])
    rows = [json.loads(line) for line in done.output.splitlines()]
    assert [(r["what"], r["detail"]) for r in rows] == [
        ("account made", "Ana Marsh: admin, all collections"), ("export", "csv, 1 claims"), ("decision", "1: accept"),
    ]  # fmt: skip
    assert rows[0]["who"].endswith("(command line)")
    assert rows[-1]["chain"] in CliRunner().invoke(app, ["audit", desk]).output
    assert CliRunner().invoke(app, ["verify", desk]).exit_code == 0


def test_export_of_a_ledger_without_accounts_leaves_no_trace(tmp_path: Path) -> None:
    """A person's own file stays as it was."""
    path = tmp_path / "own.ledger"
    with Ledger.open(path, create=True) as ledger:
        ledger.put(document(), b"x", ())
    said(str(path), "export", "--format", "csv", "--out", str(tmp_path / "out.csv"))
    with Ledger.open(path) as ledger:
        assert ledger.accounts.log() == []


@pytest.mark.parametrize(
    ("arguments", "said_"),
    [
        (["--no-password"], "--email or --subject"),
        (["--no-password", "--subject", "7"], "ACCORDING_OIDC_ISSUER"),
    ],
)
def test_account_that_nobody_could_open_is_refused(desk: str, arguments: list[str], said_: str) -> None:
    """Without a password, a provider must know the person."""
    with pytest.raises(SettingError, match=said_):
        said(desk, "user", "add", "Cay", "reader", *arguments)


def test_desk_with_accounts_takes_no_token_file(desk: str, tmp_path: Path) -> None:
    """One key for everybody would pass every role by."""
    done = CliRunner().invoke(app, ["serve", desk, "--no-browser", "--token-file", str(tmp_path / "token")])
    assert isinstance(done.exception, SettingError)
    assert "has accounts" in str(done.exception)


def test_provider_needs_the_address_of_the_desk(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """To which it sends people back."""
    monkeypatch.setenv("ACCORDING_OIDC_ISSUER", "https://idp.example")
    done = CliRunner().invoke(app, ["serve", desk, "--no-browser"])
    assert "ACCORDING_ADDRESS" in str(done.exception)
