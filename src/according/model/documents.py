"""The document as read: one text that never changes, and what is known about where it came from."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field

from .spans import Span

SEGMENT_KINDS = (
    "headline",
    "dek",
    "byline",
    "dateline",
    "body",
    "caption",
    "pull_quote",
    "list",
    "table",
    "boilerplate",
)
"""What a stretch of the page is. `boilerplate` (menus, share buttons, contact blocks, footers) carries no claims."""

DRAFT = "according:draft/"
"""How the id of a draft begins that was kept after it was checked; the hash of its bytes follows."""
BY_QUOTES = "application/vnd.according.quotes+json"
"""Media type of a document of which only the quotes of claims are here, as another ledger handed them on."""
HANDLING = ("public", "internal", "confidential", "sealed")
DOCUMENT_STATUS = ("live", "changed", "corrected", "retracted", "gone")


def is_draft(document: str) -> bool:
    """Whether the id is that of a kept draft: own words, which are on record and are nobody's report."""
    return document.startswith(DRAFT)


@dataclass(frozen=True, slots=True)
class Segment:
    """One block of the page, in reading order; segments do not overlap and leave out only white space.

    `page` counts from 1; `page_label` is the number as printed; `paragraph` is the numbered paragraph or count of a
    court paper ("17", "COUNT ONE").
    """

    kind: str
    start: int
    end: int
    page: int | None = None
    page_label: str | None = None
    paragraph: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in SEGMENT_KINDS:
            raise ValueError(f"segment kind {self.kind!r} is not one of {', '.join(SEGMENT_KINDS)}")
        Span(self.start, self.end)

    @property
    def span(self) -> Span:
        """Where the segment stands in the stored text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class InputMap:
    """From stored text back to the text as supplied, as runs: stored offset `stored[i]` stands at `supplied[i]`.

    Both tuples rise and have the same length. `copied[i]` says whether run i is an unchanged copy; inside a run that
    repair replaced, every position maps to the run's start, and an end to the run's end.
    """

    stored: tuple[int, ...] = (0,)
    supplied: tuple[int, ...] = (0,)
    copied: tuple[bool, ...] = (True,)
    supplied_length: int = 0

    def span(self, start: int, end: int) -> Span:
        """The stretch of the supplied text from which `stored[start:end]` was made."""
        first = bisect_right(self.stored, start) - 1
        begin = self.supplied[first] + (start - self.stored[first] if self.copied[first] else 0)
        if end <= start:
            return Span(begin, begin)
        last = bisect_right(self.stored, end - 1) - 1
        if self.copied[last]:
            stop = self.supplied[last] + (end - self.stored[last])
        else:
            stop = self.supplied[last + 1] if last + 1 < len(self.supplied) else self.supplied_length
        return Span(begin, max(begin, stop))


@dataclass(frozen=True, slots=True)
class Fetch:
    """How a page was fetched: the record that lets somebody else check it."""

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    fetched_at: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document after intake. `text` is fixed when the document is added and never derived again.

    Attributes:
        id: the supplied id, else canonical URL, else path in its archive or folder (base name), else content hash.
        version: sha256 of the original bytes, hexadecimal.
        text: the stored text, after repair of damage only.
        segments: headline, captions, body ... in reading order.
        published: EDTF date of publication, as precise as the source is, or None.
        published_how: how that date was found: `option`, `supplied`, `metadata`, `text`, `address`, or None.
        language: ISO 639-1 code, or None if it could not be told.
        authority: the office that issued the document, in its own words, if it is a release, indictment or report that
            an authority issues (ruling 18); else None.
        authority_kind: then prosecutor, police, official or court_record.
        handling: public, internal, confidential or sealed. embargo_until: ISO date or None.
        fingerprint: MinHash signature of the body for near-duplicate search (unsigned 32-bit values).
        corrects: words in which the document says that it corrects or retracts another, or None.
        media_type: of the original bytes. source_name: base name of the file or URL it came from.
    """

    id: str
    version: str
    text: str
    segments: tuple[Segment, ...]
    title: str | None = None
    published: str | None = None
    published_how: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    authority: str | None = None
    authority_kind: str | None = None
    handling: str = "internal"
    embargo_until: str | None = None
    status: str = "live"
    corrects: str | None = None
    media_type: str = "text/plain"
    source_name: str = ""
    fingerprint: tuple[int, ...] = ()
    input_map: InputMap | None = None
    fetch: Fetch | None = None
    sha256: str = field(default="")

    def __post_init__(self) -> None:
        if self.handling not in HANDLING:
            raise ValueError(f"handling {self.handling!r} is not one of {', '.join(HANDLING)}")
        if self.status not in DOCUMENT_STATUS:
            raise ValueError(f"status {self.status!r} is not one of {', '.join(DOCUMENT_STATUS)}")
        last = 0
        for segment in self.segments:
            if segment.start < last or segment.end > len(self.text):
                raise ValueError(f"segment {segment.start}..{segment.end} overlaps another or leaves the text")
            last = segment.end
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest())

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds the character at `offset`, or None between segments."""
        at = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        if at >= 0 and offset < self.segments[at].end:
            return self.segments[at]
        return None
