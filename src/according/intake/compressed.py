"""Files that are compressed one by one, `.xz` and `.gz`: opened as streams, never unpacked whole into memory."""

import gzip
import lzma
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO, cast

SUFFIXES = (".xz", ".gz")
UNPACKING_ERRORS = (lzma.LZMAError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, EOFError)
"""What a damaged compressed file raises when read."""


def opened(file: Path) -> BinaryIO:
    """The file's bytes as a stream, uncompressed if its name ends in `.xz` or `.gz`."""
    if file.suffix.lower() == ".xz":
        return cast(BinaryIO, lzma.open(file, "rb"))
    if file.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(file, "rb"))
    return file.open("rb")


def uncompressed(stream: BinaryIO, name: str) -> BinaryIO:
    """The stream, uncompressed if `name` ends in `.xz` or `.gz`."""
    if name.lower().endswith(".xz"):
        return cast(BinaryIO, lzma.open(stream, "rb"))
    if name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(stream, "rb"))
    return stream


def bare_name(name: str) -> str:
    """The name without the ending of its compression: `a.jsonl.xz` → `a.jsonl`."""
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name
