"""Who may use a ledger on a server: users with a role and collections, their sessions, the tokens of their programs.

A ledger without a user has no accounts: it is a person's own file. What is secret is stored as a hash alone: passwords
by argon2id, session cookies and tokens, which are random and long, by SHA-256. Every change is a row of the audit log.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from according.errors import NotInLedger, SettingError, SignInRefused

from . import audit, passwords
from . import schema as t
from .leases import later

if TYPE_CHECKING:
    from .store import Ledger

ROLES = ("reader", "reviewer", "editor", "admin")
"""Each may do what the one before may, and more."""
SCOPES = {"read": "reader", "write": "editor", "admin": "admin"}
"""What a token is for, and the highest role that it carries; its owner's own role bounds it, too."""
SESSION_S = 12 * 3600
"""Seconds that a browser stays signed in: a working day."""
LOCK_AFTER = 5
"""Wrong passwords in a row after which an account is locked."""
LOCK_S = 15 * 60
TOKEN_DAYS = 365
"""The longest life of a token."""
_REFUSED = (
    "the name or the password is wrong, or the account is locked for some minutes or disabled. Who runs this desk can "
    "tell."
)


@dataclass(frozen=True, slots=True)
class User:
    """An account. `collections` are the names of those that it may see; None sees all."""

    id: int
    name: str
    role: str
    collections: tuple[str, ...] | None
    disabled: bool = False
    must_change: bool = False
    locked_until: str | None = None
    email: str | None = None
    has_password: bool = True

    def may(self, role: str) -> bool:
        """Whether the account has this role, or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed: never its secret."""

    id: int
    label: str
    scope: str
    until: str
    revoked_at: str | None


