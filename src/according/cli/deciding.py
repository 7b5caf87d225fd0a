"""`according erase`, `decide`, `undo`: what a person decides."""

import getpass
from dataclasses import asdict
from json import dumps

import typer

from according.errors import NotInLedger, SettingError
from according.ledger import IDENTITY, Ledger
from according.linking import link_new, name_in
from according.views import Desk, KnownAs, known_list
from according.views import doubtful as find_doubtful

from .linking import tell_conflicts
from .printing import plural, wrapped


def author_of(given: str) -> str:
    """Who decides: who is named, else the machine's user."""
    return given or getpass.getuser()


def erase(target: str, ledger: str, *, reason: str, person: bool, author: str, yes: bool) -> None:
    """Erase for good, after asking."""
    with Ledger.open(ledger) as opened:
        is_document = not person and any(d.id == target for d in opened.documents())
        if not is_document and not opened.candidates(target):
            raise NotInLedger(f"{target!r} is neither a document nor a name in this ledger.")
        what = "the document" if is_document else "everything about the person"
        if not yes and not typer.confirm(f"Erase {what} {target!r} for good? It cannot be brought back"):
            raise typer.Exit(1)
        if is_document:
            copies = opened.erase_document(target, reason=reason, author=author_of(author))
            typer.echo(f"{target} is erased.")
            for copy in copies:
                typer.echo(f"  a near-copy still holds the same: {copy}")
        else:
            forms = {c.name for c in opened.candidates(target) if c.type == "person"}
            renamed = opened.erase_person(target, *sorted(forms), reason=reason, author=author_of(author))
            typer.echo("The name is erased, and blocked in the stored documents that hold it.")
            for id in renamed:
                typer.echo(f"  a document whose own name told it is now called {id}")
        if opened.was_linked():
            link_new(opened)


def decide(decision: str, claim: str, ledger: str, *, reason: str, author: str) -> None:
    """Accept or reject one claim."""
    if decision not in ("accept", "reject"):
        raise SettingError(f"decision {decision!r} is not one of accept, reject")
    with Ledger.open(ledger) as opened:
        found = [c for c in opened.claims() if c.id.startswith(claim)]
        if len(found) != 1:
            raise NotInLedger(f"{len(found)} claims begin with {claim!r}. Copy more of the id from `according show`.")
        told = Desk(opened).line(found[0]).text
        number = opened.decide(decision, found[0], author=author_of(author), reason=reason)
    typer.echo(f"decision {number}: {decision}\n{told}")


def identity(
    decision: str, one: tuple[str, str], other: tuple[str, str], ledger: str, *, reason: str, author: str
) -> None:
    """Decide whether two people are one, and link again."""
    kind = decision.replace("-", "_")
    if kind not in IDENTITY:
        raise SettingError(f"decision {decision!r} is not one of {', '.join(IDENTITY)}")
    if not all((*one, *other)):
        raise SettingError("two people are needed: DOCUMENT NAME OTHER_DOCUMENT OTHER_NAME, after the decision")
    if not reason:
        raise SettingError("a decision about who is who needs a reason. Say it with --reason; it is kept.")
    with Ledger.open(ledger) as opened:
        link_new(opened)
        sides = [(document, name_in(opened, document, name)) for document, name in (one, other)]
        number = opened.decide_identity(kind, sides[0], sides[1], author=author_of(author), reason=reason)
        done = link_new(opened)
    typer.echo(f"decision {number}: {kind}. {len(done.links)} links changed; according undo {number} takes it back.")
    tell_conflicts(done.conflicts)


