"""Where one paragraph of a plain text ends and the next begins: blank lines, indents, hard-wrapped lines, torn lines.

Text comes in three manners, and a document is told to be of one by its own lines: a paragraph a line, hard-wrapped
lines with blank lines or indents between paragraphs, and a paragraph a line in which markup (a link, a bold name) left
line ends inside sentences.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

TERMINAL = (".", "!", "?", ":", ";", "…")
OPENING_MARKS = ("“", '"', "‘", "(", "[", "«", "¿", "¡")
CLOSING = "\"'”’“‘»)]*"
WRAP_CHARS = (40, 110)
"""Longest lines of a hard-wrapped text: typescripts, mail and PDF columns lie between these."""

PLACE_WORDS = 4
TITLE_WORDS = 8
SENTENCE_WORDS = 6
WRAPPED_SHARE = 0.6
_LINE = re.compile(r"[^\n]+")
_STARTS_INSIDE = re.compile(r"[a-zß-ÿ%]|[–—-]\s|\((?!\d)")
_CLOSES = re.compile(r"[,.;:)\]]|[’'”»\"](?:s\b|[\s,.;:]|$)")
_BULLET = re.compile(r"\s*(?:[•·▪◦●■*‣–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)]|[IVX]{1,5}\.)\s+\S")
_REMARK = re.compile(r"(?<=[.!?\"”“'’])\s*(?:\[[^\]]{2,60}\][\s.]*)+$")
"""What an editor adds behind a sentence: `[PASSAGE OMITTED]`."""

_DASH = re.compile(r"[–—-]{1,2}\s")
_TITLE = re.compile(
    r"\b(?:Attorney|Sheriff|Chief|Detective|Judge|Justice|Governor|Mayor|Director|Sergeant|Agent|Prosecutor|Fiscal)$"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}")
_BULLET_ALONE = re.compile(r"\s*(?:[•·▪◦●■*‣]|\(?\d{1,3}[.)])\s*$")
_ENDS_INSIDE = re.compile(
    r"(?:[,(\[“‘–—]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|as|that|which|who|was|were|is|are|be|has|have"
    r"|had|his|her|their|its|el|la|los|las|un|una|de|del|y|o|en|por|para|con|que|al|su|sus|said|says|dijo)|-based)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        apart: a blank line or indent stands before it.
        words: how many words it has.
        ends: it ends as a sentence does, or with what introduces one.
    """

    start: int
    end: int
    text: str
    apart: bool = False
    words: int = field(init=False, default=0)
    ends: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        text = _REMARK.sub("", self.text)
        ends = text.rstrip(CLOSING + " ").endswith(TERMINAL) or text.endswith(("”", '"', "»"))
        object.__setattr__(self, "words", len(text.split()))
        object.__setattr__(self, "ends", ends)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    apart: bool
    indented: bool


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, in order; all but white space is in one of them."""
    lines = list(_lines(text))
    wrapped = _is_hard_wrapped(lines)
    found: list[Paragraph] = []
    for group in _groups(lines, wrapped=wrapped):
        start, end = group[0].start, group[-1].end
        found.append(Paragraph(start, end, text[start:end], group[0].apart))
    return found


def is_bullet(line: str) -> bool:
    """Whether the line begins as an item of a list does."""
    return bool(_BULLET.match(line))


def _lines(text: str) -> Iterator[_Line]:
    last = 0
    first = True
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        apart = first or text.count("\n", last, match.start()) > 1
        yield _Line(start, start + len(words), words, apart, start > match.start() + 1)
        last, first = start + len(words), False


def _is_hard_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether lines end because the column was full: most lines that are followed by another are about as long."""
    inner = [line.text for line, after in itertools.pairwise(lines) if not after.apart]
    followed = [len(text) for text in inner]
    if len(followed) < 3:
        return False
    widest = sorted(followed)[int(0.95 * (len(followed) - 1))]
    if not WRAP_CHARS[0] <= widest <= WRAP_CHARS[1]:
        return False
    full = sum(length > 0.75 * widest for length in followed)
    whole = sum(text.rstrip(CLOSING).endswith((".", "!", "?")) for text in inner)
    return full > WRAPPED_SHARE * len(followed) and whole < len(followed) / 2


def _groups(lines: Sequence[_Line], *, wrapped: bool) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    continues = _continues_column if wrapped else _continues_sentence
    for line in lines:
        if group and (line.apart or not continues(group, line)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues_column(group: Sequence[_Line], after: _Line) -> bool:
    """Whether `after` belongs to the paragraph of hard-wrapped lines so far."""
    if _BULLET.match(after.text):
        return bool(_DASH.match(after.text)) and not after.indented
    return not (after.indented and not group[-1].indented)


def _continues_sentence(group: Sequence[_Line], after: _Line) -> bool:
    """Whether a line end inside a sentence, left by markup, parts `after` from the lines so far."""
    line = group[-1].text
    if _BULLET_ALONE.match(line) and not _BULLET.match(after.text):
        return True
    if _DASH.match(after.text) and line.isupper() and len(line.split()) <= PLACE_WORDS:
        return True
    if _BULLET.match(after.text) or after.text.startswith(("http://", "https://", "www.")):
        return False
    if line in OPENING_MARKS or _parts_title_from_name(line, after.text):
        return True
    if len(line) == 1 and len(group) == 1:
        return False
    if _CLOSES.match(after.text) and not after.text.startswith("..."):
        return True
    if line.rstrip(CLOSING).endswith((".", "!", "?", ":")):
        return False
    if _STARTS_INSIDE.match(after.text):
        # Names of services (`facebook`, `youtube`) stand in a column with small letters too.
        alone = sum(len(each.text.split()) for each in group) < SENTENCE_WORDS and len(after.text.split()) <= 2
        return not (alone and len(line.split()) == 1)
    return bool(_ENDS_INSIDE.search(line))


def _parts_title_from_name(line: str, after: str) -> bool:
    """Whether a line ends with a title and the next is a name alone: `District Attorney`, `Helena Marsh`."""
    return len(line.split()) <= TITLE_WORDS and bool(_TITLE.search(line)) and bool(_NAME.fullmatch(after))
