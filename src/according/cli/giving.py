"""`according export`, `report`, `serve`: the ledger handed on."""

import getpass
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from according.errors import SettingError
from according.ledger import ClaimFilter, Ledger

from .people import note_export

if TYPE_CHECKING:
    from according.export import Selection

TOKEN_CHARS = 20
"""Shortest token by which a program is let in."""


def export(
    format: str,
    ledger: str,
    out: Path | None,
    selection: "Selection",
    *,
    about: Sequence[str],
    author: str,
    reason: str,
) -> None:
    """One format to a file or standard output; what was left out is told on standard error."""
    from according.export import FORMATS, NOTICE, WORKING_COPY
    from according.export import export as write

    if format not in FORMATS:
        raise SettingError(f"--format {format!r} is not one of {', '.join(FORMATS)}")
    if selection.unmask and format not in WORKING_COPY and not reason:
        raise SettingError("--unmask needs --reason: it is kept in the ledger with who asked and when.")
    with Ledger.open(ledger) as opened:
        made = write(opened, format, selection, about=about)
        if selection.unmask and format not in WORKING_COPY:
            who = author or getpass.getuser()
            opened.decide("unmasked_export", target=format, value=str(selection), author=who, reason=reason)
        note_export(opened, f"{format}, {made.claims} claims{', unmasked' if selection.unmask else ''}")
    if format in WORKING_COPY:
        typer.echo(NOTICE, err=True)
    if out is None:
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(made.content)
    if format in ("decisions", "links"):
        typer.echo(f"{made.claims} lines.", err=True)
    elif format not in ("documents", "warc"):
        typer.echo(f"{made.claims} claims; {made.left_out}.", err=True)


def release(ledger: str, out: Path, *, as_of: str, known_on: str | None, people: bool) -> None:
    """A frozen data package."""
    from according.export import release as write

    with Ledger.open(ledger) as opened:
        left = write(opened, out, as_of=as_of, known_on=known_on, people=people)
        note_export(opened, f"release as of {as_of}{', with people' if people else ''}")
    typer.echo(f"{out.name}: as of {as_of}; {left}. Check it with: sha256sum -c SHA256SUMS")


def report(ledger: str, out: Path, given: ClaimFilter) -> None:
    """A folder of static pages."""
    from according.views import Desk
    from according.web import write_report

    with Ledger.open(ledger) as opened:
        pages = write_report(Desk(opened, given), out)
        note_export(opened, f"report, {pages} pages")
    typer.echo(f"{pages} pages; open {out / 'index.html'}")


def serve(ledger: str, *, port: int, browser: bool, token_file: Path | None = None, metrics: bool = False) -> None:
    """Serve until interrupted."""
    from according.settings import read_settings
    from according.web.server import serve as run
    from according.web.server import serve_accounts

    with Ledger.open(ledger) as opened:
        if opened.accounts.exist():
            if token_file is not None:
                raise SettingError(f"{opened.name} has accounts: programs use their tokens. Leave --token-file out.")
            serve_accounts(opened, read_settings(), port=port, browser=browser, metrics=metrics)
        else:
            token = api_token(token_file) if token_file is not None else ""
            run(opened, port=port, browser=browser, api_token=token, metrics=metrics)


def api_token(path: Path) -> str:
    """The token of a file, which is made for its owner alone if it is not there."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32) + "\n", encoding="utf-8")
    token = path.read_text(encoding="utf-8").strip()
    if len(token) < TOKEN_CHARS:
        raise SettingError(f"{path.name} holds no token of {TOKEN_CHARS} characters. Remove it, and one is made.")
    return token


def start(help: str) -> None:
    """The desk's start page over this folder; where nobody sits at a terminal, the help and exit code 2."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        typer.echo(help)
        raise typer.Exit(2)
    from according.web.server import serve_start

    typer.echo("Open this address (Ctrl-C ends; according --help lists the commands):")
    serve_start(Path.cwd(), port=8765, browser=True)
