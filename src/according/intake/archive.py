"""Documents in a ZIP archive, without trusting it: nothing is unpacked to disk, and every promise it makes is checked.

Refused are members that name a path outside the archive, archives within archives, and what unpacks to far more than
its packed size; the other members are read.
"""

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import RejectedDocument
from . import records
from .compressed import UNPACKING_ERRORS, bare_name, uncompressed
from .options import IntakeOptions
from .source import Content, Source, in_words, readable, refused

NESTED = (".zip", ".tar", ".tgz", ".7z", ".rar", ".jar", ".bz2", ".zst")
SMALL_ENOUGH_BYTES = 1_000_000
"""Below this a high ratio harms nobody: a page of repeated lines packs a thousandfold."""

ENCRYPTED_FLAG = 0x1


def is_archive(file: Path) -> bool:
    """Whether the file is an archive of documents, by its content (a DOCX is a ZIP too, and is not)."""
    with file.open("rb") as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(file) as packed:
            return not is_office_file(packed)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return file.suffix.lower() == ".zip"


def is_office_file(packed: zipfile.ZipFile) -> bool:
    """Whether the ZIP is one document (DOCX, ODT, EPUB and the like) and not an archive of documents."""
    names = packed.NameToInfo
    return "[Content_Types].xml" in names or "mimetype" in names


def members(file: Path, options: IntakeOptions) -> Iterator[Source]:
    """The documents in the archive, sorted by name."""
    try:
        with zipfile.ZipFile(file) as packed:
            infos = _documents(packed)
            _check_whole(infos, readable(file.name), options)
            for info in infos:
                yield from _member(file, packed, info, options)
    except RejectedDocument as error:
        yield refused(error)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield refused(RejectedDocument("damaged", readable(file.name), in_words(error)))


def count(file: Path, options: IntakeOptions) -> int | None:
    """How many documents the archive holds, or None if one of them is a file of records or the archive is damaged."""
    try:
        with zipfile.ZipFile(file) as packed:
            infos = _documents(packed)
            _check_whole(infos, file.name, options)
            return None if any(records.is_record_file(info.filename) for info in infos) else len(infos)
    except (RejectedDocument, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 1


def _documents(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Members that may be documents: no folders, no hidden files, no leavings of macOS."""
    return sorted(
        (i for i in packed.infolist() if i.filename and not i.is_dir() and not _is_hidden(i.filename)),
        key=lambda info: info.filename,
    )


def _is_hidden(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _check_whole(infos: list[zipfile.ZipInfo], name: str, options: IntakeOptions) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > options.max_archive_members:
        raise RejectedDocument("archive_bomb", name, f"It holds {len(infos):,} files.")
    if total > options.max_archive_bytes:
        raise RejectedDocument("archive_bomb", name, f"It unpacks to {total:,} bytes.")


def _member(file: Path, packed: zipfile.ZipFile, info: zipfile.ZipInfo, options: IntakeOptions) -> Iterator[Source]:
    problem = _problem(info, options)
    if problem is not None:
        yield refused(problem)
    elif records.is_record_file(info.filename):
        yield from records.lines(lambda: _stream(packed, info), info.filename, options)
    else:
        name = readable(info.filename)
        yield Source(name, name, partial(_read, file, info, options))


def _problem(info: zipfile.ZipInfo, options: IntakeOptions) -> RejectedDocument | None:
    """Why the member may not be unpacked, told from the archive's list alone."""
    name = readable(info.filename)
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        return RejectedDocument("bad_path", parts[-1] or "archive", f"Its path in the archive is {name!r}.")
    if info.flag_bits & ENCRYPTED_FLAG:
        return RejectedDocument("encrypted", name)
    if name.lower().endswith(NESTED):
        return RejectedDocument("archive_bomb", name, "It is an archive inside an archive.")
    if info.file_size > max(SMALL_ENOUGH_BYTES, info.compress_size * options.max_archive_ratio):
        return RejectedDocument("archive_bomb", name, f"It unpacks from {info.compress_size:,} to {info.file_size:,}.")
    if info.file_size > options.max_bytes and not records.is_record_file(name):
        return RejectedDocument("too_large", name, f"It has {info.file_size:,} bytes.")
    return None


def _stream(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return uncompressed(cast(BinaryIO, packed.open(info)), info.filename)


def _read(file: Path, info: zipfile.ZipInfo, options: IntakeOptions) -> Content:
    try:
        with zipfile.ZipFile(file) as packed, _stream(packed, info) as stream:
            data = stream.read(options.max_bytes + 1)
    except (OSError, ValueError, NotImplementedError, *UNPACKING_ERRORS) as error:
        raise RejectedDocument("damaged", info.filename, in_words(error)) from error
    if len(data) > options.max_bytes:
        raise RejectedDocument("too_large", info.filename, f"It unpacks to more than {options.max_bytes:,} bytes.")
    if data[:4] == b"PK\x03\x04" and not bare_name(info.filename).lower().endswith((".docx", ".docm")):
        raise RejectedDocument("archive_bomb", info.filename, "It is an archive inside an archive.")
    return Content(data)