def doubtful(ledger: str, *, limit: int, json: bool) -> None:
    """List pairs that may be one person and were kept apart, with what each document tells."""
    with Ledger.open(ledger) as opened:
        link_new(opened)
        found = find_doubtful(Desk(opened), most=max(1, limit))
    if json:
        typer.echo(dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    for pair in found.pairs:
        but = "".join(f", but {d}" for d in pair.doubts)
        typer.echo(f"{pair.probability:.2f}  {', '.join(pair.reasons)}{but}")
        for side in (pair.one, pair.other):
            ages = f", {' or '.join(map(str, side.ages))} years" if side.ages else ""
            towns = f", of {', '.join(side.towns)}" if side.towns else ""
            typer.echo(wrapped(f"{' / '.join(side.printed)}{ages}{towns}", "        ", first="    - "))
            typer.echo(wrapped(f"{side.published or 'undated'}, {side.title} [{side.document}]", "        "))
    typer.echo(f"{found.total} pairs wait, {len(found.pairs)} listed. Decide: according identity merge|never_same ...")
    for number, why in found.conflicts:
        typer.echo(f"decision {number} was not followed: {why}")


KNOWN_STATES = ("possible", "confirmed", "rejected")
KNOWN_WORDS = {"same": "known_same", "other": "known_other"}


def known(decision: str, number: int, ledger: str, *, reason: str, author: str) -> None:
    """Decide whether somebody is an entry of a list."""
    if decision not in KNOWN_WORDS:
        raise SettingError(f"decision {decision!r} is not one of {', '.join(KNOWN_WORDS)}")
    if not reason:
        raise SettingError("a decision about who somebody is needs a reason. Say it with --reason; it is kept.")
    with Ledger.open(ledger) as opened:
        link = next((k for k in opened.known_links() if k.number == number), None)
        if link is None:
            raise NotInLedger(f"there is no link {number}. List them with: according known --ledger {ledger}")
        made = opened.decide_known(KNOWN_WORDS[decision], link, author=author_of(author), reason=reason)
        found = {one.known.number: one.known for one in known_list(Desk(opened)).links}
    state = found[number].state if number in found else decision
    typer.echo(
        f"decision {made}: {link.entry.id} of {link.entry.list} is {state}; according undo {made} takes it back."
    )
    if number in found and found[number].contested:
        typer.echo(f"but {found[number].contested}: look at both.")


def list_known(ledger: str, *, state: str, json: bool) -> None:
    """List the links to entries of lists, possible ones first."""
    if state and state not in KNOWN_STATES:
        raise SettingError(f"--state {state!r} is not one of {', '.join(KNOWN_STATES)}")
    with Ledger.open(ledger) as opened:
        found = known_list(Desk(opened))
    shown = [one for one in found.links if state in ("", one.known.state)]
    if json:
        typer.echo(dumps([asdict(one) for one in shown], ensure_ascii=False, indent=1))
        return
    for one in shown:
        who = one.party or "nobody whom its document still names so"
        typer.echo(wrapped(f"{one.known.number:>4}  {who} ~ {known_line(one.known)}", "        ", first=""))
    typer.echo(
        f"{len(shown)} link{plural(len(shown))}. Decide: according known same|other NUMBER --reason WHY -l {ledger}"
    )
    if found.masked:
        typer.echo(f"{found.masked} more {plural(found.masked, 'is', 'are')} about protected people, and not told.")


def known_line(known: KnownAs) -> str:
    """An entry as one line: what it is, how it stands, what speaks for it and against it."""
    note = f" [{known.note}]" if known.note else ""
    told = f"{known.list} {known.id}, {known.caption}{note}: {known.state}"
    if known.decision:
        told += f" by {known.author}, {known.day[:10]}, decision {known.decision}: {known.reason}"
    but = "".join(f", but {words}" for words in known.against)
    contested = f"; {known.contested}" if known.contested else ""
    return f"{told} ({known.score:.2f}: {', '.join(known.speaks)}{but}){contested}"


def undo(number: int, ledger: str, *, author: str) -> None:
    """Take one decision back."""
    with Ledger.open(ledger) as opened:
        opened.undo(number, author=author_of(author))
        conflicts = link_new(opened).conflicts if opened.was_linked() else []
    typer.echo(f"decision {number} is taken back.")
    tell_conflicts(conflicts)
