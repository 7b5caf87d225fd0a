"""Web pages: every visible paragraph with what the markup says it is; nothing is run, loaded or followed.

Scripts, styles and hidden elements are dropped. What stands outside the story stays in the text as boilerplate, so
that nothing is lost if the story was told wrong. jusText is asked for a second opinion only where the page does not
itself say where its story is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..errors import RejectedDocument
from . import text as decoding
from .draft import Draft, Piece, made_of
from .html_story import DROPPED, PULL_QUOTE, furniture_elements, paragraph_chars, story_element
from .html_told import Told

_SPACE = re.compile(r"[ \t\r\n\f]+")
BLOCKS = frozenset(
    re.findall(
        r"\S+",
        """
            address article aside blockquote body button center dd details dialog dir div dl dt fieldset
            figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p
            pre section select option summary table tbody td tfoot th thead tr ul label caption
            """,
    )
)
HEADINGS = frozenset(re.findall(r"\S+", "h2 h3 h4 h5 h6"))
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NAMED_KINDS = (
    (
        "caption",
        re.compile(r"(?:^|[\s_-])(?:figcaption|caption|wp-caption-text|photo-credit|image-credit)(?:[\s_-]|$)", re.I),
    ),
    ("pull_quote", PULL_QUOTE),
    (
        "byline",
        re.compile(r"(?:^|[\s_-])(?:byline|by-line|author-?name|article-author|post-author|author)(?:[\s_-]|$)", re.I),
    ),
    (
        "dek",
        re.compile(
            r"(?:^|[\s_-])(?:dek|standfirst|subtitle|sub-title|subhead|sub-headline|article-summary|deck)(?:[\s_-]|$)",
            re.I,
        ),
    ),
    (
        "dateline",
        re.compile(
            r"(?:^|[\s_-])(?:dateline|pubdate|publish(?:ed)?-?date|entry-date|post-date|article-date|timestamp)(?:[\s_-]|$)",
            re.I,
        ),
    ),
)
LINK_SHARE = 0.7
"""A paragraph of which more than this share is links is a way to elsewhere, not a part of the story."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_WRAPPERS = re.compile(r"</?(?:div|span|font|center|section|b|i|em|strong|table|tbody|tr|td)\b[^>]{0,2000}>", re.I)


@dataclass(slots=True)
class _Context:
    """What an element passes on to all within it."""

    dropped: bool = False
    furniture: bool = False
    kind: str | None = None
    inside_story: bool = False
    keep_lines: bool = False


def decode_html(data: bytes, name: str, media_type: str | None = None) -> str:
    """The page as text, in the encoding that the server, the page or its bytes say, in this order."""
    declared = []
    if media_type is not None and (found := re.search(r"charset=[\"']?([\w.:-]+)", media_type, re.I)):
        declared.append(_web_encoding(found[1]))
    if (meta := _CHARSET.search(data[:4096])) is not None:
        declared.append(_web_encoding(meta[1].decode("ascii")))
    # A page that is valid UTF-8 beyond ASCII is UTF-8 whatever it says: no other text looks like that by chance.
    return decoding.decode(data, name, declared=["utf-8", *declared])


def read_html(page: str, name: str) -> Draft:
    """The page's paragraphs, kinds and metadata.

    Raises:
        RejectedDocument: `no_text` if the page is empty, `damaged` if it cannot be parsed.
    """
    from lxml import etree

    try:
        root, whole = _parsed(page)
        if not whole:
            root, _ = _parsed(_WRAPPERS.sub("\n", page))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise RejectedDocument("no_text", name, f"{error}.") from error
    told = Told.of(root)
    chars = paragraph_chars(root)
    story = story_element(root, chars)
    pieces = list(_pieces(root, story, furniture_elements(root, story, chars), etree))
    if story is None:
        pieces = _bounded(pieces, page)
    headings = [piece.text for piece in pieces if piece.kind == "headline"]
    title = headings[0] if len(headings) == 1 else told.title or (headings[0] if headings else None)
    draft = made_of(_one_headline(pieces, title), "text/html", title=_line(title), author=told.author)
    return replace(
        draft,
        publisher=told.publisher,
        site=told.site or draft.site,
        published=told.published,
        language=told.language,
        url=told.url,
    )


def _parsed(page: str) -> tuple[Any, bool]:
    """The page's root element, and whether the parser got to its end: it gives up on markup nested too deep."""
    from lxml import html

    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(_XML_HEAD.sub("", page.replace("\x00", "")), parser=parser)
    return root, not any("depth" in entry.message.lower() for entry in parser.error_log)


def _bounded(pieces: list[Piece], page: str) -> list[Piece]:
    """The pieces, with what stands before and after the story as jusText sees it made boilerplate."""
    seen = _running_text(page)
    inside = [at for at, piece in enumerate(pieces) if piece.kind != "boilerplate" and _key(piece.text) in seen]
    if not inside:
        return pieces
    first, last = inside[0], inside[-1]
    return [
        piece
        if first <= at <= last or piece.kind in ("headline", "byline", "dateline")
        else replace(piece, kind="boilerplate")
        for at, piece in enumerate(pieces)
    ]


def _running_text(page: str) -> set[str]:
    """Keys of the paragraphs that read like sentences, by length, links and share of small words (Pomikálek 2011)."""
    import justext
    from lxml import etree

    small_words = justext.get_stoplist("English") | justext.get_stoplist("Spanish")
    try:
        paragraphs = justext.justext(page, small_words)
    except (etree.LxmlError, RecursionError, ValueError):  # markup that it gives up on is read without its opinion
        return set()
    return {_key(paragraph.text) for paragraph in paragraphs if not paragraph.is_boilerplate}


