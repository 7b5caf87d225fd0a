"""PDF: text page by page, with page numbers as counted and as printed and the numbering of court papers.

Running heads and feet are told by standing on most pages. A word that a hyphen parts at the end of a line is joined,
unless the paper elsewhere shows that it is a compound. Pages that hold pictures and no text wait for a reader that
can see (reason `needs_ocr`).
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import NeedsReader, RejectedDocument
from .draft import Draft, Piece, made_of
from .paragraphs import Paragraph, paragraphs
from .repair import mend
from .source import Content

LETTERS_OF_A_PAGE = 20
"""A page with fewer letters has no text: a stamp or a page number on a scan."""

PARTED = "\ufffe"
"""What PDFium writes for a hyphen at the end of a line, in place of hyphen and line end."""

GAP = 1.35
"""How many times the usual distance of lines parts paragraphs: double spacing is the usual distance of its paper."""

MARGIN_LINES = 3
HEADING_WORDS = 12
SHORT_WORDS = 4
REPEATED_SHARE = 0.6
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Glyphs that a typesetter joined; as characters they stand for nothing but the letters."""

_HYPHEN = re.compile(r"([^\W\d_]{2,})([-\u00ad])\n([a-zß-ÿ]{2,})")
_COUNT = re.compile(
    r"^\W*(?P<count>(?:COUNTS?|CARGOS?)\s+(?:[A-Z]+(?:[- ](?:AND|THROUGH|TO|[A-Z]+)){0,6}"
    r"|\d{1,3}(?:\s*[-–]\s*\d{1,3})?|[IVXL]+))\b\W*",
    re.M,
)
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,4})\.\s+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p[aá]gina|pg\.?)?\s*(?P<label>\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|de|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page as the file gives it."""

    number: int
    label: str | None
    lines: tuple[str, ...]
    has_picture: bool


def read_pdf(content: Content, name: str) -> Draft:
    """The PDF in `content`.

    Raises:
        NeedsReader: `needs_ocr` if its pages are pictures.
        RejectedDocument: `encrypted`, `damaged`, or `no_text`.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content.data)
    except pypdfium2.PdfiumError as error:
        reason = "encrypted" if "password" in str(error).lower() or b"/Encrypt" in content.data else "damaged"
        raise RejectedDocument(reason, name, _told(error)) from error
    if _is_cut_off(content.data):
        document.close()
        raise RejectedDocument("damaged", name, "Its end is missing.")
    try:
        sheets = [_sheet(document, number) for number in range(len(document))]
        told = {key: mend(value).strip() for key, value in document.get_metadata_dict().items() if value.strip()}
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise RejectedDocument("damaged", name, _told(error)) from error
    finally:
        document.close()
    if not sheets:
        raise RejectedDocument("damaged", name, "It has no page.")
    if all(_letters(sheet.lines) < LETTERS_OF_A_PAGE for sheet in sheets):
        if any(sheet.has_picture for sheet in sheets):
            raise NeedsReader("needs_ocr", name)
        raise RejectedDocument("no_text", name)
    draft = made_of(list(_pieces(sheets)), "application/pdf", title=_title(told), author=None)
    return replace(draft, author=draft.author or told.get("Author"))


def _is_cut_off(data: bytes) -> bool:
    """Whether the table that ends every PDF is missing: PDFium would show the pages it finds and leave others empty.

    A file made for the web has such a table at its head, too.
    """
    return data.rfind(b"startxref") < len(data) // 2


