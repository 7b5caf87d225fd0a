"""Claims and tables for a terminal, at its width, readable without colour."""

import re
import shutil
import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import Protocol

from according.views import Line

WIDEST = 110
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


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
    """Text wrapped to the terminal, white space folded, without characters that would change the terminal."""
    start = indent if first is None else first
    return textwrap.fill(
        " ".join(_CONTROLS.sub("\ufffd", text).split()),
        width(),
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
    )


def line_of(line: Lined, *, after: str = "") -> str:
    """A worded claim with its sentence beneath it."""
    quote = wrapped(f"“{line.quote}”", "      ", first="    > ")
    tail = f"\n{wrapped(after, '      ')}" if after else ""
    text = line.headed if isinstance(line, Line) else line.text
    return f"{wrapped(text, '    ', first='  * ')}\n{quote}{tail}\n"


def briefing(lines: Iterable[Line]) -> str:
    """Lines of a view; those that rest on one sentence stand together above it, so that it is read once."""
    parts = []
    for (_, _, quote), same in groupby(lines, key=lambda line: (line.document, line.start, line.quote)):
        found = list(same)
        told = [wrapped(f"{line.headed} {_marks(line)}", "    ", first="  * ") for line in found]
        place = ", ".join(filter(None, (found[0].title, found[0].publisher, found[0].published or "undated")))
        sentence = wrapped(f"“{quote}”", "      ", first="    > ")
        parts.append("\n".join((*told, sentence, wrapped(place, "      "))) + "\n")
    return "\n".join(parts)


def _marks(line: Line) -> str:
    """How often it is told where more than once, and how the claim's id begins."""
    return f"({line.counted}; {line.id[:10]})" if line.reports > 1 else f"({line.id[:10]})"


def plural(number: int, one: str = "", many: str = "s") -> str:
    """What is put behind a word for so many."""
    return one if number == 1 else many
