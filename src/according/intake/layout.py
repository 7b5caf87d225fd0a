"""What each paragraph of a page is: headline, dek, byline, dateline, body, caption, pull quote, list or boilerplate.

Works on words and position alone, so that it serves plain text and whatever a format's own markup leaves open. The
story is found first: it runs from the first long paragraph to what heads the links below. Then the lines above are
sorted out, and each paragraph inside. Where nothing speaks for another kind, a paragraph is body: a missed menu line
costs little, a missed paragraph is a hole in the record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import furniture
from .blocks import Block, Page, key_of, one_line
from .dates import is_date_line
from .forms import (
    CASE_NUMBER,
    CREDITS,
    RELEASE_MARK,
    author_of,
    dateline_end,
    is_byline,
    is_court_paper,
    opens_with_dateline,
)
from .paragraphs import Paragraph, is_bullet, paragraphs
from .title import HEADLINE_WORDS, Title, find_title, headline_at, is_title_again, join_title, without_site

STORY_WORDS = 15
"""A paragraph this long with a sentence's end begins the story; menu entries and names of offices are shorter."""

PROSE_WORDS = 8
HEAD_BLOCKS = 40
"""Blocks at the top among which a title is looked for that stands more than once."""

SUBHEADING_WORDS = 12
CAPTION_WORDS = (5, 80)
COLUMN_LINES = 4
"""Short lines in a row inside a story that make a list: a table of charges loses its ruling when it becomes text."""

LONG_STORY_BLOCKS = 400
"""A longer text is a book or a transcript: it has no pull quotes, and comparing all with all would take long."""

ENDED_SHARE = 0.75
"""Share of a story's paragraphs that must end as sentences do before one that does not is told to be a caption."""

_SENTENCE_INSIDE = re.compile(r"[a-zß-ÿ]{3,}[.!?][”\"’)]?\s+[“\"‘]?[A-ZÀ-Þ]")
_CAPTION_HEAD = re.compile(
    r"(?:file(?: photo| image)?|photo(?:graph)?|image|pictured(?: above| here)?|picture|caption|above|below"
    r"|foto(?:graf[ií]a)?"
    r"|imagen|archivo|left|right|en la foto|en la imagen|screenshot|surveillance (?:photo|image|video)|mugshot"
    r"|booking photo)"
    r"\s*(?:[:–—|]|-\s)",
    re.IGNORECASE,
)
_CAPTION_TAIL = re.compile(
    r"(?:\((?:photo|image|picture|credit|courtesy|file|foto|ap photo|reuters|getty|screenshot|handout)\b[^)]*\)"
    r"|\b(?:photo|image|picture|photograph|foto)s?\s*(?:by|:|courtesy|credit|/|de)\s*[^.]{2,80}"
    r"|\b(?:getty images|shutterstock|ap photo|file photo|handout|via ap|via reuters|afp/getty)\b[^.]{0,40})\W*$",
    re.IGNORECASE,
)
_CAPTION_SIDES = re.compile(
    r"\(\s*(?:pictured\s+)?(?:left|right|cent(?:er|re)|above|below|top|bottom|middle|pictured|inset|far left"
    r"|far right|l|r|izquierda"
    r"|derecha|centro|arriba|abajo)\s*\)|\b(?:pictured|seen here|shown here|from left(?: to right)?"
    r"|de izquierda a derecha|left to right)\b",
    re.IGNORECASE,
)


def lay_out(text: str, *, title: str | None = None) -> Page:
    """The paragraphs of a plain text with their kinds; `title` where it is known from elsewhere."""
    return classify([Block(paragraph) for paragraph in paragraphs(text)], title=title)


def classify(blocks: Sequence[Block], *, title: str | None = None) -> Page:
    """The blocks, each with a kind; a kind that a format's markup has set is kept.

    Datelines that open a paragraph become blocks of their own, so there may be more blocks than were given.
    """
    if not blocks:
        return Page(())
    first, last = _story(blocks)
    names = find_title(blocks, first, title)
    blocks, first, last = join_title(list(blocks), first, last, names)
    story = _Story(first, last, frozenset(_columns(blocks, first, last)), _ends_its_sentences(blocks[first:last]))
    kinds: list[str] = []
    headline = headline_at(blocks, first, names)
    author: str | None = None
    for at, block in enumerate(blocks):
        if block.kind is not None:
            kind = block.kind
        elif at == headline:
            kind = "headline"
        elif at < first:
            kind = _kind_above(blocks, at, headline, names)
        elif at >= last:
            kind = "boilerplate"
        else:
            kind = _kind_inside(blocks, at, story, names)
        if kind == "byline" and author is None:
            author = author_of(block.paragraph.text)
        kinds.append(kind)
    kinds[first:last] = _close_story(blocks[first:last], kinds[first:last])
    marked = [replace(block, kind=kind) for block, kind in zip(blocks, kinds, strict=True)]
    shown = blocks[headline].paragraph.text if headline is not None else None
    if headline is not None and names.bar:
        marked[headline : headline + 1] = without_site(marked[headline], names)
    return Page(
        tuple(_joined_furniture(_split_datelines(marked))), title or names.title or one_line(shown), names.site, author
    )


