"""What a format's reader hands on: the text with its blocks, and what the document says of itself in its own markup."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..model import InputMap
from .blocks import Block
from .layout import classify
from .paragraphs import Paragraph
from .repair import mend


@dataclass(frozen=True, slots=True)
class Draft:
    """A document read from its format, before date, language, authority and fingerprint are found.

    Attributes:
        text: the stored text.
        blocks: its paragraphs, each with a kind.
        input_map: for text as supplied only.
        published: EDTF, as metadata says; `site` is the name a title bar gives.
        corrects: words of metadata that say what the document corrects.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    input_map: InputMap | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    site: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph out of a format that has markup, before it has a place in the stored text."""

    text: str
    kind: str | None = None
    page: int | None = None
    page_label: str | None = None
    number: str | None = None


def assemble(
    pieces: Sequence[Piece], *, title: str | None = None
) -> tuple[str, tuple[Block, ...], str | None, str | None, str | None]:
    """The stored text made of mended pieces with blank lines between, its blocks, and title, site and author found."""
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for piece in pieces:
        words = mend(piece.text).strip()
        if not words:
            continue
        if parts:
            parts.append("\n\n")
            at += 2
        parts.append(words)
        paragraph = Paragraph(at, at + len(words), words, True)
        blocks.append(Block(paragraph, piece.kind, piece.page, piece.page_label, piece.number))
        at += len(words)
    page = classify(blocks, title=mend(title).strip() if title is not None else None)
    return "".join(parts), page.blocks, page.title, page.site, page.author


def made_of(pieces: Sequence[Piece], media_type: str, *, title: str | None = None, author: str | None = None) -> Draft:
    """A draft made of pieces in reading order."""
    text, blocks, found, site, byline = assemble(pieces, title=title)
    return Draft(text, blocks, media_type, title=title or found, site=site, author=author or byline)
