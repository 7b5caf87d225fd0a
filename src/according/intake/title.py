"""Finds the title of a page among the lines above its story, and tells its repetitions from the headline.

Pages show their title several times: in the title bar with the name of the site, in the breadcrumbs, cut short, and
over the story, set on two lines. One is the headline, the others are furniture.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import furniture
from .blocks import Block, key_of, one_line
from .dates import is_date_line
from .forms import CASE_NUMBER, RELEASE_MARK, is_byline, is_court_paper, opens_with_dateline
from .paragraphs import Paragraph

HEADLINE_WORDS = (2, 40)
MENU_WORDS = 4
"""Words of the longest menu entry that is not known as one."""
_STEP = re.compile(r"\s+[»›>]\s+")
_TITLE_BAR = re.compile(r"\s+(?:[-–—|•·»:]|::)\s+")


@dataclass(frozen=True, slots=True)
class Title:
    """The title as it was found, and the name of the site that the title bar adds."""

    title: str | None = None
    site: str | None = None
    key: str = ""
    bar: str | None = None


def find_title(blocks: Sequence[Block], first: int, given: str | None) -> Title:
    """The title: as given, or the line that the title bar repeats with the name of the site, or the line repeated."""
    if given is not None:
        return Title(given, None, key_of(given))
    head = [block.paragraph.text for block in blocks[:first] if block.kind is None]
    keys = [key_of(line) for line in head]
    everywhere = [key_of(block.paragraph.text) for block in blocks]
    for line in head[:3]:
        cuts = list(_TITLE_BAR.finditer(line))
        for cut in reversed(cuts):
            bare, site = line[: cut.start()], line[cut.end() :]
            key = key_of(bare)
            if len(bare.split()) >= HEADLINE_WORDS[0] and len(site.split()) <= 8 and _repeats(key, everywhere):
                return Title(one_line(bare), one_line(site), key, bare)
        if (
            cuts
            and len(head) > 1
            and line is head[0]
            and len(line.split()) > 4
            and len(line[cuts[-1].end() :].split()) <= 6
        ):
            rest = key_of(line[: cuts[-1].start()])
            if len(rest) > 12 and "".join(keys[1:]).find(rest) >= 0:
                return Title(
                    one_line(line[: cuts[-1].start()]),
                    one_line(line[cuts[-1].end() :]),
                    rest,
                    line[: cuts[-1].start()],
                )
    if (last := _last_step(blocks[:first], everywhere)) is not None:
        return Title(one_line(last), None, key_of(last))
    repeated = [
        line
        for line, key in zip(head, keys, strict=True)
        if len(key) > 12 and keys.count(key) > 1 and not furniture.is_furniture(line) and not is_date_line(line)
    ]
    if repeated:
        return Title(one_line(repeated[0]), None, key_of(repeated[0]))
    return Title()


def _last_step(blocks: Sequence[Block], everywhere: Sequence[str]) -> str | None:
    """Where breadcrumbs end ("Home » News » Four indicted"), if a line of the page says the same."""
    for block in blocks:
        *before, last = _STEP.split(block.paragraph.text)
        if before and len(last.split()) >= MENU_WORDS and key_of(last) in everywhere:
            return last
    return None


def _repeats(key: str, keys: Sequence[str]) -> bool:
    """Whether the words stand on a line of their own, whole, or cut short as breadcrumbs are."""
    return any(other == key or (len(other) > 20 and len(other) < len(key) and key.startswith(other)) for other in keys)


def join_title(blocks: list[Block], first: int, last: int, names: Title) -> tuple[list[Block], int, int]:
    """Lines that together are the title made one block: a long title is set on two or three lines."""
    if not names.key:
        return blocks, first, last
    joined: list[Block] = []
    at = 0
    shift = 0
    while at < len(blocks):
        run = _title_run(blocks, at, first, names.key)
        if run > 1:
            pieces = [block.paragraph for block in blocks[at : at + run]]
            text = "\n".join(piece.text for piece in pieces)
            joined.append(Block(Paragraph(pieces[0].start, pieces[-1].end, text, pieces[0].apart)))
            shift += run - 1
        else:
            joined.append(blocks[at])
        at += max(run, 1)
    return joined, first - shift, last - shift


def _title_run(blocks: Sequence[Block], at: int, first: int, key: str) -> int:
    """How many blocks from `at` on make up the title together; 0 if they do not."""
    words = ""
    if not key_of(blocks[at].paragraph.text):
        return 0
    for length, block in enumerate(blocks[at : min(first, at + 5)], 1):
        if block.kind is not None:
            return 0
        words += key_of(block.paragraph.text)
        if words == key:
            return length
        if not key.startswith(words):
            return 0
    return 0


def headline_at(blocks: Sequence[Block], first: int, names: Title) -> int | None:
    """The block that is the headline: the title nearest above the story, else the first line that can be one."""
    marked = [at for at, block in enumerate(blocks) if block.kind == "headline"]
    if marked:
        return marked[0]
    head = range(first)
    papers = [at for at in head if blocks[at].kind is None and is_court_paper(blocks[at].paragraph.text)]
    if papers:
        return papers[0]
    if names.key:
        same = [at for at in head if blocks[at].kind is None and key_of(blocks[at].paragraph.text) == names.key]
        if same:
            return same[-1]
        bar = [at for at in head if blocks[at].kind is None and key_of(blocks[at].paragraph.text).startswith(names.key)]
        if bar:
            return bar[0]
    for at in head:
        if blocks[at].kind is None and _can_be_headline(blocks[at].paragraph) and not _in_menu(blocks, at):
            return at
    if not names.key and len(blocks) > 1 and first == 0 and _is_bare_headline(blocks[0], blocks[1]):
        return 0
    return None


def _in_menu(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short line stands in a menu: between two entries, with no blank line on either side."""
    if not 0 < at < len(blocks) - 1 or blocks[at].paragraph.words > MENU_WORDS:
        return False
    if blocks[at].paragraph.apart or blocks[at + 1].paragraph.apart:
        return False
    return all(furniture.is_furniture(blocks[n].paragraph.text) for n in (at - 1, at + 1))


