"""`according user`, `token`, `audit`: who may use a ledger on a server, made by whoever keeps it."""

import getpass
import sys
from dataclasses import asdict
from json import dumps
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from according.ledger import Ledger

user_app = typer.Typer(
    help="Who may sign in to the desk of a ledger. A ledger without users has no accounts.", no_args_is_help=True,
    rich_markup_mode=None,
)  # fmt: skip
token_app = typer.Typer(help="Keys by which programs ask the desk.", no_args_is_help=True, rich_markup_mode=None)

LedgerFile = Annotated[
    str, typer.Option("--ledger", "-l", help="The ledger: a file, or postgresql://USER@HOST/DATABASE.")
]
Name = Annotated[str, typer.Argument(help="The name of an account, as it stands under decisions.")]
Role = Annotated[str, typer.Argument(help="reader, reviewer, editor or admin.")]
Seen = Annotated[list[str] | None, typer.Option("--collection", "-c", help="A collection that it may see; repeatable.")]
All = Annotated[bool, typer.Option("--all-collections", help="It may see all collections.")]
Typed = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input; else one is made.")
]


@user_app.command("add")
def add(
    name: Name,
    role: Role,
    ledger: LedgerFile,
    collection: Seen = None,
    all_collections: All = False,
    email: Annotated[str, typer.Option(help="Address by which a provider knows the person.")] = "",
    subject: Annotated[str, typer.Option(help="What the provider calls the person (its `sub`).")] = "",
    no_password: Annotated[bool, typer.Option("--no-password", help="Sign in by a provider alone.")] = False,
    password_stdin: Typed = False,
) -> None:
    """Make an account; it sees the collection main unless told otherwise. The first makes people sign in."""
    from according.errors import SettingError
    from according.ledger import DEFAULT_COLLECTION, Ledger
    from according.ledger.accounts import subject_of
    from according.settings import read_settings

    issuer = read_settings().oidc_issuer
    if no_password and not (email or subject):
        raise SettingError("without a password, --email or --subject must tell as whom a provider knows the person.")
    if subject and not issuer:
        raise SettingError("--subject means a person of the provider in ACCORDING_OIDC_ISSUER. Set it first.")
    password, made = (None, "") if no_password else _password(typed=password_stdin)
    seen = None if all_collections else collection or [DEFAULT_COLLECTION]
    with Ledger.open(ledger) as opened:
        first = not opened.accounts.exist()
        opened.accounts.add(
            name,
            role,
            password=password,
            email=email or None,
            collections=seen,
            by=_by(),
            must_change=bool(made),
            subject=subject_of(issuer, subject) if subject else None,
        )
    typer.echo(f"{name} is {role}.{_told(made)}")
    if first:
        typer.echo(
            "This ledger has accounts now: stop its desk and serve it anew; people sign in from then on.", err=True
        )


@user_app.command("list")
def list_users(ledger: LedgerFile) -> None:
    """List the accounts."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        users = opened.accounts.users()
    for user in users:
        seen = "all collections" if user.collections is None else ", ".join(user.collections) or "no collection"
        state = ["disabled"] if user.disabled else []
        state += ["must choose a password"] if user.must_change else []
        state += [f"locked until {user.locked_until[:16]}"] if user.locked_until else []
        typer.echo(f"{user.name}: {'; '.join((user.role, seen, *([user.email] if user.email else []), *state))}")
    if not users:
        typer.echo("No accounts. Make the first with: according user add NAME admin --all-collections --ledger LEDGER")


@user_app.command("role")
def role(name: Name, role: Role, ledger: LedgerFile) -> None:
    """Give an account another role, from its next request on."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        opened.accounts.set_role(name, role, by=_by())
    typer.echo(f"{name} is {role}.")


@user_app.command("collections")
def collections(name: Name, ledger: LedgerFile, collection: Seen = None, all_collections: All = False) -> None:
    """Say which collections an account may see, from its next request on; none if none is named."""
    from according.ledger import Ledger

    seen = None if all_collections else collection or []
    with Ledger.open(ledger) as opened:
        opened.accounts.set_collections(name, seen, by=_by())
    typer.echo(f"{name} sees {'all collections' if seen is None else ', '.join(seen) or 'no collection'}.")


@user_app.command("password")
def password(name: Name, ledger: LedgerFile, password_stdin: Typed = False) -> None:
    """Set a password, unlock the account, end its sessions and tokens; a password that is made is good once."""
    from according.ledger import Ledger

    given, made = _password(typed=password_stdin)
    with Ledger.open(ledger) as opened:
        opened.accounts.set_password(name, given, by=_by(), must_change=bool(made))
    typer.echo(f"{name} has a new password.{_told(made)}")


@user_app.command("disable")
def disable(
    name: Name, ledger: LedgerFile, enable: Annotated[bool, typer.Option("--undo", help="Open it again.")] = False
) -> None:
    """Shut an account at once, with its sessions and tokens. What it decided stays."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        opened.accounts.disable(name, by=_by(), disabled=not enable)
    typer.echo(f"{name} {'may sign in again' if enable else 'is shut out'}.")


@token_app.command("make")
def make_token(
    name: Name,
    label: Annotated[str, typer.Argument(help="What it is for.")],
    ledger: LedgerFile,
    scope: Annotated[str, typer.Option(help="read, write or admin; never more than the account's role.")] = "read",
    days: Annotated[int, typer.Option(help="Days that it works.")] = 90,
) -> None:
    """Make a token and print it, this once."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        typer.echo(opened.accounts.make_token(name, label, scope, days=days, by=_by()))


@token_app.command("list")
def list_tokens(name: Name, ledger: LedgerFile) -> None:
    """List the tokens of an account; never their secrets."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        for token in opened.accounts.tokens(name):
            end = f"revoked {token.revoked_at[:10]}" if token.revoked_at else f"until {token.until[:10]}"
            typer.echo(f"{token.id} {token.label}: {token.scope}, {end}")


@token_app.command("revoke")
def revoke_token(
    name: Name, token: Annotated[int, typer.Argument(help="Its number in the list.")], ledger: LedgerFile
) -> None:
    """Make a token worthless."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        opened.accounts.revoke(name, token, by=_by())
    typer.echo(f"Token {token} of {name} is worthless now.")


def audit(ledger: str, *, json: bool) -> None:
    """The whole log, oldest first, and the chain to note elsewhere."""
    from according.ledger import Ledger

    with Ledger.open(ledger) as opened:
        entries = opened.accounts.log()
    for entry in reversed(entries):
        told = f"{entry.recorded_at[:19]} {entry.who}: {entry.what}{f', {entry.detail}' if entry.detail else ''}"
        typer.echo(dumps(asdict(entry), ensure_ascii=False) if json else told)
    if entries and not json:
        typer.echo(f"Newest chain, to note elsewhere: {entries[0].id} {entries[0].chain}", err=True)


def note_export(ledger: "Ledger", what: str) -> None:
    """Where people have accounts, the audit log tells what left the ledger by the command line; never about whom."""
    if ledger.accounts.exist():
        ledger.accounts.note(_by(), "export", what)


def _by() -> str:
    """Who keeps the ledger, for the audit log: as the machine calls them, which proves as much as the machine does."""
    return f"{getpass.getuser()} (command line)"


def _password(*, typed: bool) -> tuple[str, str]:
    """The password, and the same again if it was made here."""
    from according.ledger import passwords

    if typed:
        return sys.stdin.readline().rstrip("\r\n"), ""
    made = passwords.made()
    return made, made


def _told(made: str) -> str:
    return f" Password, good to choose another: {made}" if made else ""
