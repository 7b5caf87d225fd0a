"""The Model Context Protocol server, by the official SDK, over standard input and output.

Source: modelcontextprotocol.io, specification 2025-06-18; the SDK speaks older ones, too.
"""

from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations

from according.api import OpenLedger

from .answers import CAUTION, Answers


def make_server(ledger: OpenLedger) -> FastMCP:
    """A server whose tools are the methods of `Answers`, all marked read-only."""
    server: FastMCP = FastMCP("according", instructions=CAUTION)
    answers = Answers(ledger)
    for question in (
        answers.search,
        answers.profile,
        answers.incidents,
        answers.changes,
        answers.check,
        answers.coverage,
    ):
        server.add_tool(question, annotations=ToolAnnotations(readOnlyHint=True, openWorldHint=False))
    return server
