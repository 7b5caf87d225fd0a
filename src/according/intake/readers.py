"""The reader of each format. A new format is one function from content to draft, entered here and told in `media`."""

from collections.abc import Callable, Mapping

from .draft import Draft
from .media import DOCX
from .source import Content

Read = Callable[[Content, str], Draft]


def _text(content: Content, name: str) -> Draft:
    from .plain import read_plain

    return read_plain(content, name)


def _html(content: Content, name: str) -> Draft:
    from .html import decode_html, read_html

    return read_html(decode_html(content.data, name, content.media_type), name)


def _markdown(content: Content, name: str) -> Draft:
    from .markdown import read_markdown

    return read_markdown(content, name)


def _pdf(content: Content, name: str) -> Draft:
    from .pdf import read_pdf

    return read_pdf(content, name)


def _docx(content: Content, name: str) -> Draft:
    from .docx import read_docx

    return read_docx(content, name)


def _eml(content: Content, name: str) -> Draft:
    from .eml import read_eml

    return read_eml(content, name)


READERS: Mapping[str, Read] = {
    "text/plain": _text,
    "text/html": _html,
    "text/markdown": _markdown,
    "application/pdf": _pdf,
    DOCX: _docx,
    "message/rfc822": _eml,
}
