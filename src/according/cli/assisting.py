"""`according mcp`: a ledger for an assistant."""

import getpass

from according.api import open_ledger
from according.errors import MissingExtra, SettingError


def mcp(ledger: str, *, write: bool, author: str) -> None:
    """Serve until the client goes; standard output belongs to the protocol.

    Raises:
        SettingError: if an author is named who would write nothing.
    """
    if author and not write:
        raise SettingError("--author names who lets an assistant write. Add --write, or leave it out.")
    try:
        from according.assistant.server import make_server
    except ImportError as error:
        raise MissingExtra("mcp", "according mcp") from error
    with open_ledger(ledger, create=False) as opened:
        make_server(opened, author=(author or getpass.getuser()) if write else "").run(transport="stdio")