def _can_be_headline(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        HEADLINE_WORDS[0] <= paragraph.words <= HEADLINE_WORDS[1]
        and not furniture.is_furniture(text)
        and not furniture.is_contact(text)
        and not furniture.has_telephone(text)
        and not is_date_line(text)
        and not RELEASE_MARK.fullmatch(text)
        and not CASE_NUMBER.fullmatch(text)
        and not is_byline(text)
        and not opens_with_dateline(text)
        and not text.startswith("[")
    )


def _is_bare_headline(block: Block, after: Block) -> bool:
    """A short first paragraph set apart from a longer second is a headline, even if it ends with a full stop."""
    paragraph = block.paragraph
    return (
        block.kind is None
        and after.paragraph.apart
        and paragraph.words <= 20
        and after.paragraph.words > paragraph.words
        and len(re.findall(r"[.!?](?:\s|$)", paragraph.text)) <= 1
        and not opens_with_dateline(paragraph.text)
        and not paragraph.text.startswith(("“", '"', "‘"))
    )


def is_title_again(key: str, names: Title) -> bool:
    """Whether the words are the title, cut short or with more behind."""
    return bool(key) and (
        key == names.key or (len(key) > 12 and (names.key.startswith(key) or key.startswith(names.key)))
    )


def without_site(block: Block, names: Title) -> list[Block]:
    """A title bar that serves as headline, parted from the name of the site behind it."""
    paragraph, bare = block.paragraph, names.bar or ""
    if not paragraph.text.startswith(bare) or len(paragraph.text) == len(bare):
        return [block]
    rest = paragraph.text[len(bare) :].lstrip()
    cut = paragraph.end - len(rest)
    return [
        replace(block, paragraph=replace(paragraph, end=paragraph.start + len(bare), text=bare)),
        replace(block, kind="boilerplate", paragraph=Paragraph(cut, paragraph.end, rest)),
    ]