@dataclass(frozen=True, slots=True)
class _Story:
    """Where the story stands among the blocks, which are columns, and whether its sentences have their stops."""

    first: int
    last: int
    columns: frozenset[int]
    ends_its_sentences: bool


def _ends_its_sentences(blocks: Sequence[Block]) -> bool:
    ends = [block.paragraph.ends for block in blocks if _is_prose(block.paragraph)]
    return len(ends) >= 3 and sum(ends) >= ENDED_SHARE * len(ends)


def _story(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the story begins, and where what follows it begins."""
    titles = _repeated_lines(blocks[:HEAD_BLOCKS])
    prose = [_is_prose(block.paragraph) and at not in titles for at, block in enumerate(blocks)]
    first = next(
        (
            at
            for at, block in enumerate(blocks)
            if block.kind == "body" or (block.kind is None and prose[at] and block.paragraph.words >= STORY_WORDS)
        ),
        None,
    )
    if first is None:
        first = next((at for at, is_prose in enumerate(prose) if is_prose and blocks[at].kind is None), 0)
    total = sum(block.paragraph.words for block, is_prose in zip(blocks, prose, strict=True) if is_prose)
    seen = 0
    for at in range(first, len(blocks)):
        block = blocks[at]
        if block.kind is None and seen and furniture.opens_footer(block.paragraph.text) and total - seen < seen:
            return first, at
        seen += block.paragraph.words if prose[at] else 0
    return first, len(blocks)


def _repeated_lines(blocks: Sequence[Block]) -> set[int]:
    """Blocks near the top whose words stand there again, alone or with the name of the site behind: titles."""
    keys = [key_of(block.paragraph.text) for block in blocks]
    return {
        at
        for at, key in enumerate(keys)
        if len(key) > 20
        and any(
            other != at and (again == key or (len(again) > 20 and key.startswith(again) and len(key) < len(again) + 60))
            for other, again in enumerate(keys)
        )
    }


def _is_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text
    is_teaser = text.endswith(("…", "...")) and paragraph.words < 3 * STORY_WORDS
    if paragraph.words < PROSE_WORDS or is_teaser or furniture.is_furniture(text):
        return False
    return paragraph.ends or bool(_SENTENCE_INSIDE.search(text)) or paragraph.words > 3 * STORY_WORDS


def _kind_above(blocks: Sequence[Block], at: int, headline: int | None, names: Title) -> str:
    """The kind of a line above the story."""
    text = blocks[at].paragraph.text
    if is_date_line(text) or CASE_NUMBER.fullmatch(text):
        return "dateline"
    if is_byline(text) or (
        at and blocks[at - 1].paragraph.text.strip(" :").casefold() in ("author", "by", "por", "autor")
    ):
        return "byline"
    if furniture.is_furniture(text) or furniture.is_contact(text) or furniture.has_telephone(text):
        return "boilerplate"
    if RELEASE_MARK.fullmatch(text) or _heads_contact(blocks, at):
        return "boilerplate"
    if names.key and is_title_again(key_of(text), names):
        return "boilerplate"
    if blocks[at].paragraph.words > HEADLINE_WORDS[1] or opens_with_dateline(text):
        return "body"
    if headline is None or (at < headline and not is_court_paper(blocks[headline].paragraph.text)):
        # Without a menu on the page, what stands above the headline is a kicker: "Correction", "Port news".
        bare = not any(furniture.is_furniture(block.paragraph.text) for block in blocks[:HEAD_BLOCKS])
        return "dek" if bare else "boilerplate"
    return "list" if is_bullet(text) and not text.startswith("*") else "dek"


def _heads_contact(blocks: Sequence[Block], at: int) -> bool:
    """A short line within three lines above a telephone number: the name or office of the person to call."""
    if blocks[at].paragraph.words > 7:
        return False
    for below in blocks[at + 1 : at + 4]:
        text = below.paragraph.text
        if furniture.has_telephone(text):
            return True
        if below.paragraph.words > 7:
            return False
    return False


def _kind_inside(blocks: Sequence[Block], at: int, story: _Story, names: Title) -> str:
    """The kind of a paragraph of the story."""
    first, last = story.first, story.last
    paragraph = blocks[at].paragraph
    text = paragraph.text
    if furniture.is_furniture(text):
        return "boilerplate"
    if at > first and names.key and len(names.key) > 12 and key_of(text) == names.key:
        return "boilerplate"
    if at > first and (furniture.is_contact(text) and furniture.has_telephone(text)):
        return "boilerplate"
    if CREDITS.match(text) and is_byline(text):
        return "byline"
    if is_bullet(text):
        return "list"
    if _is_caption(paragraph, story):
        return "caption"
    if _is_pull_quote(blocks, at, first, last):
        return "pull_quote"
    if paragraph.ends or paragraph.words > SUBHEADING_WORDS:
        return "body"
    if at > first and at in story.columns:
        return "list"
    if at == first or not _is_subheading(paragraph):
        return "body"
    return "dek" if _heads_paragraph(blocks, at, last) else "list"


def _is_caption(paragraph: Paragraph, story: _Story) -> bool:
    text = paragraph.text
    if not 3 <= paragraph.words <= CAPTION_WORDS[1]:
        return False
    if _CAPTION_HEAD.match(text) or (paragraph.words <= CAPTION_WORDS[1] // 2 and _CAPTION_TAIL.search(text)):
        return True
    ended = paragraph.ends or text.endswith((",", "-", "–", "—"))
    if not ended and _CAPTION_SIDES.search(text):
        return True
    if (
        ended
        or text.isupper()
        or not paragraph.apart
        or paragraph.words < CAPTION_WORDS[0]
        or _is_subheading(paragraph)
    ):
        return False
    return story.ends_its_sentences


def _is_pull_quote(blocks: Sequence[Block], at: int, first: int, last: int) -> bool:
    """A short paragraph whose words stand in a longer paragraph of the story as well."""
    paragraph = blocks[at].paragraph
    if not 5 <= paragraph.words <= 40 or not paragraph.apart or last - first > LONG_STORY_BLOCKS:
        return False
    key = key_of(paragraph.text)
    if len(key) < 25:
        return False
    return any(
        other is not blocks[at]
        and len(other.paragraph.text) > len(paragraph.text)
        and key in key_of(other.paragraph.text)
        for other in blocks[first:last]
    )


def _is_subheading(paragraph: Paragraph) -> bool:
    """A few words without an end, set as headings are: in capitals, with capitals, or very short."""
    if paragraph.ends or paragraph.words > SUBHEADING_WORDS:
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", paragraph.text) if len(word) > 3]
    capital = sum(word[0].isupper() for word in words)
    return paragraph.words <= 6 or (bool(words) and capital >= 0.6 * len(words))


def _heads_paragraph(blocks: Sequence[Block], at: int, last: int) -> bool:
    """Whether a paragraph that ends as sentences do follows: what stands above anything else is an entry of a list."""
    return at + 1 < last and blocks[at + 1].kind in (None, "body", "list") and blocks[at + 1].paragraph.ends


def _columns(blocks: Sequence[Block], first: int, last: int) -> set[int]:
    """The blocks of a story that are short lines in a row."""
    found: set[int] = set()
    row: list[int] = []
    for at in range(first, last + 1):
        if at < last and blocks[at].kind is None and _is_entry(blocks[at].paragraph):
            row.append(at)
            continue
        if len(row) >= COLUMN_LINES:
            found.update(row)
        row = []
    return found


def _is_entry(paragraph: Paragraph) -> bool:
    return not paragraph.ends and paragraph.words <= SUBHEADING_WORDS


def _close_story(blocks: Sequence[Block], kinds: Sequence[str]) -> list[str]:
    """The kinds of a story, with the menus at its end made boilerplate where nothing headed them.

    They are what stands after the last paragraph, from the first mark of the end or piece of furniture on.
    """
    closed = list(kinds)
    tail = max((at for at, kind in enumerate(kinds) if kind == "body" and blocks[at].paragraph.ends), default=-1) + 1
    menu = next((at for at in range(tail, len(kinds)) if kinds[at] == "boilerplate"), None)
    if menu is not None:
        for at in range(menu, len(kinds)):
            if blocks[at].kind is None and closed[at] != "caption" and not is_bullet(blocks[at].paragraph.text):
                closed[at] = "boilerplate"
    return closed


def _split_datelines(blocks: Sequence[Block]) -> list[Block]:
    """Datelines that open a body paragraph set apart from it: `PORT MAREN, Feb. 3 (Wire) --`."""
    found: list[Block] = []
    for block in blocks:
        paragraph = block.paragraph
        cut = dateline_end(paragraph.text) if block.kind == "body" and paragraph.words >= PROSE_WORDS else 0
        if not cut:
            found.append(block)
            continue
        head = paragraph.text[:cut].rstrip()
        rest = paragraph.start + cut
        found.append(
            replace(block, kind="dateline", paragraph=replace(paragraph, end=paragraph.start + len(head), text=head))
        )
        found.append(replace(block, paragraph=Paragraph(rest, paragraph.end, paragraph.text[cut:])))
    return found


def _joined_furniture(blocks: Sequence[Block]) -> list[Block]:
    """Furniture that stands together made one block: a menu is one thing, not thirty."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if before is not None and before.kind == block.kind == "boilerplate" and before.page == block.page:
            start, end = before.paragraph.start, block.paragraph.end
            text = f"{before.paragraph.text}\n{block.paragraph.text}"
            found[-1] = replace(before, paragraph=Paragraph(start, end, text, before.paragraph.apart))
        else:
            found.append(block)
    return found
