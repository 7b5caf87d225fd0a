"""Who asks: set by the door that let the request in (`guard.py`, `gate.py`), asked for by everything behind it."""

import getpass
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import unquote

from fastapi import Request

from according.ledger import ROLES

WHO = "according-who"
"""Cookie that holds the name under which a person without an account decides."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the door.

    Attributes:
        name: under which decisions are made. role: one of `ROLES`. collections: those seen, None for all.
        csrf: the token that every form of theirs carries. account: whether they signed in to an account.
        program: whether a program asks by a bearer token, which no other site can make a browser send.
        must_change: whether they may do nothing but choose a password.
    """

    name: str
    role: str
    csrf: str = ""
    collections: tuple[str, ...] | None = None
    account: bool = False
    program: bool = False
    must_change: bool = False

    def may(self, role: str) -> bool:
        """Whether they have this role, or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def sees(self, collection: str) -> bool:
        """Whether they may see a collection."""
        return self.collections is None or collection in self.collections

    def holds(self, given: str) -> bool:
        """Whether a form's token is theirs."""
        return self.program or secrets.compare_digest(given.encode("utf-8", "replace"), self.csrf.encode())


def visitor(request: Request) -> Visitor:
    """Who asks."""
    found: Visitor = request.state.visitor
    return found


def who(cookies: dict[str, str]) -> str:
    """The name under which a browser without an account decides; the name of the machine's user if none was given."""
    return unquote(cookies.get(WHO, "")).strip()[:80] or getpass.getuser()


def form_key(session: str) -> str:
    """The token of the forms of a session."""
    return hmac.new(session.encode("utf-8", "replace"), b"forms", "sha256").hexdigest()
