"""Claims and tables for a terminal, at its width, readable without colour."""

import shutil
import textwrap
from typing import Protocol

WIDEST = 110


class Lined(Protocol):
    """What a line of a view and a worded claim share."""

    @property
    def text(self) -> str:
        """The whole line."""
        ...

    @property
    def quote(self) -> str:
        """The sentence."""
        ...


def width() -> int:
    """Columns to fill."""
    return min(shutil.get_terminal_size((88, 24)).columns, WIDEST)


def wrapped(text: str, indent: str, *, first: str | None = None) -> str:
    """Text wrapped to the terminal, white space folded."""
    start = indent if first is None else first
    return textwrap.fill(
        " ".join(text.split()), width(), initial_indent=start, subsequent_indent=indent, break_long_words=False
    )


def line_of(line: Lined, *, after: str = "") -> str:
    """A worded claim with its sentence beneath it."""
    quote = wrapped(f"“{line.quote}”", "      ", first="    > ")
    tail = f"\n{wrapped(after, '      ')}" if after else ""
    return f"{wrapped(line.text, '    ', first='  * ')}\n{quote}{tail}\n"
