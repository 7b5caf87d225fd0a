"""`according signoff`: the check of a draft frozen for signatures, and what changed since."""

import json as json_text
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer

from according.check import Verification, digest, freeze, read_frozen, sheet, verify
from according.errors import SettingError
from according.ledger import ClaimFilter, Ledger
from according.version import __version__
from according.views import Desk

from .checking import counts, held
from .printing import wrapped

MOVED = 7
"""Exit code when the draft, or what the ledger says of it, changed since the sheet was frozen."""


def sign_off(
    draft: str, ledger: str, given: ClaimFilter, *, out: Path | None, json: Path | None, published: str | None
) -> None:
    """Write the sheet and its record; neither overwrites anything.

    Raises:
        SettingError: if no sheet is named, or one of the two files is there.
    """
    if out is None:
        raise SettingError("A sign-off needs a sheet to write: -o SHEET.html")
    record_file = json or out.with_suffix(".json")
    if record_file == out:
        raise SettingError(f"{out.name} cannot be the sheet and its record: end the sheet in .html")
    for path in (out, record_file):
        if path.exists():
            raise SettingError(f"{path.name} is there already, and what is frozen is not overwritten. Name another.")
    with Ledger.open(ledger) as opened:
        checked = held(draft, Desk(opened, given), published=published)
    found, reader = checked.check, checked.reader
    record = freeze(found, according=__version__, reader=reader, now=datetime.now(UTC))
    # the record first: a sheet without its record could not be verified
    record_file.write_bytes(record)
    out.write_text(sheet(found, digest(record)), encoding="utf-8")
    typer.echo(f"{out.name} is frozen; its record is {record_file.name}. {counts(found)}", err=True)


def verify_sheet(
    frozen: Path,
    draft: str,
    ledger: str,
    given: ClaimFilter,
    *,
    out: Path | None,
    json: Path | None,
    published: str | None,
) -> None:
    """Say what changed since a sheet was frozen; exit code 7 if it no longer holds.

    The draft is read as of the day that it was read for the sheet, so that its "Monday" stays the same.

    Raises:
        SettingError: if the sheet has no record or another's, or a new sheet is asked for at once.
    """
    if out is not None:
        raise SettingError("--verify writes no sheet; freeze a new one without it. For the result as data: --json FILE")
    then = read_frozen(frozen)
    with Ledger.open(ledger) as opened:
        desk = Desk(opened, given)
        now = held(draft, desk, published=published or then.check.published or None)
        found = verify(then, now.check, desk, according=__version__, reader=now.reader)
    if json is not None:
        record = {"holds": found.holds, **asdict(found)}
        json.write_text(json_text.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    typer.echo(_told(found, then.frozen_at))
    if not found.holds:
        raise typer.Exit(MOVED)


def _told(found: Verification, frozen_at: str) -> str:
    lines = [f"Frozen {frozen_at}."]
    lines.append("The draft is another than the one signed." if found.draft_changed else "The draft is the same.")
    lines += [wrapped(f"not on the sheet: “{text}”", "     ", first="   + ") for text in found.new]
    lines += [wrapped(f"no longer in the draft: “{text}”", "     ", first="   - ") for text in found.gone]
    what = "something else" if found.changed else "the same"
    lines.append(f"The ledger says {what} of the checked sentences.")
    for one in found.changed:
        lines.append(wrapped(f"{one.number}. “{one.text}”", "      ", first="   "))
        lines += [wrapped(change, "        ", first="      - ") for change in one.changes]
    lines += [wrapped(note, "  ", first="Note: ") for note in found.notes]
    lines.append("The sheet holds." if found.holds else "The sheet no longer holds: check and sign again.")
    return "\n".join(lines)
