"""Where a sentence stands in a document, in words that find it on paper: page and paragraph."""

import re

from according.model import Document

_BREAK = re.compile(r"\n\s*\n")


def place_of(document: Document, start: int) -> str:
    """The page, if the document has pages, and the paragraph of an offset.

    A paragraph that bears a number of its own ("17", "COUNT ONE") is told by it; else every block of text is counted,
    headings too, from the top of the page or of the document.
    """
    segment = document.segment_at(start)
    page = segment.page if segment is not None else None
    parts = []
    if segment is not None and page is not None:
        parts.append(f"page {segment.page_label or page}")
    if segment is not None and segment.paragraph:
        label = segment.paragraph
        parts.append(f"paragraph {label}" if label[:1].isdigit() else label)
    else:
        top = min((s.start for s in document.segments if s.page == page), default=0) if page is not None else 0
        parts.append(f"paragraph {len(_BREAK.findall(document.text, top, start)) + 1}")
    return ", ".join(parts)
