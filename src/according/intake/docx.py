"""Word documents (DOCX): paragraphs by their styles, tables by rows, properties; nothing embedded is opened."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..errors import RejectedDocument
from .draft import Draft, Piece, made_of
from .media import DOCX
from .source import Content

STYLES = (
    ("title", "headline"),
    ("subtitle", "dek"),
    ("heading", "dek"),
    ("caption", "caption"),
    ("intense quote", "pull_quote"),
    ("list", "list"),
    ("byline", "byline"),
)
"""Beginnings of the names of built-in styles, and what they set."""

MAX_UNPACKED_BYTES = 300_000_000
"""A DOCX is a ZIP: one that unpacks to more is a bomb and no document."""


def read_docx(content: Content, name: str) -> Draft:
    """The Word document in `content`.

    Raises:
        RejectedDocument: `damaged` if it cannot be opened, `archive_bomb` if it unpacks to far too much.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise RejectedDocument("archive_bomb", name)
        document = docx.Document(io.BytesIO(content.data))
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError, OSError) as error:
        raise RejectedDocument("damaged", name, f"{error}.") from error
    told = document.core_properties
    draft = made_of(list(_one_headline(_pieces(document))), DOCX, title=told.title or None)
    # The file's own date says when it was saved, which is not when it was published: the words must say that.
    return replace(draft, author=draft.author or _person(told.author), language=told.language or None)


def _person(author: str | None) -> str | None:
    """The author in the properties, unless it is the program that wrote the file."""
    return None if not author or author.lower().startswith(("python", "microsoft", "un-named", "user")) else author


def _pieces(document: Any) -> Iterator[Piece]:
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from _rows(item)
        elif item.text.strip():
            style = (item.style.name or "").lower() if item.style is not None else ""
            yield Piece(item.text, _kind(style, item))


def _rows(table: Any) -> Iterator[Piece]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            words = " ".join(cell.text.split())
            if words and (not cells or cells[-1] != words):
                cells.append(words)
        if cells:
            yield Piece("\t".join(cells), "table")


def _kind(style: str, paragraph: Any) -> str | None:
    if style == "heading 1":
        return "headline"
    for beginning, kind in STYLES:
        if style.startswith(beginning):
            return kind
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return "list" if numbered else None


def _one_headline(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The first headline kept, later ones headings within the document."""
    seen = False
    for piece in pieces:
        yield replace(piece, kind="dek") if piece.kind == "headline" and seen else piece
        seen = seen or piece.kind == "headline"
