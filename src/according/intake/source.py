"""One document that somebody gave, before it is read: what it is called and how to get its bytes.

Bytes are loaded when asked for and then kept, so that what is read and what is stored can never be two states of a
file that changed in between. Let go of a Source when done with it: a loop over `sources` holds one document at a time.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..errors import RejectedDocument
from ..model import Fetch


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a document; `record` says that they are one JSON record, `fetch` how they came over the network."""

    data: bytes
    media_type: str | None = None
    fetch: Fetch | None = None
    record: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as given.

    Attributes:
        name: what to call it in messages: base name of the file, path in its folder or archive, line of a record file,
            address.
        place: path in its archive or folder, in the form used as an id; None where there is none.
        open: gives the content, or raises RejectedDocument; called at most once by `content`.
    """

    name: str
    place: str | None
    open: Callable[[], Content]
    _kept: list[Content] = field(default_factory=list, repr=False, compare=False)

    def content(self) -> Content:
        """The bytes and what came with them, loaded at the first call.

        Raises:
            RejectedDocument: if they cannot or may not be loaded.
        """
        if not self._kept:
            self._kept.append(self.open())
        return self._kept[0]


_UNSTORABLE = re.compile("[\\x00\ud800-\udfff]")
"""Lone surrogates, and the NUL that a server stores in no text."""


def storable(words: str) -> str:
    """The words with what no store takes marked."""
    return _UNSTORABLE.sub("\ufffd", words)


def readable(path: str) -> str:
    """A path as text that can be stored and printed: another encoding read as such, control characters marked."""
    try:
        path.encode()
    except UnicodeEncodeError:
        given = os.fsencode(path)
        try:
            path = given.decode("utf-8")
        except UnicodeDecodeError:
            path = given.decode("cp1252", "replace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", path)


def refused(error: RejectedDocument) -> Source:
    """A source that cannot be loaded: it takes its place in the list and raises when its turn comes."""

    def fail() -> Content:
        raise error

    return Source(error.source, None, fail)


def in_words(error: Exception) -> str:
    """What happened, in a sentence without the paths of this machine that the error may hold."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror.rstrip('.')}."
    return f"{str(error).rstrip('.') or type(error).__name__}."
