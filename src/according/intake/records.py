"""Files of many documents: JSON lines, or one JSON array or object, one record a document; streamed, never held whole.

A record is kept as the bytes of its line, so that what the ledger stores is exactly what was given.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from ..errors import RejectedDocument
from .compressed import UNPACKING_ERRORS, bare_name
from .options import IntakeOptions
from .source import Content, Source, in_words, refused, storable

SUFFIXES = (".jsonl", ".ndjson", ".json")
CHUNK_BYTES = 1 << 16


def is_record_file(name: str) -> bool:
    """Whether a file of this name holds records."""
    return bare_name(name).lower().endswith(SUFFIXES)


def lines(open_stream: Callable[[], BinaryIO], place: str, options: IntakeOptions) -> Iterator[Source]:
    """The records of a file, each a source named `place:line`; a file cut off in the middle yields what came before."""
    number = 0
    try:
        with open_stream() as stream:
            for number, line in enumerate(_lines(stream, options.max_bytes), 1):
                found = of_line(line, f"{place}:{number}", options)
                if found is not None:
                    yield found
    except (OSError, *UNPACKING_ERRORS) as error:
        yield refused(RejectedDocument("damaged", place, f"After record {number}: {in_words(error)}"))


def of_line(line: bytes | None, name: str, options: IntakeOptions) -> Source | None:
    """The record in a line, or None if the line is blank; a line that is None was too long to be held."""
    if line is None or len(line) > options.max_bytes:
        return refused(RejectedDocument("too_large", name, f"It has over {options.max_bytes:,} bytes."))
    return Source(name, None, partial(Content, line, record=True)) if line.strip() else None


def count(open_stream: Callable[[], BinaryIO]) -> int | None:
    """How many records the file holds, or None if it cannot be read to its end or is one JSON array."""
    found, tail = 0, b""
    try:
        with open_stream() as stream:
            first = True
            while chunk := stream.read(CHUNK_BYTES):
                if first and chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"[", b"{\n", b"{\r")):
                    return None
                first = False
                pieces = (tail + chunk).split(b"\n")
                tail = pieces.pop()
                found += sum(1 for piece in pieces if piece.strip())
    except (OSError, *UNPACKING_ERRORS):
        return None
    return found + bool(tail.strip())


def parse(data: bytes, name: str) -> dict[str, Any]:
    """The record in one line; half characters, which no file can store, are marked outside the text that is mended.

    Raises:
        RejectedDocument: if it is not a JSON object.
    """
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RejectedDocument("bad_record", name, in_words(error)) from error
    if not isinstance(record, dict):
        raise RejectedDocument("bad_record", name, "It is not a JSON object.")
    return {key: storable(v) if _is_field(key, v) else v for key, v in record.items()}


def _is_field(key: str, value: object) -> bool:
    return isinstance(value, str) and key not in ("text", "html")


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """One item a record; None stands for one longer than `limit` bytes."""
    start = stream.read(CHUNK_BYTES).removeprefix(b"\xef\xbb\xbf")
    if start.lstrip().startswith(b"["):
        yield from _elements(start, stream, limit)
    elif start.lstrip().startswith(b"{\n") or start.lstrip().startswith(b"{\r"):
        whole = start + stream.read(limit + 1)
        yield None if len(whole) > limit else whole
    else:
        yield from _split_lines(start, stream, limit)


def _split_lines(held: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    skipping = False
    while True:
        end = held.find(b"\n")
        if end >= 0:
            yield None if skipping or end > limit else held[:end].rstrip(b"\r")
            held, skipping = held[end + 1 :], False
            continue
        if len(held) > limit:
            held, skipping = b"", True
        chunk = stream.read(CHUNK_BYTES)
        if not chunk:
            break
        held += chunk
    if skipping:
        yield None
    elif held:
        yield held


def _elements(held: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Elements of a JSON array, found by counting brackets outside strings."""
    depth, inside, escaped = 0, False, False
    element = bytearray()
    too_long = False
    while held:
        for byte in held:
            if inside:
                if escaped:
                    escaped = False
                elif byte == 0x5C:
                    escaped = True
                elif byte == 0x22:
                    inside = False
            elif byte == 0x22:
                inside = True
            elif byte in b"[{":
                depth += 1
                if depth == 1:
                    continue
            elif byte in b"]}":
                depth -= 1
            if depth == 0 or (depth == 1 and byte == 0x2C and not inside):
                if element.strip() or too_long:
                    yield None if too_long else bytes(element).strip()
                element.clear()
                too_long = False
                if depth == 0:
                    return
                continue
            if len(element) < limit:
                element.append(byte)
            else:
                too_long = True
        held = stream.read(CHUNK_BYTES)
    if element.strip():
        yield bytes(element)
