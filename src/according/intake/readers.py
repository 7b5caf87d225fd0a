"""The reader of each format. A new format is one function from content to draft, entered here and told in `media`."""

from collections.abc import Callable, Mapping

from .draft import Draft
from .source import Content

Read = Callable[[Content, str], Draft]


def _text(content: Content, name: str) -> Draft:
    from .plain import read_plain

    return read_plain(content, name)


def _html(content: Content, name: str) -> Draft:
    from .html import decode_html, read_html

    return read_html(decode_html(content.data, name, content.media_type), name)


READERS: Mapping[str, Read] = {
    "text/plain": _text,
    "text/html": _html,
}
