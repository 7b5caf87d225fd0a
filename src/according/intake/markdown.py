"""Markdown: the marks are taken out of the text as a repair would be, so that offsets still lead back to the file.

Covers what people write by hand: headings, emphasis, links, images, lists, block quotes, rules, code fences and YAML
front matter (title, author, date, publisher, url). Raw HTML tags are dropped, never read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from .blocks import Block
from .dates import parse_date
from .draft import Draft
from .layout import classify
from .paragraphs import Paragraph, paragraphs
from .repair import Edit, apply, repair
from .source import Content
from .text import decode

_FRONT = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FRONT_FIELD = re.compile(r"^(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_SETEXT = re.compile(r"(?<=\n)(?:=+|-+)[ \t]*(?=\n|\Z)")
_MARKS = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>\n]*)?/?>"),
    re.compile(r"^(?:```|~~~).*$", re.MULTILINE),
    re.compile(r"^ {0,3}(?:[-*_] ?){3,}[ \t]*$", re.MULTILINE),
    re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"),
    re.compile(r"(?<!\!)\[(?=[^\]\n]+\]\([^)\n]*\))"),
    re.compile(r"\]\([^)\n]*\)"),
    re.compile(r"(?<![\w\\])(?:\*\*\*|\*\*|___|__)(?=\S)|(?<=\S)(?<!\\)(?:\*\*\*|\*\*|___|__)(?![\w])"),
    re.compile(r"(?<![\w*\\])[*_](?=[^\s*_][^*_\n]*[*_](?!\w))|(?<=[^\s*_\\])[*_](?![\w*])"),
    re.compile(r"(?<!`)`(?!`)"),
)
_BLOCK_MARK = re.compile(
    r"^ {0,3}(?:(?P<heading>#{1,6})[ \t]+|(?P<quote>(?:>[ \t]?)+)|(?P<item>(?:[-*+]|\d{1,3}[.)])[ \t]+))", re.M
)
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$", re.MULTILINE)


def read_markdown(content: Content, name: str) -> Draft:
    """The Markdown file in `content`; text and offsets are those of the file without its marks."""
    supplied = decode(content.data, name)
    front = _front_matter(supplied)
    kinds, edits = _marks(supplied)
    text, trace = apply(supplied, edits, None)
    text, way_back = repair(text, trace=trace, supplied_length=len(supplied))
    blocks = [
        _block(paragraph, kinds, way_back.span(paragraph.start, paragraph.end).start) for paragraph in paragraphs(text)
    ]
    page = classify(blocks, title=front.get("title") or None)
    draft = Draft(text, page.blocks, "text/markdown", input_map=way_back, title=page.title, author=page.author)
    return replace(
        draft,
        author=front.get("author") or draft.author,
        publisher=front.get("publisher") or None,
        published=parse_date(front["date"]) if "date" in front else None,
        url=front.get("url") or None,
        language=front.get("lang") or front.get("language") or None,
    )


def _front_matter(supplied: str) -> dict[str, str]:
    match = _FRONT.match(supplied)
    return {key.lower(): value for key, value in _FRONT_FIELD.findall(match[1])} if match is not None else {}


def _marks(supplied: str) -> tuple[dict[int, str], list[Edit]]:
    """What to cut out, and the kind of the block that begins where, by offset in the file."""
    kinds: dict[int, str] = {}
    cuts: list[tuple[int, int]] = []
    front = _FRONT.match(supplied)
    start = front.end() if front is not None else 0
    if front is not None:
        cuts.append((0, front.end()))
    first_heading = True
    for match in _BLOCK_MARK.finditer(supplied, start):
        if match["item"] is not None:
            kinds[match.start()] = "list"
            continue
        cuts.append(match.span())
        if match["heading"] is not None:
            kinds[match.end()] = "headline" if first_heading else "dek"
            first_heading = False
    for match in _SETEXT.finditer(supplied, start):
        above = supplied.rfind("\n", 0, match.start() - 1) + 1
        if supplied[above : match.start()].strip():
            kinds[above] = "headline" if first_heading else "dek"
            first_heading = False
            cuts.append(match.span())
    for pattern in (*_MARKS, _HEADING_END):
        cuts += [match.span() for match in pattern.finditer(supplied, start)]
    return kinds, [(begin, end, "") for begin, end in _merged(cuts)]


def _merged(cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches to cut, rising, overlapping ones made one."""
    last: tuple[int, int] | None = None
    for begin, end in sorted(cut for cut in cuts if cut[1] > cut[0]):
        if last is not None and begin <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (begin, end)
    if last is not None:
        yield last


def _block(paragraph: Paragraph, kinds: dict[int, str], at: int) -> Block:
    """The block of a paragraph that begins at `at` in the file."""
    return Block(paragraph, next((kinds[place] for place in range(at, max(-1, at - 4), -1) if place in kinds), None))
