"""What PostgreSQL's errors mean for a ledger, and what to do.

They are told apart by the server's code, or by the words of the client library, which has no code for some. No message
holds a password, a statement or a document's words.
"""

import re

from sqlalchemy.exc import DBAPIError

from according.errors import LedgerBusy, LedgerError, LedgerUnreachable
from according.ledger.place import Place

_LOST = (
    "the server of {name} closed the connection. What was acknowledged is kept; when it is up again, run the same "
    "command again."
)
_BY_CODE: dict[str, tuple[type[LedgerError], str]] = {
    "55P03": (LedgerBusy, "another process is writing to {name}. Wait until it has finished, then try again."),
    "40": (LedgerBusy, "another process wrote to {name} at the same time. Nothing was recorded; try again."),
    "57P": (LedgerUnreachable, _LOST),
    "08": (LedgerUnreachable, _LOST),
    "25P03": (LedgerUnreachable, _LOST),
    "53100": (LedgerError, "the disk of the server of {name} is full. Free some space; nothing was half-written."),
    "53": (LedgerUnreachable, "the server of {name} has no room for this ({told}). Try again, or ask who runs it."),
    "25006": (LedgerError, "{name} cannot be written to: it is a standby or set to read-only. Name the main server."),
    "42501": (LedgerError, "the account may not do this in {name} ({told}). Ask its owner for the right to it."),
    "XX": (LedgerError, "{name} is damaged ({told}). Restore a backup."),
}
_BY_WORDS = (
    (r"password|authentication failed",
     "the server of {name} refuses {account}: wrong password, or none. It is read from the address, from PGPASSWORD or "
     "from ~/.pgpass."),
    (r"database .* does not exist", "there is no database {title} on the server of {name}. Make it: createdb {title}"),
    (r"role .* does not exist", "the server of {name} does not know {account}. Make it: createuser {account}"),
    (r"pg_hba\.conf", "the server of {name} does not let {account} in from this machine. Ask who runs it."),
    (r"starting up|shutting down|in recovery|not yet accepting",
     "the server of {name} is starting or stopping. Try again."),
    (r"too many clients|connection slots", "the server of {name} has no connection free. Try again."),
    (r"server closed|terminating connection|connection (?:is |was |not )?(?:closed|lost|open)|lost connection|"
     r"consuming input|broken pipe|reset by peer", _LOST),
    (r"refused|no such file", "no server answers for {name}. Start it, or check host and port."),
    (r"timeout|timed out|no route|unreachable", "the server of {name} does not answer. Check host, port and firewall."),
    (r"resolve host|translate host", "the host of {name} is not known. Check its name."),
    (r"ssl|certificate", "{name}: no safe connection to the server. Check sslmode and the certificate."),
)  # fmt: skip
"""Tried in this order: the library tells of a failed connection in words alone."""


def explained(error: DBAPIError, place: Place) -> LedgerError:
    """An error of the database as ours."""
    told = _without_secrets(str(error.orig).strip() or "no answer", place)
    code = getattr(error.orig, "sqlstate", None)
    if code is None:
        return LedgerUnreachable(_in_words(told, place))
    first = told.splitlines()[0]
    for start, (kind, words) in _BY_CODE.items():
        if code.startswith(start):
            return kind(words.format(name=place.name, told=first))
    return LedgerError(f"{place.name}: {first} ({code}). Nothing of this was recorded.")


def _in_words(told: str, place: Place) -> str:
    account = (place.url.username if place.url is not None else None) or "this account"
    for sign, words in _BY_WORDS:
        if re.search(sign, told, re.IGNORECASE):
            return words.format(name=place.name, title=place.title, account=account)
    return f"{place.name} cannot be reached ({told.splitlines()[0].strip()}). Nothing of this was recorded; try again."


def _without_secrets(told: str, place: Place) -> str:
    """The server's words without the password, whoever put it there."""
    password = place.url.password if place.url is not None else None
    return told.replace(str(password), "***") if password else told
