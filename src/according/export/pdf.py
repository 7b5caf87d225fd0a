"""The dossier on paper: the lines of the HTML one, each with a footnote to its sentence at the foot of its page.

Words are handed to the typesetter as data, never as markup, so that a quote cannot change the page.
"""

import json
from collections.abc import Sequence
from importlib.resources import files

from according.errors import MissingExtra

from .dossier import BANNER, counted, headings, where
from .rows import Row, Source


def pdf(rows: Sequence[Row], *, title: str, left_out: str) -> bytes:
    """The dossier as PDF, the same bytes for the same rows; nothing is fetched.

    Raises:
        MissingExtra: if typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtra("pdf", "A PDF dossier") from error
    told = {
        "title": _plain(title),
        "banner": BANNER,
        "parts": [{"heading": h, "lines": [_line(row) for _, row in numbered]} for h, numbered in headings(rows)],
        "documents": [_plain(words) for words in sorted({_document(row.source) for row in rows})],
        "end": _plain(f"{len(rows)} claims; {left_out}."),
    }
    page = files(__package__).joinpath("dossier.typ").read_bytes()
    made: bytes = typst.compile(page, sys_inputs={"dossier": json.dumps(told, ensure_ascii=False)}, timestamp=0)
    return made


def _line(row: Row) -> dict[str, str]:
    words = {
        "text": f"{row.text} ({counted(row)})",
        "prefix": row.prefix,
        "quote": row.quote,
        "suffix": row.suffix,
        "where": where(row),
    }
    return {name: _plain(value) for name, value in words.items()}


def _document(source: Source) -> str:
    known = (source.title, source.publisher, source.published or "undated", source.url, f"SHA-256 {source.sha256}")
    return ", ".join(filter(None, known))


def _plain(words: str) -> str:
    """Words as one line that can be set, without control characters; a space at either end stays."""
    shown = "".join(c if c.isprintable() else " " for c in words)
    edges = (" " if words[:1].isspace() else "", " " if words[-1:].isspace() else "")
    return f"{edges[0]}{' '.join(shown.split())}{edges[1]}"