def _key(words: str) -> str:
    return re.sub(r"\W", "", words).casefold()


def _pieces(root: Any, story: Any, furniture: set[Any], etree: Any) -> Iterator[Piece]:
    """Paragraphs in reading order, walked without recursion: a page may nest as deep as it likes."""
    stack = [_Context(inside_story=story is None)]
    buffer: list[str] = []
    linked = 0
    link_depth = 0

    def flush(context: _Context) -> Iterator[Piece]:
        nonlocal linked
        words = "".join(buffer)
        length = len(_SPACE.sub("", words))
        buffer.clear()
        share, linked = (linked / length if length else 0.0), 0
        if length == 0:
            return
        for part in re.split(r"\n\s*\n", _lines(words, keep=context.keep_lines)):
            if part.strip():
                yield Piece(part.strip(), _kind(context, share, part))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            context = _entered(stack[-1], element, tag, story, furniture)
            is_block = tag in BLOCKS
            if is_block and not _is_row_part(element, tag):
                yield from flush(stack[-1])
            stack.append(context)
            if tag is None or context.dropped:
                continue
            if tag == "br":
                buffer.append("\n")
            if tag == "a":
                link_depth += 1
            if element.text:
                buffer.append(_text(element.text, context))
                linked += len(_SPACE.sub("", element.text)) if link_depth else 0
        else:
            context = stack.pop()
            outer = stack[-1]
            if tag in BLOCKS and not _is_row_part(element, tag):
                yield from flush(context)
            elif _is_row_part(element, tag) and buffer:
                buffer.append("\t")
            if tag == "a" and not context.dropped:
                link_depth -= 1
            if element.tail and not outer.dropped and element is not root:
                buffer.append(_text(element.tail, outer))
                linked += len(_SPACE.sub("", element.tail)) if link_depth else 0
    yield from flush(stack[-1])


def _entered(outer: _Context, element: Any, tag: str | None, story: Any, furniture: set[Any]) -> _Context:
    """The context inside `element`."""
    if tag is None or tag in DROPPED or outer.dropped or _is_hidden(element):
        return replace(outer, dropped=True)
    inside = outer.inside_story or element is story
    kind = outer.kind
    own = _own_kind(element, tag)
    if own is not None and outer.kind not in ("caption", "table", "pull_quote"):
        kind = own
    return replace(
        outer,
        inside_story=inside,
        furniture=(outer.furniture or element in furniture) and element is not story,
        kind=kind,
        keep_lines=outer.keep_lines or tag == "pre",
    )


def _own_kind(element: Any, tag: str) -> str | None:
    if tag == "h1":
        return "headline"
    if tag in HEADINGS:
        return "dek"
    if tag in ("figcaption", "figure"):
        return "caption"
    if tag == "li" or tag in ("dt", "dd"):
        return "list"
    if tag == "tr" and _is_data_row(element):
        return "table"
    if tag == "time":
        return "dateline" if len(element.text_content()) < 60 else None
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    if names.strip() and tag not in ("body", "html", "article", "main"):
        for kind, pattern in NAMED_KINDS:
            if pattern.search(names) and len(element.text_content()) < (
                2000 if kind in ("caption", "pull_quote") else 300
            ):
                return kind
    return None


def _kind(context: _Context, link_share: float, words: str) -> str | None:
    """The kind that the markup gives a paragraph, or None where its words must tell."""
    count = len(words.split())
    if context.kind == "headline":
        return "headline"
    if context.furniture:
        return "boilerplate"
    if not context.inside_story:
        return context.kind if context.kind in ("byline", "dateline", "dek") and count < 40 else "boilerplate"
    if link_share > LINK_SHARE and count < 25 and context.kind not in ("byline", "caption"):
        return "boilerplate"
    return context.kind


def _one_headline(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The headline marked once: of several top headings, the one that is the title, else the first."""
    marked = [at for at, piece in enumerate(pieces) if piece.kind == "headline"]
    if len(marked) < 2:
        return pieces
    keys = [_key(pieces[at].text) for at in marked]
    wanted = _key(title or "")
    chosen = next((at for at, key in zip(marked, keys, strict=True) if key and wanted.startswith(key)), marked[0])
    return [
        replace(piece, kind="boilerplate") if at in marked and at != chosen else piece
        for at, piece in enumerate(pieces)
    ]


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or bool(HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _is_data_row(row: Any) -> bool:
    """A row of a table of data and not of one that only places things on the page."""
    if next(row.iter("table"), None) is not None:
        return False
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(sum(1 for _ in cell.iter("p", "div", "ul")) <= 1 for cell in cells)


def _is_row_part(element: Any, tag: str | None) -> bool:
    """Whether the element stands inside a row of data, whose cells make one paragraph together."""
    if tag not in BLOCKS or tag in ("tr", "table", "tbody", "thead", "tfoot"):
        return False
    parent = element if tag in ("td", "th") else next((up for up in element.iterancestors("td", "th")), None)
    row = parent.getparent() if parent is not None else None
    return row is not None and row.tag == "tr" and _is_data_row(row)


def _text(words: str, context: _Context) -> str:
    return words if context.keep_lines else _SPACE.sub(" ", words)


def _lines(words: str, *, keep: bool) -> str:
    if keep:
        return words
    lines = (re.sub(r" +", " ", re.sub(r" *\t[ \t]*", "\t", line)).strip() for line in words.split("\n"))
    return "\n".join(lines)


def _line(title: str | None) -> str | None:
    return " ".join(title.split()) if title is not None else None


def _web_encoding(name: str) -> str:
    """Encodings as the web means them: what is called Latin-1 or ASCII there is Windows-1252."""
    return "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1") else name
