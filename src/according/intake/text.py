"""Bytes to text: the encoding declared, else UTF-8, else what the bytes look like; no guess may lose a letter."""

import codecs
import re
from collections.abc import Sequence

from ..errors import RejectedDocument

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNREADABLE_SHARE = 0.05
"""A text of which more than this share are control characters or unassigned is not text."""

SNIFF_CHARS = 100_000
_JUNK = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd\ufffe\uffff]")


def decode(data: bytes, name: str, *, declared: Sequence[str] = ()) -> str:
    """The text in `data`.

    Args:
        data: the bytes.
        name: what the document is called, for messages.
        declared: encodings that the document or the server names, best first.

    Raises:
        RejectedDocument: `binary` if it is not text, `bad_encoding` if no encoding fits.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _decoded(data, encoding)
            if text is not None:
                return _checked(text, name)
    wide = _unmarked_utf16(data)
    for encoding in (*([wide] if wide else []), *declared, "utf-8"):
        text = _decoded(data, encoding)
        if text is not None:
            return _checked(text, name)
    return _checked(_by_looks(data, name), name)


def is_text(data: bytes) -> bool:
    """Whether the first bytes look like text in some encoding."""
    head = data[:4096]
    if head.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)) or _unmarked_utf16(head):
        return True
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 27 or 27 < byte < 32 or byte == 127)
    return controls <= len(head) * UNREADABLE_SHARE


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (ValueError, LookupError):  # bytes of another encoding; no encoding of that name, or of any
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Western text is zero."""
    head = data[:2000]
    if len(head) < 8 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * len(head) / 2 and even < 0.1 * len(head) / 2:
        return "utf-16-le"
    if even > 0.7 * len(head) / 2 and odd < 0.1 * len(head) / 2:
        return "utf-16-be"
    return None


def _by_looks(data: bytes, name: str) -> str:
    """Mostly UTF-8 with a few broken bytes is UTF-8 with those bytes read as Windows-1252; else ask the detector."""
    lenient = data.decode("utf-8", errors="surrogateescape")
    broken = sum(1 for char in lenient if "\udc80" <= char <= "\udcff")
    good = sum(1 for char in lenient if char > "\x7f") - broken
    if good > broken:
        return re.sub(r"[\udc80-\udcff]", lambda m: _windows_1252(ord(m[0]) - 0xDC00), lenient)
    text = _decoded(data, "cp1252")
    if text is not None and is_western(text):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SNIFF_CHARS]).best()
    for encoding in ([best.encoding] if best else []) + ["cp1252", "latin-1"]:
        text = _decoded(data, encoding)
        if text is not None:
            return text
    raise RejectedDocument("bad_encoding", name)


def is_western(text: str) -> bool:
    """Whether the letters beyond ASCII stand where Western European text has them: alone among ASCII letters."""
    sample = text[:SNIFF_CHARS]
    runs = re.findall(r"[^\x00-\x7f]+", sample)
    return not runs or sum(map(len, runs)) / len(runs) < 1.5


def _windows_1252(byte: int) -> str:
    return bytes([byte]).decode("cp1252", errors="replace")


def _checked(text: str, name: str) -> str:
    sample = text[:SNIFF_CHARS]
    if sample and len(_JUNK.findall(sample)) > len(sample) * UNREADABLE_SHARE:
        raise RejectedDocument("binary", name)
    return text
