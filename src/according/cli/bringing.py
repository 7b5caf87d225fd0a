"""`according merge`, `decisions`, `claims`, `match` and `table`: what others have."""

import json as json_text
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from according.errors import SettingError
from according.exchange import Conflict, bring_table, mapping_toml, match, merge, read_known, read_lines, read_mapping
from according.exchange import keep as keep_matches
from according.exchange import take_claims as claims_in
from according.exchange import take_decisions as take
from according.ledger import Ledger, Place
from according.model import HANDLING
from according.pipeline import Pipeline
from according.settings import read_settings
from according.views import Desk

from .deciding import author_of
from .printing import plural, wrapped


def merge_ledgers(other: str, ledger: str) -> None:
    """Another ledger into this one; exit code 3 if anything is left to a person."""
    if Place.of(other).same_as(Place.of(ledger)):
        raise SettingError("A ledger cannot be merged into itself. Name two ledgers.")
    with Ledger.open(other) as theirs, Ledger.open(ledger, create=True) as mine:
        done = merge(mine, theirs, Pipeline(read_settings()))
    typer.echo(
        f"{done.documents} documents added, {done.known} known, {done.erased} erased here before; "
        f"{done.decisions} decisions and {done.entered} entered claims taken over."
    )
    if done.lacking:
        typer.echo(f"{len(done.lacking)} decisions are about what is not here; they were left out.")
    _list_left([("", why) for _, why in done.left], done.conflicts)
    if done.conflicts:
        raise typer.Exit(3)


def take_decisions(file: Path, ledger: str) -> None:
    """Decisions of another ledger; exit code 3 if anything is left to a person."""
    with Ledger.open(ledger) as opened:
        done = take(opened, read_lines(file))
    typer.echo(
        f"{done.decisions} decisions and {done.entered} entered claims taken over; {done.known} stood here already."
    )
    listed = sorted((*done.lacking, *done.left, *done.refused))
    _list_left([(f"line {number}: ", why) for number, why in listed], done.conflicts)
    if listed or done.conflicts:
        raise typer.Exit(3)


def take_claims(file: Path, ledger: str, *, handling: str) -> None:
    """Claims of documents that are not here; exit code 3 if anything is left to a person."""
    if handling not in HANDLING:
        raise SettingError(f"--handling {handling!r} is not one of {', '.join(HANDLING)}")
    with Ledger.open(ledger, create=True) as opened:
        done = claims_in(opened, read_lines(file), handling=handling)
    typer.echo(
        f"{done.claims} claims of {done.documents} documents that are known by their quotes; {done.known} were here."
    )
    if done.rejected or done.erased:
        typer.echo(f"left out: {done.rejected} rejected there, {done.erased} of documents that were erased here.")
    told = [(f"line {number}: ", why) for number, why in done.refused]
    told += [(f"document {id}: ", f"claim {claim[:10]} is not made of it here") for id, claim in done.unmade]
    _list_left(told, done.conflicts)
    if told or done.conflicts:
        raise typer.Exit(3)


def _list_left(listed: Sequence[tuple[str, str]], conflicts: Sequence[Conflict]) -> None:
    for where, why in listed:
        typer.echo(wrapped(f"{where}{why}", "    ", first="  - "))
    for conflict in conflicts:
        told = f"{conflict.what} {conflict.target}: here {conflict.here}, there {conflict.there}; nothing was changed"
        typer.echo(wrapped(told, "    ", first="  - "))


def match_names(names: Path, ledger: str, *, json: bool, keep: bool, list: str, author: str) -> None:
    """Who of a list is named in these documents; kept as links that wait for a decision, if asked."""
    with Ledger.open(ledger) as opened:
        desk = Desk(opened)
        found = match(desk, read_known(names))
        kept = (
            keep_matches(desk, found.matches, list=list or list_name(names), author=author_of(author)) if keep else None
        )
    if json:
        typer.echo(json_text.dumps([asdict(m) for m in found.matches], ensure_ascii=False, indent=1))
        return
    for one in found.matches:
        note = f" [{one.known.note}]" if one.known.note else ""
        but = "".join(f", but {words}" for words in one.against)
        told = f"{one.known.id}, {one.known.name}{note} ~ {one.party} ({one.type}): {', '.join(one.speaks)}{but}"
        typer.echo(wrapped(told, "    ", first="  - "))
        typer.echo(wrapped(f"in {', '.join(one.documents)}", "    "))
    typer.echo(f"{len(found.matches)} names of the list stand in these documents. A name is not a person.")
    if found.masked:
        typer.echo(
            f"{found.masked} more stand{plural(found.masked, 's', '')} for protected people; not told, not kept."
        )
    if kept is not None:
        done = [f"{kept.new} link{plural(kept.new, ' is', 's are')} new, or tell more than before"]
        done += [f"{kept.born_otherwise} not kept: the year of birth does not fit"] * bool(kept.born_otherwise)
        done += [f"{kept.unread} not kept: no reading has the name as somebody's"] * bool(kept.unread)
        typer.echo(f"{'; '.join(done)}. Decide: according known --ledger {ledger}")


def list_name(path: Path) -> str:
    """What a list is called if nobody says: its file without endings."""
    return path.name.partition(".")[0] or path.name


def table(
    path: Path, ledger: str, *, mapping: Path | None, save: Path | None, sheet: str | None, handling: str
) -> None:
    """A spreadsheet into a ledger; exit code 3 if some rows make no claim."""
    if handling not in HANDLING:
        raise SettingError(f"--handling {handling!r} is not one of {', '.join(HANDLING)}")
    given = read_mapping(mapping) if mapping is not None else None
    with Ledger.open(ledger, create=True) as opened:
        done, used = bring_table(opened, path, given, sheet=sheet, handling=handling)
    if save is not None:
        save.write_text(mapping_toml(used), encoding="utf-8")
    typer.echo(f"{done.rows} rows, {done.claims} claims; {done.unchanged} unchanged, {done.erased} erased here before.")
    for number, reason in done.problems:
        typer.echo(wrapped(f"row {number}: {reason}", "    ", first="  - "))
    if done.problems:
        typer.echo(f"{len(done.problems)} rows are kept as documents and make no claim.")
        raise typer.Exit(3)
