"""`according mcp`: a ledger for an assistant."""

from according.api import open_ledger
from according.errors import MissingExtra


def mcp(ledger: str) -> None:
    """Serve until the client goes; standard output belongs to the protocol."""
    try:
        from according.assistant.server import make_server
    except ImportError as error:
        raise MissingExtra("mcp", "according mcp") from error
    with open_ledger(ledger, create=False) as opened:
        make_server(opened).run(transport="stdio")