class Accounts:
    """The accounts of one ledger."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def exist(self) -> bool:
        """Whether this ledger has accounts; then nobody may use its desk without one."""
        with self._ledger._asking() as connection:
            return has_accounts(connection)

    # --- users ------------------------------------------------------------------------------------------------------

    def users(self) -> list[User]:
        """All accounts by name, disabled ones with them."""
        with self._ledger._asking() as connection:
            rows = connection.execute(select(t.users)).all()
            found = [_user(row, _collections(connection, row)) for row in rows]
        return sorted(found, key=lambda user: _folded(user.name))

    def user(self, name: str) -> User:
        """The account of a name.

        Raises:
            NotInLedger: if there is none.
        """
        with self._ledger._asking() as connection:
            row = _known(connection, name)
            return _user(row, _collections(connection, row))

    def locked(self, user: User) -> bool:
        """Whether wrong passwords keep somebody out at this moment."""
        return user.locked_until is not None and user.locked_until > self._ledger._clock()

    def add(
        self,
        name: str,
        role: str,
        *,
        password: str | None = None,
        email: str | None = None,
        subject: str | None = None,
        collections: Sequence[str] | None,
        by: str,
        must_change: bool = False,
    ) -> None:
        """Make an account.

        Args:
            password: None for somebody who signs in by a provider alone; then `email` or `subject` (`subject_of`) tells
                who that is.
            collections: those that it may see; None sees all. by: who makes it, for the audit log.
            must_change: whether the password is good only to choose another.

        Raises:
            SettingError: for a name, role or password that cannot be, or a name or address that is taken.
        """
        name = _named(name)
        _check_role(role)
        stored = passwords.hashed(password) if password is not None else None
        values = {
            "name": name, "role": role, "password": stored, "must_change": int(must_change),
            "email": _folded(email) if email else None, "subject": subject,
            "every_collection": int(collections is None),
        }  # fmt: skip
        with self._ledger._writing() as connection:
            if _find(connection, name) is not None:
                raise SettingError(f"there is an account {name!r} already. Choose another name.")
            if email and connection.scalar(select(t.users.c.id).where(t.users.c.email == _folded(email))) is not None:
                raise SettingError(f"the address {email} belongs to another account already.")
            if subject and connection.scalar(select(t.users.c.id).where(t.users.c.subject == subject)) is not None:
                raise SettingError("the provider's person belongs to another account already.")
            now = self._ledger._clock()
            row = connection.execute(insert(t.users).values(**values, recorded_at=now)).inserted_primary_key
            assert row is not None
            _give(connection, row[0], collections or ())
            audit.note(connection, by, "account made", f"{name}: {role}, {_seeing(collections)}", now)

    def set_role(self, name: str, role: str, *, by: str) -> None:
        """Give an account another role; it holds from its next request on.

        Raises:
            SettingError: if nobody would be an admin any more.
        """
        _check_role(role)
        self._change(name, "role changed", role, by=by, role=role)

    def set_collections(self, name: str, collections: Sequence[str] | None, *, by: str) -> None:
        """Say which collections an account may see; None for all."""
        with self._ledger._writing() as connection:
            row = _known(connection, name)
            connection.execute(delete(t.user_collections).where(t.user_collections.c.user == row.id))
            _give(connection, row.id, collections or ())
            changed = update(t.users).where(t.users.c.id == row.id)
            connection.execute(changed.values(every_collection=int(collections is None)))
            told = f"{row.name}: {_seeing(collections)}"
            audit.note(connection, by, "collections changed", told, self._ledger._clock())

    def disable(self, name: str, *, by: str, disabled: bool = True) -> None:
        """Shut an account, with its sessions and tokens, or open it again.

        Raises:
            SettingError: if nobody would be an admin any more.
        """
        what = "account disabled" if disabled else "account enabled"
        self._change(name, what, "", by=by, ends=disabled, disabled=int(disabled), failures=0, locked_until=None)

    def set_password(self, name: str, password: str, *, by: str, must_change: bool = False) -> None:
        """Set a password, unlock the account and end its sessions; if another person sets it, its tokens, too.

        Raises:
            SettingError: if it is too short.
        """
        stored = passwords.hashed(password)
        own = _folded(by) == _folded(name)
        what = "password changed" if own else "password reset"
        given = {"password": stored, "must_change": int(must_change), "failures": 0, "locked_until": None}
        with self._ledger.batch():
            with self._ledger._writing() as connection:
                _end_sessions(connection, _known(connection, name).id)
            self._change(name, what, "", by=by, ends=not own, **given)

    def _change(self, name: str, what: str, detail: str, *, by: str, ends: bool = False, **values: Any) -> None:
        with self._ledger._writing() as connection:
            row, now = _known(connection, name), self._ledger._clock()
            connection.execute(update(t.users).where(t.users.c.id == row.id).values(values))
            if row.role == "admin" and not row.disabled and not _has_admin(connection):
                raise SettingError(f"{row.name} is the only admin. Make another first.")
            if ends:
                _end_sessions(connection, row.id)
                live = t.tokens.c.user == row.id, t.tokens.c.revoked_at.is_(None)
                connection.execute(update(t.tokens).where(*live).values(revoked_at=now))
            audit.note(connection, by, what, f"{row.name}{': ' if detail else ''}{detail}", now)

    # --- signing in -------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, *, origin: str) -> str:
        """A new session by name and password; returns the secret of its cookie.

        Args:
            origin: the address that asks, for the audit log.

        Raises:
            SignInRefused: for whatever reason, in the same words and after the same time.
        """
        with self._ledger._asking() as connection:
            row = _find(connection, name)
            open = row is not None and _open(row, self._ledger._clock())
        right = passwords.matches(row.password if row is not None and open else None, password)
        with self._ledger._writing() as connection:
            now = self._ledger._clock()
            row = _find(connection, name)
            if row is not None and right and _open(row, now):
                return _begin(connection, row, now, f"from {origin}")
            _refuse(connection, row, now, origin)
        raise SignInRefused(_REFUSED)

    def sign_in_by(self, subject: str, email: str | None, *, origin: str) -> str:
        """A new session for whom a provider vouches; returns the secret of its cookie.

        Args:
            subject: issuer and subject, which never mean another person. email: as the provider verified it; it finds
                an account once, from then on its subject alone does.

        Raises:
            SignInRefused: if there is no such account, or it is disabled.
        """
        with self._ledger._writing() as connection:
            now = self._ledger._clock()
            row = connection.execute(select(t.users).where(t.users.c.subject == subject)).first()
            if row is None and email:
                fresh = t.users.c.email == _folded(email), t.users.c.subject.is_(None)
                row = connection.execute(select(t.users).where(*fresh)).first()
                if row is not None:
                    connection.execute(update(t.users).where(t.users.c.id == row.id).values(subject=subject))
                    audit.note(connection, row.name, "identity bound", "to the provider's subject", now)
            if row is not None and not row.disabled:
                return _begin(connection, row, now, f"by the provider, from {origin}")
            who = row.name if row is not None else "nobody known"
            audit.note(connection, who, "sign-in refused", f"by the provider, from {origin}", now)
        raise SignInRefused(
            "the provider knows you, and this desk has no account for you, or it is disabled. Ask who runs this desk."
        )

    def by_session(self, secret: str) -> User | None:
        """Whose session it is, None if it is none or over."""
        known = t.sessions.join(t.users, t.users.c.id == t.sessions.c.user)
        with self._ledger._asking() as connection:
            fits = t.sessions.c.hash == _hash(secret), t.sessions.c.until > self._ledger._clock()
            row = connection.execute(select(t.users).select_from(known).where(*fits, t.users.c.disabled == 0)).first()
            return _user(row, _collections(connection, row)) if row is not None else None

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self._ledger._writing() as connection:
            mine = t.sessions.join(t.users, t.users.c.id == t.sessions.c.user)
            found = select(t.users.c.name).select_from(mine).where(t.sessions.c.hash == _hash(secret))
            name = connection.scalar(found)
            if name is not None:
                connection.execute(delete(t.sessions).where(t.sessions.c.hash == _hash(secret)))
                audit.note(connection, name, "signed out", "", self._ledger._clock())

    def sessions(self, name: str) -> int:
        """In how many browsers somebody is signed in."""
        with self._ledger._asking() as connection:
            mine = t.sessions.c.user == _known(connection, name).id, t.sessions.c.until > self._ledger._clock()
            return connection.scalar(select(func.count()).select_from(t.sessions).where(*mine)) or 0

    def end_sessions(self, name: str, *, by: str) -> None:
        """Sign somebody out everywhere; their tokens work on."""
        with self._ledger._writing() as connection:
            row = _known(connection, name)
            _end_sessions(connection, row.id)
            audit.note(connection, by, "sessions ended", row.name, self._ledger._clock())

    # --- tokens -----------------------------------------------------------------------------------------------------

    def make_token(self, name: str, label: str, scope: str, *, days: int, by: str) -> str:
        """A new token; returns its secret, which is shown this once.

        Raises:
            SettingError: for another scope, or a life that cannot be.
        """
        if scope not in SCOPES:
            raise SettingError(f"scope {scope[:20]!r} is not one of {', '.join(SCOPES)}")
        if not 1 <= days <= TOKEN_DAYS:
            raise SettingError(f"a token lives 1 to {TOKEN_DAYS} days, not {days}.")
        label = " ".join(label.split())[:80]
        if not label:
            raise SettingError("a token needs a label that says what it is for.")
        secret = f"acc_{secrets.token_urlsafe(32)}"
        with self._ledger._writing() as connection:
            row, now = _known(connection, name), self._ledger._clock()
            values = {"user": row.id, "label": label, "scope": scope, "hash": _hash(secret), "recorded_at": now}
            connection.execute(insert(t.tokens).values(**values, until=later(now, days * 86400)))
            audit.note(connection, by, "token made", f"{row.name}: {label}, {scope}, {days} days", now)
        return secret

    def tokens(self, name: str) -> list[Token]:
        """The tokens of an account, newest first."""
        with self._ledger._asking() as connection:
            rows = select(t.tokens).where(t.tokens.c.user == _known(connection, name).id).order_by(t.tokens.c.id.desc())
            return [Token(r.id, r.label, r.scope, r.until, r.revoked_at) for r in connection.execute(rows)]

    def revoke(self, name: str, token: int, *, by: str) -> None:
        """Make a token worthless.

        Raises:
            NotInLedger: if the account has none of that number.
        """
        with self._ledger._writing() as connection:
            row, now = _known(connection, name), self._ledger._clock()
            mine = t.tokens.c.id == token, t.tokens.c.user == row.id, t.tokens.c.revoked_at.is_(None)
            if not connection.execute(update(t.tokens).where(*mine).values(revoked_at=now)).rowcount:
                raise NotInLedger(f"{row.name} has no token {token} that works. See: according token list")
            audit.note(connection, by, "token revoked", f"{row.name}: {token}", now)

    def by_token(self, secret: str) -> User | None:
        """Whose token it is, with no higher role than its scope carries; None if it is none, over or revoked."""
        known = t.tokens.join(t.users, t.users.c.id == t.tokens.c.user)
        works = (
            t.tokens.c.hash == _hash(secret), t.tokens.c.revoked_at.is_(None),
            t.tokens.c.until > self._ledger._clock(), t.users.c.disabled == 0,
        )  # fmt: skip
        with self._ledger._asking() as connection:
            row = connection.execute(select(t.users, t.tokens.c.scope).select_from(known).where(*works)).first()
            if row is None:
                return None
            user = _user(row, _collections(connection, row))
        return replace(user, role=min(user.role, SCOPES[row.scope], key=ROLES.index))

    # --- the log ----------------------------------------------------------------------------------------------------

    def note(self, who: str, what: str, detail: str = "") -> None:
        """Add a row to the audit log."""
        with self._ledger._writing() as connection:
            audit.note(connection, who, what, detail, self._ledger._clock())

    def log(
        self,
        asked: audit.LogFilter = audit.WHOLE,
        *,
        limit: int | None = None,
        collections: Sequence[str] | None = None,
    ) -> list[audit.Entry]:
        """The audit log, newest first; with `collections`, what concerns these alone (see `audit.concerning`)."""
        with self._ledger._asking() as connection:
            return audit.entries(connection, asked, limit=limit, collections=collections)

    def logged(self, collections: Sequence[str] | None = None) -> tuple[list[str], list[str]]:
        """Everybody who stands in the audit log, and everything that they did; narrowed as `log` is."""
        with self._ledger._asking() as connection:
            return audit.kinds(connection, collections)


def subject_of(issuer: str, sub: str) -> str:
    """Whom a provider means, told from everybody whom another provider means."""
    return f"{issuer} {sub}"


def has_accounts(connection: Connection) -> bool:
    """Whether anybody has an account."""
    return bool(connection.scalar(select(exists().where(t.users.c.id.is_not(None)))))


def _user(row: Any, collections: tuple[str, ...] | None) -> User:
    return User(
        row.id, row.name, row.role, collections, bool(row.disabled), bool(row.must_change), row.locked_until, row.email,
        row.password is not None,
    )  # fmt: skip


def _collections(connection: Connection, row: Any) -> tuple[str, ...] | None:
    if row.every_collection:
        return None
    mine = select(t.user_collections.c.collection).where(t.user_collections.c.user == row.id)
    return tuple(connection.scalars(mine.order_by(t.user_collections.c.collection)))


def _give(connection: Connection, user: int, collections: Iterable[str]) -> None:
    rows = [{"user": user, "collection": name} for name in dict.fromkeys(collections)]
    if rows:
        connection.execute(insert(t.user_collections), rows)


def _seeing(collections: Sequence[str] | None) -> str:
    return audit.ALL if collections is None else f"collections {', '.join(collections) or audit.NONE}"


def _find(connection: Connection, name: str) -> Any:
    """The row of a name, however it is spelt in capitals; a desk has dozens of people."""
    return next((row for row in connection.execute(select(t.users)) if _folded(row.name) == _folded(name)), None)


def _known(connection: Connection, name: str) -> Any:
    row = _find(connection, name)
    if row is None:
        raise NotInLedger(f"there is no account {name!r}. See who has one: according user list")
    return row


def _has_admin(connection: Connection) -> bool:
    admins = select(func.count()).select_from(t.users).where(t.users.c.role == "admin", t.users.c.disabled == 0)
    return bool(connection.scalar(admins))


def _open(row: Any, now: str) -> bool:
    return not row.disabled and (row.locked_until is None or row.locked_until <= now)


def _begin(connection: Connection, row: Any, now: str, detail: str) -> str:
    secret = secrets.token_urlsafe(32)
    connection.execute(delete(t.sessions).where(t.sessions.c.until <= now))
    connection.execute(insert(t.sessions).values(hash=_hash(secret), user=row.id, until=later(now, SESSION_S)))
    connection.execute(update(t.users).where(t.users.c.id == row.id).values(failures=0, locked_until=None))
    audit.note(connection, row.name, "signed in", detail, now)
    return secret


def _refuse(connection: Connection, row: Any, now: str, origin: str) -> None:
    """Note a failure, and lock the account after too many. What was typed is not kept: it may be a password."""
    audit.note(connection, row.name if row is not None else "nobody known", "sign-in refused", f"from {origin}", now)
    if row is None or not _open(row, now):
        return
    failures, locked = row.failures + 1, None
    if failures >= LOCK_AFTER:
        failures, locked = 0, later(now, LOCK_S)
        audit.note(connection, row.name, "account locked", f"for {LOCK_S // 60} minutes", now)
    changed = update(t.users).where(t.users.c.id == row.id)
    connection.execute(changed.values(failures=failures, locked_until=locked))


def _end_sessions(connection: Connection, user: int) -> None:
    connection.execute(delete(t.sessions).where(t.sessions.c.user == user))


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise SettingError(f"role {role[:20]!r} is not one of {', '.join(ROLES)}")


def _named(name: str) -> str:
    """A name as it is kept: it stands under decisions.

    Raises:
        SettingError: if it is none.
    """
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 1 <= len(name) <= 80 or not name.isprintable():
        raise SettingError("an account's name has 1 to 80 letters, digits, spaces or signs.")
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
