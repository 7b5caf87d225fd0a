"""One item of the input as it lies in a part: a line of records, a row, a record of a web archive, or a whole file."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from according.errors import RejectedDocument
from according.intake import IntakeOptions, Source, sources_in_file
from according.intake.records import of_line
from according.intake.source import readable, refused
from according.intake.warc import pages

RECORD, PAGE, FILE, LARGE = "record", "page", "file", "large"
"""Kinds of items; of a large file only the size is known (as `number`), nobody has opened it."""
BETWEEN_PAGES = "\r\n\r\nWARC/1."
"""What ends a record of a web archive and begins the next: by it Spark takes an archive apart without holding it."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """An item: `ordinal` counts all items of the input, `number` those of its file, from 1; `place` names the file."""

    ordinal: int
    kind: str
    place: str
    number: int
    content: bytes | None


def sources_on(shelved: Shelved, options: IntakeOptions) -> Iterator[Source]:
    """The documents that an item holds, as `according.intake.sources` finds them in the input itself."""
    content = shelved.content or b""
    if shelved.kind == RECORD:
        mark = b"\xef\xbb\xbf" if shelved.number == 1 else b""
        line = content.removeprefix(mark).rstrip(b"\r")
        found = of_line(line, f"{shelved.place}:{shelved.number}", options)
        if found is not None:
            yield found
    elif shelved.kind == PAGE:
        whole = content if content.startswith(b"WARC/") else b"WARC/1." + content
        yield from pages(lambda: cast(BinaryIO, BytesIO(whole)), shelved.place, options)
    elif shelved.kind == LARGE:
        yield refused(RejectedDocument("too_large", shelved.place, f"It has {shelved.number:,} bytes."))
    else:
        yield from _in_file(content, shelved.place, options)


def _in_file(content: bytes, place: str, options: IntakeOptions) -> Iterator[Source]:
    """The file as it was, under its own name: archives and what they hold are read from a file."""
    with TemporaryDirectory(prefix="according-") as folder:
        file = Path(folder) / place.rsplit("/", 1)[-1]
        file.write_bytes(content)
        yield from sources_in_file(file, readable(place), options)
