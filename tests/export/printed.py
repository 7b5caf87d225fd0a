"""What a PDF says, as a reader of it finds it."""

import pypdfium2


def pdf_words(content: bytes) -> str:
    """The words of all pages and of the file's own title."""
    with pypdfium2.PdfDocument(content) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
        return "\n".join([*pages, *opened.get_metadata_dict().values()])


def run_together(words: str) -> str:
    """Words without spaces, and without hyphens: a reader of PDF drops one at the end of a line."""
    return "".join(c for c in words if c.isprintable() and c not in " -\u00ad\u2010\ufffe")
