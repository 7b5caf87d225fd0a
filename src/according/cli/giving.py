"""`according export`, `report`, `serve`: the ledger handed on."""

import sys
from pathlib import Path

import typer

from according.errors import SettingError
from according.ledger import ClaimFilter, Ledger


def export(format: str, ledger: Path, out: Path | None, *, as_of: str | None) -> None:
    """JSON lines to a file or standard output."""
    from according.export import FORMATS, NOTICE
    from according.export import export as lines

    if format not in FORMATS:
        raise SettingError(f"--format {format!r} is not one of {', '.join(FORMATS)}")
    typer.echo(NOTICE, err=True)
    with Ledger.open(ledger) as opened:
        given = ClaimFilter(as_of=as_of)
        if out is None:
            for line in lines(opened, format, given):
                sys.stdout.write(line + "\n")
        else:
            with out.open("w", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in lines(opened, format, given))


def report(ledger: Path, out: Path, *, as_of: str | None) -> None:
    """A folder of static pages."""
    from according.views import Desk
    from according.web import write_report

    with Ledger.open(ledger) as opened:
        pages = write_report(Desk(opened, ClaimFilter(as_of=as_of)), out)
    typer.echo(f"{pages} pages; open {out / 'index.html'}")


def serve(ledger: Path, *, port: int, browser: bool) -> None:
    """Serve until interrupted."""
    from according.web.server import serve as run

    with Ledger.open(ledger) as opened:
        run(opened, port=port, browser=browser)
