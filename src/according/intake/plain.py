"""Plain text: mended, laid out by its words and lines, with the way back to the text as supplied."""

from .draft import Draft
from .layout import lay_out
from .repair import repair
from .source import Content
from .text import decode


def read_plain(content: Content, name: str) -> Draft:
    """The text file in `content`."""
    return read_text(decode(content.data, name))


def read_text(supplied: str, *, title: str | None = None) -> Draft:
    """The text, with `title` where it is known from elsewhere."""
    text, way_back = repair(supplied)
    page = lay_out(text, title=title)
    return Draft(
        text, page.blocks, "text/plain", input_map=way_back, title=page.title, site=page.site, author=page.author
    )
