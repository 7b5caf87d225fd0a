"""Pages in a web archive (WARC, plain or compressed): what a crawler was answered, as it was, with the day it came.

Only answers with status 200 are documents; pictures, films, sounds, scripts and styles that a page draws on are not.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from ..errors import RejectedDocument
from ..model import Fetch
from .compressed import UNPACKING_ERRORS, bare_name
from .options import IntakeOptions
from .source import Content, Source, in_words, refused, storable

_DRAWN_ON = re.compile(r"\s*(?:image|audio|video|font)/|\s*text/css|\s*(?:application|text)/(?:x-)?(?:java|ecma)script")


def is_warc(name: str) -> bool:
    """Whether a file of this name is a web archive."""
    return bare_name(name).lower().endswith(".warc")


def pages(open_stream: Callable[[], BinaryIO], place: str, options: IntakeOptions) -> Iterator[Source]:
    """The pages of an archive, each a source named by its address; one cut off in the middle yields what came before.

    Args:
        place: what to call the archive itself in messages.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        with open_stream() as stream:
            for record in ArchiveIterator(stream):
                number += 1
                if _is_page(record):
                    yield _page(record, options)
    # warcio fails so on a record without a type, or whose head is damaged
    except (OSError, ArchiveLoadFailed, AttributeError, ValueError, *UNPACKING_ERRORS) as error:
        yield refused(RejectedDocument("damaged", place, f"After record {number}: {in_words(error)}"))


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    told = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and not _DRAWN_ON.match(told.lower())


def _page(record: Any, options: IntakeOptions) -> Source:
    address = storable(record.rec_headers.get_header("WARC-Target-URI") or "")
    data = record.content_stream().read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return refused(RejectedDocument("too_large", address, f"It has more than {options.max_bytes:,} bytes."))
    record.raw_stream.read()
    if getattr(record.raw_stream, "limit", 0) > 0:
        return refused(RejectedDocument("damaged", address, "The record is shorter than it says."))
    headers = tuple((storable(name), storable(value)) for name, value in record.http_headers.headers)
    fetched = Fetch(
        url=address,
        final_url=address,
        redirects=(),
        status=200,
        headers=headers,
        fetched_at=storable(record.rec_headers.get_header("WARC-Date") or ""),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    told = record.http_headers.get_header("Content-Type")
    return Source(address, None, partial(Content, data, told, fetched))
