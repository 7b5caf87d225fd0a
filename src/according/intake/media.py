"""What kind of document some bytes are: told by the bytes, then by what the server says, and by the name last."""

import re

from .compressed import bare_name
from .text import is_text

MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xfd7zXZ", "application/x-xz"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\x00", "application/x-executable"),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".eml": "message/rfc822",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
HEAD_BYTES = 2048
_HTML = re.compile(
    rb"\s*(?:<!--.{0,800}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|title|meta|div|p|h1|section)\b",
    re.I | re.S,
)
_XHTML = re.compile(rb"\s*<\?xml[^>]{0,200}\?>\s*(?:<!--.{0,800}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_MAIL = re.compile(rb"(?:(?:[\x21-\x39\x3b-\x7e]{1,60}:[^\n]*(?:\n[ \t][^\n]*)*\n){2,})", re.MULTILINE)
_MAIL_FIELDS = (
    b"from:",
    b"to:",
    b"subject:",
    b"date:",
    b"message-id:",
    b"received:",
    b"mime-version:",
    b"return-path:",
)


def media_type_of(data: bytes, name: str, told: str | None = None) -> str:
    """The media type of the bytes.

    Args:
        data: the bytes.
        name: file name or address, for its ending.
        told: Content-Type of the server, or None.
    """
    head = data[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    for magic, media_type in MAGIC:
        if head.startswith(magic):
            return DOCX if media_type == "application/zip" and b"word/" in data else media_type
    if not is_text(data):
        return "application/octet-stream"
    if _looks_like_html(head):
        return "text/html"
    if _looks_like_mail(head):
        return "message/rfc822"
    suffix = _suffix(name)
    if suffix in SUFFIXES and SUFFIXES[suffix] != "message/rfc822" and (suffix == ".md" or suffix == ".markdown"):
        return "text/markdown"
    if told is not None and "markdown" in told:
        return "text/markdown"
    if (suffix in (".html", ".htm", ".xhtml") or (told is not None and "html" in told)) and re.search(
        rb"</?\w+[^>]*>", data
    ):
        return "text/html"
    return "text/plain"


def _looks_like_html(head: bytes) -> bool:
    plain = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return bool(_HTML.match(plain) or _XHTML.match(plain))


def _looks_like_mail(head: bytes) -> bool:
    match = _MAIL.match(head.replace(b"\r\n", b"\n"))
    if match is None:
        return False
    fields = [line.lower() for line in match[0].split(b"\n")]
    return sum(any(line.startswith(field) for line in fields) for field in _MAIL_FIELDS) >= 2


def _suffix(name: str) -> str:
    bare = bare_name(name.split("?")[0])
    return "." + bare.rpartition(".")[2].lower() if "." in bare else ""
