"""What a PDF says, as a reader of it finds it."""

from itertools import pairwise

import pypdfium2


def pdf_pages(content: bytes) -> list[str]:
    """The words of each page, and last those of the file's own title."""
    with pypdfium2.PdfDocument(content) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
        return [*pages, *opened.get_metadata_dict().values()]


def pdf_words(content: bytes) -> str:
    """The words of all pages and of the file's own title."""
    return "\n".join(pdf_pages(content))


def is_printed(part: str, pages: list[str]) -> bool:
    """Whether the words stand on one page, or begin on one and go on upon the next; both as run together."""
    if any(part in page for page in pages):
        return True
    pairs = pairwise(pages)
    return any(part[:cut] in one and part[cut:] in other for one, other in pairs for cut in range(1, len(part)))


def run_together(words: str) -> str:
    """Words without spaces, and without hyphens: a reader of PDF drops one at the end of a line."""
    return "".join(c for c in words if c.isprintable() and c not in " -\u00ad\u2010\ufffe")
