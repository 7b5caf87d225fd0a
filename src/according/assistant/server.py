"""The Model Context Protocol server, by the official SDK, over standard input and output.

Source: modelcontextprotocol.io, specification 2025-06-18; the SDK speaks older ones, too.
"""

from collections.abc import Sequence
from typing import Any

from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.types import ContentBlock, ToolAnnotations

from according.api import OpenLedger

from .answers import CAUTION, Answers

WRITING = ("add", "decide")
"""Tools that write; without `--write` they are not offered, and whoever calls them is told."""


def make_server(ledger: OpenLedger, *, author: str = "") -> FastMCP:
    """A server whose tools are the methods of `Answers`, all marked read-only.

    Args:
        author: who lets it write, too (`Writes`); empty where it only reads.
    """
    server = _Server("according", instructions=CAUTION)
    answers = Answers(ledger)
    for question in (
        answers.search,
        answers.profile,
        answers.incidents,
        answers.changes,
        answers.coverage,
        *(() if author else (answers.check,)),
    ):
        server.add_tool(question, annotations=ToolAnnotations(readOnlyHint=True, openWorldHint=False))
    if author:
        _offer_writing(server, ledger, author)
    return server


def _offer_writing(server: FastMCP, ledger: OpenLedger, author: str) -> None:
    from .writing import Writes

    writes = Writes(ledger, author)
    for tool in (writes.check, writes.add, writes.decide):
        server.add_tool(
            tool, annotations=ToolAnnotations(readOnlyHint=False, destructiveHint=False, openWorldHint=False)
        )


class _Server(FastMCP):
    """A server that says why it does not write."""

    async def call_tool(self, name: str, arguments: dict[str, Any]) -> Sequence[ContentBlock] | dict[str, Any]:
        """Run a tool.

        Raises:
            ToolError: if it writes, and this server only reads.
        """
        if name in WRITING and all(tool.name != name for tool in await self.list_tools()):
            raise ToolError(
                f"{name!r} writes, and this ledger was opened for reading. Whoever started the server can let "
                "it write: according mcp LEDGER --write"
            )
        return await super().call_tool(name, arguments)
