"""Finds the documents in what a person names: files, folders, archives, records, tables, addresses, standard input.

Nothing here raises for a bad document: what cannot be loaded is yielded as a source that raises when it is taken, so
that the others are read and the bad one is listed.
"""

import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import RejectedDocument
from . import archive, records, tables, warc
from .compressed import UNPACKING_ERRORS, opened
from .fetch import fetch, is_address
from .options import IntakeOptions
from .source import Content, Source, in_words, readable, refused

STANDARD_INPUT = "-"
RECORDS = re.compile(rb"\s*(?:\[\s*)?\{\s*\"\w")
"""How piped records begin."""

COUNT_UP_TO_BYTES = 200_000_000
"""Record files larger than this are not counted beforehand: the count would take longer than people like to wait."""

Opener = Callable[[], BinaryIO]


def sources(paths: Sequence[str | Path], options: IntakeOptions) -> Iterator[Source]:
    """The documents in `paths`, in order; folders by sorted path, hidden files left out.

    Args:
        paths: files, folders, ZIP archives, record files (`.jsonl`, `.json`, plain, `.xz` or `.gz`), web archives
            (`.warc`, likewise), Parquet tables, http(s) addresses, or `-` for standard input.
        options: limits and field names.
    """
    for path in paths:
        yield from _sources_of(path, options)


def count(paths: Sequence[str | Path], options: IntakeOptions) -> int | None:
    """How many documents `sources` will yield, or None if that cannot be told cheaply."""
    total = 0
    for path in paths:
        found = _count_of(path, options)
        if found is None:
            return None
        total += found
    return total


def original(source: Source) -> bytes:
    """The bytes that are kept of a document: the file, the page as fetched, the line of a record file.

    Raises:
        RejectedDocument: if they cannot or may not be loaded.
    """
    return source.content().data


def _sources_of(path: str | Path, options: IntakeOptions) -> Iterator[Source]:
    if isinstance(path, str):
        if path == STANDARD_INPUT:
            yield from _standard_input(options)
            return
        if is_address(path):
            yield Source(path, None, partial(fetch, path, options))
            return
    place = Path(path)
    if place.is_dir():
        for file in _files_below(place):
            yield from sources_in_file(file, readable(file.relative_to(place).as_posix()), options)
    else:
        yield from sources_in_file(place, readable(place.name), options)


def sources_in_file(file: Path, place: str, options: IntakeOptions) -> Iterator[Source]:
    """The documents in one file, which is called `place`."""
    problem = _why_unreadable(file)
    if problem is not None:
        yield refused(RejectedDocument("unreadable", place, problem))
    elif archive.is_archive(file):
        yield from archive.members(file, options)
    elif records.is_record_file(file.name):
        yield from records.lines(partial(opened, file), place, options)
    elif warc.is_warc(file.name):
        yield from warc.pages(partial(opened, file), place, options)
    elif tables.is_table(file.name):
        yield from tables.rows(file, place, options)
    else:
        yield Source(place, place, partial(_read_file, file, place, options))


def _read_file(file: Path, place: str, options: IntakeOptions) -> Content:
    try:
        if file.stat().st_size > options.max_bytes:
            raise RejectedDocument("too_large", place, f"It has {file.stat().st_size:,} bytes.")
        with opened(file) as stream:
            data = stream.read(options.max_bytes + 1)
    except (OSError, *UNPACKING_ERRORS) as error:
        reason = "unreadable" if isinstance(error, OSError) and error.errno else "damaged"
        raise RejectedDocument(reason, place, in_words(error)) from error
    if len(data) > options.max_bytes:
        raise RejectedDocument("too_large", place, f"It unpacks to more than {options.max_bytes:,} bytes.")
    return Content(data)


def _standard_input(options: IntakeOptions) -> Iterator[Source]:
    """What is piped in: one document, or records if it begins as a JSON object or array of them does."""
    stream = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
    if RECORDS.match(stream.peek(64)[:64]):
        yield from records.lines(lambda: cast(BinaryIO, stream), "standard input", options)
    else:
        yield Source("standard input", None, partial(_read_stream, cast(BinaryIO, stream), options))


def _read_stream(stream: BinaryIO, options: IntakeOptions) -> Content:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise RejectedDocument("too_large", "standard input", f"It has more than {options.max_bytes:,} bytes.")
    return Content(data)


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(parent) / name


def _why_unreadable(file: Path) -> str | None:
    """Words if the file cannot be read; a pipe or device is never opened, for it might never end."""
    try:
        mode = file.stat().st_mode
    except (OSError, ValueError) as error:
        return in_words(error)
    if not stat.S_ISREG(mode):
        return "It is not a file."
    if not os.access(file, os.R_OK):
        return "Reading it is not permitted."
    return None


def _count_of(path: str | Path, options: IntakeOptions) -> int | None:
    if isinstance(path, str) and path == STANDARD_INPUT:
        return None
    if isinstance(path, str) and is_address(path):
        return 1
    place = Path(path)
    if place.is_dir():
        found = [_count_in_file(file, options) for file in _files_below(place)]
        known = [number for number in found if number is not None]
        return sum(known) if len(known) == len(found) else None
    return _count_in_file(place, options)


def _count_in_file(file: Path, options: IntakeOptions) -> int | None:
    if _why_unreadable(file) is not None:
        return 1
    if archive.is_archive(file):
        return archive.count(file, options)
    if records.is_record_file(file.name):
        if file.stat().st_size > COUNT_UP_TO_BYTES:
            return None
        return records.count(partial(opened, file))
    return None if warc.is_warc(file.name) or tables.is_table(file.name) else 1