def _told(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."


def _sheet(document: Any, number: int) -> _Sheet:
    import pypdfium2.raw as raw

    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            lines = _spaced_lines(text_page)
        finally:
            text_page.close()
        has_picture = any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    finally:
        page.close()
    label = document.get_page_label(number) or None
    return _Sheet(number + 1, label, tuple(lines), has_picture)


def _spaced_lines(text_page: Any) -> list[str]:
    """The lines of a page, with a blank one where the paper leaves a gap: PDF has no empty lines of its own."""
    text = text_page.get_text_range()
    found = [
        (match.start(), match[0].replace(PARTED, "-").rstrip())
        for match in re.finditer(rf"[^\r\n{PARTED}]+{PARTED}?", text)
        if match[0].strip()
    ]
    heights = [_height(text_page, text, start) for start, _ in found]
    gaps = [above - below for above, below in itertools.pairwise(heights)]
    steps = sorted(gap for gap in gaps if gap > 0)
    leading = steps[len(steps) // 3] if steps else 0.0
    lines: list[str] = []
    for at, (_, line) in enumerate(found):
        if at and not 0 <= gaps[at - 1] <= GAP * leading:
            lines.append("")
        lines.append(line.translate(LIGATURES))
    return lines


def _height(text_page: Any, text: str, start: int) -> float:
    """How high on the page the line that begins at `start` stands, in points."""
    while text[start].isspace():
        start += 1
    _, bottom, _, _ = text_page.get_charbox(start, loose=True)
    return float(bottom)


def _pieces(sheets: Sequence[_Sheet]) -> Iterator[Piece]:
    """Paragraphs of all pages; one that a page's end cuts goes on as a piece of its own on the next page."""
    running = _running_lines(sheets)
    whole_words = Counter(
        word for sheet in sheets for line in sheet.lines for word in re.findall(r"[^\W\d_]+", line.lower())
    )
    expected = 1
    for sheet in sheets:
        head, middle, foot, label = _parted(sheet, running)
        for line in head:
            yield Piece(line, "boilerplate", sheet.number, label)
        for paragraph in _paragraphs("\n".join(middle), whole_words):
            heading = _COUNT.match(paragraph.text)
            if heading is not None:
                kind = "dek" if paragraph.words <= HEADING_WORDS else None
                yield Piece(paragraph.text, kind, sheet.number, label, " ".join(heading["count"].split()))
                continue
            numbered = _NUMBERED.match(paragraph.text)
            if numbered is not None and int(numbered["number"]) in (expected, expected + 1, 1):
                expected = int(numbered["number"]) + 1
                kind = "body" if paragraph.words > SHORT_WORDS else None
                yield Piece(paragraph.text, kind, sheet.number, label, numbered["number"])
            else:
                yield Piece(paragraph.text, None, sheet.number, label)
        for line in foot:
            yield Piece(line, "boilerplate", sheet.number, label)


def _paragraphs(text: str, whole_words: Counter[str]) -> Iterator[Paragraph]:
    """Paragraphs of a page, with words joined that the end of a line parted."""
    joined = _HYPHEN.sub(lambda match: _joined_word(match, whole_words), text)
    for paragraph in paragraphs(joined):
        # Numbered paragraphs and counts begin anew even where no blank line survived.
        last = 0
        for match in re.finditer(r"\n(?=\s*(?:\d{1,4}\.\s+[A-ZÀ-Þ“\"]|COUNTS? [A-Z0-9]))", paragraph.text):
            yield Paragraph(0, 0, paragraph.text[last : match.start()].strip(), paragraph.apart)
            last = match.end()
        yield Paragraph(0, 0, paragraph.text[last:].strip(), paragraph.apart)


def _joined_word(match: re.Match[str], whole_words: Counter[str]) -> str:
    """The word without the hyphen, unless both halves stand alone elsewhere and the whole does not: `drive-by`."""
    first, hyphen, second = match.groups()
    # Once is the parted word itself.
    halves = whole_words[first.lower()] > 1 and whole_words[second.lower()] > 1
    if hyphen == "-" and halves and not whole_words[f"{first}{second}".lower()]:
        return f"{first}-{second}"
    return f"{first}{second}"


def _running_lines(sheets: Sequence[_Sheet]) -> set[str]:
    """Lines that stand at the edge of most pages, whatever number is in them."""
    if len(sheets) < 3:
        return set()
    seen: Counter[str] = Counter()
    for sheet in sheets:
        lines = [line for line in sheet.lines if line.strip()]
        seen.update({_shape(line) for line in (*lines[:MARGIN_LINES], *lines[-MARGIN_LINES:])})
    return {shape for shape, times in seen.items() if times >= max(3, REPEATED_SHARE * len(sheets)) and shape}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _parted(sheet: _Sheet, running: set[str]) -> tuple[list[str], list[str], list[str], str | None]:
    """The running head, the page proper and the running foot, and the page's number as printed."""
    lines = list(sheet.lines)
    head: list[str] = []
    foot: list[str] = []
    label = sheet.label
    while lines and len(head) < MARGIN_LINES and (not lines[0].strip() or _is_edge(lines[0], running, sheet)):
        line = lines.pop(0)
        head += [line] if line.strip() else []
    while lines and len(foot) < MARGIN_LINES and (not lines[-1].strip() or _is_edge(lines[-1], running, sheet)):
        line = lines.pop()
        foot = [line, *foot] if line.strip() else foot
    for line in (*foot, *head):
        number = _PAGE_NUMBER.match(line)
        if number is not None and label is None:
            label = number["label"]
    return head, lines, foot, label


def _is_edge(line: str, running: set[str], sheet: _Sheet) -> bool:
    if _shape(line) in running:
        return True
    number = _PAGE_NUMBER.match(line)
    return number is not None and number["label"] in (str(sheet.number), sheet.label)


def _letters(lines: Sequence[str]) -> int:
    return sum(char.isalpha() for line in lines for char in line)


def _title(told: dict[str, str]) -> str | None:
    """The title in the file's properties, unless a program put its own or the file's name there."""
    title = told.get("Title")
    if (
        title is None
        or len(title.split()) < 2
        or re.search(r"\.(?:docx?|pdf|indd|wpd|rtf)$|^microsoft word|^untitled", title, re.I)
    ):
        return None
    return title
