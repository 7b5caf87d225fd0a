"""What a reader and a claim extractor must offer, so that others can be plugged in."""

from typing import Protocol

from .claims import Claim
from .documents import Document
from .readings import Reading


class Reader(Protocol):
    """Turns a document into a reading; `name` and `version` are stored with every claim that rests on it."""

    name: str
    version: str

    def read(self, document: Document) -> Reading:
        """All layers this reader can see, with offsets into `document.text`."""
        ...


class ClaimExtractor(Protocol):
    """Turns a reading into claims, in document order; every quote is verbatim or the claim is refused."""

    name: str
    version: str

    def extract(self, reading: Reading) -> list[Claim]:
        """The claims of one document."""
        ...
